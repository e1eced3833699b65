"""The small marks around a norm: §, annexes, the words and signs that link norms to laws and to each other."""

from corpus.pinpoint.numerals import romans
from corpus.pinpoint.tokens import Read, Tokens, fold, read_number, read_section, word_set

MARKS = word_set("paragraf paragrafen paragrafs paragraph paragraphen paragraphs par para paragr")
ANNEXES = {"anlage": "Anlage", "anl": "Anlage", "anhang": "Anhang"}
UNNUMBERED = {
    fold(name): name
    for name in ("Eingangsformel", "Inhaltsübersicht", "Inhaltsverzeichnis", "Schlussformel", "Präambel")
}
LINKS = word_set("der des dem den im in von vom nach aus zu zum zur laut gemaess ( ) , : - –")
DASHES = word_set("- – — bis")
JOINTS = tuple(
    tuple(words.split())
    for words in (
        "in verbindung mit|i . v . m .|i v m|ivm .|ivm|, und|, oder|, sowie|bzw .|bzw|u .|und|oder|sowie|,|;|/|&|+"
    ).split("|")
)
MOST_LINKS = 3


def read_annex(tokens: Tokens, i: int) -> Read:
    """Read "Anlage", "Anlage 2a", "Anlage zu § 28", "Anlage 1 (zu § 15)"."""
    name, end = ANNEXES.get(tokens[i].key, ""), i + 1
    if not name:
        return "", i
    number, end = read_number(tokens, end + (tokens[end].text == "."))
    if not number and tokens[end].is_letter and tokens[end].text.isupper() and tokens[end].text not in romans():
        number, end = tokens[end].text, end + 1
    name = f"{name} {number}" if number else name
    to = end + (tokens[end].text == "(")
    at = to + (2 if tokens[to + 1].key in ("den", "dem") else 1)
    if tokens[to].key != "zu" or not is_mark(tokens, at):
        return name, end
    section, after = read_section(tokens, past_mark(tokens, at))
    return (f"{name} zu § {section}", after + (tokens[after].text == ")")) if section else (name, end)


def is_mark(tokens: Tokens, i: int) -> bool:
    """Tell whether "§" or a word for it stands here."""
    return tokens[i].text.startswith("§") or tokens[i].key in MARKS


def past_mark(tokens: Tokens, i: int) -> int:
    """Return the position behind "§", "Paragraf" or "Par.", if one stands here."""
    return i + is_mark(tokens, i) * (1 + (tokens[i + 1].text == "." and tokens[i].key in MARKS))


def past_links(tokens: Tokens, i: int) -> int:
    """Return the position behind up to three words or signs that link a norm to its law ("in der", ", ")."""
    for _ in range(MOST_LINKS):
        i += tokens[i].key in LINKS
    return i


def past_follow(tokens: Tokens, i: int) -> int:
    """Return the position behind "f." or "ff.", if one stands here."""
    return i + 1 + (tokens[i + 1].text == ".") if tokens[i].key in ("f", "ff") else i


def past_joint(tokens: Tokens, i: int) -> int:
    """Return the position behind what connects two norms ("und", "i. V. m.", "bis"), if it stands here."""
    if tokens[i].key in DASHES:
        return i + 1
    for joint in JOINTS:
        if tuple(token.key for token in tokens[i : i + len(joint)]) == joint:
            return i + len(joint)
    return i


def is_page(tokens: Tokens, i: int) -> bool:
    """Tell whether ", S." stands behind a law: then it is a page, as in "§ 61 SGB IX, S. 12"."""
    return tokens[i].text == "," and tokens[i + 1].text == "S" and tokens[i + 2].text == "."
