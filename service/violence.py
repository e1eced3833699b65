"""Words of somebody who suffers violence, abuse or harassment, or who asks about it for another."""

from service.plain import phrases, plain

_THEM = r"(?:mich|mi|mir|ma|uns|ihn|ihm|sie|ihr|ihnen|(?:mein|ihr|sein|unser)(?:e|en|em|er)? \w+)"
_HITS = (
    r"(?:schlägt|schlagt|schlocht|schlug|schlagen|hauen?|haut|haun|verhaut|prügelt|verprügelt|verdrischt|box(?:t|n|en)"
    r"|schubst|schubsen|schupst|stößt|würgt|kneift|zwickt|kratzt|beißt|bespuckt|ohrfeigt|watscht|belästigt|misshandelt"
    r"|quält|vergewaltigt|missbraucht)"
)
_WAS_HIT = (
    r"(?:geschlagen|gschlagn|gschlogn|gschlage|geschlage|gehauen|ghaut|ghauen|verhauen|verprügelt|verprügeln|"
    r"verdroschen"
    r"|vermöbelt|zusammengeschlagen|geboxt|geschubst|gschubst|geschupst|gewürgt|gekniffen|gebissen|angespuckt|bespuckt"
    r"|belästigt|misshandelt|gequält|eingesperrt|eingschperrt|festgebunden|vergewaltigt|vergewaltigen|missbraucht)"
)
_SOMEBODY = (
    r"(?:er|der|die|sie|jemand|einer|mann|frau|freund|freundin|partner\w*|vater|papa|mutter|mama|bruder|onkel|ex|chef|"
    r"kollegen?|kollegin|gruppenleiter\w*|betreuer\w*|pfleger\w*|mitbewohner\w*|nachbar\w*|fahrer|busfahrer)"
)
_BODY = r"(?:beine?n?|schritt|brust|brüste|busen|po|popo|hintern|arsch)"

_HELP = phrases(
    rf"{_HITS} (?:\w+ )?{_THEM}|(?:mich|mi|uns|ihn) (?:\w+ ){{0,4}}?{_HITS}|{_SOMEBODY} sie {_HITS}|{_WAS_HIT}|"
    rf"(?:mich|mi|ihn|uns|bauch|kopf|rücken) (?:\w+ ){{0,3}}?getreten",
    r"tritt (?:nach )?(?:mich|mi|mir|uns|ihn)|(?:mich|mi|nach mir) (?:\w+ )?tritt|schlägt (?:\w+ ){0,2}?(?:andere|"
    r"jemand|leute|wenn)\w*",
    r"(?:eine|oane|ins (?:gesicht|gsicht)) (?:geknallt|gelangt|gescheuert|geschlagen|gschlage\w*|gespuckt)|(?:grob|"
    r"brutal) zu mir",
    r"schläge|prügel|ohrfeigen?|watschn?|backpfeifen?|blaue[nr]? flecke?n?|an den haaren|(?:wirft|"
    r"schmeißt) .{1,25}nach mir",
    r"gewalt|gewalt(?:tat|tätig|sam|opfer|schutz|präv|ausbr|vorf|erf)\w*|(?:eltern|partnerschafts)gewalt",
    r"(?:frauen|männer) ?(?:haus|häuser|schutz)\w*|schutzwohnung\w*|(?:männer)?hilfetelefon|116 ?016|verfolgt (?:mich|"
    r"sie|mi)",
    r"sexuell\w* (?:\w+ )?(?:belästig|gewalt|übergriff|missbrauch|nötig|handlung)\w*|übergriffig\w*|übergriffe?n?",
    r"vergewaltigung\w*|missbrauch|kindesmissbrauch|(?:begrapsch|grapsch|angrapsch|begrabsch|grabsch|angrabsch)\w*",
    r"(?:an|be)?(?:ge)?tatsch\w*|stalk\w*|gestalkt|unsittlich\w*|küsst (?:mich|mi)|(?:mich|mi) (?:\w+ ){0,3}?küss(?:t|"
    r"en)",
    rf"(?:fasst|fast|fassen|langt|packt|greift) {_THEM} (?:\w+ ){{0,4}}?(?:an|hin)",
    rf"{_THEM} (?:\w+ ){{0,4}}?an ?(?:ge)?(?:fass\w*|fast|langt|glangt|zufassen)|angefass?t",
    rf"(?:zwischen|an) (?:die|den|meinen?|ihren?) {_BODY}|zum sex|nacktbild\w*|nackt (?:fotograf|film|aus)\w*",
    r"in mein bett|vor (?:mir|ihm|ihr) (?:\w+ )?ausziehen|(?:zwangs ?(?:heirat|verheirat)|ko ?tropfen)\w*",
    rf"{_SOMEBODY} (?:be)?droht (?:mir|mich|mi|uns|ihr|ihm)|bedroht (?:mich|mi|uns)|(?:mich|"
    rf"mi) (?:\w+ ){{0,4}}?bedroht",
    r"werde? (?:\w+ ){0,3}?bedroht|morddrohung\w*|mit dem messer",
    rf"{_SOMEBODY} (?:will|wollte|möchte|würde|bringt) (?:\w+ ){{0,2}}?mich (?:\w+ ){{0,2}}?(?:um|umbringen)",
    rf"{_SOMEBODY} (?:tut|tuat|dut|hat|haben|tun) (?:mir|ma|ihm|ihr|uns) (?:\w+ )?weh ?(?:getan)?|tun mir (?:\w+ )?weh",
    rf"sperrt {_THEM} (?:\w+ ){{0,4}}?ein|lässt (?:mich|ihn|sie) hungern|nimmt (?:mir|ihr|ihm) .{{3,30}}weg wenn",
    r"angst vor (?:mei(?:nem|ner|m|n)|dem|ihm|ihr) (?:\w+ )?(?:mann|freund|vater|gruppenleiter\w*|betreuer\w*|partner|"
    r"ex)",
)
# What has the same words and is not meant; it is taken out before the search.
_NOT_MEANT = phrases(
    r"(?:höhere|elterliche|öffentliche|öffentlich rechtliche|staatliche|richterliche)[rn]? gewalt|gewaltenteilung",
    r"(?:schlägt|schlagen|schlug|schlage) (?:[\w,]+ ){0,8}?vor|haut (?:mich|mi|uns) (?:\w+ ){0,2}?(?:um|vom hocker)",
    r"zunge gebissen|schlägt alarm|hände (?:\w+ ){1,2}?kopf zusammengeschlagen|kop[fp] (?:ge)?hauen|"
    r"geschlagen hat (?:er|sie|ich) (?:noch )?nie\w*",
    r"missbrauch (?:von|der|des|beim|eines) (?:geschäft|leistung|geld|daten|zuschu|budget|zuschü|sozial|gestaltung|"
    r"förder)\w*",
    r"droht (?:mir|uns|ihm|ihr) (?:\w+ ){0,3}?(?:mit )?(?:\w+ ){0,2}?(?:kündigung|kündigen|abmahnung|rauswurf|"
    r"rausschmiss|"
    r"klage|sperre|kürzung|anwalt|anzeige|versetzung|rauszuschmeißen|rauszuwerfen)",
)


def suffers_violence(question: str) -> bool:
    """Tell whether ``question`` speaks of violence, abuse or harassment."""
    return bool(_HELP.search(_NOT_MEANT.sub(" ", plain(question))))
