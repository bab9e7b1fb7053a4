"""What a second start of the practice telephone finds, and what it refuses to start with."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from simulators.__main__ import main
from simulators.app import create_app
from simulators.config import SimulatorConfig, from_mapping, read_config
from simulators.telephone import sounds
from tests.actors.caller import Caller
from tests.actors.museum import put_away
from tests.simulators.telephone.conftest import ACCOUNT, TOKEN
from tests.simulators.telephone.hotline_double import Hotline

NEEDED = {
    "museum_name": "M", "hotline_url": "http://m.test", "account_sid": "AC1", "auth_token": "t",
    "phone_number": "+12025550100", "bot_token": "1:x",
}  # fmt: skip


@contextmanager
def start(config: SimulatorConfig) -> Iterator[httpx.Client]:
    app = create_app(config)
    transport = httpx.WSGITransport(app=app)
    with httpx.Client(transport=transport, base_url="http://sim", auth=(ACCOUNT, TOKEN)) as client:
        yield client
    put_away(app)


def test_a_second_start_finds_everything(hotline: Hotline, config: SimulatorConfig, tmp_path: Path) -> None:
    hotline.says("/hotline/answer", "<Record action='/kept'/>")
    hotline.says("/kept", "<Say>Thanks</Say>")
    kept = replace(config, data_dir=tmp_path)
    account = f"/2010-04-01/Accounts/{ACCOUNT}"
    with start(kept) as client:
        phone = Caller(client).dials("+442079460321")
        phone.says(4)
        phone.presses("#")
        number = client.get(f"{account}/IncomingPhoneNumbers.json").json()["incoming_phone_numbers"][0]
        voice = {"VoiceUrl": f"{hotline.url}/other"}
        client.post(f"{account}/IncomingPhoneNumbers/{number['sid']}.json", data=voice)
    with start(kept) as client:
        call = client.get(f"{account}/Calls/{phone.sid}.json").json()
        recording = client.get(f"{account}/Calls/{phone.sid}/Recordings.json").json()["recordings"][0]
        number = client.get(f"{account}/IncomingPhoneNumbers.json").json()["incoming_phone_numbers"][0]
        page = client.get("/telephone/").text
    assert call["status"] == "completed"
    assert recording["duration"] == "4"
    assert number["voice_url"].endswith("/other")
    assert page.index("+442079460321") < page.index("checked") < page.index("+33199005512")


def test_a_call_from_before_is_told_so(client: httpx.Client) -> None:
    answer = client.get("/telephone/calls/CA0")
    assert answer.status_code == 404
    assert "over" in answer.json()["error"]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({}, "incomplete"),
        ({"museum_name": "M"}, "incomplete"),
        (NEEDED | {"colour": "red"}, "unknown.*colour"),
    ],
)
def test_a_broken_configuration_is_named(values: dict[str, str], problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        from_mapping(values)


def test_a_configuration_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text(json.dumps(NEEDED | {"data_dir": str(tmp_path), "languages": ["fr"]}), "utf-8")
    config = read_config(path)
    assert (config.data_dir, config.languages, config.bot_username) == (tmp_path, ("fr",), "museline_bot")


def test_without_configuration_nothing_starts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--config", str(tmp_path / "missing.json")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_taken_port_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "config.json"
    path.write_text(json.dumps(NEEDED), "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert main(["--config", str(path), "--port", port]) == 2
    assert f"port {port} is taken" in capsys.readouterr().err


MU_LAW = (
    b"RIFF\x00\x00\x00\x00WAVEfmt \x12\x00\x00\x00\x07\x00\x01\x00"
    b"\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00\x00\x00"
    b"data\x80\x3e\x00\x00" + b"\x7f" * 16000
)
LENGTHS = {
    "16 bit": (sounds.tone(1.5), "audio/wav", 1.5),
    "mu-law": (MU_LAW, "audio/wav", 2.0),
    "raw mu-law": (b"\x7f" * 8000, "audio/ulaw", 1.0),
    "layer III at 32 kbit/s": (b"\xff\xf3\x40\xc4" + b"\x00" * 7996, "audio/mpeg", 2.0),
    "nothing": (b"", "audio/wav", 0.0),
    "no sound at all": (b"hello", "audio/mpeg", 0.0),
}


@pytest.mark.parametrize(("sound", "kind", "seconds"), LENGTHS.values(), ids=LENGTHS)
def test_sounds_tell_their_length(sound: bytes, kind: str, seconds: float) -> None:
    assert sounds.seconds_of(sound, kind) == pytest.approx(seconds)
