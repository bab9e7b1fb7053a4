"""What was on the line before, and the way back."""

from __future__ import annotations

from app.house import House
from content.editing.sheet import text_sheet
from tests.actors.staff import Staff
from tests.desk.item_forms import SNAIL, draft_of, undo, write

PAGE = f"/desk/items/{SNAIL}/history"


def publish_door(editor: Staff, house: House) -> str:
    """A second version; the first one's title."""
    published = draft_of(house, text_sheet(SNAIL, "en")).published
    assert published is not None
    write(editor, SNAIL, "words/en", {**published, "title": "The knight and the door"})
    editor.send(f"/desk/items/{SNAIL}/publish", {"language": "en"})
    return str(published["title"])


def title_now(house: House) -> str:
    published = draft_of(house, text_sheet(SNAIL, "en")).published
    return str(published["title"]) if published else ""


def test_differences_are_told_in_words_too(editor: Staff, house: House) -> None:
    publish_door(editor, house)
    page = editor.see(f"{PAGE}?part=en").text
    assert '<del><span class="unseen">removed: </span>snail</del>' in page
    assert '<ins><span class="unseen">added: </span>door</ins>' in page
    assert page.index("Version 2") < page.index("Version 1")
    assert "Ana, 19 May 2026" in page, page[page.index("Ana,") :][:60]


def test_older_version_is_put_back_and_undone(editor: Staff, house: House) -> None:
    first = publish_door(editor, house)
    editor.see(PAGE)
    page = editor.send(f"{PAGE}/en", {"version": 1}).text
    assert title_now(house) == first
    assert "Version 3" in page
    undo(editor, page)
    assert title_now(house) == "The knight and the door"


def test_version_that_never_was_is_not_found(editor: Staff) -> None:
    editor.see(PAGE)
    assert editor.send(f"{PAGE}/en", {"version": 9}).status_code == 404
    assert editor.see(f"{PAGE}?part=xx").status_code == 404


def test_untouched_parts_say_so(editor: Staff) -> None:
    assert "The first version" in editor.see(f"{PAGE}?part=facts").text
