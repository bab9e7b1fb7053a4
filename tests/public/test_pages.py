"""The words of recordings for captions, and items to be read."""

from __future__ import annotations

import json

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from content.tables import ItemRow, ItemTextRow
from public.pages import find_page
from tests.content.museum import SmallHouse


def test_words_are_found_by_address(passer: FlaskClient, phone: str) -> None:
    answer = passer.get("/media/words.json")
    words = json.loads(answer.data)
    assert words[f"https://line.museum.example{phone}"].startswith("He looks up.")
    assert (answer.content_type, answer.headers["Cache-Control"]) == ("application/json", "no-cache")


def test_words_travel_only_when_changed(passer: FlaskClient, house: SmallHouse) -> None:
    tag = passer.get("/media/words.json").headers["ETag"]
    assert passer.get("/media/words.json", headers={"If-None-Match": tag}).status_code == 304
    house.write(ItemTextRow, ItemTextRow.item == 214, body="New words.")
    house.seconds = 3
    assert passer.get("/media/words.json", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("query", "accepted", "language", "title"),
    [
        ("", "", "en-GB", "The astronomer"),
        ("?lang=fr", "", "fr-FR", "L&#39;astronome"),
        ("", "fr-CA,fr;q=0.9", "fr-FR", "L&#39;astronome"),
        ("?lang=en", "fr", "en-GB", "The astronomer"),
        ("?lang=xx", "de", "en-GB", "The astronomer"),
    ],
)
def test_page_speaks_the_readers_language(
    passer: FlaskClient, query: str, accepted: str, language: str, title: str
) -> None:
    answer = passer.get(f"/transcript/214{query}", headers={"Accept-Language": accepted})
    page = answer.get_data(as_text=True)
    assert f'<html lang="{language}">' in page
    assert f"<h1>{title}</h1>" in page
    assert answer.headers["Vary"] == "Accept-Language"


def test_page_has_picture_sound_and_credit(passer: FlaskClient, phone: str) -> None:
    page = passer.get("/transcript/214").get_data(as_text=True)
    for part in (
        phone,
        "/chat.ogg",
        "/picture.jpg",
        "A man at a window.",
        "Ana Moreau, curator",
        "Painted in 1668.",
    ):
        assert part in page
    assert 'href="?lang=fr"' in page
    assert 'lang="fr-FR"' in page


def test_activity_shows_its_lists(passer: FlaskClient) -> None:
    page = passer.get("/transcript/305").get_data(as_text=True)
    assert "<ul><li>paper</li><li>a pair of scissors</li></ul>" in page
    assert "<ol><li>Fold it.</li><li>Cut it.</li></ol>" in page
    assert page.index("Cut it.") < page.index("Hang it up.")


def test_warning_stands_before_the_words(passer: FlaskClient, house: SmallHouse) -> None:
    house.write(ItemRow, ItemRow.number == 410, state="published")
    page = passer.get("/transcript/410").get_data(as_text=True)
    assert page.index("This story speaks of a death.") < page.index("It was gone.")


def test_words_cannot_become_markup(passer: FlaskClient, house: SmallHouse) -> None:
    house.write(ItemTextRow, ItemTextRow.item == 214, body="<script>alert(1)</script>")
    house.write(ItemRow, ItemRow.number == 214, rights="javascript:alert(2)")
    page = passer.get("/transcript/214").get_data(as_text=True)
    assert "<script" not in page
    assert "javascript:" not in page


@pytest.mark.parametrize(
    "path", ["/transcript/410", "/transcript/999", "/transcript/x", "/transcript/214/en"]
)
def test_unpublished_and_unknown_are_not_found(passer: FlaskClient, path: str) -> None:
    assert passer.get(path).status_code == 404


def test_page_brings_its_own_style_and_type(passer: FlaskClient) -> None:
    assert passer.get("/transcript/214").headers["Content-Security-Policy"] == "default-src 'self'"
    with passer.get("/public/transcript.css") as answer:
        style = answer.get_data(as_text=True)
    assert "http" not in style
    fonts = [part.split('"')[0] for part in style.split('url("')[1:]]
    assert len(fonts) == 4
    for font in fonts:
        with passer.get(f"/public/{font}") as answer:
            assert answer.status_code == 200


@pytest.mark.parametrize(
    ("wanted", "accepted", "found", "others"),
    [
        ("fr", "en", "fr", ["en"]),
        ("de", "de;q=0.9,fr;q=0.8", "fr", ["en"]),
        ("de", "de", "en", ["fr"]),
        ("", "", "en", ["fr"]),
        ("", "fr-CA", "fr", ["en"]),
        ("", "*", "en", ["fr"]),
        ("FR", "", "en", ["fr"]),
    ],
)
def test_page_is_found_in_the_best_language(
    house: SmallHouse, wanted: str, accepted: str, found: str, others: list[str]
) -> None:
    asked = parse_accept_header(accepted, LanguageAccept)
    page = find_page(house.shelf.catalogue, 214, wanted, asked)
    assert page is not None
    assert (page.language.code, [one.code for one in page.others]) == (found, others)
    assert page.role == {"en": "curator", "fr": "conservatrice"}[found]


def test_item_of_one_language_offers_no_other(passer: FlaskClient) -> None:
    page = passer.get("/transcript/305?lang=fr", headers={"Accept-Language": "fr"}).get_data(as_text=True)
    assert '<html lang="en-GB">' in page
    assert "?lang=" not in page
