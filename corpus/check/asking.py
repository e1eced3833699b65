"""Is what people ask of single paragraphs fit to lead there: the place exists, and no question stands twice."""

from collections.abc import Iterator, Sequence

from corpus.check.findings import Finding, Kind
from corpus.entries import Asked
from corpus.terms import bare
from corpus.wording import LoadedWording


def check_asked(asked: Sequence[Asked], wording: LoadedWording) -> Iterator[Finding]:
    """Yield places that the loaded wording does not have, and questions that stand twice."""
    first: dict[str, Asked] = {}
    for each in asked:
        if wording.loaded(each.place) and not wording.text(each.place):
            told = f"„{each.place}“ gibt es in der geladenen Fassung nicht. Bitte die Fundstelle berichtigen."
            yield Finding(Kind.ERROR, each.file, each.row, str(each.place), told)
        for way in (way for ways in each.ways.values() for way in ways):
            other = first.setdefault(bare(way), each)
            if other is not each:
                told = f"„{way}“ steht auch bei „{other.place}“ in {other.file}. Bitte eine der Fragen ändern."
                yield Finding(Kind.ERROR, each.file, each.row, str(each.place), told)
