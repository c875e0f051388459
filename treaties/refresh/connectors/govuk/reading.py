"""Reads a page of GOV.UK (its Content API) as text: it tells of changes, never of signatories."""

from treaties.refresh.connectors.govuk.vocabulary import PAGES, SCHEMAS
from treaties.refresh.observations import ObservedText, Page, UnknownInSource
from treaties.refresh.payloads import beginning, json_of, member
from treaties.refresh.plain_text import normal, plain_text


def history(details: dict) -> list[str]:
    """The page's own log of changes, which only the publication has and not its texts."""
    if "change_history" not in details:
        return []
    entries = member(details, "change_history", list)
    lines = [
        f"{member(entry, 'public_timestamp', str)[:10]}: {normal(member(entry, 'note', str))}"
        for entry in entries
    ]
    return sorted(lines)


def withdrawn(document: dict) -> list[str]:
    if not document.get("withdrawn_notice"):
        return []
    notice = member(document, "withdrawn_notice", dict)
    if not notice:
        return []
    explanation = plain_text(member(notice, "explanation", str))
    return [f"Withdrawn {member(notice, 'withdrawn_at', str)[:10]}: {explanation}"]


def read(page: Page, name: str) -> ObservedText:
    """The words of one watched page."""
    watched = PAGES[name]
    document = json_of(page)
    schema = member(document, "schema_name", str)
    if schema not in SCHEMAS:
        raise UnknownInSource(f"{watched.path} is no publication any more: {beginning(schema)}.")
    title = normal(member(document, "title", str))
    if watched.title.casefold() not in title.casefold():
        raise UnknownInSource(f"{watched.path} is another page: {beginning(title)}.")
    details = member(document, "details", dict)
    body = plain_text(member(details, "body", str))
    updated = member(document, "public_updated_at", str)
    if not updated:
        raise UnknownInSource(f"{watched.path} has no public_updated_at any more.")
    return ObservedText(
        "\n".join([title, *withdrawn(document), body, *history(details)]),
        updated=updated,
    )
