"""What the chat's door is built from: the museum's own parts, handed over once."""

from __future__ import annotations

from dataclasses import dataclass

from addresses.keys import KeyRing
from content.catalogue import Catalogue
from content.media import MediaStore
from content.shelf import Shelf
from db.clock import Clock
from db.database import Database
from settings import Settings


@dataclass(frozen=True, slots=True)
class House:
    """The parts of the museum that a chat needs."""

    settings: Settings
    database: Database
    shelf: Shelf
    media: MediaStore
    keys: KeyRing
    clock: Clock

    @property
    def catalogue(self) -> Catalogue:
        """What is published now."""
        return self.shelf.catalogue

    @property
    def bot(self) -> str:
        """The bot's own id: the part of its token before the colon, no secret."""
        return bot_id(self.settings)


def bot_id(settings: Settings) -> str:
    """The bot's own id, taken from its token."""
    return settings.telegram_bot_token.partition(":")[0]
