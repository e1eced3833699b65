"""A mail about a mistake in an answer: the id of the answer and its places, and nothing that somebody asked."""

from urllib.parse import quote

from service.operator import Operator
from service.reply import Answer

# Mail programs on Windows cut longer addresses off.
LONGEST = 1800
LONGEST_ID = 600
SUBJECT = "Fehler in einer Antwort des Teilhabe-Lotsen"
LEAD = "Was ist falsch? Bitte schreiben Sie keine Namen und keine Aktenzeichen."


def report_link(operator: Operator | None, answer: Answer) -> str:
    """Return a ``mailto:`` address (RFC 6068) that reports a mistake in ``answer``; "" where there is no e-mail.

    What is too long for a mail program is left out, whole places from the end.
    """
    if operator is None or not operator.email:
        return ""
    places = list(dict.fromkeys(proof.pinpoint for proof in answer.sources))
    link = _link(operator.email, answer.id[:LONGEST_ID], places)
    while places and len(link) > LONGEST:
        places.pop()
        link = _link(operator.email, answer.id[:LONGEST_ID], [*places, "…"])
    return link


def _link(email: str, answer_id: str, places: list[str]) -> str:
    body = "\r\n".join((LEAD, "", "", f"Antwort: {answer_id}", *(f"Fundstelle: {place}" for place in places)))
    return f"mailto:{quote(email, safe='@')}?subject={quote(SUBJECT, safe='')}&body={quote(body, safe='')}"
