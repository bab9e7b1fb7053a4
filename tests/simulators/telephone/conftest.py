"""A museum, a practice telephone that rings it, and somebody who lifts the receiver."""

from collections.abc import Iterator

import httpx
import pytest

from simulators.app import create_app
from simulators.config import SimulatorConfig
from tests.actors.caller import Caller
from tests.actors.museum import put_away
from tests.simulators.telephone.hotline_double import Hotline, serving

ACCOUNT, TOKEN, NUMBER = "AC" + "a" * 32, "a-token-of-practice", "+12025550100"


@pytest.fixture(scope="session")
def served() -> Iterator[Hotline]:
    with serving(Hotline()) as hotline:
        yield hotline


@pytest.fixture
def hotline(served: Hotline) -> Hotline:
    served.asked.clear()
    served.answers.clear()
    served.words.clear()
    served.says("/hotline/fallback", "<Say>Something went wrong here.</Say>")
    served.says("/hotline/status", "")
    return served


@pytest.fixture
def config(hotline: Hotline) -> SimulatorConfig:
    return SimulatorConfig(
        "The Museum", hotline.url, ACCOUNT, TOKEN, NUMBER, "1:practice", public_url="http://sim"
    )


@pytest.fixture
def client(config: SimulatorConfig) -> Iterator[httpx.Client]:
    app = create_app(config)
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://sim") as client:
        yield client
    put_away(app)


@pytest.fixture
def phone(client: httpx.Client) -> Caller:
    return Caller(client)


@pytest.fixture
def rest(client: httpx.Client) -> Iterator[httpx.Client]:
    """The REST API as the museum uses it, with its credentials."""
    base = f"http://sim/2010-04-01/Accounts/{ACCOUNT}"
    with httpx.Client(transport=client._transport, base_url=base, auth=(ACCOUNT, TOKEN)) as rest:
        yield rest
