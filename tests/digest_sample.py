"""A small digest on the sample law, as its files are written, and the wording that it is checked against."""

from datetime import date
from pathlib import Path

from corpus.check.checking import Checked, check_digest
from corpus.digest import read_digest
from corpus.nouns import Wording
from corpus.wording import LoadedWording
from ingest.cut import cut
from ingest.gii import read_gii
from tests.sample import SOURCE, law_zip

TODAY = date(2026, 2, 1)
STATEMENT = """
as_of = 2026-01-05
law = "ÜbG"

[[statement]]
pinpoint = "ÜbG § 2 Abs. 1 Satz 1"
standard = "Lehrlinge erhalten in jeder Woche 20 Taler Lohn."
leichter = "Lehrlinge bekommen Geld: 20 Taler in der Woche."
"""
TOPIC = """
title = "Wer zahlt das Werkzeug?"
area = "alltag"
as_of = 2026-01-05
follow_ups = ["urlaub"]

[leichter]
answer = \"\"\"
Der Meister zahlt das Werkzeug. [ÜbG § 2 Abs. 2 Nr. 1]\"\"\"
open = "Wie gut es sein muss, steht nicht im Gesetz. [ÜbG § 2 Abs. 2 Nr. 1]"
next = "Fragen Sie den Meister. [ÜbG § 2 Abs. 2 Nr. 1]"

[standard]
answer = \"\"\"
Das Werkzeug zahlt der Meister. [ÜbG § 2 Abs. 2 Nr. 1]\"\"\"
open = "Welches Werkzeug gemeint ist, steht nicht im Gesetz. [ÜbG § 2 Abs. 2 Nr. 1]"
next = "Man kann den Meister danach fragen. [ÜbG § 2 Abs. 2 Nr. 1]"

[fach]
answer = "Kostenträger ist der Meister. [ÜbG § 2 Abs. 2 Nr. 1]"

[ways]
colloquial = ["mus ich den hammer kaufen", "wer blecht für die zange", "hammer weg was jetz", "zange teuer"]
plain = ["Kostet der Hammer Geld?", "Wer kauft die Zange?", "Muss ich Werkzeug bezahlen?", "Gehört mir der Hammer?"]
formal = ["Wer trägt die Anschaffung?", "Wer ersetzt Verschleiß?", "Wer haftet für Verlust?", "Wer beschafft Geräte?"]
"""
LEAVE = (
    TOPIC.replace("Wer zahlt das Werkzeug?", "Wie lang ist der Urlaub?")
    .replace("urlaub", "werkzeug")
    .replace("Der Meister zahlt das Werkzeug.", "Der Urlaub hat 6 Tage nach 1 Jahr.")
    .replace("Das Werkzeug zahlt der Meister.", "Der Urlaub dauert nach einem Jahr sechs Tage.")
    .replace("§ 2 Abs. 2 Nr. 1", "§ 3 Abs. 1")
    .replace("Hammer", "Urlaub")
    .replace("Zange", "Ferien")
    .replace("hammer", "frei")
    .replace("zange", "ferien")
    .replace("Wer ", "Weshalb Urlaub ")
    .replace("Werkzeug bezahlen", "Urlaub nehmen")
)
CHECK = """
title = "Gibt es Urlaub?"
as_of = 2026-01-05
start = "jahr"
standard = "Es geht um den Urlaub. [ÜbG § 3 Abs. 1]"
leichter = "Es geht um den Urlaub. [ÜbG § 3 Abs. 1]"

[[question]]
id = "jahr"
standard = "Ist ein Jahr geübt?"
leichter = "Haben Sie 1 Jahr geübt?"
why = "Der Urlaub kommt nach einem Jahr. [ÜbG § 3 Abs. 1]"
why_leichter = "Der Urlaub kommt nach 1 Jahr. [ÜbG § 3 Abs. 1]"
answers = [
    { standard = "Ja", to = "sechs-tage" },
    { standard = "Weiß ich nicht", to = "sechs-tage" },
]

[[outcome]]
id = "sechs-tage"
topics = ["urlaub"]
[outcome.standard]
rule = "Nach einem Jahr gibt es sechs Tage Urlaub. [ÜbG § 3 Abs. 1]"
show = "Gezeigt wird das Jahr. [ÜbG § 3 Abs. 1]"
decides = "Es entscheidet der Meister. [ÜbG § 3 Abs. 1]"
apply = "Man fragt den Meister. [ÜbG § 3 Abs. 1]"
refusal = "Der Urlaub bleibt, er verfällt nicht. [ÜbG § 3 Abs. 2]"
[outcome.leichter]
rule = "Nach 1 Jahr gibt es 6 Tage Urlaub. [ÜbG § 3 Abs. 1]"
show = "Zeigen Sie das Jahr. [ÜbG § 3 Abs. 1]"
decides = "Der Meister entscheidet. [ÜbG § 3 Abs. 1]"
apply = "Fragen Sie den Meister. [ÜbG § 3 Abs. 1]"
refusal = "Der Urlaub bleibt. Er verfällt nicht. [ÜbG § 3 Abs. 2]"
"""
GLOSSARY = """
[[term]]
term = "Lehrling"
also = ["Azubi"]
standard = "Ein Lehrling übt und bekommt Lohn. [ÜbG § 2 Abs. 1]"
leichter = "Ein Lehrling lernt und bekommt Lohn. [ÜbG § 2 Abs. 1]"
"""
SIGNPOSTS = """
[[signpost]]
id = "muenze"
subject = "Münzen"
asks = ["Wo prägt man Taler?", "Wer macht Münzen?", "Wo kommt das Geld her?"]
standard = "Taler prägt die Münze."
leichter = "Das macht die Münze."
name = "Die Münze"
url = "https://example.org"
written = 2026-01-05
"""
FILES = {
    "kernaussagen/uebg-2.toml": STATEMENT,
    "themen/werkzeug.toml": TOPIC,
    "themen/urlaub.toml": LEAVE,
    "pruefwege/urlaub.toml": CHECK,
    "glossar.toml": GLOSSARY,
    "wegweiser.toml": SIGNPOSTS,
}


def written(folder: Path, **changed: str) -> Path:
    """Write the digest into ``folder``; ``changed`` are other texts, by the end of a file's path without ".toml"."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(name.removesuffix(".toml").replace("/", "_").replace("-", "_"), text), "utf-8")
    return folder


def wording() -> LoadedWording:
    """Return the wording of the sample law."""
    return LoadedWording(cut(read_gii(law_zip(), SOURCE).blocks, SOURCE.id, "e" * 64, Wording.OFFICIAL))


def checked(folder: Path) -> Checked:
    """Return what the check finds in the digest in ``folder``."""
    return check_digest(*read_digest((SOURCE,), folder), wording(), TODAY)
