"""The web server, and saying where it is once it answers."""

import gc
import http.client
import importlib
import os
import signal
import socket
import sys
import threading
import time
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

# A request holds a thread while it is read, so a slow sender holds one too.
THREADS = 24
# Counted in connections, and an idle browser holds several for half a minute.
CONNECTIONS = 512
SECONDS_TO_FINISH = 10  # what is being answered when we are asked to stop


def is_taken(port: int) -> bool:
    """Whether another program listens on this port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def serve(*, host: str, port: int) -> None:
    """Serve until Ctrl-C or until the system asks to stop."""
    threading.Thread(target=_say_where, args=(host, port), daemon=True).start()
    server = Granian(
        "throughcare.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        backpressure=CONNECTIONS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.error,
    )
    # The server takes a closed terminal as a wish to reload; to us it is a wish to stop.
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    sys.stdout.flush()  # or the worker, which is a fork, would say it all again
    server.serve(target_loader=_load)


def _load(target: str) -> Any:
    """The program, loaded in the worker's own process.

    The worker leaves the terminal's group, so that only the server hears Ctrl-C and then tells the
    worker to stop. Hearing it from both at once can leave a worker hanging (granian 2.8).
    """
    os.setpgid(0, 0)
    module, name = target.split(":")
    application = getattr(importlib.import_module(module), name)
    from throughcare.cli.calculating import keep_calculating
    from throughcare.cli.comparing import keep_comparing
    from throughcare.cli.sealing import keep_sealing

    # What is loaded stays: looking through all of it now and then for what is not needed any more
    # holds up whatever page is being answered for a tenth of a second.
    gc.collect()
    gc.freeze()
    keep_sealing()
    keep_comparing()
    keep_calculating()
    return application


def _say_where(host: str, port: int) -> None:
    while True:
        # Asleep, and so holding no lock, while the server forks its worker.
        time.sleep(0.1)
        status = _health(port)
        if status is not None:
            break
    if status != http.client.SERVICE_UNAVAILABLE:
        where = f"Throughcare is at http://{host}:{port}/  Ctrl-C stops it."
    else:
        where = "The pages are not ready: the database is out of reach or wants “migrate” first."
    sys.stdout.write(f"\n{where}\n")
    sys.stdout.flush()


def _health(port: int) -> int | None:
    """What the program says of itself; None while it does not answer."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        # As a proxy would say it: otherwise the answer may be “come back over HTTPS”.
        told = {"Host": "localhost", "X-Forwarded-Proto": "https"}
        asked.request("GET", "/health", headers=told)
        return asked.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        asked.close()
