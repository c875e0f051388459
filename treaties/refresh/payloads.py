"""From the bytes that a source sent to JSON, XML or text; whatever is odd stops with one clear word.

Sizes are checked before anything is parsed, so that no bytes cost much memory or time.
"""

import json
import re
import reprlib

from lxml import etree

from treaties.refresh.observations import Page, UnknownInSource

MOST_BYTES = 1_500_000  # several times the longest known answer; JSON takes 30 times its bytes
MOST_MARKS = 100_000  # "<" and "=" in XML: each can become a node
LONGEST_NUMBER = 18  # digits: more is no count and no date

DECLARATION = re.compile(r"\s*<\?xml\b[^>]{0,200}\?>")
ENCODING = re.compile(r"encoding\s*=\s*[\"']([\w.-]{1,30})[\"']")
AN_HTML_PAGE = re.compile(r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S)
# Pages that call themselves ISO-8859-1 put Windows' own quotation marks where that has none.
WINDOWS = {
    code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))
}


def beginning(found) -> str:
    """The first words of an answer, or of a part of it, for a message."""
    if isinstance(found, str):
        return repr(" ".join(found[:300].split())[:80])
    return reprlib.repr(found)[:120]


def sized(content: bytes, most: int = MOST_BYTES) -> bytes:
    if len(content) > most:
        raise UnknownInSource(
            f"The answer has {len(content):,} bytes, and we read at most {most:,}."
        )
    if not content.strip():
        raise UnknownInSource("Source down: the answer is empty.")
    return content


def utf8(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnknownInSource(
            f"The answer is not UTF-8: {error.reason} at {error.start}."
        ) from None


def _number(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise UnknownInSource(f"A number of {len(digits):,} digits: {digits[:20]}…")
    return int(digits)


def _no_number(word: str):
    raise UnknownInSource(f"{word} is not a number.")


def json_of(page: Page):
    """What a JSON answer holds; an HTML page in its place means that the source is down."""
    text = utf8(sized(page.content))
    try:
        return json.loads(text, parse_int=_number, parse_float=str, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UnknownInSource(f"Source down: expected JSON, got {beginning(text)}.") from None


def _xml_text(content: bytes) -> str:
    """Decoded as its declaration says, without the declaration: nobody else chooses an encoding."""
    declaration = DECLARATION.match(content[:300].decode("latin-1"))
    named = declaration and ENCODING.search(declaration[0])
    encoding = named[1].casefold() if named else "utf-8"
    if encoding in {"iso-8859-1", "windows-1252"}:
        text = content.decode("latin-1").translate(WINDOWS)
    elif encoding == "utf-8":
        text = utf8(content)
    else:
        raise UnknownInSource(f"Unknown encoding {encoding!r}.")
    declared = DECLARATION.match(text)
    return text[declared.end() :] if declared else text


def xml_of(page: Page) -> etree._Element:
    """The root of an XML answer; no DTD, no entities, no network, no comments."""
    text = _xml_text(sized(page.content))
    if AN_HTML_PAGE.match(text):
        raise UnknownInSource(
            f"Source down: expected XML, got the HTML page {beginning(words_in(text))}."
        )
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UnknownInSource("The XML has a document type of its own, and we read none.")
    if text.count("<") + text.count("=") > MOST_MARKS:
        raise UnknownInSource(f"The XML has more than {MOST_MARKS:,} elements and attributes.")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnknownInSource(f"Not XML: {str(error)[:200]}.") from None


def words_in(html: str) -> str:
    """The words of the beginning of a page, roughly: for a message only."""
    return re.sub(r"<[^<>]*>", " ", html[:3000])


def member(value, key: str, kinds: type | tuple[type, ...]):
    """The member of a JSON object, which must be there and be of that kind."""
    if not isinstance(value, dict) or key not in value:
        raise UnknownInSource(f"Expected {key!r}, and got {beginning(value)}.")
    found = value[key]
    if not isinstance(found, kinds) or isinstance(found, bool):
        raise UnknownInSource(f"{key!r} is of another kind: {beginning(found)}.")
    return found
