"""What stands before every page: the right address, the session's end, a password of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request, session, url_for
from flask_security import current_user, logout_user
from flask_wtf.csrf import CSRFError

from desk import rendering
from desk.parts import house
from desk.signing.configuring import SESSION
from settings import Settings

# The library's pages that we use; its others answer 404.
USED = frozenset({
    "security.login", "security.logout", "security.verify", "security.change_password",
    "security.two_factor_setup", "security.two_factor_setup_validate", "security.two_factor_token_validation",
    "security.mf_recovery_codes", "security.mf_recovery",
    "security.wan_register", "security.wan_register_response",
    "security.wan_signin", "security.wan_signin_response",
})  # fmt: skip
# All that somebody with a password from somebody else may open.
BEFORE_OWN_PASSWORD = frozenset({"security.change_password", "security.logout"})
STATIC = "desk.static"
SINCE = "since"
Refusal = Response | tuple[str, int]


def attach(app: Flask, settings: Settings) -> None:
    """Stand before the desk's and the library's pages."""
    app.before_request(check)
    app.register_error_handler(CSRFError, _refuse_form)
    if settings.public_url:
        app.wsgi_app = PublicAddress(app.wsgi_app, settings.public_url)  # type: ignore[method-assign]


class PublicAddress:
    """The desk stands at PUBLIC_URL, whatever host a request names: passkeys and forms depend on it."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], public_url: str) -> None:
        self._inner = inner
        self._parts = urlsplit(public_url)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Hand the request on with the right host and scheme."""
        if str(environ.get("PATH_INFO", "")).startswith("/desk"):
            environ["HTTP_HOST"], environ["wsgi.url_scheme"] = self._parts.netloc, self._parts.scheme
        return self._inner(environ, start_response)


def check() -> Refusal | None:
    """Refuse what is not there, end what is over, and ask for a password of one's own."""
    endpoint = request.endpoint or ""
    if request.blueprint == "security" and endpoint not in USED:
        return rendering.render("refused", code=404), 404
    if (
        request.blueprint not in {"desk", "security"}
        or endpoint == STATIC
        or not current_user.is_authenticated
    ):
        return None
    if is_over(house().clock.now()):
        logout_user()
    elif current_user.temporary and endpoint not in BEFORE_OWN_PASSWORD:
        return _ask_for_own_password()
    return None


def is_over(now: datetime) -> bool:
    """Whether one signed in more than twelve hours ago."""
    return not 0 <= now.timestamp() - float(session.get(SINCE, 0)) < SESSION.total_seconds()


def _ask_for_own_password() -> Response:
    address = url_for("security.change_password")
    if request.headers.get("HX-Request"):
        return Response(status=403, headers={"HX-Redirect": address})
    return Response(status=303, headers={"Location": address})


def _refuse_form(_: CSRFError) -> Refusal:
    return rendering.render("refused", code=400), 400
