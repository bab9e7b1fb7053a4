"""One's own account: name, language, the telephone's number and PIN, the chat, the second factor, passkeys."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_security import logout_user
from werkzeug.wrappers import Response

from desk import words
from desk.changing import changing
from desk.page import Page
from desk.parts import house
from desk.person import me, t
from desk.rendering import render, say_done, say_wrong
from staff import links, trail
from staff.accounts import User
from staff.joining import WrongEntry, clean_name, give_number, sign_out_everywhere
from staff.pins import WeakPin, set_pin

KIND = "account"
SEND = ("POST",)


def show_account(code: str = "", wrong: str = "") -> str:
    """Everything about how one signs in, here, by telephone and in the chat; `code` links a chat, and is shown once."""
    with house().database.reads() as session:
        user = session.get_one(User, me().id)
        return render(
            "account/account", user=user, passkeys=user.webauthn, code=code, wrong=wrong,
            languages=words.LANGUAGES, staff_phone=house().settings.staff_phone_number,
        )  # fmt: skip


def keep_account() -> Response:
    """Keep a name and the desk's language."""
    language = request.form.get("language", "")
    try:
        name = clean_name(request.form.get("name", ""))
    except WrongEntry:
        say_wrong(t("account.name_needed"))
        return _back()
    with changing() as (session, now):
        user = session.get_one(User, me().id)
        before = {"name": user.name, "language": user.language}
        user.name, user.language = name, language if language in words.LANGUAGES else ""
        after = {"name": user.name, "language": user.language}
        trail.note(session, me(), "edit", KIND, str(user.id), now, before=before, after=after)
    say_done("account.kept")
    return _back()


def keep_pin() -> Response | tuple[str, int]:
    """A PIN for the telephone, typed twice; the number to dial it after is given with the first."""
    pin = request.form.get("pin", "")
    if pin != request.form.get("again", ""):
        return show_account(wrong=t("account.pin_twice")), 422
    try:
        with changing() as (session, now):
            set_pin(session, me().id, pin)
            give_number(session, session.get_one(User, me().id))
            trail.note(session, me(), "pin", KIND, str(me().id), now)
    except WeakPin as error:
        return show_account(wrong=t(f"account.pin_{error.code}")), 422
    say_done("account.pin_kept")
    return redirect(url_for("desk.show_account", _anchor="telephone"), 303)


def link_chat() -> str:
    """A code to be sent to the bot within ten minutes."""
    with changing() as (session, now):
        code = links.make_code(session, me().id, now)
    return show_account(code=code)


def unlink_chat() -> Response:
    """The chat speaks for nobody any more."""
    with changing() as (session, now):
        links.unlink(session, me().id)
        trail.note(session, me(), "unlink", KIND, str(me().id), now)
    say_done("account.unlinked")
    return _back()


def remove_passkey(number: int) -> Response:
    """One of one's own passkeys signs in no more."""
    with changing() as (session, now):
        user = session.get_one(User, me().id)
        for passkey in [one for one in user.webauthn if one.id == number]:
            user.webauthn.remove(passkey)
            session.delete(passkey)
            trail.note(
                session, me(), "passkey_removed", KIND, str(user.id), now, before={"passkey": passkey.name}
            )
    say_done("account.passkey_removed")
    return _back()


def leave_everywhere() -> Response:
    """Sign out in every browser, this one too."""
    with changing() as (session, now):
        sign_out_everywhere(session.get_one(User, me().id))
        trail.note(session, me(), "signed_out", KIND, str(me().id), now)
    say_done("account.signed_out")
    logout_user()
    return redirect(url_for("security.login"), 303)


def finish_second_factor() -> Response:
    """After the authenticator app is set up come the recovery codes, where there are none yet."""
    with house().database.reads() as session:
        user = session.get_one(User, me().id)
        needs_codes = bool(user.tf_primary_method) and not user.mf_recovery_codes
    return redirect(url_for("security.mf_recovery_codes" if needs_codes else "desk.show_account"), 303)


def _back() -> Response:
    return redirect(url_for("desk.show_account"), 303)


PAGES = (
    Page("/account", show_account),
    Page("/account/name", keep_account, methods=SEND),
    Page("/account/pin", keep_pin, methods=SEND),
    Page("/account/chat", link_chat, methods=SEND),
    Page("/account/chat/unlink", unlink_chat, methods=SEND),
    Page("/account/passkeys/<int:number>/remove", remove_passkey, methods=SEND),
    Page("/account/leave", leave_everywhere, methods=SEND),
    Page("/account/second-factor", finish_second_factor),
)
