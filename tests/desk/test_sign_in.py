"""Signing in: passwords, the second step, recovery codes, rests, and where one goes afterwards."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from flask import Flask

from app.factory import create_app
from app.house import House
from desk.signing.door import USED
from staff.accounts import User
from staff.hashing import HASHER
from staff.joining import find, leave, reset
from tests.actors.authenticator import Authenticator
from tests.actors.staff import PASSWORD, Staff, employ

KEY = re.compile(r'class="code" translate="no">([A-Z2-7 -]+)<')
CODE = re.compile(r'<li><span class="code">([0-9a-f-]+)</span>')
SETUP = re.compile(r'action="(/desk/tf-setup/[^"]+)"')
TOKENS = re.compile(r'value="[^"]*"|hx-headers=.*')
OWN = "four-words-of-my-own"
HOURS = 3600


def switch_on(person: Staff) -> Authenticator:
    """Set the second step up as the page says."""
    page = person.send("/desk/tf-setup", {"setup": "authenticator"}).text
    key, address = KEY.search(page), SETUP.search(page)
    assert key, page
    assert address
    telephone = Authenticator(key[1])
    assert "recovery codes" in person.send(address[1], {"code": telephone.code()}).text.lower()
    return telephone


def is_in(person: Staff) -> bool:
    return person.client.get("/desk/account").status_code == 200


def find_account(house: House, email: str) -> User:
    with house.database.reads() as session:
        user = find(session, email)
        assert user is not None
        return user


def test_second_step_is_asked_and_taken_once(app: Flask, house: House) -> None:
    email = employ(house)
    telephone = switch_on(Staff(app, email))
    person = Staff(app)
    assert "six digits" in person.sign_in(email).text
    assert not is_in(person)
    code = telephone.code()
    person.send("/desk/tf-validate", {"code": code})
    assert is_in(person)
    again = Staff(app)
    again.sign_in(email)
    again.send("/desk/tf-validate", {"code": code})
    assert not is_in(again)


def test_recovery_code_works_once(app: Flask, house: House) -> None:
    email, person = employ(house), Staff(app)
    person.sign_in(email)
    switch_on(person)
    codes = CODE.findall(person.send("/desk/mf-recovery-codes").text)
    assert len(codes) == 8
    assert not any(code in str(find_account(house, email).mf_recovery_codes) for code in codes)
    for page in ("/desk/mf-recovery-codes", "/desk/mf-recovery-codes?show_codes=1"):
        assert codes[0] not in person.see(page, Accept="application/json").text
    for expected in (True, False):
        other = Staff(app)
        other.sign_in(email)
        other.send("/desk/mf-recovery", {"code": codes[0].upper().replace("-", " ")})
        assert is_in(other) is expected


@pytest.mark.parametrize("page", ["/desk/tf-validate", "/desk/mf-recovery"])
def test_wrong_codes_let_the_account_rest(app: Flask, house: House, page: str) -> None:
    email = employ(house)
    telephone = switch_on(Staff(app, email))
    person = Staff(app)
    for _ in range(5):
        person.sign_in(email)  # the right password between two guesses forgets none of them
        person.send(page, {"code": "000000"})
    person.sign_in(email)
    code = telephone.code()
    person.send("/desk/tf-validate", {"code": code})
    assert not is_in(person)
    house.clock.advance(16 * 60)
    person.sign_in(email)
    person.send("/desk/tf-validate", {"code": code})
    assert is_in(person)


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("/desk/verify", {"password": "wrong"}),
        ("/desk/password", {"password": "wrong", "new_password": OWN, "new_password_confirm": OWN}),
    ],
)  # fmt: skip
def test_guessing_in_an_open_browser_counts(
    editor: Staff, house: House, page: str, fields: dict[str, object]
) -> None:
    for _ in range(5):
        editor.send(page, fields)
    assert find_account(house, "ana@museum.example").locked_until is not None


def test_temporary_passphrase_opens_nothing_else(app: Flask, house: House) -> None:
    email = employ(house)
    with house.database.writes() as session:
        user = find(session, email)
        assert user is not None
        passphrase = reset(user)
    person = Staff(app)
    assert "Choose a password of your own" in person.sign_in(email, passphrase).text
    for page in ("/desk/", "/desk/account", "/desk/tf-setup", "/desk/trail"):
        assert person.client.get(page).headers["Location"] == "/desk/password"
    assert person.client.get("/desk/trail", headers={"HX-Request": "true"}).headers["HX-Redirect"]
    assert "12 characters" in person.see("/desk/password").text
    person.send("/desk/password", {"password": passphrase, "new_password": OWN, "new_password_confirm": OWN})
    assert is_in(person)
    assert is_in(Staff(app, email, OWN))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"new_password": "short", "new_password_confirm": "short"}, "at least 12 characters"),
        ({"new_password": OWN, "new_password_confirm": f"{OWN}!"}, "not the same"),
        ({"new_password": PASSWORD, "new_password_confirm": PASSWORD}, "same as the old one"),
        ({"password": "wrong", "new_password": OWN, "new_password_confirm": OWN}, "not your password"),
    ],
)  # fmt: skip
def test_password_is_refused_in_words(editor: Staff, fields: dict[str, object], words: str) -> None:
    editor.see("/desk/password")
    assert words in editor.send("/desk/password", {"password": PASSWORD, **fields}).text


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "au moins 12 caractères"), ("es", "al menos 12 caracteres")]
)
def test_library_speaks_our_languages(staff: Callable[..., Staff], language: str, words: str) -> None:
    person = staff(language=language)
    fields = {"password": PASSWORD, "new_password": "short", "new_password_confirm": "short"}
    assert words in person.send("/desk/password", fields).text


def test_new_password_signs_others_out(app: Flask, house: House) -> None:
    email = employ(house)
    here, there = Staff(app, email), Staff(app, email)
    here.send("/desk/password", {"password": PASSWORD, "new_password": OWN, "new_password_confirm": OWN})
    assert (is_in(here), is_in(there)) == (True, False)


def test_password_is_hashed_as_pins_are(editor: Staff, house: House) -> None:
    editor.send("/desk/password", {"password": PASSWORD, "new_password": OWN, "new_password_confirm": OWN})
    hashed = find_account(house, "ana@museum.example").password
    assert HASHER.verify(hashed, OWN)
    assert not HASHER.check_needs_rehash(hashed)


def test_session_ends_after_twelve_hours(editor: Staff, house: House) -> None:
    house.clock.advance(11 * HOURS)
    assert is_in(editor)
    house.clock.advance(1 * HOURS + 1)
    assert not is_in(editor)


def test_whoever_left_is_out_at_once(editor: Staff, app: Flask, house: House) -> None:
    with house.database.writes() as session:
        user = find(session, "ana@museum.example")
        assert user is not None
        leave(session, user)
    assert not is_in(editor)
    assert not is_in(Staff(app, "ana@museum.example"))


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
    ],
)
def test_nobody_is_led_elsewhere(app: Flask, house: House, following: str) -> None:
    person, email = Staff(app), employ(house)
    person.see("/desk/login")
    fields = {"csrf_token": person.token, "email": email, "password": PASSWORD, "next": following}
    answer = person.client.post("/desk/login", query_string={"next": following}, data=fields)
    assert answer.status_code == 302
    assert re.match(r"/(?![/\\])", answer.headers["Location"])


def test_sign_in_leads_where_one_wanted(app: Flask, house: House) -> None:
    person, email = Staff(app), employ(house)
    person.see("/desk/login?next=/desk/trail")
    fields = {"csrf_token": person.token, "email": email, "password": PASSWORD, "next": "/desk/trail"}
    assert person.client.post("/desk/login", data=fields).headers["Location"] == "/desk/trail"


def test_unknown_address_sounds_like_a_wrong_password(app: Flask, house: House) -> None:
    email, said, took = employ(house), [], []
    for name in (email, "nobody@museum.example"):
        person = Staff(app)
        person.see("/desk/login")
        begin = time.perf_counter()
        answer = person.send("/desk/login", {"email": name, "password": "a-wrong-password"})
        took.append(time.perf_counter() - begin)
        said.append((answer.status_code, TOKENS.sub("", answer.text)))
    assert said[0] == said[1]
    assert max(took) < 8 * min(took)  # both have hashed; a missing hash is thirty times faster


def test_form_from_before_signing_in_is_old(app: Flask, house: House) -> None:
    person = Staff(app)
    person.see("/desk/login")
    before = person.token
    person.send("/desk/login", {"email": employ(house), "password": PASSWORD})
    assert person.client.post("/desk/account/leave", data={"csrf_token": before}).status_code == 400


@pytest.mark.parametrize(
    "page",
    [
        "/desk/login",
        "/desk/password",
        "/desk/verify",
        "/desk/tf-setup",
        "/desk/wan-register",
        "/desk/mf-recovery-codes",
    ],
)
def test_forms_of_signing_in_need_a_token(editor: Staff, app: Flask, page: str) -> None:
    client = app.test_client() if page == "/desk/login" else editor.client
    assert client.post(page, data={"email": "x", "setup": "authenticator"}).status_code == 400


def test_signing_out_from_elsewhere_asks_first(editor: Staff) -> None:
    assert "leave the desk" in editor.client.post("/desk/logout").text
    assert is_in(editor)
    editor.send("/desk/logout")
    assert not is_in(editor)


def test_unused_pages_of_the_library_are_not_there(editor: Staff, app: Flask) -> None:
    unused = {
        rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("security.")
    } - USED
    assert unused == {
        "security.static",
        "security.two_factor_rescue",
        "security.tf_select",
        "security.wan_delete",
    }
    for page in ("/desk/fs-static/js/webauthn.js", "/desk/tf-rescue", "/desk/tf-select", "/desk/wan-delete"):
        assert editor.client.get(page).status_code == 404
    for page in (
        "/desk/register",
        "/desk/reset",
        "/desk/confirm",
        "/desk/change",
        "/desk/us-signin",
        "/desk/wan-verify",
    ):
        assert editor.client.get(page).status_code == 404


@pytest.mark.parametrize(
    ("url", "secure"), [("https://line.museum.example", True), ("http://127.0.0.1:8000", False)]
)
def test_cookie_is_as_careful_as_the_address(house: House, url: str, secure: bool) -> None:
    object.__setattr__(house, "settings", house.settings.model_copy(update={"public_url": url}))
    cookie = create_app(house).test_client().get("/desk/login").headers["Set-Cookie"]
    assert ("Secure" in cookie) is secure
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/desk" in cookie


def test_passkeys_belong_to_the_public_address(house: House) -> None:
    settings = house.settings.model_copy(update={"public_url": "http://line.museum.example"})
    object.__setattr__(house, "settings", settings)
    person = Staff(create_app(house), employ(house))
    page = person.send("/desk/wan-register", {"name": "key"}).text
    assert "&#34;id&#34;: &#34;line.museum.example&#34;" in page


def test_no_address_is_kept_or_logged(
    app: Flask, house: House, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    email, person = employ(house), Staff(app)
    person.sign_in(email, "wrong")
    person.sign_in(email)
    user = find_account(house, email)
    assert user.current_login_at == house.clock.now()
    assert (user.current_login_ip, user.last_login_ip) == (None, None)
    said = caplog.text + "".join(capsys.readouterr())
    assert email not in said
    assert "127.0.0.1" not in said
