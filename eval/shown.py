"""The texts of an answer, as a reader meets them: what is said, what is quoted, and what stands beside it."""

import unicodedata

from service.reply import Answer, Said


def texts(answer: Answer) -> tuple[str, ...]:
    """Return every text of an answer that anybody reads."""
    proofs = ((p.pinpoint, p.title, p.quote, p.url, p.page or "", p.passage_id) for p in answer.sources)
    provenance = (answer.id, answer.provenance.answerer, answer.provenance.version)
    return (
        *(said.text for said in said_in(answer)),
        *(t for proof in proofs for t in proof),
        *fixed(answer),
        *provenance,
    )


def visible(text: str) -> str:
    """Return ``text`` in small letters without what has no width, so that no trick hides a phrase."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Cf").split())


def holds(text: str, phrase: str) -> bool:
    """Tell whether ``phrase`` can be read in ``text``, whatever signs of no width part it."""
    return visible(phrase) in visible(text)


def said_in(answer: Answer) -> tuple[Said, ...]:
    """Return the sentences of an answer and of its parts, each once."""
    return tuple(dict.fromkeys((*answer.answer, *(said for part in answer.parts for said in part.answer))))


def fixed(answer: Answer) -> tuple[str, ...]:
    """Return the texts that cite nothing: notices, questions back, who helps, what to ask next."""
    clarify = [c for c in (answer.clarify, *(part.clarify for part in answer.parts)) if c]
    choices = [text for c in clarify for choice in c.choices for text in (choice.label, choice.question)]
    redirects = [r for r in (answer.redirect, *(part.redirect for part in answer.parts)) if r]
    return (
        *(notice.text for notice in answer.notices),
        *(c.question for c in clarify),
        *choices,
        *(text for r in redirects for text in (r.name, r.url, r.phone or "")),
        *answer.follow_ups,
    )


def is_quoted(said: Said, answer: Answer) -> bool:
    """Tell whether a sentence is nothing but the quote that it cites; only spaces may differ."""
    words = " ".join(said.text.split())
    return bool(words) and any(words in " ".join(p.quote.split()) for p in answer.sources if p.n in said.citations)
