"""Which other sites may do what: the headers that open a route to them. What is not opened here keeps the strict ones.

- The files of the widget may be loaded by every site; they are the same for all and tell nothing.
- The settings of a partner may be read by its own pages, the interface by the pages of every partner.
- The conversation for an ``<iframe>`` may be framed by the pages of its partner.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from service.partners import Partners

OPEN_METHODS = "GET, POST"
SENT_HEADERS = "content-type"
REMEMBERED_SECONDS = "7200"
_SHARED = re.compile(r"/api/v1/(?:ask|search|norms/[^/]+/[^/]+)")
_SETTINGS = re.compile(r"/widget/partners/(?P<id>[^/]+)\.json")
_FILES = re.compile(r"/widget/\d+(?:\.\d+\.\d+)?/[^/]+")
_EMBED = re.compile(r"/embed/(?P<id>[^/]+)")


@dataclass(frozen=True, slots=True)
class Doors:
    """Opens a route to the sites of ``partners``, and to nobody else."""

    partners: Partners

    def open(self, headers: MutableHeaders, scope: Scope) -> None:
        """Change the strict ``headers`` of a response to what its route allows to the site that asks."""
        path = scope["path"]
        if _FILES.fullmatch(path):
            headers["Access-Control-Allow-Origin"] = "*"
            headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        elif embedded := _EMBED.fullmatch(path):
            self._frame(headers, embedded["id"])
        elif self.shares(path):
            headers.add_vary_header("Origin")
            origin = self.allowed(scope)
            if origin:
                headers["Access-Control-Allow-Origin"] = origin
                headers["Access-Control-Expose-Headers"] = "Retry-After"

    def shares(self, path: str) -> bool:
        """Tell whether pages of partners may read what is at ``path``."""
        return bool(_SHARED.fullmatch(path) or _SETTINGS.fullmatch(path))

    def allowed(self, scope: Scope) -> str:
        """Return the origin that asks, if it may read what it asks for; else ""."""
        origins = Headers(scope=scope).getlist("origin")
        settings = _SETTINGS.fullmatch(scope["path"])
        if settings:
            partner = self.partners.named(settings["id"])
            known = frozenset(partner.origins if partner else ())
        else:
            known = self.partners.origins
        # Letter by letter: an origin that only looks like a partner's, or comes twice, is none.
        return origins[0] if len(origins) == 1 and origins[0] in known else ""

    def _frame(self, headers: MutableHeaders, id_: str) -> None:
        partner = self.partners.named(id_)
        if partner is None or not partner.origins:
            return
        policy = headers["Content-Security-Policy"]
        headers["Content-Security-Policy"] = policy.replace(
            "frame-ancestors 'none'", f"frame-ancestors {' '.join(partner.origins)}"
        )
        # It knows no list of sites; where both stand, some browsers follow it and show nothing.
        del headers["X-Frame-Options"]
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"


class Preflight:
    """ASGI middleware: answers what a browser asks before it sends a question from another site."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self._app, self._doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight to a shared route; everything else goes on."""
        asked = scope["type"] == "http" and scope["method"] == "OPTIONS" and self._doors.shares(scope["path"])
        headers = Headers(scope=scope) if asked else Headers()
        if "origin" not in headers or "access-control-request-method" not in headers:
            await self._app(scope, receive, send)
            return
        allowed = self._doors.allowed(scope)
        # Who may ask is added to every response by the doors; here only what may be sent.
        granted: Mapping[str, str] = {
            "Access-Control-Allow-Methods": OPEN_METHODS,
            "Access-Control-Allow-Headers": SENT_HEADERS,
            "Access-Control-Max-Age": REMEMBERED_SECONDS,
        }
        response = Response(status_code=204, headers=granted if allowed else None)
        await response(scope, receive, send)
