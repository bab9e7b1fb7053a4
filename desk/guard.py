"""The guard before every page of the desk: signed in, with the right it needs, and no forged forms."""

from __future__ import annotations

from flask import Response, abort, request, url_for
from flask_security import current_user
from flask_wtf.csrf import CSRFProtect

from desk.pages import PAGES
from desk.person import me

OPEN = frozenset({"desk.static"})
LOST = "desk.lost"
csrf = CSRFProtect()


def check() -> Response | None:
    """Refuse the request, or return nothing; closed for an address that names no right."""
    endpoint = str(request.endpoint)
    if endpoint in OPEN:
        return None
    if not current_user.is_authenticated:
        return _send_to_sign_in()
    csrf.protect()
    if endpoint == LOST:
        return None
    page = PAGES.get(endpoint)
    if page is None or not me().may(page.right):
        abort(403)
    return None


def _send_to_sign_in() -> Response:
    """A page comes back after signing in; a part of a page makes the whole page go there."""
    following = request.full_path.rstrip("?") if request.method == "GET" else None
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("security.login")})
    return Response(status=303, headers={"Location": url_for("security.login", next=following)})
