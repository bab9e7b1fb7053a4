"""The shelf shows what is published, at most two seconds late, and never falls over with its database."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import event, insert, text
from structlog.testing import capture_logs

from content.published.catalogue import EmptyMuseum
from content.shelf import Shelf
from content.tables import ItemRow, ItemTextRow, LineRow, RecordingRow
from tests.content.museum import NOW, PackFolder, SmallHouse, make_settings


@pytest.fixture
def filled(house: SmallHouse, pack: PackFolder) -> SmallHouse:
    house.take_in(pack)
    return house


@pytest.mark.parametrize(("seconds", "shown"), [(0.0, True), (1.9, True), (2.0, False), (60.0, False)])
def test_withdrawal_shows_within_two_seconds(filled: SmallHouse, seconds: float, shown: bool) -> None:
    assert 214 in filled.shelf.catalogue.items
    filled.write(ItemRow, ItemRow.number == 214, state="withdrawn")
    filled.seconds = seconds
    assert (214 in filled.shelf.catalogue.items) is shown


def test_withdrawn_item_leaves_threads_and_series(filled: SmallHouse) -> None:
    filled.write(ItemRow, ItemRow.number == 305, state="withdrawn")
    catalogue = filled.shelf.catalogue
    assert catalogue.items[214].threads == ()
    assert catalogue.series["blues"].items == (214,)


def test_series_without_items_is_not_offered(filled: SmallHouse) -> None:
    filled.write(ItemRow, ItemRow.number > 0, state="withdrawn")
    assert (filled.shelf.catalogue.items, filled.shelf.catalogue.series) == ({}, {})


def test_unchanged_version_keeps_the_same_catalogue(filled: SmallHouse) -> None:
    first = filled.shelf.catalogue
    filled.seconds = 100
    assert filled.shelf.catalogue is first


def test_lost_database_leaves_the_old_catalogue(filled: SmallHouse) -> None:
    first = filled.shelf.catalogue
    with filled.database.writes() as session:
        session.execute(text("DROP TABLE content_version"))
    filled.seconds = 2
    with capture_logs() as lines:
        assert filled.shelf.catalogue is first
        assert filled.shelf.catalogue is first
    assert [line["error"] for line in lines] == ["OperationalError"]


def test_empty_museum_says_what_to_do(house: SmallHouse) -> None:
    with pytest.raises(EmptyMuseum, match="museline seed"):
        _ = house.shelf.catalogue


def test_shelf_opens_once_there_is_content(house: SmallHouse, pack: PackFolder) -> None:
    with pytest.raises(EmptyMuseum):
        _ = house.shelf.catalogue
    house.take_in(pack)
    assert house.shelf.catalogue.version == 1


@pytest.mark.parametrize(
    ("wanted", "offered", "logged"),
    [("fr,en", ["fr", "en"], []), ("en", ["en"], []), ("de,fr", ["fr"], [["de"]])],
)
def test_settings_choose_and_order_languages(
    filled: SmallHouse, wanted: str, offered: list[str], logged: list[list[str]]
) -> None:
    with capture_logs() as lines:
        catalogue = Shelf(filled.database, make_settings(languages=wanted)).catalogue
    assert [line["languages"] for line in lines] == logged
    assert list(catalogue.languages) == offered
    assert catalogue.house == offered[0]
    assert set(catalogue.items[214].words) == set(offered)
    assert catalogue.lines[0].language in offered


def test_languages_nobody_speaks_are_an_empty_museum(filled: SmallHouse) -> None:
    with pytest.raises(EmptyMuseum, match="de, it"):
        _ = Shelf(filled.database, make_settings(languages="de,it")).catalogue


def test_line_takes_number_from_settings(filled: SmallHouse) -> None:
    twilio = {"twilio_account_sid": "AC1", "twilio_auth_token": "t", "twilio_phone_number": "+33155550199"}
    given = make_settings(time_zone="Europe/Madrid", menu_wait=7, **twilio)
    line = Shelf(filled.database, given).catalogue.line_for("+33155550199")
    assert (line.number, line.zone, line.wait) == ("+33155550199", "Europe/Madrid", 7)
    filled.write(LineRow, LineRow.slug == "main", number="+33155550111")
    assert Shelf(filled.database, given).catalogue.lines[0].number == "+33155550111"


@pytest.mark.parametrize(
    ("state", "live", "heard"), [("ready", True, True), ("ready", False, False), ("pending", False, False)]
)
def test_only_ready_live_recordings_are_heard(
    filled: SmallHouse, state: str, live: bool, heard: bool
) -> None:
    made = {
        "item": 214,
        "language": "en",
        "version": 1,
        "text_version": 1,
        "master": "m",
        "master_sha256": "s",
    }
    with filled.database.writes() as session:
        session.add(
            RecordingRow(**made, made_at=NOW, state=state, live=live, seconds=4.5, phone="p", chat="c")
        )
    sound = filled.shelf.catalogue.items[214].words["en"].sound
    assert (sound is not None and sound.seconds == 4.5) is heard


def test_others_keep_the_old_while_one_reads(filled: SmallHouse) -> None:
    first = filled.shelf.catalogue
    filled.write(ItemRow, ItemRow.number == 214, state="withdrawn")
    filled.seconds = 5
    reading, go_on = threading.Event(), threading.Event()

    def hold(*_: object) -> None:
        reading.set()
        go_on.wait(10)

    event.listen(filled.database.engine, "before_cursor_execute", hold)
    reader = threading.Thread(target=lambda: filled.shelf.catalogue)
    reader.start()
    assert reading.wait(10)
    assert filled.shelf.catalogue is first
    go_on.set()
    reader.join(10)
    assert 214 not in filled.shelf.catalogue.items


def test_ten_thousand_items_need_no_more_queries(filled: SmallHouse) -> None:
    few = count_queries(filled)
    numbers = [number for number in range(1000, 10000) if number != 305]
    common = {
        "kind": "story",
        "speaker": "ana",
        "intent": "calm",
        "audience": "everyone",
        "rights": "r",
        "sources": [],
    }
    words = {
        "title": "t",
        "teaser": "t",
        "body": "One.\n\nTwo.",
        "description": "",
        "credit": "",
        "warning": "",
    }
    version = {"review": "reviewed", "version": 1, "source_version": 1, "live": True, "made_at": NOW}
    with filled.database.writes() as session:
        items = [{"number": number, "state": "published", "changed_at": NOW, **common} for number in numbers]
        session.execute(insert(ItemRow), items)
        texts = [
            {"item": number, "language": code, **words, **version}
            for number in numbers
            for code in ("en", "fr")
        ]
        session.execute(insert(ItemTextRow), texts)
    assert count_queries(filled) == few


def count_queries(house: SmallHouse) -> int:
    asked: list[str] = []

    def note(*given: object) -> None:
        asked.append(str(given[2]))

    event.listen(house.database.engine, "before_cursor_execute", note)
    assert len(Shelf(house.database, house.settings).catalogue.items) > 1
    event.remove(house.database.engine, "before_cursor_execute", note)
    return len(asked)
