"""The sheet as Markdown (CommonMark, and what GitHub and pandoc add to it); no text from outside has any effect."""

import re
from collections.abc import Iterator

from corpus.nouns import Wording
from service.checked import Standing
from service.doors.sheet import (
    CHECKED_HOW,
    DOUBT,
    STALE,
    STANDINGS,
    TITLE,
    UNKNOWN_NOTICE,
    UNKNOWN_SENTENCE,
    Sheet,
    SheetSource,
)
from service.shown import RANK_NAMES, day, web_address

# What has a meaning inside a line, in CommonMark or in a common extension of it.
_INSIDE = re.compile(r"([\\`*_\[\]#~^|$@{}!])")
_AT_START = re.compile(r"^([-+=:]|\d{1,9}(?=[.)]))")
# Addresses in a text become links by themselves in many programs.
_BARE_LINK = re.compile(r"(?i)(://|\bwww\.|\bmailto:)")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\t": " ", "\r": " ", "\u2028": " ", "\u2029": " "})


def markdown(sheet: Sheet) -> str:
    """Return the sheet as one Markdown document."""
    return "\n\n".join(block for block in _blocks(sheet) if block) + "\n"


def escaped(text: str) -> str:
    """Return ``text`` as one line of Markdown that shows exactly it."""
    return _line(" ".join(text.split()))


def _line(text: str) -> str:
    inside = _INSIDE.sub(r"\\\1", text).translate(_HTML)
    inside = _BARE_LINK.sub(lambda link: link[0].replace(":", "\\:").replace(".", "\\."), inside)
    return _AT_START.sub(lambda mark: f"\\{mark[1]}" if not mark[1].isdigit() else f"{mark[1]}\\", inside)


def _quoted(text: str) -> str:
    """Return a text of one or more lines as a block quote in which every line stays one."""
    kept = [line for raw in text.replace("\r", "\n").split("\n") if (line := " ".join(raw.split()))]
    return "\n".join(f"> {_line(line)}{'  ' if i < len(kept) else ''}" for i, line in enumerate(kept, 1))


def _blocks(sheet: Sheet) -> Iterator[str]:
    yield f"# {TITLE}"
    yield f"Teilhabe-Lotse · {day(sheet.exported)} · Sprache der Antwort: {sheet.level}"
    yield "## Frage"
    yield _quoted(sheet.question)
    yield "## Antwort"
    yield sheet.lead
    for sentence in sheet.sentences:
        numbers = " ".join(f"\\[{n}\\]" for n in sentence.citations)
        yield f"{escaped(sentence.text)} {numbers}" + ("" if sentence.known else f" \\{DOUBT}")
    if sheet.doubted:
        yield f"**{escaped(UNKNOWN_SENTENCE)}**"
    yield _redirect(sheet)
    yield "## Bitte beachten"
    for notice in sheet.notices:
        yield escaped(notice.text) if notice.known else f"**{UNKNOWN_NOTICE}** {escaped(notice.text)}"
    if sheet.sources:
        yield "## Quellen"
    for source in sheet.sources:
        yield from _source(source)
    yield "## Zu diesem Blatt"
    yield "\n".join(f"- {escaped(line)}" for line in about(sheet))


def _redirect(sheet: Sheet) -> str:
    if not sheet.redirect:
        return ""
    name, phone = escaped(sheet.redirect.name), sheet.redirect.phone
    where = [f"Telefon: {escaped(phone)}"] if phone else []
    if not sheet.redirect_known:
        return f"**{UNKNOWN_NOTICE}** " + " · ".join((name, escaped(sheet.redirect.url), *where))
    return "Wer weiterhilft: " + " · ".join((name, _link(sheet.redirect.url), *where))


def _source(source: SheetSource) -> Iterator[str]:
    checked, proof = source.checked, source.checked.proof
    yield f"### \\[{proof.n}\\] {escaped(proof.pinpoint)}"
    for warning in warnings(source):
        yield f"**{escaped(warning)}**"
    yield _quoted(proof.quote)
    if checked.today:
        yield "Heute steht dort:"
        yield _quoted(checked.today)
    links = [f"Seite des Herausgebers: {_link(source.address)}"] if web_address(source.address) else []
    links += [f"Fundstelle: {_link(source.link)}"] if source.link else []
    yield "\n".join(f"- {line}" for line in (*map(escaped, facts(source)), *links))


def facts(source: SheetSource) -> tuple[str, ...]:
    """Return title and rank, whose words are quoted, their date and page, each as one line of plain text."""
    proof = source.checked.proof
    words = "Wortlaut der Quelle" if proof.wording is Wording.OFFICIAL else "Zusammenfassung von uns, kein Wortlaut"
    stand = "Stand"
    if source.checked.standing is not Standing.VERIFIED:
        words, stand = "so stand es in der eingereichten Antwort", "Stand laut dieser Antwort"
    page = f" · Seite {proof.page}" if proof.page else ""
    return f"{proof.title} · {RANK_NAMES[proof.rank]}", f"{words} · {stand}: {day(proof.as_of)}{page}"


def warnings(source: SheetSource) -> tuple[str, ...]:
    """Return what a reader has to know before the quote."""
    told = STANDINGS[source.checked.standing]
    return tuple(text for text in (told, STALE if source.checked.proof.stale and not told else "") if text)


def about(sheet: Sheet) -> tuple[str, ...]:
    """Return what the sheet says of itself: what was checked against which index, by which program, when."""
    loaded = "; ".join(
        f"{s.cite}, Stand {day(s.as_of)}" if s.as_of else f"{s.cite}, nicht geladen" for s in sheet.loaded
    )
    lines = [f"Ausgegeben am {day(sheet.exported)} vom Teilhabe-Lotsen, Programmversion {sheet.version}", CHECKED_HOW]
    if sheet.other_index:
        lines.append(
            f"Die Antwort entstand nach eigener Angabe mit einem anderen Index ({sheet.told_index}). Geprüft wurde "
            "gegen die Ausgaben, die jetzt geladen sind"
        )
    lines.append(f"Geladener Index: {sheet.index}")
    lines += [f"Geladene Ausgaben: {loaded}"] if loaded else []
    if sheet.told_version != sheet.version:
        lines.append(f"Die Antwort entstand nach eigener Angabe mit Programmversion {sheet.told_version}")
    if sheet.answerer != "digest":
        lines.append(f"Die Sätze hat nach eigener Angabe formuliert: {sheet.answerer}")
    return tuple(lines)


def _link(url: str) -> str:
    """Return a web address as a link that shows itself; another address as text."""
    if not web_address(url) or re.search(r"[\s<>\\]", url):
        return escaped(url)
    return f"<{url}>"
