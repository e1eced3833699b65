"""Words of somebody who asks what holds in one case: a right of their own, a letter of theirs, a signature of theirs.

"Habe ich Anspruch?", "Krieg ich das?" and "Steht meinem Sohn das zu?" ask for a verdict. "Wie viel kriege ich?" asks
for a rule, as most questions with "ich" do.
"""

import re
from collections.abc import Mapping

from service.plain import phrases, plain

_WE = r"(?:ich|i|wir|mir san)"
_KIN = (
    r"(?:(?:mein|mei|unser|unsa|ihr|sein)(?:e|em|en|er)? (?:\w+ ){0,2}?(?:sohn|sohnemann|tochter|bruder|schwester|"
    r"mann|frau|"
    r"kind|mutter|vater|junge|bub|bua|deandl|mädel|kleine[rn]?|große[rn]?|freund|freundin|betreute[rn]?|klient|"
    r"klientin|"
    r"neffe|nichte|enkel|enkelin|onkel|tante|schwager|mama|papa|mo))"
)
_ONE = rf"(?:{_WE}|{_KIN}|er|sie)"
_WHOM = rf"(?:mir|mia|ma|uns|ihm|ihr|eam|{_KIN})"
_GET = r"(?:krieg|kriege|kriegt|kriegn|kriag|kriagt|krich|kricht|bekomm|bekomme|bekommt|bekommen|kriegen|bekumm)"

# A right or a chance of somebody's own; "ob ich Anspruch habe" asks the same.
_ENTITLED = phrases(
    rf"(?:hab|habe|ham|haben|hat|hob|hod|hätte?n?) {_ONE} (?:\w+ ){{0,7}}?(?:anspruch|anrecht|ein recht|recht auf)",
    rf"ob {_ONE} (?:\w+ ){{0,6}}?(?:anspruch|anrecht|ein recht) (?:\w+ ){{0,3}}?hab\w*|{_ONE} (?:\w+ )?(?:anspruch|"
    rf"anrecht) hab\w*",
    rf"(?:anspruch|anrecht) (?:hab|habe|haben|hat|ham) {_ONE}|(?:für|in) (?:mich|uns|"
    rf"meinem fall) (?:\w+ ){{0,3}}?anspruch",
    rf"(?:besteht|gilt|zählt|passt|greift) (?:das |die |der |dies |dieses )?(?:\w+ ){{0,3}}?(?:für|bei) (?:mich|mir|"
    rf"uns|{_KIN})",
    rf"was (?:alles |eigentlich )*steh(?:t|en|n|d) {_WHOM} (?:\w+ ){{0,4}}?zu",
    rf"{_WHOM} (?:\w+ ){{0,7}}?zu ?steh(?:t|en|n|d)",
    rf"(?:bin|sind|ist) {_ONE} (?:\w+ ){{0,4}}?\w*berechtigt|(?:erfüll|erfülle|erfüllt|"
    rf"erfüllen) {_ONE} (?:\w+ ){{0,4}}?"
    r"(?:voraussetzung|bedingung)\w*",
    rf"(?:hab|habe|haben|hat) {_ONE} (?:\w+ ){{0,4}}?(?:chance|chancen|aussicht)\w*|"
    rf"lohnt (?:sich )?(?:\w+ ){{0,3}}?(?:widerspruch|klage)",
    r"(?:wird|wurde) (?:mein|unser|sein|ihr) (?:antrag|widerspruch) (?:\w+ ){0,3}?(?:bewilligt|genehmigt|durchgehen|"
    r"anerkannt)",
    r"(?:bin ich|ist er|ist sie) (?:da |hier |jetzt |denn )?im recht",
)
# Whether, not how much or when: only where no question word stands before it in the same clause.
_WHETHER = phrases(
    rf"steh(?:t|en|n|d) {_WHOM} (?:\w+ ){{0,9}}?zu(?! (?:hause|hilfe|verfügung|viel|wenig))|{_GET} {_ONE}",
    rf"ob {_ONE} (?:\w+ ){{0,6}}?{_GET}|dürfen die das (?:mit|bei) (?:mir|uns)",
)
_ASKS_WHICH = phrases(
    r"wie|wieviele?|wann|wo|woher|wohin|wofür|wodurch|wer|wen|wem|was|wos|wat|watt|welche[nmrs]?|warum|wieso|weshalb|"
    r"wovon"
)
_CLAUSE = re.compile(r"[.!?;,:]| und | oder | wenn | weil | dass | damit ")
_NO_THING = phrases(r"mit|hin|heraus|raus|es hin|das hin|bescheid gesagt|gesagt|erklärt")

_PROVE = phrases(
    r"(?:prüfe?n?|prüfst|checke?n?|schaue?n?|schaust|schau|guck|gucken|guckst|kontrollier\w*|beurteil\w*|"
    r"bewerte?n?) (?:\w+ ){0,6}?"
    r"(?:bescheid|brief|schreiben|vertrag|ablehnung|gutachten)",
    r"(?:meinen|meinem|mein|den|diesen|unseren) (?:bescheid|brief|vertrag|ablehnungsbescheid|"
    r"gutachten) (?:\w+ ){0,4}?(?:prüfen|durchsehen|"
    r"anschauen|angucken|checken|kontrollieren)",
    r"(?:ist|is|war|stimmt) (?:mein|dieser|unser|ihr|sein|mei) (?:bescheid|brief) (?:\w+ ){0,3}?(?:richtig|rechtens|"
    r"rechtmäßig|falsch|korrekt|ok|so)",
)
_SHOULD = phrases(
    rf"(?:soll|sollen|sollte|sollten) {_ONE} (?:\w+ ){{0,7}}?(?:unterschreiben|unterzeichnen|kündigen|zustimmen|"
    rf"verzichten|einwilligen|"
    r"zurücknehmen|zurückziehen|annehmen|wechseln|umziehen)",
)
# What stands in letters of offices; two of these in one long message are a pasted letter.
_OF_LETTERS = tuple(
    phrases(each)
    for each in (
        r"sehr geehrte[rn]?",
        r"mit freundlichen grüßen|hochachtungsvoll|im auftrag",
        r"rechtsbehelfsbelehrung|rechtsmittelbelehrung|gegen diesen bescheid",
        r"(?:ihr|ihrem|ihren|ihres) (?:antrag|antrags|schreiben|widerspruch)s? vom|auf ihren antrag",
        r"aktenzeichen|geschäftszeichen|(?:mein|unser) zeichen|kundennummer",
        r"(?:wird|haben wir|lehnen wir|wir lehnen) (?:\w+ ){0,8}?(?:abgelehnt|ab)|wird zurückgewiesen|stattgegeben",
        r"hiermit teilen wir|teilen wir ihnen mit|begründung",
    )
)
_LONG = 160

# Who decides, by what is asked for; the first that fits, and the keys of `service.fixed.PERSONAL`.
_DECIDES: Mapping[str, re.Pattern[str]] = {
    "pension": phrases(r"\w*renten?|rente\w*|erwerbsminder\w*|erwerbsgemindert\w*|wartezeit\w*"),
    "jobcentre": phrases(r"bürgergeld\w*|grundsicherungsgeld\w*|jobcenter\w*|hartz\w*"),
    "social": phrases(r"grundsicherung\w*|sozialhilfe\w*|sozialamt\w*"),
    "equal": phrases(r"gleichstell\w*|gleichgestellt\w*"),
    "badge": phrases(r"schwerbehindertenausweis\w*|ausweis|gdb|grad der behinderung|merkzeichen\w*"),
    "health": phrases(r"krankengeld\w*|kranken ?kasse\w*|haushaltshilfe\w*"),
    "employment": phrases(
        r"arbeitslosengeld\w*|alg|ausbildungsgeld\w*|eingangsverfahren\w*|berufsbildung\w*|bildungsbereich\w*|bbb|"
        r"umschulung\w*"
        r"|unterstützte beschäftigung|budget für ausbildung|übergangsgeld\w*"
    ),
    "integration": phrases(r"integrationsamt\w*|inklusionsamt\w*|arbeitsassistenz\w*"),
    "labour": phrases(
        r"\w*urlaub\w*|\w*kündig\w*|überstunden\w*|mindestlohn\w*|lohnfortzahlung\w*|krankschreib\w*|teilzeit\w*"
    ),
    "participation": phrases(
        r"budget\w*|eingliederungshilfe\w*|arbeitsbereich\w*|werkstatt\w*|wfbm|fahrdienst\w*|assistenz\w*|"
        r"leistungsanbieter\w*|"
        r"tagesförder\w*|wohn\w*"
    ),
}


def wants_verdict(question: str) -> bool:
    """Tell whether ``question`` asks what somebody gets or may claim in their own case."""
    return bool(_asked_for(plain(question)))


def _asked_for(asked: str) -> str:
    """Return what follows the words that ask for a verdict, up to the end of the clause; "" where none does."""
    if found := _ENTITLED.search(asked):
        return asked[found.start() :]
    for clause in _CLAUSE.split(asked):
        found = _WHETHER.search(clause)
        if found and not _ASKS_WHICH.search(clause[: found.start()]) and not _NO_THING.search(clause[found.end() :]):
            return clause[found.start() :]
    return ""


def shows_letter(question: str) -> bool:
    """Tell whether ``question`` asks for a look at a letter, or is one."""
    asked = plain(question)
    pasted = len(asked) >= _LONG and sum(bool(each.search(asked)) for each in _OF_LETTERS) > 1
    return pasted or bool(_PROVE.search(asked))


def wants_advice(question: str) -> bool:
    """Tell whether ``question`` asks if somebody should sign, resign, agree, waive or move."""
    return bool(_SHOULD.search(plain(question)))


def decider(question: str) -> str:
    """Return who decides on what ``question`` asks for, as a key of `service.fixed.PERSONAL`."""
    asked = plain(question)
    # "Krieg ich Arbeitslosengeld? Ich habe eine Rente": the words behind "krieg ich" come first.
    near = (who for text in (_asked_for(asked), asked) for who, words in _DECIDES.items() if words.search(text))
    return next(near, "other")
