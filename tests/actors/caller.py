"""Somebody with a telephone, in virtual time: dials, listens, presses, waits, speaks, hangs up."""

from typing import Any, Protocol

import httpx

MOST_STEPS = 400


class Clock(Protocol):
    """Whoever wants to know how much time went by."""

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass."""
        ...


class StoppedClock:
    """A clock for callers whose time matters to nobody."""

    def advance(self, seconds: float) -> None:
        """Nothing depends on it."""


class Caller:
    """One person at a practice telephone; `simulator` is its address, or a client that reaches it."""

    def __init__(self, simulator: str | httpx.Client, clock: Clock | None = None) -> None:
        self._client = simulator if isinstance(simulator, httpx.Client) else httpx.Client(base_url=simulator)
        self._clock = clock or StoppedClock()
        self._state: dict[str, Any] = {}
        self._unheard: list[str] = []
        self.log: list[dict[str, Any]] = []
        self.position = 0.0

    # the line

    def dials(self, from_: str = "+12025550142", withheld: bool = False, **troubles: bool) -> "Caller":
        """Rings the museum; troubles are duplicates, reversed_callbacks, silent_recordings_saved."""
        self._start()
        body = {"from": from_, "withheld": withheld, "troubles": troubles}
        self._take(self._client.post("/telephone/calls", json=body))
        return self

    def rings(self, to: str | None = None) -> bool:
        """Whether the museum rings this telephone (at `to`, where several ring); then it can be answered."""
        calls = self._client.get("/telephone/ringing").json()["calls"]
        mine = [call for call in calls if to in (None, call["to"])]
        if mine:
            self._start()
            self._state = mine[0] | {"timeline": []}
            self._refresh()
        return bool(mine)

    def answers(self, answered_by: str = "human") -> "Caller":
        """Lifts the ringing receiver; an answering machine would be machine_end_beep."""
        self._event("answer", answered_by=answered_by)
        return self

    def declines(self) -> None:
        """Does not want this call now."""
        self._event("decline")

    def hangs_up(self) -> None:
        """Puts the receiver down."""
        self._event("hangup")

    def drops(self) -> None:
        """The line drops, which the carrier cannot tell from hanging up."""
        self._event("hangup")

    # listening

    def hears(self) -> str:
        """All words since the last time one listened."""
        self._refresh()
        words, self._unheard = " ".join(self._unheard), []
        return words

    def waits(self) -> None:
        """Says and presses nothing until the museum has been asked for something new."""
        self._until(lambda fresh: any(_is_document(entry) for entry in fresh), "the museum is asked again")

    def waits_until(self, words: str) -> None:
        """Says and presses nothing until these words are heard; they may have been heard just now."""
        self._until(lambda fresh: words.lower() in " ".join(self._unheard).lower(), f"“{words}”", first=True)

    def waits_for(self, kind: str) -> None:
        """Waits until the line does something: listen, record, dial, play, say, ended."""
        self._until(lambda fresh: self.now["kind"] == kind, kind, first=True)

    def waits_seconds(self, seconds: float) -> None:
        """Lets exactly so much time go by, in the middle of whatever is heard."""
        self._refresh()
        for _ in range(MOST_STEPS):
            left = self.now["seconds"] - self.position
            if self.is_over or seconds < left or self.now["kind"] == "talk":
                break
            seconds -= max(left, 0.0)
            self._step()
        self.position += seconds
        self._clock.advance(seconds)

    # doing

    def presses(self, keys: str, after: float = 0.0) -> "Caller":
        """Presses keys one by one, the first after so many seconds of listening."""
        self.waits_seconds(after)
        for key in keys:
            self._event("key", digit=key)
        return self

    def says(self, sound: bytes | float = 5.0) -> None:
        """Speaks into a recording: a WAV file, or so many seconds."""
        self._refresh()
        if isinstance(sound, bytes):
            self._take(self._client.post(f"{self._path}/sound", content=sound, params={"since": self._last}))
            return
        self._clock.advance(sound)
        body = {"seconds": sound, "elapsed_seconds": sound, "since": self._last}
        self._take(self._client.post(f"{self._path}/sound", json=body))

    def speaks(self, words: str) -> None:
        """Says words where the line listens for words."""
        self._event("speech", text=words)

    def texts(self, words: str, from_: str = "+12025550142") -> None:
        """Sends the museum a text message."""
        self._checked(self._client.post("/telephone/messages", json={"from": from_, "body": words}))

    def reads(self, number: str = "+12025550142") -> list[str]:
        """All text messages the museum sent to a number, the oldest first."""
        found = self._checked(self._client.get("/telephone/messages")).json()["messages"]
        return [one["body"] for one in found if one["to"] == number][::-1]

    # looking

    @property
    def now(self) -> dict[str, Any]:
        """What is heard at this moment: its kind, seconds, text and more."""
        return dict(self._state["now"])

    @property
    def is_over(self) -> bool:
        """Whether the call has ended."""
        return bool(self._state["over"])

    @property
    def status(self) -> str:
        """The carrier's word for the state of the call."""
        return str(self._state["status"])

    @property
    def sid(self) -> str:
        """The carrier's identifier of the call."""
        return str(self._state["sid"])

    @property
    def documents(self) -> list[str]:
        """The addresses of all documents so far, the oldest first."""
        return [entry["url"] for entry in self.log if _is_document(entry)]

    def problems(self) -> list[str]:
        """Every warning and error the carrier would have shown the museum."""
        self._refresh()
        return [
            f"{e.get('code', '')} {e['text']}".strip() for e in self.log if e["kind"] in ("warning", "error")
        ]

    # how it works

    @property
    def _path(self) -> str:
        return f"/telephone/calls/{self.sid}"

    @property
    def _last(self) -> int:
        return self.log[-1]["n"] if self.log else 0

    def _start(self) -> None:
        self._state, self._unheard, self.log, self.position = {}, [], [], 0.0

    def _event(self, event: str, **more: Any) -> list[dict[str, Any]]:
        elapsed, turn = self.position - self._told, self._state["turn"]
        self._told = self.position
        body = {"event": event, "elapsed_seconds": elapsed, "turn": turn, "since": self._last, **more}
        return self._take(self._client.post(f"{self._path}/events", json=body))

    def _refresh(self) -> None:
        self._take(self._client.get(self._path, params={"since": self._last}))

    def _step(self) -> list[dict[str, Any]]:
        left = max(self.now["seconds"] - self.position, 0.0)
        self._clock.advance(left)
        self.position += left
        return self._event("finished")

    def _until(self, is_reached: Any, what: str, first: bool = False) -> None:
        self._refresh()
        if first and is_reached([]):
            return
        for _ in range(MOST_STEPS):
            if self.is_over:
                break
            if is_reached(self._step()):
                return
        if what != "ended" and not (self.is_over and not first):
            raise AssertionError(f"waited in vain for {what}\n{self.transcript()}")

    def transcript(self) -> str:
        """The whole call as lines, for a test that failed."""
        return "\n".join(f"{e['at']:7.1f} s  {e['kind']:8} {e['text']} {e.get('url', '')}" for e in self.log)

    def _take(self, response: httpx.Response) -> list[dict[str, Any]]:
        before = self._state.get("turn")
        self._state = self._checked(response).json()
        fresh: list[dict[str, Any]] = [e for e in self._state["timeline"] if e["n"] > self._last]
        self.log += fresh
        self._unheard += [entry["text"] for entry in fresh if entry["kind"] == "heard"]
        if self._state["turn"] != before:
            self.position = self._told = 0.0
        return fresh

    @staticmethod
    def _checked(response: httpx.Response) -> httpx.Response:
        if response.is_error:
            raise AssertionError(f"the practice telephone refused: {response.text}")
        return response

    _told = 0.0


def _is_document(entry: dict[str, Any]) -> bool:
    return entry["kind"] == "asked" and "body" in entry
