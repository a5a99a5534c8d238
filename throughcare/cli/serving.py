"""The web server, and saying where it is once it answers."""

import http.client
import signal
import socket
import sys
import threading
import time

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

# A request holds a thread while it is read, so a slow sender holds one too.
THREADS = 24
# Counted in connections, and an idle browser holds several for half a minute.
CONNECTIONS = 512


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
        log_level=LogLevels.error,
    )
    # The server takes a closed terminal as a wish to reload; to us it is a wish to stop.
    server.on_startup(lambda: signal.signal(signal.SIGHUP, server.signal_handler_interrupt))
    server.serve()


def _say_where(host: str, port: int) -> None:
    while not _is_healthy(port):
        time.sleep(0.05)
    sys.stdout.write(f"\nThroughcare is at http://{host}:{port}/  Ctrl-C stops it.\n")
    sys.stdout.flush()


def _is_healthy(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/health", headers={"Host": "localhost"})
        return asked.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()
