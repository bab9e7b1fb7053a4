"""The inbox over HTTP: the queue, hands, notes, transcripts, and who may see what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.house import House
from staff.roles import Role
from staff.trail import TrailRow
from tests.actors.staff import Staff, account
from tests.desk import post
from visitors import inbox, inbox_topics, requests
from visitors.people import Channel
from visitors.requests import Message, RequestKind, RequestRow, RequestState


def row(house: House, number: int) -> RequestRow:
    with house.database.reads() as session:
        return session.get_one(RequestRow, number)


@pytest.mark.parametrize(
    ("address", "seen", "unseen"),
    [
        ("", ("teeth", "girafe"), ()),
        ("?kind=callback", ("Please ring back",), ("teeth", "girafe")),
        ("?language=fr", ("girafe",), ("teeth",)),
        ("?topic=birds", ("teeth",), ("girafe",)),
        ("?topic=-", ("girafe",), ("teeth",)),
        ("?words=whale", ("teeth",), ("girafe",)),
        ("?words=elephant", ("Nothing here matches",), ("teeth", "girafe")),
        ("?view=today", ("Please ring back",), ("teeth",)),
        ("?view=mine", ("Nothing is in your hands",), ("teeth",)),
        ("?view=free", ("teeth", "girafe"), ()),
        ("?view=done", ("answered or closed",), ("teeth",)),
    ],
)
def test_filters_show_what_they_say(
    house: House, editor: Staff, address: str, seen: tuple[str, ...], unseen: tuple[str, ...]
) -> None:
    whale = post.ask(house)
    post.ask(house, "Et la girafe ?", channel=Channel.CHAT, language="fr")
    post.ask(house, "", RequestKind.CALLBACK, promised_for=house.clock.now().date())
    with house.database.writes() as session:
        inbox_topics.keep(session, "birds", {"en": "Birds"}, "", [])
        inbox_topics.assign(session, whale, "birds")
    lines = editor.see(f"/desk/inbox{address}", **{"HX-Request": "true"}).text
    assert [words for words in seen if words not in lines] == []
    assert [words for words in unseen if words in lines] == []


def test_queue_begins_with_longest_wait(house: House, editor: Staff) -> None:
    post.ask(house, "The first one")
    post.ask(house, "The second one")
    page = editor.see("/desk/inbox").text
    assert page.index("The first one") < page.index("The second one")
    newest = editor.see("/desk/inbox?order=newest").text
    assert newest.index("The second one") < newest.index("The first one")


def test_next_page_goes_on_where_first_ended(house: House, editor: Staff) -> None:
    for number in range(inbox.PAGE + 1):
        post.ask(house, f"Question number {number:03}")
    first = editor.see("/desk/inbox").text
    assert "number 000" in first
    assert "number 050" not in first
    more = first.split('class="more"><a class="button quiet" href="')[1].split('"')[0].replace("&amp;", "&")
    second = editor.see(more, **{"HX-Request": "true"}).text
    assert "number 050" in second
    assert "number 000" not in second


@pytest.mark.parametrize("after", ["x", "1.2.3", "-4"])
def test_page_nobody_could_ask_for_is_lost(editor: Staff, after: str) -> None:
    assert editor.see(f"/desk/inbox?after={after}").status_code == 404


def test_request_shows_ticket_and_no_number(house: House, editor: Staff) -> None:
    number = post.ask(house)
    page = editor.see(f"/desk/inbox/{number}").text
    ticket = row(house, number).ticket or ""
    assert f"{ticket[:2]} {ticket[2:4]} {ticket[4:]}" in page
    assert post.WORDS in page
    assert "1632" not in page
    assert "960961" not in page
    assert str(row(house, number).reply_to) not in page


def test_two_people_never_take_the_same(house: House, staff: Callable[..., Staff]) -> None:
    number = post.ask(house)
    ana, ben = staff("Ana"), staff("Ben")
    for person in (ana, ben):
        person.see(f"/desk/inbox/{number}")
    assert "It is in your hands" in ana.send(f"/desk/inbox/{number}/claim").text
    refused = ben.send(f"/desk/inbox/{number}/claim").text
    assert "Ana has this in hand already" in refused
    assert 'name="text" class="heard"' not in refused
    assert row(house, number).claimed_by == account(house, "ana@museum.example")


def test_hand_over_and_taking_over_move_claim(house: House, staff: Callable[..., Staff]) -> None:
    number = post.ask(house)
    ana, ben = staff("Ana"), staff("Ben")
    his, hers = (account(house, f"{name}@museum.example") for name in ("ben", "ana"))
    ana.see(f"/desk/inbox/{number}")
    ana.send(f"/desk/inbox/{number}/claim")
    ana.send(f"/desk/inbox/{number}/hand-over", {"to": his, "holder": hers})
    assert row(house, number).claimed_by == his
    stale = ana.send(f"/desk/inbox/{number}/hand-over", {"to": hers, "holder": hers}).text
    assert "Ben has this in hand already" in stale
    ana.send(f"/desk/inbox/{number}/hand-over", {"to": hers, "holder": his})
    assert row(house, number).claimed_by == hers
    assert "gives" not in ben.see(f"/desk/inbox/{number}").text


def test_due_day_topic_and_care_are_kept(house: House, editor: Staff) -> None:
    number = post.ask(house)
    with house.database.writes() as session:
        inbox_topics.keep(session, "birds", {"en": "Birds"}, "", [])
    editor.see(f"/desk/inbox/{number}")
    editor.send(f"/desk/inbox/{number}/due", {"day": "2026-05-21"})
    editor.send(f"/desk/inbox/{number}/topic", {"topic": "birds"})
    editor.send(f"/desk/inbox/{number}/sensitive")
    kept = row(house, number)
    assert (str(kept.due_on), kept.topic, kept.sensitive) == ("2026-05-21", "birds", True)
    editor.send(f"/desk/inbox/{number}/due", {"day": ""})
    editor.send(f"/desk/inbox/{number}/sensitive")
    kept = row(house, number)
    assert (kept.due_on, kept.sensitive) == (None, False)
    assert editor.send(f"/desk/inbox/{number}/due", {"day": "soon"}).status_code == 400
    assert editor.send(f"/desk/inbox/{number}/topic", {"topic": "fish"}).status_code == 400


def test_closing_is_taken_back_by_undo(house: House, editor: Staff) -> None:
    number = post.ask(house, "", RequestKind.CALLBACK)
    editor.see(f"/desk/inbox/{number}")
    assert f"/desk/inbox/{number}/reopen" in editor.send(f"/desk/inbox/{number}/close").text
    assert row(house, number).state == RequestState.CLOSED
    editor.send(f"/desk/inbox/{number}/reopen")
    assert row(house, number).state == RequestState.SENT


def test_note_is_seen_and_taken_back(house: House, staff: Callable[..., Staff]) -> None:
    number = post.ask(house)
    ana, ben = staff("Ana"), staff("Ben")
    ana.see(f"/desk/inbox/{number}")
    ana.send(f"/desk/inbox/{number}/notes", {"text": "The whale is on loan."})
    assert "The whale is on loan." in ben.see(f"/desk/inbox/{number}").text
    assert ben.send(f"/desk/inbox/{number}/notes/1/away").status_code == 404
    assert "The whale is on loan." not in ana.send(f"/desk/inbox/{number}/notes/1/away").text


def test_transcript_saves_itself_and_is_found(house: House, editor: Staff) -> None:
    number = post.ask(house, "")
    post.speak(house, number)
    page = editor.see(f"/desk/inbox/{number}").text
    seen = page.split('id="transcript-form"')[1].split('name="revision" value="')[1].split('"')[0]
    given = {"transcript": "Does the octopus dream?", "revision": seen}
    first = editor.send(f"/desk/inbox/{number}/transcript", given, headers={"X-Autosave": "1"})
    assert first.json
    assert first.json["fields"] == {"transcript": "Does the octopus dream?"}
    assert "octopus dream" in editor.see("/desk/inbox?words=octopus").text
    late = {"transcript": "Something else", "revision": seen}
    meeting = editor.send(f"/desk/inbox/{number}/transcript", late, headers={"X-Autosave": "1"})
    assert meeting.status_code == 409
    assert meeting.json
    assert meeting.json["theirs"] == {"transcript": "Does the octopus dream?"}
    editor.see(f"/desk/inbox/{number}")
    assert "Something else" in editor.send(f"/desk/inbox/{number}/transcript", late).text
    assert row(house, number).transcript == "Does the octopus dream?"


def test_sound_is_sent_in_parts_and_kept_by_nobody(house: House, editor: Staff) -> None:
    number = post.ask(house)
    assert editor.see(f"/desk/inbox/{number}/sound").status_code == 404
    post.speak(house, number)
    part = editor.see(f"/desk/inbox/{number}/sound", Range="bytes=0-99")
    assert (part.status_code, len(part.data), part.mimetype) == (206, 100, "audio/wav")
    assert part.headers["Cache-Control"] == "private, no-store"


def test_every_photo_of_a_question_is_shown(house: House, editor: Staff) -> None:
    number, other = post.ask(house), post.ask(house, "Another")
    parts = [show(house, number, words) for words in ("The back of it", "")]
    coming = show(house, number, "Still with Telegram", path=None)
    page = editor.see(f"/desk/inbox/{number}").text
    for part in parts:
        assert f'src="/desk/inbox/{number}/pictures/{part}"' in page
        assert editor.see(f"/desk/inbox/{number}/pictures/{part}").data == b"a photo"
        assert editor.see(f"/desk/inbox/{other}/pictures/{part}").status_code == 404
    assert f"pictures/{coming}" not in page
    assert page.count("A picture is on its way to us.") == 1
    assert "The back of it" in page
    assert editor.see(f"/desk/inbox/{parts[0]}").status_code == 404


def show(house: House, number: int, words: str, path: str | None = "photo.jpg") -> int:
    """One more photo of a request."""
    with house.database.writes() as session:
        message = Message(f"tg:{words}", "en", "chat", words, item=number, picture="P")
        part = session.get_one(
            RequestRow, requests.keep(session, None, message, house.clock.now(), RequestKind.PICTURE)
        )
        part.picture_path = house.media.put_private(b"a photo", path) if path else None
        part.state = RequestState.PART
        return part.id


@pytest.mark.parametrize("state", [RequestState.DRAFT, RequestState.THROWN, RequestState.PART])
def test_what_nobody_sent_is_not_shown(house: House, editor: Staff, state: RequestState) -> None:
    number = post.ask(house)
    with house.database.writes() as session:
        session.get_one(RequestRow, number).state = state
    assert editor.see(f"/desk/inbox/{number}").status_code == 404
    assert post.WORDS not in editor.see("/desk/inbox").text


def test_trail_tells_deeds_and_no_words(house: House, editor: Staff) -> None:
    number = post.ask(house)
    editor.see(f"/desk/inbox/{number}")
    for deed in ("claim", "release", "close", "reopen"):
        editor.send(f"/desk/inbox/{number}/{deed}")
    with house.database.reads() as session:
        rows = session.query(TrailRow).filter_by(kind="request").all()
        assert [one.what for one in rows] == ["claim", "release", "close", "reopen"]
        assert post.WORDS not in str([(one.before, one.after) for one in rows])


def test_topic_has_people_who_find_it(house: House, staff: Callable[..., Staff]) -> None:
    ana, ben = staff("Ana"), staff("Ben")
    his = account(house, "ben@museum.example")
    ana.see("/desk/inbox/topics")
    ana.send(
        "/desk/inbox/topics",
        {"title.en": "The tea room", "role": "somebody from the tea room", "accounts": his},
    )
    number = post.ask(house, "Is there cake?")
    ana.send(f"/desk/inbox/{number}/topic", {"topic": "the-tea-room"})
    assert "My topics" in ben.see("/desk/inbox").text
    assert "My topics" not in ana.see("/desk/inbox").text
    assert "Is there cake?" in ben.see("/desk/inbox?view=topics").text
    ana.see("/desk/inbox/topics")
    ana.send("/desk/inbox/topics/the-tea-room/away")
    assert row(house, number).topic == ""
    assert "needs a name" in ana.send("/desk/inbox/topics", {"title.en": " "}).text


@pytest.mark.parametrize(("role", "status"), [(Role.ANSWERER, 200), (Role.GUEST, 403), (Role.ADMIN, 200)])
def test_who_answers_sees_the_inbox(
    house: House, staff: Callable[..., Staff], role: Role, status: int
) -> None:
    number = post.ask(house)
    person = staff("Ana", role, languages=["en"])
    assert [person.see(f"/desk/inbox{rest}").status_code for rest in ("", f"/{number}")] == [status, status]
    assert ("Inbox" in person.see("/desk/").text) is (status == 200)


def test_late_promise_is_marked_as_late(house: House, editor: Staff) -> None:
    today = house.clock.now().date()
    post.ask(house, "", RequestKind.CALLBACK, promised_for=today - timedelta(days=1))
    post.ask(house, "", RequestKind.CALLBACK, promised_for=today + timedelta(days=1))
    page = editor.see("/desk/inbox?view=today").text
    assert page.count("promise overdue") == 1
    assert page.count("promised for today") == 0
