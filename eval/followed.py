"""Played dialogues → figures, a table of them, and each dialogue as a reader sees it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.dialogues import Kind
from eval.metrics import Share, share
from eval.play import Played, PlayedDialogue, ways_on
from service.reply import Answer


@dataclass(frozen=True, slots=True)
class Tally:
    """How many turns of one sort there are and how many of them are resolved."""

    turns: int
    resolved: int


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the turns; all but ``first`` are of follow-ups only.

    ``after_first`` are those of dialogues whose first question was resolved: what is left is the conversation's doing.
    ``exact`` is the share, of the follow-ups with a place written down, that cite the very Absatz; ``repeats`` counts
    the resolved ones among these that only say once more what the answer before said.
    """

    dialogues: int
    follow_ups: Share
    turns: int
    first: Tally
    after_first: Tally
    kinds: Mapping[Kind, Tally]
    exact: Share
    repeats: int


def followed(played: Sequence[PlayedDialogue]) -> Followed:
    """Return the figures of all dialogues together; raises NothingToScore where no follow-up was played."""
    follow_ups = [turn for dialogue in played for turn in dialogue.turns[1:]]
    begun = [turn for dialogue in played if dialogue.turns[0].fault is None for turn in dialogue.turns[1:]]
    placed = [turn for turn in follow_ups if turn.exact is not None]
    kinds = {kind: [each for each in follow_ups if each.turn.kind is kind] for kind in Kind}
    return Followed(
        dialogues=len(played),
        follow_ups=share([float(turn.fault is None) for turn in follow_ups]),
        turns=len(follow_ups),
        first=_tally([dialogue.turns[0] for dialogue in played]),
        after_first=_tally(begun),
        kinds={kind: _tally(turns) for kind, turns in kinds.items() if turns},
        exact=share([float(bool(turn.exact)) for turn in placed]),
        repeats=sum(turn.repeats and turn.fault is None for turn in placed),
    )


def _tally(turns: Sequence[Played]) -> Tally:
    return Tally(len(turns), sum(turn.fault is None for turn in turns))


def table(figures: Followed) -> Iterator[str]:
    """Yield the figures as the lines of a table."""
    all_ = figures.follow_ups
    yield f"Nachfragen gelöst: {all_.mean:.3f} ({all_.low:.3f} bis {all_.high:.3f}), {figures.turns} Nachfragen"
    yield f"  in {figures.dialogues} Gesprächen; der Absatz selbst ist genannt: {figures.exact.mean:.3f}"
    yield f"  davon gelöst, aber wortgleich zur Antwort davor: {figures.repeats}"
    yield ""
    rows: Mapping[str, Tally] = {
        "erste Frage": figures.first,
        "nach gelöster erster Frage": figures.after_first,
        **{str(kind): tally for kind, tally in figures.kinds.items()},
    }
    for name, tally in rows.items():
        part = f"{tally.resolved / tally.turns:.3f}" if tally.turns else "–"
        yield f"{name:<28}{tally.resolved:>4} von {tally.turns:>3}{part:>8}"


def shown(played: PlayedDialogue) -> Iterator[str]:
    """Yield a dialogue as a reader sees it, each turn with what is wrong with it."""
    yield f"{played.dialogue.id}: {played.dialogue.person}"
    for each in played.turns:
        mark = "+" if each.fault is None else "–"
        yield f"  {mark} [{each.turn.kind}, {each.turn.level}] {each.turn.question}"
        yield from (f"      {line}" for line in _seen(each.answer))
        if each.fault is not None:
            yield f"      !! {each.fault}"


def _seen(answer: Answer) -> Iterator[str]:
    pinpoints = {proof.n: proof.pinpoint for proof in answer.sources}
    yield f"{answer.status}, {answer.level}"
    for said in answer.answer:
        yield f"{said.text} [{'; '.join(pinpoints[n] for n in said.citations)}]"
    if answer.clarify:
        yield answer.clarify.question
    if answer.redirect:
        yield f"Wer weiterhilft: {answer.redirect.name}"
    yield from (f"{n}. {way}" for n, way in enumerate(ways_on(answer), 1))
