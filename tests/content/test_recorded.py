"""What is recorded, by whom, and what nobody of the museum reads yet."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from content import recorded
from content.editing.sheet import prompt_sheet, text_sheet
from content.recorded import Reading
from content.recordings import Take, Target, accept
from content.tables import ItemRow, PromptRow, RecordingRow
from tests.content.editing.desk import Editor
from tests.content.museum import NOW, PackFolder, SmallHouse

STORY, FRENCH = Target("en", item=214), Target("fr", item=214)
TODAY, SAID = Target("en", prompt="lobby.today.say"), "For today's story, press 1."


@pytest.fixture
def editor(house: SmallHouse, pack: PackFolder) -> Editor:
    house.take_in(pack)
    return Editor(house)


def sends(editor: Editor, target: Target, state: str = "ready", **values: object) -> int:
    """A recording that the worker had already; its id."""
    take = Take(editor.house.media.put_master(str(values).encode(), "take.wav"), by="Ana")
    made = editor.does(accept, target, take, editor.now).id
    editor.house.write(RecordingRow, RecordingRow.id == made, state=state, **values)
    return int(made)


def ids(rows: object) -> list[int]:
    return [row.id for row in rows]


def test_reader_sees_what_is_live(editor: Editor) -> None:
    reading = editor.does(recorded.find_reading, STORY)
    assert reading == Reading(
        "The astronomer", "He looks up. He has found something.\n\nWhat have you found?", "story"
    )
    assert not reading.has_places
    hello = editor.does(recorded.find_reading, Target("fr", prompt="lobby.hello"))
    assert (hello.title, hello.body, hello.kind) == ("lobby.hello", "Bonjour, ici {museum}.", "")
    assert hello.has_places


@pytest.mark.parametrize(
    "target",
    [
        Target("it", item=214),
        Target("en", item=999),
        Target("en", prompt="no.such"),
        Target("it", prompt="lobby.hello"),
    ],
)
def test_nothing_is_read_that_there_is_not(editor: Editor, target: Target) -> None:
    assert editor.does(recorded.find_reading, target) is None


@pytest.mark.parametrize(
    ("fields", "reading"),
    [
        ({"body": "She looks up."}, Reading("The astronomer", "She looks up.", "story", is_draft=True)),
        ({"body": "She.", "title": "Mine"}, Reading("Mine", "She.", "story", is_draft=True)),
        ({"body": "She.", "title": ""}, Reading("The astronomer", "She.", "story", is_draft=True)),
    ],
    ids=["body", "both", "without a title"],
)
def test_draft_is_read_before_what_is_live(editor: Editor, fields: dict[str, str], reading: Reading) -> None:
    editor.saves(text_sheet(214, "en"), **fields)
    assert editor.does(recorded.find_reading, STORY) == reading


@pytest.mark.parametrize("fields", [{"title": "Mine"}, {"body": ""}], ids=["other title", "emptied"])
def test_draft_without_other_words_changes_nothing(editor: Editor, fields: dict[str, str]) -> None:
    live = editor.does(recorded.find_reading, STORY)
    editor.saves(text_sheet(214, "en"), **fields)
    assert editor.does(recorded.find_reading, STORY) == live


def test_missing_language_is_read_from_its_draft(editor: Editor) -> None:
    star = Target("fr", item=305)
    assert editor.does(recorded.find_reading, star) == Reading("", "", "activity")
    editor.saves(text_sheet(305, "fr"), title="Une étoile")
    assert editor.does(recorded.find_reading, star) == Reading("Une étoile", "", "activity")
    editor.saves(text_sheet(305, "fr"), body="Pliez.")
    assert editor.does(recorded.find_reading, star) == Reading(
        "Une étoile", "Pliez.", "activity", is_draft=True
    )


def test_prompt_is_read_as_it_is_drafted(editor: Editor) -> None:
    editor.saves(prompt_sheet("lobby.today.say", "en"), text="A story, 1.")
    assert editor.does(recorded.find_reading, TODAY) == Reading(
        "lobby.today.say", "A story, 1.", is_draft=True
    )
    editor.publishes(prompt_sheet("lobby.today.say", "en"))
    assert editor.does(recorded.find_reading, TODAY) == Reading("lobby.today.say", "A story, 1.")


def test_versions_are_told_newest_first(editor: Editor) -> None:
    first, second = sends(editor, STORY), sends(editor, STORY, live=True)
    sends(editor, FRENCH, live=True)
    sends(editor, TODAY, live=True)
    assert ids(editor.does(recorded.list_versions, STORY)) == [second, first]
    assert editor.does(recorded.find_live, STORY) == second
    assert editor.does(recorded.find_live, Target("fr", prompt="lobby.today.say")) is None


def test_worker_takes_the_first_come(editor: Editor) -> None:
    waiting = [sends(editor, STORY, state) for state in ("pending", "claimed", "ready", "failed")][:2]
    assert ids(editor.does(recorded.list_prepared)) == waiting
    assert editor.does(recorded.count_prepared) == 2


def test_failure_is_over_when_recorded_again(editor: Editor) -> None:
    sends(editor, STORY, "failed")
    french, hello = sends(editor, FRENCH, "failed"), sends(editor, TODAY, "failed")
    sends(editor, STORY, "pending")
    assert ids(editor.does(recorded.list_failed)) == [hello, french], (
        "other languages and prompts stand apart"
    )


@pytest.mark.parametrize(
    ("values", "waits"),
    [({}, True), ({"live": True}, False), ({"synthetic": True}, False), ({"state": "pending"}, False)],
    ids=str,
)
def test_only_human_takes_wait_for_the_line(editor: Editor, values: dict[str, object], waits: bool) -> None:
    made = sends(editor, STORY, **values)
    assert ids(editor.does(recorded.list_ready)) == [made] * waits


def test_older_take_waits_for_nobody(editor: Editor) -> None:
    sends(editor, STORY)
    live = sends(editor, STORY, live=True)
    assert ids(editor.does(recorded.list_ready)) == []
    newest = sends(editor, STORY)
    assert ids(editor.does(recorded.list_ready)) == [newest]
    assert live != newest


@pytest.mark.parametrize(
    ("values", "silent"),
    [({"live": True}, False), ({"live": True, "synthetic": True}, True), ({"live": False}, True)],
    ids=str,
)
def test_item_has_a_voice_when_somebody_reads_it(
    editor: Editor, values: dict[str, object], silent: bool
) -> None:
    sends(editor, FRENCH, live=True)
    sends(editor, STORY, **values)
    wanted = [(214, "The astronomer")] * silent + [(305, "A paper star"), (410, "The empty frame")]
    assert editor.does(recorded.list_unvoiced_items, "en") == wanted
    assert editor.does(recorded.count_unvoiced_items, "en") == len(wanted)
    assert editor.does(recorded.list_unvoiced_items, "fr") == []


def test_silent_items_come_page_by_page(editor: Editor) -> None:
    assert [number for number, _ in editor.does(recorded.list_unvoiced_items, "en", 0, 2)] == [214, 305]
    assert [number for number, _ in editor.does(recorded.list_unvoiced_items, "en", 305, 2)] == [410]
    editor.house.write(ItemRow, ItemRow.number == 305, state="withdrawn")
    assert [number for number, _ in editor.does(recorded.list_unvoiced_items, "en")] == [214, 410]
    assert editor.does(recorded.count_unvoiced_items, "en") == 2


@pytest.mark.parametrize(
    ("key", "text", "lacks"),
    [
        ("moods.say", "Which mood?", True), ("moods.calm", "something calm", False),
        ("commands.start", "Begin", False), ("words.stop", "stop, end", False), ("museum.name", "the tower", False),
        ("time.today", "today", False), ("chat.unknown", "Say it again.", False),
        ("number.unknown_chat", "No such number.", False), ("ask.say", "Ask, {name}.", False),
        ("ask.button", "Ask", False),
    ],
)  # fmt: skip
def test_only_what_is_heard_lacks_a_voice(editor: Editor, key: str, text: str, lacks: bool) -> None:
    def write(session: Session) -> None:
        session.add(
            PromptRow(key=key, language="en", text=text, version=1, source_version=1, live=True, made_at=NOW)
        )

    editor.does(write)
    silent = [(key, text)] * lacks
    assert editor.does(recorded.list_unvoiced_prompts, "en") == sorted([("lobby.today.say", SAID), *silent])


def test_prompt_has_a_voice_when_somebody_says_it(editor: Editor) -> None:
    machine = sends(editor, TODAY, live=True, synthetic=True)
    assert editor.does(recorded.list_unvoiced_prompts, "en") == [("lobby.today.say", SAID)]
    editor.house.write(RecordingRow, RecordingRow.id == machine, synthetic=False)
    assert editor.does(recorded.list_unvoiced_prompts, "en") == []
    assert [key for key, _ in editor.does(recorded.list_unvoiced_prompts, "fr")] == ["lobby.today.say"]


def test_titles_are_found_for_all_at_once(editor: Editor) -> None:
    targets = [STORY, FRENCH, Target("fr", item=305), TODAY]
    assert editor.does(recorded.find_titles, targets) == dict(
        zip(targets, ["The astronomer", "L'astronome", "", "lobby.today.say"], strict=True)
    )
    keys = editor.does(recorded.list_prompt_keys)
    assert keys == {"lobby.hello", "lobby.today.say", "lobby.today.button"}
