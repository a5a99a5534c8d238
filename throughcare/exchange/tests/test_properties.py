"""Whatever comes: one outcome for each message, and never an error."""

import json
from copy import deepcopy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.databases import NOW
from throughcare.exchange.outcomes import PutAside
from throughcare.exchange.parcels import pieces_in, pieces_of
from throughcare.exchange.reading import Reading
from throughcare.exchange.tests.conftest import FOLDERS, found, person
from throughcare.exchange.understanding import understand

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.text(max_size=12), inside, max_size=4)
    ),
    max_leaves=12,
)
BODIES = [
    piece.body
    for folder in FOLDERS
    for file in sorted(folder.iterdir())
    for piece in pieces_of(file)
    if isinstance(piece.body, dict) and piece.body
]


def outcomes_of(content: bytes):
    for piece in pieces_in(content, name="x.json"):
        try:
            yield understand(piece, received_at=NOW)
        except PutAside as aside:
            yield aside


def places(value, at=()):
    """Every place in a message."""
    yield at
    inside = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, one in inside:
        yield from places(one, (*at, step))


@settings(deadline=None)  # whichever is first reads the pack
@given(st.binary(max_size=200))
def test_any_bytes_have_an_outcome(content):
    outcomes = list(outcomes_of(content))

    assert outcomes
    assert all(isinstance(one, Reading | PutAside) for one in outcomes)


@settings(deadline=None)
@given(anything)
def test_any_json_has_an_outcome(value):
    assert list(outcomes_of(json.dumps(value).encode())) != []


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_real_message_with_anything_in_any_of_its_places_has_an_outcome(data):
    body = deepcopy(data.draw(st.sampled_from(BODIES)))
    place = data.draw(st.sampled_from([one for one in places(body) if one]))
    inside = body
    for step in place[:-1]:
        inside = inside[step]
    if data.draw(st.booleans()) and isinstance(inside, dict):
        del inside[place[-1]]
    else:
        inside[place[-1]] = data.draw(anything)

    assert list(outcomes_of(json.dumps(body).encode())) != []


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(st.lists(anything, min_size=1, max_size=3))
def test_anything_beside_a_good_message_costs_it_nothing(take, values):
    """The good one is taken, or was by an earlier example; each other has one outcome."""
    hits = [{"_source": value} for value in values] + found(person())["hits"]["hits"]

    report = take(a={"_shards": {}, "hits": {"hits": hits}})

    good = [one for one in report.outcomes if one.place.endswith(f"/{len(values)}/_source")]
    assert [one.state in ("taken", "unchanged") for one in good] == [True]
    states = {"taken", "unchanged", "needs-review", "refused"}
    assert all(one.state in states for one in report.outcomes)
    assert sum(report.count(state) for state in states) == len(report.outcomes) > len(values)
