"""The page of the telephone in a real browser: lifting, pressing, speaking, and whether all can use it."""

import threading
from base64 import b64encode
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from werkzeug.serving import make_server

from simulators.app import create_app
from simulators.config import SimulatorConfig
from tests.actors.browser import complaints, open_browser
from tests.actors.museum import put_away
from tests.simulators.telephone.hotline_double import Hotline

pytestmark = pytest.mark.browser
MENU = "<Gather numDigits='1' action='/key' timeout='30'><Say>Press 1 or wait.</Say></Gather>"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def address(config: SimulatorConfig) -> Iterator[str]:
    """The simulators on a port of their own."""
    app = create_app(config)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    put_away(app)


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param, viewport={"width": 390, "height": 844})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/telephone/")
    yield page
    page.goto("about:blank")
    context.close()
    assert errors == []


def test_a_call_by_keyboard_alone(hotline: Hotline, page: Page) -> None:
    hotline.says("/hotline/answer", MENU)
    hotline.says("/key", "<Record action='/kept' finishOnKey='#'/>")
    hotline.says("/kept", "<Say>Thank you.</Say><Pause length='30'/>")
    assert complaints(page) == []
    page.locator("#sound-switch").uncheck()
    page.locator("body").press("Enter")
    expect(page.locator("#caption")).to_have_text("Press 1 or wait.")
    assert complaints(page) == []
    page.keyboard.press("1")
    page.locator("#words").fill("Who made this?")
    page.get_by_role("button", name="Say it for me").click()
    expect(page.locator("#speaking-words")).to_contain_text("Said.")
    page.get_by_role("button", name="I have finished").click()
    expect(page.locator("#caption")).to_have_text("Thank you.")
    page.locator("body").press("Escape")
    expect(page.locator("#receiver")).to_have_text("Lift the receiver")
    assert hotline.at("/key")[0]["Digits"] == "1"
    assert hotline.at("/hotline/status")[0]["CallStatus"] == "completed"


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    for width in (320, 390, 768, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_the_museum_rings_this_telephone(
    hotline: Hotline, page: Page, address: str, config: SimulatorConfig
) -> None:
    hotline.says("/hello", "<Say>You asked us to call.</Say><Pause length='30'/>")
    form: dict[str, str | float | bool] = {
        "To": "+442079460321",
        "From": config.phone_number,
        "Url": f"{hotline.url}/hello",
    }
    calls = f"{address}/2010-04-01/Accounts/{config.account_sid}/Calls.json"
    page.locator("#sound-switch").uncheck()
    page.request.post(calls, form=form, headers={"Authorization": _basic(config)})
    expect(page.locator("#receiver-words")).to_have_text("It rings: lift the receiver")
    page.locator("#receiver").click()
    expect(page.locator("#caption")).to_have_text("You asked us to call.")


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_what_is_chosen_early_stays(page: Page) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/telephone/troubles", hold)
    with page.expect_request("**/telephone/troubles"):
        page.get_by_text("When the carrier misbehaves").click()
    page.get_by_label("The telephone of Rosa").select_option(label="is busy")
    held[0].fulfill(json={"faults": [], "numbers": {}, "callbacks": ["doubled"]})
    expect(page.locator("#troubles-now")).to_have_text("How it went is told twice.")
    expect(page.get_by_label("The telephone of Rosa")).to_have_value("busy")
    expect(page.get_by_label("How it went")).to_have_value("doubled")


@pytest.mark.parametrize("page", ["light"], indirect=True)
def test_carrier_misbehaves_by_hand(page: Page, address: str) -> None:
    page.get_by_text("When the carrier misbehaves").click()
    page.get_by_label("The telephone of Rosa").select_option(label="is busy")
    page.get_by_label("The next call or text").select_option("429")
    page.get_by_label("How it went").select_option("doubled")
    assert complaints(page) == []
    page.get_by_role("button", name="Let it be so").click()
    expect(page.locator("#troubles-now")).to_contain_text("The telephone of Rosa is busy.")
    expect(page.locator("#troubles-now")).to_contain_text("How it went is told twice.")
    state = page.request.get(f"{address}/telephone/troubles").json()
    assert (state["numbers"], state["callbacks"]) == ({"+12025550142": "busy"}, ["doubled"])
    page.get_by_role("button", name="All is well again").click()
    expect(page.locator("#troubles-now")).to_have_text("Everything works.")
    assert page.request.get(f"{address}/telephone/troubles").json()["numbers"] == {}


def _basic(config: SimulatorConfig) -> str:
    return "Basic " + b64encode(f"{config.account_sid}:{config.auth_token}".encode()).decode()
