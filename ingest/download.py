"""Fetching a source from its publisher, or from a mirror folder laid out as host/path.

A publisher's site is treated with care: one connection at a time for each host, conditional
requests, and after one failed connection the host is left alone for the rest of the run.
"""

import hashlib
import json
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from socket import getaddrinfo
from urllib.parse import urljoin, urlsplit

import httpx

from corpus.writing import write_whole
from ingest.editions import Arrival

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
MAX_BYTES = 64 * 2**20
MAX_REDIRECTS = 4
# Identity, so that the bytes on disk are the bytes of the file and a download can be resumed.
HEADERS = {"User-Agent": "Teilhabe-Lotse/0.1 (self-hosted; httpx)", "Accept-Encoding": "identity"}


class NotFetched(Exception):
    """A source did not come in; the message says why and what helps, in German."""


class HostDown(NotFetched):
    """The host could not be reached; it is not asked again in this run."""


class Unchanged(Exception):
    """The publisher still serves the edition that is already kept."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What the publisher said about the edition we have, to ask only for something newer."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Return the request headers of a conditional request (RFC 9110, section 13.1)."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {name: value for name, value in pairs if value}


def from_mirror(mirror: Path, url: str) -> Arrival:
    """Return the file that ``mirror`` holds for ``url`` at host/path; raises NotFetched when there is none."""
    parts = urlsplit(url)
    path = (mirror / (parts.hostname or "") / parts.path.lstrip("/")).resolve()
    if not path.is_relative_to(mirror.resolve()) or not path.is_file():
        raise NotFetched(f"Der Spiegel {mirror} enthält {parts.hostname}{parts.path} nicht.")
    if path.stat().st_size > MAX_BYTES:
        raise NotFetched(f"{path.name} im Spiegel ist größer als {MAX_BYTES // 2**20} MB und wird nicht gelesen.")
    return Arrival(path.read_bytes(), url, datetime.now(UTC))


class Network:
    """Fetches from the hosts it is allowed to; holds one HTTP client and remembers hosts that are down.

    ``allowed`` are host names, ``parts`` is a folder for unfinished downloads, which are resumed.
    """

    def __init__(self, allowed: frozenset[str], parts: Path, client: httpx.Client | None = None) -> None:
        self._allowed = allowed
        self._parts = parts
        self._down: dict[str, str] = {}
        self._client = client or httpx.Client(
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS), headers=HEADERS
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, url: str, known: Validators) -> Arrival:
        """Return what ``url`` serves; raises Unchanged, NotFetched, or HostDown."""
        host = self._check(url)
        try:
            return self._follow(url, known)
        except (httpx.ConnectError, httpx.ConnectTimeout) as exc:
            self._down[host] = f"{host} ist nicht erreichbar ({exc.__class__.__name__})."
            raise HostDown(self._down[host]) from exc
        except httpx.HTTPError as exc:
            raise NotFetched(f"{url} ließ sich nicht laden ({exc.__class__.__name__}). Später noch einmal.") from exc

    def _check(self, url: str) -> str:
        host = urlsplit(url).hostname or ""
        if host not in self._allowed:
            raise NotFetched(f"{host or url} steht nicht in der Liste der erlaubten Anbieter (corpus/sources.toml).")
        if host not in self._down and not _resolves(host):
            self._down[host] = f"{host} ist nicht erreichbar (Name nicht auflösbar)."
        if host in self._down:
            raise HostDown(self._down[host])
        return host

    def _follow(self, url: str, known: Validators) -> Arrival:
        address = url
        for _ in range(MAX_REDIRECTS + 1):
            part = _Part(self._parts, address)
            with self._client.stream("GET", address, headers=known.headers() | part.headers()) as response:
                if response.has_redirect_location:
                    address = urljoin(address, response.headers["location"])
                    self._check(address)
                    continue
                if response.status_code == httpx.codes.NOT_MODIFIED:
                    raise Unchanged(url)
                if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                    part.forget()
                    continue
                if response.is_error:
                    raise NotFetched(f"{url} antwortet mit Status {response.status_code}. Bitte die Adresse prüfen.")
                data = part.receive(response)
                return Arrival(
                    data, url, datetime.now(UTC), response.headers.get("etag"), response.headers.get("last-modified")
                )
        raise NotFetched(f"{url} leitet mehr als {MAX_REDIRECTS}-mal weiter. Bitte die Adresse prüfen.")


class _Part:
    """The unfinished download of one address: its bytes so far and the validator they belong to."""

    def __init__(self, folder: Path, url: str) -> None:
        name = hashlib.sha256(url.encode()).hexdigest()[:24]
        self._bytes = folder / f"{name}.part"
        self._facts = folder / f"{name}.json"

    def headers(self) -> dict[str, str]:
        """Return the headers that ask for the rest (RFC 9110, sections 13.1.5 and 14.2), or none."""
        if not (self._bytes.exists() and self._facts.exists()):
            return {}
        validator = json.loads(self._facts.read_text("utf-8"))["validator"]
        return {"Range": f"bytes={self._bytes.stat().st_size}-", "If-Range": validator}

    def receive(self, response: httpx.Response) -> bytes:
        """Write the body behind what is there, or anew, and return the whole; raises NotFetched over the limit."""
        self._bytes.parent.mkdir(parents=True, exist_ok=True)
        # A weak ETag does not promise equal bytes, so only a strong one may continue a download.
        etag = response.headers.get("etag", "")
        validator = etag if etag.startswith('"') else response.headers.get("last-modified")
        if validator:
            write_whole(self._facts, json.dumps({"validator": validator}).encode())
        mode = "ab" if response.status_code == httpx.codes.PARTIAL_CONTENT else "wb"
        with self._bytes.open(mode) as stream:
            for chunk in response.iter_raw():
                stream.write(chunk)
                if stream.tell() > MAX_BYTES:
                    stream.close()
                    self.forget()
                    raise NotFetched(f"{response.url} ist größer als {MAX_BYTES // 2**20} MB und wird nicht geladen.")
        data = self._bytes.read_bytes()
        self.forget()
        return data

    def forget(self) -> None:
        """Remove what was received so far."""
        self._bytes.unlink(missing_ok=True)
        self._facts.unlink(missing_ok=True)


def _resolves(host: str) -> bool:
    """Say whether the name resolves in time; the resolver has no timeout of its own, hence the thread."""
    found = threading.Event()

    def look_up() -> None:
        try:
            getaddrinfo(host, None)
        except OSError:
            return
        found.set()

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(CONNECT_SECONDS)
    return found.is_set()
