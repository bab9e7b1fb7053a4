"""Recordings on their way to the desk: in pieces, as plain forms, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import delete, select

from app.house import House
from content.tables import RecordingRow, UploadRow
from staff.roles import Role
from staff.trail import TrailRow
from tests.actors.staff import Staff

TOKEN = "0123456789abcdef" * 2
TARGET = {"item": 207, "language": "en"}


@pytest.fixture(autouse=True)
def empty(house: House) -> None:
    with house.database.writes() as session:
        session.execute(delete(RecordingRow))


def begin(person: Staff, token: str = TOKEN, name: str = "207.wav", **target: object) -> int:
    asked = {"token": token, "name": name, **(target or TARGET)}
    return person.client.post("/desk/uploads", json=asked, headers=said(person)).status_code


def said(person: Staff) -> dict[str, str]:
    person.see("/desk/recordings")
    return {"X-CSRFToken": person.token, "HX-Request": "true"}


def send(person: Staff, number: int, data: bytes, token: str = TOKEN) -> int:
    answer = person.client.put(f"/desk/uploads/{token}/{number}", data=data, headers=said(person))
    return answer.status_code


def finish(person: Staff, pieces: int) -> tuple[int, dict[str, object]]:
    answer = person.client.post(
        f"/desk/uploads/{TOKEN}/finish", json={"pieces": pieces}, headers=said(person)
    )
    return answer.status_code, answer.get_json(silent=True) or {}


def rows(house: House) -> list[RecordingRow]:
    with house.database.reads() as session:
        return list(session.scalars(select(RecordingRow).order_by(RecordingRow.id)))


def test_pieces_become_a_recording_once(house: House, editor: Staff) -> None:
    assert begin(editor) == 200
    assert [send(editor, number, b"x" * 10) for number in (0, 2, 2)] == [204, 204, 204]
    assert finish(editor, 3) == (409, {"missing": [1]})
    send(editor, 1, b"y")
    first, again = finish(editor, 3), finish(editor, 3)
    assert first == again
    assert first[1]["page"] == "/desk/items/207/recordings/en"
    row = rows(house)[0]
    assert len(rows(house)) == 1
    assert house.media.get(row.master) == b"x" * 10 + b"y" + b"x" * 10
    with house.database.reads() as session:
        noted = session.scalars(select(TrailRow).where(TrailRow.what == "record")).all()
    assert [(one.key, one.after["version"]) for one in noted] == [("207", 1)]


def test_begun_upload_says_what_is_there(editor: Staff) -> None:
    begin(editor)
    send(editor, 1, b"x")
    asked = {"token": TOKEN, "name": "207.wav", **TARGET}
    answer = editor.client.post("/desk/uploads", json=asked, headers=said(editor))
    assert answer.get_json() == {"pieces": [1], "recording": None}


EXPECTED = [
    ("short", TARGET, 400),
    ("../" * 10 + "ab", TARGET, 400),
    (TOKEN, {"item": 199, "language": "en"}, 404),
    (TOKEN, {"item": 207, "language": "xx"}, 404),
    (TOKEN, {"prompt": "no.such", "language": "en"}, 404),
    (TOKEN, {"prompt": "lobby.lost", "language": "en"}, 200),
]


def test_only_what_exists_is_expected(editor: Staff) -> None:
    for token, target, status in EXPECTED:
        assert begin(editor, token, **target) == status, (token, target)


def test_odd_pieces_are_refused(editor: Staff) -> None:
    begin(editor)
    for number, data, status in ((0, b"", 400), (9000, b"x", 400), (0, b"x", 204)):
        assert send(editor, number, data) == status, (number, data)


def test_piece_of_nothing_is_refused(editor: Staff) -> None:
    assert send(editor, 0, b"x") == 404


def test_signed_out_is_told_at_once(app: object, editor: Staff) -> None:
    begin(editor)
    headers = said(editor)
    editor.client.delete_cookie("museline_desk", path="/desk")
    assert editor.client.put(f"/desk/uploads/{TOKEN}/0", data=b"x", headers=headers).status_code == 401


def test_forged_piece_is_refused(editor: Staff) -> None:
    begin(editor)
    assert editor.client.put(f"/desk/uploads/{TOKEN}/0", data=b"x").status_code == 400


@pytest.mark.parametrize(
    ("given", "language", "status"),
    [
        ({"languages": ["fr"]}, "fr", 200),
        ({"languages": ["fr"]}, "en", 403),
        ({"series": ["nobody"]}, "fr", 403),
    ],
)
def test_guest_records_what_was_given(
    staff: Callable[..., Staff], given: dict[str, object], language: str, status: int
) -> None:
    guest = staff("Gil", Role.GUEST, **given)
    assert begin(guest, item=207, language=language) == status


def test_guest_leaves_others_uploads_alone(editor: Staff, staff: Callable[..., Staff]) -> None:
    begin(editor)
    send(editor, 0, b"x")
    guest = staff("Gil", Role.GUEST, languages=["fr"])
    assert send(guest, 1, b"y") == 403
    assert finish(guest, 1)[0] == 403
    assert guest.send(f"/desk/uploads/{TOKEN}/away").status_code == 403


def test_answerer_listens_and_records_nothing(staff: Callable[..., Staff]) -> None:
    person = staff("Ari", Role.ANSWERER)
    page = person.see("/desk/items/207/recordings/en")
    assert page.status_code == 200
    assert "data-recorder" not in page.text
    assert begin(person) == 403


def test_plain_form_sends_a_small_file(house: House, editor: Staff) -> None:
    editor.see("/desk/items/207/recordings/en")
    page = editor.send("/desk/items/207/recordings/en", {"file": (BytesIO(b"sound"), "my take.wav")})
    assert "It arrived and is being prepared" in page.text
    assert [(row.came_by, row.made_by) for row in rows(house)] == [("upload", "Ana")]


def test_plain_form_without_a_file_says_so(editor: Staff) -> None:
    editor.see("/desk/items/207/recordings/en")
    assert "Choose a file first" in editor.send("/desk/items/207/recordings/en").text


def test_plain_form_sends_many_files(house: House, editor: Staff) -> None:
    editor.see("/desk/recordings")
    files = [(BytesIO(name.encode()), name) for name in ("207.wav", "212-fr.wav", "holiday.wav", "199.wav")]
    page = editor.send("/desk/recordings", {"files": files, "language": "es"}).text
    assert "2 recordings arrived" in page
    assert "holiday.wav, 199.wav" in page
    assert [(row.item, row.language) for row in rows(house)] == [(207, "es"), (212, "fr")]


def test_names_are_matched_for_the_browser(editor: Staff) -> None:
    names = ["207.wav", "lobby.lost.fr.wav", "holiday.wav", "199-fr.wav"]
    answer = editor.client.post(
        "/desk/uploads/match", json={"names": names, "language": "en"}, headers=said(editor)
    )
    first, second, third, fourth = answer.get_json()
    assert (first["item"], first["title"]) == (207, "207 The eye that watches over you, in English")
    assert (second["prompt"], second["language"]) == ("lobby.lost", "fr")
    assert "doesn't say" in third["asks"]
    assert fourth == {"asks": "There is no item 199.", "language": "fr"}


def test_thrown_away_upload_is_gone(house: House, editor: Staff) -> None:
    begin(editor)
    send(editor, 0, b"x")
    assert "thrown away" in editor.send(f"/desk/uploads/{TOKEN}/away").text
    with house.database.reads() as session:
        assert session.scalars(select(UploadRow)).all() == []
