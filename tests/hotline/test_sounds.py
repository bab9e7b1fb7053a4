"""Private sounds: ten minutes, the right key, and never what was thrown away."""

from __future__ import annotations

from sqlalchemy import update

from addresses.keys import make_key
from hotline.recordings import fetch_next
from hotline.sounds import Sounds
from tests.hotline.carrier_double import Carrier
from tests.hotline.house import House, Line
from visitors.requests import RequestRow, RequestState

RE = "RE" + "d" * 32


def make_sounds(house: House, *keys: str) -> Sounds:
    return Sounds(keys or house.settings.secret_key, house.database, house.media)


def kept_question(house: House, line: Line) -> str:
    line.dials().presses("3").speaks(RE)
    fetch_next(house.database, house.media, Carrier({RE: b"RIFF"}), house.clock)
    return make_sounds(house).make_token(1)


def test_private_sound_is_served(house: House, line: Line) -> None:
    answer = house.client.get(f"/hotline/audio/{kept_question(house, line)}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, b"RIFF", "audio/wav")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_token_needs_our_key(house: House, line: Line) -> None:
    token = kept_question(house, line)
    forged = make_sounds(house, make_key()).make_token(1)
    for wrong in (forged, token + "x", token[:-1], "1"):
        assert house.client.get(f"/hotline/audio/{wrong}").status_code == 403


def test_older_key_is_still_read(house: House) -> None:
    old, new = make_key(), make_key()
    assert make_sounds(house, new, old).read_token(make_sounds(house, old).make_token(7)) == ("request", 7)
    assert make_sounds(house, old).read_token(make_sounds(house, new, old).make_token(7)) is None


def test_without_keys_nothing_opens(house: House) -> None:
    closed = Sounds((), house.database, house.media)
    assert closed.read_token(make_sounds(house).make_token(1)) is None


def test_thrown_or_missing_sound_is_gone(house: House, line: Line) -> None:
    token = kept_question(house, line)
    assert house.client.get(f"/hotline/audio/{make_sounds(house).make_token(99)}").status_code == 404
    with house.database.writes() as session:
        session.execute(update(RequestRow).values(state=RequestState.THROWN))
    assert house.client.get(f"/hotline/audio/{token}").status_code == 404
