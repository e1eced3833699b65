"""What a sentence of a model may not look like, whatever it rests on: links, markup, verdicts, another language."""

import re
import unicodedata

from service.gates.drafts import Reason

LONGEST = 500
"""Characters of one sentence; a model that does not stop writes longer ones."""
LONGEST_WORD = 80
"""Characters of one word; patterns take their time over a longer one."""

_LINK = re.compile(
    r"\w+://|\bwww\.|\bmailto:|\bjavascript:|\bdata:|\S@\S|\b(?:\d{1,3}\.){3}\d{1,3}\b"
    r"|\b[\w-]{2,}\.(?:de|com|org|net|eu|info|io|biz|app|dev|me|ru|cn|xyz|online|at|ch|tv|gov|edu)\b"
    r"|\w \. ?(?:de|com|org|net|eu|info)\b|\w\.? (?:de|com|org|net)/\w"
    r"|\bpunkt (?:de|com|org|net)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[<>`|\\{}]|\*\*|__|\]\s*\(|\[[^\]]*\]|^\s*(?:[#>*•+-]|\d+[.)])\s|&#?\w+;|~~|\$\$")
_CASE_OF = r"(?:Sie|[Dd]u|Ihre? (?:Tochter|Sohn|Kind|Frau|Mann|Mutter|Vater|Bruder|Schwester|Angehörige[rn]?))"
_GETS = r"(?:bekomm|erhal|erhäl|krieg)(?:en|t|st)"
_VERDICT = re.compile(
    rf"\b{_CASE_OF} (?:haben|hast|hat|hätten|hätte) (?:[\w-]+ ){{0,4}}(?:Anspruch|Rechtsanspruch|Recht)\b"
    rf"|\b[Hh](?:aben|ast|at|ätten|ätte) {_CASE_OF} (?:[\w-]+ ){{0,4}}(?:Anspruch|Rechtsanspruch|Recht)\b"
    rf"|\b{_CASE_OF} {_GETS}\b|\b(?:[Bb]ekommen|[Ee]rhalten|[Kk]riegen) (?:Sie|Ihre?)\b|\b[Bb]ekommst [Dd]u\b"
    r"|\b(?:Ihnen|[Dd]ir)\b[^.;]{0,80}?\b(?:zu)?steh(?:t|en)\b|\b[Ss]teh(?:t|en) (?:Ihnen|[Dd]ir)\b"
    r"|\bIhre? (?:Antrag|Widerspruch|Klage|Bescheid|Kündigung|Anspruch)\w* (?:\w+ ){0,3}?(?:wird|ist|hat|war|besteht)\b"
    r"|\b(?:[Ww]ird|[Ii]st|[Hh]at) Ihre? (?:Antrag|Widerspruch|Klage|Bescheid|Kündigung|Anspruch)\b"
    rf"|\b{_CASE_OF} (?:sind|bist|ist|wären|wäre) (?:[\w-]+ ){{0,3}}(?:\w*berechtigt|rechtlich|im Recht)\b"
    rf"|\b[Ss]ind Sie (?:[\w-]+ ){{0,3}}\w*berechtigt\b"
    rf"|\b{_CASE_OF} erfüll(?:en|st|t)\b|\b[Ee]rfüllen Sie\b"
    r"|\bin Ihrem Fall\b|\bdas Amt muss Ihnen\b|\bmuss Ihnen\b|\bwird Ihnen\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_SHARE = 0.98
# Small words that every German sentence has and English, French, Spanish or Turkish ones do not.
_GERMAN = frozenset(
    """
    aber alle als am an auch auf aus bei beim bis da das dass dem den der des die durch ein eine einem einen einer
    eines er es für gegen gibt haben hat hier ihm ihn ihr im in ins ist jede jeder kann kein keine können man mehr mit
    muss müssen nach nicht noch nur ob oder ohne sein seine sich sie sind soll sollen sowie über um und unter vom von
    vor war was wenn werden wer wie wird wo zu zum zur
    """.split()
)
_FOREIGN = frozenset(
    """
    the and of to for with from that this are can must not have has they you your will people which by on or be
    les des une pour avec dans est sont que qui pas et du vous el los las una para con por del y es son no se
    ve bir bu için ile değil olan var veya
    """.split()
) - {"des", "es", "an", "in", "so"}
LONGEST_BARE = 7
"""Words up to which a sentence can do without a small word of German: "§ 41 SGB IX bleibt unberührt."."""


def fault(text: str) -> Reason | None:
    """Return why ``text`` may not be said as a sentence, or None where its form is right."""
    if not text.strip():
        return Reason.EMPTY
    if len(text) > LONGEST or any(len(word) > LONGEST_WORD for word in text.split()):
        return Reason.LONG
    if _LINK.search(text):
        return Reason.LINK
    if _MARKUP.search(text) or any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") for char in text):
        return Reason.MARKUP
    if _VERDICT.search(" ".join(text.split())):
        return Reason.VERDICT
    return None if german(text) else Reason.LANGUAGE


def german(text: str) -> bool:
    """Tell whether ``text`` reads as German: Latin letters, and more small words of German than of others."""
    letters = [char for char in text if char.isalpha()]
    latin = sum("LATIN" in unicodedata.name(char, "") for char in letters)
    if not letters or latin / len(letters) < _LATIN_SHARE:
        return False
    words = [word.casefold() for word in _WORD.findall(text)]
    foreign, own = sum(word in _FOREIGN for word in words), sum(word in _GERMAN for word in words)
    return own >= foreign and (own > 0 or len(words) <= LONGEST_BARE)
