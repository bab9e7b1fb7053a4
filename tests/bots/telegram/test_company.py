"""Groups, blocking, sharing: the chat among other people."""

from __future__ import annotations

import pytest

from tests.actors.chatter import Chatter
from tests.bots.telegram.museum import STORY, Museum
from tests.scenes.museum import read_prompts

SAYS = read_prompts("en")


def test_group_that_invites_us_is_greeted(rosa: Chatter) -> None:
    group = rosa.founds_group("The third form")
    assert group.buttons()[0] == "1 Today's story"


def test_talk_in_a_group_is_left_alone(rosa: Chatter, museum: Museum) -> None:
    group, before = rosa.founds_group("The fourth form"), len(museum.requests())
    assert group.says("How old is your snail?").sees() == ""
    assert len(museum.requests()) == before
    assert group.says("/choose").sees() == SAYS["choose.chat"]


def test_answer_in_a_group_is_heard(rosa: Chatter, museum: Museum) -> None:
    group = rosa.founds_group("The fifth form").says("/ask")
    group.says("Snails?", reply_to=group.messages()[-1]["id"])
    assert museum.requests()[-1].text == "Snails?"


def test_group_keeps_its_place_when_it_grows(own_museum: Museum) -> None:
    group = own_museum.chat().founds_group("The sixth form").presses("8").presses("2 Français")
    grown = group.lets_group_grow()
    assert grown.says("/start").buttons()[0] == f"1 {read_prompts('fr')['lobby.today.button']}"
    assert len(own_museum.visitors()) == 1


def test_blocked_visitor_is_let_go(own_museum: Museum) -> None:
    rosa = own_museum.chat().opens()
    rosa.blocks()
    assert [one.reachable for one in own_museum.visitors()] == [False]
    rosa.unblocks()
    assert [one.reachable for one in own_museum.visitors()] == [True]


def test_deactivated_visitor_is_let_go(own_museum: Museum) -> None:
    rosa = own_museum.chat().opens()
    rosa.leaves_for_good()
    rosa.presses("2")
    assert [one.reachable for one in own_museum.visitors()] == [False]


def test_who_refuses_voice_gets_the_file(museum: Museum) -> None:
    quiet = museum.chat("Quiet Quentin", refuses_voice=True).opens(f"item-{STORY}")
    assert quiet.hears() == []
    files = [one for one in quiet.messages() if "document" in one]
    assert [one["caption"] for one in files] == ["Item 214 en\nTold by Ana, curator en."]
    assert "a teaser for Item 214" in quiet.sees()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("305", "Item 305 en"),
        ("item 281", "Item 281 en"),
        ("ÍTEM 281", "Item 281 en"),
        ("joseph", "Item 230 en"),
    ],
)
def test_items_are_found_to_be_shared(rosa: Chatter, query: str, first: str) -> None:
    assert rosa.asks_inline(query)[0].title == first


@pytest.mark.parametrize("query", ["", "   ", "nothing like that anywhere"])
def test_without_a_match_there_are_suggestions(rosa: Chatter, query: str) -> None:
    found = rosa.asks_inline(query)
    assert 1 < len(found) <= 20
    assert all(one.title.startswith("Item") and one.description for one in found)


def test_shared_item_leads_to_the_bot(rosa: Chatter) -> None:
    bubbles = len(rosa.opens().messages())
    rosa.chooses_inline("214", "Item 214")
    card = rosa.messages()[-1]
    assert len(rosa.messages()) == bubbles + 1
    assert "a teaser for Item 214" in card["text"]
    assert card["buttons"][0][0]["url"] == "https://t.me/museline_bot?start=item-214"


def test_sharing_speaks_ones_own_language(museum: Museum) -> None:
    assert museum.chat("Amélie", "fr").asks_inline("281")[0].title == "Item 281 fr"


@pytest.mark.parametrize("kind", ["429", "500"])
def test_passing_trouble_is_waited_out(rosa: Chatter, kind: str) -> None:
    rosa.opens().breaks(kind, method="editMessageText").presses("2")
    assert rosa.sees() == SAYS["choose.chat"]
    assert rosa.breaks(kind, method="sendMessage").says("help").sees() == SAYS["help.chat"]


def test_late_button_is_answered_all_the_same(rosa: Chatter) -> None:
    assert rosa.opens().breaks("late").presses("2").sees() == SAYS["choose.chat"]


def test_second_press_of_a_button_is_no_trouble(rosa: Chatter) -> None:
    rosa.opens().presses("2").presses_data("choose")
    assert rosa.sees() == ""
    assert rosa.presses("Back").sees()
