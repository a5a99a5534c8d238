"""An organisation's own sign-in: a real OpenID Connect provider on a real socket, for tests."""

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import requests

CLIENT = {"client_id": "throughcare", "client_secret": "known to both"}


class Organisation:
    """Who has an account there, what the provider says of them, and what it was asked."""

    def __init__(self, app: Any, address: str) -> None:
        self.app, self.issuer = app, address
        self.token_requests: list[dict[str, str]] = []
        app.before_request(self._listen)

    def _listen(self) -> None:
        from flask import request

        if request.path == "/oauth2/token":
            self.token_requests.append(dict(request.form))

    def says(self, account: str, **claims: Any) -> None:
        """What the token says of this account; it wins over what the provider says itself."""
        requests.put(f"{self.issuer}/users/{account}", json=claims, timeout=5).raise_for_status()

    def settings(self, **others: Any) -> dict[str, Any]:
        """What settings.OPENID says for this provider."""
        usual = {"issuer": self.issuer, "claim": "email", "second_step": ["mfa"]}
        return {**usual, **CLIENT, **others}

    def lets_in(self, address: str, account: str) -> str:
        """Sign in there as a browser would; the address it leads back to."""
        answer = requests.post(address, data={"sub": account}, allow_redirects=False, timeout=5)
        assert answer.status_code == 302, re.sub(r"<[^>]+>", "", answer.text)[:500]
        return answer.headers["Location"]


@contextmanager
def organisation() -> Iterator[Organisation]:
    """Serve one on a port of its own. Its library still uses what its own library left behind."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import oidc_provider_mock
        from werkzeug.serving import WSGIRequestHandler, make_server

        class Quiet(WSGIRequestHandler):
            def log(self, *said: Any) -> None:
                """What went wrong is in the answer."""

        app = oidc_provider_mock.app()
        server = make_server("localhost", 0, app, threaded=True, request_handler=Quiet)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield Organisation(app, f"http://localhost:{server.server_port}")
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
