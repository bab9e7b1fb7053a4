"""A scene as messages and buttons: pure, and the same for the same scene."""

from __future__ import annotations

from collections.abc import Iterable

from bots.telegram import cards
from bots.telegram.keyboards import lay_out
from bots.telegram.labels import Labels
from bots.telegram.outgoing import Button, Keyboard, Outgoing, Papers, Text
from bots.telegram.typography import direct, escape, split
from scenes.scene import Scene

STAYING = frozenset({"sent"})  # a ticket is to be found again
READ = "read/"  # in a button: the words of the item with this number
BETWEEN_LABELS = " · "


def render(scene: Scene, labels: Labels) -> Outgoing:
    """The messages of a scene."""
    if scene.card is not None and scene.card.step == 0:
        parts = cards.show(scene.card, scene.shows, labels)
        return Outgoing(scene.place, parts, keyboard(scene, labels), comes_new=True)
    papers = (Papers(scene.papers, scene.language),) if scene.papers else ()
    comes_new = scene.card is not None or bool(papers)
    return Outgoing(scene.place, (*papers, *_tell(scene)), keyboard(scene, labels), comes_new=comes_new)


def stays(scene: Scene) -> bool:
    """Whether what was sent for a scene is never written over: a story, a step, a ticket."""
    return scene.card is not None or scene.place.partition("/")[0] in STAYING


def read(scene: Scene, labels: Labels) -> Outgoing:
    """The whole words of the scene's item, with the scene's buttons under them."""
    parts = cards.read(scene.card, labels) if scene.card else _tell(scene)
    buttons = lay_out(scene, (), labels.back, labels.person)
    return Outgoing(scene.place, parts, buttons, comes_new=True)


def remark(scene: Scene, labels: Labels, words: str) -> Outgoing:
    """A kind word about what was sent to us; the buttons of where one is come along below it."""
    return Outgoing(scene.place, _split([(words, scene.language)]), keyboard(scene, labels), comes_new=True)


def keyboard(scene: Scene, labels: Labels) -> Keyboard:
    """The buttons of a scene; the words of a long item are one tap away."""
    card = scene.card
    extra: tuple[Button, ...] = ()
    if card is not None and card.step == 0 and not cards.is_short(card.words, labels):
        extra = (Button(direct(labels.read, scene.language), f"{READ}{card.item.number}"),)
    return lay_out(scene, extra, labels.back, labels.person)


def _tell(scene: Scene) -> tuple[Text, ...]:
    """What is shown, else what is said; a scene of nothing but choices is told by their words."""
    spoken = [(saying.text, saying.language) for saying in scene.says]
    offered = BETWEEN_LABELS.join(
        choice.label for choice in scene.choices if choice.label and choice.key != "*"
    )
    words = [(text, scene.language) for text in scene.shows] or spoken or [(offered, scene.language)]
    return _split(words)


def _split(words: Iterable[tuple[str, str]]) -> tuple[Text, ...]:
    """Paragraphs in their own direction, in as many messages as they need."""
    whole = "\n\n".join(direct(text, language) for text, language in words if text.strip())
    return tuple(Text(escape(piece)) for piece in split(whole)) or (Text("…"),)
