"""The whole program, served to a browser from the database this process is connected to."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Thread
from typing import Any

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections


class OneAnswerEach(WSGIRequestHandler):
    """Closes after each answer: no thread outlives it that reads what a browser may send."""

    protocol_version = "HTTP/1.0"
    timeout = 20  # a browser opens connections ahead of time and may never use them

    def log_message(self, *said: Any) -> None:
        """What went wrong is in the answer."""


class Server(ThreadedWSGIServer):
    daemon_threads = False  # closing waits for those who are still answering

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away in the middle, or never asked."""


@contextmanager
def served() -> Iterator[str]:
    """Serve on a port of our own; the address.

    Whoever asks, one thread answers, and keeps its connection to the database as a web worker does:
    planning every page's queries on a new one takes longer than all the rest of a journey.
    """
    from throughcare.wsgi import application

    with ThreadPoolExecutor(1) as worker:
        server = Server(("127.0.0.1", 0), OneAnswerEach)
        server.set_app(lambda *asked: worker.submit(application, *asked).result())
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            worker.submit(connections.close_all).result()
