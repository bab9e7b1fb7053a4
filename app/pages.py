"""What every answer has: the headers that keep a browser careful, and short plain pages for what went wrong."""

from __future__ import annotations

import traceback
from pathlib import Path

import structlog
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

CAREFUL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
FRAMES_LOGGED = 6
log = structlog.get_logger("museline.web")


def attach(app: Flask) -> None:
    """Give every answer of the application its headers, and every error its page."""
    app.register_error_handler(HTTPException, show_refusal)
    app.register_error_handler(Exception, show_fault)
    app.after_request(_be_careful)


def show_refusal(error: HTTPException) -> Response:
    """What the visitor's browser did wrong, in a line; nothing of ours is told, and nothing sent comes back."""
    found = error.get_response()
    answer = _write(error.code or 500, error.name)
    for name in ("Allow", "Retry-After", "WWW-Authenticate", "Location"):
        answer.headers.update({name: found.headers[name]} if name in found.headers else {})
    return answer


def show_fault(error: Exception) -> Response:
    """Our own fault: logged with its place in the code. Messages stay out, they may hold numbers and words."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_LOGGED:]
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    log.error("a page failed", route=request.endpoint, error=type(error).__name__, where=where)
    return _write(500, "Something went wrong here. It is our fault; please try again later.")


def _write(status: int, words: str) -> Response:
    return Response(f"{words}\n", status=status, mimetype="text/plain")


def _be_careful(response: Response) -> Response:
    """A door may have said something more exact already."""
    for name, value in CAREFUL.items():
        response.headers.setdefault(name, value)
    return response
