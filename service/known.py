"""Which texts are ours: the sentences of the digest with their places, the fixed texts, and who helps."""

from collections import defaultdict
from collections.abc import Sequence

from corpus.claims import entries_of
from corpus.pinpoint import find
from corpus.pinpoint.laws import laws_of
from service import fixed, told
from service.authored import Authored
from service.language import DECLINED, declined_in
from service.reply import GuidedBy, Notice, Redirect

# By kind and not by name, so that a new fixed text is known here as soon as it is written there.
_FIXED = frozenset(
    text.text for module in (fixed, told) for text in vars(module).values() if isinstance(text, Notice)
).union(text.text for text in fixed.PERSONAL.values())


class KnownTexts:
    """Knows what this service can say."""

    def __init__(self, authored: Authored) -> None:
        self._laws = laws_of(authored.sources)
        self._said: dict[str, set[str]] = defaultdict(set)
        for entry in entries_of(authored.digest):
            for claim in entry.claims:
                self._said[claim.line.text].update(map(str, claim.line.places))
        for topic in authored.digest.topics:
            for level in topic.texts:
                for line in topic.texts[level].answer[:1]:
                    # A "Ja" is said behind its own question where another was asked (`service.opening`).
                    self._said[f"{topic.title} {line.text}"].update(map(str, line.places))
        self._notices = _FIXED.union(
            (told.understood_as(topic.title).text for topic in authored.digest.topics),
            (fixed.guided_by(GuidedBy(check.id, check.title)).text for check in authored.digest.checks),
            (entry.note for entry in authored.superseded),
            (declined_in(language).text for language in DECLINED),
        )
        self._redirects = {Redirect(s.name, s.url, s.phone) for s in authored.digest.signposts} | {
            told.COUNSEL,
            fixed.SOMEBODY_TO_TALK_TO,
        }

    def said(self, text: str, cited: Sequence[tuple[str, str]]) -> bool:
        """Tell whether a sentence is one of ours on the places that it cites, or what stands there itself.

        ``cited`` are written place and loaded wording of each source.
        """
        places = self._said.get(text, set())
        shown = {_bare(text)}
        verbatim = {_bare(quote) for _, quote in cited}
        pointed = {_bare(f"{place}: {said}") for place, quote in cited for said in (quote, f"„{quote}“")}
        return bool(cited) and (all(place in places for place, _ in cited) or shown == verbatim or shown <= pointed)

    def fixed(self, notice: Notice) -> bool:
        """Tell whether a notice is one of the fixed texts."""
        missing = told.unknown_norm(find(notice.text, self._laws))
        return notice.text in self._notices or notice.text in {each.text for each in missing}

    def helps(self, redirect: Redirect) -> bool:
        """Tell whether name, address and number are those that we name."""
        return redirect in self._redirects


def _bare(text: str) -> str:
    return " ".join(text.split())
