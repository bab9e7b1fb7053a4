"""What we have of somebody: told in numbers, brought as a file in the chat, and led on to from the help."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.scenes.museum import LANGUAGES, make_visit, read_prompts
from tests.scenes.stories import open_call, tell_all
from tests.scenes.stroll import Stroll
from visitors.people import Channel
from visitors.requests import RequestRow

MakeStroll = Callable[..., Stroll]
SAYS = read_prompts("en")


def test_way_leads_there_from_help(stroll: MakeStroll) -> None:
    walker = stroll()
    walker.go("help")
    walker.press("1")
    assert walker.press("3").place == "mydata"
    assert walker.press("1").place == "forget"


@pytest.mark.parametrize("channel", Channel)
def test_everything_is_told_in_numbers(channel: Channel, stroll: MakeStroll) -> None:
    walker = stroll(channel=channel)
    tell_all(walker, open_call(walker.database))
    walker.go(f"send/{walker.writes('Who dusts the whale?')}")
    walker.go("skip/214")
    said = walker.go("mydata").says[0].text
    assert "heard, one; messages, one; stories of your own, one" in said
    assert "since your first visit, today" in said


def test_locked_address_is_told(stroll: MakeStroll) -> None:
    walker = stroll()
    assert SAYS["mydata.address"] not in [one.text for one in walker.go("mydata").says]
    walker.go("callback")
    assert SAYS["mydata.address"] in [one.text for one in walker.go("mydata").says]


def test_chat_brings_it_as_a_file(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    assert walker.go("mydata").papers == 0
    assert walker.press("3").papers == walker.visitor.id  # type: ignore[union-attr]


def test_telephone_names_a_person_instead(stroll: MakeStroll) -> None:
    walker = stroll()
    assert SAYS["mydata.person"] in [one.text for one in walker.go("mydata").says]
    assert (walker.scene.target("3"), walker.go("mydata/file").papers) == (None, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_stranger_hears_that_nothing_is_kept(language: str, stroll: MakeStroll) -> None:
    walker = stroll(language=language, more={"visitor": None, "recall": make_visit().recall})
    assert walker.go("mydata").says[0].text == read_prompts(language)["mydata.nothing"]


def test_silence_leads_back_and_deletes_nothing(stroll: MakeStroll) -> None:
    walker = stroll()
    walker.go(f"send/{walker.writes('Who dusts the whale?')}")
    walker.go("mydata")
    assert walker.wait().place == "lobby"
    with walker.database.reads() as session:
        assert session.query(RequestRow).one().text == "Who dusts the whale?"
