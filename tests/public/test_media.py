"""Renditions and pictures: immutable, in ranges, cut where one wants to begin."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from content.silence import silence, silence_path
from content.sound.wave import RATE, pauses_chunk, phone_header
from tests.content.museum import JPEG, SmallHouse
from tests.public.conftest import CHAT, PHONE, SAMPLES, SECONDS

SIZE = len(PHONE)
NOBODY = "0" * 64


def test_whole_rendition_stays_for_ever(passer: FlaskClient, phone: str) -> None:
    answer = passer.get(phone)
    assert (answer.status_code, answer.data) == (200, PHONE)
    assert answer.headers["Content-Type"] == "audio/wav"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["ETag"] == f'"{phone.split("/")[2]}"'


@pytest.mark.parametrize(
    ("wanted", "status", "start", "end"),
    [
        ("bytes=0-0", 206, 0, 1),
        ("bytes=0-99", 206, 0, 100),
        ("bytes=50-", 206, 50, SIZE),
        ("bytes=-10", 206, SIZE - 10, SIZE),
        (f"bytes=100-{SIZE * 2}", 206, 100, SIZE),
        (f"bytes=-{SIZE * 2}", 206, 0, SIZE),
        ("bytes=0-1,5-6", 200, 0, SIZE),
        ("pages=1-2", 200, 0, SIZE),
        ("bytes=9-3", 200, 0, SIZE),
        ("nonsense", 200, 0, SIZE),
    ],
)
def test_ranges_give_their_bytes(
    passer: FlaskClient, phone: str, wanted: str, status: int, start: int, end: int
) -> None:
    answer = passer.get(phone, headers={"Range": wanted})
    assert (answer.status_code, answer.data) == (status, PHONE[start:end])
    assert answer.headers["Content-Length"] == str(end - start)
    expected = f"bytes {start}-{end - 1}/{SIZE}" if status == 206 else None
    assert answer.headers.get("Content-Range") == expected


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-9"}])
def test_file_taken_back_is_gone(
    passer: FlaskClient, house: SmallHouse, phone: str, headers: dict[str, str]
) -> None:
    assert passer.get(phone).status_code == 200
    house.media.delete(phone.removeprefix("/media/"))
    assert passer.get(phone, headers=headers).status_code == 404


@pytest.mark.parametrize("wanted", [f"bytes={SIZE}-", f"bytes={SIZE + 5}-{SIZE + 9}"])
def test_range_past_the_end_is_refused(passer: FlaskClient, phone: str, wanted: str) -> None:
    answer = passer.get(phone, headers={"Range": wanted})
    assert (answer.status_code, answer.data) == (416, b"")
    assert answer.headers["Content-Range"] == f"bytes */{SIZE}"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"If-None-Match": "{tag}"}, 304),
        ({"If-None-Match": "W/{tag}"}, 304),
        ({"If-None-Match": '"other", {tag}'}, 304),
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"other"'}, 200),
        ({"If-None-Match": "{tag}", "Range": "bytes=0-9"}, 304),
        ({"If-Range": "{tag}", "Range": "bytes=0-9"}, 206),
        ({"If-Range": '"other"', "Range": "bytes=0-9"}, 200),
    ],
)
def test_known_bytes_do_not_travel_again(
    passer: FlaskClient, phone: str, headers: dict[str, str], status: int
) -> None:
    tag = passer.get(phone).headers["ETag"]
    answer = passer.get(phone, headers={name: value.format(tag=tag) for name, value in headers.items()})
    assert (answer.status_code, answer.headers["ETag"]) == (status, tag)
    assert bool(answer.data) is (status != 304)


def test_head_tells_size_without_bytes(passer: FlaskClient, phone: str) -> None:
    answer = passer.head(phone)
    assert (answer.status_code, answer.data, answer.headers["Content-Length"]) == (200, b"", str(SIZE))


@pytest.mark.parametrize("second", [1, 5, 11])
def test_later_start_is_a_whole_file(passer: FlaskClient, phone: str, second: int) -> None:
    later = phone.replace("phone.wav", f"phone-{second}.wav")
    rest = SAMPLES[second * RATE :]
    expected = phone_header(len(rest)) + rest
    answer = passer.get(later)
    assert (answer.status_code, answer.data, answer.content_type) == (200, expected, "audio/wav")
    part = passer.get(later, headers={"Range": "bytes=50-69"})
    assert (part.status_code, part.data) == (206, expected[50:70])
    assert answer.headers["ETag"] != passer.get(phone).headers["ETag"]


@pytest.mark.parametrize(
    "name", ["phone-0.wav", "phone-12.wav", "phone-15.wav", "phone-05.wav", "phone-99999.wav"]
)
def test_no_second_beyond_the_end(passer: FlaskClient, phone: str, name: str) -> None:
    assert passer.get(phone.replace("phone.wav", name)).status_code == 404


def test_sound_of_the_chat_and_picture(passer: FlaskClient, house: SmallHouse) -> None:
    item = house.shelf.catalogue.items[214]
    sound = item.words["en"].sound
    assert sound is not None
    chat, picture = passer.get(f"/media/{sound.chat}"), passer.get(f"/media/{item.picture}")
    assert (chat.content_type, chat.data) == ("audio/ogg", CHAT)
    assert (picture.content_type, picture.data) == ("image/jpeg", JPEG)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (silence_path(600), 200),
        (silence_path(500).replace("500", "600"), 404),
        (f"{NOBODY}/silence-600.wav", 404),
        (f"{NOBODY}/silence-9000.wav", 404),
    ],
)
def test_silence_only_under_its_own_hash(passer: FlaskClient, path: str, status: int) -> None:
    answer = passer.get(f"/media/{path}")
    assert answer.status_code == status
    assert (answer.data == silence(600)) is (status == 200)


def test_private_and_master_are_out_of_reach(passer: FlaskClient, house: SmallHouse) -> None:
    private, master = house.media.put_private(PHONE, "phone.wav"), house.media.put_master(PHONE, "phone.wav")
    digest = master.split("/")[1]
    wanted = [
        private,
        master,
        f"..%2F{private}",
        f"{digest}/..%2F..%2F{private}",
        f"{digest}/en.opus",
        "private",
    ]
    wanted += [f"{NOBODY}/phone.wav", f"{digest.upper()}/phone.wav", f"{digest}/PHONE.wav", "phone.wav"]
    assert {path: passer.get(f"/media/{path}").status_code for path in wanted} == dict.fromkeys(wanted, 404)


PAUSES = ((2.0, 1.5), (6.5, 0.75))
LONGER = bytes(number % 241 for number in range(int((SECONDS + 2.25) * RATE)))


@pytest.fixture
def slow(house: SmallHouse) -> str:
    chunk = pauses_chunk(PAUSES)
    whole = phone_header(len(LONGER), len(chunk)) + LONGER + chunk
    return f"/media/{house.media.put(whole, 'slow.wav')}"


def test_slow_rendition_comes_whole(passer: FlaskClient, slow: str) -> None:
    answer = passer.get(slow)
    assert (answer.status_code, answer.content_type) == (200, "audio/wav")
    assert answer.data[58 : 58 + len(LONGER)] == LONGER


@pytest.mark.parametrize(
    ("second", "begins"), [(1, 1.0), (2, 2.0), (3, 4.5), (6, 7.5), (7, 9.25), (11, 13.25)]
)
def test_slow_start_is_a_second_of_the_ordinary_one(
    passer: FlaskClient, slow: str, second: int, begins: float
) -> None:
    rest = LONGER[int(begins * RATE) :]
    later = slow.replace("slow.wav", f"slow-{second}.wav")
    answer = passer.get(later)
    assert (answer.status_code, answer.data) == (200, phone_header(len(rest)) + rest)
    assert passer.get(later, headers={"Range": "bytes=58-77"}).data == rest[:20]


@pytest.mark.parametrize("name", ["slow-0.wav", "slow-12.wav", "slow-07.wav", "slow-99999.wav"])
def test_no_slow_second_beyond_the_end(passer: FlaskClient, slow: str, name: str) -> None:
    assert passer.get(slow.replace("slow.wav", name)).status_code == 404


def test_slow_file_without_pauses_has_no_later_start(passer: FlaskClient, house: SmallHouse) -> None:
    path = house.media.put(PHONE, "slow.wav")
    assert passer.get(f"/media/{path.replace('slow.wav', 'slow-3.wav')}").status_code == 404
