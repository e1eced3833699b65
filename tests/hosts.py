"""A site of somebody else on this machine, on a port of its own: pages by path, each with its headers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass(slots=True)
class Host:
    """The site; ``pages`` may be filled while it runs. ``asked`` are the paths that it was asked for."""

    address: str
    pages: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def page(self, path: str, html: str, headers: Mapping[str, str] = {}) -> str:
        """Put a page at ``path`` and return its address."""
        self.pages[path] = html, headers
        return f"{self.address}{path}"


@contextmanager
def hosting() -> Iterator[Host]:
    """Yield a running site."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            html, headers = host.pages.get(self.path, ("", {}))
            body = html.encode()
            self.send_response(200 if html else 404)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = Host(f"http://127.0.0.1:{server.server_port}")
    running = Thread(target=server.serve_forever, daemon=True)
    running.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        running.join()
