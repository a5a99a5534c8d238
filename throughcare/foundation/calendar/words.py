"""The words for days, months and distances, English and Welsh, and typed text made plain.

Welsh words are here with the mutations people write: "o Dachwedd", "ddydd Llun", "ddwy wythnos".
"""

import re
import unicodedata

LONGEST = 60

TODAY_AND_ROUND_IT = {
    "today": 0,
    "now": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "day after tomorrow": 2,
    "day before yesterday": -2,
    "heddiw": 0,
    "yfory": 1,
    "fory": 1,
    "ddoe": -1,
    "trennydd": 2,
    "drennydd": 2,
    "echdoe": -2,
}

_MONTHS = (
    ("january", "ionawr"),
    ("february", "chwefror"),
    ("march", "mawrth", "fawrth"),
    ("april", "ebrill"),
    ("may", "mai", "fai"),
    ("june", "mehefin", "fehefin"),
    ("july", "gorffennaf", "orffennaf"),
    ("august", "awst"),
    ("september", "medi", "fedi"),
    ("october", "hydref"),
    ("november", "tachwedd", "dachwedd"),
    ("december", "rhagfyr", "ragfyr"),
)

_WEEKDAYS = (
    ("monday", "llun"),
    ("tuesday", "mawrth"),
    ("wednesday", "mercher"),
    ("thursday", "iau"),
    ("friday", "gwener"),
    ("saturday", "sadwrn"),
    ("sunday", "sul"),
)

WHICH = {
    "this": "this",
    "yma": "this",
    "next": "next",
    "nesaf": "next",
    "last": "last",
    "diwethaf": "last",
    "ddiwethaf": "last",
}

UNITS = {
    "day": "day",
    "days": "day",
    "diwrnod": "day",
    "ddiwrnod": "day",
    "dyddiau": "day",
    "week": "week",
    "weeks": "week",
    "wythnos": "week",
    "wythnosau": "week",
    "fortnight": "fortnight",
    "fortnights": "fortnight",
    "pythefnos": "fortnight",
    "bythefnos": "fortnight",
    "month": "month",
    "months": "month",
    "mis": "month",
    "fis": "month",
    "misoedd": "month",
    "year": "year",
    "years": "year",
    "blwyddyn": "year",
    "flwyddyn": "year",
    "flynedd": "year",
    "mlynedd": "year",
    "working day": "working day",
    "working days": "working day",
    "diwrnod gwaith": "working day",
    "ddiwrnod gwaith": "working day",
}

AGO = ("ago", "back", "yn ol")

_NUMBERS = (
    ("a", "an", "one", "un"),
    ("two", "couple", "dau", "ddau", "dwy", "ddwy"),
    ("three", "tri", "dri", "tair", "dair"),
    ("four", "pedwar", "bedwar", "pedair", "bedair"),
    ("five", "pump", "bump", "pum", "bum"),
    ("six", "chwech", "chwe"),
    ("seven", "saith"),
    ("eight", "wyth"),
    ("nine", "naw"),
    ("ten", "deg", "ddeg"),
    ("eleven",),
    ("twelve",),
)
NUMBERS = {word: n for n, words in enumerate(_NUMBERS, start=1) for word in words}

_FILLERS = {"the", "of", "on", "in", "for", "o", "ar", "y", "yr", "i", "mewn", "ymhen"}
_ORDINAL = re.compile(r"(?<=[0-9])(?:st|nd|rd|th|af|ail|il|ydd|ed|fed|eg|ain)\b")
_JOINT = re.compile(r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])")


def plain(text: str) -> str:
    """The text in small letters, without accents, invisible characters or white space around."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in letters if unicodedata.category(c) not in ("Mn", "Cf", "Cc") or c.isspace())
    return " ".join("".join(kept).split())


def phrase(text: str) -> str:
    """A typed date as single words and numbers with one blank between: "24th Nov." → "24 nov"."""
    spoken = re.sub(r"['’]s?\b", "", plain(text))
    spoken = re.sub(r"[/.,()\u2010-\u2015-]", " ", spoken)
    spoken = _JOINT.sub(" ", _ORDINAL.sub("", spoken))
    return " ".join(word for word in spoken.split() if word not in _FILLERS)


def month_named(word: str) -> int | None:
    """1 to 12 for the name of a month or its first three letters and more."""
    place = _place(word, _MONTHS)
    return None if place is None else place + 1


def weekday_named(word: str) -> int | None:
    """0 (Monday) to 6 for the name of a day of the week or its first three letters and more."""
    return _place(word, _WEEKDAYS)


def _place(word: str, names: tuple[tuple[str, ...], ...]) -> int | None:
    if len(word) < 3:
        return None
    fits = (n for n, same in enumerate(names) if any(name.startswith(word) for name in same))
    return next(fits, None)
