"""Private sounds by an address that works for ten minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Response, abort
from itsdangerous import BadData, URLSafeTimedSerializer

from content.media import MediaStore, NoSuchMedia
from db.carried import THROWN, Carried
from db.database import Database
from scenes.scene import Saying, Scene
from staff.takes import TakeRow
from visitors.answers_table import AnswerRow
from visitors.requests import RequestRow

MINUTES_VALID = 10
WAV = "audio/wav"
SALT = "hotline audio"
REQUEST, TAKE, ANSWER, PATH = "request", "take", "answer", "path"
TABLES: Mapping[str, type[Carried]] = {REQUEST: RequestRow, TAKE: TakeRow}


class Sounds:
    """Makes such addresses and serves what they name."""

    def __init__(self, secrets: Sequence[str], database: Database, media: MediaStore) -> None:
        # itsdangerous signs with the last key and accepts all; ours has the current one first.
        self._signer = URLSafeTimedSerializer(list(reversed(secrets)), salt=SALT) if secrets else None
        self._database, self._media = database, media

    def make_token(self, row_id: int, what: str = REQUEST) -> str:
        """The last part of an address for the sound of a request, of a take or of an answer."""
        if self._signer is None:
            raise ValueError("SECRET_KEY is empty: make one with `museline keys new`")
        return str(self._signer.dumps([what, row_id]))

    def make_path_token(self, path: str) -> str:
        """The same for a WAV in the private store, by its path."""
        if self._signer is None:
            raise ValueError("SECRET_KEY is empty: make one with `museline keys new`")
        return str(self._signer.dumps([PATH, path]))

    def read_token(self, token: str) -> tuple[str, int | str] | None:
        """What a token names, by its sort and id (or path); None where it is forged or too old."""
        if self._signer is None:
            return None
        try:
            what, row_id = self._signer.loads(token, max_age=MINUTES_VALID * 60)
        except (BadData, TypeError, ValueError):
            return None
        if what == PATH:
            return what, str(row_id)
        return (what, int(row_id)) if what in TABLES or what == ANSWER else None

    def open(self, scene: Scene) -> Scene:
        """The scene with addresses for the sounds that only its visitor hears."""
        if not any(saying.private for saying in scene.says):
            return scene
        return replace(scene, says=tuple(map(self._open, scene.says)))

    def _open(self, saying: Saying) -> Saying:
        what, _, number = saying.private.partition("/")
        return replace(saying, token=self.make_token(int(number), what)) if number else saying

    def serve(self, token: str) -> Response:
        """The sound itself, kept by nobody on the way."""
        named = self.read_token(token)
        path, kind = self._locate(*named) if named is not None else ("", "")
        try:
            body = self._media.get_private(path)
        except NoSuchMedia:
            abort(404)
        return Response(body, mimetype=kind, headers={"Cache-Control": "private, no-store"})

    def _locate(self, what: str, name: int | str) -> tuple[str, str]:
        """The path and type of a sound; an empty path where it is gone."""
        if what == PATH:
            return str(name), WAV
        with self._database.reads() as session:
            if what == ANSWER:
                answer = session.get(AnswerRow, name)
                return (answer.phone_path or "" if answer and answer.state != THROWN else ""), WAV
            row = session.get(TABLES[what], name)
        if row is None or row.sound_path is None or row.state == THROWN:
            return "", WAV
        return row.sound_path, row.sound_type or WAV
