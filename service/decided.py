"""Words of somebody who holds a decision or a dismissal, and whose it is: that says which deadline and which court."""

import re
from collections.abc import Mapping
from enum import StrEnum

from service.plain import phrases, plain


class Sender(StrEnum):
    """Whose no it is."""

    OFFICE = "office"
    ADMINISTRATION = "administration"
    WORKSHOP = "workshop"
    DISMISSING = "dismissing"
    EMPLOYER = "employer"
    ELSEWHERE = "elsewhere"


_NOT = r"(?:nicht|nich|net|ned|nit|nix|nimmer)"
_OFFICE = (
    r"(?:\w*amt|amts?|kasse|\w*kasse|träger|\w*träger|agentur|arbeitsagentur|jobcenter|behörde|bezirk|"
    r"landschaftsverband|lvr|lwl|"
    r"rentenversicherung|rentenkasse|drv|kreis|landkreis|bg|berufsgenossenschaft)"
)
_REFUSED = (
    r"(?:abgelehnt\w*|abglehnt|obglehnt|obgleent|abjelehnt|abgelehn|abgelehnd|abgelent|apgelehnt|abgeleht|abgewiesen|"
    r"abgeschmettert|gestrichen)"
)
_DECIDED = phrases(
    rf"wie?derspr[ou]ch\w*|wie?dersprech\w*|einspruch|{_REFUSED}|ablehnung|ablehnungs\w+|(?:lehnt|lehnen|"
    rf"lehnte) (?:\w+ ){{0,8}}?ab",
    rf"{_OFFICE}\b.{{0,40}}\b(?:nein|nee|nö|nei|naa)|{_OFFICE} (?:\w+ ){{0,6}}?{_NOT} (?:mehr )?(?:zahl|bezahl|"
    rf"bewillig|"
    rf"genehmig|übernehm|übernimm)\w*",
    rf"{_OFFICE} (?:\w+ ){{0,3}}?(?:zahlt|zahln|zahlen|übernimmt|bezahlt) (?:\w+ ){{0,4}}?{_NOT}",
    r"(?:einen|diesen|meinen|meinem|mein|mei|unser|unseren|gegen (?:den|einen)|dem|den|der) \w*bescheid(?:es|s|"
    r"e)?(?! (?:sag|geb|wiss)\w*)",
    r"bescheid (?:is |ist )?(?:bekommen|erhalten|gekriegt|gekommen|vom|von der|da)|\w{4,}bescheid\w*",
    rf"{_OFFICE} (?:\w+ ){{0,4}}?verweiger\w*|integrationsamt (?:\w+ ){{0,6}}?(?:zugestimmt|stimmt)|"
    rf"nur (?:\w+ )?anerkannt",
    rf"{_NOT} (?:bewilligt|genehmigt|anerkannt)|(?:runter|herab|zurück|herunter)gestuft|zurückgefordert|"
    rf"rückforderung\w*",
)
# Not a decision on somebody: an application for a job, a message, an opinion.
_NO_DECISION = phrases(
    rf"(?:bewerb|beworb|vorstellungs)\w*\b.{{0,80}}{_REFUSED}|{_REFUSED} (?:\w+ ){{0,4}}?bewerb\w*",
    rf"wegen (?:\w+ )?(?:\w+ )?behinderung {_REFUSED}|{_REFUSED} sobald|(?:wahl|wähler)\w*.{{0,40}}einspruch|"
    rf"einspruch.{{0,40}}(?:wahl|wähler)\w*",
    r"(?:lehnt|lehne|lehnen) (?:die |eine |den )?(?:werkstatt|wfbm|werkstattplatz) (?:\w+ ){0,2}?ab",
    r"(?:warte\w*|wartet) (?:\w+ ){0,6}?bescheid\w*|(?:wann|bis wann) (?:\w+ ){0,4}?bescheid (?:\w+ )?(?:da|kommen|"
    r"bekommen|fertig)\w*",
    r"\w*bescheid\w* (?:\w+ ){0,3}?(?:einreichen|vorlegen|vorzulegen|abgeben|nachweis\w*)|abwarten",
    r"(?:sag|sagt|sagst|sage|sagen|gib|geben|gibt|weiß|wissen|weißt) (?:\w+ ){0,6}?bescheid|bescheid (?:sagen|geben|"
    r"gesagt|wissen|zu sagen)",
    r"bescheiden\w*|widersprüchlich\w*|im widerspruch zu\w*|im widerspruch dazu|(?:hin|weg|auf|durch)gestrichen",
)
_DISMISSED = phrases(
    r"(?:mir|ihm|ihr|uns|eam|mich) (?:\w+ ){0,6}?(?:gekündigt|gekündicht|kündigung|kündigt|rausgeworfen|"
    r"rausgeschmissen)",
    r"(?:bin|wurde|werde|worden|wird) (?:\w+ ){0,6}?(?:gekündigt|gefeuert|rausgeschmissen|rausgeworfen)|"
    r"gekündigt (?:zum|worden|fristlos)",
    r"kündigung (?:\w+ ){0,4}?(?:bekommen|gekriegt|erhalten|kriegt|gekricht|kasten|aufm tisch|auf dem tisch|"
    r"briefkasten|vor mir)",
    r"(?:liegt|liecht|kam|kommt|krieg\w*|bekam|hab|habe) (?:\w+ ){0,3}?(?:die |ne |eine |meine |de )kündigung",
    r"(?:chef|chefin|firma|betrieb|arbeitgeber) (?:\w+ ){0,5}?(?:kündigt mir|mir gekündigt|schmeißt mich raus|"
    r"feuert mich)",
)
# Who dismisses, and contracts of other kinds.
_NOT_DISMISSED = phrases(
    r"(?:wie|darf|kann|muss|soll|will|können) (?:ich|wir) (?:\w+ ){0,10}?kündigen|(?:ich|wir) (?:\w+ ){0,3}?(?:selbst|"
    r"selber) (?:ge)?kündig\w*",
    r"(?:miet|wohn|handy|heim|strom|abo|versicherungs?vertrag|konto|vermieter|bank|verein)\w*",
)
_SENDERS: Mapping[Sender, re.Pattern[str]] = {
    Sender.ELSEWHERE: phrases(
        r"asyl\w*|aufenthalts?(?:titel|erlaubnis|gestattung)|bamf|ausländer(?:amt|behörde)|abschieb\w*|visum|duldung|"
        r"einbürgerung",
        r"bußgeld\w*|blitzer|strafbefehl|strafzettel|finanzamt|steuerbescheid|einkommensteuer\w*|kindergeld\w*|"
        r"familienkasse|bafög\w*",
        r"mahnbescheid|vollstreckungsbescheid|(?:müll|abwasser)\w*|studienplatz|uni|universität|parkausweis|"
        r"prozesskostenhilfe|bafin",
        r"wohngel[dt]\w*|rundfunk\w*|gez|führerschein\w*|fahrerlaubnis|vermieter\w*|bauamt|schulamt|kita|"
        r"kindergarten\w*",
    ),
    Sender.ADMINISTRATION: phrases(
        r"jugendamt\w*|jugendhilfe\w*|integrationsamt\w*|integrationsämter\w*|inklusionsamt\w*|sgb (?:viii|8)|35a",
        r"(?:bescheid|zustimmung) (?:über|zu) (?:die |der |meine |meiner )?kündigung|zustimmung zur kündigung",
    ),
}
_WORKSHOP = phrases(
    rf"(?:werkstatt\w*|werkstätte\w*|wfbm)\b.{{0,60}}\b(?:{_REFUSED}|nein|lehnt|lehnen|kündig\w*|gekündigt|"
    rf"rausgeworfen|rausgeschmissen)",
    rf"(?:{_REFUSED}|nein|gekündigt|kündigung) (?:\w+ ){{0,3}}?(?:von|durch) (?:der|die|einer|meiner|unserer|"
    rf"da) (?:werkstatt|wfbm)",
    r"(?:werkstattlohn|werkstattvertrag|arbeitsentgelt|steigerungsbetrag|entgeltordnung)\w*",
)
_EMPLOYER = phrases(r"chef|chefin|firma|arbeitgeber\w*|personalabteilung|betrieb")
_LABOUR = phrases(r"\w*urlaub\w*|teilzeit\w*|überstunden|homeoffice|weihnachts ?geld|lohnerhöhung")
_OFFICE_NAMED = phrases(rf"{_OFFICE}|\w*bescheid\w*")
_NAMES_OFFICE = phrases(
    rf"{_OFFICE}|\w*bescheid\w*|leistung\w*|\w*zuschuss\w*|antrag\w*|budget\w*|eingliederungshilfe\w*|ausweis|gdb|"
    rf"rente\w*"
)


def sender(question: str) -> Sender | None:
    """Return whose decision or dismissal ``question`` is about, None where it is about none."""
    asked = plain(question)
    workshop, employer = bool(_WORKSHOP.search(asked)), bool(_EMPLOYER.search(asked))
    if _DISMISSED.search(asked) and not _NOT_DISMISSED.search(asked):
        return Sender.WORKSHOP if workshop and not employer else Sender.DISMISSING
    if not _DECIDED.search(_NO_DECISION.sub(" ", asked)):
        return None
    if named := next((who for who, words in _SENDERS.items() if words.search(asked)), None):
        return named
    if _LABOUR.search(asked) and not _OFFICE_NAMED.search(asked):
        return Sender.WORKSHOP if workshop else Sender.EMPLOYER
    if _NAMES_OFFICE.search(asked):
        return Sender.OFFICE
    if workshop:
        return Sender.WORKSHOP
    return Sender.EMPLOYER if employer else Sender.OFFICE
