"""The page for partners: the line to paste, what their page has to allow, what it means for privacy, a preview."""

from html import escape
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus.nouns import Level
from service.partner_rules import LOOPBACK, PREVIEW, Side
from service.partners import ACCENT, Partner, Partners
from service.site.pages import Pages
from service.site.reader import Reader, Reading, Tongue
from service.widget.releases import LOADER, Release

SOMEBODY = Partner("ihre-kennung", "")


def partner_page_routes(pages: Pages, partners: Partners, release: Release) -> APIRouter:
    """Return the page for partners; ``release`` is the version of the widget that it names."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/einbetten")
    def shown(request: Request, reader: Reading, partner: str = "") -> HTMLResponse:
        base = public_address(str(request.base_url))
        one = partners.named(partner) or SOMEBODY
        return pages.page(
            "einbetten.html",
            reader,
            here="/einbetten",
            base=base,
            pinned=script_line(base, one, release),
            latest=script_line(base, one),
            frame=frame_line(base, one),
            policies=policies(base),
            preview=PREVIEW,
            spoken=reader.tongue,
        )

    return routes


def public_address(base: str) -> str:
    """Return the address of the service as partners reach it, without a slash at its end.

    Behind a proxy that ends the encryption the service itself sees http; a page of a partner needs https.
    """
    host = urlsplit(base).netloc
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdecimal() else host
    return f"{'http' if name in LOOPBACK else 'https'}://{host}"


def script_line(base: str, partner: Partner, release: Release | None = None) -> str:
    """Return the line that loads the widget: the files of ``release``, held to their hash, or the latest ones."""
    version = release.version if release else "1"
    pin = {"integrity": release.files[LOADER], "crossorigin": "anonymous"} if release else {}
    chosen = {
        "level": partner.level if partner.level is not Level.STANDARD else "",
        "lang": partner.language if partner.language is not Tongue.DE else "",
        "position": partner.position if partner.position is not Side.RIGHT else "",
        "accent": partner.accent if partner.accent != ACCENT else "",
        "on-accent": partner.on_accent if partner.accent != ACCENT else "",
    }
    data = {f"data-{name}": value for name, value in {"partner": partner.id, **chosen}.items() if value}
    named = {"src": f"{base}/widget/{version}/{LOADER}", **pin, "referrerpolicy": "no-referrer", **data}
    return f"<script defer {_written(named)}></script>"


def frame_line(base: str, partner: Partner) -> str:
    """Return the line that shows the conversation in a frame, as the partner's readers read."""
    address = Reader(partner.level, partner.language is Tongue.EN).at(f"{base}/embed/{partner.id}")
    title = (
        "Teilhabe-Lotse: questions and answers"
        if partner.language is Tongue.EN
        else "Teilhabe-Lotse: Fragen und Antworten"
    )
    named = {"src": address, "title": title, "width": "100%", "height": "720", "loading": "lazy"}
    return f"<iframe {_written({**named, 'referrerpolicy': 'no-referrer'})}></iframe>"


def policies(base: str) -> dict[str, str]:
    """Return what the Content-Security-Policy of a partner's page has to allow: one host, by way of embedding."""
    return {"script": f"script-src {base}; connect-src {base}", "frame": f"frame-src {base}"}


def _written(named: dict[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in named.items())
