"""A museum that answers with whatever TwiML a test lays out, and remembers what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask, Response, request
from werkzeug.serving import make_server

from simulators.telephone.sounds import tone

METHODS = ["GET", "POST"]


@dataclass
class Asked:
    """One request of the carrier."""

    method: str
    path: str
    query: str
    form: list[tuple[str, str]]
    headers: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return dict(self.form)[name]

    def __contains__(self, name: str) -> bool:
        return name in dict(self.form)


@dataclass
class Hotline:
    """Paths to answers; an answer is TwiML, or a whole response."""

    answers: dict[str, str | Response] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    url: str = ""

    def says(self, path: str, twiml: str) -> None:
        """Answer a path with the verbs of a document."""
        self.answers[path] = f"<?xml version='1.0' encoding='UTF-8'?><Response>{twiml}</Response>"

    def at(self, path: str) -> list[Asked]:
        """All requests to one path."""
        return [one for one in self.asked if one.path == path]

    def paths(self) -> list[str]:
        """Which documents were asked for, in order; callbacks and sounds left out."""
        return [one.path for one in self.asked if one.path not in ("/hotline/status", "/media/words.json")]

    def app(self) -> Flask:
        """The museum as an application."""
        app = Flask(__name__)
        app.add_url_rule("/media/words.json", "words", lambda: self.words)
        app.add_url_rule("/media/tone.wav", "tone", lambda: Response(tone(2), mimetype="audio/wav"))
        app.add_url_rule("/<path:path>", "answer", self._answer, methods=METHODS)
        return app

    def _answer(self, path: str) -> Response:
        form = list(request.form.items(multi=True)) or list(request.args.items(multi=True))
        query = request.query_string.decode()
        self.asked.append(Asked(request.method, f"/{path}", query, form, dict(request.headers)))
        answer = self.answers.get(f"/{path}", Response(status=404))
        return Response(answer, mimetype="text/xml") if isinstance(answer, str) else answer


@contextmanager
def serving(hotline: Hotline) -> Iterator[Hotline]:
    """Serve the museum on a free port for a while."""
    server = make_server("127.0.0.1", 0, hotline.app(), threaded=True)
    hotline.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield hotline
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
