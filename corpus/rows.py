"""Passage ↔ row of the store. A row is a text and flat metadata: strings and whole numbers, nothing else.

Chroma takes no nested values and drops None, so the parts of a place lie side by side under their own
names (and can be filtered by), what is missing stays out, and path and units are JSON.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from corpus.nouns import PagePoint, Passage, Pinpoint, Place, TopicPoint, Unit, Wording

Metadata: TypeAlias = Mapping[str, str | int]


class Unfit(ValueError):
    """Passages or vectors cannot be indexed; the message names the first bad one, in German."""


def refuse_unfit(passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
    """Raise Unfit where there is nothing to index, an id stands twice, a text is blank or a vector is no number."""
    if not passages:
        raise Unfit("Es gibt keinen Abschnitt, aus dem ein Index werden könnte. Bitte Quellen und Digest prüfen.")
    if vectors.ndim != 2 or len(vectors) != len(passages):
        raise Unfit(f"Das Sprachmodell gab Vektoren der Form {vectors.shape} für {len(passages)} Abschnitte.")
    seen: set[str] = set()
    sound: list[bool] = [bool(row.all()) for row in np.isfinite(vectors)]
    for passage, usable in zip(passages, sound, strict=True):
        where = f"{passage.place} (Quelle {passage.source_id}, Abschnitt {passage.position})"
        if passage.id in seen:
            raise Unfit(f"Zwei Abschnitte haben dieselbe Kennung {passage.id}, der zweite ist {where}.")
        if not passage.text.strip():
            raise Unfit(f"Ein Abschnitt ist leer: {where}.")
        if not usable:
            raise Unfit(f"Das Sprachmodell gab keinen brauchbaren Vektor (NaN oder unendlich) für {where}.")
        seen.add(passage.id)


def to_row(passage: Passage, row: int) -> Metadata:
    """Return the metadata of ``passage``, which is number ``row`` of its index; id and text are not in it."""
    return {
        "row": row,
        "source_id": passage.source_id,
        "edition": passage.edition,
        "position": passage.position,
        "wording": passage.wording.value,
        "path": _json(passage.path),
        "units": _json([[_parts(unit.place), unit.start, unit.end] for unit in passage.units]),
        **_parts(passage.place),
    }


def from_row(id_: str, text: str, row: Metadata) -> Passage:
    """Return the passage that `to_row` was given; raises ValueError or KeyError where ``row`` is not of it."""
    return Passage(
        id=id_,
        source_id=str(row["source_id"]),
        edition=str(row["edition"]),
        position=int(row["position"]),
        place=_place(row),
        path=tuple(json.loads(str(row["path"]))),
        text=text,
        units=tuple(Unit(_place(place), start, end) for place, start, end in json.loads(str(row["units"]))),
        wording=Wording(str(row["wording"])),
    )


def passages_sha(passages: Iterable[Passage]) -> str:
    """Return the SHA-256 over all passages in order, hex: one changed character or place changes it."""
    total = hashlib.sha256()
    for row, passage in enumerate(passages):
        total.update(_json([passage.id, passage.text, to_row(passage, row)]).encode())
    return total.hexdigest()


def _parts(place: Place) -> dict[str, str | int]:
    values = ((field.name, getattr(place, field.name)) for field in fields(place))
    return {name: value for name, value in values if value is not None}


def _place(row: Metadata) -> Place:
    """Return the place in ``row``: a pinpoint has a law, a place in the digest a topic, one in a document a title."""
    kind = Pinpoint if "law" in row else TopicPoint if "topic" in row else PagePoint
    return kind(**{field.name: row[field.name] for field in fields(kind) if field.name in row})  # type: ignore[arg-type]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
