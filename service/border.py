"""The border to the world: host names, body size, security headers, the last resort, and how a problem is told."""

from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.doors import openai
from service.faults import LOG, where
from service.origins import Doors
from service.problems import BAD_HOST, INTERNAL_ERROR, TOO_LARGE, Kind, language, problem
from service.site.pages import Pages
from service.site.reader import reader_of
from service.wire import LARGEST_BODY

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types lotse teilhabe-lotse",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Border:
    """ASGI middleware, the outermost of ours: host names, body size, security headers, and the last resort."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], pages: Pages, doors: Doors) -> None:
        self._app, self._hosts, self._pages, self._doors = app, hosts, pages, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or refuse it; nothing that goes wrong inside reaches a log with its message."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                _secure(headers, scope["path"])
                self._doors.open(headers, scope)
            await send(message)

        try:
            refusal = self._refusal(Headers(scope=scope))
            app = problem_for(Request(scope), refusal, self._pages) if refusal else self._app
            # HEAD is GET without a body (RFC 9110, 9.3.2); the server leaves the body out.
            await app({**scope, "method": "GET"} if scope["method"] == "HEAD" else scope, receive, guarded)
        except Exception as exc:
            LOG.error("Fehler bei %s: %s", scope["method"], where(exc))
            if not started:
                await problem_for(Request(scope), INTERNAL_ERROR, self._pages)(scope, receive, guarded)

    def _refusal(self, headers: Headers) -> Kind | None:
        """Return why a request is refused before anything of it is read, or None to let it in."""
        names = [host_name(host) for host in headers.getlist("host")]
        if len(names) != 1 or names[0] not in self._hosts:
            return BAD_HOST
        length = headers.get("content-length", "0")
        return TOO_LARGE if not length.isdecimal() or int(length) > LARGEST_BODY else None


def host_name(host: str) -> str:
    """Return the name in a Host header without its port, lower-case; "" where there is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _secure(headers: MutableHeaders, path: str) -> None:
    headers.update(SECURITY)
    headers.setdefault("Cache-Control", "no-cache" if path.startswith("/static/") else "no-store")


def problem_for(request: Request, kind: Kind, pages: Pages) -> Response:
    """Return ``kind`` as its client understands it: a page for a browser, OpenAI's shape, else problem+json."""
    if openai.is_for(request.scope["path"]):
        return openai.told(kind, language(request.headers.get("accept-language")))
    wants_page = "text/html" in request.headers.get("accept", "") and not request.scope["path"].startswith("/api/")
    return (
        pages.problem(kind, reader_of(request))
        if wants_page
        else problem(kind, language(request.headers.get("accept-language")))
    )
