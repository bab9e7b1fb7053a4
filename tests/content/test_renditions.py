"""Renditions: the slow one beside the others, ends trimmed, and older recordings completed while they play."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.media import MediaStore
from content.recordings import Take, Target, accept, trim
from content.renditions import render_next
from content.sound.wave import pauses_place, phone_samples, read_pauses
from content.tables import RecordingRow
from tests.content.museum import PackFolder, SmallHouse
from tests.content.sounds import VOICE, record, samples

ENGLISH = Target("en", item=214)
LATE = f"{VOICE}*between(t,3,9)"


@pytest.fixture
def filled(house: SmallHouse, pack: PackFolder) -> SmallHouse:
    house.take_in(pack)
    return house


def send(house: SmallHouse, source: Path, **more: object) -> int:
    take = Take(house.media.put_master(source, source.name), voice="Ana", by="ana", came_by="browser")
    with house.database.writes() as session:
        return accept(session, ENGLISH, take, house.clock.now(), goes_live=True, **more).id


def render(house: SmallHouse) -> bool:
    return render_next(house.database, house.media, house.clock)


def only_row(house: SmallHouse, **wanted: object) -> RecordingRow:
    (row,) = house.rows(RecordingRow, **wanted)
    return row


def heard_slow(house: SmallHouse) -> tuple[str, tuple[tuple[float, float], ...]]:
    house.seconds += 2
    sound = house.shelf.catalogue.items[214].words["en"].sound
    return (sound.slow, tuple(sound.pauses)) if sound else ("", ())


def test_slow_rendition_comes_with_the_others(filled: SmallHouse, tmp_path: Path) -> None:
    send(filled, record(tmp_path / "take.wav"))
    assert render(filled)
    path, pauses = heard_slow(filled)
    whole = filled.media.get(path)
    assert path.endswith("/slow.wav")
    assert len(pauses) == 1
    assert read_pauses(whole[pauses_place(phone_samples(whole)) :]) == pauses


def test_pack_waits_for_what_somebody_recorded(filled: SmallHouse, tmp_path: Path) -> None:
    source = record(tmp_path / "take.wav", seconds=3)
    take = Take(filled.media.put_master(source, source.name), voice="Ana")
    with filled.database.writes() as session:
        of_pack = accept(session, Target("en", item=305), take, filled.clock.now(), goes_live=True).id
    spoken = send(filled, source)
    assert render(filled)
    assert only_row(filled, id=spoken).state == "ready"
    assert only_row(filled, id=of_pack).state == "pending"


def test_trimmed_ends_are_not_heard(filled: SmallHouse, tmp_path: Path) -> None:
    source = record(tmp_path / "take.wav", LATE, seconds=12)
    first = send(filled, source)
    render(filled)
    offered = {remark["code"]: remark["values"] for remark in only_row(filled).checks["remarks"]}
    ends = offered["silence-start"]["trim"], offered["silence-end"]["trim"]
    assert ends == pytest.approx((2.7, 3.5), abs=0.15)
    with filled.database.writes() as session:
        again = trim(session, first, *ends, by="jo", now=filled.clock.now())
        assert (again.version, again.state, again.made_by, again.came_by) == (2, "pending", "jo", "browser")
    render(filled)
    row = only_row(filled, version=2)
    assert row.seconds == pytest.approx(12 - sum(ends), abs=0.01)
    assert not {"silence-start", "silence-end", "cut-start", "cut-end"} & {
        remark["code"] for remark in row.checks["remarks"]
    }
    filled.media.fetch(row.phone or "", phone := tmp_path / "phone.wav")
    loud = [abs(value) > 1000 for value in samples(phone)]
    assert loud.index(True) / 8000 == pytest.approx(0.3, abs=0.1)


@pytest.mark.parametrize("kind", ["wav", "flac", "mp3", "m4a", "ogg"])
def test_every_format_is_trimmed_exactly(filled: SmallHouse, tmp_path: Path, kind: str) -> None:
    send(filled, record(tmp_path / f"take.{kind}"), trim_start=1.234, trim_end=0.5)
    render(filled)
    assert only_row(filled).seconds == pytest.approx(6 - 1.734, abs=0.06)


def test_trimming_everything_is_refused(filled: SmallHouse, tmp_path: Path) -> None:
    send(filled, record(tmp_path / "take.wav"), trim_start=4, trim_end=3)
    render(filled)
    row = only_row(filled)
    assert (row.state, row.checks) == ("failed", {"refused": {"code": "nothing-left", "values": {}}})
    assert "trim less" in row.words


def test_nobody_trims_less_than_nothing(filled: SmallHouse, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="trimmed"):
        send(filled, record(tmp_path / "take.wav"), trim_start=-1)


def test_older_recording_is_completed_while_it_plays(filled: SmallHouse, tmp_path: Path) -> None:
    send(filled, record(tmp_path / "take.wav"))
    render(filled)
    complete = only_row(filled)
    filled.write(RecordingRow, RecordingRow.id == 1, slow=None, pauses=[], checks={})
    assert heard_slow(filled) == ("", ())
    assert render(filled)
    assert not render(filled)
    row = only_row(filled)
    assert (row.state, row.live, row.phone) == ("ready", True, complete.phone)
    assert (row.slow, row.pauses, row.checks) == (complete.slow, complete.pauses, complete.checks)
    assert heard_slow(filled)[0] == complete.slow


def test_lost_file_is_not_tried_for_ever(filled: SmallHouse, tmp_path: Path) -> None:
    send(filled, record(tmp_path / "take.wav"))
    render(filled)
    filled.write(RecordingRow, RecordingRow.id == 1, slow=None, pauses=[])
    empty = MediaStore(str(tmp_path / "elsewhere"))
    assert render_next(filled.database, empty, filled.clock)
    assert not render_next(filled.database, empty, filled.clock)
    assert (only_row(filled).state, heard_slow(filled)) == ("ready", ("", ()))
