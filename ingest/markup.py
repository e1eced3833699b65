"""Markdown and HTML as paragraphs and headings; what is navigation, script or hidden in HTML is left out."""

import re
from collections.abc import Iterator

from lxml import etree, html

from ingest.paragraphs import Paragraph
from ingest.unreadable import Unreadable

LARGEST_HTML = 16 * 2**20
DEEPEST = 250
DROPPED = frozenset(
    "aside audio button canvas embed footer form header iframe math nav noscript object script select style svg "
    "template video".split()
)
BLOCKS = frozenset(
    "address article blockquote body br caption dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 hr "
    "html legend li main ol p pre section summary table tbody tfoot thead tr ul".split()
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?![.\d]*[1-9])", re.I)
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"(=+|-{2,})\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_INLINE = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"`([^`]+)`"), r"\1"),
    (re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>"), ""),
)


def read_markdown(text: str) -> Iterator[Paragraph]:
    """Yield the headings and paragraphs of a Markdown text (CommonMark's blocks, no code fences, no front matter)."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"^(```|~~~).*?^\1\s*$", "", text, flags=re.S | re.M)
    group: list[str] = []
    for line in [*re.sub(r"<!--.*?-->", "", text, flags=re.S).split("\n"), ""]:
        heading, under = _HEADING.match(line), _UNDERLINE.match(line)
        if under and len(group) == 1:
            yield _said(group.pop(), (0.0, 1.0 if line[0] == "=" else 2.0))
        elif (
            heading or not line.strip() or _ITEM.match(line) or line.lstrip().startswith("|") or _TABLE_RULE.match(line)
        ):
            yield from _grouped(group)
            group = [line] if line.strip() and not heading and not _TABLE_RULE.match(line) else []
            if heading and heading[2]:
                yield _said(heading[2], (0.0, float(len(heading[1]))))
        else:
            group.append(line)


def _grouped(group: list[str]) -> Iterator[Paragraph]:
    text = " ".join(line.strip().lstrip("> ") for line in group)
    if text.startswith("|"):
        cells = [cell.strip() for cell in text.strip("|").split("|")]
        yield Paragraph(_bare(" | ".join(cells)), ((0, 1),), row=True)
    elif re.search(r"\w", text):
        yield _said(text)


def _said(text: str, level: tuple[float, float] | None = None) -> Paragraph:
    return Paragraph(_bare(text), ((0, 1),), level)


def _bare(text: str) -> str:
    for pattern, kept in _INLINE:
        text = pattern.sub(kept, text)
    return re.sub(r"\s+", " ", text).strip()


def read_html(text: str) -> tuple[str, Iterator[Paragraph]]:
    """Return the title and the paragraphs of an HTML page; raises Unreadable when it is too large or holds no page."""
    if len(text) > LARGEST_HTML:
        raise Unreadable(f"Die Webseite hat mehr als {LARGEST_HTML >> 20} MB. Bitte nur den Textteil speichern.")
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        tree = html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace"), parser=parser
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as exc:
        raise Unreadable(
            "Die Webseite enthält keinen lesbaren Text. Bitte die Seite im Browser öffnen und neu speichern."
        ) from exc
    title = _line(tree.findtext(".//title") or "")
    roots = tree.xpath("//main | //*[@role='main']") or tree.xpath("//article") or [tree.find("body")]
    return title, (item for item in _walk(roots[0], 0) if re.search(r"\w", item.text)) if roots[
        0
    ] is not None else iter(())


def _walk(element: html.HtmlElement, depth: int) -> Iterator[Paragraph]:
    """Yield what ``element`` holds, block by block."""
    if _left_out(element) or depth > DEEPEST:
        return
    tag = str(element.tag)
    if re.fullmatch(r"h[1-6]", tag):
        yield Paragraph(_line(_inner(element)), ((0, 1),), (0.0, float(tag[1])))
    elif tag == "tr":
        cells = [_line(_inner(cell)) for cell in element if isinstance(cell.tag, str)]
        yield Paragraph(" | ".join(cells), ((0, 1),), row=True)
    else:
        yield from _flow(element, depth)


def _flow(element: html.HtmlElement, depth: int) -> Iterator[Paragraph]:
    text = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and (child.tag in BLOCKS or any(inner.tag in BLOCKS for inner in child.iter())):
            yield Paragraph(_line(text), ((0, 1),))
            text = ""
            yield from _walk(child, depth + 1)
        elif not _left_out(child):
            text += _inner(child)
        text += child.tail or ""
    yield Paragraph(_line(text), ((0, 1),))


def _inner(element: html.HtmlElement) -> str:
    """Return the text of ``element`` and what is in it, without what is left out."""
    if _left_out(element):
        return ""
    between = " " if element.tag in BLOCKS else ""
    return between + (element.text or "") + "".join(_inner(child) + (child.tail or "") for child in element) + between


def _left_out(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in DROPPED or element.get("hidden") is not None:
        return True
    hidden = element.get("aria-hidden") == "true" or element.get("role") in (
        "navigation",
        "banner",
        "contentinfo",
        "search",
    )
    return hidden or bool(_HIDDEN.search(element.get("style") or ""))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
