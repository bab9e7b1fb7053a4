"""A ticket's owner asks what we have of them, or to be forgotten; and what waits stands on the first page."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

import desk.inbox
from app.house import House
from desk.words import LANGUAGES, load
from staff.roles import Role
from staff.trail import TrailRow
from tests.actors.staff import Staff, account
from tests.desk import post
from visitors import inbox_topics, worries
from visitors.people import Channel, VisitorRow
from visitors.requests import RequestKind, RequestRow, RequestState

DEED = re.compile(r'note\(\s*session,(?: me\(\),)?\s*"(\w+)"')


def find(house: House, number: int) -> RequestRow:
    with house.database.reads() as session:
        return session.get_one(RequestRow, number)


def name_ticket(editor: Staff, ticket: str, path: str = "", **fields: object) -> TestResponse:
    editor.see("/desk/inbox/ticket")
    return editor.send(f"/desk/inbox/ticket{path}", {"ticket": ticket, **fields})


@pytest.mark.parametrize("shape", ["{}", "{0:.2} {0[2]}{0[3]} {0[4]}{0[5]}"])
def test_ticket_leads_to_all_of_its_owner(house: House, editor: Staff, shape: str) -> None:
    number = post.ask(house)
    post.ask(house, "And the walrus?")
    post.ask(house, "Nobody else’s", channel=Channel.CHAT)
    page = name_ticket(editor, shape.format(find(house, number).ticket)).text
    assert "2 messages" in page
    assert "And the walrus?" in page
    assert "Nobody else’s" not in page


@pytest.mark.parametrize("ticket", ["", "000000", "12", "abcdef"])
def test_unknown_ticket_is_said_kindly(house: House, editor: Staff, ticket: str) -> None:
    post.ask(house)
    assert "No message has this ticket" in name_ticket(editor, ticket).text


def test_owner_is_given_one_file(house: House, editor: Staff) -> None:
    number = post.ask(house)
    post.speak(house, number)
    given = name_ticket(editor, find(house, number).ticket or "", "/data")
    assert (given.mimetype, given.headers["Cache-Control"]) == ("application/zip", "private, no-store")
    with zipfile.ZipFile(io.BytesIO(given.data)) as whole:
        told = json.loads(whole.read("data.json"))
        assert any(name.endswith(".wav") for name in whole.namelist())
    assert post.WORDS in json.dumps(told, ensure_ascii=False)
    assert deeds(house) == ["export"]


def test_owner_is_forgotten_with_everything(house: House, editor: Staff) -> None:
    number = post.ask(house)
    ticket = find(house, number).ticket or ""
    assert name_ticket(editor, ticket, "/forget").status_code == 400
    assert "Everything is deleted" in name_ticket(editor, ticket, "/forget", sure=1).text
    row = find(house, number)
    assert (row.state, row.text, row.ticket, row.reply_to) == (RequestState.THROWN, "", None, None)
    with house.database.reads() as session:
        assert session.query(VisitorRow).count() == 0
    assert deeds(house) == ["forget"]
    assert "No message has this ticket" in name_ticket(editor, ticket).text


def test_message_of_nobody_known_is_forgotten(house: House, editor: Staff) -> None:
    number = post.ask(house)
    ticket = find(house, number).ticket or ""
    with house.database.writes() as session:
        session.get_one(RequestRow, number).visitor_id = None
    assert "We do not know any more who sent this" in name_ticket(editor, ticket).text
    assert "No message has this ticket" in name_ticket(editor, ticket, "/data").text
    name_ticket(editor, ticket, "/forget", sure=1)
    assert find(house, number).state == RequestState.THROWN


def deeds(house: House) -> list[str]:
    with house.database.reads() as session:
        return [one.what for one in session.query(TrailRow).filter_by(kind="request")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_trail_has_words_for_every_deed(language: str) -> None:
    folder = Path(desk.inbox.__file__).parent
    done = {what for file in folder.glob("*.py") for what in DEED.findall(file.read_text())}
    assert len(done) > 15
    assert {f"trail.what.{what}" for what in done} - set(load(language)) == set()


def test_trail_leads_to_the_message(house: House, editor: Staff) -> None:
    number = post.ask(house)
    editor.see(f"/desk/inbox/{number}")
    editor.send(f"/desk/inbox/{number}/claim")
    page = editor.see("/desk/trail?kind=request").text
    assert "took in hand" in page
    assert f'<a href="/desk/inbox/{number}">{number}</a>' in page


def test_first_page_says_what_waits(house: House, staff: Callable[..., Staff]) -> None:
    ana = staff("Ana")
    mine, today = account(house, "ana@museum.example"), house.clock.now().date()
    call = post.open_a_call(house)
    assert "Nobody waits for an answer" in ana.see("/desk/").text
    numbers = [post.ask(house, f"Question {count}") for count in range(3)]
    post.ask(house, "", RequestKind.CALLBACK, promised_for=today)
    story = post.tell(house, call)
    with house.database.writes() as session:
        session.get_one(RequestRow, story).asked_at -= timedelta(days=8)
        session.get_one(RequestRow, numbers[0]).claimed_by = mine
        inbox_topics.keep(session, "birds", {"en": "Birds"}, "", [mine])
        inbox_topics.assign(session, numbers[1], "birds")
        worries.notice(session, numbers[2], "I want to die", "en", house.clock.now() - timedelta(hours=2))
    page = ana.see("/desk/").text
    told = (
        "Somebody may be in need", "Nobody has looked in time", "One promise to keep today",
        "One is in your hands", "One is under your topics", "One story has waited longer than a week",
        "5 messages wait in all",
    )  # fmt: skip
    assert [words for words in told if words not in page] == []
    assert page.index("From our visitors") < page.index("On the line now")
    assert "waits longer than a week" in ana.see("/desk/inbox").text


def test_guest_is_told_of_no_visitors(house: House, staff: Callable[..., Staff]) -> None:
    post.ask(house)
    assert "From our visitors" not in staff("Ana", Role.GUEST, languages=["en"]).see("/desk/").text


def test_open_worry_stands_before_the_message(house: House, editor: Staff) -> None:
    number = post.ask(house)
    calm = editor.see(f"/desk/inbox/{number}").text
    editor.send(f"/desk/inbox/{number}/worry", {"words": "She sounded alone."})
    feared = editor.see(f"/desk/inbox/{number}").text
    assert calm.index('id="worry"') > calm.index('id="said-title"')
    assert feared.index('id="worry"') < feared.index('id="said-title"')
    assert feared.count('id="worry"') == 1


@pytest.mark.parametrize("path", ["", "/{}"])
def test_each_letter_is_listed_and_there_once(house: House, editor: Staff, path: str) -> None:
    number = post.ask(house)
    post.speak(house, number)
    editor.see(f"/desk/inbox/{number}")
    editor.send(f"/desk/inbox/{number}/claim")
    page = editor.see(f"/desk/inbox{path.format(number)}").text
    letters, listed = re.findall(r'data-key="(.)"', page), re.findall(r'data-of="(.)"', page)
    assert len(letters) == len(set(letters)) > 4
    assert set(letters) <= set(listed)


def test_number_is_shown_to_who_rings_back(house: House, staff: Callable[..., Staff]) -> None:
    number = post.ask(house, "", RequestKind.CALLBACK)
    ana, ben = staff("Ana"), staff("Ben")
    for person in (ana, ben):
        person.see(f"/desk/inbox/{number}")
    ana.send(f"/desk/inbox/{number}/claim")
    assert "960961" not in ana.see(f"/desk/inbox/{number}").text
    shown = ana.send(f"/desk/inbox/{number}/number")
    assert 'href="tel:+441632960961"' in shown.text
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert ben.send(f"/desk/inbox/{number}/number").status_code == 409
    assert deeds(house) == ["claim", "see_number"]
    ana.send(f"/desk/inbox/{number}/close")
    assert find(house, number).reply_to is None
    assert "no telephone number" in ana.send(f"/desk/inbox/{number}/number").text


@pytest.mark.parametrize(
    ("kind", "channel"), [(RequestKind.QUESTION, Channel.PHONE), (RequestKind.CALLBACK, Channel.CHAT)]
)
def test_no_other_number_is_shown(house: House, editor: Staff, kind: RequestKind, channel: Channel) -> None:
    number = post.ask(house, kind=kind, channel=channel)
    editor.see(f"/desk/inbox/{number}")
    editor.send(f"/desk/inbox/{number}/claim")
    page = editor.send(f"/desk/inbox/{number}/number").text
    assert "no telephone number" in page
    assert not {"960961", "4711"} & set(re.findall(r"\d+", page))
