"""Everything that is measured on one half of the questions: finding, answering, conversations; and the attacks."""

from contextlib import closing

from corpus.embedding import Embedder
from corpus.index import PassageIndex
from corpus.pinpoint.laws import laws_of
from corpus.reranking import Reranker
from eval import attacks
from eval.answers import Said
from eval.answers import measure as measure_answers
from eval.asked import Asked, ask
from eval.cases import Half, read_cases
from eval.citing import Grounds
from eval.dialogues import read_dialogues
from eval.followed import followed, table
from eval.ground import Ground
from eval.judged import agreement, read_facts, read_never, read_support
from eval.likeness import likeness
from eval.play import PlayedDialogue, play
from eval.reading import supported
from eval.report import NAMES
from eval.run import Run, measure
from eval.sections import Section, Table, answer_section
from eval.slips import with_slips
from eval.systems import Bench


def found(half: Half, ground: Ground, theirs: Embedder, reranker: Reranker | None) -> Run:
    """Return what every system finds and our service makes of the questions; ``theirs`` is the tutorial's model."""
    cases = read_cases(half, ground.places)
    with closing(PassageIndex(ground.folder, ground.embedder.name)) as index, ground.parts() as parts:
        bench = Bench(index, ground.embedder, laws_of(ground.authored.sources), ground.authored.digest)
        return measure(bench.systems(theirs, reranker), parts, (*cases, *with_slips(cases)), ground.places)


def answered(half: Half, ground: Ground) -> tuple[Section, Said, tuple[Asked, ...]]:
    """Return what the answers say, as a section and as values, and the questions with their answers."""
    digest, like = ground.authored.digest, likeness(ground.authored.digest, ground.embedder)
    with closing(PassageIndex(ground.folder, ground.embedder.name)) as index:
        grounds = Grounds({each.id: each for each in index.passages}, ground.authored.sources, ground.places)
    with ground.parts() as parts:
        asked = ask(parts, read_cases(half, ground.places))
    said = measure_answers(asked, grounds, digest, like, read_never())
    read = supported([each for each in read_support() if each.half == half], asked)
    return answer_section(said, agreement(read_facts(), like), read, NAMES), said, asked


def played(half: Half, ground: Ground) -> tuple[PlayedDialogue, ...]:
    """Return the conversations as they go."""
    with ground.parts() as parts:
        return tuple(play(parts, dialogue, ground.places) for dialogue in read_dialogues(half, ground.places))


def sections(half: Half, ground: Ground) -> tuple[Section, ...]:
    """Return what stands in the report beside finding; the attacks belong to no half and stand with both."""
    return answered(half, ground)[0], _followed(played(half, ground)), _attacked(ground)


def _followed(dialogues: tuple[PlayedDialogue, ...]) -> Section:
    figures = followed(dialogues)
    kinds = tuple((kind.value, str(tally.turns), str(tally.resolved)) for kind, tally in figures.kinds.items())
    told = Table("\n".join(table(figures)).split("\n\n")[0], ("Art", "Nachfragen", "gelöst"), kinds)
    values = {"resolved": figures.follow_ups.mean, "turns": figures.turns, "exact": figures.exact.mean}
    line = f"Follow-ups resolved: {figures.follow_ups.mean:.3f} of {figures.turns}."
    return Section("dialogues", "Gespräche mit Nachfragen", (told,), values, line)


def _attacked(ground: Ground) -> Section:
    report = attacks.measure(ground.folder, ground.embedder, ground.authored)
    kinds = (("in Fragen", report.direct), ("in Dokumenten", report.planted))
    rows = tuple((name, str(attacks.asked(each)), str(len(attacks.changed(each)))) for name, each in kinds)
    told = Table("auf jeder der drei Stufen gefragt", ("Anweisungen", "wie viele", "änderten das Verhalten"), rows)
    values = {"direct": len(attacks.changed(report.direct)), "planted": len(attacks.changed(report.planted))}
    return Section("attacks", "Angriffe", (told,), values, f"Attacks that changed behaviour: {values}.")
