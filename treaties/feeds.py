"""The change log as feeds: Atom (RFC 4287) and JSON Feed 1.1, made from the same entries."""

import json
import re

from django.utils.feedgenerator import Atom1Feed, SyndicationFeed, rfc3339_date

from treaties.history import Change

# What XML cannot say, and a reason or a value may hold all the same.
UNFIT_FOR_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HAPPENED = {"insert": "added", "update": "changed", "delete": "removed"}


def _fit(values: dict) -> dict:
    return {
        name: UNFIT_FOR_XML.sub("", value) if isinstance(value, str) else value
        for name, value in values.items()
    }


class Feed(SyndicationFeed):
    """Entries with their whole `content`; `updated` is known also without any entry."""

    def __init__(self, **about):
        super().__init__(description=None, **_fit(about))

    def add_item(self, **item):
        super().add_item(description=None, **_fit(item))

    def latest_post_date(self):
        return self.feed["updated"]


class Atom(Feed, Atom1Feed):
    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class JsonFeed(Feed):
    """https://www.jsonfeed.org/version/1.1/, and what changed as data under `_change`."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["subtitle"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "items": [self._item(item) for item in self.items],
        }
        json.dump(feed, outfile, ensure_ascii=False, indent=1)

    def _item(self, item) -> dict:
        return {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "content_html": item["content"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "authors": [{"name": item["author_name"]}],
            "_change": item["change"],
        }


def as_data(change: Change, absolute) -> dict:
    """Who, why, from which source and what, before and after; labels in the feed's language."""
    source = change.source
    return {
        "who": change.who,
        "why": change.reason,
        "source": source
        and {
            "title": source.title,
            "address": source.url,
            "page": absolute(source.get_absolute_url()),
        },
        "counts": [
            {"what": HAPPENED[label], "kind": str(kind), "number": number}
            for label, kind, number in change.counts
        ],
        "rows": [
            {
                "what": HAPPENED[row.label],
                "kind": str(row.kind),
                "about": [
                    {"name": str(each), "page": absolute(each.get_absolute_url())}
                    for each in row.about
                ],
                "fields": [
                    {"field": name, "before": before, "after": after}
                    for name, before, after in row.fields
                ],
            }
            for row in change.rows
        ],
    }
