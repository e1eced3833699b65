"""Problems, told as RFC 9457 says, in German and English; a problem never repeats what was sent.

Every kind has a stable ``code`` for programs, a page at ``/probleme/{code}`` that its ``type`` points
to, and texts that say what happened and what to do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fastapi.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 20


class Language(StrEnum):
    """The languages a problem is told in."""

    DE = "de"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, and what to do about it."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its stable code, its HTTP status and its words in both languages."""

    code: str
    status: int
    words: Mapping[Language, Words]


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with the input: where (a JSON pointer, RFC 6901), a stable code, and the words."""

    pointer: str
    code: str
    detail: str


def _kind(code: str, status: int, german: tuple[str, str], english: tuple[str, str]) -> Kind:
    return Kind(code, status, {Language.DE: Words(*german), Language.EN: Words(*english)})


BAD_REQUEST = _kind(
    "bad_request",
    400,
    ("Die Anfrage ist nicht verständlich", "Bitte die Anfrage mit der API-Beschreibung vergleichen."),
    ("The request cannot be understood", "Please compare the request with the API description."),
)
BAD_JSON = _kind(
    "bad_json",
    400,
    ("Kein lesbares JSON", "Der Inhalt der Anfrage muss gültiges JSON in UTF-8 sein, nicht zu tief geschachtelt."),
    ("Not readable JSON", "The body of the request must be valid JSON in UTF-8, not nested too deeply."),
)
BAD_HOST = _kind(
    "bad_host",
    400,
    ("Unbekannter Rechnername", "Der Dienst antwortet nur unter den Namen, die in LOTSE_HOSTNAMES stehen."),
    ("Unknown host name", "The service answers only under the names given in LOTSE_HOSTNAMES."),
)
NOT_FOUND = _kind(
    "not_found",
    404,
    ("Seite nicht gefunden", "Unter dieser Adresse liegt nichts. Die Startseite führt weiter."),
    ("Not found", "There is nothing at this address. The start page leads on."),
)
UNKNOWN_NORM = _kind(
    "unknown_norm",
    404,
    (
        "Diese Vorschrift liegt hier nicht vor",
        "Welche Gesetze und Paragrafen geladen sind, steht unter /api/v1/sources.",
    ),
    ("This norm is not loaded", "/api/v1/sources lists the laws and sections that are loaded."),
)
METHOD_NOT_ALLOWED = _kind(
    "method_not_allowed",
    405,
    (
        "Diese Methode gibt es hier nicht",
        "Erlaubt ist, was im Kopf Allow steht. Fragen werden mit POST gesendet.",
    ),
    ("Method not allowed", "The Allow header lists the methods. Questions are sent with POST."),
)
TOO_LARGE = _kind(
    "too_large",
    413,
    ("Die Anfrage ist zu groß", "Eine Frage hat höchstens 4.000 Zeichen, ein Verlauf höchstens 10 Fragen."),
    ("The request is too large", "A question has at most 4,000 characters, a history at most 10 questions."),
)
INVALID_INPUT = _kind(
    "invalid_input",
    422,
    ("Die Eingabe stimmt noch nicht", "Unter errors steht, welche Angabe wie zu ändern ist."),
    ("The input is not valid yet", "errors says which entry has to change and how."),
)
TOO_MANY_REQUESTS = _kind(
    "too_many_requests",
    429,
    ("Zu viele Anfragen", "Bitte nach der Zeit in Retry-After noch einmal versuchen."),
    ("Too many requests", "Please try again after the time given in Retry-After."),
)
INTERNAL_ERROR = _kind(
    "internal_error",
    500,
    ("Im Programm ist ein Fehler passiert", "Das liegt nicht an der Frage. Bitte später noch einmal versuchen."),
    ("The program has made an error", "The question is not the cause. Please try again later."),
)
NO_INDEX = _kind(
    "no_index",
    503,
    (
        "Der Lotse kann im Moment nicht antworten",
        "Ihm fehlt ein Verzeichnis der Gesetze, das er benutzen kann. Wer ihn betreibt, liest im Protokoll des "
        "Dienstes den Grund und baut den Index mit: python -m ingest. Ein Neustart ist nicht nötig.",
    ),
    (
        "No answers at the moment",
        "There is no index of the laws that can be used. The log of the service tells its operator why; "
        "python -m ingest builds the index. No restart is needed.",
    ),
)

KINDS: Mapping[str, Kind] = {
    kind.code: kind
    for kind in (
        BAD_REQUEST,
        BAD_JSON,
        BAD_HOST,
        NOT_FOUND,
        UNKNOWN_NORM,
        METHOD_NOT_ALLOWED,
        TOO_LARGE,
        INVALID_INPUT,
        TOO_MANY_REQUESTS,
        INTERNAL_ERROR,
        NO_INDEX,
    )
}
BY_STATUS: Mapping[int, Kind] = {
    kind.status: kind
    for kind in (
        BAD_JSON,
        NOT_FOUND,
        METHOD_NOT_ALLOWED,
        TOO_LARGE,
        INVALID_INPUT,
        TOO_MANY_REQUESTS,
        INTERNAL_ERROR,
        NO_INDEX,
    )
}

# Code of a wrong entry → its words. Pydantic's error types map to these codes in ``CODES``.
WRONG: Mapping[str, Mapping[Language, str]] = {
    "missing": {Language.DE: "Diese Angabe fehlt.", Language.EN: "This entry is missing."},
    "empty": {
        Language.DE: "Bitte eine Frage eingeben.",
        Language.EN: "Please enter a question.",
    },
    "too_long": {
        Language.DE: "Der Text ist zu lang. Eine Frage hat höchstens 4.000 Zeichen.",
        Language.EN: "The text is too long. A question has at most 4,000 characters.",
    },
    "unreadable": {
        Language.DE: "Der Text enthält Zeichen, die kein Text sind. Bitte neu eintippen.",
        Language.EN: "The text contains characters that are not text. Please type it again.",
    },
    "not_a_choice": {
        Language.DE: "Diese Auswahl gibt es nicht. Möglich sind: leichter, standard, fach.",
        Language.EN: "There is no such choice. Possible are: leichter, standard, fach.",
    },
    "out_of_range": {
        Language.DE: "Diese Zahl liegt außerhalb des Erlaubten.",
        Language.EN: "This number is out of range.",
    },
    "not_a_format": {
        Language.DE: "Dieses Format gibt es nicht. Möglich sind: markdown, html, bibtex, csl.",
        Language.EN: "There is no such format. Possible are: markdown, html, bibtex, csl.",
    },
    "uncited": {
        Language.DE: "Jeder Satz braucht eine Quelle, und jede Nummer steht für genau eine Quelle.",
        Language.EN: "Every sentence needs a source, and every number stands for exactly one source.",
    },
    "too_many": {Language.DE: "Das sind zu viele Einträge.", Language.EN: "These are too many entries."},
    "wrong_type": {
        Language.DE: "Diese Angabe hat die falsche Art. Der Inhalt muss JSON sein (Content-Type: application/json).",
        Language.EN: "This entry has the wrong type. The body must be JSON (Content-Type: application/json).",
    },
}
CODES: Mapping[str, str] = {
    "missing": "missing",
    "blank": "empty",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "string_unicode": "unreadable",
    "control_characters": "unreadable",
    "enum": "not_a_choice",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "too_long": "too_many",
    "too_short": "uncited",
    "uncited": "uncited",
    "literal_error": "not_a_format",
}


def language(accept: str | None) -> Language:
    """Return the language that an Accept-Language header (RFC 9110, 12.5.4) prefers; German where it does not say."""
    weights = {Language.DE: 0.0, Language.EN: 0.0}
    for part in (accept or "").lower().split(","):
        tag, _, weight = part.partition(";q=")
        name = tag.strip().partition("-")[0]
        if name in weights:
            weights[Language(name)] = max(weights[Language(name)], _weight(weight))
    return Language.EN if weights[Language.EN] > weights[Language.DE] else Language.DE


def _weight(text: str) -> float:
    try:
        return float(text) if text.strip() else 1.0
    except ValueError:
        return 0.0


def wrong_entries(found: Sequence[tuple[str, Sequence[str | int]]], spoken: Language) -> tuple[Wrong, ...]:
    """Return what is wrong, from pairs of a pydantic error type and the place in the body ("body" left out)."""
    return tuple(
        Wrong("".join(f"/{step}" for step in place), code, WRONG[code][spoken])
        for kind, place in found[:MOST_ERRORS]
        for code in (CODES.get(kind, "wrong_type"),)
    )


def problem(
    kind: Kind, spoken: Language, wrong: Sequence[Wrong] = (), headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """Return the response that tells ``kind`` in ``spoken``; ``errors`` stands in it only where entries are wrong."""
    words = kind.words[spoken]
    body: dict[str, object] = {
        "type": f"/probleme/{kind.code}",
        "title": words.title,
        "status": kind.status,
        "detail": words.detail,
        "code": kind.code,
    }
    if wrong:
        body["errors"] = [{"pointer": w.pointer, "code": w.code, "detail": w.detail} for w in wrong]
    extra = {**(headers or {}), "Content-Language": spoken, "Vary": "Accept-Language", "Cache-Control": "no-store"}
    return JSONResponse(body, kind.status, extra, MEDIA_TYPE)
