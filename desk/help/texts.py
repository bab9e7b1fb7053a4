"""The help's words: Markdown in which the desk's own labels are filled in, so that the help never drifts from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from desk import words

FOLDER = Path(__file__).parent
LABEL = re.compile(r"\[\[([a-z0-9_.]+)\]\]")
PICTURE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<name>[a-z]+)\)\n+", re.MULTILINE)
# In French no line begins with one of these signs, and none ends with an opening quotation mark.
BEFORE, AFTER, KEPT = re.compile(r" (?=[;:!?»])"), re.compile(r"(?<=«) "), "\N{NO-BREAK SPACE}"
MARKDOWN = MarkdownIt("commonmark", {"html": False})
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Text:
    """One topic in one language: its title, and its Markdown without it. `#items` links to a topic, and a picture is
    known by its name alone."""

    title: str
    body: str


@cache
def read(language: str, topic: str) -> Text:
    """The words of a topic. Raises KeyError for a label that the desk does not have."""
    written = (FOLDER / language / f"{topic}.md").read_text(encoding="utf-8")
    title, _, body = written.removeprefix("# ").partition("\n")
    return Text(_fill(language, title.strip(), "{}"), _fill(language, body.strip() + "\n", "**{}**"))


def render(source: str, link: Address, picture: Address, *, deeper: int = 0) -> Markup:
    """The page of some Markdown: addresses of topics and pictures by their names; headings `deeper` by so many levels.

    HTML in the words is shown as it was typed, so that there is nothing to be made harmless."""
    tokens = MARKDOWN.parse(source)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{int(token.tag[1]) + deeper}"
        for child in token.children or ():
            _point(child, link, picture)
    return Markup(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))  # noqa: S704 - HTML is off


def without_pictures(source: str) -> str:
    """The same words for those who have the page itself before them."""
    return PICTURE.sub("", source)


def _point(token: Token, link: Address, picture: Address) -> None:
    """Lead a link or a picture from its name to its address."""
    if token.type == "link_open":
        token.attrSet("href", link(str(token.attrs["href"]).removeprefix("#")))
    elif token.type == "image":
        token.attrSet("src", picture(str(token.attrs["src"])))
        token.attrSet("loading", "lazy")


def _fill(language: str, source: str, shape: str) -> str:
    filled = LABEL.sub(lambda found: shape.format(words.say(language, found[1])), source)
    return AFTER.sub(KEPT, BEFORE.sub(KEPT, filled)) if language == "fr" else filled
