"""The sign-in form: after five failed tries an account rests, and nobody learns which accounts there are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import current_app
from flask_security import LoginForm

from desk.parts import house
from staff.accounts import User

MOST_TRIES = 5
REST = timedelta(minutes=15)


class SignInForm(LoginForm):
    """The library's form, with a count of what failed."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether these are the right e-mail and password of an account that does not rest just now."""
        right = bool(super().validate(**kwargs))
        return _count(self.user, right) if isinstance(self.user, User) else right


def _count(user: User, right: bool) -> bool:
    """Five failures, and the account rests; while it does, the right password is refused in the same words."""
    now = house().clock.now()
    if user.locked_until is not None and user.locked_until > now:
        return False
    if right:
        user.tries, user.locked_until = 0, None
    else:
        user.tries += 1
        if user.tries >= MOST_TRIES:
            user.tries, user.locked_until = 0, now + REST
    current_app.extensions["security"].datastore.commit()
    return right
