"""The forms of signing in: after five failed tries of any kind an account rests, and nobody learns which there are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app
from flask_security import (
    ChangePasswordForm,
    LoginForm,
    MfRecoveryForm,
    TwoFactorRescueForm,
    TwoFactorSetupForm,
    TwoFactorVerifyCodeForm,
    current_user,
)
from flask_security import VerifyForm as LibraryVerifyForm
from flask_security.utils import validate_redirect_url
from wtforms import RadioField, StringField  # type: ignore[import-untyped]

from desk.parts import house
from staff.accounts import User

MOST_TRIES = 5
REST = timedelta(minutes=15)


class SignInForm(LoginForm):
    """E-mail and password, with a count of what failed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not validate_redirect_url(self.next.data):
            self.next.data = ""  # a forged link to the sign-in leads to the first page, and is no failed try

    def validate(self, **kwargs: Any) -> bool:
        """Whether these are the right e-mail and password of an account that does not rest just now."""
        right = bool(super().validate(**kwargs))
        if not isinstance(self.user, User):
            return right
        store = current_app.extensions["security"].datastore
        store.db.take_lock()
        self.user = store.find_user(id=self.user.id)
        return count(self.user, right)


class CodeForm(TwoFactorVerifyCodeForm):
    """The code of an authenticator app; wrong ones count like wrong passwords, except while the app is set up."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether it is the code of this half minute."""
        right = bool(super().validate(**kwargs))
        return right if self.is_setup else count(self.user, right)


class SetupForm(TwoFactorSetupForm):
    """The second step switched on or off; the library's field offers ways that we have not."""

    setup = StringField()


class RescueForm(TwoFactorRescueForm):
    """The library asks it what else there is beside a code; our page has its own words for that."""

    help_setup = RadioField(choices=[])


class RecoveryForm(MfRecoveryForm):
    """A recovery code instead."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether it is one of those that are left."""
        return count(self.user, bool(super().validate(**kwargs)))


class VerifyForm(LibraryVerifyForm):
    """The password once more, before something that matters."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether it is the right one; guessing in a browser left open is counted too."""
        return count(self.user, bool(super().validate(**kwargs)))


class ChangeForm(ChangePasswordForm):
    """A password of one's own instead of the old one."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether the old one is right and the new one long enough; only a wrong old one counts."""
        right = bool(super().validate(**kwargs))
        return count(current_user, right) if right or self.password.errors else False


def count(user: Any, right: bool) -> bool:
    """Five failures, and the account rests; while it does, what is right is refused in the same words.

    Only a finished sign-in forgets the failures: whoever has the password can't guess codes without end."""
    now = house().clock.now()
    if user.locked_until is not None and user.locked_until > now:
        return False
    if not right:
        user.tries += 1
        if user.tries >= MOST_TRIES:
            user.tries, user.locked_until = 0, now + REST
        current_app.extensions["security"].datastore.commit()
    return right
