"""A small law of our own, as a publisher would serve it, and statements on it. Words here are invented."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from corpus.entries import Digest, Kept, Line, Statement, Text, Topic
from corpus.nouns import AsOfRule, Format, Level, Pinpoint, Rank, Source

SOURCE = Source(
    id="uebg",
    cite="ÜbG",
    title="Übungsgesetz",
    publisher="Amt für Übungen",
    url="https://www.gesetze-im-internet.de/uebg/xml.zip",
    format=Format.GII_XML,
    rank=Rank.LAW,
    rights="amtliches Werk",
    as_of_rule=AsOfRule.BUILDDATE,
)

PARAGRAPHS = {
    ("1", "Zweck"): ("Dieses Gesetz hilft beim Üben. Es gilt für alle Werkstätten des Landes.",),
    ("2", "Lohn für Lehrlinge"): (
        "(1) Lehrlinge bekommen einen Wochenlohn von 20 Talern. Der Wochenlohn wird freitags gezahlt.",
        "(2) Der Meister trägt die Kosten für <DL><DT>1.</DT><DD><LA>das Werkzeug und</LA></DD>"
        "<DT>2.</DT><DD><LA>den Weg zur Werkstatt.</LA></DD></DL>",
    ),
    ("3", "Urlaub"): ("(1) Wer ein Jahr geübt hat, bekommt sechs Tage Urlaub.", "(2) Der Urlaub verfällt nicht."),
}

# The law as an earlier edition had it: another wage, no sentence on Fridays, no § 3, and a § 4 that went away.
EARLIER_PARAGRAPHS = {
    ("1", "Zweck"): PARAGRAPHS["1", "Zweck"],
    ("2", "Lohn für Lehrlinge"): (
        "(1) Lehrlinge bekommen einen Wochenlohn von 12 Talern.",
        PARAGRAPHS["2", "Lohn für Lehrlinge"][1],
    ),
    ("4", "Feierabend"): ("Um fünf Uhr wird gefegt.",),
}

STATEMENTS = (
    Statement(
        Pinpoint("ÜbG", "2", "1", "1"),
        "Lehrlinge erhalten in jeder Woche 20 Taler Lohn.",
        "Lehrlinge bekommen Geld. Sie bekommen 20 Taler in der Woche.",
        date(2026, 1, 5),
    ),
    Statement(
        Pinpoint("ÜbG", "2", "1", "1"),
        "Bis Ende 2020 betrug der Lohn der Lehrlinge nur 12 Taler.",
        "Früher war der Lohn kleiner. Bis Ende 2020 waren es 12 Taler.",
        date(2026, 1, 5),
        valid_until=date(2020, 12, 31),
        former=True,
    ),
)

WAGE_PLACE, TOOL_PLACE = Pinpoint("ÜbG", "2", "1", "1"), Pinpoint("ÜbG", "2", "2", number="1")
LEAVE = Pinpoint("ÜbG", "3", "1")


def _text(*lines: tuple[str, Pinpoint]) -> Text:
    answer, leaves_open, following = (Line(text, (place,)) for text, place in lines)
    return Text((answer,), (leaves_open,), (following,))


TOPIC = Topic(
    id="werkzeug-kosten",
    title="Wer zahlt das Werkzeug?",
    area="alltag",
    as_of=date(2026, 1, 5),
    texts={
        Level.LEICHTER: _text(
            ("Der Meister zahlt das Werkzeug.", TOOL_PLACE),
            ("Wie gut es sein muss, steht nicht im Gesetz.", TOOL_PLACE),
            ("Fragen Sie den Meister.", TOOL_PLACE),
        ),
        Level.STANDARD: _text(
            ("Das Werkzeug zahlt der Meister.", TOOL_PLACE),
            ("Welches Werkzeug gemeint ist, steht nicht im Gesetz.", TOOL_PLACE),
            ("Man kann den Meister danach fragen und nach dem Lohn.", WAGE_PLACE),
        ),
        Level.FACH: Text((Line("Kostenträger ist der Meister.", (TOOL_PLACE, LEAVE)),)),
    },
    ways={
        "colloquial": ("mus ich meinen hammer selber kaufen", "wer blecht für die zange"),
        "plain": ("Kostet der Hammer Geld?",),
        "formal": ("Wer trägt die Anschaffung von Hammer und Zange?",),
    },
    follow_ups=("gibt-es-nicht",),
    file="themen/werkzeug-kosten.toml",
)
DIGEST = Digest(STATEMENTS, (TOPIC,), kept=(Kept("themen/werkzeug-kosten.toml", {str(LEAVE): "0" * 12}, ()),))


Paragraphs = Mapping[tuple[str, str], tuple[str, ...]]


def law_zip(built: str = "20260105", paragraphs: Paragraphs = PARAGRAPHS) -> bytes:
    """Return the law as a gii-norm archive with the given builddate (YYYYMMDD)."""
    norms = "".join(_norm(section, heading, texts) for (section, heading), texts in paragraphs.items())
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><dokumente builddate="{built}120000" doknr="BJNR1">'
        f'<norm builddate="{built}120000" doknr="BJNR1"><metadaten><jurabk>ÜbG</jurabk>'
        "<langue>Übungsgesetz</langue></metadaten><textdaten/></norm>"
        f"{norms}</dokumente>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("BJNR1.xml", xml)
    return packed.getvalue()


def _norm(section: str, heading: str, texts: tuple[str, ...]) -> str:
    content = "".join(f"<P>{text}</P>" for text in texts)
    return (
        f'<norm doknr="BJNE{section}"><metadaten><jurabk>ÜbG</jurabk><enbez>§ {section}</enbez>'
        f'<titel format="XML">{heading}</titel></metadaten><textdaten><text format="XML">'
        f"<Content>{content}</Content></text></textdaten></norm>"
    )
