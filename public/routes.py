"""What anybody may fetch: sounds and pictures, the words of recordings, and a page to read an item."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from content.catalogue import Catalogue
from content.media import MediaStore
from content.shelf import Shelf
from content.words import words_json
from public.files import find_file
from public.pages import find_page
from public.sending import send_file
from settings import Settings

FRESH = "public, max-age=60"


def create_blueprint(shelf: Shelf, media: MediaStore, settings: Settings) -> Blueprint:
    """Media, words and transcripts; nothing here needs a login, and no visitor's recording is reachable."""
    blueprint = Blueprint(
        "public", __name__, static_folder="static", static_url_path="/public", template_folder="templates"
    )

    @blueprint.after_request
    def protect(response: Response) -> Response:
        """Browsers take files for what we call them, and other pages may play them."""
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Content-Security-Policy"] = "default-src 'self'"
        return response

    @blueprint.get("/media/<digest>/<name>")
    def send_media(digest: str, name: str) -> ResponseReturnValue:
        """A rendition or a picture, for ever the same under its address."""
        file = find_file(media, digest, name)
        return send_file(file, media, request) if file else abort(404)

    @blueprint.get("/media/words.json")
    def send_words() -> ResponseReturnValue:
        """The words of every public recording, by its address."""
        body, tag = _write_words(shelf.catalogue, settings.public_url)
        response = Response(body, mimetype="application/json")
        response.set_etag(tag)
        response.headers["Cache-Control"] = "no-cache"
        return response.make_conditional(request)

    @blueprint.get("/transcript/<int:number>")
    def read_item(number: int) -> ResponseReturnValue:
        """An item to be read, in the language asked for or the browser's own."""
        page = find_page(shelf.catalogue, number, request.args.get("lang", ""), request.accept_languages)
        if page is None:
            abort(404)
        response = Response(page.render(settings.museum_name))
        response.headers["Cache-Control"] = FRESH
        response.headers["Vary"] = "Accept-Language"
        return response

    return blueprint


@lru_cache(maxsize=2)
def _write_words(catalogue: Catalogue, public_url: str) -> tuple[bytes, str]:
    """Written once for each catalogue, with the hash of its bytes."""
    body = json.dumps(words_json(catalogue, public_url), ensure_ascii=False).encode()
    return body, sha256(body).hexdigest()
