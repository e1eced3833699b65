"""Who runs this service: one TOML file of the operator, checked at start, for imprint, privacy and accessibility.

What it does not say is shown as missing; nothing is made up in its place.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.reading.written import Fault, Faulty, Rows, read_rows

EXAMPLE = Path(__file__).with_name("operator.example.toml")
MAIL_FORM = r"^[^@\s<>,;:?&#%\"']{1,64}@[^@\s<>,;:?&#%\"']{1,180}\.[^@\s<>,;:?&#%\"'.]{2,63}$"

_SEE = f"Welche Angaben es gibt, steht in service/{EXAMPLE.name}."
_TOLD = {
    "missing": "„{key}“ fehlt. Bitte ergänzen.",
    "extra_forbidden": f"„{{key}}“ ist unbekannt. {_SEE}",
    "too_short": "„{key}“ ist leer. Bitte ausfüllen oder die ganze Zeile weglassen.",
    "string_type": "„{key}“ ist kein Text. Bitte in Anführungszeichen schreiben.",
    "list_type": '„{key}“ ist keine Liste. Bitte in eckigen Klammern schreiben: {key} = ["…", "…"].',
    "model_type": "„{key}“ ist keine Tabelle. Bitte mit einer eigenen Zeile [{key}] beginnen.",
}
_SHAPES = {
    "email": '„email“ ist keine E-Mail-Adresse. Bitte so schreiben: email = "name@beispiel.de".',
    "url": "„url“ ist keine Adresse im Netz. Bitte mit https:// beginnen.",
}
_NOT_A_LINE = "„{key}“ ist leer oder geht über mehrere Zeilen. Bitte in eine Zeile schreiben oder weglassen."

Line = Annotated[str, Field(pattern=r"^[^\p{Cc}]*[^\s\p{Cc}][^\p{Cc}]*$", max_length=500)]
Paragraph = Annotated[str, Field(pattern=r"\S")]


class OperatorError(ValueError):
    """The operator's file cannot be used; the message names file, line and repair, in German."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """A paragraph of the operator; where ``leichter`` or ``en`` is None, the German one is shown."""

    de: str
    leichter: str | None = None
    en: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """An authority: its name and the address of its pages."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Operator:
    """What an operator says of itself. None or () is what it does not say."""

    name: str
    address: tuple[str, ...]
    email: str | None = None
    phone: str | None = None
    responsible: str | None = None
    accessibility_contact: str | None = None
    enforcement: Body | None = None
    privacy_contact: str | None = None
    authority: Body | None = None
    legal_basis: OwnText | None = None
    hosting: OwnText | None = None
    retention: OwnText | None = None
    imprint_text: tuple[OwnText, ...] = ()
    privacy_text: tuple[OwnText, ...] = ()


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _OwnShape(_Shape):
    de: Paragraph
    leichter: Paragraph | None = None
    en: Paragraph | None = None


class _BodyShape(_Shape):
    name: Line
    url: Annotated[str, Field(pattern=r"^https?://[^\s\"'<>]+$", max_length=500)]


class _OperatorShape(_Shape):
    name: Line
    address: Annotated[list[Line], Field(min_length=1)]
    email: Annotated[str, Field(pattern=MAIL_FORM)] | None = None
    phone: Line | None = None
    responsible: Line | None = None
    accessibility_contact: Line | None = None
    enforcement: _BodyShape | None = None
    privacy_contact: Line | None = None
    authority: _BodyShape | None = None
    legal_basis: _OwnShape | None = None
    hosting: _OwnShape | None = None
    retention: _OwnShape | None = None
    imprint_text: list[_OwnShape] = []
    privacy_text: list[_OwnShape] = []


def load_operator(path: Path) -> Operator:
    """Return what the file at ``path`` says; raises OperatorError with everything that is wrong in it."""
    try:
        rows, raw = read_rows(path, str(path))
        return _operator(_checked(raw, rows, str(path)))
    except Faulty as exc:
        raise OperatorError(str(exc)) from exc


def _checked(raw: dict[str, object], rows: Rows, name: str) -> _OperatorShape:
    """Return the values in their shape; raises Faulty."""
    try:
        shape = _OperatorShape.model_validate(raw)
    except ValidationError as exc:
        raise Faulty([_fault(name, rows, error["type"], error["loc"]) for error in exc.errors()]) from exc
    if not shape.email and not shape.phone:
        told = "Es fehlt ein Weg, sich zu melden. Bitte „email“ oder „phone“ ergänzen, am besten beide."
        raise Faulty([Fault(name, rows.row_of(("name",)), told)])
    return shape


def _fault(name: str, rows: Rows, kind: str, loc: tuple[str | int, ...]) -> Fault:
    key = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    told = _TOLD.get(kind) or _SHAPES.get(key) or _NOT_A_LINE
    # What is missing stands nowhere; a key of the same name in another table must not be taken for it.
    place = loc[:-1] if kind == "missing" else loc
    return Fault(name, rows.row_of(place) if place else 1, told.format(key=key))


def _operator(shape: _OperatorShape) -> Operator:
    return Operator(
        name=shape.name,
        address=tuple(shape.address),
        email=shape.email,
        phone=shape.phone,
        responsible=shape.responsible,
        accessibility_contact=shape.accessibility_contact,
        enforcement=_body(shape.enforcement),
        privacy_contact=shape.privacy_contact,
        authority=_body(shape.authority),
        legal_basis=_own(shape.legal_basis),
        hosting=_own(shape.hosting),
        retention=_own(shape.retention),
        imprint_text=tuple(filter(None, map(_own, shape.imprint_text))),
        privacy_text=tuple(filter(None, map(_own, shape.privacy_text))),
    )


def _body(shape: _BodyShape | None) -> Body | None:
    return Body(shape.name, shape.url) if shape else None


def _own(shape: _OwnShape | None) -> OwnText | None:
    if not shape:
        return None
    return OwnText(_plain(shape.de), shape.leichter and _plain(shape.leichter), shape.en and _plain(shape.en))


def _plain(text: str) -> str:
    """Return a paragraph on one line, however it was broken in the file."""
    return " ".join(text.split())
