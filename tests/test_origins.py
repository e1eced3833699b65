"""Other sites get exactly what their route allows them, and a site that only looks like a partner gets nothing."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.border import SECURITY
from service.partners import Partner, Partners
from tests.served import TinyAnswers, live_on

PARTNER, OTHER = "https://partner.example", "https://andere.example:8443"
PARTNERS = Partners(
    (
        Partner("eins", "Eins", (PARTNER, "https://www.partner.example"), True),
        Partner("zwei", "Zwei", (OTHER,), True),
        Partner("aus", "Aus", ("https://aus.example",), False),
    )
)
LOOK_ALIKES = [
    "null",
    "https://partner.example.evil.de",
    "https://evil.de",
    "https://evilpartner.example",
    "https://sub.partner.example",
    "http://partner.example",
    "https://partner.example:8443",
    "https://partner.example/",
    "https://PARTNER.example",
    "https://aus.example",
    "https://partner.example, https://evil.de",
    "*",
    "",
]
ASK = {"question": "Wer bekommt eine Werkbank?"}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(create_app(live_on(TinyAnswers()), ["testserver"], "0.1.0", partners=PARTNERS)) as client:
        yield client


def preflight(client: TestClient, path: str, origin: str) -> dict[str, str]:
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    reply = client.options(path, headers=headers)
    return {
        name: value for name, value in reply.headers.items() if name.startswith("access-control-") or name == "vary"
    }


@pytest.mark.parametrize("origin", [PARTNER, "https://www.partner.example", OTHER])
def test_a_partner_may_ask_search_and_read(client: TestClient, origin: str) -> None:
    headers = {"Origin": origin}
    replies = [
        client.post("/api/v1/ask", json=ASK, headers=headers),
        client.post("/api/v1/search", json=ASK, headers=headers),
        client.get("/api/v1/norms/uebg/4", headers=headers),
    ]
    for reply in replies:
        assert reply.status_code == 200
        assert reply.headers["access-control-allow-origin"] == origin
        assert "Origin" in reply.headers["vary"]
        assert "access-control-allow-credentials" not in reply.headers


@pytest.mark.parametrize("origin", LOOK_ALIKES)
def test_who_only_looks_like_a_partner_gets_nothing(client: TestClient, origin: str) -> None:
    reply = client.post("/api/v1/ask", json=ASK, headers={"Origin": origin})
    assert "access-control-allow-origin" not in reply.headers
    # Or a cache could hand a partner's reply to somebody else.
    assert reply.headers["vary"] == "Origin"
    assert preflight(client, "/api/v1/ask", origin) == {"vary": "Origin"}


def test_two_origins_are_none(client: TestClient) -> None:
    reply = client.post("/api/v1/ask", json=ASK, headers=[("Origin", PARTNER), ("Origin", "https://evil.de")])
    assert "access-control-allow-origin" not in reply.headers


def test_a_preflight_of_a_partner_is_answered_and_remembered(client: TestClient) -> None:
    assert preflight(client, "/api/v1/ask", PARTNER) == {
        "access-control-allow-origin": PARTNER,
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "content-type",
        "access-control-max-age": "7200",
        "access-control-expose-headers": "Retry-After",
        "vary": "Origin",
    }


def test_a_partner_can_read_what_went_wrong(client: TestClient) -> None:
    headers = {"Origin": PARTNER}
    for reply in (
        client.post("/api/v1/ask", json={}, headers=headers),
        client.post("/api/v1/ask", content=b"x", headers={**headers, "Content-Length": "700000"}),
        client.get("/api/v1/norms/uebg/99", headers=headers),
    ):
        assert reply.status_code in (404, 413, 422)
        assert reply.headers["access-control-allow-origin"] == PARTNER
        assert "Origin" in reply.headers["vary"]


@pytest.mark.parametrize(
    "path", ["/", "/api/v1/sources", "/api/v1/openapi.json", "/livez", "/static/lotse.css", "/mcp"]
)
def test_every_other_route_stays_closed_to_partners_too(client: TestClient, path: str) -> None:
    reply = client.get(path, headers={"Origin": PARTNER})
    assert "access-control-allow-origin" not in reply.headers
    assert {name: reply.headers[name] for name in SECURITY} == SECURITY
    assert "access-control-allow-origin" not in preflight(client, path, PARTNER)


def test_settings_are_for_the_pages_of_their_own_partner(client: TestClient) -> None:
    reply = client.get("/widget/partners/eins.json", headers={"Origin": PARTNER})
    assert reply.headers["access-control-allow-origin"] == PARTNER
    for origin in (OTHER, *LOOK_ALIKES):
        denied = client.get("/widget/partners/eins.json", headers={"Origin": origin})
        assert "access-control-allow-origin" not in denied.headers
    assert "access-control-allow-origin" not in preflight(client, "/widget/partners/eins.json", OTHER)


def test_settings_tell_what_is_public_and_nothing_else(client: TestClient) -> None:
    reply = client.get("/widget/partners/eins.json")
    told = reply.json()
    assert set(told) == {
        *("id", "accent", "on_accent", "level", "language", "position", "greeting", "topics", "told"),
    }
    assert all(first["question"].endswith("?") for first in told["topics"])
    assert "partner.example" not in reply.text


@pytest.mark.parametrize("id_", ["aus", "drei", "..%2Feins", "%00"])
def test_an_unknown_and_a_disabled_partner_are_the_same_problem(client: TestClient, id_: str) -> None:
    reply = client.get(f"/widget/partners/{id_}.json")
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"
    assert reply.json()["code"] == "not_found"


def test_a_wrong_host_is_refused_before_a_preflight(client: TestClient) -> None:
    headers = {"Origin": PARTNER, "Access-Control-Request-Method": "POST", "Host": "evil.de"}
    assert client.options("/api/v1/ask", headers=headers).status_code == 400
