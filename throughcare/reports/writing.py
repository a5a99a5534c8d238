"""What may be written in a report: paragraphs, headings of two levels, lists, quotes, emphasis.

One text has three faces. It is kept as HTML of those few elements and nothing else; a page without
a script edits it as marked-up words (`markup_of`, `html_of_markup`); documents are made from its
blocks. Whatever comes in, from an editor or pasted from Word, is reduced to the same blocks, so
that all three faces say the same.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import Literal

import nh3

Kind = Literal["text", "heading", "subheading", "bullet", "number", "quote"]

_TAGS = {"p", "h3", "h4", "ul", "ol", "li", "blockquote", "strong", "em", "br"}
# What editors and word processors write for the same things.
_ALSO = {"h1", "h2", "h5", "h6", "b", "i", "div", "section", "article", "tr"}
_HEADINGS: dict[str, Kind] = {
    "h1": "heading", "h2": "heading", "h3": "heading",
    "h4": "subheading", "h5": "subheading", "h6": "subheading",
}  # fmt: skip
_BREAKS = {"p", "div", "section", "article", "tr", "li", "blockquote", "ul", "ol", *_HEADINGS}
_STRONG, _EMPHASIS = {"strong", "b"}, {"em", "i"}
# Controls, which no document format can hold, and half surrogates.
_CANNOT_BE_KEPT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD_SPACES = re.compile(r"[^\S\n]")


@dataclass(frozen=True)
class Run:
    """Words written in one way. A new line in them is a line break."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, or one item of a list or quotation."""

    kind: Kind
    runs: tuple[Run, ...]

    @property
    def words(self) -> str:
        return "".join(run.text for run in self.runs)


def clean(html: str) -> str:
    """HTML from anywhere as we keep it: our few elements, no attributes, nothing that acts."""
    return html_of(blocks_of(html))


def blocks_of(html: str) -> list[Block]:
    """The blocks of a piece of HTML, whatever else is in it."""
    safe = nh3.clean(html, tags=_TAGS | _ALSO, attributes={}, strip_comments=True)
    reader = _Reader()
    reader.feed(safe)
    reader.close()
    return reader.finish()


def html_of(blocks: Iterable[Block]) -> str:
    """The blocks as the HTML we keep."""
    return "".join(_element(kind, list(same)) for kind, same in groupby(blocks, lambda b: b.kind))


def html_of_markup(markup: str) -> str:
    """What somebody wrote with `#`, `-`, `1.`, `>`, `**` and `*`, as the HTML we keep."""
    return html_of(blocks_of_markup(markup))


def markup_of(html: str) -> str:
    """The kept HTML as marked-up words."""
    parts: list[str] = []
    for kind, same in groupby(blocks_of(html), lambda block: block.kind):
        parts += [_marked(kind, list(same))]
    return "\n\n".join(parts)


def references(html: str) -> list[int]:
    """Numbers of the sources a text refers to, in the order of their first mention: [3]."""
    found = re.findall(r"\[([1-9][0-9]{0,3})]", "".join(block.words for block in blocks_of(html)))
    return list(dict.fromkeys(int(number) for number in found))


def count_words(html: str) -> int:
    return sum(len(block.words.split()) for block in blocks_of(html))


class _Reader(HTMLParser):
    """Flattens HTML into blocks: what is nested (a list in a list) becomes one after the other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            self.handle_data("\n", is_break=True)
            return
        if tag in _BREAKS:
            self._end_block()
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self._end_block()
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag)]

    def handle_data(self, data: str, is_break: bool = False) -> None:
        text = data if is_break else re.sub(r"\s+", " ", _CANNOT_BE_KEPT.sub("\ufffd", data))
        strong = not _STRONG.isdisjoint(self.open)
        self.runs.append(Run(text, strong, not _EMPHASIS.isdisjoint(self.open)))

    def finish(self) -> list[Block]:
        self._end_block()
        return self.blocks

    def _end_block(self) -> None:
        kind = self._kind()
        runs = _tidy(self.runs, one_line=kind in ("heading", "subheading"))
        if runs:
            self.blocks.append(Block(kind, runs))
        self.runs = []

    def _kind(self) -> Kind:
        for tag in reversed(self.open):
            if tag in _HEADINGS:
                return _HEADINGS[tag]
            if tag in ("ul", "ol"):
                return "number" if tag == "ol" else "bullet"
            if tag == "blockquote":
                return "quote"
        return "text"


def _tidy(runs: Iterable[Run], *, one_line: bool) -> tuple[Run, ...]:
    """Runs with single spaces, none around them, none at the edge of emphasised words."""
    letters = [(run.strong, run.emphasis, letter) for run in runs for letter in run.text]
    kept: list[tuple[bool, bool, str]] = []
    for strong, emphasis, letter in letters:
        blank = letter == " " or (one_line and letter == "\n")
        if (blank or letter == "\n") and (not kept or kept[-1][2] in (" \n" if blank else "\n")):
            continue
        if letter == "\n" and kept and kept[-1][2] == " ":
            kept.pop()
        kept.append((strong, emphasis, " " if blank else letter))
    while kept and kept[-1][2] in " \n":
        kept.pop()
    return _bare_edges(kept)


def _bare_edges(letters: list[tuple[bool, bool, str]]) -> tuple[Run, ...]:
    """A space between differently written words belongs to neither."""
    shared: list[tuple[bool, bool, str]] = []
    for at, (strong, emphasis, letter) in enumerate(letters):
        if letter in " \n":
            before, after = letters[at - 1], letters[at + 1]
            strong = strong and before[0] and after[0]
            emphasis = emphasis and before[1] and after[1]
        shared.append((strong, emphasis, letter))
    return tuple(
        Run("".join(letter for *_, letter in same), *style)
        for style, same in groupby(shared, lambda letter: letter[:2])
    )


# Blocks as HTML


def _element(kind: Kind, blocks: list[Block]) -> str:
    inner = [_spans(block.runs) for block in blocks]
    if kind == "text":
        return "".join(f"<p>{words}</p>" for words in inner)
    if kind == "quote":
        return f"<blockquote>{''.join(f'<p>{words}</p>' for words in inner)}</blockquote>"
    if kind in ("bullet", "number"):
        tag = "ul" if kind == "bullet" else "ol"
        return f"<{tag}>{''.join(f'<li>{words}</li>' for words in inner)}</{tag}>"
    tag = "h3" if kind == "heading" else "h4"
    return "".join(f"<{tag}>{words}</{tag}>" for words in inner)


def _spans(runs: Iterable[Run]) -> str:
    return "".join(_span(run) for run in runs)


def _span(run: Run) -> str:
    words = escape(run.text, quote=False).replace("\n", "<br>")
    words = f"<em>{words}</em>" if run.emphasis else words
    return f"<strong>{words}</strong>" if run.strong else words


# Blocks as marked-up words, and back


_PREFIX: dict[Kind, str] = {"heading": "# ", "subheading": "## ", "bullet": "- ", "quote": "> "}
_LINE = re.compile(r"(?P<mark>##? |[-*•] |[0-9]{1,3}[.)] |> ?)(?P<rest>.*)|(?P<blank>\s*)")
_ACTS_AT_START = re.compile(r"(?=#{1,2} |[-•] |>|[0-9]{1,3}[.)] )")


def blocks_of_markup(markup: str) -> list[Block]:
    """The blocks of marked-up words."""
    found: list[tuple[Kind, list[str]]] = []
    goes_on = False  # whether the line before belongs to a block this line may continue
    for line in _lines(markup):
        kind, words = _read_line(line)
        if not words.strip():
            goes_on = False
        elif goes_on and _continues(found[-1][0], kind, line):
            found[-1][1].append(words)
        else:
            found.append((kind, [words]))
            goes_on = True
    blocks = [Block(kind, _runs_of("\n".join(lines), kind)) for kind, lines in found]
    return [block for block in blocks if block.runs]


def _continues(before: Kind, kind: Kind, line: str) -> bool:
    if kind == "text":
        return before == "text" or line.startswith("  ")
    return kind == before == "quote"


def _lines(markup: str) -> list[str]:
    kept = _CANNOT_BE_KEPT.sub("\ufffd", markup.replace("\r\n", "\n"))
    return _ODD_SPACES.sub(" ", kept).split("\n")


def _read_line(line: str) -> tuple[Kind, str]:
    bare = line.lstrip()
    read = _LINE.fullmatch(bare if bare[:1] in "#>-*•" else line)
    if read is None or read["mark"] is None:
        return "text", line.strip()
    mark = read["mark"].strip()
    kinds: dict[str, Kind] = {"#": "heading", "##": "subheading", ">": "quote"}
    return kinds.get(mark, "number" if mark[0].isdigit() else "bullet"), read["rest"].strip()


def _runs_of(words: str, kind: Kind) -> tuple[Run, ...]:
    tokens = list(_tokens(words))
    strong = emphasis = False
    runs: list[Run] = []
    for at, (token, opens, closes) in enumerate(tokens):
        if token == "**" and _turns(strong, (token, opens, closes), tokens[at + 1 :]):
            strong = not strong
        elif token == "*" and _turns(emphasis, (token, opens, closes), tokens[at + 1 :]):
            emphasis = not emphasis
        else:
            spared = token[1:] if len(token) == 2 and token[0] == "\\" else token
            runs.append(Run(spared, strong, emphasis))
    return _tidy(runs, one_line=kind in ("heading", "subheading"))


Token = tuple[str, bool, bool]
"""A piece of text or a mark; of a mark, whether it could open and whether it could close."""


def _tokens(words: str) -> Iterator[Token]:
    for found in re.finditer(r"(?m:^)\\[#>\-•0-9]|\\[*\\]|\*+|[^*\\]+|\\", words):
        piece = found.group()
        if piece[0] != "*":
            yield piece, False, False
            continue
        before, after = words[: found.start()][-1:], words[found.end() :][:1]
        opens, closes = bool(after.strip()), bool(before.strip())
        for mark in ("**",) * (len(piece) // 2) + ("*",) * (len(piece) % 2):
            yield mark, opens, closes


def _turns(is_on: bool, mark: Token, ahead: list[Token]) -> bool:
    piece, opens, closes = mark
    if is_on:
        return closes
    return opens and any(token == piece and ends for token, _, ends in ahead)


def _marked(kind: Kind, blocks: list[Block]) -> str:
    if kind == "text":
        return "\n\n".join(_as_written(block) for block in blocks)
    if kind == "quote":
        quoted = ["\n".join(f"> {line}" for line in _as_written(b).split("\n")) for b in blocks]
        return "\n>\n".join(quoted)
    if kind == "number":
        items = [f"{n}. {_item(block)}" for n, block in enumerate(blocks, 1)]
        return "\n".join(items)
    return ("\n\n" if kind.endswith("heading") else "\n").join(
        f"{_PREFIX[kind]}{_item(block)}" for block in blocks
    )


def _item(block: Block) -> str:
    return _as_written(block).replace("\n", "\n  ")


def _as_written(block: Block) -> str:
    text, strong, emphasis = "", False, False
    for run in (*block.runs, Run("")):
        text += "**" * (run.strong is not strong) + "*" * (run.emphasis is not emphasis)
        strong, emphasis = run.strong, run.emphasis
        text += run.text.replace("\\", "\\\\").replace("*", "\\*")
    return "\n".join(
        f"\\{line}" if _ACTS_AT_START.match(line) else line for line in text.split("\n")
    )
