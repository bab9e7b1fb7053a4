"""A recording's way to the line: accepted, prepared, live, and back again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from content.media import MediaStore
from content.recordings import NotReady, Take, Target, accept, publish, retire, roll_back, words_read
from content.renditions import CLAIM_KEPT, claim_next, render_next
from content.tables import RecordingRow
from tests.content.museum import NOW, PackFolder, SmallHouse
from tests.content.sounds import record

ENGLISH = Target("en", item=214)
PROMPT = Target("fr", prompt="lobby.hello")


@pytest.fixture
def filled(house: SmallHouse, pack: PackFolder) -> SmallHouse:
    house.take_in(pack)
    return house


def send(house: SmallHouse, source: Path | bytes, target: Target = ENGLISH, *, goes_live: bool = True) -> int:
    take = Take(house.media.put_master(source, "take.wav"), voice="Ana", by="ana")
    with house.database.writes() as session:
        return accept(session, target, take, house.clock.now(), goes_live=goes_live).id


def states(house: SmallHouse, target: Target = ENGLISH) -> list[tuple[int, str, bool]]:
    rows = house.rows(RecordingRow, item=target.item, prompt=target.prompt, language=target.language)
    return [(row.version, row.state, row.live) for row in rows]


def make_ready(house: SmallHouse, recording_id: int) -> None:
    house.write(
        RecordingRow, RecordingRow.id == recording_id, state="ready", seconds=3.0, phone="p", chat="c"
    )


def render(house: SmallHouse) -> bool:
    return render_next(house.database, house.media, house.clock)


def test_real_sound_is_heard_on_both_channels(filled: SmallHouse, tmp_path: Path) -> None:
    send(filled, record(tmp_path / "take.wav"))
    assert filled.shelf.catalogue.items[214].words["en"].sound is None
    assert render(filled)
    assert not render(filled)
    filled.seconds = 2
    sound = filled.shelf.catalogue.items[214].words["en"].sound
    assert sound is not None
    assert sound.seconds == pytest.approx(6, abs=0.2)
    assert filled.media.get_range(sound.phone, 0, 4) == b"RIFF"
    assert filled.media.get_range(sound.chat, 0, 4) == b"OggS"
    row = filled.rows(RecordingRow, item=214)[0]
    assert (row.state, row.voice, row.claimed_until, row.goes_live) == ("ready", "Ana", None, False)
    assert (row.checks["seconds"], row.checks["words_a_minute"]) == (6.0, 131)
    assert [remark["code"] for remark in row.checks["remarks"]] == ["cut-start", "short"]


def test_spoken_prompt_is_heard_too(filled: SmallHouse, tmp_path: Path) -> None:
    send(filled, record(tmp_path / "take.wav"), PROMPT)
    assert render(filled)
    assert filled.shelf.catalogue.prompt("fr", "lobby.hello").sound is not None
    assert filled.shelf.catalogue.prompt("en", "lobby.hello").sound is None


@pytest.mark.parametrize(("source", "words"), [(b"no sound at all", "no sound"), (b"", "empty")])
def test_refused_sound_has_words_for_the_editor(filled: SmallHouse, source: bytes, words: str) -> None:
    make_ready(filled, first := send(filled, b"one"))
    with filled.database.writes() as session:
        publish(session, first, NOW)
    send(filled, source)
    assert render(filled)
    assert states(filled) == [(1, "ready", True), (2, "failed", False)]
    assert words in filled.rows(RecordingRow, version=2)[0].words


def test_lost_master_fails_with_words(filled: SmallHouse) -> None:
    filled.write(RecordingRow, RecordingRow.id == send(filled, b"one"), master="masters/gone/x.wav")
    assert render(filled)
    assert "no longer in the store" in filled.rows(RecordingRow)[0].words


def test_old_one_plays_until_new_one_is_ready(filled: SmallHouse, tmp_path: Path) -> None:
    make_ready(filled, first := send(filled, b"one"))
    with filled.database.writes() as session:
        publish(session, first, NOW)
    second = send(filled, record(tmp_path / "take.wav"))
    assert states(filled) == [(1, "ready", True), (2, "pending", False)]
    with filled.database.writes() as session, pytest.raises(NotReady):
        publish(session, second, NOW)
    render(filled)
    assert states(filled) == [(1, "ready", False), (2, "ready", True)]


def test_unwanted_one_is_ready_but_not_live(filled: SmallHouse, tmp_path: Path) -> None:
    send(filled, record(tmp_path / "take.wav"), goes_live=False)
    render(filled)
    assert states(filled) == [(1, "ready", False)]


def test_later_take_overtakes_an_earlier_one(filled: SmallHouse, tmp_path: Path) -> None:
    sound = record(tmp_path / "take.wav")
    send(filled, sound)
    claimed = claim_next(filled.database, NOW)
    send(filled, sound)
    assert render(filled)
    filled.clock.pass_by(minutes=11)
    assert claimed is not None
    assert render(filled)
    assert states(filled) == [(1, "ready", False), (2, "ready", True)]


def test_roll_back_goes_one_step_at_a_time(filled: SmallHouse) -> None:
    for sound in (b"one", b"two", b"three"):
        make_ready(filled, send(filled, sound, goes_live=False))
    filled.write(RecordingRow, RecordingRow.version == 2, state="failed")
    with filled.database.writes() as session:
        publish(session, filled.rows(RecordingRow, version=3)[0].id, NOW)
        assert roll_back(session, ENGLISH, NOW)
        assert not roll_back(session, ENGLISH, NOW)
        assert not roll_back(session, PROMPT, NOW)
    assert [version for version, _, live in states(filled) if live] == [1]


def test_failed_one_is_refused_with_its_words(filled: SmallHouse) -> None:
    filled.write(RecordingRow, RecordingRow.id == send(filled, b"x"), state="failed", words="Too quiet.")
    with filled.database.writes() as session, pytest.raises(NotReady, match="Too quiet"):
        publish(session, 1, NOW)


def test_retired_recording_leaves_the_line(filled: SmallHouse) -> None:
    make_ready(filled, first := send(filled, b"one"))
    with filled.database.writes() as session:
        publish(session, first, NOW)
        retire(session, ENGLISH)
    assert states(filled) == [(1, "ready", False)]


def test_take_remembers_the_words_it_read(filled: SmallHouse, pack: PackFolder) -> None:
    first = send(filled, b"one")
    pack.change("items/214/en.md", "He looks up.", "She looks up.")
    filled.take_in(pack)
    second = send(filled, b"two")
    with filled.database.reads() as session:
        read = [words_read(session, ENGLISH, row.text_version)[:3] for row in filled.rows(RecordingRow)]
    assert (first, second, read) == (1, 2, ["He ", "She"])


def test_two_workers_never_share_a_claim(filled: SmallHouse) -> None:
    wanted = {send(filled, bytes([number])) for number in range(12)}
    claimed: list[int] = []
    start = threading.Barrier(2)

    def work() -> None:
        start.wait()
        while claim := claim_next(filled.database, NOW):
            claimed.append(claim.id)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sorted(claimed) == sorted(wanted)


@pytest.mark.parametrize(("seconds", "again"), [(599, False), (601, True)])
def test_claim_of_a_dead_worker_expires(filled: SmallHouse, seconds: int, again: bool) -> None:
    send(filled, b"one")
    assert claim_next(filled.database, NOW) is not None
    filled.clock.pass_by(seconds=seconds)
    assert (claim_next(filled.database, filled.clock.now()) is not None) is again


def test_recording_that_kills_workers_is_given_up(filled: SmallHouse) -> None:
    send(filled, b"one")
    for _ in range(3):
        assert claim_next(filled.database, filled.clock.now()) is not None
        filled.clock.pass_by(seconds=CLAIM_KEPT.total_seconds() + 1)
    assert claim_next(filled.database, filled.clock.now()) is None
    assert states(filled) == [(1, "failed", False)]
    assert "three times" in filled.rows(RecordingRow)[0].words


def test_late_worker_does_not_undo_another(filled: SmallHouse, tmp_path: Path) -> None:
    send(filled, record(tmp_path / "take.wav"))
    store, taken_over = filled.media, []

    class SlowStore(MediaStore):
        def fetch(self, path: str, target: Path) -> None:
            if not taken_over:
                taken_over.append(True)
                filled.clock.pass_by(minutes=11)
                assert render(filled)
                filled.write(RecordingRow, RecordingRow.id == 1, words="done by the second")
            store.fetch(path, target)

    slow = SlowStore(str(filled.folder / "media"))
    assert render_next(filled.database, slow, filled.clock)
    assert [row.words for row in filled.rows(RecordingRow)] == ["done by the second"]
