"""One text, three faces: kept HTML, marked-up words, blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.reports import writing
from throughcare.reports.writing import Block, Run

words = st.text(
    alphabet=st.sampled_from("ab 1.)#>-*•\\[]<&'\"éŵ\n\t\u00a0"), min_size=1, max_size=12
)
runs = st.builds(Run, words, st.booleans(), st.booleans())
kinds = st.sampled_from(["text", "heading", "subheading", "bullet", "number", "quote"])
blocks = st.lists(
    st.builds(Block, kinds, st.lists(runs, min_size=1, max_size=4).map(tuple)), max_size=5
)


@settings(deadline=None)
@given(blocks)
def test_what_is_kept_is_read_back_the_same(written: list[Block]) -> None:
    kept = writing.html_of(written)

    assert writing.clean(writing.clean(kept)) == writing.clean(kept)


@settings(deadline=None)
@given(blocks)
def test_the_marked_up_words_say_what_the_html_says(written: list[Block]) -> None:
    kept = writing.clean(writing.html_of(written))

    assert writing.html_of_markup(writing.markup_of(kept)) == kept


@settings(deadline=None)
@given(st.text(max_size=200))
def test_anything_typed_is_a_text_that_can_be_kept(typed: str) -> None:
    kept = writing.html_of_markup(typed)

    assert writing.clean(kept) == kept


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_html_is_reduced_to_what_we_keep(sent: str) -> None:
    kept = writing.clean(sent)

    assert writing.clean(kept) == kept


def test_marks_become_headings_lists_and_quotes() -> None:
    markup = (
        "# Since last time\n\nHe has been **on time** and *calm*.\nTwo lines.\n\n- work\n- home\n\n"
        "1. first\n2. second\n\n> I did it\n> for her\n\n## More"
    )

    assert writing.html_of_markup(markup) == (
        "<h3>Since last time</h3><p>He has been <strong>on time</strong> and <em>calm</em>.<br>"
        "Two lines.</p><ul><li>work</li><li>home</li></ul><ol><li>first</li><li>second</li></ol>"
        "<blockquote><p>I did it<br>for her</p></blockquote><h4>More</h4>"
    )


@pytest.mark.parametrize("typed", ["5 * 3 = 15", "2 ** 3", "a*", "C:\\temp", "C:\\1", "snake_case"])
def test_a_star_that_marks_nothing_stays_a_star(typed: str) -> None:
    assert writing.html_of_markup(typed) == f"<p>{typed}</p>"


@pytest.mark.parametrize(
    "sent",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<p onclick="x()" style="position:fixed">',
        "<iframe src='//elsewhere'></iframe>",
        "<svg><script>x</script></svg>",
        "<style>p{}</style><!-- note -->",
    ],
)
def test_nothing_that_acts_is_kept(sent: str) -> None:
    assert writing.clean(f"{sent}<p>kept</p>") == "<p>kept</p>"


def test_what_word_pastes_is_reduced_to_what_we_keep() -> None:
    pasted = (
        '<div class="MsoNormal"><b>Bold</b>&nbsp;and <i style="x">slanted</i></div>'
        "<h1>Big</h1><ul><li>one<ul><li>inside</li></ul></li></ul><p><br></p>"
    )

    assert writing.clean(pasted) == (
        "<p><strong>Bold</strong> and <em>slanted</em></p><h3>Big</h3>"
        "<ul><li>one</li><li>inside</li></ul>"
    )


def test_references_are_found_in_the_order_of_their_mention() -> None:
    assert writing.references("<p>He said so [3], twice [1] [3]; not [x] [0].</p>") == [3, 1]
