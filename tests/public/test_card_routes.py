"""Cards and sheets as they are fetched."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from content.tables import ItemRow, ItemTextRow
from public.print.paper import Size
from public.print.routes import Name, read_name
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


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("202-fr-a5", Name("202", "fr", Size.A5)),
        ("walk-four-blues-es-a4", Name("walk-four-blues", "es", Size.A4)),
        ("en-a4", Name("", "en", Size.A4)),
        ("202-fr", None),
        ("xen-a4", None),
    ],
)
def test_names_tell_language_and_paper(name: str, read: Name | None) -> None:
    assert read_name(name, make_catalogue()) == read
