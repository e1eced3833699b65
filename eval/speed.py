"""How long the running service takes: one client, one question after the other, over a real socket."""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from eval.metrics import percentile

STARTUP_SECONDS = 60.0
TIMEOUT = 30.0


class NotServing(RuntimeError):
    """The service does not answer; the message says where and what to do."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Times of all questions in milliseconds, from sending to the last byte, and the statuses of the answers.

    ``statuses`` counts the status of each answer, or "HTTP <code>" where there was none.
    """

    questions: int
    median_ms: float
    p95_ms: float
    max_ms: float
    statuses: Mapping[str, int]


@contextmanager
def serving(environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """Start the real service as a child on a free port, yield its address when it is ready, and end it.

    Raises NotServing where it is not ready within `STARTUP_SECONDS`.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "service", "serve"]
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(command, env={**environ, "LOTSE_PORT": str(port)}, stdout=said, stderr=said)  # noqa: S603  # our own program
        try:
            if not _gets_ready(child, url):
                said.seek(0)
                raise NotServing(f"Der Dienst auf {url} wurde nicht bereit: {said.read().decode('utf-8', 'replace')}")
            yield url
        finally:
            child.terminate()
            child.wait(TIMEOUT)


def measure(url: str, questions: Sequence[str]) -> Speed:
    """Ask every question at ``url`` over one connection and return the times. Raises NotServing."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=TIMEOUT)
    times: list[float] = []
    statuses: Counter[str] = Counter()
    try:
        for question in questions:
            started = time.perf_counter()
            statuses[_ask(connection, question)] += 1
            times.append((time.perf_counter() - started) * 1000)
    except (OSError, http.client.HTTPException) as exc:
        raise NotServing(f"{url} brach nach {len(times)} Fragen ab ({exc}). Läuft der Dienst noch?") from exc
    finally:
        connection.close()
    return speed_of(times, statuses)


def speed_of(times: Sequence[float], statuses: Mapping[str, int]) -> Speed:
    """Return the figures over ``times`` in milliseconds. Raises NothingToScore where there are none."""
    median, p95 = percentile(times, 0.5), percentile(times, 0.95)
    return Speed(len(times), round(median, 2), round(p95, 2), round(max(times), 2), dict(statuses))


def free_port() -> int:
    """Return a port on which nothing listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ask(connection: http.client.HTTPConnection, question: str) -> str:
    body = json.dumps({"question": question}).encode()
    connection.request("POST", "/api/v1/ask", body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    return str(json.loads(answer)["status"]) if response.status == http.HTTPStatus.OK else f"HTTP {response.status}"


def _gets_ready(child: subprocess.Popen[bytes], url: str) -> bool:
    """Wait until the service is ready and return True, or False where it ends or takes too long."""
    until = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < until and child.poll() is None:
        if _is_ready(url):
            return True
        time.sleep(0.1)
    return False


def _is_ready(url: str) -> bool:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
