"""Seasons on the line: their greeting, their items first, and how they leave by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from content.catalogue import Season
from db.database import Database
from scenes import lists, visiting
from scenes.scene import Scene
from scenes.visit import Visit
from tests.scenes.museum import TUESDAY, make_catalogue, make_visit, make_visitor
from tests.scenes.stroll import Stroll
from visitors.people import Channel

HELLO = "A warm hello from a snowed-in museum."
WINTER = Season(
    "winter", date(2026, 3, 1), date(2026, 3, 31), items=(314, 250, 305, 214), greeting={"en": HELLO}
)  # 250 needs a warning: nobody gets it unasked


def in_winter(*seasons: Season, **more: Any) -> Visit:
    catalogue = replace(make_catalogue(), seasons=seasons or (WINTER,), _lists={})
    return make_visit(**{"catalogue": catalogue, **more})


def heard(scene: Scene) -> str:
    return scene.says[0].text


@pytest.mark.parametrize("newcomer", [True, False])
def test_season_greets_everybody(newcomer: bool) -> None:
    assert heard(visiting.enter("lobby", in_winter(newcomer=newcomer))) == HELLO


def test_season_greets_before_the_lines_own_words() -> None:
    line = replace(make_visit().line, greeting={"en": "Hello, this is the children's line."})
    assert heard(visiting.enter("lobby", in_winter(line=line))) == HELLO


def test_untranslated_greeting_leaves_the_usual() -> None:
    assert heard(visiting.enter("lobby", in_winter(language="fr"))).startswith("Bonjour")


def test_kind_word_goes_before_the_season() -> None:
    assert heard(visiting.enter("lobby/lost", in_winter())) != HELLO


@pytest.mark.parametrize(("newcomer", "paragraphs"), [(True, 2), (False, 1)])
def test_chat_reads_the_greeting(newcomer: bool, paragraphs: int) -> None:
    scene = visiting.enter("lobby", in_winter(channel=Channel.CHAT, newcomer=newcomer))
    assert (scene.shows[0], len(scene.shows)) == (HELLO, paragraphs)


def test_greeting_leaves_with_the_season() -> None:
    visit = in_winter()
    assert heard(visiting.enter("lobby", visit)) == HELLO
    april = replace(visit, now=visit.now + timedelta(days=22))
    assert heard(visiting.enter("lobby", april)) != HELLO, "a menu that is kept ready must know the season"
    assert heard(visiting.enter("lobby", visit)) == HELLO


@pytest.mark.parametrize(
    ("begins", "ends", "yearly", "day", "is_on"),
    [
        ("2026-12-01", "2027-01-06", False, "2026-11-30", False),
        ("2026-12-01", "2027-01-06", False, "2026-12-01", True),
        ("2026-12-01", "2027-01-06", False, "2027-01-06", True),
        ("2026-12-01", "2027-01-06", False, "2027-01-07", False),
        ("2026-12-01", "2027-01-06", False, "2027-12-24", False),
        ("2026-12-01", "2027-01-06", True, "2027-12-24", True),
        ("2026-12-01", "2027-01-06", True, "2029-01-06", True),
        ("2026-12-01", "2027-01-06", True, "2029-01-07", False),
        ("2026-12-01", "2027-01-06", True, "2026-01-03", False),
        ("2026-06-01", "2026-06-30", True, "2031-06-30", True),
        ("2026-06-01", "2026-06-30", True, "2031-07-01", False),
        ("2028-02-29", "2028-02-29", True, "2029-02-28", False),
        ("2028-02-20", "2028-02-29", True, "2029-02-28", True),
    ],
)
def test_season_knows_its_days(begins: str, ends: str, yearly: bool, day: str, is_on: bool) -> None:
    season = Season("s", date.fromisoformat(begins), date.fromisoformat(ends), yearly)
    assert season.is_on(date.fromisoformat(day)) is is_on


def test_shortest_of_two_seasons_counts() -> None:
    carnival = replace(WINTER, slug="carnival", begins=date(2026, 3, 9), greeting={"en": "Masks on!"})
    assert heard(visiting.enter("lobby", in_winter(WINTER, carnival))) == "Masks on!"
    assert heard(visiting.enter("lobby", in_winter(carnival, WINTER))) == "Masks on!"


def test_items_open_the_day_in_turn() -> None:
    visit = in_winter()
    days = [replace(visit, now=visit.now + timedelta(days=day)) for day in range(3)]
    firsts = [lists.next_unheard(day, "today") for day in days]
    assert sorted(firsts) == [214, 305, 314], "each day another one, and never one that needs a warning"


def test_heard_ones_give_way_to_the_ordinary() -> None:
    visit, plain = in_winter(), make_visit()
    gone = in_winter(load_heard=lambda: frozenset({214, 305, 314}))
    assert lists.next_unheard(visit, "today") in {214, 305, 314}
    assert lists.next_unheard(gone, "today") == lists.next_unheard(
        replace(plain, load_heard=gone.load_heard), "today"
    )


def test_nothing_of_the_day_is_lost_or_doubled() -> None:
    ordinary, seasonal = lists._turned(make_visit(), "today"), lists._turned(in_winter(), "today")
    assert sorted(seasonal) == sorted({*ordinary, 214, 305, 314})


def test_season_goes_before_an_episode() -> None:
    monday = TUESDAY - timedelta(days=1)
    assert lists.episode_of_the_day(make_visit(now=monday)) is not None
    assert lists.episode_of_the_day(in_winter(now=monday)) is None
    over = in_winter(now=monday, load_heard=lambda: frozenset({214, 305, 314}))
    assert lists.episode_of_the_day(over) is not None


def test_gone_items_hinder_nobody() -> None:
    only = replace(WINTER, items=(999,))
    assert lists.next_unheard(in_winter(only), "today") == lists.next_unheard(make_visit(), "today")


def test_caller_walks_through_a_season(database: Database) -> None:
    catalogue = in_winter().catalogue
    stroll = Stroll(database, more={"catalogue": catalogue, "visitor": make_visitor()})
    assert heard(stroll.enter("lobby")) == HELLO
    assert stroll.press("1").place.split("~")[0] in {"item/214", "item/305", "item/314"}
