"""A practice chat and a small bot, joined in one process with a clock that never waits."""

from pathlib import Path

import httpx
import pytest
from flask import Flask

from simulators.chat.courier import Courier
from simulators.chat.delays import SteppedDelays
from simulators.chat.practice import Practice
from simulators.chat.routes import create_blueprint
from simulators.chat.snapshots import open_world
from simulators.config import SimulatorConfig
from tests.actors.chatter import Chatter
from tests.simulators.chat.bot_double import SECRET, TOKEN, BotDouble

SIMULATORS = Path(__file__).parents[3] / "simulators"
CHAT = "http://chat.test"


@pytest.fixture
def config() -> SimulatorConfig:
    return SimulatorConfig(
        museum_name="Museum of Small Things",
        hotline_url="http://127.0.0.1:8000",
        account_sid="AC1",
        auth_token="x",
        phone_number="+15005550006",
        bot_token=TOKEN,
    )


@pytest.fixture
def practice(config: SimulatorConfig) -> Practice:
    world = open_world(config, SteppedDelays())
    return Practice(world, Courier(world))


@pytest.fixture
def app(config: SimulatorConfig, practice: Practice) -> Flask:
    app = Flask("simulators", root_path=str(SIMULATORS))
    app.register_blueprint(create_blueprint(config, practice))
    return app


@pytest.fixture
def http(app: Flask) -> httpx.Client:
    return httpx.Client(transport=httpx.WSGITransport(app=app), base_url=CHAT)


@pytest.fixture
def bot(http: httpx.Client, practice: Practice) -> BotDouble:
    bot = BotDouble(http)
    practice.courier.client = httpx.Client(transport=httpx.WSGITransport(app=bot.app))
    bot.asks("setWebhook", url="http://127.0.0.1:8000/hook", secret_token=SECRET)
    return bot


@pytest.fixture
def rosa(bot: BotDouble, http: httpx.Client) -> Chatter:
    return Chatter(CHAT, "Rosa", client=http)


@pytest.fixture
def chat_id(rosa: Chatter) -> int:
    rosa.says("hello")
    return int(rosa.person["id"])
