"""Somebody who answers at the desk over HTTP as a browser does, and the worker who brings it."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from dataclasses import replace

import httpx

from app.outboxes import open_outbox
from app.worker import Worker, make_bringing, make_errands
from staff.roles import Role
from tests.actors.museum import Museum
from tests.actors.staff import PASSWORD, TOKEN, employ
from tests.journeys.staffroom import make_sound
from visitors.answers_letters import Answers

UPLOAD = "b" * 32
REST = 31  # seconds: so long an answer can be taken back
TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)


class Answerer:
    """Signed in, with the inbox open."""

    def __init__(self, museum: Museum, name: str = "Mira") -> None:
        self._email = employ(museum.house, name, Role.ANSWERER)
        self._http = httpx.Client(
            base_url=museum.house.settings.public_url, follow_redirects=True, timeout=30
        )
        self._token = ""
        self._signs_in()

    def finds(self, but: Collection[int] = ()) -> int:
        """Take the first request of the inbox in hand, but for some; its number."""
        number = next(one for one in self.has_open() if one not in but)
        self._sees(f"/desk/inbox/{number}")
        self._sends(f"/desk/inbox/{number}/claim")
        return number

    def records(self, number: int, seconds: float = 4.0) -> bytes:
        """Speak into the browser's recorder, which sends what it has in pieces; what was said."""
        sound, base = make_sound(seconds), f"/desk/inbox/{number}/voice"
        self._sees(f"/desk/inbox/{number}")
        header = {"X-CSRFToken": self._token}
        asked = {"token": UPLOAD, "name": "museline-recording.wav", "language": "en", "prompt": None}
        pieces = [sound[: len(sound) // 2], sound[len(sound) // 2 :]]
        answers = [self._http.post(base, json=asked, headers=header)]
        for at, piece in enumerate(pieces):
            answers.append(self._http.put(f"{base}/{UPLOAD}/{at}", content=piece, headers=header))
        done = {"pieces": len(pieces)}
        answers.append(self._http.post(f"{base}/{UPLOAD}/finish", json=done, headers=header))
        assert [one.status_code for one in answers] == [200, 204, 204, 200]
        return sound

    def answers(self, number: int, text: str = "", way: str = "") -> str:
        """Write, look at it, send it; what the desk says."""
        self._sees(f"/desk/inbox/{number}")
        self._sends(f"/desk/inbox/{number}/answer", text=text, way=way)
        return self._sends(f"/desk/inbox/{number}/send")

    def tries_again(self, number: int, way: str) -> str:
        """The same answer another way, after it came back; what the desk says."""
        self._sees(f"/desk/inbox/{number}")
        return self._sends(f"/desk/inbox/{number}/again", way=way)

    def reads(self, number: int) -> str:
        """The words on the page of a request."""
        return self._sees(f"/desk/inbox/{number}")

    def has_open(self) -> list[int]:
        """Numbers of all that waits in the inbox."""
        page = self._open("/desk/inbox").text
        return [int(number) for number in re.findall(r'href="/desk/inbox/(\d+)"', page)]

    def _signs_in(self) -> None:
        self._read(self._http.get("/desk/login"))
        self._sends("/desk/login", email=self._email, password=PASSWORD)

    def _sees(self, path: str) -> str:
        return self._read(self._open(path))

    def _open(self, path: str) -> httpx.Response:
        """A page; after some hours one has to sign in once more."""
        answer = self._http.get(path)
        if answer.url.path == "/desk/login":
            self._signs_in()
            answer = self._http.get(path)
        return answer

    def _sends(self, path: str, **fields: str) -> str:
        return self._read(self._http.post(path, data={"csrf_token": self._token, **fields}))

    def _read(self, answer: httpx.Response) -> str:
        assert answer.is_success, f"{answer.request.url.path}: {answer.status_code}"
        found = TOKEN.search(answer.text)
        self._token = found[1] if found else self._token
        return " ".join(html.unescape(TAGS.sub(" ", answer.text)).split())


class Postman:
    """The worker: fetches what visitors said, makes answers ready, and brings them, in the museum's own time."""

    def __init__(self, museum: Museum) -> None:
        self._museum, house = museum, museum.house
        made = open_outbox(house, Answers())
        assert made is not None
        outbox = replace(made, wait=museum.clock.advance)
        self._worker = Worker(house, [*make_errands(house), *make_bringing(house, outbox)])

    def works(self, after: float = REST) -> None:
        """Let so many seconds pass, then do all there is to do."""
        self._museum.clock.advance(after)
        self._worker.drain()
