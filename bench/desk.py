"""The list of items and its search in a large museum, beside the same in a small one."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlalchemy import insert
from sqlalchemy.orm import Session

from content.editing.listing import ItemQuery, list_items
from content.editing.searching import index
from content.tables import DraftRow, ItemRow, ItemTextRow, LanguageRow, SpeakerRow
from db.base import Base
from db.database import Database

FEW, MANY = 100, 9_900  # items have three or four digits: there is no room for more
ROUNDS, TURNS = 5, 20
MOST_GROWTH = 1.5
NOW = datetime(2026, 5, 18, tzinfo=UTC)
LANGUAGES, SPEAKERS = ("en", "fr", "es"), 12
ASKED = {
    "first page": ItemQuery(),
    "a later page": ItemQuery(after=140),
    "a common word": ItemQuery(words="gallery"),
    "a beginning": ItemQuery(words="ga"),
    "a rare word": ItemQuery(words="kestrel"),
    "two words": ItemQuery(words="gallery kestrel"),
    "no such word": ItemQuery(words="xylophone"),
    "a number": ItemQuery(words="150"),
    "a kind": ItemQuery(kind="activity"),
    "a speaker, on the line": ItemQuery(speaker="speaker-3", state="published"),
    "stale in French": ItemQuery(language="fr", stale=True),
    "drafts": ItemQuery(drafted=True),
}


def main() -> None:
    """Measure and print; nothing here can fail for being slow."""
    print(f"Writing a museum of {FEW} items and one of {MANY} ...", flush=True)
    with ExitStack() as opened:
        few, many = (opened.enter_context(museum(count)) for count in (FEW, MANY))
        print(
            f"{'asked':<24}{'few':>8}{'many':>9}   growth (wanted: at most {MOST_GROWTH}), and items on the page"
        )
        for name, query in ASKED.items():
            compare(name, query, few, many)


def compare(name: str, query: ItemQuery, few: Database, many: Database) -> None:
    """By turns, so that whatever else the machine does meets both; the median of medians."""
    measured = [[measure(database, query) for database in (few, many)] for _ in range(ROUNDS)]
    small, large = (statistics.median(column) for column in zip(*measured, strict=True))
    growth = statistics.median(two / one for one, two in measured)
    rows = " and ".join(str(count_rows(database, query)) for database in (few, many))
    print(f"{name:<24}{small:5.2f} ms{large:6.2f} ms   {growth:.2f}, {rows}", flush=True)


def count_rows(database: Database, query: ItemQuery) -> int:
    """How many items stand on the page: fifty cost more than three."""
    with database.reads() as session:
        return len(list_items(session, query).rows)


def measure(database: Database, query: ItemQuery) -> float:
    """Milliseconds for one page, the median of some."""
    taken = []
    for _ in range(TURNS):
        began = time.perf_counter()
        with database.reads() as session:
            list_items(session, query)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


@contextmanager
def museum(count: int) -> Iterator[Database]:
    """A museum of so many items in three languages, every one with other words."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'museum.db'}")
        Base.metadata.create_all(database.engine)
        with database.writes() as session:
            fill(session, count)
        with database.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
        yield database
        database.close()


def fill(session: Session, count: int) -> None:
    """Languages, speakers, items, words, and a few drafts."""
    chance = Random(7)
    languages = [
        {"code": code, "position": n, "endonym": code, "locale": code, "voice": code, "key": n + 1}
        for n, code in enumerate(LANGUAGES)
    ]
    session.execute(insert(LanguageRow), languages)
    people = [{"slug": f"speaker-{n}", "position": n, "name": f"Speaker {n}"} for n in range(SPEAKERS)]
    session.execute(insert(SpeakerRow), people)
    numbers = range(100, 100 + count)
    session.execute(insert(ItemRow), [describe(number, chance) for number in numbers])
    texts = [tell(number, code, chance) for number in numbers for code in LANGUAGES]
    session.execute(insert(ItemTextRow), texts)
    session.execute(insert(DraftRow), [draft(number) for number in numbers[:20]])
    index(session, numbers)


def describe(number: int, chance: Random) -> dict[str, object]:
    """The facts of one item."""
    return {
        "number": number, "kind": chance.choice(["story", "story", "activity", "smile"]),
        "speaker": f"speaker-{chance.randrange(SPEAKERS)}", "intent": "wonder", "audience": "everyone",
        "state": chance.choice(["published", "published", "draft", "withdrawn"]), "rights": "CC0", "sources": [],
        "sensitive": False, "asks": False, "picture": "", "changed_at": NOW,
    }  # fmt: skip


def tell(number: int, code: str, chance: Random) -> dict[str, object]:
    """One item in one language: sixty words out of five thousand, one that is everywhere, one that is rare."""
    body = " ".join(f"{chance.choice('bcdfglmnprst')}a{chance.randrange(400)}" for _ in range(60))
    rare = "kestrel" if number in {111, 160} else ""
    stale = 1 if code == "fr" and number % 3 == 0 else 2
    return {
        "item": number, "language": code, "version": 2, "source_version": stale if code != "en" else 2, "live": True,
        "made_at": NOW, "title": f"{body[:12]} {rare}", "teaser": "a teaser", "body": f"{body} gallery",
        "description": "", "credit": "", "warning": "", "review": "reviewed",
    }  # fmt: skip


def draft(number: int) -> dict[str, object]:
    """A draft of an item's French words."""
    return {
        "kind": "text", "key": str(number), "language": "fr", "data": {"title": "Titre"}, "revision": 1,
        "review": "draft", "based_on": 1, "source_version": 1, "changed_at": NOW, "changed_by": "Ana",
    }  # fmt: skip


if __name__ == "__main__":
    main()
