"""Pictures that people send, good and bad."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from app.house import House
from content.editing.sheet import item_sheet
from desk.items.pictures import NoPicture, redraw
from tests.actors.staff import Staff
from tests.desk.item_forms import SNAIL, data_of, undo


def draw(
    sort: str = "JPEG", size: tuple[int, int] = (300, 200), mode: str = "RGB", **options: object
) -> bytes:
    """A plain picture as a file."""
    written = BytesIO()
    Image.new(mode, size, 128 if mode in {"L", "P"} else (20, 90, 160, 0)[: len(mode)]).save(
        written, sort, **options
    )
    return written.getvalue()


def look(data: bytes) -> Image.Image:
    return Image.open(BytesIO(redraw(BytesIO(data))))


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (draw(), (300, 200)),
        (draw("PNG"), (300, 200)),
        (draw("PNG", mode="RGBA"), (300, 200)),
        (draw("PNG", mode="P"), (300, 200)),
        (draw("PNG", mode="L"), (300, 200)),
        (draw(mode="CMYK"), (300, 200)),
        (draw(size=(4000, 1000)), (1600, 400)),
        (draw(size=(1000, 4000)), (400, 1600)),
    ],
)
def test_any_picture_becomes_a_plain_one(data: bytes, size: tuple[int, int]) -> None:
    picture = look(data)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", size)


def test_transparent_parts_become_white() -> None:
    assert min(look(draw("PNG", mode="RGBA")).getpixel((5, 5))) > 250


def test_picture_is_turned_upright_and_tells_no_place() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at home"
    picture = look(draw(exif=exif))
    assert (picture.size, dict(picture.getexif())) == ((200, 300), {})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture at all",
        draw()[:400],
        draw("GIF", mode="P"),
        draw("WEBP"),
        b"\xff\xd8\xff" + bytes(90),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(NoPicture) as caught:
        redraw(BytesIO(data))
    assert caught.value.code == "picture_broken"


def test_enormous_picture_is_refused_unread() -> None:
    with pytest.raises(NoPicture) as caught:
        redraw(BytesIO(draw("PNG", size=(17_000, 5_000), mode="L")))
    assert caught.value.code == "picture_too_big"


def test_picture_comes_into_the_draft_and_goes(editor: Staff, house: House) -> None:
    before = data_of(house, item_sheet(SNAIL))["picture"]
    editor.see(f"/desk/items/{SNAIL}")
    page = _send(editor, draw("PNG"), "door.png")
    after = data_of(house, item_sheet(SNAIL))["picture"]
    assert after.endswith("/picture.jpg")
    assert after != before
    assert editor.client.get(f"/media/{after}").mimetype == "image/jpeg"
    undo(editor, page)
    assert data_of(house, item_sheet(SNAIL))["picture"] == before


def test_broken_picture_is_told_in_words(editor: Staff) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    assert "no whole JPEG or PNG" in _send(editor, b"hello", "door.jpg")


def test_unknown_picture_is_not_taken(editor: Staff) -> None:
    editor.see(f"/desk/items/{SNAIL}")
    for path in ("0" * 64 + "/picture.jpg", "masters/x", "../secret"):
        assert editor.send(f"/desk/items/{SNAIL}/picture/set?path={path}").status_code == 404


def _send(person: Staff, data: bytes, name: str) -> str:
    fields: dict[str, object] = {"picture": (BytesIO(data), name)}
    return person.send(f"/desk/items/{SNAIL}/picture", fields, content_type="multipart/form-data").text
