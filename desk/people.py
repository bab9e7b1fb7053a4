"""Who works here: for those who look after the accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from content.catalogue import Catalogue
from desk import words
from desk.changing import changing
from desk.page import Page
from desk.parts import house
from desk.people_forms import PersonForm, describe_access, form_of, read_form
from desk.person import language, me, t
from desk.rendering import render, say_done, say_wrong
from staff import joining, trail
from staff.accounts import User
from staff.roles import Right, Role

KIND = "account"
SEND = ("POST",)


def list_people() -> str:
    """Everybody with an account: who works here, then who has left."""
    with house().database.reads() as session:
        return render("people/list", people=joining.everybody(session), now=house().clock.now())


def add_person() -> str | tuple[str, int]:
    """A form, and then the first passphrase, shown once."""
    if request.method == "GET":
        return _show_form(PersonForm())
    form = read_form(request.form)
    if form.mistakes:
        return _show_form(form), 422
    try:
        with changing() as (session, now):
            user, passphrase = joining.join(
                session, form.name, form.email, form.roles, language=form.language,
                series=form.series, languages=form.languages,
            )  # fmt: skip
            trail.note(
                session,
                me(),
                "join",
                KIND,
                str(user.id),
                now,
                after={"name": user.name, **describe_access(user)},
            )
            return _tell(user, passphrase)
    except joining.TakenAlready:
        return _show_form(form.with_mistake("email", "taken")), 422


def edit_person(number: int) -> str | tuple[str, int] | Response:
    """Roles, and what a guest may touch."""
    if request.method == "GET":
        with house().database.reads() as session:
            return _show_person(_find(session, number))
    form = read_form(request.form, is_new=False)
    with changing() as (session, now):
        user = _find(session, number)
        if form.mistakes:
            return _show_person(user, form), 422
        before = describe_access(user)
        try:
            joining.change(session, user, form.roles, series=form.series, languages=form.languages)
        except joining.LastAdmin:
            return _show_person(user, form.with_mistake("roles", "last_admin")), 422
        trail.note(session, me(), "edit", KIND, str(user.id), now, before=before, after=describe_access(user))
        say_done("people.kept", name=user.name)
    return redirect(url_for("desk.list_people"), 303)


def reset_person(number: int) -> str:
    """A new passphrase for somebody who lost theirs, shown once; with the second factor, if that is lost too."""
    second_factor = bool(request.form.get("second_factor"))
    with changing() as (session, now):
        user = _find(session, number)
        passphrase = joining.reset(user, second_factor=second_factor)
        trail.note(session, me(), "reset_all" if second_factor else "reset", KIND, str(user.id), now)
        return _tell(user, passphrase)


def rest_person(number: int) -> Response:
    """Somebody leaves: signed out at once, and no longer let in."""

    def leave(session: Session, user: User) -> None:
        joining.leave(session, user)
        say_done("people.left", name=user.name, undo=url_for("desk.return_person", number=number))

    try:
        return _do(number, "leave", leave)
    except joining.LastAdmin:
        say_wrong(t("people.last_admin"))
        return redirect(url_for("desk.edit_person", number=number), 303)


def return_person(number: int) -> Response:
    """Somebody is back."""

    def come_back(_: Session, user: User) -> None:
        joining.return_to_work(user)
        say_done("people.returned", name=user.name)

    return _do(number, "return", come_back)


def _find(session: Session, number: int) -> User:
    return session.get(User, number) or abort(404)


def _show_form(form: PersonForm) -> str:
    return render("people/person", form=form, user=None, **_choices())


def _show_person(user: User, form: PersonForm | None = None) -> str:
    return render("people/person", form=form or form_of(user), user=user, **_choices())


def _choices() -> dict[str, Any]:
    """What a guest may be given, by code and by name."""
    catalogue = house().shelf.catalogue
    return {
        "roles": list(Role),
        "desk_languages": words.LANGUAGES,
        "all_series": [(slug, _name_series(catalogue, slug)) for slug in sorted(catalogue.series)],
        "all_languages": [(code, one.endonym) for code, one in catalogue.languages.items()],
    }


def _name_series(catalogue: Catalogue, slug: str) -> str:
    titles = catalogue.series[slug].title
    return titles.get(language()) or titles.get(catalogue.house) or slug


def _tell(user: User, passphrase: str) -> str:
    """The passphrase is in this one page and nowhere else."""
    address = f"{house().settings.public_url}{url_for('security.login')}"
    return render("people/told", user=user, passphrase=passphrase, address=address)


def _do(number: int, what: str, deed: Callable[[Session, User], None]) -> Response:
    with changing() as (session, now):
        user = _find(session, number)
        deed(session, user)
        trail.note(session, me(), what, KIND, str(user.id), now)
    return redirect(url_for("desk.list_people"), 303)


PAGES = (
    Page("/people", list_people, Right.STAFF),
    Page("/people/add", add_person, Right.STAFF, ("GET", "POST")),
    Page("/people/<int:number>", edit_person, Right.STAFF, ("GET", "POST")),
    Page("/people/<int:number>/reset", reset_person, Right.STAFF, SEND),
    Page("/people/<int:number>/leave", rest_person, Right.STAFF, SEND),
    Page("/people/<int:number>/return", return_person, Right.STAFF, SEND),
)
