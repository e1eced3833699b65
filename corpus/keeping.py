"""What the machine keeps at the end of a file of the digest: seals of the wording, and reviews."""

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from corpus.check.findings import Finding, Kind

_SEALS = re.compile(r"\n*^\[rests_on\]\n(?:(?!\[).*\n?)*", re.MULTILINE)
_REVIEWS = re.compile(r"^\[\[review\]\]$", re.MULTILINE)


class BadReview(ValueError):
    """A review names no shift that is open; the message says so in German."""


def seal_file(path: Path, seals: Mapping[str, str]) -> None:
    """Write ``seals`` (place → hash) as the table ``rests_on`` of the file, in place of the one it has."""
    text = _SEALS.sub("\n", path.read_text("utf-8"))
    body, reviews = _parted(text)
    rows = "\n".join(f"{_quoted(place)} = {_quoted(seal)}" for place, seal in sorted(seals.items()))
    path.write_text(_joined(body, f"[rests_on]\n{rows}", reviews), "utf-8")


def record(folder: Path, findings: Sequence[Finding], reasons: Mapping[str, str], reader: str) -> int:
    """Write a review for each shift in ``findings`` that ``reasons`` (hash → reason) answers; return how many.

    Raises BadReview, before anything is written, where a hash is none of an open shift.
    """
    shifts = {f.texts: f for f in findings if f.kind is Kind.SHIFT}
    if unknown := sorted(reasons.keys() - shifts.keys()):
        raise BadReview(f"Keine offene Verschiebung: {', '.join(unknown)}. Bitte mit „check --shifts“ nachsehen.")
    by_file: dict[str, list[str]] = defaultdict(list)
    for texts, reason in reasons.items():
        by_file[shifts[texts].file].append(_review(shifts[texts], reason, reader))
    for file, reviews in by_file.items():
        path = folder / file
        path.write_text(path.read_text("utf-8").rstrip() + "\n\n" + "\n\n".join(reviews) + "\n", "utf-8")
    return len(reasons)


def draw(findings: Sequence[Finding], count: int, seed: int) -> list[Finding]:
    """Return ``count`` of the findings, drawn by ``seed``, the same ones whatever order they come in."""
    row = sorted(findings, key=lambda finding: finding.texts)
    return Random(seed).sample(row, min(count, len(row)))  # noqa: S311  # a sample to read, no secret


def _review(finding: Finding, reason: str, reader: str) -> str:
    values = {
        "entry": finding.entry,
        "shift": finding.shift,
        "texts": finding.texts,
        "reader": reader,
        "reason": reason,
    }
    return "[[review]]\n" + "\n".join(f"{key} = {_quoted(value)}" for key, value in values.items())


def _parted(text: str) -> tuple[str, str]:
    found = _REVIEWS.search(text)
    return (text[: found.start()], text[found.start() :]) if found else (text, "")


def _joined(*parts: str) -> str:
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
