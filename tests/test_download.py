"""Downloads against a real HTTP server on the loopback, and a mirror on disk."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest import download
from ingest.download import HostDown, Network, NotFetched, Unchanged, Validators, from_mirror

BODY = bytes(range(256)) * 400
ETAG = '"edition-1"'


@dataclass
class Publisher:
    """A small publisher's site: remembers the headers it was asked with; may break off after some bytes."""

    seen: list[dict[str, str]] = field(default_factory=list)
    break_after: int | None = None
    url: str = ""

    def reply(self, request: BaseHTTPRequestHandler) -> None:
        """Answer one request as a careful web server does."""
        self.seen.append({name.lower(): value for name, value in request.headers.items()})
        if request.path == "/moved":
            self._head(request, 302, {"Location": "/law.zip"})
        elif request.path == "/away":
            self._head(request, 302, {"Location": "http://elsewhere.invalid/law.zip"})
        elif request.path == "/loop":
            self._head(request, 302, {"Location": "/loop"})
        elif request.path != "/law.zip":
            self._head(request, 404, {})
        elif request.headers.get("If-None-Match") == ETAG:
            self._head(request, 304, {})
        else:
            self._body(request)

    def _body(self, request: BaseHTTPRequestHandler) -> None:
        start = 0
        if (wanted := request.headers.get("Range")) and request.headers.get("If-Range") == ETAG:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        headers = {"Content-Length": str(len(BODY) - start), "ETag": ETAG}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
        self._head(request, 206 if start else 200, headers)
        end = len(BODY) if self.break_after is None else self.break_after
        request.wfile.write(BODY[start:end])
        self.break_after = None

    def _head(self, request: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        if "Content-Length" not in headers and status != 304:
            request.send_header("Content-Length", "0")
        request.end_headers()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    site = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.reply(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    opened = Network(frozenset({"127.0.0.1"}), tmp_path / "parts")
    yield opened
    opened.close()


def test_a_file_comes_in_with_its_validators(publisher: Publisher, network: Network) -> None:
    arrival = network.fetch(f"{publisher.url}/law.zip", Validators())
    assert arrival.data == BODY
    assert arrival.etag == ETAG
    assert arrival.origin.endswith("/law.zip")


def test_a_known_edition_is_not_sent_again(publisher: Publisher, network: Network) -> None:
    with pytest.raises(Unchanged):
        network.fetch(f"{publisher.url}/law.zip", Validators(etag=ETAG))


def test_a_broken_download_is_continued_where_it_stopped(
    publisher: Publisher, network: Network, tmp_path: Path
) -> None:
    publisher.break_after = 30_000
    with pytest.raises(NotFetched, match="noch einmal"):
        network.fetch(f"{publisher.url}/law.zip", Validators())
    assert network.fetch(f"{publisher.url}/law.zip", Validators()).data == BODY
    received = int(publisher.seen[-1]["range"].removeprefix("bytes=").removesuffix("-"))
    assert 0 < received <= 30_000
    assert not any((tmp_path / "parts").iterdir())


def test_a_redirect_within_the_allowed_hosts_is_followed(publisher: Publisher, network: Network) -> None:
    assert network.fetch(f"{publisher.url}/moved", Validators()).data == BODY


@pytest.mark.parametrize(
    ("path", "said"), [("/away", "elsewhere.invalid"), ("/loop", "leitet mehr als"), ("/none", "Status 404")]
)
def test_an_address_that_leads_nowhere_is_said(publisher: Publisher, network: Network, path: str, said: str) -> None:
    with pytest.raises(NotFetched, match=said):
        network.fetch(publisher.url + path, Validators())


def test_a_host_that_is_not_listed_is_never_asked(publisher: Publisher, tmp_path: Path) -> None:
    closed = Network(frozenset({"www.gesetze-im-internet.de"}), tmp_path)
    with pytest.raises(NotFetched, match=r"127\.0\.0\.1 steht nicht in der Liste"):
        closed.fetch(f"{publisher.url}/law.zip", Validators())
    closed.close()
    assert publisher.seen == []


def test_a_host_that_is_down_is_asked_once(publisher: Publisher, network: Network) -> None:
    free = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    nobody = f"http://127.0.0.1:{free.server_port}/law.zip"
    free.server_close()
    with pytest.raises(HostDown, match="nicht erreichbar"):
        network.fetch(nobody, Validators())
    with pytest.raises(HostDown):
        network.fetch(f"{publisher.url}/law.zip", Validators())
    assert publisher.seen == []


def test_a_file_over_the_limit_is_refused(
    publisher: Publisher, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "MAX_BYTES", 50_000)
    with pytest.raises(NotFetched, match="größer als"):
        network.fetch(f"{publisher.url}/law.zip", Validators())


def test_a_mirror_holds_files_at_host_and_path(tmp_path: Path) -> None:
    file = tmp_path / "www.example.org" / "law" / "xml.zip"
    file.parent.mkdir(parents=True)
    file.write_bytes(BODY)
    assert from_mirror(tmp_path, "https://www.example.org/law/xml.zip").data == BODY


@pytest.mark.parametrize("path", ["www.example.org/none.zip", "www.example.org/../../../etc/hostname", "/x"])
def test_what_a_mirror_does_not_hold_is_said(tmp_path: Path, path: str) -> None:
    with pytest.raises(NotFetched, match="enthält"):
        from_mirror(tmp_path, f"https://{path}")


def test_a_name_that_does_not_resolve_is_down(tmp_path: Path) -> None:
    lost = Network(frozenset({"nowhere.invalid"}), tmp_path)
    with pytest.raises(HostDown, match="Name nicht auflösbar"):
        lost.fetch("https://nowhere.invalid/xml.zip", Validators())
    lost.close()
