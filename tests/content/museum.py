"""A small museum for tests: a pack of two stories and an activity, written by hand, and a house to put it in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import update

from content.media import MediaStore
from content.packs.importing import import_pack
from content.shelf import Shelf
from content.version import move_version
from db.base import Base
from db.database import Database
from settings import Settings

Row = TypeVar("Row", bound=Base)
NOW = datetime(2026, 5, 18, 10, tzinfo=UTC)
JPEG = b"\xff\xd8\xff\xe0 a very small picture \xff\xd9"
FILES = {
    "lines.toml": """[languages.en]
endonym = "English"
locale = "en-GB"
voice = "Polly.Amy-Neural"
key = 1

[languages.fr]
endonym = "Français"
locale = "fr-FR"
voice = "Polly.Lea-Neural"
key = 2

[lines.main]
language = "en"
staff_phone = "+33155550100"
closed = [2026-12-24]

[lines.main.hours]
tue = "10:00-12:30, 14:00-17:00"

[lines.main.greeting]
en = "Hello from the tower."
""",
    "speakers.toml": """[ana]
name = "Ana Moreau"
role = {en = "curator", fr = "conservatrice"}

[jo]
name = "Jo"
role = {en = "guard", fr = "gardien"}
""",
    "series.toml": """[blues]
kind = "serial"
guide = "ana"
items = [214, 305]
weekdays = ["mon", "thu"]
title = {en = "Blues", fr = "Bleus"}
teaser = {en = "a colour in two parts", fr = "une couleur en deux épisodes"}
""",
    "prompts/en.toml": """[lobby]
hello = "Hello from {museum}."
today = {say = "For today's story, press 1.", button = "Today's story"}
""",
    "prompts/fr.toml": """[lobby]
hello = "Bonjour, ici {museum}."
today = {say = "Pour l'histoire du jour, appuyez sur le 1.", button = "L'histoire du jour"}
""",
    "items/214/item.toml": """kind = "story"
speaker = "ana"
intent = "wonder"
audience = "everyone"
sensitive = false
asks = true
state = "published"
rights = "https://creativecommons.org/licenses/by/4.0/"
review_by = 2028-05-01
sources = ["A book, page 12"]

[[threads]]
to = 305
[threads.reason]
en = "something to do with stars"
fr = "quelque chose avec des étoiles"
""",
    "items/214/en.md": """+++
title = "The astronomer"
teaser = "a man who touches the stars"
description = "A man at a window."
credit = "Painted in 1668. Told by Ana Moreau, curator."
review = "reviewed"
+++
He looks up. He has found something.

What have you found?
""",
    "items/214/fr.md": """+++
title = "L'astronome"
teaser = "un homme qui touche les étoiles"
description = "Un homme à sa fenêtre."
credit = "Peint en 1668. Raconté par Ana Moreau, conservatrice."
review = "draft"
+++
Il lève les yeux.
""",
    "items/305/item.toml": """kind = "activity"
speaker = "jo"
intent = "make"
audience = "children"
state = "published"
rights = "https://creativecommons.org/licenses/by/4.0/"
""",
    "items/305/en.md": """+++
title = "A paper star"
teaser = "a star of your own"
credit = "Told by Jo, guard."
review = "reviewed"
+++
Let's make a star.

- paper
- a pair
  of scissors

1. Fold it.
2. Cut it.

Hang it up.
""",
    "items/410/item.toml": """kind = "story"
speaker = "jo"
intent = "doubt"
audience = "everyone"
sensitive = true
state = "draft"
rights = "https://creativecommons.org/licenses/by/4.0/"
""",
    "items/410/en.md": """+++
title = "The empty frame"
teaser = "a theft by night"
warning = "This story speaks of a death."
review = "draft"
+++
It was gone.
""",
}


def make_settings(**given: object) -> Settings:
    """Settings that no file and no environment reaches."""
    plain = {"public_url": "https://line.museum.example", "languages": "en,fr", "museum_name": "the tower"}
    return Settings(_env_file=None, **{**plain, **given})


@dataclass
class SlowClock:
    """A clock that stands still until it is told to move."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, **much: float) -> None:
        self.moment += timedelta(**much)


class PackFolder:
    """A pack in a folder, to be spoilt or amended by tests."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for file, text in FILES.items():
            self.write(file, text)
        self.write("items/214/picture.jpg", JPEG)

    def write(self, file: str, text: str | bytes) -> None:
        target = self.path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def change(self, file: str, old: str, new: str) -> None:
        text = (self.path / file).read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {file}"
        self.write(file, text.replace(old, new, 1))

    def remove(self, file: str) -> None:
        (self.path / file).unlink()


@dataclass
class SmallHouse:
    """A database and a media store in a folder, and a shelf whose seconds are counted by hand."""

    folder: Path
    clock: SlowClock = field(default_factory=SlowClock)
    seconds: float = 0.0
    settings: Settings = field(default_factory=make_settings)

    def __post_init__(self) -> None:
        self.database = Database(f"sqlite:///{self.folder}/house.db")
        Base.metadata.create_all(self.database.engine)
        self.media = MediaStore(str(self.folder / "media"))
        self.shelf = Shelf(self.database, self.settings, lambda: self.seconds)

    def take_in(self, pack: PackFolder) -> None:
        import_pack(self.database, self.media, pack.path, self.clock)

    def rows(self, table: type[Row], **wanted: object) -> list[Row]:
        """Rows of a table with these values, in their order."""
        with self.database.reads() as session:
            return list(session.query(table).filter_by(**wanted))

    def write(self, table: type[Base], row: Any, **values: object) -> None:
        """Change rows behind the back of everybody, and let them know."""
        with self.database.writes() as session:
            session.execute(update(table).where(row).values(**values))
            move_version(session, self.clock.now())
