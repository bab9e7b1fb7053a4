"""Commands for the accounts of the desk: add somebody, give a new passphrase, show who there is."""

from __future__ import annotations

from typing import Annotated

import typer

from app.house import House
from app.opening import open_real_house
from app.refusal import Refused
from desk.words import LANGUAGES
from staff import joining, trail
from staff.accounts import User
from staff.roles import Role

KIND = "account"
staff = typer.Typer(help="Look after who may sign in at the desk.", no_args_is_help=True)


@staff.command("add")
def add(
    name: Annotated[str, typer.Argument(help="The name that stands beside what they change.")] = "",
    email: Annotated[str, typer.Argument(help="The e-mail address they sign in with.")] = "",
    role: Annotated[str, typer.Option(help="admin, editor, answerer or guest.")] = "",
    language: Annotated[str, typer.Option(help="The desk's language: en, fr or es.")] = "",
) -> None:
    """Make an account and print its first passphrase; asks for the rest."""
    house = _open_house()
    name, email = name or typer.prompt("Name"), email or typer.prompt("E-mail")
    wanted = _read_role(role or typer.prompt("Role (admin, editor, answerer or guest)", default="editor"))
    if language and language not in LANGUAGES:
        raise Refused(f"The desk speaks {', '.join(LANGUAGES)}, not {language}.")
    try:
        with house.database.writes() as session:
            user, passphrase = joining.join(session, name, email, wanted, language=language)
            trail.note(
                session, None, "join", KIND, str(user.id), house.clock.now(), after={"name": user.name}
            )
    except (joining.TakenAlready, joining.WrongEntry) as error:
        raise Refused(f"{error}{'' if str(error).endswith('.') else '.'}") from error
    _tell(house, user, passphrase)
    if wanted is Role.GUEST:
        print("At the desk, choose under “Who works here” which series or languages they may touch.")


@staff.command("reset")
def reset(
    email: Annotated[str, typer.Argument(help="The e-mail address they sign in with.")],
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="Also remove the second step and all passkeys.")
    ] = False,
) -> None:
    """Print a new passphrase once and sign the account out everywhere.

    An account that rests after failed tries is let in again."""
    house = _open_house()
    with house.database.writes() as session:
        user = joining.find(session, email)
        if user is None:
            raise Refused(f"Nobody has the address {email}. `museline staff list` shows everybody.")
        if not user.active:
            raise Refused(f"{user.name} has left. An administrator opens the account again at the desk.")
        passphrase = joining.reset(user, second_factor=second_factor)
        what = "reset_all" if second_factor else "reset"
        trail.note(session, None, what, KIND, str(user.id), house.clock.now())
    _tell(house, user, passphrase)


@staff.command("list")
def show() -> None:
    """Show who may sign in, what they may do, and when they came."""
    house = open_real_house()
    with house.database.reads() as session:
        people = joining.everybody(session)
        for user in people:
            print(_describe(house, user))
    if not people:
        print("Nobody yet: `museline staff add` makes the first account.")


def _open_house() -> House:
    house = open_real_house()
    if not house.settings.secret_key:
        raise Refused(
            "SECRET_KEY is empty, so there is no desk to sign in at: make one with `museline keys new`."
        )
    return house


def _describe(house: House, user: User) -> str:
    """One line: name, e-mail, roles, last seen, second step, and whether the account rests."""
    roles = ", ".join(role.name for role in user.roles)
    seen = user.current_login_at
    when = f"last seen {seen.astimezone(house.settings.zone):%Y-%m-%d %H:%M}" if seen else "never seen"
    steps = "second step" if user.tf_primary_method or user.webauthn else "no second step"
    rests = user.locked_until is not None and user.locked_until > house.clock.now()
    state = "has left" if not user.active else "rests after failed tries" if rests else ""
    return "  ".join(part for part in (user.name, f"<{user.email}>", roles, when, steps, state) if part)


def _read_role(text: str) -> Role:
    try:
        return Role(text.strip().lower())
    except ValueError:
        raise Refused(f"There is no role {text!r}: write admin, editor, answerer or guest.") from None


def _tell(house: House, user: User, passphrase: str) -> None:
    where = f"{house.settings.public_url or 'http://127.0.0.1:' + str(house.settings.port)}/desk/"
    print(f"{user.name} signs in at {where}")
    print(f"  as    {user.email}")
    print(f"  with  {passphrase}")
    print("The passphrase is shown only now; at the first sign-in they choose a password of their own.")
