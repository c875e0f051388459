"""What a reader of an HTML page sees: its words, one line a block. To be compared, not shown.

Its own scanner and not a parser of trees: one pass, so that no page costs more time than its length.
"""

import html
import re

from treaties.refresh.observations import UnknownInSource

UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "title"})
LINES = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tr",
        "ul",
    ]
)
TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<close>/)?(?P<name>[a-zA-Z][a-zA-Z0-9-]*)|[!?/])")
END_OR_VALUE = re.compile(r">|=\s*([\"'])")
NAMED = {
    "#": re.compile(r"\bid\s*=\s*[\"']?([^\"'>]*)"),
    ".": re.compile(r"\bclass\s*=\s*[\"']?([^\"'>]*)"),
}
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def normal(text: str) -> str:
    """White space made plain; one space between words, no empty lines."""
    lines = (" ".join(line.split()) for line in text.translate(INVISIBLE).split("\n"))
    return "\n".join(line for line in lines if line)


def _end_of_tag(page: str, at: int) -> int:
    """Where the tag ends that began before `at`; a ">" between quotes does not end it."""
    while found := END_OR_VALUE.search(page, at):
        if found[1] is None:
            return found.end()
        at = page.find(found[1], found.end()) + 1
        if not at:
            break
    return len(page)


def _tags(page: str):
    """Each piece of text, and the tag after it: (text, name, is it closing, the tag itself)."""
    at = 0
    while found := TAG.search(page, at):
        text = page[at : found.start()]
        if found["comment"]:
            end = page.find("-->", found.end())
            yield text, "", False, ""
            at = end + 3 if end >= 0 else len(page)
            continue
        name = (found["name"] or "").lower()
        at = _end_of_tag(page, found.end())
        yield text, name, bool(found["close"]), page[found.end() : at]
        if name in UNSEEN and not found["close"] and page[at - 2 : at] != "/>":
            closing = re.compile(f"</{name}", re.I).search(page, at)
            at = closing.start() if closing else len(page)
    yield page[at:], "", False, ""


def _is_chosen(choice: str, name: str, tag: str) -> bool:
    if choice[0] not in NAMED:
        return name == choice
    value = NAMED[choice[0]].search(tag)
    return value is not None and choice[1:] in value[1].split()


def _pieces(page: str, choice: str):
    """The pieces of text inside the chosen elements; None if there is no such element."""
    inside, depth, pieces, any_chosen = "", 0, [], not choice
    for text, name, closing, tag in _tags(page):
        if not choice or inside:
            pieces.append(text)
            pieces.append("\n" if name in LINES else " " if name in {"td", "th"} else "")
        if name and name == inside:
            depth += -1 if closing else 1
            inside = inside if depth else ""
        elif choice and name and not inside and not closing and _is_chosen(choice, name, tag):
            inside, depth, any_chosen = name, 1, True
            pieces.append("\n")
    return pieces if any_chosen else None


def plain_text(page: str, choice: str = "") -> str:
    """The words of a page, or of the elements chosen by a tag, an "#id" or a ".class"."""
    pieces = _pieces(page, choice)
    if pieces is None:
        raise UnknownInSource(f"The page has no {choice!r} any more: it has another shape.")
    try:
        words = normal(html.unescape("".join(pieces)))
    except ValueError:  # a numeric entity of thousands of digits
        raise UnknownInSource("The page has an entity that is no character.") from None
    if not words:
        raise UnknownInSource("The page has no words.")
    return words
