"""Every version to be listened to at the desk, on the line or not, whole or a part of it."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, abort, request

from content.media import MediaStore, NoSuchMedia
from content.tables import RecordingRow
from desk.page import Page
from desk.parts import house

PIECE = 1 << 18
RENDITIONS = ("phone", "slow", "chat", "master")
TYPES = {
    "wav": "audio/wav", "ogg": "audio/ogg", "opus": "audio/ogg", "webm": "audio/webm", "mp4": "audio/mp4",
    "m4a": "audio/mp4", "mp3": "audio/mpeg", "flac": "audio/flac", "oga": "audio/ogg",
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp",
}  # fmt: skip


def send_sound(recording_id: int, rendition: str) -> Response:
    """A rendition of a version, or its master as it came; browsers ask for parts of it."""
    return send_media(_find(recording_id, rendition))


def send_media(path: str) -> Response:
    """A stored sound or picture, or the part of it that was asked for; 404 where it is gone."""
    try:
        size = house().media.size(path)
    except NoSuchMedia:
        abort(404)
    asked = request.range.range_for_length(size) if request.range else None
    if request.range and asked is None:
        return Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = asked or (0, size)
    response = Response(_read(house().media, path, start, end), 206 if asked else 200, mimetype=_type(path))
    response.headers["Content-Length"] = str(end - start)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600"
    if asked:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _find(recording_id: int, rendition: str) -> str:
    with house().database.reads() as session:
        row = session.get(RecordingRow, recording_id)
    path = getattr(row, rendition) if row is not None and rendition in RENDITIONS else None
    return str(path) if path else abort(404)


def _read(media: MediaStore, path: str, start: int, end: int) -> Iterator[bytes]:
    for place in range(start, end, PIECE):
        yield media.get_range(path, place, min(place + PIECE, end))


def _type(path: str) -> str:
    """What a browser is told; a master of an odd kind is only to be kept."""
    return TYPES.get(path.rsplit(".", 1)[-1].lower(), "application/octet-stream")


PAGES = (Page("/sound/<int:recording_id>/<rendition>", send_sound),)
