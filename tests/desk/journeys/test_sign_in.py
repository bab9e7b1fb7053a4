"""Signing in with a real browser: the second step, recovery codes, a passkey, and the pages around them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.factory import create_app
from app.house import House
from staff.roles import Role
from tests.actors.authenticator import Authenticator
from tests.actors.browser import look_at
from tests.actors.museum import serve
from tests.actors.staff import PASSWORD, employ

pytestmark = pytest.mark.browser
WIDTHS = (390, 1280)
DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def address(house: House) -> Iterator[str]:
    """The desk under a name, for browsers give passkeys to no bare number."""
    url = f"http://localhost:{house.settings.port}"
    object.__setattr__(house, "settings", house.settings.model_copy(update={"public_url": url}))
    with serve(create_app(house), house.settings.port):
        yield f"{url}/desk"


def look(page: Page, name: str) -> None:
    """A page as a telephone and a screen show it; axe finds nothing, and nothing sticks out."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        look_at(page, f"account-{name}-{width}")


def sign_in(page: Page, address: str, email: str) -> None:
    page.goto(f"{address}/login")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: not url.startswith(f"{address}/login"))


def sign_out(page: Page, address: str) -> None:
    page.goto(f"{address}/account")
    page.get_by_role("button", name="Sign out everywhere").click()
    page.wait_for_url(f"{address}/login*")


def test_second_step_with_a_telephone(browser: Browser, house: House, address: str) -> None:
    email, page = employ(house, role=Role.ADMIN), browser.new_page(locale="en")
    page.goto(f"{address}/login")
    look(page, "sign-in")
    sign_in(page, address, email)
    page.goto(f"{address}/account")
    look(page, "account")
    page.get_by_role("link", name="Set up the second step").click()
    page.get_by_role("button", name="Set it up").click()
    look(page, "second-step")
    telephone = Authenticator(page.locator(".code").inner_text())
    page.get_by_label("The six digits").fill(telephone.code())
    page.get_by_role("button", name="Check and switch on").click()
    page.get_by_role("button", name="Make recovery codes").click()
    codes = page.locator(".codes .code").all_inner_texts()
    assert len(codes) == 8
    look(page, "recovery-codes")
    sign_out(page, address)
    sign_in(page, address, email)
    look(page, "code")
    page.get_by_label("The six digits").fill(telephone.code())
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")
    sign_out(page, address)
    sign_in(page, address, email)
    page.get_by_role("link", name="I don't have my telephone").click()
    page.get_by_label("One of your recovery codes").fill(codes[0])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")
    page.close()


def test_passkey_opens_the_desk(browser: Browser, house: House, address: str) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(page, address, employ(house))
    page.goto(f"{address}/wan-register")
    look(page, "passkey")
    page.get_by_label("A name for it").fill("my telephone")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(f"{address}/account")
    expect(page.get_by_text("The passkey my telephone is added")).to_be_visible()
    look(page, "passkey-added")
    sign_out(page, address)
    page.get_by_role("link", name="sign in with a passkey").click()
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(f"{address}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana")
    page.goto(f"{address}/account")
    page.get_by_role("button", name="Remove my telephone").click()
    expect(page.get_by_text("None yet")).to_be_visible()
    context.close()


def test_pages_of_the_accounts_are_calm(browser: Browser, house: House, address: str) -> None:
    page = browser.new_page(locale="en")
    sign_in(page, address, employ(house, role=Role.ADMIN))
    page.goto(f"{address}/people/add")
    look(page, "add")
    page.get_by_role("textbox", name="Name").fill("Bo")
    page.get_by_role("textbox", name="E-mail").fill("bo@museum.example")
    page.get_by_role("button", name="Make the account").click()
    look(page, "told")
    for name in ("people", "trail", "password", "verify", "people/2"):
        page.goto(f"{address}/{name}")
        look(page, name.replace("/", "-"))
    page.goto(f"{address}/people/1")
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text("Nobody else looks after the accounts")).to_be_visible()
    page.close()
