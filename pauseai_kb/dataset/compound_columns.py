"""Columns that are made of others: a text a language, a group of columns, a number or a word."""

import re
from dataclasses import dataclass, field

from django.conf import settings

from pauseai_kb.dataset.columns import Column, Number
from treaties.vocabulary import CountKind

PLACEHOLDER = re.compile(r"\{(.*?)\}")
PLACEHOLDERS = {count.replace("-", "_") for count in CountKind.values}


@dataclass(frozen=True)
class Texts(Column):
    """A text in several languages."""

    def canonical(self, value):
        if not isinstance(value, dict):
            return value
        return {lang: text for lang, text in value.items() if text}

    def problems(self, value):
        if not isinstance(value, dict):
            yield f"{self.name}: a text a language is expected here, {{en: …, nl: …, nb: …}}"
            return
        languages = settings.MODELTRANSLATION_LANGUAGES
        for language in sorted(set(value) - set(languages)):
            yield f"{self.name}: unknown language {language!r}"
        if not value.get("en"):
            yield f"{self.name}: the English text is missing"
        yield from self._problems_of_placeholders(value)

    def _problems_of_placeholders(self, value):
        found = {lang: set(PLACEHOLDER.findall(text)) for lang, text in value.items()}
        for language, names in found.items():
            for name in sorted(names - PLACEHOLDERS):
                yield f"{self.name}, {language}: unknown placeholder {{{name}}}"
            bare = PLACEHOLDER.sub("", value[language])
            if "{" in bare or "}" in bare:
                yield f"{self.name}, {language}: a placeholder is broken"
            if value[language] and names != found.get("en", set()):
                yield f"{self.name}, {language}: not the same placeholders as in English"

    def attributes(self, value, refs):
        return {
            f"{self.field}_{language}": (value or {}).get(language) or None
            for language in settings.MODELTRANSLATION_LANGUAGES
        }

    def plain(self, record, refs):
        texts = {
            language: getattr(record, f"{self.field}_{language}")
            for language in settings.MODELTRANSLATION_LANGUAGES
        }
        return {language: text for language, text in texts.items() if text}


@dataclass(frozen=True)
class Group(Column):
    """A mapping of columns that belong together, such as the rule of effect."""

    columns: tuple[Column, ...] = field(default_factory=tuple)

    def canonical(self, value):
        if not isinstance(value, dict):
            return value
        names = {column.name: column for column in self.columns}
        inner = {k: names[k].canonical(v) if k in names else v for k, v in value.items()}
        return {name: each for name, each in inner.items() if each}

    def problems(self, value):
        if not isinstance(value, dict):
            yield f"{self.name}: a mapping is expected here"
            return
        names = {column.name for column in self.columns}
        for name in sorted(set(value) - names):
            yield f"{self.name}: unknown key {name!r}"
        for column in self.columns:
            if value.get(column.name):
                for problem in column.problems(value[column.name]):
                    yield f"{self.name}.{problem}"
            elif column.required:
                yield f"{self.name}: {column.name} is missing"

    def attributes(self, value, refs):
        attributes = {}
        for column in self.columns:
            attributes |= column.attributes((value or {}).get(column.name), refs)
        return attributes

    def plain(self, record, refs):
        values = {column.name: column.plain(record, refs) for column in self.columns}
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True)
class NumberOr(Number):
    """A number, or a word that says there is none; the word sets a flag."""

    word: str = ""
    flag: str = ""

    def problems(self, value):
        if value != self.word:
            yield from super().problems(value)

    def attributes(self, value, refs):
        no_number = value == self.word
        number = super().attributes("" if no_number else value, refs)
        return number | {self.flag: no_number}

    def plain(self, record, refs):
        return self.word if getattr(record, self.flag) else super().plain(record, refs)
