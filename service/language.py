"""Questions in another language: they are declined in that language, with the way on in German.

Which language it is, `py3langid <https://github.com/adbar/py3langid>`_ tells (Lui and Baldwin 2012). It is asked
about six only: the wider the choice, the more often dialect and slips are taken for something else.
"""

from collections.abc import Mapping

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

from service.reply import Notice

GERMAN = "de"
# A German question of nothing but "Budget?" may be English; below this it is read as German.
SURE = 0.9
_GERMAN_WAY = (
    "Hier gibt es Antworten nur auf Deutsch. Sie können Ihre Frage auf Deutsch stellen, gern in einfachen Worten. "
    "Die Beratung der EUTB ist kostenlos, viele Stellen beraten in mehreren Sprachen: www.teilhabeberatung.de"
)
DECLINED: Mapping[str, str] = {
    "en": (
        "I can only answer in German. You can ask your question in German, simple words are enough. EUTB advises "
        "people with disabilities and their families free of charge, at many places in several languages: "
        "www.teilhabeberatung.de"
    ),
    "tr": (
        "Yalnızca Almanca yanıt verebiliyorum. Sorunuzu Almanca sorabilirsiniz, basit kelimeler yeterlidir. EUTB, "
        "engelli kişilere ve ailelerine ücretsiz danışmanlık verir, birçok yerde birden fazla dilde: "
        "www.teilhabeberatung.de"
    ),
    "ru": (
        "Я могу отвечать только на немецком языке. Вы можете задать вопрос по-немецки, достаточно простых слов. EUTB "
        "бесплатно консультирует людей с инвалидностью и их семьи, во многих местах на нескольких языках: "
        "www.teilhabeberatung.de"
    ),
    "uk": (
        "Я можу відповідати лише німецькою мовою. Ви можете поставити запитання німецькою, достатньо простих слів. "
        "EUTB безкоштовно консультує людей з інвалідністю та їхні родини, у багатьох місцях кількома мовами: "
        "www.teilhabeberatung.de"
    ),
    "ar": (
        "أستطيع الإجابة باللغة الألمانية فقط. يمكنك طرح سؤالك بالألمانية، والكلمات البسيطة تكفي. "
        "تقدم EUTB المشورة مجانًا للأشخاص ذوي الإعاقة وعائلاتهم، وفي أماكن كثيرة بعدة لغات: www.teilhabeberatung.de"
    ),
}


class Languages:
    """Tells German from the languages in which we can decline."""

    def __init__(self) -> None:
        self._identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
        self._identifier.set_languages([GERMAN, *DECLINED])

    def of(self, question: str) -> str:
        """Return the code of the language of ``question``, "de" unless it is surely another."""
        likely = dict(self._identifier.rank(question))
        # Not how sure the first is: Russian and Ukrainian share what a short question leaves open.
        german = float(likely.pop(GERMAN))
        return str(max(likely, key=lambda code: likely[code])) if 1 - german >= SURE else GERMAN


def declined_in(language: str) -> Notice:
    """Return the notice that declines in ``language``, a key of `DECLINED`, first in it and then in German."""
    return Notice("language", f"{DECLINED[language]}\n{_GERMAN_WAY}")
