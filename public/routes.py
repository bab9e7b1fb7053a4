"""What anybody may fetch: sounds and pictures, the words of recordings, and a page to read an item."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from content.catalogue import Catalogue
from content.media import MediaStore, NoSuchMedia
from content.shelf import Shelf
from content.words import words_json
from public.files import find_file
from public.pages import find_page
from public.print import routes as print_routes
from public.sending import send_file
from settings import Settings

FRESH = "public, max-age=60"


def create_blueprint(
    shelf: Shelf, media: MediaStore, settings: Settings, find_chat: Callable[[], str] = str
) -> Blueprint:
    """Media, words, transcripts and paper; nothing here needs a login, and no visitor's recording is reachable."""
    blueprint = Blueprint(
        "public", __name__, static_folder="static", static_url_path="/public", template_folder="templates"
    )
    window = Window(shelf, media, settings)
    blueprint.add_url_rule("/media/<digest>/<name>", "send_media", window.send_media)
    blueprint.add_url_rule("/media/words.json", "send_words", window.send_words)
    blueprint.add_url_rule("/transcript/<int:number>", "read_item", window.read_item)
    print_routes.attach(blueprint, shelf, media, settings.museum_name, find_chat)
    blueprint.after_request(protect)
    return blueprint


def protect(response: Response) -> Response:
    """Browsers take files for what we call them, and other pages may play them."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Security-Policy"] = "default-src 'self'"
    return response


class Window:
    """What is shown to anybody who passes by."""

    def __init__(self, shelf: Shelf, media: MediaStore, settings: Settings) -> None:
        self._shelf, self._media, self._settings = shelf, media, settings

    def send_media(self, digest: str, name: str) -> ResponseReturnValue:
        """A rendition or a picture, for ever the same under its address."""
        file = find_file(self._media, digest, name)
        try:
            return send_file(file, self._media, request) if file else abort(404)
        except NoSuchMedia:
            abort(404)

    def send_words(self) -> ResponseReturnValue:
        """The words of every public recording, by its address."""
        body, tag = _write_words(self._shelf.catalogue, self._settings.public_url)
        response = Response(body, mimetype="application/json")
        response.set_etag(tag)
        response.headers["Cache-Control"] = "no-cache"
        return response.make_conditional(request)

    def read_item(self, number: int) -> ResponseReturnValue:
        """An item to be read, in the language asked for or the browser's own."""
        page = find_page(
            self._shelf.catalogue, number, request.args.get("lang", ""), request.accept_languages
        )
        if page is None:
            abort(404)
        response = Response(page.render(self._name_museum(page.language.code)))
        response.headers["Cache-Control"] = FRESH
        response.headers["Vary"] = "Accept-Language"
        return response

    def _name_museum(self, language: str) -> str:
        return self._settings.museum_name or self._shelf.catalogue.prompt(language, "museum.name").text


@lru_cache(maxsize=2)
def _write_words(catalogue: Catalogue, public_url: str) -> tuple[bytes, str]:
    """Written once for each catalogue, with the hash of its bytes."""
    body = json.dumps(words_json(catalogue, public_url), ensure_ascii=False).encode()
    return body, sha256(body).hexdigest()
