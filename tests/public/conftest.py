"""A museum with one recorded story, and somebody who passes by its window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from content.sound.wave import RATE, phone_header
from content.tables import RecordingRow
from public.routes import create_blueprint
from tests.content.museum import PackFolder, SmallHouse
from tests.scenes.museum import PROMPTS

SECONDS = 12
SAMPLES = bytes(number % 251 for number in range(SECONDS * RATE))
PHONE = phone_header(len(SAMPLES)) + SAMPLES
CHAT = b"OggS" + bytes(500)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[SmallHouse]:
    (tmp_path / "house").mkdir()
    made = SmallHouse(tmp_path / "house")
    pack = PackFolder(tmp_path / "pack")
    pack.write("items/214/en.opus", b"sound")
    for code in ("en", "fr"):
        pack.write(f"prompts/{code}.toml", (PROMPTS / f"{code}.toml").read_bytes())
    pack.change("items/214/item.toml", "[[threads]]", '[recordings.en]\nfile = "en.opus"\n[[threads]]')
    made.take_in(pack)
    paths = {"phone": made.media.put(PHONE, "phone.wav"), "chat": made.media.put(CHAT, "chat.ogg")}
    made.write(RecordingRow, RecordingRow.item == 214, state="ready", live=True, seconds=SECONDS, **paths)
    yield made
    made.database.close()


@pytest.fixture
def passer(house: SmallHouse) -> FlaskClient:
    app = Flask("window", static_folder=None)
    app.register_blueprint(create_blueprint(house.shelf, house.media, house.settings))
    return app.test_client()


@pytest.fixture
def phone(house: SmallHouse) -> str:
    sound = house.shelf.catalogue.items[214].words["en"].sound
    assert sound is not None
    return f"/media/{sound.phone}"
