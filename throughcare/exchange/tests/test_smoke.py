def test_smoke(cast):
    pass
