"""The engine on a real PostgreSQL server: searching, publishing, and editors at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from content.editing import drafts
from content.editing.listing import ItemQuery, list_items
from content.editing.rehearsing import rehearse
from content.editing.sheet import text_sheet
from content.packs.importing import import_pack
from content.packs.places import LIBRARY
from db.base import Base
from db.database import Database
from tests.content.cluster import Cluster
from tests.content.editing.desk import Editor
from tests.content.editing.newsroom import Editor as RandomEditor
from tests.content.editing.test_any_edits import NUMBERS, SETTINGS, check
from tests.content.museum import NOW, SmallHouse

pytestmark = pytest.mark.postgres
ENGLISH, FRENCH = text_sheet(202, "en"), text_sheet(202, "fr")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallHouse]:
    folder: Path = tmp_path_factory.mktemp("house")
    with Cluster() as cluster:
        made = SmallHouse(folder, settings=SETTINGS)
        made.database.close()
        made.database = Database(cluster.url)
        Base.metadata.create_all(made.database.engine)
        import_pack(made.database, made.media, LIBRARY, made.clock)
        yield made
        made.database.close()


def test_words_travel_there_and_back(house: SmallHouse) -> None:
    editor = Editor(house)
    before = editor.opens(ENGLISH).data["title"]
    editor.rewrites(ENGLISH, title="Été of the Zebra")
    assert editor.opens(FRENCH).is_stale
    for words in ("zeb", "ETE zebra"):
        page = editor.does(list_items, ItemQuery(words=words))
        assert [row.number for row in page.rows] == [202]
    editor.saves(ENGLISH, title="Drafted")
    assert rehearse(house.database, SETTINGS, [ENGLISH]).items[202].words["en"].title == "Drafted"
    editor.restores_item(202)
    assert [edition.data["title"] for edition in editor.looks_back(ENGLISH) if edition.data] == [
        before, "Été of the Zebra", before
    ]  # fmt: skip
    assert not editor.opens(FRENCH).is_stale


def test_what_was_read_before_is_not_kept(house: SmallHouse) -> None:
    Editor(house).saves(ENGLISH, title="Begun")
    with house.database.writes() as mine:
        seen, held = drafts.open(mine, ENGLISH), drafts.find(mine, ENGLISH)
        assert held
        Editor(house).saves(ENGLISH, title="Written meanwhile")
        saved = drafts.save(mine, ENGLISH, {"credit": "Mine"}, seen.revision, "Ben", NOW)
        assert (saved.data["title"], saved.data["credit"]) == ("Written meanwhile", "Mine")


@pytest.mark.parametrize(
    "asked",
    [{"missing": True}, {"stale": True}, {"drafted": True}, {"unrecorded": True}, {"words": "a b 2"}],
    ids=str,
)
def test_every_filter_is_understood(house: SmallHouse, asked: dict[str, object]) -> None:
    Editor(house).does(list_items, ItemQuery(**asked))  # type: ignore[arg-type]


def test_editors_at_once_leave_the_line_whole(house: SmallHouse) -> None:
    faults: list[BaseException] = []

    def work(seed: int) -> None:
        editor = RandomEditor(house.database, seed, list(NUMBERS))
        try:
            for _ in range(60):
                editor.acts()
        except Exception as fault:  # noqa: BLE001 - told by the test itself
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (1, 2, 3, 4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert faults == []
    check(house)
