"""Questions and their answers as a reader sees them, drawn by seed: for a look at what the figures stand for."""

from collections.abc import Iterator, Sequence
from random import Random

from eval.cases import Case
from service.reply import Answer

SEED = 20261124


def pick(cases: Sequence[Case], register: str, count: int, seed: int = SEED) -> tuple[Case, ...]:
    """Return ``count`` cases of a register, drawn by ``seed``, in the order of their ids; all where there are fewer."""
    rows = sorted((case for case in cases if case.register == register), key=lambda case: case.id)
    drawn = Random(seed).sample(rows, min(count, len(rows)))  # noqa: S311  # a sample to read, no secret
    return tuple(sorted(drawn, key=lambda case: case.id))


def as_read(case: Case, answer: Answer) -> Iterator[str]:
    """Yield a question and its answer as lines of plain text, each sentence with its citations, then the sources."""
    yield f"{case.id} · {case.question}"
    for said in answer.answer:
        yield f"  {said.text} [{', '.join(map(str, said.citations))}]"
    if answer.clarify:
        yield f"  {answer.clarify.question}"
        yield from (f"    → {choice.label}" for choice in answer.clarify.choices)
    if not answer.answer and not answer.clarify:
        yield f"  (keine Antwort: {answer.status})"
    if answer.redirect:
        phone = f", Telefon {answer.redirect.phone}" if answer.redirect.phone else ""
        yield f"  Weiter hilft: {answer.redirect.name}, {answer.redirect.url}{phone}"
    yield from (f"  [{proof.n}] {proof.pinpoint} ({proof.url})" for proof in answer.sources)
    yield from (f"  Hinweis: {notice.text}" for notice in answer.notices)
    yield ""
