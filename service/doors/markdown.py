"""An answer as Markdown: its sentences with the numbers of their sources, and where in the text each number stands.

Texts are shown as they are: what would be markup in them is escaped, so that no source can write links, headings,
formulas or comments. Brackets and others become character references: for some readers an escaped one starts a formula.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from corpus.nouns import Level, Wording
from service.reply import Answer, Clarify, Notice, Part, Proof, Redirect, Said
from service.shown import RANK_NAMES, URGENT, day, lines, web_address
from service.terminal import NOT_SAID

ESCAPES = str.maketrans(
    {c: f"&#{ord(c)};" for c in "\\[]{}<>&$"} | {c: f"\\{c}" for c in "*_`~|"} | {"\r": " ", "\t": " "}
)
LINE_STARTS = re.compile(r"^(\d{1,9}(?=[.)])|(?=[-+=#:]))")
# What a person in danger or with a deadline has to read before everything else.
FIRST = ("crisis", "help", "deadline")


@dataclass(frozen=True, slots=True)
class Mark:
    """The number of a source behind a sentence: ``text[start:end]`` of the whole is "[n]"."""

    start: int
    end: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in pieces, each a whole thing to show: what stands before, every sentence, what stands after."""

    pieces: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "".join(self.pieces)


def markdown(answer: Answer) -> Written:
    """Return ``answer`` as Markdown: urgent notices, sentences, questions back, who helps, sources, other notices."""
    proofs = {proof.n: proof for proof in answer.sources}
    pieces, marks, length = list[str](), list[Mark](), 0
    for piece, stands in _pieces(answer, proofs):
        pieces.append(piece)
        marks += (Mark(length + start, length + end, proof) for start, end, proof in stands)
        length += len(piece)
    return Written(tuple(pieces), tuple(marks))


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it character by character; its lines stay lines of one paragraph."""
    shown = (_line(line.strip()) for line in text.translate(ESCAPES).split("\n") if line.strip())
    return "  \n".join(shown)


def link(label: str, url: str) -> str:
    """Return a link, or only its label where ``url`` is not the address of a web page."""
    address = quote(web_address(url), safe="/:?=&%#~+,;@!'*$-._")
    return f"[{escaped(label)}]({address})" if address else escaped(label)


_Piece = tuple[str, Sequence[tuple[int, int, Proof]]]


def _line(line: str) -> str:
    return LINE_STARTS.sub(r"\1\\", line)


def _pieces(answer: Answer, proofs: Mapping[int, Proof]) -> Iterator[_Piece]:
    """Yield every piece with the places of the source numbers in it."""
    ordered = sorted((n for n in answer.notices if n.code in URGENT), key=_urgency)
    if ordered:
        yield "".join(f"> {escaped(notice.text).replace(chr(10), chr(10) + '> ')}\n\n" for notice in ordered), ()
    for part in answer.parts:
        if len(answer.parts) > 1:
            yield f"**Zu Frage {part.question_index + 1}**\n\n", ()
        if part.status in NOT_SAID:
            yield f"{NOT_SAID[part.status]}\n\n", ()
        yield from (_sentence(said, answer.level, proofs) for said in part.answer)
        yield from ((text, ()) for text in _onward(part))
    rest = "".join(_after(answer))
    if rest:
        yield rest.rstrip("\n") + "\n", ()


def _urgency(notice: Notice) -> int:
    return FIRST.index(notice.code) if notice.code in FIRST else len(FIRST)


def _sentence(said: Said, level: Level, proofs: Mapping[int, Proof]) -> _Piece:
    text, stands = escaped(lines(said.text) if level is Level.LEICHTER else said.text), []
    for n in said.citations:
        text += f" [{n}]"
        stands.append((len(text) - len(f"[{n}]"), len(text), proofs[n]))
    return f"{text}\n\n", stands


def _onward(part: Part) -> Iterator[str]:
    if part.clarify:
        yield _question_back(part.clarify)
    if part.redirect:
        yield _who_helps(part.redirect)


def _question_back(clarify: Clarify) -> str:
    choices = (
        escaped(c.label) if c.label == c.question else f"{escaped(c.label)}: {escaped(c.question)}"
        for c in clarify.choices
    )
    return f"**{escaped(clarify.question)}**\n\n{_listed(choices)}"


def _who_helps(redirect: Redirect) -> str:
    phone = f", Telefon {escaped(redirect.phone)}" if redirect.phone else ""
    return f"Wer Ihnen weiterhilft: {link(redirect.name, redirect.url)}{phone}\n\n"


def _after(answer: Answer) -> Iterator[str]:
    if answer.sources:
        yield "**Quellen**\n\n" + _listed(map(_source, answer.sources))
    rest = [notice for notice in answer.notices if notice.code not in URGENT]
    if rest:
        yield "**Bitte beachten**\n\n" + _listed(escaped(notice.text) for notice in rest)
    if answer.follow_ups:
        yield "**Passende Fragen**\n\n" + _listed(map(escaped, answer.follow_ups))


def _source(proof: Proof) -> str:
    facts = [f"[{proof.n}] {link(proof.pinpoint, proof.url)}", escaped(proof.title), RANK_NAMES[proof.rank]]
    facts += [f"Stand: {day(proof.as_of)}"]
    facts += [f"Seite {escaped(proof.page)}"] if proof.page else []
    facts += ["Zusammenfassung von uns, kein Wortlaut"] if proof.wording is Wording.DIGEST else []
    facts += ["seither geändert"] if proof.stale else []
    return " · ".join(fact for fact in facts if fact)


def _listed(items: Iterable[str]) -> str:
    return "".join(f"- {item.replace('  ' + chr(10), ' ')}\n" for item in items) + "\n"
