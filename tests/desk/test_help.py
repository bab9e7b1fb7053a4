"""Help with every page, in each language, in the desk's own labels; and the guide made from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from itertools import product

import pytest
from flask import Flask
from PIL import Image

from desk import words
from desk.help.guide import write_guide
from desk.help.texts import FOLDER, LABEL, PICTURE, read, render, without_pictures
from desk.help.topics import FIRST, OPENS, TOPICS, find_topic
from desk.navigation import GROUPS
from desk.pages import PAGES
from desk.words import LANGUAGES, load
from staff.roles import Role
from tests.actors.staff import Staff
from tests.desk.guide import GUIDE, PICTURES

EVERY = list(product(LANGUAGES, TOPICS))
LINK = re.compile(r"\]\(#(\w+)\)")
WORDS_A_MINUTE = 200
MOST_BYTES = 2_000_000
STRAIGHT = re.compile(r"\w'\w")
# What answers with a sound or a table, or only leads on: nobody sees it as a page.
UNSEEN = frozenset(
    {
        "send_sound",
        "send_statistics",
        "send_request_sound",
        "send_request_picture",
        "send_part_picture",
        "send_request_name",
        "send_draft_sound",
        "send_answer_sound",
    }
)
# Who only answers has these to read; who makes what is heard has the others, in a quarter of an hour as before.
ANSWERERS = frozenset({"inbox", "answers", "calls", "worries"})


def write(language: str, topic: str) -> str:
    """The words of a topic as they are written, labels and all."""
    return (FOLDER / language / f"{topic}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_topic(language: str) -> None:
    assert {file.stem for file in (FOLDER / language).iterdir()} == set(TOPICS)


def test_every_menu_entry_has_help() -> None:
    entries = {name for group in GROUPS for name, _, _ in group if f"desk.{_endpoint(name)}" in PAGES}
    assert entries - {"help"} <= set(TOPICS)


def _endpoint(name: str) -> str:
    return next(endpoint for group in GROUPS for entry, endpoint, _ in group if entry == name)


def test_every_page_knows_its_help() -> None:
    looked_at = {page.endpoint for page in PAGES.values() if "GET" in page.methods} - UNSEEN
    helpless = [name for name in looked_at if find_topic(f"desk.{name}", "series") == FIRST]
    assert set(helpless) <= {"show_help", "show_topic", "show_guide"}


@pytest.mark.parametrize(("language", "topic"), EVERY)
def test_every_label_is_the_desks_own(language: str, topic: str) -> None:
    labels = LABEL.findall(write(language, topic))
    assert [key for key in labels if "{" in load(language)[key]] == []
    assert "[[" not in read(language, topic).body


@pytest.mark.parametrize(("language", "topic"), EVERY)
def test_every_language_names_the_same(language: str, topic: str) -> None:
    english, here = write("en", topic), write(language, topic)
    assert set(LABEL.findall(here)) == set(LABEL.findall(english))
    assert LINK.findall(here) == LINK.findall(english)
    assert [name for _, name in PICTURE.findall(here)] == [name for _, name in PICTURE.findall(english)]
    assert here.count("\n## ") == english.count("\n## ")


@pytest.mark.parametrize(("language", "topic"), EVERY)
def test_links_and_pictures_are_there(language: str, topic: str) -> None:
    body = read(language, topic).body
    assert set(LINK.findall(body)) <= set(TOPICS)
    for found in PICTURE.finditer(body):
        assert (PICTURES / f"{language}-{found['name']}.webp").is_file()
        assert len(found["alt"]) > 30


@pytest.mark.parametrize("language", ["fr", "es"])
def test_help_is_set_as_printers_do(language: str) -> None:
    assert [topic for topic in TOPICS if STRAIGHT.search(write(language, topic))] == []


def test_french_signs_stay_with_their_words() -> None:
    body = read("fr", "prompts").body
    assert "«\N{NO-BREAK SPACE}Pour" in body
    assert not re.search(r" [;:!?»]", body)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("topics", "minutes"), [(set(TOPICS) - ANSWERERS, 15), (ANSWERERS, 5)])
def test_guide_is_read_within_minutes(language: str, topics: set[str], minutes: int) -> None:
    told = sum(len(f"{text.title} {text.body}".split()) for text in (read(language, one) for one in topics))
    assert told / WORDS_A_MINUTE < minutes


@pytest.mark.parametrize("language", LANGUAGES)
def test_guides_file_is_up_to_date(language: str) -> None:
    file = GUIDE / f"{language}.md"
    assert file.read_text(encoding="utf-8") == write_guide(language), "run python -m tests.desk.guide"
    pictured = re.findall(r"\((\w+-\w+\.webp)\)", write_guide(language))
    assert pictured
    for name in pictured:
        assert (GUIDE / name).read_bytes() == (PICTURES / name).read_bytes()


def test_pictures_are_small_and_calm() -> None:
    pictures = [*PICTURES.glob("*.webp"), *GUIDE.glob("*.webp")]
    assert sum(file.stat().st_size for file in pictures) < MOST_BYTES
    for file in pictures:
        with Image.open(file) as picture:
            assert max(picture.size) <= 1000


def test_typed_html_is_shown_as_typed() -> None:
    shown = render("<b>no</b> [x](#items) ![a picture](home)", "/to/{}".format, "/at/{}".format)
    assert "&lt;b&gt;no&lt;/b&gt;" in shown
    assert 'href="/to/items"' in shown
    assert 'src="/at/home"' in shown


def test_unknown_label_is_an_error() -> None:
    with pytest.raises(KeyError):
        words.say("en", "items.no_such_button")


def test_help_opens_for_whoever_looks(staff: Callable[..., Staff]) -> None:
    joseph = staff("Joseph", Role.ANSWERER, language="fr")
    pages = {topic: joseph.see(f"/desk/help/{topic}").text for topic in TOPICS}
    assert [
        topic for topic, page in pages.items() if f"<h1>{read('fr', topic).title}</h1>" not in unescape(page)
    ] == []


WAYS = {
    "/desk/": "home", "/desk/items": "items", "/desk/items/330": "items",
    "/desk/items/330/recordings/fr": "recordings", "/desk/items/330/side-by-side": "translations",
    "/desk/house/season/snow": "seasons", "/desk/house/prompt/lobby.hello": "prompts",
    "/desk/preview/checks": "preview", "/desk/inbox": "inbox", "/desk/inbox/17": "answers",
    "/desk/inbox/17/preview": "answers", "/desk/inbox/safety": "worries", "/desk/inbox/ticket": "inbox",
    "/desk/calls/3": "calls", "/desk/password": "account", "/desk/nowhere": "start",
    "https://elsewhere.example/": "start", "": "start",
}  # fmt: skip


def test_page_leads_to_its_help(editor: Staff) -> None:
    answers = {path: editor.client.get("/desk/help", query_string={"of": path}) for path in WAYS}
    assert {path: answer.headers["Location"].rpartition("/")[2] for path, answer in answers.items()} == WAYS


def test_every_page_offers_its_help(editor: Staff) -> None:
    assert "/desk/help?of=/desk/items" in editor.see("/desk/items").text
    assert "/desk/help?of=" not in editor.see("/desk/help").text


def test_stranger_is_offered_none(app: Flask) -> None:
    assert "/desk/help" not in Staff(app).see("/desk/login").text


def test_unknown_help_is_kind(editor: Staff) -> None:
    page = editor.see("/desk/help/nowhere")
    assert page.status_code == 404
    assert "There is no help under this name" in page.text
    assert "/desk/help/items" in page.text


def test_guide_tells_everything_in_order(editor: Staff) -> None:
    page = unescape(editor.see("/desk/help/guide").text)
    titles = [read("en", topic).title for topic in TOPICS]
    assert re.findall(r"<h2 id=\"\w+-title\">(.+?)</h2>", page) == titles
    assert set(re.findall(r'href="#(\w+)"', page)) - {"content"} <= set(TOPICS)
    assert page.count("<img") == sum(bool(PICTURE.search(read("en", topic).body)) for topic in TOPICS)


def test_pictures_come_from_the_desk(editor: Staff) -> None:
    address = re.findall(r'<img src="([^"]+)"', editor.see("/desk/help/guide").text)[0]
    with editor.client.get(address) as answer:
        assert answer.mimetype == "image/webp"


def test_help_opens_the_page_it_explains() -> None:
    assert [topic for topic, endpoint in OPENS.items() if f"desk.{endpoint}" not in PAGES] == []


def test_pictures_are_left_out_beside_the_page() -> None:
    assert "](home)" in read("en", "home").body
    assert "](home)" not in without_pictures(read("en", "home").body)
