"""The fixed texts around an answer: where a human helps now, what a decision asks for, who decides on a case.

Numbers and addresses were written on 2026-11-24 and not compared online. They are published by telefonseelsorge.de,
hilfetelefon.de, maennerhilfetelefon.de, hilfe-portal-missbrauch.de, nummergegenkummer.de and nora-notruf.de.
"""

from service.reply import Choice, Clarify, GuidedBy, Notice, Redirect

CRISIS = Notice(
    "crisis",
    "Geht es Ihnen gerade sehr schlecht? Dann sprechen Sie bitte jetzt mit einem Menschen. "
    "Die Telefon-Seelsorge hört zu, Tag und Nacht, kostenlos, ohne Namen: 0800 111 0 111, 0800 111 0 222 oder 116 123. "
    "Im Chat: online.telefonseelsorge.de. Kinder und Jugendliche: Nummer gegen Kummer, 116 111. "
    "Wenn ein Leben in Gefahr ist: Notruf 112. Bei Gewalt: Polizei 110, für Frauen auch 116 016. "
    "Wer nicht sprechen kann: Notruf-App nora.",
)
SOMEBODY_TO_TALK_TO = Redirect("TelefonSeelsorge", "https://www.telefonseelsorge.de", "0800 111 0 111")
HELP = Notice(
    "help",
    "Niemand darf Ihnen Gewalt antun. In Gefahr: Polizei 110. Bei Verletzungen: Notruf 112. "
    "Wer nicht sprechen kann: Notruf-App nora. Hilfetelefon Gewalt gegen Frauen: 116 016, Tag und Nacht, kostenlos, "
    "ohne Namen. Hilfetelefon Gewalt an Männern: 0800 1239900. Hilfe-Telefon Sexueller Missbrauch: 0800 22 55 530. "
    "Kinder und Jugendliche: 116 111. In der Werkstatt helfen auch die Frauen-Beauftragte, der Werkstatt-Rat und "
    "der begleitende Dienst.",
)

_WHO_HELPS = (
    "Wann eine Frist endet, rechnet dieses Programm nicht aus. "
    "Dabei helfen Sozialverbände, Anwältinnen und Anwälte und bei wenig Geld die Beratungshilfe vom Amtsgericht. "
    "Die EUTB gibt Orientierung; sie prüft nicht rechtlich und unterstützt nicht im Widerspruch (§ 2 Abs. 4 EUTBV)."
)
_HOW = (
    "Eine einfache E-Mail reicht nicht: Schreiben Sie einen Brief, oder lassen Sie den Widerspruch beim Amt "
    "aufschreiben (zur Niederschrift). Erst die Frist einhalten, die Gründe können später folgen."
)
_GIVEN = "Ein Brief gilt meist am vierten Tag nach dem Abschicken als bekannt gegeben (§ 37 Abs. 2 SGB X)."
DEADLINE = Notice(
    "deadline",
    "Gegen einen Bescheid hilft ein Widerspruch nur rechtzeitig. Wohin und bis wann, steht am Ende des Bescheids; "
    f"diese Frist zählt. Meist ist es 1 Monat, nachdem er bekannt gegeben ist (§ 84 SGG). {_GIVEN} "
    f"Fehlt die Belehrung oder ist sie falsch, ist es 1 Jahr (§ 66 SGG). {_HOW} "
    f"Nach dem Widerspruch ist meist das Sozialgericht zuständig. {_WHO_HELPS}",
)
DEADLINE_ADMINISTRATIVE = Notice(
    "deadline",
    "Beim Jugendamt und beim Integrationsamt gilt nicht das Sozialgerichtsgesetz, sondern die "
    "Verwaltungsgerichtsordnung. Es zählt die Frist, die am Ende des Bescheids steht. Meist ist es 1 Monat "
    f"(§ 70 VwGO). {_GIVEN} Fehlt die Belehrung oder ist sie falsch, ist es 1 Jahr (§ 58 VwGO). "
    "Ob zuerst ein Widerspruch nötig ist oder gleich eine Klage, steht auch im Bescheid. Beim Integrationsamt "
    "entscheidet der Widerspruchsausschuss (§ 201 SGB IX). Danach ist das Verwaltungsgericht zuständig. "
    f"{_HOW} {_WHO_HELPS}",
)
DEADLINE_WORKSHOP = Notice(
    "deadline",
    "Die Werkstatt ist kein Amt, und was sie schreibt, ist kein Bescheid. Dagegen gibt es keinen Widerspruch, und der "
    "Monat aus § 84 SGG gilt dafür nicht. Über Streit mit der Werkstatt um Vertrag, Lohn oder Kündigung entscheidet "
    "im Arbeitsbereich das Arbeitsgericht (§ 2 Abs. 1 Nr. 10 ArbGG). Auch dort kann eine Frist laufen: Fragen Sie "
    "gleich danach. Eine Klage schreibt die Rechtsantragstelle des Arbeitsgerichts kostenlos auf. Kam der Brief von "
    f"einem Amt, zählt die Frist, die im Bescheid steht. {_WHO_HELPS}",
)
DEADLINE_DISMISSAL = Notice(
    "deadline",
    "Gegen eine Kündigung vom Betrieb hilft nur eine Klage beim Arbeitsgericht. Dafür sind es 3 Wochen, nachdem die "
    "schriftliche Kündigung da ist (§ 4 KSchG). Einen Widerspruch gibt es dagegen nicht, und eine einfache E-Mail "
    "reicht nicht. Die Rechtsantragstelle des Arbeitsgerichts schreibt die Klage kostenlos auf. Bei "
    "schwerbehinderten und gleichgestellten Menschen muss das Integrationsamt meist vorher zustimmen (§ 168 SGB IX). "
    "Gegen seinen Bescheid gibt es Widerspruch beim Integrationsamt und danach das Verwaltungsgericht; dafür zählt "
    f"die Frist, die im Bescheid steht. {_WHO_HELPS} Auch Gewerkschaften helfen ihren Mitgliedern.",
)
DEADLINE_EMPLOYER = Notice(
    "deadline",
    "Ein Betrieb ist kein Amt: Gegen sein Nein gibt es keinen Widerspruch. Über Streit aus dem Arbeitsverhältnis "
    "entscheidet das Arbeitsgericht (§ 2 Abs. 1 Nr. 3 ArbGG). Auch dort gibt es Fristen, manche stehen im "
    f"Arbeitsvertrag oder Tarifvertrag. Fragen Sie gleich danach. {_WHO_HELPS} "
    "Auch Gewerkschaften helfen ihren Mitgliedern.",
)
DEADLINE_ELSEWHERE = Notice(
    "deadline",
    "Für diesen Bescheid gelten andere Gesetze als die, die hier stehen. Es zählt die Frist, die am Ende des Bescheids "
    "steht. Sie kann kürzer sein als 1 Monat, manchmal nur 1 oder 2 Wochen. Auch welches Gericht es ist, steht dort. "
    f"Eine einfache E-Mail reicht meist nicht. {_WHO_HELPS}",
)

_NO_VERDICT = "Hier steht die Regel. Ob sie in diesem Fall erfüllt ist, sagt dieses Programm nicht. Das entscheidet "
# Who decides, by what is asked for; the keys are those of `service.case`.
PERSONAL = {
    who: Notice("personal_case", f"{_NO_VERDICT}{office}.")
    for who, office in {
        "pension": "die Rentenversicherung",
        "jobcentre": "das Jobcenter",
        "social": "das Sozialamt",
        "badge": "die Behörde, die den Ausweis ausstellt, meist das Versorgungsamt",
        "equal": "die Agentur für Arbeit",
        "health": "die Krankenkasse",
        "employment": "die Stelle, bei der der Antrag liegt, oft die Agentur für Arbeit",
        "integration": "das Integrationsamt",
        "participation": "die Stelle, die bezahlt, oft das Amt für Eingliederungshilfe",
        "labour": "bei Streit das Arbeitsgericht",
        "other": "die Stelle, bei der der Antrag gestellt wird",
    }.items()
}
LETTER = Notice(
    "personal_case",
    "Dieses Programm prüft keine Briefe und keine Bescheide. Hier stehen die Regeln dazu. Ob ein Bescheid richtig ist, "
    "prüfen Sozialverbände, Anwältinnen und Anwälte. Nach einem Widerspruch entscheidet die Stelle noch einmal, danach "
    "das Gericht. Bitte hier keine Namen und keine Aktenzeichen eingeben.",
)
FIRST_ADVICE = Notice(
    "personal_case",
    "Ob jemand unterschreiben, kündigen, zustimmen oder verzichten soll, rät dieses Programm nicht. "
    "Hier stehen die Regeln. Erst beraten lassen, dann entscheiden: zum Beispiel bei der EUTB, beim Sozialverband, "
    "bei einer Anwältin oder einem Anwalt, in der Werkstatt auch beim Werkstatt-Rat.",
)
# For who says only "Ich kann nicht mehr"; each question is one that is surely answered.
OVERWHELMED = Clarify(
    "Das klingt schwer. Was ist gerade am wichtigsten?",
    (
        Choice("Ich möchte mit einem Menschen reden", "Ich bin verzweifelt. Wer hört mir zu?"),
        Choice("Die Arbeit passt nicht oder ist zu viel", "Die Arbeit passt nicht: Kann man die Gruppe wechseln?"),
        Choice("Ich möchte weniger arbeiten", "Kann man in der Werkstatt Teilzeit arbeiten?"),
        Choice("Jemand tut mir etwas an", "Was schützt vor Gewalt in der Werkstatt?"),
    ),
)


def guided_by(check: GuidedBy) -> Notice:
    """Return the notice on a guided check, with the path of its page."""
    return Notice(
        "guided_check",
        f"Dazu gibt es den Prüfweg „{check.title}“: Frage für Frage bis zur Regel und zu den nächsten Schritten. "
        f"Er fällt kein Urteil. Seine Adresse: {check.path}",
    )
