"""Somebody's own story: asked for at the desk, told with consent, approved, heard and read by others, taken back."""

from __future__ import annotations

import re
import sqlite3

import httpx
from sqlalchemy import select

from content import renditions
from content.tables import RecordingRow
from tests.actors.caller import Caller
from tests.actors.museum import Museum
from tests.journeys.frontdesk import Colleague
from tests.journeys.staffroom import make_sound
from tests.journeys.test_by_chat import JPEG
from tests.scenes.museum import read_prompts

ANA, BO = "+441632960211", "+441632960212"
SAYS = read_prompts("en")
TITLE, WHY = "Your first museum", "We collect first visits, because nobody else does."
CONSENT = "The museum keeps your story, and plays it if you let it. Your code takes it back."
ITEM, TEASER = "The whale looked at me", "a whale that looked back"
CAPTION = "This is my ticket from then."
WORDS = "I was six, and the whale looked at me for the whole afternoon."


def open_a_call(museum: Museum, **more: str) -> Colleague:
    """Staff make an open call at the desk, and open it."""
    ruth = Colleague(museum, "Ruth")
    ruth.opens("/desk/calls/new")
    ruth.presses("Save", title__en=TITLE, prompt__en=WHY, consent__en=CONSENT, longest="120", **more)
    ruth.presses("Open it")
    return ruth


def tell_by_phone(museum: Museum) -> str:
    """From the lobby to the code, which is its owner's from now on."""
    ana = museum.phone().dials(ANA)
    ana.presses("3", after=1)
    ana.waits_until(SAYS["tell.instead.say"])
    ana.presses("2")
    ana.waits_until(CONSENT)
    ana.waits_until(SAYS["tell.agree.say"])
    ana.presses("1")
    ana.waits_for("record")
    ana.says(make_sound(20))
    ana.presses("#")
    ana.waits_until(SAYS["review.moment"])
    museum.work()
    ana.waits_until(SAYS["review.this"])
    ana.waits_until(SAYS["review.send.say"])
    ana.presses("1")
    ana.waits_until(SAYS["consent.others.say"])
    ana.presses("1")
    ana.waits_for("record")
    ana.says(make_sound(2))
    ana.presses("#")
    museum.work()
    ana.waits_until(SAYS["consent.right.say"])
    ana.presses("1")
    ana.waits_until(SAYS["withdraw.today.say"])
    code = read_code(ana)
    ana.hangs_up()
    museum.work()
    return code


def read_code(caller: Caller) -> str:
    said = re.search(r"It is ((?:[\d ]+, ){3}[\d ]+)\. Again: \1\.", caller.transcript())
    assert said, caller.transcript()
    return re.sub(r"\D", "", said[1])


def publish(museum: Museum, ruth: Colleague) -> int:
    """Staff listen, write down what is said, and put it on the line; the item's number."""
    ruth.opens("/desk/inbox?kind=contribution")
    ruth.opens(search(r"/desk/inbox/\d+", ruth.page))
    ruth.presses("Save", transcript=WORDS)
    return approve(museum, ruth)


def approve(museum: Museum, ruth: Colleague, **more: str) -> int:
    """The story on the screen is approved, becomes an item, and goes on the line."""
    ruth.presses("Yes, approve it")
    ruth.presses("Make an item of it", title=ITEM)
    number = int(search(r"/desk/items/(\d+)/publish", ruth.page))
    render(museum, number)
    ruth.opens(f"/desk/items/{number}")
    ruth.presses("Save the draft", teaser=TEASER, **more)
    ruth.presses("Publish now")
    assert f"{number} is on the line" in ruth.page
    museum.clock.advance(3)  # a process looks for news every two seconds
    return number


def render(museum: Museum, number: int) -> None:
    """The worker makes what the item's recordings need; those of the pack are left aside."""
    house = museum.house
    with house.database.reads() as session:
        waiting = session.scalars(select(RecordingRow.id).where(RecordingRow.item == number)).all()
    for _ in waiting:
        assert renditions.render_next(house.database, house.media, house.clock, first=number)


def dial(museum: Museum, number: str, digits: str) -> Caller:
    """Somebody rings, and dials a number of the card, or a code."""
    caller = museum.phone().dials(number)
    caller.presses("5", after=1)
    caller.waits_until("hash key")
    caller.presses(f"{digits}#")
    return caller


def hear(caller: Caller) -> str:
    """Wait for the recording; its address."""
    for _ in range(30):
        if "/phone" in caller.now.get("url", ""):
            return str(caller.now["url"])
        caller.waits_seconds(caller.now["seconds"] + 0.1)
    raise AssertionError(caller.transcript())


def search(pattern: str, text: str) -> str:
    """What a pattern finds: its group, else the whole."""
    found = re.search(pattern, text)
    assert found, f"no {pattern!r} in {text}"
    return found[found.re.groups]


def take_back_by_phone(museum: Museum, code: str) -> None:
    ana = dial(museum, ANA, code)
    ana.waits_until(SAYS["withdraw.yes.short"])
    ana.presses("1")
    ana.waits_until(SAYS["withdraw.done"])
    ana.hangs_up()


def find_left(museum: Museum, *words: str) -> list[str]:
    """Which of these words stand anywhere in the database."""
    with sqlite3.connect(museum.house.settings.data_dir / "museline.db") as connection:
        lines = list(connection.iterdump())
    return [word for word in words if any(word in line for line in lines)]


def test_told_story_is_heard_read_and_taken_back(museum: Museum) -> None:
    ruth, before = open_a_call(museum), set(museum.house.media.paths())
    code = tell_by_phone(museum)
    number = publish(museum, ruth)
    bo = dial(museum, BO, str(number))
    sound = hear(bo)
    assert 19 <= bo.now["seconds"] <= 21
    assert ITEM in bo.transcript()
    bo.hangs_up()
    rosa = museum.chat().opens().says(str(number))
    assert WORDS in rosa.sees()
    assert len(rosa.hears()) == 1
    assert httpx.get(sound).status_code == 200
    assert find_left(museum, ITEM) == [ITEM]

    take_back_by_phone(museum, code)
    museum.clock.advance(5)
    dial(museum, BO, str(number)).waits_until(SAYS["number.unknown"])
    assert SAYS["number.unknown_chat"] in rosa.says(str(number)).sees()
    museum.work()
    assert httpx.get(sound).status_code == 404
    assert set(museum.house.media.paths()) <= before
    assert find_left(museum, WORDS, ITEM, TEASER) == []
    assert "Nothing here" in ruth.opens("/desk/inbox?kind=contribution").page


def test_written_story_with_photo_comes_and_goes(museum: Museum) -> None:
    ruth, before = open_a_call(museum), set(museum.house.media.paths())
    rosa = museum.chat().opens().presses("3").presses("2 Tell a story of my own")
    assert CONSENT in rosa.sees()
    rosa.presses("1").says(WORDS)
    assert WORDS in rosa.sees()
    rosa.sends_photo(JPEG, CAPTION)
    assert f"{WORDS}\n\n{CAPTION}" in rosa.sees()
    rosa.presses("1 Send it").presses("1").says("Rosa Calloway").presses("1")
    code = search(r"\b\d{8}\b", rosa.sees())
    museum.work()
    ruth.opens("/desk/inbox?kind=contribution")
    ruth.opens(search(r"/desk/inbox/\d+", ruth.page))
    assert (WORDS in ruth.page, "Rosa Calloway" in ruth.page) == (True, True)
    assert ruth.fetches(search(r"/desk/inbox/\d+/picture", ruth.page))[:2] == JPEG[:2]
    number = approve(museum, ruth, description="A ticket, seen from above.")
    bo = museum.chat("Bo").opens().says(str(number))
    assert (WORDS in bo.sees(), "Rosa Calloway" in bo.sees()) == (True, True)
    [photo] = bo.looks_at()
    assert photo.caption == "A ticket, seen from above."
    dial(museum, BO, str(number)).waits_until(WORDS)

    rosa.says("/forget").presses("1 Delete it").says(code).presses("1 Take it back for good")
    assert SAYS["withdraw.done"] in rosa.sees()
    museum.clock.advance(5)
    assert SAYS["number.unknown_chat"] in bo.says(str(number)).sees()
    dial(museum, BO, str(number)).waits_until(SAYS["number.unknown"])
    museum.work()
    assert set(museum.house.media.paths()) <= before
    assert find_left(museum, WORDS, CAPTION, ITEM, "Rosa Calloway") == []
