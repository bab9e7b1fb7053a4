"""Private sounds by an address that works for ten minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, abort
from itsdangerous import BadData, URLSafeTimedSerializer

from content.media import MediaStore, NoSuchMedia
from db.carried import THROWN, Carried
from db.database import Database
from staff.takes import TakeRow
from visitors.requests import RequestRow

MINUTES_VALID = 10
SALT = "hotline audio"
REQUEST, TAKE = "request", "take"
TABLES: Mapping[str, type[Carried]] = {REQUEST: RequestRow, TAKE: TakeRow}


class Sounds:
    """Makes such addresses and serves what they name."""

    def __init__(self, secrets: Sequence[str], database: Database, media: MediaStore) -> None:
        # itsdangerous signs with the last key and accepts all; ours has the current one first.
        self._signer = URLSafeTimedSerializer(list(reversed(secrets)), salt=SALT) if secrets else None
        self._database, self._media = database, media

    def make_token(self, row_id: int, what: str = REQUEST) -> str:
        """The last part of an address for the sound of a request, or of a take."""
        if self._signer is None:
            raise ValueError("SECRET_KEY is empty: make one with `museline keys new`")
        return str(self._signer.dumps([what, row_id]))

    def read_token(self, token: str) -> tuple[str, int] | None:
        """What a token names, by its sort and id; None where it is forged or too old."""
        if self._signer is None:
            return None
        try:
            what, row_id = self._signer.loads(token, max_age=MINUTES_VALID * 60)
        except (BadData, TypeError, ValueError):
            return None
        return (what, int(row_id)) if what in TABLES else None

    def serve(self, token: str) -> Response:
        """The sound itself, kept by nobody on the way."""
        named = self.read_token(token)
        with self._database.reads() as session:
            row = session.get(TABLES[named[0]], named[1]) if named is not None else None
        if row is None or row.sound_path is None or row.state == THROWN:
            abort(404)
        try:
            body = self._media.get_private(row.sound_path)
        except NoSuchMedia:
            abort(404)
        return Response(
            body, mimetype=row.sound_type or "audio/wav", headers={"Cache-Control": "private, no-store"}
        )
