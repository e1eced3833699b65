"""What must be told before any answer: where somebody in need is heard at once, and that a decision has a deadline.

The texts are fixed. Words alone decide, so that nothing a model or a threshold does can leave a text out; one told
without need does less harm than one left out.
"""

import re

from service.reply import Notice

CRISIS = Notice(
    "crisis",
    "Geht es Ihnen gerade sehr schlecht? Dann sprechen Sie bitte jetzt mit einem Menschen. "
    "Die Telefon-Seelsorge hört zu, Tag und Nacht, kostenlos, ohne Namen: 0800 111 0 111 oder 116 123. "
    "Wenn ein Leben in Gefahr ist: Notruf 112.",
)
DEADLINE = Notice(
    "deadline",
    "Gegen einen Bescheid hilft ein Widerspruch nur rechtzeitig. Die Frist steht am Ende des Bescheids, "
    "meist ist sie 1 Monat (§ 84 SGG). Eine einfache E-Mail reicht nicht: Schreiben Sie einen Brief, oder lassen Sie "
    "den Widerspruch beim Amt aufschreiben. Erst die Frist einhalten, die Gründe können später folgen. "
    "Dabei helfen Sozialverbände, Anwältinnen und Anwälte und die Beratungshilfe.",
)
# In words that people use of themselves; "Sterbegeld" or "Selbstmordversuch eines Kollegen" may be met as well.
IN_NEED = re.compile(
    r"\bnicht (mehr|länger|weiter) (leben|da sein|dasein)\b|\bumbringen\b|\bbringe? mich um\b"
    r"|\bsui[cz]id|\bselbst-?mord|\blebensmüde\b|\bleben nehmen\b"
    r"|\b(will|möchte|würde|mag) (\w+ ){0,3}(sterben|tot sein)\b"
    r"|\b(selbst|selber) (verletz\w*|töten)\b|\bmich (ritze|ritzen|töten)\b",
    re.IGNORECASE,
)
DECIDED = re.compile(
    r"\bwiderspr[uo]ch|\babgelehnt\b|\b(amt|kasse|träger|agentur|jobcenter|behörde)\b.{0,40}\bnein\b|\bablehnung|\w+bescheid\w*\b"
    r"|\b(ein|einen|der|den|dem|diesen|meinen|gegen) bescheid\w*\b"
    r"|\bbescheid (bekommen|erhalten|gekriegt|vom|von der)\b",
    re.IGNORECASE,
)


def care(question: str) -> tuple[Notice, ...]:
    """Return the fixed texts that belong before the answer to ``question``, the most urgent first."""
    asked = " ".join(question.split())
    rules = ((IN_NEED, CRISIS), (DECIDED, DEADLINE))
    return tuple(notice for words, notice in rules if words.search(asked))
