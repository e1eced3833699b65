"""The sources of an answer for a reference manager: BibTeX and CSL-JSON, one entry a source and edition."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from corpus.nouns import Rank, Wording
from service.checked import Checked, Standing
from service.views import SourceView

CslItem: TypeAlias = Mapping[str, str | Mapping[str, list[list[int]]]]

# https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
CSL_TYPES = {
    Rank.LAW: "legislation",
    Rank.ORDINANCE: "regulation",
    Rank.NOTICE: "regulation",
    Rank.CASE_LAW: "legal_case",
    Rank.GUIDANCE: "report",
    Rank.ASSOCIATION: "document",
    Rank.PLAN: "report",
    # What a study appeared in is not known here; its DOI leads a reference manager there.
    Rank.STUDY: "article",
}
_DOI = re.compile(r"https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/\S+)")
_SPECIAL = {
    "\\": r"\textbackslash{}",
    # BibTeX counts a brace behind a backslash too, so a single one would end the field.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{c: f"\\{c}" for c in "&%$#_"},
}
_NOT_IN_ADDRESS = re.compile(r"[\s{}\\\"<>^`|%](?![0-9A-Fa-f]{2})|[\s{}\\\"<>^`|]")


@dataclass(frozen=True, slots=True)
class Reference:
    """One source in one edition. ``note`` tells the places that are cited; ``address`` is "" where none is sure."""

    key: str
    rank: Rank
    title: str
    short_title: str
    publisher: str
    as_of: date
    address: str
    note: str

    @property
    def doi(self) -> str:
        """Return the DOI, or "" where the address is none."""
        found = _DOI.fullmatch(self.address)
        return found[1] if found else ""


def references(checked: Sequence[Checked], sources: Sequence[SourceView]) -> tuple[Reference, ...]:
    """Return an entry for each source, edition and outcome of the check, in the order of the first citation."""
    known = {source.id: source for source in sources}
    groups: dict[tuple[str, date, Standing], list[Checked]] = {}
    for each in checked:
        # What is not known here is a source of its own by the place that it names.
        of = each.source if each.source in known else each.proof.pinpoint
        groups.setdefault((of, each.proof.as_of, each.standing), []).append(each)
    taken: set[str] = set()
    return tuple(_reference(group, known.get(of), taken) for (of, _, _), group in groups.items())


def _reference(group: Sequence[Checked], source: SourceView | None, taken: set[str]) -> Reference:
    proof, standing = group[0].proof, group[0].standing
    key = "-".join(filter(None, (source.id if source else "quelle", proof.as_of.isoformat(), _MARK[standing])))
    key = next(k for n in range(1, len(taken) + 2) if (k := key if n == 1 else f"{key}-{n}") not in taken)
    taken.add(key)
    places = "; ".join(dict.fromkeys(_place(each, source) for each in group))
    note = "; ".join(filter(None, (places, _NOTES[standing])))
    if not source:
        return Reference(key, proof.rank, proof.title or proof.pinpoint, "", "", proof.as_of, "", note)
    # A law is one entry for all its sections, so its own page stands for it where several are cited.
    addresses = dict.fromkeys(each.proof.url for each in group)
    address = next(iter(addresses)) if len(addresses) == 1 else source.url.removesuffix("xml.zip")
    return Reference(key, source.rank, source.title, source.cite, source.publisher, proof.as_of, address, note)


_MARK = {Standing.VERIFIED: "", Standing.CHANGED: "anderer-wortlaut", Standing.UNVERIFIED: "ungeprueft"}
_NOTES = {
    Standing.VERIFIED: "",
    Standing.CHANGED: "dieser Wortlaut steht heute nicht an der genannten Stelle",
    Standing.UNVERIFIED: "diese Quelle konnte nicht geprüft werden",
}


def _place(checked: Checked, source: SourceView | None) -> str:
    place = checked.proof.pinpoint
    if source:
        place = place.removeprefix(source.cite).lstrip(", ") or place
    return place if checked.proof.wording is Wording.OFFICIAL else f"{place} (nach einer Zusammenfassung)"


def bibtex(entries: Sequence[Reference]) -> str:
    """Return the entries as a BibTeX file in UTF-8, each ``@misc``, as BibTeX has no type for a statute."""
    return "\n".join(_bibtex(entry) for entry in entries)


def _bibtex(entry: Reference) -> str:
    address = _NOT_IN_ADDRESS.sub(lambda c: "".join(f"%{byte:02X}" for byte in c[0].encode()), entry.address)
    fields = {
        # Twice in braces, or styles would make small letters of German nouns.
        "title": f"{{{bibtex_text(entry.title)}}}",
        "shorttitle": f"{{{bibtex_text(entry.short_title)}}}" if entry.short_title else "",
        "key": bibtex_text(entry.short_title),
        "publisher": f"{{{bibtex_text(entry.publisher)}}}" if entry.publisher else "",
        "year": str(entry.as_of.year),
        "date": entry.as_of.isoformat(),
        "doi": bibtex_text(entry.doi),
        "url": address,
        "note": bibtex_text(f"{entry.note}; Stand {entry.as_of:%d.%m.%Y}"),
        "langid": "ngerman",
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@misc{{{entry.key},", *lines, "}", ""))


def bibtex_text(text: str) -> str:
    """Return ``text`` as one line in which no character means anything to TeX."""
    return "".join(_SPECIAL.get(c, c) for c in " ".join(text.split()))


def csl(entries: Sequence[Reference]) -> list[CslItem]:
    """Return the entries as CSL-JSON items."""
    return [_csl(entry) for entry in entries]


def _csl(entry: Reference) -> CslItem:
    texts = {
        "id": entry.key,
        "type": CSL_TYPES[entry.rank],
        "title": entry.title,
        "title-short": entry.short_title,
        "publisher": entry.publisher,
        "URL": entry.address,
        "DOI": entry.doi,
        "note": f"{entry.note}; Stand {entry.as_of:%d.%m.%Y}",
        "language": "de",
    }
    issued = {"issued": {"date-parts": [[entry.as_of.year, entry.as_of.month, entry.as_of.day]]}}
    return {**{name: text for name, text in texts.items() if text}, **issued}
