"""What written words mean where somebody is: a button, a key, a number, a known word; or nothing of the kind."""

from __future__ import annotations

from bots.telegram.incoming import Incoming
from bots.telegram.labels import Labels
from bots.telegram.outgoing import Keyboard
from bots.telegram.render import keyboard
from scenes import visiting
from scenes.scene import Listens, Scene
from scenes.visit import Visit
from scenes.words import fold


def find_target(incoming: Incoming, scene: Scene, visit: Visit, labels: Labels) -> str | None:
    """Where a text leads. Where we asked for words everything is an answer, save a command, a key and a button."""
    text = incoming.text
    if not text or incoming.sound or incoming.picture:
        return None
    shown = _match_button(text, keyboard(scene, labels))
    if shown or scene.listens != Listens.VOICE or text.startswith("/"):
        return shown or visiting.understand(text, scene, visit)
    return scene.target(text)


def _match_button(text: str, buttons: Keyboard) -> str | None:
    """The button that has these words, with or without its digit."""
    wanted = fold(text)
    for row in buttons:
        for button in row:
            words = fold(button.text)
            if wanted and wanted in {words, words.partition(" ")[2] if words[:1].isdecimal() else words}:
                return button.data
    return None
