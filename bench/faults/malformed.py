"""Ten thousand requests nobody meant well: to the API by schemathesis, to pages at random.

The API's come from its own description, in every way it can be broken, with the token of somebody
who may not know the person. The pages' are addresses, methods, cookies and bodies put together by
chance, from a stranger and from a colleague. People save meanwhile.
"""

import http.client
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from bench.faults.browser import Browser
from bench.faults.outcome import Outcome
from bench.faults.people import MAY_NOT_KNOW, NAMES_THE_PERSON
from bench.faults.place import Place, at_work
from bench.fuzz import MUST_BE_NONE, ODD

EACH = 2_000
"""Requests a time: the usual five times make ten thousand."""
TO_THE_API = 0.6
AT_ONCE = 4
METHODS = ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "BREW")


def run(random: Random, times: int) -> Outcome:
    with at_work(more={"THROUGHCARE_API_CALLS": "1000000"}) as place:
        place.people.let_them_save(random)
        answered: Counter[int] = Counter()
        leaks = _to_the_api(place, int(EACH * TO_THE_API) * times, random, answered)
        leaks += _to_pages(place, int(EACH * (1 - TO_THE_API)) * times, random, answered)
        outcome = place.outcome(
            name="malformed",
            title="Malformed requests",
            times=EACH * times,
            again_after=[place.people.wait_for_saves()],
        )
        half = sum(int(place.ask(question)) for question in MUST_BE_NONE.values())
    outcome.leaks += leaks
    outcome.looked_for += answered.total()
    outcome.half += half
    outcome.broken += sum(n for status, n in answered.items() if status >= 500 or status == 0)
    outcome.notes += [
        f"Answered: {', '.join(f'{n} with {s}' for s, n in sorted(answered.items()))}. None may be"
        " answered with 500 or more, and none not at all.",
        f"{half} messages half taken.",
    ]
    return outcome


def _to_the_api(place: Place, count: int, random: Random, answered: Counter[int]) -> int:
    """What schemathesis makes of the description. How many answers name the person."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, seed, settings

    reads = _token(place, MAY_NOT_KNOW, "find", "record")
    sends = _token(place, "feed@example.invalid", "messages", "--machine")
    base = f"http://127.0.0.1:{place.port}"
    schema = schemathesis.openapi.from_url(f"{base}/api/v1/openapi.json", headers=_by(reads))
    operations = [one.ok() for one in schema.get_all_operations()]
    cases: list[Any] = []
    for operation in operations:
        for mode in schemathesis.GenerationMode:

            @seed(random.randrange(10**9))
            @settings(
                max_examples=count // len(operations) // 2,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def made(case: Any) -> None:
                cases.append(case)

            made()
    cases += [random.choice(cases) for _ in range(count - len(cases))]

    def send(case: Any) -> tuple[int, str]:
        response = case.call(headers=_by(sends if "messages" in case.path else reads))
        return response.status_code, response.content.decode(errors="replace")

    return _all(send, cases, answered)


def _to_pages(place: Place, count: int, random: Random, answered: Counter[int]) -> int:
    """Addresses, methods, cookies and bodies by chance."""
    from tests.world import PASSWORD
    from throughcare.foundation.ui.addresses import addresses

    colleague = Browser(place.port)
    colleague.signs_in(MAY_NOT_KNOW, PASSWORD)
    cookies = "; ".join(f"{key}={value}" for key, value in colleague.cookies.items())
    routes = [f"/{one.route}" for one in addresses()]

    def put_together() -> tuple[str, str, dict[str, str], bytes]:
        path = re.sub(
            r"<[^>]*>", lambda _: quote(_odd(random)[:200], safe=""), random.choice(routes)
        )
        path = path.replace(quote("X999999"), place.people.path.split("/")[-1])
        if random.random() < 0.5:
            path += "?" + urlencode({_odd(random)[:20]: _odd(random)[:2000] for _ in range(3)})
        body = random.choice(
            (
                urlencode({_odd(random)[:50]: _odd(random)[:5000] for _ in range(4)}).encode(),
                random.randbytes(random.randrange(200)),
                b"",
            )
        )
        headers = {"Cookie": random.choice((cookies, cookies[:40], "sessionid=\xff", ""))}
        kinds = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "nonsense")
        headers["Content-Type"] = random.choice(kinds)
        return random.choice(METHODS), path, headers, body

    def send(put: tuple[str, str, dict[str, str], bytes]) -> tuple[int, str]:
        method, path, headers, body = put
        connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    return _all(send, [put_together() for _ in range(count)], answered)


def _odd(random: Random) -> str:
    return str(random.choice(ODD))


def _all(send: Any, requests: list[Any], answered: Counter[int]) -> int:
    leaks = 0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for status, text in pool.map(send, requests):
            answered[status] += 1
            leaks += any(name in text for name in NAMES_THE_PERSON)
    return leaks


def _token(place: Place, email: str, *uses: str) -> str:
    named = ("--name", "Malformed requests", "--for", *uses)
    return place.throughcare("tokens", "make", email, *named).splitlines()[0]


def _by(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
