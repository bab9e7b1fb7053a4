"""The production application with one more route, which always gives the same: what a turn is measured against."""

from __future__ import annotations

from flask import Flask, Response

from app.factory import create_served_app
from app.server import serve
from settings import read_settings

CONSTANT = "<?xml version='1.0' encoding='UTF-8'?><Response/>"


def create() -> Flask:
    """The application of one worker process."""
    app = create_served_app()
    app.add_url_rule("/constant", "constant", lambda: Response(CONSTANT, mimetype="text/xml"))
    return app


if __name__ == "__main__":
    serve(read_settings(), target="bench.served:create")
