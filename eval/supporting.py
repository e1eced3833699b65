"""How well the gates tell a supported sentence from one that is not: fitted and measured on the digest and the law.

Supported is every sentence of the digest with the places that it cites. Unsupported is the same sentence with another
passage that lies near, or with another number, without its "nicht", or with "muss" for "soll" and "kann".
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from corpus.claims import Entry, entries_of
from corpus.entries import Digest, Line
from corpus.facts import may, must, negated, numbers, ought
from corpus.nouns import Passage, Place, Wording
from corpus.pinpoint import Laws
from corpus.places import paragraph_of
from corpus.terms import terms
from corpus.wording import LoadedWording
from service.gates import faithful, form
from service.gates.checking import cited
from service.gates.drafts import Cited, Draft, Quoted, Reason
from service.gates.support import MEANING, WORDS, Support, Supporter
from service.prove import Prover
from service.retrieve import Retriever

NEAR = 3
"""Other passages that a sentence is paired with."""
# What a topic leaves open, and what somebody can do next, it says in words of its own.
_TOLD = frozenset({"statement", "answer", "term"})
_ADDRESS = re.compile(r"(?:§§?|Abs\.|Absatz|Satz|Nr\.|Nummer|Buch|SGB)\s*$")
_NEXT = re.compile(r"[.!?:]\s+(?=[A-ZÄÖÜ])")
LEAST_RECALL = 0.93
"""Of the supported sentences that no other gate drops, so many stay. More of them bring more of other passages."""
SHARE = 4
"""One entry in so many is taken."""
SUPPORTED = "supported"


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence with what it is said to rest on; ``kind`` is "supported" or what was done to it."""

    kind: str
    entry: str
    text: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair with what the gates say of it: the reason that needs no threshold, and the support."""

    pair: Pair
    reason: Reason | None
    support: Support

    def passes(self, words: float, meaning: float) -> bool:
        """Tell whether it is said under these thresholds."""
        return self.reason is None and self.support.words >= words and self.support.meaning >= meaning


def some(digest: Digest) -> Iterator[Entry]:
    """Yield a share of the entries that tell of law that holds, by a hash of their names: enough, and quicker."""
    for entry in entries_of(digest):
        if not entry.former and sha256(entry.name.encode()).digest()[1] % SHARE == 0:
            yield entry


def pairs_of(entries: Iterable[Entry], retriever: Retriever, prover: Prover) -> Iterator[Pair]:
    """Yield the sentences of ``entries`` whose places are loaded, as they are and made wrong."""
    wording, passages = LoadedWording(retriever.passages), {p.id: p for p in retriever.passages}
    for entry in entries:
        for claim in entry.claims:
            line = claim.line
            if claim.part in _TOLD and _one(line.text) and line.places and all(map(wording.text, line.places)):
                quotes = _quotes(line, prover, passages)
                if quotes:
                    right = Pair(SUPPORTED, entry.name, line.text, quotes)
                    yield from (right, *_changed(right), *_elsewhere(right, line.places, retriever))


def scored(pairs: Iterable[Pair], supporter: Supporter, laws: Laws) -> Iterator[Scored]:
    """Yield the pairs as the gates see them."""
    for pair in pairs:
        reason = form.fault(" ".join(pair.text.split())) or faithful.fault(pair.text, pair.quotes, laws)
        yield Scored(pair, reason, supporter.support(pair.text, pair.quotes))


def measure(rows: Sequence[Scored]) -> Mapping[str, object]:
    """Return the thresholds fitted on one half of the entries, and the figures on the other half: theirs and ours."""
    fitted = fit([row for row in rows if not held_out(row)], LEAST_RECALL)
    rest = [row for row in rows if held_out(row)]
    return {"fitted": fitted, "on_the_rest": figures(rest, *fitted), "as_set": figures(rest, WORDS, MEANING)}


def held_out(scored: Scored) -> bool:
    """Tell whether a pair is measured and not fitted on: half of the entries, by a hash of their names."""
    return sha256(scored.pair.entry.encode()).digest()[0] % 2 == 1


def fit(rows: Sequence[Scored], least_recall: float) -> tuple[float, float]:
    """Return the thresholds of words and meaning that drop most unsupported pairs.

    Of the supported ones that no other gate drops, at least ``least_recall`` stay.
    """
    sound = [row for row in rows if row.pair.kind == SUPPORTED and row.reason is None]
    wrong = [row for row in rows if row.pair.kind != SUPPORTED and row.reason is None]
    steps = [step / 50 for step in range(50)]
    options = [
        (sum(row.passes(words, meaning) for row in wrong), -words, -meaning)
        for words in steps
        for meaning in steps
        if sum(row.passes(words, meaning) for row in sound) >= least_recall * len(sound)
    ]
    _, words, meaning = min(options)
    return -words, -meaning


def figures(rows: Sequence[Scored], words: float, meaning: float) -> Mapping[str, object]:
    """Return precision and recall under the thresholds, and for every kind of pair how many there are and are said.

    Precision counts every kind of unsupported pair alike, so that the many of one kind do not hide another.
    """
    kinds = sorted({row.pair.kind for row in rows} - {SUPPORTED})
    of = {kind: [row for row in rows if row.pair.kind == kind] for kind in (SUPPORTED, *kinds)}
    said = {kind: sum(row.passes(words, meaning) for row in each) / (len(each) or 1) for kind, each in of.items()}
    leak = sum(said[kind] for kind in kinds) / (len(kinds) or 1)
    lost = [row.reason for row in of[SUPPORTED] if row.reason]
    return {
        "precision": round(said[SUPPORTED] / ((said[SUPPORTED] + leak) or 1), 3),
        "recall": round(said[SUPPORTED], 3),
        "kinds": {kind: {"pairs": len(of[kind]), "said": round(said[kind], 3)} for kind in of},
        "supported_dropped": {str(reason): lost.count(reason) for reason in sorted(set(lost))},
    }


def _one(text: str) -> bool:
    """Tell whether a text is one sentence, as a model is asked to draft them."""
    return not _NEXT.search(text)


def _quotes(line: Line, prover: Prover, passages: Mapping[str, Passage]) -> tuple[Quoted, ...]:
    """Return what the places of a line quote, as a model would that quotes well; empty where one is not found."""
    proofs = [prover.of_line("", "", line, place, 1) for place in line.places]
    found = cited(Draft(line.text, tuple(Cited(p.passage_id, p.quote) for p in proofs)), passages)
    return () if isinstance(found, Reason) else found


def _elsewhere(pair: Pair, places: Sequence[Place], retriever: Retriever) -> Iterator[Pair]:
    """Yield the sentence with the nearest sentences of other paragraphs than it cites."""
    cites, wanted = {paragraph_of(place) for place in places}, set(terms(pair.text))
    heard = retriever.hear(pair.text)
    near = (match.passage for match in retriever.ranked(heard, (), NEAR + len(cites)))
    others = [p for p in near if p.wording is Wording.OFFICIAL and paragraph_of(p.place) not in cites]
    for passage in others[:NEAR]:
        pieces = [passage.text[unit.start : unit.end] for unit in passage.units] or [passage.text]
        best = max(pieces, key=lambda piece: len(wanted & set(terms(piece))))
        quotes = cited(Draft("", (Cited(passage.id, best),)), {passage.id: passage})
        if not isinstance(quotes, Reason):
            yield Pair("other passage", pair.entry, pair.text, quotes)


def _changed(pair: Pair) -> Iterator[Pair]:
    changes: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("other number", _other_number),
        ("nicht left out", _without_not),
        ("nicht put in", _with_not),
        ("soll to muss", lambda text: _forced(text, ought)),
        ("kann to muss", lambda text: _forced(text, may)),
    )
    for kind, change in changes:
        if (text := change(pair.text)) != pair.text:
            yield Pair(kind, pair.entry, text, pair.quotes)


def _other_number(text: str) -> str:
    """Return the text with its first quantity in digits one higher."""
    for found in re.finditer(r"(?<![\d.,])\d+(?![\d.,]*\d)", text):
        if found[0] in numbers(text) and not _ADDRESS.search(text[: found.start()]):
            return f"{text[: found.start()]}{int(found[0]) + 1}{text[found.end() :]}"
    return text


def _without_not(text: str) -> str:
    """Return the text without its only negation; one that keeps another would not be told apart by anybody."""
    bare = re.sub(r"\bkein(?=e|\b)", "ein", re.sub(r"\bKein(?=e|\b)", "Ein", re.sub(r"\bnicht ", "", text)))
    return bare if not negated(bare) else text


def _with_not(text: str) -> str:
    if negated(text):
        return text
    return re.sub(
        r"\b(ist|sind|hat|haben|wird|werden|zahlt|bekommt|gilt|gelten|kann|können|darf|dürfen|muss|müssen) ",
        r"\1 nicht ",
        text,
        count=1,
    )


def _forced(text: str, has: Callable[[str], bool]) -> str:
    if not has(text) or must(text):
        return text
    text = re.sub(r"\b(?:soll|kann|darf)\b", "muss", text)
    return re.sub(r"\b(?:sollen|können|dürfen)\b", "müssen", text)
