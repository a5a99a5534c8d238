"""What may be asked about requests for a record."""

from throughcare.disclosure.queries.bundles import bundle_for, bundles_of
from throughcare.disclosure.queries.checking import CheckLine, decision_for, to_check
from throughcare.disclosure.queries.items import ItemLine, ItemsPage, items_page, lines_for
from throughcare.disclosure.queries.requests import (
    RequestLine,
    RequestPage,
    request_for,
    request_page,
    requests_about,
    requests_page,
)
from throughcare.disclosure.queries.share import readable, share_of

__all__ = [
    "CheckLine",
    "ItemLine",
    "ItemsPage",
    "RequestLine",
    "RequestPage",
    "bundle_for",
    "bundles_of",
    "decision_for",
    "items_page",
    "lines_for",
    "readable",
    "request_for",
    "request_page",
    "requests_about",
    "requests_page",
    "share_of",
    "to_check",
]
