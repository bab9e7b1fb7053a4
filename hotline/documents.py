"""Documents kept ready: the XML of a scene is written once, only the trails differ from call to call."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from hotline.render import fill, render
from hotline.staff.rooms import STAFF
from hotline.turns import Turn
from hotline.urls import Urls
from scenes.scene import Scene

MOST = 4000
# All that is heard or leads on; what only the chat shows would make equal documents look different.
HEARD = attrgetter(
    "place", "language", "says", "choices", "afterwards", "listens", "silence", "wait", "number", "longest", "ring",
    "ends",
)  # fmt: skip


def is_private(scene: Scene) -> bool:
    """Whether nobody else will ever ask for this document: it names somebody of staff, or a sound of one's own."""
    return scene.place.partition("/")[0] == STAFF or any(saying.token for saying in scene.says)


class Documents:
    """Gives the XML of turns, from memory where the same scene was asked for before."""

    def __init__(self, urls: Urls) -> None:
        self._urls = urls
        self._ready: dict[tuple[Any, ...], str] = {}

    def write(self, turn: Turn) -> str:
        """The document of a turn that has a scene."""
        scene, catalogue = turn.scene, turn.visit.catalogue
        assert scene is not None
        key = (catalogue.version, turn.after_key, HEARD(scene))
        document = self._ready.get(key)
        if document is None:
            document = render(scene, catalogue.languages, self._urls, after_key=turn.after_key)
            if not is_private(scene):
                self._keep(key, document)
        return fill(document, turn.here, turn.silent)

    def _keep(self, key: tuple[Any, ...], document: str) -> None:
        """Begin anew when there are too many: old versions and passing times of day would pile up."""
        if len(self._ready) >= MOST:
            self._ready.clear()
        self._ready[key] = document
