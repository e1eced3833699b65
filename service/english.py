"""The fixed texts in English, for programs that ask for it; an answer itself stays German.

What people wrote (a note on superseded wording) and what has several languages already (``language``) stay as they are.
"""

import re
from collections.abc import Mapping

from service import fixed, told
from service.reply import Notice

_WHO_HELPS = (
    "This program does not work out when a time limit ends. Social associations (VdK, SoVD), lawyers and, on a low "
    "income, Beratungshilfe from the local court help with it. EUTB gives orientation; it checks nothing legally and "
    "gives no support in an objection (§ 2 Abs. 4 EUTBV)."
)
_HOW = (
    "A plain e-mail is not enough: write a letter, or have the objection taken down at the office (zur Niederschrift). "
    "Keep the time limit first, the reasons can follow."
)
_GIVEN = "A letter mostly counts as received on the fourth day after it was posted (§ 37 Abs. 2 SGB X)."
_UNIONS = "Trade unions help their members too."
_NO_VERDICT = "This is the rule. Whether it is met in this case, this program does not say. This is decided by {}."
_DECIDING: Mapping[str, str] = {
    "pension": "the pension insurance",
    "jobcentre": "the job centre",
    "social": "the social welfare office",
    "badge": "the office that issues the badge, mostly the Versorgungsamt",
    "equal": "the employment agency",
    "health": "the health insurance fund",
    "employment": "the body that has the application, often the employment agency",
    "integration": "the Integrationsamt",
    "participation": "the body that pays, often the office for Eingliederungshilfe",
    "labour": "the labour court if there is a dispute",
    "other": "the body to which the application is made",
}
_ENGLISH: Mapping[Notice, str] = {
    fixed.CRISIS: "Are you feeling very bad right now? Then please talk to a human being now. TelefonSeelsorge "
    "listens day "
    "and night, free of charge, without names: 0800 111 0 111, 0800 111 0 222 or 116 123. Chat: "
    "online.telefonseelsorge.de. Children and young people: Nummer gegen Kummer, 116 111. If a life is in danger: "
    "emergency call 112. In case of violence: police 110, for women also 116 016. If you cannot speak: emergency app "
    "nora.",
    fixed.HELP: "Nobody may use violence against you. In danger: police 110. If somebody is hurt: emergency call 112. "
    "If you "
    "cannot speak: emergency app nora. Helpline for women: 116 016, day and night, free of charge, without names. "
    "Helpline for men: 0800 1239900. Helpline on sexual abuse: 0800 22 55 530. Children and young people: 116 111. In "
    "a "
    "workshop the women's representative, the workshop council and the accompanying service help as well.",
    fixed.DEADLINE: "An objection (Widerspruch) to a decision only helps in time. Where it goes and by when stands at "
    "the end "
    "of the decision; that time limit counts. Mostly it is 1 month after the decision was announced (§ 84 SGG). "
    f"{_GIVEN} If the instruction is missing or wrong, it is 1 year (§ 66 SGG). {_HOW} After the objection it is "
    f"mostly "
    f"the social court. {_WHO_HELPS}",
    fixed.DEADLINE_ADMINISTRATIVE: "For the youth welfare office and the Integrationsamt not the Sozialgerichtsgesetz "
    "but the "
    "Verwaltungsgerichtsordnung applies. The time limit at the end of the decision counts. Mostly it is 1 month "
    f"(§ 70 VwGO). {_GIVEN} If the instruction is missing or wrong, it is 1 year (§ 58 VwGO). Whether an objection "
    f"comes "
    "first or an action at once, the decision says too. At the Integrationsamt the objection committee decides "
    f"(§ 201 SGB IX). After that it is the administrative court. {_HOW} {_WHO_HELPS}",
    fixed.DEADLINE_WORKSHOP: "A workshop is no office, and what it writes is no official decision. There is no "
    "objection "
    "against it, and the month of § 84 SGG does not apply. Disputes with the workshop on contract, pay or dismissal "
    "go to "
    "the labour court (in the Arbeitsbereich, § 2 Abs. 1 Nr. 10 ArbGG). A time limit may run there too: ask at once. "
    "The "
    "Rechtsantragstelle of the labour court takes an action down free of charge. If the letter came from an office, "
    "the "
    f"time limit in the decision counts. {_WHO_HELPS}",
    fixed.DEADLINE_DISMISSAL: "Against a dismissal by a company only an action at the labour court helps, within 3 "
    "weeks after "
    "the written notice has arrived (§ 4 KSchG). There is no objection against it, and a plain e-mail is not enough. "
    "The "
    "Rechtsantragstelle of the labour court takes the action down free of charge. For severely disabled people and "
    "those "
    "of equal status the Integrationsamt mostly has to agree first (§ 168 SGB IX). Against its decision there is an "
    "objection at the Integrationsamt and then the administrative court; the time limit in that decision counts. "
    f"{_WHO_HELPS} {_UNIONS}",
    fixed.DEADLINE_EMPLOYER: "A company is no office: there is no objection against its no. Disputes out of "
    "employment go to "
    "the labour court (§ 2 Abs. 1 Nr. 3 ArbGG). There are time limits too, some of them in the contract or the "
    f"collective agreement. Ask at once. {_WHO_HELPS} {_UNIONS}",
    fixed.DEADLINE_ELSEWHERE: "Other laws than those held here apply to this decision. The time limit at the end of "
    "the "
    "decision counts. It can be shorter than 1 month, sometimes only 1 or 2 weeks. Which court it is stands there too. "
    f"A plain e-mail is mostly not enough. {_WHO_HELPS}",
    **{fixed.PERSONAL[who]: _NO_VERDICT.format(office) for who, office in _DECIDING.items()},
    fixed.LETTER: "This program checks no letters and no decisions. These are the rules. Whether a decision is right, "
    "social "
    "associations and lawyers check. After an objection the office decides once more, then the court. Please enter no "
    "names and no file numbers here.",
    fixed.FIRST_ADVICE: "Whether somebody should sign, resign, agree or waive, this program does not advise. These "
    "are the "
    "rules. First get advice, then decide: for example from EUTB, a social association, a lawyer, in a workshop also "
    "from the workshop council.",
    told.DISCLAIMER: "This answer was put together by a computer program. It is not legally reviewed. It is "
    "information on "
    "the law and no legal advice. The competent body decides on an application.",
    told.UNCHECKED: "People with learning difficulties have not checked this text yet. Only the law is binding.",
    told.NOT_SIMPLER: "For a part of the answer there is no simpler text yet. The text of the source stands there.",
    told.NOT_WHOLE: "This is only the beginning. The provision says more. The links at the sources lead to the whole "
    "text.",
    told.PARTLY: "To one of your questions there is no sure answer here. Please ask this question once more, alone.",
    told.FORMER: "A part of the answer names former law. What holds today may differ.",
    told.STALE: "A part of the answer rests on wording that has changed since. Please read today's text at the "
    "sources.",
}
# Texts with a part that depends on the question: where it stands in the German, and the English around it.
_AROUND: Mapping[str, tuple[re.Pattern[str], str]] = {
    "unknown_norm": (re.compile(r": (.+)\.$", re.DOTALL), "This place is not loaded here: {}."),
    "understood": (re.compile(r"„(.+)“", re.DOTALL), "This is how your question was understood: “{}”"),
    "guided_check": (
        re.compile(r"„(.+)“.*: (\S+)$", re.DOTALL),
        "There is a guided check on this, “{}”: question by question to the rule and to the next steps. It gives no "
        "verdict. Its address: {}",
    ),
}


def in_english(notice: Notice) -> Notice:
    """Return ``notice`` with its English text, or as it is where it has none; titles and places in it stay German."""
    if notice in _ENGLISH:
        return Notice(notice.code, _ENGLISH[notice])
    around = _AROUND.get(notice.code)
    found = around and around[0].search(notice.text)
    return Notice(notice.code, around[1].format(*found.groups())) if around and found else notice
