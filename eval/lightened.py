"""Whether the answer at ``leichter`` keeps what that at ``standard`` says of the facts: numbers, norms, negations.

What the authors named as left out may be missing (see `corpus.check.levels`, which asks this of each entry).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.entries import Digest
from corpus.facts import negated, numbers
from corpus.places import Places, section_of
from eval.likeness import Likeness
from eval.stated import missing_numbers, support
from service.reply import Answer, Said


@dataclass(frozen=True, slots=True)
class Kept:
    """How many facts the standard answers say, how many of them leichter keeps whole, and what is lost ("d001: …")."""

    facts: int
    kept: int
    lost: tuple[str, ...]


def lost(fact: str, standard: Answer, easy: Answer, like: Likeness, places: Places, left_out: str) -> Iterator[str]:
    """Yield in German what ``easy`` lost of a fact that ``standard`` says; ``left_out`` is what the authors named.

    A norm is kept where one of the sections that prove the fact is cited, a negation where a sentence that cites one
    of these sections denies something.
    """
    found = support(fact, [said.text for said in standard.answer], like)
    if found is None:
        return
    told = " ".join(said.text for said in easy.answer)
    if missing := missing_numbers(fact, told) - numbers(left_out):
        yield f"die Zahl {', '.join(sorted(missing))} in „{fact}“"
    sections = _sections([standard.answer[at] for at in found.at], standard, places)
    beside = [said for said in easy.answer if _sections([said], easy, places) & sections]
    if not beside:
        yield f"der Beleg {', '.join(sorted(sections))} für „{fact}“"
    elif negated(fact) and not any(negated(said.text) for said in beside) and not negated(left_out):
        yield f"die Verneinung in „{fact}“"


def left_out_of(answer: Answer, digest: Digest) -> str:
    """Return what the topics and statements that an answer was made from name as left out at ``leichter``."""
    names = set(answer.id.split("."))
    pinpoints = {proof.pinpoint for proof in answer.sources}
    topics = (line for topic in digest.topics if topic.id in names for line in topic.left_out)
    statements = (line for each in digest.statements if str(each.place) in pinpoints for line in each.left_out)
    return "; ".join((*topics, *statements))


def _sections(sentences: Sequence[Said], answer: Answer, places: Places) -> set[str]:
    cited = {n for said in sentences for n in said.citations}
    return {section_of(places.read(proof.pinpoint)) for proof in answer.sources if proof.n in cited}
