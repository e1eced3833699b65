"""On the terminal: an answer, its sentences with the numbers of their sources, then these; and what readers said."""

from collections.abc import Mapping

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from corpus.nouns import Wording
from service.feedback import Counted, Helped
from service.reply import Answer, Proof, Status
from service.shown import RANK_NAMES, day

INDENT = 4
NOT_SAID = {
    Status.NOT_COVERED: "Die Quellen, die hier geladen sind, sagen dazu nichts.",
    Status.SIGNPOST: "Diese Frage beantwortet eine andere Stelle besser.",
}


def show(answer: Answer, console: Console) -> None:
    """Print ``answer``. Texts are printed as they are; nothing in them is taken for markup."""
    if answer.status in NOT_SAID:
        console.print(Text(NOT_SAID[answer.status]))
    for said in answer.answer:
        console.print(Text.assemble(said.text, *((f" [{n}]", "bold cyan") for n in said.citations)))
    if answer.clarify:
        console.print(Text(answer.clarify.question, "bold"))
        for choice in answer.clarify.choices:
            console.print(Text(f"– {choice.label}: {choice.question}"))
    if answer.redirect:
        more = [part for part in (answer.redirect.phone, answer.redirect.url) if part]
        console.print(Text(f"Wer weiterhilft: {', '.join([answer.redirect.name, *more])}"))
    for proof in answer.sources:
        _show_proof(proof, console)
    console.print()
    for notice in answer.notices:
        console.print(Text(notice.text, "dim"))


def show_counts(counts: Mapping[Counted, int], console: Console) -> None:
    """Print how often answers helped, a row for each month, level and status, the newest month first."""
    if not counts:
        console.print(Text("Es gibt noch keine Rückmeldungen."))
        return
    table = Table("Monat", "Stufe", "Art der Antwort")
    for helped in Helped:
        table.add_column(helped.capitalize(), justify="right")
    rows = sorted({counted[:3] for counted in counts}, key=lambda row: (row[1], row[2]))
    for row in sorted(rows, key=lambda row: row[0], reverse=True):
        table.add_row(*row, *(str(counts.get(Counted(*row, helped), 0)) for helped in Helped))
    console.print(table)


def _show_proof(proof: Proof, console: Console) -> None:
    console.print()
    console.print(Text.assemble((f"[{proof.n}] {proof.pinpoint}", "bold"), f"  {proof.title}"))
    console.print(Padding(Text(f"„{proof.quote}“"), (0, 0, 0, INDENT)))
    facts = [RANK_NAMES[proof.rank], f"Stand: {day(proof.as_of)}"]
    facts += [f"Seite {proof.page}"] if proof.page else []
    facts += ["Zusammenfassung von uns, kein Wortlaut"] if proof.wording is Wording.DIGEST else []
    facts += ["seither geändert"] if proof.stale else []
    console.print(Padding(Text(" · ".join(facts)), (0, 0, 0, INDENT)))
    console.print(Text.assemble(" " * INDENT, (proof.url, "underline")), soft_wrap=True)
