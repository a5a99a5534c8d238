"""What there is under /api/v1/. Importing this brings django-ninja: only the door does so."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Schema
from ninja.errors import ValidationError
from ninja.security import HttpBearer
from pydantic import Field

from throughcare.api.access import CALL, Call
from throughcare.exchange import actions as exchange
from throughcare.foundation.access import actor_of, require
from throughcare.people import queries as people


class ByToken(HttpBearer):
    """The door has looked at the token before anything here runs; this is for the description."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return getattr(request, "token", None)


class Refusal(Schema):
    """What did not work, in a sentence."""

    detail: str


class Caller(Schema):
    """Whose token it is."""

    name: str
    roles: list[str]
    made_for: list[str] = Field(description="Of: find, record, messages")
    until: datetime


class Match(Schema):
    """Somebody with that number, as far as the caller may know them."""

    ref: UUID
    name: str
    born_on: date | None
    crn: str
    nomis: str


class Became(Schema):
    """One message, and what became of it."""

    place: str = Field(description="Where in what was sent it stands; empty if it is all of it")
    kind: str
    state: str = Field(description="taken, unchanged, needs_review or refused")
    reason: str
    message: UUID | None


class Receipt(Schema):
    """What became of everything that was sent."""

    taken: int
    unchanged: int
    needs_review: int
    refused: int
    messages: list[Became]


REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 429: Refusal}

api = NinjaAPI(
    title="Throughcare",
    version="1",
    description=(
        "One record from custody to community, for other programs. A token reads and does no more"
        " than its colleague; who is hidden from them is not there."
    ),
    auth=ByToken(),
    docs_url=None,  # its page would ask another house for its scripts
    openapi_url=None,  # its view looks for addresses that only the door knows
    urls_namespace="api-v1",
)


@api.get(
    "/whoami",
    operation_id="whoami",
    response={200: Caller, **REFUSALS},
    summary="Whose token this is",
    openapi_extra={"x-use": ""},
)
def whoami(request: HttpRequest) -> Caller:
    token, actor = request.token, actor_of(request)  # type: ignore[attr-defined]
    return Caller(
        name=actor.name,
        roles=sorted({held.title for held in actor.held}),
        made_for=token.uses,
        until=token.until,
    )


@api.get(
    "/people",
    operation_id="find",
    response={200: list[Match], 422: Refusal, **REFUSALS},
    summary="Find a person by CRN or NOMIS number",
    openapi_extra={"x-use": "find"},
)
def find(request: HttpRequest, number: str = Query(max_length=40)) -> list[Match]:
    _made_for(request, "find")
    if not people.exact_readings(number):
        return []
    found, _ = people.find_people(actor=actor_of(request), text=number)
    return [
        Match(
            ref=one.person.ref,
            name=one.person.name,
            born_on=one.person.born_on,
            crn=one.person.crn,
            nomis=one.person.nomis,
        )
        for one in found
    ]


@api.get(
    "/people/{uuid:ref}/record",
    operation_id="record",
    response={200: dict[str, Any], 404: Refusal, **REFUSALS},
    summary="What one may read of a person’s record (record.schema.json)",
    openapi_extra={"x-use": "record"},
)
def record(request: HttpRequest, ref: UUID) -> dict[str, Any]:
    _made_for(request, "record")
    actor = actor_of(request)
    person = people.open_person(actor=actor, ref=ref)
    return exchange.export_record(actor=actor, person=person, at=timezone.now())


@api.post(
    "/messages",
    operation_id="messages",
    response={200: Receipt, 413: Refusal, **REFUSALS},
    summary="Bring messages in: the body is one, or several as a file may hold them",
    openapi_extra={
        "x-use": "messages",
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {}}, "application/xml": {"schema": {}}},
        },
    },
)
def messages(request: HttpRequest) -> Receipt:
    _made_for(request, "messages")
    with tempfile.TemporaryDirectory() as folder:
        sent = Path(folder) / "sent"
        sent.write_bytes(request.body)
        report = exchange.import_files(actor=actor_of(request), paths=[sent], at=timezone.now())
    said = report.as_json()
    return Receipt(
        taken=said["taken"],
        unchanged=said["unchanged"],
        needs_review=said["needs_review"],
        refused=said["refused"],
        messages=said["list"],
    )


@api.get("/openapi.json", include_in_schema=False)
def description(request: HttpRequest) -> dict[str, Any]:
    return described()


def described() -> dict[str, Any]:
    """What there is, as OpenAPI."""
    return dict(api.get_openapi_schema(path_prefix="/api/v1"))


@api.exception_handler(ValidationError)
def cannot_be_read(request: HttpRequest, error: ValidationError) -> HttpResponse:
    said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors)
    return api.create_response(request, Refusal(detail=said), status=422)


def _made_for(request: HttpRequest, use: str) -> None:
    """Raises AccessDenied."""
    token = request.token  # type: ignore[attr-defined]
    require(actor_of(request), CALL, Call(use, frozenset(token.uses)))
