"""Every page of the desk and every role: who comes in, who is refused, and who is sent to sign in.

A new page is walked by itself: what it asks for stands in its `Page`. A page that looks closer (at a guest's series, at
a role besides the right) is listed in `CLOSER`; an address with a new kind of part needs a value in `PARTS`."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.house import House
from desk.pages import PAGES
from desk.signing.door import USED
from staff.people import Person
from staff.roles import Right, Role
from tests.actors.staff import Staff, account, employ

OPEN = {"desk.static", "desk.lost"}
# Real things to fill into addresses; by endpoint where the same name means something else.
PARTS: dict[str, object] = {
    "number": 214, "kind": "series", "key": "the-walk", "code": "fr", "language": "fr", "part": "text-fr",
    "recording_id": 1, "rendition": "phone.wav", "token": "x", "plan": 1, "rest": "nowhere", "filename": "desk.css",
    "topic": "items", "note": 1, "answer_id": 1, "piece": 1, "worry": 1, "call": 1, "slug": "birds", "picture": 1,
}  # fmt: skip
ACCOUNTS = "/desk/people/"
# Who is refused although the right is there, with the reason.
CLOSER: dict[str, str] = {}
WHO: dict[str, tuple[Role, dict[str, list[str]]]] = {
    "admin": (Role.ADMIN, {}),
    "editor": (Role.EDITOR, {}),
    "answerer": (Role.ANSWERER, {}),
    "guest for French": (Role.GUEST, {"languages": ["fr"]}),
    "guest for nothing here": (Role.GUEST, {"languages": ["xx"], "series": ["elsewhere"]}),
}
ENDS_SESSION = {"desk.leave_everywhere"}


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Each rule under /desk with each of its methods."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/desk"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


def fill(rule: Rule, target: int) -> str:
    """An address of a real thing."""
    values = {name: PARTS[name] for name in rule.arguments}
    if rule.rule.startswith(ACCOUNTS) or "passkeys" in rule.rule:
        values["number"] = target
    built = rule.build(values)
    assert built, rule
    return urlsplit(built[1]).path


def open_page(person: Staff, path: str, method: str) -> int:
    fields = {"csrf_token": person.token}
    answer = person.client.open(path, method=method, headers={"X-CSRFToken": person.token}, data=fields)
    return answer.status_code if "/desk/login" not in answer.headers.get("Location", "") else 401


def test_each_address_is_of_a_page_or_known(app: Flask) -> None:
    unknown = {
        rule.endpoint
        for rule, _ in rules(app)
        if rule.endpoint not in {*PAGES, *OPEN} and not rule.endpoint.startswith("security.")
    }
    assert unknown == set()
    assert {part for rule, _ in rules(app) for part in rule.arguments} <= set(PARTS)


@pytest.mark.parametrize("who", WHO)
def test_role_opens_what_its_rights_say(app: Flask, house: House, who: str) -> None:
    role, scope = WHO[who]
    email = employ(house, "Ana", role, **scope)
    target, person = account(house, employ(house, "Target", Role.EDITOR)), Staff(app, email)
    me = Person(account(house, email), "Ana", email, frozenset({role}))
    found = {}
    for rule, method in rules(app):
        if rule.endpoint in PAGES and rule.endpoint not in ENDS_SESSION:
            status = open_page(person, fill(rule, target), method)
            found[f"{method} {rule.endpoint}"] = (status, PAGES[rule.endpoint].right)
    wrong = {name: got for name, got in found.items() if not fits(me, *got, closer=name.split()[1] in CLOSER)}
    assert wrong == {}


def fits(me: Person, status: int, right: Right, *, closer: bool) -> bool:
    """Without the right always 403; with it anything but a refusal, except for guests, whose scope is looked at."""
    if not me.may(right):
        return status == 403
    looks_closer = closer or (me.is_guest and right is not Right.LOOK)
    return status < 500 and status != 401 and (status != 403 or looks_closer)


def test_guest_outside_changes_nothing(app: Flask, house: House) -> None:
    role, scope = WHO["guest for nothing here"]
    person = Staff(app, employ(house, "Ana", role, **scope))
    opened = {}
    for rule, method in rules(app):
        page = PAGES.get(rule.endpoint)
        if page and page.right is Right.EDIT and method != "GET" and "<int:number>" in rule.rule:
            opened[rule.endpoint] = open_page(person, fill(rule, 1), method)
    assert {name: status for name, status in opened.items() if status not in {403, 404, 400}} == {}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_stranger_is_sent_to_sign_in(app: Flask, method: str) -> None:
    client = app.test_client()
    for rule, asked in rules(app):
        if asked == method and (rule.endpoint in PAGES or rule.endpoint == "desk.lost"):
            answer = client.open(fill(rule, 1), method=method)
            assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/desk/login"), (
                rule
            )


@pytest.mark.parametrize("endpoint", sorted(USED - {"security.login", "security.wan_signin"}))
def test_stranger_learns_nothing_of_the_library(app: Flask, endpoint: str) -> None:
    for rule, method in rules(app):
        if rule.endpoint == endpoint:
            answer = app.test_client().open(fill(rule, 1), method=method)
            assert answer.status_code in {302, 303, 400, 401}, rule


def test_library_takes_no_form_without_token(app: Flask) -> None:
    client = app.test_client()
    for rule, method in rules(app):
        if (
            rule.endpoint.startswith("security.")
            and method == "POST"
            and rule.endpoint in USED - {"security.logout"}
        ):
            assert client.post(fill(rule, 1)).status_code in {302, 303, 400, 401}, rule
