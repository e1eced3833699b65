"""What people call the laws: every name and abbreviation, and the one name under which we cite."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from corpus.nouns import Source
from corpus.pinpoint.numerals import number_words, ordinal_words, romans
from corpus.pinpoint.tokens import Read, Tokens, fold, word_set

DEFAULT_LAW = "SGB IX"
_SOCIAL_CODE = re.compile(r"SGB ([IVX]+)")
_INFLECTED = ("gesetz", "gesetzbuch", "buch")
_MOST_TOKENS = 16
# Laws that people name beside ours; a section of theirs must not be taken for one of SGB IX.
_FOREIGN = word_set(
    "gg stgb zpo stpo ao hgb vwgo vwvfg bafoeg estg inso wogg aufenthg asylg asylblg betrvg bbig hwo brk aeuv "
    "tvg bvg oeg uwg vvg gwb khg bshg wbvg lgg bdsg dsgvo beeg famfg rdg rvg gewo"
)
_ABBREVIATION = re.compile(r"(?=[^a-zäöü]*[a-zäöü])(?=[^A-ZÄÖÜ]*[A-ZÄÖÜ][^A-ZÄÖÜ]*[A-ZÄÖÜ])\w{1,12}(G|GB|O|V)")
_LAW_WORD = re.compile(
    r"\w{3,60}(gesetz|gesetzes|gesetzbuch|gesetzbuchs|gesetzbuches|verordnung|konvention)"
    r"|\w{0,40}(prozess|gerichts|abgaben|handwerks|gewerbe|insolvenz)ordnung"
)


@dataclass(frozen=True, slots=True)
class Laws:
    """The names of the laws. ``cites`` maps a name as ``squeeze`` leaves it to the law as cited.

    ``longest`` is the length of the longest such name, in characters.
    """

    cites: Mapping[str, str]
    longest: int


def squeeze(name: str) -> str:
    """Return the letters and digits of a name, folded: "SGB-IX", "sgb ix" and "SGBIX" become "sgbix"."""
    return "".join(char for char in fold(name) if char.isalnum())


def laws_of(sources: tuple[Source, ...]) -> Laws:
    """Return the names of all ``sources``; a book of the social code is known by all its spellings.

    Where two sources claim one name the first keeps it; ``load_sources`` refuses such a list.
    """
    cites: dict[str, str] = {}
    for source in sources:
        for name in (source.cite, *source.aliases):
            for form in (name, *_inflections(name)):
                cites.setdefault(squeeze(form), source.cite)
    for source in sources:
        for form in _social_code_names(source.cite):
            cites.setdefault(form, source.cite)
    return Laws(MappingProxyType(cites), max(map(len, cites), default=0))


def _inflections(name: str) -> Iterator[str]:
    if name.casefold().endswith(_INFLECTED):
        yield name + "s"
        yield name + "es"


def _social_code_names(cite: str) -> Iterator[str]:
    match = _SOCIAL_CODE.fullmatch(cite)
    value = romans().get(match[1], 0) if match else 0
    if not value:
        return
    ordinals = [word for word, number in ordinal_words().items() if number == value]
    for code in ("sgb", "sozialgesetzbuch", "sozialgesetzbuchs", "sozialgesetzbuches"):
        yield from (f"{code}{squeeze(cite)[3:]}", f"{code}{value}", f"{code}buch{value}")
        yield from (f"{code}{word}" for word, number in number_words().items() if number == value)
        yield from ((f"{value}{code}",) if code != "sgb" else ())
        yield from (ordinal + code for ordinal in ordinals)
        for book in ("buch", "buchs", "buches"):
            yield from (f"{ordinal}{book}" for ordinal in ordinals)
            yield from (f"{ordinal}{book}{code}" for ordinal in ordinals)
            yield from (f"{ordinal}{book}des{code}" for ordinal in ordinals)
            yield from (f"{code}{ordinal}{book}" for ordinal in ordinals)


def read_law(tokens: Tokens, i: int, laws: Laws) -> Read:
    """Read the longest known name of a law at ``i`` as the law's cite name, and the position behind it."""
    joined, found = "", ("", i)
    for at in range(i, min(i + _MOST_TOKENS, len(tokens))):
        joined += squeeze(tokens[at].key)
        if not joined or len(joined) > laws.longest:
            break
        if joined in laws.cites and tokens[at].key[-1:].isalnum():
            found = laws.cites[joined], at + 1
    return found


def is_foreign_law(tokens: Tokens, i: int) -> bool:
    """Tell whether the word at ``i``, which is no known law, is the name of another ("StGB", "SGB XIII")."""
    token, after = tokens[i], tokens[i + 1]
    if token.key == "sgb":
        return after.is_number or after.text in romans()
    if token.key in _FOREIGN or _ABBREVIATION.fullmatch(token.text):
        return True
    return bool(_LAW_WORD.fullmatch(token.key))
