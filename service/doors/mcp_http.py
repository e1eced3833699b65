"""The Model Context Protocol over HTTP: who may come in, and what is told to whoever sends no protocol."""

import json
from collections.abc import Sequence

from mcp.server.transport_security import TransportSecuritySettings
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.doors.mcp import LotseServer
from service.wire import LARGEST_BODY

PATH = "/mcp"
UNREADABLE = 400


def http_routes(server: LotseServer, hosts: Sequence[str]) -> list[BaseRoute]:
    """Return the route that offers ``server`` over streamable HTTP, under the names ``hosts`` and to no other origin.

    No session is kept between requests. The server's session manager has to run while the route is used.
    """
    names = [host.strip().lower() for host in hosts]
    origins = [f"{scheme}://{name}" for name in names for scheme in ("http", "https")]
    offered = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        max_request_body_size=LARGEST_BODY,
        transport_security=TransportSecuritySettings(
            allowed_hosts=[*names, *(f"{name}:*" for name in names)],
            allowed_origins=[*origins, *(f"{origin}:*" for origin in origins)],
        ),
    )
    return [Route(route.path, WithoutEcho(route.endpoint)) for route in offered.routes if isinstance(route, Route)]


class WithoutEcho:
    """Takes out of the replies to unreadable requests what the library quotes of them, behind the first colon."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but the words of a refusal."""
        held: list[Message] = []

        async def quieted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == UNREADABLE:
                held.append(message)
            elif not held:
                await send(message)
            else:
                held.append(message)
                if not message.get("more_body"):
                    for each in _quiet(held):
                        await send(each)

        await self._app(scope, receive, quieted)


def _quiet(held: Sequence[Message]) -> tuple[Message, Message]:
    """Return a response to an unreadable request with its error as a kind and without the words behind it."""
    body = b"".join(message["body"] for message in held[1:])
    try:
        told = json.loads(body)
        told["error"]["message"] = told["error"]["message"].partition(":")[0]
        body = json.dumps(told).encode()
    except (ValueError, KeyError, TypeError):
        pass  # not an error of the protocol, but one fixed sentence
    headers = [(name, value) for name, value in held[0]["headers"] if name.lower() != b"content-length"]
    headers.append((b"content-length", str(len(body)).encode()))
    return {**held[0], "headers": headers}, {"type": "http.response.body", "body": body}
