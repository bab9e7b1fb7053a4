"""The shelf from which every door takes the catalogue: in memory, renewed when the content's version moves."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError

from content.catalogue import Catalogue
from content.published.catalogue import EmptyMuseum, load_catalogue
from content.version import read_version
from db.database import Database
from settings import Settings

CHECK_SECONDS = 2.0
UNLOADABLE = (SQLAlchemyError, EmptyMuseum, LookupError, ValueError)

log = structlog.get_logger()


class Shelf:
    """Holds what is published. One thread looks for news, the others go on with what they have."""

    def __init__(
        self, database: Database, settings: Settings, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self._database, self._settings, self._tick = database, settings, tick
        self._looking = threading.Lock()
        self._catalogue: Catalogue | None = None
        self._next_look = 0.0

    @property
    def catalogue(self) -> Catalogue:
        """What is published, two seconds old at most; raises `EmptyMuseum` while there has never been anything."""
        if self._catalogue is None:
            return self._fill()
        if self._tick() >= self._next_look and self._looking.acquire(blocking=False):
            try:
                self._look(self._catalogue)
            finally:
                self._looking.release()
        return self._catalogue

    def _fill(self) -> Catalogue:
        """The first time everybody waits, and only one reads."""
        with self._looking:
            if self._catalogue is None:
                self._catalogue = self._load()
                self._next_look = self._tick() + CHECK_SECONDS
        return self._catalogue

    def _look(self, known: Catalogue) -> None:
        """Take the new catalogue where there is one; a database that does not answer leaves the old one standing."""
        self._next_look = self._tick() + CHECK_SECONDS
        try:
            with self._database.reads() as session:
                moved = read_version(session) != known.version
            if moved:
                self._catalogue = self._load()
        except UNLOADABLE as error:
            log.warning("the catalogue could not be renewed, the old one stays", error=type(error).__name__)

    def _load(self) -> Catalogue:
        with self._database.reads() as session:
            catalogue = load_catalogue(session, self._settings)
        missing = [code for code in self._settings.languages if code not in catalogue.languages]
        if missing:
            log.warning("languages of the settings that no content has", languages=missing)
        return catalogue
