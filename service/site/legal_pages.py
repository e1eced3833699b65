"""What stands on the text pages, piece by piece; the words are in ``strings/legal_*.toml``, the details the operator's.

A piece that only an operator can fill is a function of the operator, so nothing here can be said in its place.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from service.operator import Body, Operator, OwnText

MADE = date(2026, 11, 24)
"""When the accessibility statement was made; whoever checks the pages anew changes it."""
SIGN_LANGUAGE = "https://www.gebaerdentelefon.de/bmas"
LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Detail:
    """A line of the operator: what it says, where that leads, and the name of the text before it."""

    text: OwnText
    href: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list of texts."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A text that leads on, here or elsewhere."""

    name: str
    to: str


@dataclass(frozen=True, slots=True)
class Own:
    """What an operator says; where it does not, that is shown, or with ``optional`` the section is left out."""

    of: Callable[[Operator], tuple[Detail, ...]]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Model:
    """Whether a language model words the answers, and where."""


Piece: TypeAlias = str | Points | Way | Own | Model
"""A plain string is the name of a paragraph."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, ``<name>.title``, and what stands under it."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page at ``path`` whose words are in the file ``area``."""

    path: str
    area: str
    sections: tuple[Section, ...]

    @property
    def is_of_an_operator(self) -> bool:
        """Tell whether an operator has to say something on it."""
        return any(isinstance(piece, Own) for section in self.sections for piece in section.pieces)


def who(operator: Operator) -> tuple[Detail, ...]:
    """Return name, address and ways to get in touch."""
    lines = tuple(Detail(OwnText(line)) for line in (operator.name, *operator.address))
    return (*lines, *reach(operator))


def reach(operator: Operator) -> tuple[Detail, ...]:
    """Return the ways to get in touch."""
    email = (_contact(operator.email),) if operator.email else ()
    return (*email, _phone(operator.phone)) if operator.phone else email


def responsible(operator: Operator) -> tuple[Detail, ...]:
    """Return who is responsible, as the operator wrote it."""
    return (Detail(OwnText(operator.responsible)),) if operator.responsible else ()


def for_barriers(operator: Operator) -> tuple[Detail, ...]:
    """Return where barriers are reported; in general where the operator is reached."""
    contact = operator.accessibility_contact
    phone = (_phone(operator.phone),) if operator.phone else ()
    return (_contact(contact), *phone) if contact else reach(operator)


def for_privacy(operator: Operator) -> tuple[Detail, ...]:
    """Return who answers questions about data protection; in general where the operator is reached."""
    return (_contact(operator.privacy_contact),) if operator.privacy_contact else reach(operator)


def enforcement(operator: Operator) -> tuple[Detail, ...]:
    """Return the body that helps where a reported barrier stays."""
    return _body(operator.enforcement)


def authority(operator: Operator) -> tuple[Detail, ...]:
    """Return the supervisory authority for data protection."""
    return _body(operator.authority)


def legal_basis(operator: Operator) -> tuple[Detail, ...]:
    """Return on which basis questions are processed."""
    return _texts(operator.legal_basis)


def hosting(operator: Operator) -> tuple[Detail, ...]:
    """Return where the service runs."""
    return _texts(operator.hosting)


def retention(operator: Operator) -> tuple[Detail, ...]:
    """Return what is stored outside this program, and how long."""
    return _texts(operator.retention)


def imprint_text(operator: Operator) -> tuple[Detail, ...]:
    """Return what else the operator says in the imprint."""
    return _texts(*operator.imprint_text)


def privacy_text(operator: Operator) -> tuple[Detail, ...]:
    """Return what else the operator says on data protection."""
    return _texts(*operator.privacy_text)


def _texts(*texts: OwnText | None) -> tuple[Detail, ...]:
    return tuple(Detail(text) for text in texts if text)


def _body(body: Body | None) -> tuple[Detail, ...]:
    return (Detail(OwnText(body.name), body.url),) if body else ()


def _contact(text: str) -> Detail:
    """Return an e-mail address as a link, a sentence as it is."""
    is_mail = "@" in text and not re.search(r"\s", text)
    return Detail(OwnText(text), f"mailto:{text}", "legal.email") if is_mail else Detail(OwnText(text))


def _phone(number: str) -> Detail:
    digits = re.sub(r"[^\d+]", "", number)
    return Detail(OwnText(number), f"tel:{digits}" if len(digits) >= LEAST_DIGITS else "", "legal.phone")


IMPRINT = TextPage(
    "/impressum",
    "legal_imprint",
    (
        Section("who", (Own(who),)),
        Section("responsible", (Own(responsible, optional=True),)),
        Section("more", (Own(imprint_text, optional=True),)),
        Section("program", ("p1",)),
        Section("rights", ("p1", Way("sources", "/quellen"))),
        Section("advice", ("p1", Way("ai", "/ki"))),
    ),
)
PRIVACY = TextPage(
    "/datenschutz",
    "legal_privacy",
    (
        Section("short", (Points(("question", "cookies", "others", "names")),)),
        Section("model", (Model(),)),
        Section("controller", (Own(who),)),
        Section("contact", (Own(for_privacy),)),
        Section(
            "processed",
            (
                Points(("question", "talk", "browser", "checks", "address", "faults", "feedback")),
                Points(("report", "keep", "aloud", "partner")),
            ),
        ),
        Section("health", ("p1",)),
        Section("purpose", (Points(("answer", "running", "better")),)),
        Section("basis", (Own(legal_basis),)),
        Section("hosting", (Own(hosting),)),
        Section("kept", ("p1", "outside", Own(retention))),
        Section(
            "rights",
            ("p1", Points(("access", "correct", "restrict", "move", "object", "withdraw")), "nothing"),
        ),
        Section("complaint", ("p1", Own(authority))),
        Section("free", ("p1",)),
        Section("more", (Own(privacy_text, optional=True),)),
    ),
)
ACCESS = TextPage(
    "/barrierefreiheit",
    "legal_access",
    (
        Section("scope", ("p1",)),
        Section("status", ("p1", "p2")),
        Section("works", (Points(("keyboard", "script", "small", "contrast", "targets", "reading")),)),
        Section("gaps", (Points(("reader", "easy", "law", "english")), "sign", Way("sign_link", SIGN_LANGUAGE))),
        Section("made", ("p1",)),
        Section("feedback", ("p1", Own(for_barriers))),
        Section("enforcement", ("p1", Own(enforcement))),
    ),
)
AI = TextPage(
    "/ki",
    "legal_ai",
    (
        Section("who", ("p1",)),
        Section("how", (Points(("search", "own", "cited")),)),
        Section("model", (Model(),)),
        Section("limits", (Points(("wrong", "case", "dates", "scope")), Way("sources", "/quellen"))),
        Section("decides", ("p1",)),
        Section("report", ("p1", Own(reach))),
        Section("human", ("p1",)),
    ),
)
HELP = TextPage(
    "/hilfe",
    "legal_help",
    (
        Section("ask", (Points(("write", "press", "choose", "back", "names")),)),
        Section("levels", (Points(("easy", "standard", "expert")), "change")),
        Section("proofs", (Points(("number", "rank", "read")), Way("room", "/recht"))),
        Section("checks", ("p1", "p2", Way("open", "/pruefwege"))),
        Section("slow", (Points(("time", "aloud", "large", "print")), "words", Way("glossary", "/glossar"))),
        Section("keys", (Points(("tab", "skip", "enter", "heading")),)),
        Section(
            "wrong",
            (Points(("nothing", "report", "human")), "barrier", Way("statement", "/barrierefreiheit")),
        ),
    ),
)
TEXT_PAGES = (IMPRINT, PRIVACY, ACCESS, AI, HELP)
