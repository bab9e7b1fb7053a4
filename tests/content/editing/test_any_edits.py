"""A thousand random edits by several editors end with a line that is whole and can be heard."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from content.catalogue import Catalogue
from content.editing.live import check_whole
from content.packs.importing import import_pack
from content.packs.places import LIBRARY
from content.published.catalogue import load_catalogue
from content.tables import DraftRow, ItemRow, ItemTextRow, PromptRow, RecordingRow, StepRow
from scenes import visiting
from tests.content.editing.newsroom import LANGUAGES, Editor
from tests.content.museum import SmallHouse, make_settings
from tests.scenes.museum import make_visit
from visitors.people import Channel

SETTINGS = make_settings(languages="en,fr,es")
NUMBERS = (202, 207, 212, 240, 310, 320)  # stories, activities, an episode and a stop of a walk


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SmallHouse]:
    (tmp_path / "house").mkdir()
    made = SmallHouse(tmp_path / "house", settings=SETTINGS)
    import_pack(made.database, made.media, LIBRARY, made.clock)
    yield made
    made.database.close()


def test_a_thousand_edits_leave_the_line_whole(house: SmallHouse) -> None:
    numbers = list(NUMBERS)
    editors = [Editor(house.database, seed, numbers) for seed in (1, 2, 3)]
    for turn in range(1000):
        editors[turn % 3].acts()
    done = sum((editor.done for editor in editors), Counter[str]())
    assert {"saves", "publishes_item", "restores", "restores_item", "waits", "deletes"} <= done.keys()
    assert {"saves refused", "publishes_item refused", "deletes refused"} <= done.keys()
    check(house)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 20))
def test_ten_thousand_edits_leave_the_line_whole(house: SmallHouse, seed: int) -> None:
    numbers = list(NUMBERS)
    editors = [Editor(house.database, seed * 10 + one, numbers) for one in range(3)]
    for turn in range(1000):
        editors[turn % 3].acts()
    check(house)


def test_editors_at_once_leave_the_line_whole(house: SmallHouse) -> None:
    """Four people in four threads, with one file beneath them."""
    faults: list[BaseException] = []

    def work(seed: int) -> None:
        editor = Editor(house.database, seed, list(NUMBERS))
        try:
            for _ in range(60):
                editor.acts()
        except Exception as fault:  # noqa: BLE001 - told by the test itself
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (4, 5, 6, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert faults == []
    check(house)


def check(house: SmallHouse) -> None:
    with house.database.reads() as session:
        check_rows(session)
        catalogue = load_catalogue(session, SETTINGS)
    for language in LANGUAGES:
        for channel in (Channel.PHONE, Channel.CHAT):
            hear(catalogue, language, channel)


def check_rows(session: Session) -> None:
    for table, owner in (
        (ItemTextRow, ItemTextRow.item),
        (PromptRow, PromptRow.key),
        (RecordingRow, RecordingRow.item),
    ):
        live = select(func.count()).where(table.live).group_by(owner, table.language)
        assert set(session.scalars(live)) <= {1}
    for number in session.scalars(select(ItemRow.number).where(ItemRow.state == "published")):
        assert check_whole(session, number) == [], number
    newest = select(StepRow.kind, StepRow.key, StepRow.language, func.max(StepRow.revision))
    last = {(kind, key, code): count for kind, key, code, count in session.execute(
        newest.group_by(StepRow.kind, StepRow.key, StepRow.language))}  # fmt: skip
    for row in session.scalars(select(DraftRow)):
        assert row.revision == last[row.kind, row.key, row.language]


def hear(catalogue: Catalogue, language: str, channel: Channel) -> None:
    """Every place of every published item is entered, and none is lost."""
    visit = make_visit(language, channel, catalogue=catalogue, line=catalogue.lines[0])
    assert len(catalogue.items) > 10
    assert visiting.enter("lobby", visit).says
    for number in catalogue.items:
        for place in (f"item/{number}", f"item/{number}/0", f"after/{number}"):
            scene = visiting.enter(place, visit)
            assert not scene.place.startswith("lobby"), place
            assert scene.says or scene.card, place
