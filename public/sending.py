"""Sending a file that never changes: whole, a part of it, or the word that it is known already."""

from __future__ import annotations

from itertools import chain

from flask import Request, Response
from werkzeug.http import parse_range_header

from content.media import MediaStore
from public.files import PublicFile

FOR_EVER = "public, max-age=31536000, immutable"


def send_file(file: PublicFile, media: MediaStore, request: Request) -> Response:
    """200, 206 for one range (RFC 9110, 14.2), 304 where the reader has it, 416 for a range past its end.

    Raises `NoSuchMedia` where it was taken back since its size was known."""
    if request.if_none_match.contains_weak(file.tag):
        return _described(Response(status=304), file)
    asked = _read_range(request, file)
    if asked is None:
        return _stretch(file, media, 200, 0, file.size)
    start, end = asked
    if start >= end:
        response = _described(Response(status=416), file)
        response.headers["Content-Range"] = f"bytes */{file.size}"
        return response
    response = _stretch(file, media, 206, start, end)
    response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    return response


def _read_range(request: Request, file: PublicFile) -> tuple[int, int] | None:
    """The one range that is asked for, within the file; None for none, for several, and for a file that changed."""
    if request.if_range.etag not in {None, file.tag}:
        return None
    asked = parse_range_header(request.headers.get("Range"))
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    start, end = asked.ranges[0]
    if start < 0:
        return max(0, file.size + start), file.size
    return start, file.size if end is None else min(end, file.size)


def _stretch(file: PublicFile, media: MediaStore, status: int, start: int, end: int) -> Response:
    pieces = file.read(media, start, end)
    first = next(
        pieces, b""
    )  # read before the head is sent, so that what is gone can still be said to be gone
    response = Response(chain((first,), pieces), status, mimetype=file.kind)
    response.headers["Content-Length"] = str(end - start)
    return _described(response, file)


def _described(response: Response, file: PublicFile) -> Response:
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Accept-Ranges"] = "bytes"
    response.set_etag(file.tag)
    return response
