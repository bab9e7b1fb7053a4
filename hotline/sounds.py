"""Private sounds by an address that works for ten minutes."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort
from itsdangerous import BadData, URLSafeTimedSerializer

from content.media import MediaStore, NoSuchMedia
from db.database import Database
from visitors.requests import RequestRow, RequestState

MINUTES_VALID = 10
SALT = "hotline audio"


class Sounds:
    """Makes such addresses and serves what they name."""

    def __init__(self, secrets: Sequence[str], database: Database, media: MediaStore) -> None:
        # itsdangerous signs with the last key and accepts all; ours has the current one first.
        self._signer = URLSafeTimedSerializer(list(reversed(secrets)), salt=SALT) if secrets else None
        self._database, self._media = database, media

    def make_token(self, request_id: int) -> str:
        """The last part of an address for the sound of a request."""
        if self._signer is None:
            raise ValueError("SECRET_KEY is empty: make one with `museline keys new`")
        return str(self._signer.dumps(request_id))

    def read_token(self, token: str) -> int | None:
        """The request that a token names; None where it is forged or too old."""
        if self._signer is None:
            return None
        try:
            return int(self._signer.loads(token, max_age=MINUTES_VALID * 60))
        except (BadData, TypeError, ValueError):
            return None

    def serve(self, token: str) -> Response:
        """The sound itself, kept by nobody on the way."""
        request_id = self.read_token(token)
        with self._database.reads() as session:
            row = session.get(RequestRow, request_id) if request_id is not None else None
        if row is None or row.sound_path is None or row.state == RequestState.THROWN:
            abort(404)
        try:
            body = self._media.get_private(row.sound_path)
        except NoSuchMedia:
            abort(404)
        return Response(
            body, mimetype=row.sound_type or "audio/wav", headers={"Cache-Control": "private, no-store"}
        )
