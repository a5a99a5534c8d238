def test_probe(cast):
    from tests.databases import NOW
    import shutil, tempfile, pathlib, json, traceback
    from throughcare.exchange.actions import import_files
    from throughcare.exchange.actions import messages as M
    from throughcare.exchange.tests.conftest import SAMPLES
    from throughcare.foundation.access import SYSTEM, acting_as
    import_files(actor=SYSTEM, paths=[SAMPLES/"oasys_people"], at=NOW)
    orig=M.connection
    for n in ("attitude","behaviour","health","oasys-drug-detail","rosh-analysis","oasys-alcohol-detail"):
        import throughcare.exchange.actions.messages as mm
        class C:
            def is_usable(self):
                traceback.print_exc(); return orig.is_usable()
        mm.connection=C()
        r=import_files(actor=SYSTEM, paths=[SAMPLES/"oasys_sections"/f"{n}.json"], at=NOW)
        print([(o.file,o.state,o.reason) for o in r.outcomes])
