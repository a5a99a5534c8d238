"""Opening files: which messages lie in them, and what is no message."""

import json

import pytest

from throughcare.exchange import parcels
from throughcare.exchange.parcels import pieces_in, pieces_of
from throughcare.exchange.rules import rules


def pieces(content: object, name: str = "file.json") -> list[parcels.Piece]:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return list(pieces_in(raw, name=name))


def test_a_message_alone_is_kept_to_the_last_byte():
    raw = b'\xef\xbb\xbf {"a" : 1 }\n'

    [piece] = pieces(raw)

    assert piece.text == raw
    assert piece.body == {"a": 1}


def test_each_element_of_a_list_is_a_message_with_its_own_text_and_place():
    [one, two] = pieces(b'[ {"a":  1}, {"b": "\\u00e9"} ]')

    assert (one.text, one.place, one.body) == (b'{"a":  1}', "/0", {"a": 1})
    assert (two.text, two.place) == (b'{"b": "\\u00e9"}', "/1")


def test_each_line_is_a_message_and_a_bad_line_costs_the_others_nothing():
    found = pieces(b'{"a": 1}\n\n{"b": \n{"c": 3}\n', "roll.jsonl")

    assert [(one.place, bool(one.wrong)) for one in found] == [
        ("line 1", False),
        ("line 3 line 1, column 7", True),
        ("line 4", False),
    ]


def test_recorded_answers_come_apart_with_their_address_and_status():
    answers = [
        {"method": "GET", "url": "/cases/X111111", "status": 200, "body": {"a": 1}},
        {"method": "GET", "url": "/cases/X222222", "status": 500, "body": {"message": "no"}},
        {"method": "GET", "url": "/cases/X333333/all", "status": 200, "body": [{"b": 1}, {"b": 2}]},
    ]

    found = pieces({"responses": answers})

    assert [(one.url, one.status, one.place) for one in found] == [
        ("/cases/X111111", 200, "/responses/0"),
        ("/cases/X222222", 500, "/responses/1"),
        ("/cases/X333333/all", 200, "/responses/2/body/0"),
        ("/cases/X333333/all", 200, "/responses/2/body/1"),
    ]
    assert json.loads(found[0].text) == answers[0]
    assert found[3].text == b'{"b": 2}'


def test_the_hits_of_a_search_are_messages_and_what_surrounds_them_is_not():
    hits = [{"_id": "1", "_source": {"otherIds": {"crn": "X1"}}}, {"_id": "2", "_source": {}}]

    found = pieces({"took": 9, "_shards": {}, "hits": {"total": 2, "hits": hits}})

    assert [one.place for one in found] == ["/hits/hits/0/_source", "/hits/hits/1/_source"]
    assert found[0].body == {"otherIds": {"crn": "X1"}}


def test_a_page_of_a_list_comes_apart():
    found = pieces({"content": [{"a": 1}, {"a": 2}], "totalElements": 2, "pageable": {}})

    assert [one.body for one in found] == [{"a": 1}, {"a": 2}]


def test_values_under_the_numbers_of_people_are_each_about_that_person():
    found = pieces({"X111111": {"tier": "A"}, "X222222": {"tier": "B"}})

    assert [(one.url, one.body) for one in found] == [
        ("#X111111", {"tier": "A"}),
        ("#X222222", {"tier": "B"}),
    ]


def test_a_message_written_into_a_text_is_taken_out_of_it():
    answer = {"method": "GET", "url": "/a", "status": 200, "body": '{"a": 1}'}

    assert pieces({"responses": [answer]})[0].body == {"a": 1}
    [bad] = pieces({"responses": [{**answer, "body": "{no"}]})
    assert bad.wrong


def notification(message: object) -> dict[str, object]:
    sent = {"Type": "Notification", "MessageId": "1", "Timestamp": "2020-02-25T11:25:16Z"}
    return sent if message is None else {**sent, "Message": message}


def test_a_notification_is_kept_whole_and_its_message_taken_out_of_the_text():
    [one] = pieces(notification('{"eventType": "X", "id": {"n": 1}}'))

    assert one.body == {"eventType": "X", "id": {"n": 1}}
    assert json.loads(one.text) == notification('{"eventType": "X", "id": {"n": 1}}')
    assert (one.place, one.inside) == ("", "/Message")
    assert one.told == {"sent": "2020-02-25T11:25:16Z"}


def test_notifications_in_a_list_know_their_places():
    found = pieces([notification('{"a": 1}'), notification('{"a": 2}')])

    assert [(one.body, one.place, one.inside) for one in found] == [
        ({"a": 1}, "/0", "/Message"),
        ({"a": 2}, "/1", "/Message"),
    ]


def test_several_messages_in_one_text_come_apart_and_a_bad_one_costs_the_others_nothing():
    found = pieces(notification('[{"a": 1}, {"b": 2, "b": 3}, {"c":  4}]'))

    assert [(one.place, bool(one.wrong)) for one in found] == [
        ("/Message/0", False),
        ("/Message/1", True),
        ("/Message/2", False),
    ]
    assert found[2].text == b'{"c":  4}'
    assert found[2].told == {"sent": "2020-02-25T11:25:16Z"}


def test_a_notification_of_a_notification_is_opened_to_the_message():
    [one] = pieces(notification(json.dumps(notification('{"a": 1}'))))

    assert one.body == {"a": 1}


@pytest.mark.parametrize(
    ("message", "reason", "place"),
    [
        ("{no", "JSON", "/Message line 1, column 2"),
        ('{"a": 1,\n "a": 2}', "twice", "/Message line 2"),
        ('{"a": {"b": "\\u0000"}}', "control", "/Message/a/b"),
        ("", "no message", "/Message"),
        ("  ", "no message", "/Message"),
        (None, "no message", ""),
    ],
)
def test_what_is_wrong_inside_a_notification_is_said_with_its_place(message, reason, place):
    [one] = pieces(notification(message))

    assert reason in one.wrong
    assert one.place == place


@pytest.mark.parametrize(
    ("content", "reason", "place"),
    [
        (b"\xff\xfe", "UTF-8", "line 1"),
        (b'{"a": 1}\n{', "JSON", "line 2 line 1"),
        (b'{\n"a": }', "JSON", "line 2, column 6"),
        (b"", "JSON", "line 1"),
        (b"xml", "JSON", "line 1"),
        (b'{"a": 1,\n "a": 2}', "twice", "line 2"),
        (b'{"x": [{"a": 1,\n "a": 2}]}', "twice", "line 2"),
        (b'{"a":\n NaN}', "none", "line 2"),
        (b'{"a": -Infinity}', "none", "line 1"),
        (b'{"a": {"b": "\\u0000"}}', "control", "/a/b"),
        (b'{"a": "\\ud800"}', "control", "/a"),
        (b'{"a\\u0007": 1}', "control", ""),
        (b'{"a": "\x01"}', "JSON", "line 1"),
        (b'{"a": "\xc2\x85"}', "control", "/a"),
        (b"[" * 100_000, "deep", ""),
        (b'{"a": ' + b"9" * 5000 + b"}", "too long", ""),
        (b"[]", "no message", ""),
        (b'{"responses": []}', "no message", ""),
    ],
)
def test_what_is_no_message_is_said_with_its_place(content, reason, place):
    found = [one for one in pieces(content) if one.wrong]

    assert len(found) == 1
    assert reason in found[0].wrong
    assert found[0].place.startswith(place)


def test_marks_that_turn_the_writing_round_and_code_in_notes_are_no_control_characters():
    text = "\u202egnihton\u202c <script>alert(1)</script> '; drop table people; {{ 7*7 }} 😀"

    [piece] = pieces({"note": text})

    assert not piece.wrong
    assert piece.body == {"note": text}


def test_a_message_beyond_the_limit_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(parcels, "rules", lambda: small)
    small = rules().model_copy(update={"largest_message": 100})
    path = tmp_path / "big.json"
    path.write_bytes(b'{"a": "' + b"x" * 10_000_000 + b'"}')

    [piece] = pieces_of(path)

    assert "larger" in piece.wrong
    assert piece.text == b""
    assert len(piece.sha256) == 64


def test_a_file_of_lines_may_have_any_size_and_only_the_long_line_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(parcels, "rules", lambda: small)
    small = rules().model_copy(update={"largest_message": 100})
    path = tmp_path / "many.jsonl"
    path.write_bytes(b'{"a": 1}\n' * 50 + b'{"a": "' + b"x" * 500 + b'"}\n' + b'{"b": 2}')

    found = list(pieces_of(path))

    assert len(found) == 52
    assert [one.place for one in found if one.wrong] == ["line 51"]
    assert found[-1].body == {"b": 2}


BAD_PARTS = [
    (b'{"a": 1, "a": 2}', "A key stands twice", ""),
    (b'{"a": NaN}', "A number is none", ""),
    (b'{"a": "x\\u0000"}', "control character", "/a"),
    (b'{"a": ["x\x01"]}', "not JSON", ""),
]


@pytest.mark.parametrize(("bad", "reason", "inside"), BAD_PARTS)
@pytest.mark.parametrize(
    ("envelope", "places"),
    [
        (b'[{"a": 1}, %s, {"b": 2}]', ["/0", "/1", "/2"]),
        (
            b'{"_shards": {}, "hits": {"hits": [{"_source": {"a": 1}}, {"_source": %s},'
            b' {"_source": {"b": 2}}]}}',
            [f"/hits/hits/{n}/_source" for n in range(3)],
        ),
        (
            b'{"responses": [{"method": "GET", "url": "/x", "status": 200, "body":'
            b' [{"a": 1}, %s, {"b": 2}]}]}',
            [f"/responses/0/body/{n}" for n in range(3)],
        ),
    ],
)
def test_a_bad_message_costs_those_beside_it_nothing(envelope, places, bad, reason, inside):
    found = pieces(envelope % bad)

    assert [bool(one.wrong) for one in found] == [False, True, False]
    assert [one.place for one in found] == [places[0], places[1] + inside, places[2]]
    assert reason in found[1].wrong
    assert found[1].text == bad
    assert (found[0].body, found[2].body) == ({"a": 1}, {"b": 2})


@pytest.mark.parametrize(
    "content",
    [
        b'{"_shards": {}, "hits": {"hits": [{"_source": {"a": 1}}]}, "hits": {"hits": []}}',
        b'{"responses": [], "responses": [{"method": "GET"}]}',
        b'{"_shards": NaN, "hits": {"hits": [{"_source": {"a": 1}}]}}',
        b'{"X111111": {"a": 1}, "X111111": {"b": 2}}',
    ],
)
def test_an_envelope_that_is_bad_itself_is_put_aside_whole(content):
    [piece] = pieces(content)

    assert piece.wrong
    assert piece.text == content


@pytest.mark.parametrize("depth", [500, 900, 5_000, 100_000])
@pytest.mark.parametrize("inside", ["1", '{"a": 1, "a": 2}', "NaN", '"\\u0000"'])
def test_a_text_of_any_depth_has_an_outcome(depth, inside):
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        assert pieces((opening * depth + inside + closing * depth).encode())
