"""What waits, how far everything is translated, and how drafts would sound."""

from __future__ import annotations

from datetime import date

import pytest

from content.editing import drafts
from content.editing.publishing import begin_item
from content.editing.rehearsing import rehearse, rehearse_all
from content.editing.sheet import Sheet, item_sheet, prompt_sheet, text_sheet, thread_sheet
from content.editing.translations import TranslationQuery, states
from content.editing.waiting import list_waiting
from content.recordings import Take, Target, accept
from content.tables import ItemRow, RecordingRow
from content.version import read_version
from tests.content.editing.desk import Editor
from tests.content.museum import NOW

ENGLISH, FRENCH = text_sheet(214, "en"), text_sheet(214, "fr")
HELLO = prompt_sheet("lobby.hello", "en")


def found(editor: Editor, **asked: str) -> list[str]:
    return [row.sheet.key for row in editor.does(states, TranslationQuery(**asked)).rows]


def test_states_stand_by_language(editor: Editor) -> None:
    editor.saves(text_sheet(305, "fr"), title="Une étoile")
    editor.does(drafts.mark_reviewed, text_sheet(305, "fr"), "Jo", editor.now)
    rows = editor.does(states, TranslationQuery()).rows
    assert {row.sheet.key: row.states for row in rows} == {
        "214": {"en": "published", "fr": "published"},
        "305": {"en": "published", "fr": "reviewed"},
        "410": {"en": "published", "fr": "missing"},
    }


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({"state": "stale"}, ["214"]),
        ({"state": "stale", "language": "en"}, []),
        ({"state": "missing", "language": "fr"}, ["410"]),
        ({"state": "draft"}, ["305"]),
        ({"words": "astronomer"}, []),
        ({"words": "two"}, ["214"]),
        ({"kind": "prompt", "state": "stale"}, ["lobby.hello"]),
        ({"kind": "prompt", "words": "today"}, ["lobby.today.button", "lobby.today.say"]),
        ({"kind": "prompt", "state": "missing"}, []),
    ],
    ids=str,
)
def test_translations_are_filtered(editor: Editor, asked: dict[str, str], keys: list[str]) -> None:
    editor.rewrites(ENGLISH, title="Two")
    editor.rewrites(HELLO, text="Hi from {museum}.")
    editor.saves(text_sheet(305, "fr"), title="Une étoile")
    assert found(editor, **asked) == keys


@pytest.mark.parametrize("kind", ["text", "prompt"])
def test_pages_of_translations_meet(editor: Editor, kind: str) -> None:
    seen, after = [], ""
    for _ in range(5):
        page = editor.does(states, TranslationQuery(kind=kind, after=after), 1)
        seen += [row.sheet.key for row in page.rows]
        if page.next is None:
            break
        after = page.next
    assert seen == found(editor, kind=kind)
    assert len(seen) == 3


def test_everything_that_waits_is_named(editor: Editor) -> None:
    editor.rewrites(ENGLISH, title="Two")
    editor.rewrites(HELLO, text="Hi from {museum}.")
    editor.saves(text_sheet(305, "en"), title="Mine")
    editor.rewrites(item_sheet(305), review_by="2026-06-01")
    editor.rewrites(
        Sheet("season", "spring"), name="Spring", begins="2026-03-01", ends="2026-05-01", items=[214]
    )
    editor.records(214, state="failed")
    waiting = editor.does(list_waiting, NOW.date())
    assert [draft.sheet for draft in waiting.drafts] == [text_sheet(305, "en")]
    assert waiting.stale == (FRENCH, prompt_sheet("lobby.hello", "fr"))
    assert waiting.reviews == ((305, date(2026, 6, 1)),)
    assert [take.target.item for take in waiting.failed] == [214]
    assert waiting.over == (("spring", date(2026, 5, 1)),)


def test_only_what_one_can_record_waits_for_a_voice(editor: Editor) -> None:
    """Not a button, which is read, nor words with a name to fill in, which the carrier's voice says in any case."""
    today = [prompt_sheet("lobby.today.say", code) for code in ("en", "fr")]
    assert editor.does(list_waiting, NOW.date()).synthetic == tuple(today)
    assert editor.does(list_waiting, NOW.date(), 1).synthetic == tuple(today[:1])
    take = Take(editor.house.media.put_master(b"sound", "take.wav"))
    editor.does(accept, Target("en", prompt="lobby.today.say"), take, NOW)
    for synthetic, waits in ((True, today), (False, today[1:])):
        editor.house.write(RecordingRow, RecordingRow.id == 1, live=True, synthetic=synthetic)
        assert editor.does(list_waiting, NOW.date()).synthetic == tuple(waits)


@pytest.mark.parametrize(
    ("day", "state", "waits"),
    [
        ("2026-06-17", "published", True), ("2026-06-18", "published", False), ("2026-01-01", "draft", True),
        ("2026-01-01", "withdrawn", False),
    ],
)  # fmt: skip
def test_reviews_wait_thirty_days_ahead(editor: Editor, day: str, state: str, waits: bool) -> None:
    editor.rewrites(item_sheet(305), review_by=day)
    editor.house.write(ItemRow, ItemRow.number == 305, state=state)
    reviews = editor.does(list_waiting, NOW.date()).reviews
    assert reviews == (((305, date.fromisoformat(day)),) if waits else ())


@pytest.mark.parametrize(
    ("ends", "yearly", "over"),
    [("2026-05-17", False, True), ("2026-05-18", False, False), ("2026-05-01", True, False)],
)
def test_season_is_over_the_day_after(editor: Editor, ends: str, yearly: bool, over: bool) -> None:
    spring = Sheet("season", "spring")
    editor.rewrites(spring, name="Spring", begins="2026-03-01", ends=ends, yearly=yearly, items=[214])
    assert bool(editor.does(list_waiting, NOW.date()).over) is over


def test_lists_of_what_waits_are_cut(editor: Editor) -> None:
    for number in (214, 305, 410):
        editor.saves(text_sheet(number, "en"), title="Mine")
        editor.records(number, state="failed")
    waiting = editor.does(list_waiting, NOW.date(), 2)
    assert [draft.sheet.number for draft in waiting.drafts] == [410, 305], "the newest first"
    assert [take.target.item for take in waiting.failed] == [410, 305]


def test_failed_take_is_done_with_the_next(editor: Editor) -> None:
    editor.records(214, state="failed")
    editor.records(214, b"two", state="pending")
    assert editor.does(list_waiting, NOW.date()).failed == ()


def test_rehearsal_hears_drafts_and_changes_nothing(editor: Editor) -> None:
    editor.does(begin_item, 500, {}, "Ana", editor.now)
    editor.saves(text_sheet(500, "en"), title="A thought", teaser="t", body="Half a", credit="")
    editor.saves(ENGLISH, title="Mine")
    editor.saves(FRENCH, title="Le mien")
    before = editor.does(read_version)
    house = editor.house
    heard = rehearse(house.database, house.settings, [item_sheet(500), text_sheet(500, "en"), ENGLISH])
    assert heard.items[500].words["en"].title == "A thought"
    assert (heard.items[214].words["en"].title, heard.items[214].words["fr"].title) == ("Mine", "L'astronome")
    assert rehearse_all(house.database, house.settings).items[214].words["fr"].title == "Le mien"
    assert editor.does(read_version) == before
    assert editor.catalogue.items.keys() == {214, 305}
    assert editor.opens(ENGLISH).exists


def test_rehearsal_is_kept_until_a_draft_moves(editor: Editor) -> None:
    house = editor.house
    editor.saves(ENGLISH, title="Mine")
    first = rehearse(house.database, house.settings, [ENGLISH])
    assert rehearse(house.database, house.settings, [ENGLISH]) is first
    editor.saves(ENGLISH, title="Mine too")
    assert rehearse(house.database, house.settings, [ENGLISH]).items[214].words["en"].title == "Mine too"


def test_rehearsal_passes_over_what_cannot_stand(editor: Editor) -> None:
    editor.saves(item_sheet(214), speaker="nobody")
    editor.saves(thread_sheet(214), threads=[{"to": 999, "reason": {}}])
    editor.saves(Sheet("series", "blues"), guide="nobody")
    heard = rehearse_all(editor.house.database, editor.house.settings)
    assert heard.items[214].speaker.slug == heard.series["blues"].guide.slug == "ana"


def test_rehearsed_take_is_the_live_one(editor: Editor) -> None:
    editor.records(214)
    editor.house.write(RecordingRow, RecordingRow.item == 214, live=True)
    editor.saves(ENGLISH, title="Mine")
    heard = rehearse(editor.house.database, editor.house.settings, [ENGLISH])
    assert heard.items[214].words["en"].sound is not None
