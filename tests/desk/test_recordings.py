"""The recordings at the desk: what is listed, listened to, put on the line, taken off, trimmed and matched."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.house import House
from content import recordings, renditions, uploads
from content.recordings import Take, Target
from content.tables import DraftRow, RecordingRow
from staff.roles import Role
from staff.trail import TrailRow
from tests.actors.staff import Staff
from tests.content.sounds import VOICE, record

ENGLISH = Target("en", item=207)
HELLO = Target("fr", prompt="lobby.lost")
PAGE = "/desk/items/207/recordings/en"
QUIET_ENDS = f"({VOICE})*gt(t,4)*lt(t,12)+0.0003*sin(300*t)"


@pytest.fixture(autouse=True)
def empty(house: House) -> None:
    """Without the starter pack's own recordings, which would be prepared first."""
    with house.database.writes() as session:
        session.execute(delete(RecordingRow))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("sounds") / "take.wav", seconds=9, rate=16000)


def take(house: House, source: Path | bytes, target: Target = ENGLISH, *, prepared: bool = True) -> int:
    """A recording as it comes by upload, prepared by the worker."""
    master = house.media.put_master(source, "take.wav")
    with house.database.writes() as session:
        made = recordings.accept(session, target, Take(master, by="Ana", came_by="upload"), house.clock.now())
    if prepared:
        assert renditions.render_next(house.database, house.media, house.clock)
    return made.id


def live(house: House, target: Target = ENGLISH) -> int | None:
    with house.database.reads() as session:
        wanted = select(RecordingRow.id).where(
            RecordingRow.item == target.item, RecordingRow.prompt == target.prompt,
            RecordingRow.language == target.language, RecordingRow.live,
        )  # fmt: skip
        return session.scalar(wanted)


def undo(editor: Staff, page: str) -> None:
    address = re.search(
        r'<form method="post" action="([^"]+)">\s*<input[^>]*>\s*<button class="quiet">Undo', page
    )
    assert address
    editor.send(address[1])


def trail(house: House) -> list[tuple[str, str, str, str]]:
    with house.database.reads() as session:
        rows = session.scalars(
            select(TrailRow).where(TrailRow.kind.in_(("text", "prompt"))).order_by(TrailRow.id)
        )
        return [(row.name, row.what, row.key, row.language) for row in rows]


def test_words_to_read_stand_beside(editor: Staff) -> None:
    page = editor.see(PAGE).text
    assert "Look at the nail of your little finger" in page
    assert "Nobody of the museum reads this yet" in page


def test_draft_is_read_before_the_live_words(house: House, editor: Staff) -> None:
    with house.database.writes() as session:
        session.add(
            DraftRow(
                kind="text", key="207", language="en", data={"title": "New", "body": "Quite other words."},
                revision=1, review="draft", changed_at=house.clock.now(), changed_by="Ana", source_version=None,
            )
        )  # fmt: skip
    page = editor.see(PAGE).text
    assert "Quite other words." in page
    assert "words of the draft" in page


def test_ready_take_goes_on_the_line_and_back(house: House, editor: Staff, sound: Path) -> None:
    first, second = take(house, sound), take(house, sound)
    assert "ready" in editor.see(PAGE).text
    editor.send(f"/desk/recordings/{first}/live")
    page = editor.send(f"/desk/recordings/{second}/live").text
    assert "On the line now: version 2" in page
    assert live(house) == second
    undo(editor, page)
    assert live(house) == first
    assert trail(house)[-1] == ("Ana", "take", "207", "en")


def test_first_take_undone_leaves_none(house: House, editor: Staff, sound: Path) -> None:
    editor.see(PAGE)
    undo(editor, editor.send(f"/desk/recordings/{take(house, sound)}/live").text)
    assert live(house) is None


def test_taken_off_the_line_and_back(house: House, editor: Staff, sound: Path) -> None:
    made = take(house, sound, HELLO)
    editor.see("/desk/prompts/lobby.lost/recordings/fr")
    editor.send(f"/desk/recordings/{made}/live")
    page = editor.send(f"/desk/recordings/{made}/off").text
    assert live(house, HELLO) is None
    undo(editor, page)
    assert live(house, HELLO) == made


def test_unprepared_take_stays_off_the_line(house: House, editor: Staff, sound: Path) -> None:
    good, waiting = take(house, sound), take(house, sound, prepared=False)
    editor.see(PAGE)
    editor.send(f"/desk/recordings/{good}/live")
    assert "not ready" in editor.send(f"/desk/recordings/{waiting}/live").text
    assert live(house) == good


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We could hear nobody"),
        ("fr", "n’avons entendu personne|entend"),
        ("es", "No hemos oído|oído|oye"),
    ],
)
def test_failure_is_told_in_ones_language(
    house: House, staff: Callable[..., Staff], tmp_path: Path, language: str, words: str
) -> None:
    take(house, record(tmp_path / "silent.wav", "0*t", seconds=3))
    person = staff("Ana", Role.EDITOR, language=language)
    for page in (PAGE, "/desk/recordings"):
        assert re.search(words, person.see(page).text), page


def test_remarks_are_told_in_words(house: House, editor: Staff, tmp_path: Path) -> None:
    take(house, record(tmp_path / "quiet.wav", f"0.03*({VOICE})", seconds=9))
    assert "The voice is very quiet" in editor.see(PAGE).text


def test_silence_is_trimmed_in_one_press(house: House, editor: Staff, tmp_path: Path) -> None:
    first = take(house, record(tmp_path / "ends.wav", QUIET_ENDS, seconds=16))
    page = editor.see(PAGE).text
    form = re.search(
        r'name="start" value="([\d.]+)">\s*<input type="hidden" name="end" value="([\d.]+)"', page
    )
    assert form, page
    editor.send(f"/desk/recordings/{first}/trim", {"start": form[1], "end": form[2]})
    assert renditions.render_next(house.database, house.media, house.clock)
    with house.database.reads() as session:
        old, new = session.scalars(select(RecordingRow).order_by(RecordingRow.id))
    assert (old.seconds, new.master) == (pytest.approx(16, abs=0.2), old.master)
    assert new.seconds == pytest.approx(8, abs=1.5)
    assert "ends trimmed" in editor.see(PAGE).text


TYPED = [
    ("1,5", "0.5", (1.5, 0.5)),
    ("0", "0", None),
    ("-3", "x", None),
    ("5", "5", None),
    ("nan", "inf", None),
]


def test_ends_are_trimmed_as_typed(house: House, editor: Staff, sound: Path) -> None:
    newest = first = take(house, sound)
    editor.see(PAGE)
    for start, end, made in TYPED:
        page = editor.send(f"/desk/recordings/{first}/trim", {"start": start, "end": end}).text
        with house.database.reads() as session:
            rows = session.scalars(select(RecordingRow).where(RecordingRow.id > newest)).all()
        assert [(row.trim_start, row.trim_end) for row in rows] == ([made] if made else []), (start, end)
        assert ("something must stay" in page) is (made is None)
        newest += len(rows)


def test_every_rendition_is_listened_to(house: House, editor: Staff, sound: Path) -> None:
    made = take(house, sound)
    for rendition in ("phone", "slow", "chat", "master"):
        address = f"/desk/sound/{made}/{rendition}"
        whole = editor.client.get(address)
        part = editor.client.get(address, headers={"Range": "bytes=4-9"})
        assert (whole.status_code, part.status_code, part.data) == (200, 206, whole.data[4:10]), rendition
        assert part.headers["Content-Range"] == f"bytes 4-9/{len(whole.data)}"
        assert "private" in whole.headers["Cache-Control"]
        assert editor.client.get(address, headers={"Range": f"bytes={len(whole.data)}-"}).status_code == 416


def test_what_is_not_there_is_not_found(editor: Staff) -> None:
    for path in ("/desk/sound/99999/phone", "/desk/sound/1/words", PAGE.replace("207", "199"), f"{PAGE}x"):
        assert editor.see(path).status_code == 404, path


def test_stranger_hears_nothing(house: House, app: Flask, sound: Path) -> None:
    assert app.test_client().get(f"/desk/sound/{take(house, sound)}/master").status_code == 303


def test_page_tells_only_news(house: House, editor: Staff, sound: Path) -> None:
    take(house, sound, prepared=False)
    page = editor.see(PAGE).text
    address = re.search(rf'hx-get="({PAGE}\?seen=[^"]+)"', page)
    assert address
    assert editor.client.get(address[1], headers={"HX-Request": "true"}).status_code == 204
    renditions.render_next(house.database, house.media, house.clock)
    news = editor.client.get(address[1], headers={"HX-Request": "true"})
    assert (news.status_code, "every 2s" in news.text, "<html" in news.text) == (200, False, False)


def test_prompt_with_places_is_not_recorded(editor: Staff) -> None:
    page = editor.see("/desk/prompts/lobby.hello/recordings/en").text
    assert "only a machine" in page
    assert "data-recorder" not in page


def test_list_names_what_nobody_reads(house: House, editor: Staff, sound: Path) -> None:
    page = editor.see("/desk/recordings").text
    assert 'href="/desk/items/207/recordings/en"' in page
    assert 'href="/desk/prompts/lobby.lost/recordings/en"' in page
    assert "lobby.today.button" not in page
    editor.send(f"/desk/recordings/{take(house, sound)}/live")
    assert 'href="/desk/items/207/recordings/en"' not in editor.see("/desk/recordings").text


def test_number_opens_the_recorder(editor: Staff) -> None:
    assert "The eye that watches over you" in editor.see("/desk/recordings?number=207&language=en").text
    assert "There is no item with the number 199" in editor.see("/desk/recordings?number=199").text


def test_cut_off_upload_can_be_used(house: House, editor: Staff) -> None:
    with house.database.writes() as session:
        uploads.begin(session, "a" * 32, ENGLISH, f"{uploads.RECORDED}.webm", "Ana", house.clock.now())
    uploads.keep_piece(house.database, house.media, "a" * 32, 0, b"beginning")
    house.clock.advance(timedelta(minutes=4).total_seconds())
    assert "One was cut off" in editor.see("/desk/recordings").text
    editor.send(f"/desk/uploads/{'a' * 32}/use")
    with house.database.reads() as session:
        row = session.scalars(select(RecordingRow)).one()
    assert (row.item, row.came_by, row.state, row.made_by) == (207, "browser", "pending", "Ana")
