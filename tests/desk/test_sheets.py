"""Series, voices, seasons, lines and the line's words at the desk."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.house import House
from content.catalogue import Catalogue
from content.published.catalogue import load_catalogue
from content.tables import DraftRow, SeasonRow, SpeakerRow
from staff.roles import Role
from staff.trail import TrailRow
from tests.actors.staff import Staff

LISTS = ["/desk/series", "/desk/voices", "/desk/seasons", "/desk/lines", "/desk/words"]
SEASON = {"name": "Museum Day", "begins": "2026-05-18", "ends": "2026-05-18", "yearly": "1"}


def look(house: House) -> Catalogue:
    """What is on the line now."""
    with house.database.reads() as session:
        return load_catalogue(session, house.settings)


def revision(page: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', page)
    assert found
    return found[1]


def publish(person: Staff, address: str, **fields: object) -> str:
    page = person.see(address).text
    path, _, query = address.partition("?")
    save = f"{path}/save" + (f"?{query}" if query else "")
    return person.send(save, {"revision": revision(page), "publish": "1", **fields}).text


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("role", list(Role))
def test_everybody_may_read_the_lists(staff: Callable[..., Staff], address: str, role: Role) -> None:
    assert staff("Ben", role).see(address).status_code == 200


def test_voice_gets_a_new_name(editor: Staff, house: House) -> None:
    with house.database.reads() as session:
        slug = session.scalars(select(SpeakerRow.slug)).first()
    fields = {
        "name": "Zoe Lamb",
        "role.en": "who minds the door",
        "role.fr": "qui garde la porte",
        "role.es": "que cuida la puerta",
    }
    page = publish(editor, f"/desk/house/speaker/{slug}", **fields)
    assert "It is on the line" in page
    assert look(house).speakers[slug].name == "Zoe Lamb"


def test_undo_brings_the_old_name_back(editor: Staff, house: House) -> None:
    with house.database.reads() as session:
        row = session.scalars(select(SpeakerRow)).first()
        assert row is not None
        slug, before = row.slug, row.name
    publish(
        editor,
        f"/desk/house/speaker/{slug}",
        name="Zoe Lamb",
        **{f"role.{one}": "x" for one in ("en", "fr", "es")},
    )
    editor.send(f"/desk/house/speaker/{slug}/undo")
    with house.database.reads() as session:
        assert session.get_one(SpeakerRow, slug).name == before


def test_season_is_begun_and_published(editor: Staff, house: House) -> None:
    editor.see("/desk/seasons")
    page = editor.send("/desk/house/season/new", {"name": "Museum Day"}).text
    assert "Museum Day" in page
    publish(editor, "/desk/house/season/museum-day", **SEASON, **{"greeting.en": "Happy Museum Day."})
    with house.database.reads() as session:
        assert session.get_one(SeasonRow, "museum-day").yearly


def test_wrong_day_is_said_at_its_field(editor: Staff, house: House) -> None:
    editor.see("/desk/seasons")
    editor.send("/desk/house/season/new", {"name": "Museum Day"})
    wrong = {**SEASON, "ends": "2026-05-01", "greeting.en": "Hello."}
    page = publish(editor, "/desk/house/season/museum-day", **wrong)
    assert 'id="ends-error"' in page
    assert 'href="#ends"' in page
    with house.database.reads() as session:
        assert session.get(SeasonRow, "museum-day") is None
        assert session.get(DraftRow, ("season", "museum-day", "")) is not None


def test_voice_that_tells_cannot_go(editor: Staff, house: House) -> None:
    item = next(iter(house.shelf.catalogue.items.values()))
    editor.see(f"/desk/house/speaker/{item.speaker.slug}")
    page = editor.send(f"/desk/house/speaker/{item.speaker.slug}/delete").text
    assert "Something needs your attention" in page
    assert item.speaker.slug in house.shelf.catalogue.speakers


def test_prompt_keeps_its_places(editor: Staff, house: House) -> None:
    page = publish(editor, "/desk/house/prompt/lobby.hello?language=en", text="Hello, this is the line.")
    assert 'id="text-error"' in page
    assert "{museum}" in house.shelf.catalogue.prompt("en", "lobby.hello").text


def test_two_editors_meet_and_lose_nothing(staff: Callable[..., Staff], house: House) -> None:
    ana, ben = staff("Ana"), staff("Ben")
    address = "/desk/house/prompt/lobby.today.say?language=en"
    seen = revision(ana.see(address).text)
    ben.see(address)
    save = address.replace("?", "/save?")
    ben.send(save, {"revision": seen, "text": "For a story of today, press 1."})
    page = ana.send(save, {"revision": seen, "text": "For the story of today, press 1."})
    assert page.status_code == 409
    assert "For a story of today" in page.text
    assert "For the story of today" in page.text


def test_guest_writes_only_in_their_language(staff: Callable[..., Staff]) -> None:
    guest = staff("Gil", Role.GUEST, languages=["fr"])
    allowed = publish(
        guest, "/desk/house/prompt/lobby.lost?language=fr", text="Je ne trouve plus cela. Recommençons."
    )
    assert "It is on the line" in allowed
    refused = guest.send("/desk/house/prompt/lobby.lost/save?language=en", {"revision": "0", "text": "No."})
    assert refused.status_code == 403


def test_each_change_leaves_a_trace(editor: Staff, house: House) -> None:
    publish(
        editor,
        "/desk/house/prompt/lobby.lost?language=en",
        text="That is not here any more. Let us begin again.",
    )
    with house.database.reads() as session:
        row = session.scalars(select(TrailRow).order_by(TrailRow.id.desc())).first()
        assert row is not None
        assert (row.name, row.what, row.kind, row.key, row.language) == (
            "Ana",
            "publish",
            "prompt",
            "lobby.lost",
            "en",
        )
        assert row.before != row.after


def test_hours_are_read_as_people_write_them(editor: Staff, house: House) -> None:
    line = house.shelf.catalogue.lines[0]
    publish(editor, f"/desk/house/line/{line.slug}", language="en", **{"hours.0": "10-12, 14:30-17:00"})
    hours = [one for one in look(house).lines[0].hours if one.weekday == 0]
    assert [f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in hours] == ["10:00-12:00", "14:30-17:00"]


def test_nonsense_hours_are_refused(editor: Staff, house: House) -> None:
    before = look(house).lines[0].hours
    page = publish(
        editor,
        f"/desk/house/line/{look(house).lines[0].slug}",
        language="en",
        **{"hours.0": "in the morning"},
    )
    assert "in the morning" in page
    assert look(house).lines[0].hours == before


def test_unknown_sheet_is_not_there(editor: Staff) -> None:
    assert editor.see("/desk/house/season/nothing").status_code == 404


def test_prompts_without_a_voice_are_counted(editor: Staff) -> None:
    assert "still have the carrier" in editor.see("/desk/words?language=fr").text


def test_home_tells_what_silence_leads_to(editor: Staff, house: House) -> None:
    page = editor.see("/desk/").text
    assert "Whoever rings now" in page
    with house.database.reads() as session:
        assert session.scalar(select(func.count()).select_from(DraftRow)) == 0
