"""The desk's door: every page of the table behind one guard."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, g, request
from werkzeug.exceptions import HTTPException

from addresses.keys import KeyRing
from content.media import MediaStore
from content.shelf import Shelf
from db.clock import Clock
from db.database import Database
from desk import guard, rendering
from desk.pages import PAGES
from desk.parts import NAME, Parts
from desk.signing import setup as signing
from settings import Settings

CAREFUL = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
MICROPHONE = "microphone=(self), camera=(), geolocation=()"
YEAR = 365 * 24 * 3600


def attach(
    app: Flask, settings: Settings, database: Database, shelf: Shelf, media: MediaStore,
    keys: KeyRing | None, clock: Clock,
) -> None:  # fmt: skip
    """Hang the desk into the application; without SECRET_KEY nobody could sign in safely, and there is no desk."""
    if not settings.secret_key:
        return
    app.extensions[NAME] = Parts(settings, database, shelf, media, keys, clock)
    app.register_blueprint(
        _create_blueprint()
    )  # before the library's own, so that our templates are found first
    signing.attach(app, settings, database, clock)
    guard.csrf.init_app(app)
    rendering.attach(app)
    app.after_request(_be_careful)


def _create_blueprint() -> Blueprint:
    blueprint = Blueprint(
        "desk", __name__, url_prefix="/desk", static_folder="static", template_folder="templates"
    )
    blueprint.before_request(guard.check)
    blueprint.app_context_processor(rendering.values_for_all)
    blueprint.register_error_handler(HTTPException, _show_refusal)
    for page in PAGES.values():
        blueprint.add_url_rule(page.rule, page.endpoint, page.view, methods=list(page.methods))
    blueprint.add_url_rule("/<path:rest>", "lost", _lose)
    return blueprint


def _lose(rest: str) -> Response:  # noqa: ARG001 - the address itself is not looked at
    abort(404)


def _show_refusal(error: HTTPException) -> tuple[str, int] | HTTPException:
    """What went wrong, in words, with a way on."""
    code = error.code or 500
    if code < 400:
        return error
    known = code if code in {400, 403, 404, 409, 413} else 400
    return rendering.render("refused", code=known), code


def _be_careful(response: Response) -> Response:
    """Nothing from a foreign host, nothing inline, and nothing kept by a browser that others use."""
    if not request.path.startswith("/desk"):
        return response
    response.headers["Content-Security-Policy"] = _allow_style(g.get("style_nonce", ""))
    response.headers["Permissions-Policy"] = MICROPHONE
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint == "desk.static":
        response.cache_control.max_age = YEAR
    else:
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _allow_style(nonce: str) -> str:
    """A page with a waveform names a word, good once, by which the waveform's own style is known."""
    return CAREFUL.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'") if nonce else CAREFUL
