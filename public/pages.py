"""An item as a page that can be read, enlarged, printed or read aloud by a screen reader."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from werkzeug.datastructures import LanguageAccept

from content.catalogue import Catalogue, Item, Language, Words


@dataclass(frozen=True, slots=True)
class Page:
    """One item in one language, and the languages it is told in besides."""

    item: Item
    words: Words
    language: Language
    others: tuple[Language, ...]

    @property
    def role(self) -> str:
        """What the speaker does here."""
        return self.item.speaker.role.get(self.language.code, "")

    def render(self, museum: str) -> str:
        """The page's HTML."""
        return render_template("public/transcript.html", page=self, museum=museum)


def find_page(catalogue: Catalogue, number: int, wanted: str, accepted: LanguageAccept) -> Page | None:
    """The page of a published item, in the wanted language or the best there is; None where there is no such item."""
    item = catalogue.items.get(number)
    if item is None:
        return None
    told = [language for code, language in catalogue.languages.items() if code in item.words]
    codes = [language.code for language in told]
    code = wanted if wanted in codes else accepted.best_match(codes) or codes[0]
    others = tuple(language for language in told if language.code != code)
    return Page(item, item.words[code], catalogue.languages[code], others)
