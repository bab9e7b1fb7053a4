"""The web application: every door, hung into one Flask."""

from __future__ import annotations

from flask import Flask

from app import health, metrics, pages
from app.house import House, open_house
from app.logs import start_logs
from bots.telegram import routes as telegram_routes
from bots.telegram.naming import BotName
from desk import routes as desk_routes
from hotline import routes as hotline_routes
from public import routes as public_routes
from settings import read_settings
from visitors.answers_letters import Answers

LARGEST_BODY = 2 << 20


def create_app(house: House) -> Flask:
    """All doors of a house; a carrier without settings answers 404."""
    app = Flask("museline", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.url_map.strict_slashes = False
    parts = (house.settings, house.database, house.shelf, house.media, house.keys, house.clock)
    app.register_blueprint(hotline_routes.create_blueprint(*parts, Answers()))
    app.register_blueprint(telegram_routes.create_blueprint(*parts))
    public = (house.shelf, house.media, house.settings, BotName(house.settings))
    app.register_blueprint(public_routes.create_blueprint(*public))
    app.register_blueprint(health.create_blueprint(house))
    app.register_blueprint(metrics.create_blueprint(house))
    pages.attach(app)
    desk_routes.attach(app, *parts)
    return app


def create_served_app() -> Flask:
    """The application of one worker process of the server, from the settings it finds."""
    start_logs()
    return create_app(open_house(read_settings()))
