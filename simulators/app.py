"""Puts the telephone and the chat behind one address, with a first page that says what they are."""

from flask import Flask, Response, current_app, render_template

from simulators.chat.routes import create_blueprint
from simulators.config import SimulatorConfig
from simulators.telephone import callers
from simulators.telephone.exchange import Exchange
from simulators.telephone.rest import rest
from simulators.telephone.routes import blueprint as telephone

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
LARGEST_UPLOAD = 60 * 1024 * 1024  # an hour of 8 kHz WAV


def create_app(config: SimulatorConfig) -> Flask:
    """The outside world as one application."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_UPLOAD
    app.extensions["exchange"] = Exchange(config)
    app.register_blueprint(telephone)
    app.register_blueprint(rest)
    app.register_blueprint(create_blueprint(config))
    app.after_request(_protect)
    app.add_url_rule("/", "home", home)
    return app


def home() -> str:
    """The first page: what this is, the telephone, the chat."""
    exchange = current_app.extensions["exchange"]
    people = callers.known(exchange.shelf, exchange.config)
    return render_template("home.html", config=exchange.config, callers=people)


def _protect(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Permissions-Policy", "microphone=(self)")
    return response
