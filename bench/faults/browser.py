"""Somebody with cookies who sends forms."""

import http.client
import re
from urllib.parse import urlencode

CARRIED = re.compile(r'name="(csrfmiddlewaretoken|once|version)" value="([^"]*)"')


class NotAnswered(Exception):
    """The program did not say that it did it. Status and page, if there was an answer at all."""

    def __init__(self, status: int = 0, page: str = "") -> None:
        super().__init__(status)
        self.status, self.page = status, page


class Browser:
    """One session with the server on this port."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, where it leads, and the page. Raises NotAnswered."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            body = urlencode(sent) if sent is not None else None
            connection.request("POST" if sent is not None else "GET", path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            raise NotAnswered from error
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, answer.getheader("Location") or "", text

    def sends(self, path: str, **typed: str) -> str:
        """Fill in the form on this page and send it; where it led. Raises NotAnswered."""
        status, _, page = self.ask(path)
        if status != 200:
            raise NotAnswered(status, page)
        carried = CARRIED.findall(page.split("tc-form")[-1])
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)[:1]
        hidden = {"csrfmiddlewaretoken": token[0] if token else "", **dict(carried)}
        status, led_to, page = self.ask(path, {**hidden, **typed})
        if status != 302:
            raise NotAnswered(status, page)
        return led_to

    def signs_in(self, email: str, password: str) -> None:
        """Raises NotAnswered."""
        self.sends("/sign-in", login=email, password=password)
