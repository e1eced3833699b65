"""Words that nobody here may say: a ruling on a person's case, a step in law urged on somebody, a word that hurts.

Rules are told, and whether one is met others decide (Rechtsdienstleistungsgesetz). "Sie bekommen Geld" rules on the
reader, "Sie bekommen Geld, wenn …" tells a rule, and so does "Sie" that means the people of the sentence before.
"""

import re
from collections.abc import Iterator, Sequence

# "Sie" and "Ihnen" mean the reader, "sie" and "ihnen" others; so the first patterns heed the case of letters.
_PERSON = r"(?:Sie|Ihre? (?:Tochter|Sohn|Schwester|Bruder|Kind|Frau|Mann|Mutter|Vater))"
_RIGHT = r"(?:[\w-]+ ){0,3}?(?:Anspruch|Rechts-?anspruch|Recht auf)\b"
_ENTITLED = re.compile(
    rf"\b{_PERSON} (?:haben|hat|hätten|hätte) {_RIGHT}|\b[Hh](?:aben|at|ätten|ätte) {_PERSON} {_RIGHT}"
    r"|\bIhnen (?:[\w-]+ ){0,2}?steh(?:t|en)\b|\b[Ss]teh(?:t|en) Ihnen (?:[\w-]+ ){0,8}?zu\b"
    r"|\bIhnen (?:[\w-]+ ){0,8}?zusteh(?:t|en)\b"
    rf"|\b{_PERSON} (?:sind|ist|wären|wäre) (?:[\w-]+ ){{0,2}}?\w*-?berechtigt\b"
    rf"|\b[Ss]ind Sie (?:[\w-]+ ){{0,2}}?\w*-?berechtigt\b"
    rf"|\b{_PERSON} erfüll(?:en|t) (?:[\w-]+ ){{0,4}}?(?:Voraussetzung|Bedingung|Wartezeit|Warte-Zeit)\w*"
)
_GRANTED = re.compile(
    rf"\b{_PERSON} (?:bekomm|krieg|erhal|erhäl)t?(?:en)?\b|\b(?:[Bb]ekomm|[Kk]rieg|[Ee]rhalt)en Sie\b"
)
_DECIDED = re.compile(
    r"\b(?:Ihr|Ihre|Ihrem|Ihren|Ihrer) (?:Antrag|Widerspruch|Klage|Bescheid|Kündigung)\w* (?:\w+ ){0,3}?"
    r"(?:wird|hat|hätte|ist|war|wäre) (?:[\w-]+ ){0,5}?(?:\w*(?:bewilligt|genehmigt|abgelehnt|anerkannt|rechtswidrig|"
    r"rechtmäßig|wirksam|zulässig|begründet|falsch|richtig)|(?:Aussicht auf )?Erfolg|recht)\b"
    r"|\bIhr(?:e|em)? (?:Antrag|Widerspruch|Klage) wird\b"
)
# All there is of a sentence, as "Nein, kein Anspruch."
_BARE_NO = re.compile(
    r"(?i:^(?:nein\W+)?(?:(?:es|hier|da|dann|besteht|gibt|also|leider)\W+){0,4}kein(?:en)?\W+anspruch\W*$)"
)
_URGED = re.compile(
    r"\b(?:kündigen|unterschreiben|verzichten) Sie\b(?! (?:\w+ ){0,3}?(?:erst|vorher|zuerst|nichts)\b)"
    r"|\bstimmen Sie (?:[\w-]+ ){0,4}?zu\b(?!,)|\bziehen Sie (?:[\w-]+ ){0,5}?(?:um|aus)\b(?!,)"
    r"|\bnehmen Sie (?:[\w-]+ ){1,4}?zurück\b(?!,)"
    r"|\bSie (?:sollten|müssen) (?:[\w-]+ ){0,6}?(?:kündigen|unterschreiben|verzichten|zustimmen|umziehen)\b",
    re.IGNORECASE,
)
_HURTS = re.compile(
    r"\bleide(?:n|t|nde?[mnrs]?)? (?:an|unter)\b|\bwerkstatt-?(?:un)?fähig\w*"
    r"|\ban (?:den|einen|seinen|ihren) Rollstuhl gefesselt\b|\bbehindertengerecht\w*|\bdie (?-i:Behinderten)\b",
    re.IGNORECASE,
)
# What makes a rule of it: a condition ("Gibt das Amt nicht recht, bekommen Sie …"), or one case of many.
_IF = re.compile(
    r"\b(?:wenn|falls|sofern|soweit|solange|sobald|ob|außer|es sei denn|vorausgesetzt|je nach\w*|kann|können|könnte\w*"
    r"|vielleicht|manchmal|oft|meist(?:ens)?|zum Beispiel|welche[mnrs]?)\b|\?\W*$|^(?:Oder|Beispiel)\b"
    r"|^(?!Dort|Nicht|Damit)\w+(?:t|en|nd) [^,]+, (?:bekommen|kriegen|erhalten) Sie\b",
    re.IGNORECASE,
)
_CASE_OF_MANY = re.compile(r"\?$|\b(?:Bedingung|heißt|gilt|Ausgleich|Maßnahmen)\w*\b.*:$")
# Where something is to be had is no ruling: "Den Pass bekommen Sie beim Bürger-Amt."
_WHERE = re.compile(r"\bDort bekommen Sie\b|\bbekommen Sie (?:beim?|bei der|über (?:das|den|die))\b")
_OTHERS = re.compile(
    r"\b(?:Menschen|Personen|Leute|Versicherte|Beschäftigte|Eltern|Frauen|Männer|Kinder|Jugendliche|Auszubildende"
    r"|Selbstständige|Arbeit-?nehmer\w*|Arbeit-?geber|Betriebe|Manche|Viele|Andere|Alle)\b",
    re.IGNORECASE,
)
# In the middle of a sentence the capital can only mean the reader.
_READER = re.compile(r"(?<=[\w,] )(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b")
_SENTENCE = re.compile(r"(?<=[.?!:])\s+(?=[^\w\s]?[A-ZÄÖÜ])")
# How many sentences back somebody else may be named whom "Sie" at the start of a sentence means.
_LOOKS_BACK = 3
_RULING, _ADVICE, _HURTING = "ist ein Urteil über eine Person", "ist ein Rat, der zuerst Beratung braucht", "verletzt"


def verdicts(text: str) -> tuple[str, ...]:
    """Return the words in ``text`` that rule on a person's case, urge a step in law or hurt, in order of reading."""
    return tuple(words for words, _ in wrong_words(text))


def wrong_words(text: str) -> tuple[tuple[str, str], ...]:
    """Return the same words, each with the reason, in German, why it may not be said."""
    said = _SENTENCE.split(" ".join(text.split()))
    return tuple(wrong for n, each in enumerate(said) for wrong in _wrong(each, said[max(0, n - _LOOKS_BACK) : n]))


def _wrong(said: str, before: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the wrong words of one sentence, each with its reason; ``before`` are the sentences it follows."""
    asked = said.endswith("?")
    case = any(map(_CASE_OF_MANY.search, before[-2:]))
    rule = bool(_IF.search(said)) or case or _means_others(said, before)
    rulings = (
        (_ENTITLED, not asked and not case and not said.startswith("Ob ") and not _means_others(said, before[-2:])),
        (_GRANTED, not rule and not _WHERE.search(said)),
        (_DECIDED, not rule),
        (_BARE_NO, True),
    )
    for pattern, counts in rulings:
        if counts and (found := pattern.search(said)):
            yield found[0], _RULING
    for pattern, why in ((_URGED, _ADVICE), (_HURTS, _HURTING)):
        if (found := pattern.search(said)) and not (pattern is _URGED and asked):
            yield found[0], why


def _means_others(said: str, before: Sequence[str]) -> bool:
    """Tell whether "Sie" at the start means people named before; not where the reader was spoken to since."""
    return said.startswith("Sie ") and bool(_OTHERS.search(" ".join(before))) and not any(map(_READER.search, before))
