"""Cards and sheets as they are fetched."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import NotFound

from content.catalogue import Catalogue
from content.tables import ItemRow, ItemTextRow
from public.print.paper import Size
from public.print.routes import MOST, Name, Press, read_name
from public.routes import create_blueprint
from tests.content.museum import SmallHouse
from tests.public import pdf
from tests.scenes.museum import make_catalogue

CARD = "/card/en-a4.pdf"


@pytest.mark.parametrize(
    "path", ["/card/en-a4.pdf", "/card/fr-a5.pdf", "/sheet/305-en-a4.pdf", "/sheet/walk-blues-fr-a5.pdf"]
)
def test_paper_is_fetched_by_anybody(passer: FlaskClient, path: str) -> None:
    answer = passer.get(path)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF-")
    name = path.strip("/").replace("/", "-")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{name}"'


@pytest.mark.parametrize(
    "path",
    [
        "/card/de-a4.pdf",
        "/card/en-a3.pdf",
        "/card/en.pdf",
        "/card/-a4.pdf",
        "/card/214-en-a4.pdf",
        "/sheet/en-a4.pdf",
        "/sheet/214-en-a4.pdf",
        "/sheet/305-fr-a4.pdf",
        "/sheet/99999-en-a4.pdf",
        "/sheet/walk-nothing-en-a4.pdf",
        "/sheet/walk--en-a4.pdf",
    ],
)
def test_nothing_is_printed_that_there_is_not(passer: FlaskClient, path: str) -> None:
    assert passer.get(path).status_code == 404


def test_withdrawn_activity_has_no_sheet(passer: FlaskClient, house: SmallHouse) -> None:
    assert passer.get("/sheet/305-en-a4.pdf").status_code == 200
    house.write(ItemRow, ItemRow.number == 305, state="withdrawn")
    house.seconds = 3
    assert passer.get("/sheet/305-en-a4.pdf").status_code == 404


def test_changed_words_are_printed_anew(passer: FlaskClient, house: SmallHouse) -> None:
    first = passer.get(CARD)
    known = {"If-None-Match": first.headers["ETag"]}
    assert passer.get(CARD, headers=known).status_code == 304
    house.write(ItemTextRow, ItemTextRow.item == 214, title="The stargazer")
    house.seconds = 3
    second = passer.get(CARD, headers=known)
    assert second.status_code == 200
    assert "The stargazer" in pdf.read(second.data).words


def test_bots_name_is_printed_once_it_is_known(house: SmallHouse) -> None:
    names = [""]
    app = Flask("window", static_folder=None)
    app.register_blueprint(create_blueprint(house.shelf, house.media, house.settings, lambda: names[-1]))
    assert "t.me" not in pdf.read(app.test_client().get(CARD).data).words
    names.append("tower_bot")
    assert "t.me/tower_bot" in pdf.read(app.test_client().get(CARD).data).words


def test_picture_that_is_none_spoils_no_sheet(passer: FlaskClient, house: SmallHouse) -> None:
    house.write(ItemRow, ItemRow.number == 305, picture=house.shelf.catalogue.items[214].picture)
    house.seconds = 3
    assert passer.get("/sheet/305-en-a4.pdf").status_code == 200


def test_lost_picture_spoils_no_sheet(passer: FlaskClient, house: SmallHouse) -> None:
    house.write(ItemRow, ItemRow.number == 305, picture=f"{'0' * 64}/picture.jpg")
    house.seconds = 3
    assert passer.get("/sheet/305-en-a4.pdf").status_code == 200


class Counted(Press):
    """A press that counts what it prints."""

    printed = 0

    def _print_card(self, catalogue: Catalogue, name: Name, chat: str) -> bytes | None:
        self.printed += 1
        return f"{name.language} {chat}".encode() if chat != "none" else None


def test_paper_is_printed_once_for_each_state(house: SmallHouse) -> None:
    chats = ["one"]
    press = Counted(house.shelf, house.media, "the tower", lambda: chats[-1])
    with Flask("press").test_request_context():
        for _ in range(3):
            assert press.send_card("en-a4").data == b"en one"
        assert press.printed == 1
        chats.append("two")
        assert press.send_card("en-a4").data == b"en two"
        house.write(ItemRow, ItemRow.number == 305, state="withdrawn")
        house.seconds = 3
        press.send_card("en-a4")
        assert press.printed == 3


def test_press_keeps_only_so_much(house: SmallHouse) -> None:
    """Whoever asks for ever other names fills no memory, and what is not printed is not kept."""
    chats: list[str] = []
    press = Counted(house.shelf, house.media, "the tower", lambda: chats[-1])
    with Flask("press").test_request_context():
        for at in range(MOST * 2 + 1):
            chats.append(f"bot{at}")
            press.send_card("fr-a5")
            assert 0 < len(press._kept) <= MOST
        kept = dict(press._kept)
        for name in ("de-a4", "en-a3", "nonsense"):
            with pytest.raises(NotFound):
                press.send_card(name)
        chats.append("none")
        with pytest.raises(NotFound):
            press.send_card("fr-a5")
        assert press._kept == kept


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("202-fr-a5", Name("202", "fr", Size.A5)),
        ("walk-four-blues-es-a4", Name("walk-four-blues", "es", Size.A4)),
        ("en-a4", Name("", "en", Size.A4)),
        ("202-fr", None),
        ("fr-a4-a5", None),
        ("202--en-a4", Name("202-", "en", Size.A4)),
        ("xen-a4", None),
    ],
)
def test_names_tell_language_and_paper(name: str, read: Name | None) -> None:
    assert read_name(name, make_catalogue()) == read


def test_longer_codes_and_strange_letters_are_told_apart() -> None:
    known = make_catalogue()
    french = known.languages["fr"]
    more = {"pt-BR": replace(french, endonym="Português (Brasil)"), "ja": replace(french, endonym="日本語")}
    catalogue = replace(known, languages={**known.languages, **more})
    assert read_name("202-pt-BR-a5", catalogue) == Name("202", "pt-BR", Size.A5)
    assert read_name("ja-a4", catalogue) is None, "the type has none of its signs"
