"""Words of somebody who may want to die, and of somebody who can no longer.

Words alone decide, so that nothing a model or a threshold does can leave a text out; one told without need does less
harm than one left out. People say it in dialect, in slips and in plain words, so the lists are long.
"""

import re

from service.plain import phrases, plain

_NOT = r"(?:nicht|nich|nit|net|ned|nett|ni|nischt|nix)"
_NO_MORE = rf"(?:{_NOT} (?:mehr|meh|mea|länger|weiter)|nimmer|nimma|nimme|nimmermehr|numme)"
_WANT = r"(?:will|wui|woll|wollte?|möchte?|mag|mog|würde?|könnte?|wünsch\w*|wollen)"
_FEW = r"(?:\w+ ){0,4}?"
_DEAD = r"(?:tot|tod)"
_SELF = r"(?:mich|mi|sich|selbst|selber)"
_INTO = r"(?:zug|bahn|ubahn|sbahn|auto|lkw|laster)"
_FROM = r"(?:brücke|fenster|balkon|dach|hochhaus)"

_NOT_LIVING = (
    rf"{_NO_MORE} (?:leben|lebn|lem|läbe|da ?sein|do sei|am leben|existieren|weiterleben|aufwachen)|{_NOT} aufwachen",
    rf"{_NO_MORE} (?:auf|in) (?:der|dieser) welt|{_NO_MORE} lebe(?:n|nd)?",
    rf"{_WANT} {_FEW}(?:sterben|sterm|sterbn|{_DEAD} sein|verrecken|krepieren|nie ?(?:wieder|mehr) aufwachen)",
    rf"(?:sterben|{_DEAD} sein) (?:will|wollen|möchten?|mag)|{_DEAD} (?:wär|wäre)",
    rf"(?:lieber|besser|am liebsten|endlich|wünschte ich) (?:\w+ ){{0,2}}?{_DEAD}|wäre? (?:ich )?(?:\w+ )?{_DEAD}",
    r"lebensmüde\w*|lebensmut|lebenswillen?|(?:todes|sterbe)wunsch\w*|todessehnsucht|weg von (?:der|dieser) welt",
    r"(?:einfach|nur noch|nur) (?:noch )?verschwinden|ohne mich (?:\w+ ){0,4}?(?:besser|leichter)|mich vermissen",
    rf"(?:besser|leichter),? wenn (?:ich|es mich) {_FEW}(?:{_NO_MORE}|weg|{_DEAD}|gar nicht|nie)",
    rf"leben {_FEW}(?:keine?n?|{_NOT}|ohne) {_FEW}(?:sinn|wert|lebenswert|zweck)|alles (?:so |is |ist )?sinn?los",
    r"(?:keine?n?|koan|koin) sinn (?:mehr )?(?:im|am|in meinem) leben|sinn (?:vom|des) leben\w*",
    r"keine?n? (?:kraft|lust|bock|mut|freude) (?:mehr )?(?:zum|zu|am|auf|aufs) leben",
)
_ENDING = (
    r"umbringen|umzubringen|umbringt|umbringe|umgebracht|bringe? (?:ich )?(?:mich|mi) (?:\w+ ){0,2}?um",
    r"bringt (?:er |sie )?sich (?:\w+ ){0,2}?um|su[iy][czs]id\w*|su[iy]zit\w*|selbst ?mord\w*|selbst ?töt\w*",
    r"freitod\w*|abschiedsbrief\w*|das leben nehmen|nimmt sich (?:\w+ ){0,2}?das leben|(?:mein|sein|ihr) leben beenden",
    r"(?:mir|sich|meinem|mein) (?:\w+ ){0,2}?leben (?:zu )?(?:nehmen|nehme|nimmt|beenden|genommen|wegwerfen)",
    r"nehme? (?:ich )?mir (?:\w+ ){0,2}?das leben",
    r"(?:allem|(?:mein|de)m leben|dem ganzen) ein ende (?:\w+ )?(?:zu )?(?:machen|setzen|bereiten|mache|setze)",
    r"mach\w* (?:\w+ ){0,2}?(?:allem|(?:mein|de)m leben) ein ende",
    r"mit (?:allem|(?:mein|de)m leben|mir) (?:\w+ )?schluss|schluss mit (?:allem|(?:mein|de)m leben)",
    r"(?:dran|daran|dadran|drüber|darüber)(?: nach)?,? schluss zu machen|will (?:nur noch |nur |"
    r"einfach )+schluss machen$",
    rf"{_SELF} (?:\w+ ){{0,2}}?(?:erhäng|aufhäng|aufzuhäng|erschieß|vergift|ertränk)\w*|{_SELF} (?:\w+ )?töten",
    rf"häng\w* (?:ich |er |sie )?{_SELF} (?:\w+ ){{0,2}}?auf|pulsadern?",
    rf"vor (?:\w+ ){_INTO} (?:zu )?(?:werf|wirf|spring|schmei|leg|lauf|stürz)\w*|"
    rf"{_SELF} (?:\w+ ){{0,2}}?vor (?:\w+ )?zug",
    rf"(?:von|aus|vom) (?:\w+ ){{0,2}}?{_FROM} (?:zu )?(?:spring|sprung|stürz)\w*",
    rf"spring\w* (?:\w+ ){{0,3}}?(?:von|aus|vom) (?:\w+ ){{0,2}}?{_FROM}",
    r"(?:alle|zu ?viele?|ganz viele|packung|schachtel|haufen) (?:meine |die )?tabletten|überdosis",
    r"tabletten (?:\w+ ){0,3}?geschluckt",
)
_HURTING = (
    r"(?:selbst|selber) (?:zu )?(?:verletz\w*|weh ?(?:zu ?)?tun?)|selbstverletz\w*|ritzt sich|ritze? (?:ich )?(?:mich|"
    r"mi)",
    rf"verletze? (?:ich )?(?:mich|mi) (?:\w+ )?(?:selbst|selber)|{_SELF} (?:\w+ ){{0,2}}?(?:ritzen?|ritzt|geritzt|"
    rf"ritz)",
    r"(?:mir|in) (?:die|meine|den|meinen) arme? (?:auf)?(?:ritz|schneid)\w*",
    r"(?:mir|sich) (?:\w+ ){0,2}?(?:etwas|was|nichts|nix) an(?:zu)?tun|tu[et]? (?:ich )?(?:mir|sich) (?:etwas|was) an",
)
_SOMEBODY_NOW = (
    r"brauch\w* (?:\w+ ){0,3}?(?:jemand\w*|wen|oan|einen?) zum (?:reden|sprechen)|nervenzusammenbruch",
    r"(?:bin|sind|fühle mich) (?:\w+ ){0,3}?verzweifelt|(?:seelische|akute)\w* (?:seelische\w* )?krise|krisendienst\w*",
    r"(?:telefon)?seelsorge|sorgentelefon|nummer gegen kummer|(?:traurig|verzweifelt|einsam) und (?:ganz )?allein",
    r"(?:heule?|weine?|wein) nur(?: noch)?|nur noch am (?:heulen|weinen)|(?:mir ist|mir is) (?:\w+ ){0,3}?alles egal",
)
# A question in another language is declined, but not before this.
_FOREIGN = (
    r"kill (?:my|him|her)self|want to die|end my life|(?:hurt|harm) myself|intihar\w*|ölmek istiyorum|kendimi öldür\w*",
    r"хочу умереть|умереть хочу|не хочу жить|убить себя|самоубийств\w*|суицид\w*|хочу померти|не хочу жити|"
    r"самогубств\w*",
    r"انتحار|الانتحار|أنتحر|أريد أن أموت|لا أريد أن أعيش",
)
# "Ich kann nicht mehr." with nothing behind it; with work beside it, `overwhelmed` asks back.
_NO_LONGER = phrases(
    rf"(?:ich|i) (?:kann?|ko|ka|koa|packs?|halts?) (?:(?:das|es|des|echt|einfach|"
    rf"s) )*{_NO_MORE}(?: aus)?(?= ?(?:[.!?,;…]|$))"
)
_CRISIS = phrases(*_NOT_LIVING, *_ENDING, *_HURTING, *_SOMEBODY_NOW, *_FOREIGN)
# What has the same words and is not meant; it is taken out before the search.
_NOT_MEANT = phrases(
    rf"(?:da|wo)von (?:\w+ ){{0,6}}?{_NO_MORE} leben|von (?:\w+ ){{1,5}}?(?:kann|"
    rf"können) (?:\w+ ){{0,3}}?{_NO_MORE} leben",
    rf"(?:wenn|falls|sobald|weil|seit) (?:\w+ ){{1,3}}?{_NO_MORE} (?:leben?|lebt)(?! (?:will|woll|möcht|mag|kann)\w*)",
    rf"{_NO_MORE} (?:da ?|am leben )sein (?:sollt|werd|würd)\w*|sterben lassen",
)

_SO = (
    r"(?:(?:ich|i|das|es|des|dat|s|so|alles|echt|wirklich|langsam|hier|da|schon|jetzt|auch|einfach|in der \w+) ){0,4}?"
)
# Whoever can no longer says this and nothing else; what is left of the question beside small words decides.
_OVERWHELMED = phrases(
    rf"(?:kann?|ka|ko|koa|packe?s?|schaffe?s?|derpacks?|dapacks?|halte?s?) {_SO}{_NO_MORE}|{_NOT} mehr weiter",
    rf"(?:mag|mog|will) {_SO}{_NO_MORE}(?! (?:in|zur|auf|zu|bei))|(?:packe?s?|schaffe?s?) {_SO}{_NOT}",
    r"(?:bin|fühl\w*|macht|mach\w*) (?:(?:mich|so|total|ganz|völlig|fix|und|nur|noch|einfach) )*"
    r"(?:am ende|am limit|fertig|ausgebrannt|erschöpft|kaputt|ausgelaugt|überfordert|platt)",
    r"(?:zu ?viel|zu vui|zvui|zviel|zu schwer)|(?:keine?|null|koan|kei|koa|koi) (?:kraft|bock|lust|nerven) mehr|"
    r"burn ?out",
)
_WORK = phrases(
    r"arbeit(?:en|e|et|splatz)?|werkst[aä]tte?|betrieb|arwad|arbat|wfbm|job|gruppe|firma|schicht|dienst|montage"
)
_SMALL = frozenset(
    "ich i mir mich mi ma es das dat des is ist bin sind war hier da do dort so nur noch alles ois echt einfach "
    "langsam ganz total sehr auch doch ja ach oh ok hallo hi bitte hilfe helft hilft wer was tun mach machen mache "
    "soll kann jetzt jetz nun und un aber mehr in im der die den dem bei beim auf aufm mit am an zur zum meine "
    "meiner meinem mein jeden jede tag tage immer schon seit lange wochen monaten heute morgen frueh gar nicht nich "
    "net ned nit weiter aus halt eh hab habe wird werde wirds macht mal wirklich leute druck stress aushalten "
    "schaffen durch fuehl fuehle voellig fuer nimmer haelt leider grad gerade wieder zuviel ick von unter uff".split()
)


def in_crisis(question: str) -> bool:
    """Tell whether somebody may want to die or may hurt themselves: who asks, or another."""
    asked = _NOT_MEANT.sub(" ", plain(question))
    return bool(_CRISIS.search(asked)) or bool(_NO_LONGER.search(asked) and not _WORK.search(asked))


def overwhelmed(question: str) -> bool:
    """Tell whether ``question`` says that somebody can no longer, perhaps at work, and nothing else."""
    asked = plain(question)
    rest = re.findall(r"[^\W\d_]+", _WORK.sub(" ", _OVERWHELMED.sub(" ", asked)))
    return bool(_OVERWHELMED.search(asked)) and all(word in _SMALL for word in rest)
