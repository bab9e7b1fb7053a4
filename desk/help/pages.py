"""Help, page by page, and all of it as one guide."""

from __future__ import annotations

from functools import cache

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from desk.help import texts
from desk.help.topics import FIRST, OPENS, TOPICS, find_topic
from desk.page import Page
from desk.person import language
from desk.rendering import asset, render

PICTURED = frozenset({FIRST})  # elsewhere the reader comes from the page that a picture would show


def show_help() -> ResponseReturnValue:
    """The first help; with `?of=` an address of the desk, the help with that page."""
    if "of" in request.args:
        return redirect(_topic_address(_find(request.args["of"])))
    return show_topic(FIRST)


def show_topic(topic: str) -> ResponseReturnValue:
    """The help about one topic."""
    if topic not in TOPICS:
        return render("help/missing", titles=_titles()), 404
    following = (*TOPICS, "")[TOPICS.index(topic) + 1]
    return render(
        "help/page", topic=topic, text=texts.read(language(), topic), words=_render_page(language(), topic),
        titles=_titles(), opens=f"desk.{OPENS[topic]}", following=following,
    )  # fmt: skip


def show_guide() -> str:
    """All of it on one page, with pictures, made for reading and for printing."""
    return render("help/guide", topics=_render_guide(language()))


@cache
def _render_page(spoken: str, topic: str) -> Markup:
    source = texts.read(spoken, topic).body
    if topic not in PICTURED:
        source = texts.without_pictures(source)
    return texts.render(source, _topic_address, lambda name: _picture_address(spoken, name))


@cache
def _render_guide(spoken: str) -> list[tuple[str, str, Markup]]:
    """Topic, title and words of each chapter."""
    told = [(topic, texts.read(spoken, topic)) for topic in TOPICS]
    return [
        (topic, text.title, texts.render(
            text.body, lambda name: f"#{name}", lambda name: _picture_address(spoken, name), deeper=1))
        for topic, text in told
    ]  # fmt: skip


def _titles() -> list[tuple[str, str]]:
    return [(topic, texts.read(language(), topic).title) for topic in TOPICS]


def _topic_address(topic: str) -> str:
    return url_for("desk.show_topic", topic=topic)


def _picture_address(spoken: str, name: str) -> str:
    return asset(f"help/{spoken}-{name}.webp")


def _find(path: str) -> str:
    """The topic of an address of the desk; the first one for what is none."""
    try:
        endpoint, values = current_app.url_map.bind("desk").match(path, method="GET")
    except HTTPException:
        return FIRST
    return find_topic(endpoint, str(values.get("kind", "")))


PAGES = (Page("/help", show_help), Page("/help/<topic>", show_topic), Page("/help/guide", show_guide))
