"""A recorded answer is made ready by one worker, once; what cannot be played comes back to whoever recorded it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from content.media import MediaStore
from tests.actors.museum import TurnedClock
from tests.content.sounds import record
from tests.visitors.reception import NOW, Reception
from visitors import answers, answers_sounds
from visitors.answers_sounds import CLAIM, LOST
from visitors.answers_table import AnswerRow, AnswerState
from visitors.requests import RequestState


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return record(tmp_path_factory.mktemp("voice") / "voice.wav", seconds=3).read_bytes()


def work(reception: Reception, media: MediaStore) -> bool:
    return answers_sounds.prepare_next(reception.database, media, TurnedClock(reception.now))


def test_voice_is_made_for_both_channels(reception: Reception, media: MediaStore, voice: bytes) -> None:
    answer = reception.answers(reception.asks(), words="", sound=media.put_private(voice, "voice.wav"))
    assert work(reception, media)
    row = reception.answer(answer)
    assert row.phone_path
    assert row.chat_path
    assert (media.get_private(row.phone_path)[:4], media.get_private(row.chat_path)[:4]) == (b"RIFF", b"OggS")
    assert (row.seconds, row.claimed_until, row.can_be_heard) == (pytest.approx(3, abs=0.3), None, True)
    assert not work(reception, media)


@pytest.mark.parametrize(
    ("words", "data", "state", "returned"),
    [
        ("", b"no sound at all", RequestState.SENT, "sound"),
        ("", None, RequestState.SENT, "sound"),
        ("Because.", b"no sound at all", RequestState.ANSWERED, None),
        ("Because.", None, RequestState.ANSWERED, None),
    ],
)
def test_useless_voice_comes_back(
    reception: Reception, media: MediaStore, words: str, data: bytes | None, state: str, returned: str | None
) -> None:
    number = reception.asks()
    path = media.put_private(data, "voice.wav") if data else "private/gone/voice.wav"
    answer = reception.answers(number, words=words, sound=path)
    assert work(reception, media)
    row = reception.row(number)
    assert (row.state, row.returned) == (state, returned)
    assert reception.answer(answer).sound_refused
    assert (reception.answer(answer).sound_refused == LOST) is (data is None)
    assert reception.answer(answer).can_be_heard is bool(words)
    assert not work(reception, media)


def test_worker_that_died_is_replaced(reception: Reception) -> None:
    first = reception.answers(reception.asks(), sound="private/a.wav")
    second = reception.answers(reception.asks(), sound="private/b.wav")
    reception.answers(reception.asks(), words="No voice at all")
    claims = [answers_sounds.claim_next(reception.database, NOW) for _ in range(3)]
    assert [job.id if job else None for job in claims] == [first, second, None]
    assert answers_sounds.claim_next(reception.database, NOW + CLAIM - timedelta(seconds=1)) is None
    again = answers_sounds.claim_next(reception.database, NOW + CLAIM)
    assert again
    assert again.id == first


class CrossingStore(MediaStore):
    """While the voice is fetched to be worked on, something happens to its answer."""

    crossing: Callable[[], object]

    def fetch(self, path: str, target: Path) -> None:
        super().fetch(path, target)
        self.crossing()


@pytest.mark.parametrize("state", [AnswerState.PAST, AnswerState.THROWN])
def test_work_for_nobody_leaves_no_file(
    reception: Reception, tmp_path: Path, voice: bytes, state: AnswerState
) -> None:
    media = CrossingStore(str(tmp_path / "media"))
    number = reception.asks()
    answer = reception.answers(number, words="", sound=media.put_private(voice, "voice.wav"))

    def cross() -> None:
        with reception.database.writes() as session:
            session.execute(update(AnswerRow).values(state=state))

    media.crossing = cross
    before = set((tmp_path / "media").rglob("*.*"))
    assert work(reception, media)
    assert set((tmp_path / "media").rglob("*.*")) == before
    assert reception.answer(answer).phone_path is None


def test_refused_too_late_changes_nothing(reception: Reception, tmp_path: Path) -> None:
    media = CrossingStore(str(tmp_path / "media"))
    number = reception.asks()
    reception.answers(number, words="", sound=media.put_private(b"no sound at all", "voice.wav"))
    media.crossing = lambda: reception.answers(number, words="Or rather so.")
    assert work(reception, media)
    assert (reception.row(number).state, reception.row(number).returned) == (RequestState.ANSWERED, None)

    def wait(session: Session) -> list[str]:
        return [row.text for row in answers.waiting_for(session, reception.visits())]

    assert reception.does(wait) == ["Or rather so."]
