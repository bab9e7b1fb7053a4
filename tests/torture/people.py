"""Those who go on as if nothing were the matter: they ring and ask, write and ask, and answer at the desk."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx
from sqlalchemy import select

from app.house import House
from simulators.chat import pressing, speaking
from simulators.chat.keyboards import buttons_of
from simulators.chat.people import Chat, Person
from simulators.chat.world import World
from simulators.telephone import robots, texting
from tests.actors.caller import Caller
from tests.actors.staff import PASSWORD, TOKEN, account
from tests.torture.carriers import Carriers
from tests.torture.museum import find_number
from visitors.requests_table import RequestRow, RequestState

TICKET = re.compile(r"\b\d{6}\b")
PATIENCE = 20.0  # seconds
Json = dict[str, Any]


@dataclass
class Load:
    """People at work in threads of their own, until they are asked to stop; what they give up is only counted."""

    stopped: threading.Event = field(default_factory=threading.Event)
    done: int = 0
    given_up: Counter[str] = field(default_factory=Counter)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begins(self, deed: Callable[[], None]) -> None:
        """Let somebody do this again and again."""
        thread = threading.Thread(target=self._repeat, args=(deed,), daemon=True)
        self._threads.append(thread)
        thread.start()

    def ends(self) -> None:
        """Everybody finishes what is begun."""
        self.stopped.set()
        for thread in self._threads:
            thread.join(90)
        assert not any(thread.is_alive() for thread in self._threads)

    def _repeat(self, deed: Callable[[], None]) -> None:
        while not self.stopped.is_set():
            try:
                deed()
                self.done += 1
            except Exception as error:  # noqa: BLE001 - whatever befalls one, the town goes on; the books tell the end
                self.given_up[f"{type(error).__name__} {(str(error).splitlines() or [''])[0]}"[:80]] += 1
            self.stopped.wait(0.1)


class Ringer:
    """Rings from one number after the other, asks once or twice, and sometimes hangs up before it is sent."""

    def __init__(self, simulators: str, numbers: Iterable[int], dice: Random) -> None:
        self._line = httpx.Client(base_url=simulators, timeout=90, trust_env=False)
        self._numbers, self._dice = iter(numbers), dice

    def close(self) -> None:
        """Give the connections back."""
        self._line.close()

    def __call__(self) -> None:
        caller = Caller(self._line)
        caller.dials(find_number(next(self._numbers)))
        try:
            self._ask(caller, "3")
            while self._dice.random() < 0.3:
                self._ask(caller, "1")
        finally:
            with suppress(AssertionError, httpx.HTTPError):
                caller.hangs_up()

    def _ask(self, caller: Caller, key: str) -> None:
        caller.presses(key, after=1)
        caller.waits_for("record")
        caller.says(3.0)
        caller.waits_until("To send it, press 1")
        if self._dice.random() < 0.9:
            caller.presses("1")
            caller.waits_until("Your ticket is")


class Writer:
    """Writes to the bot and sends it, one question after the other; each has a word of its own."""

    def __init__(self, world: World, name: str, stopped: threading.Event) -> None:
        self._world, self._name, self._stopped, self._count = world, name, stopped, 0
        with world.changed:
            self._person: Person = world.add_person(name, "en")
            self._chat: Chat = world.private_chat(self._person)
        self.written: list[str] = []

    def __call__(self) -> None:
        self._count += 1
        word = f"{self._name}{self._count:04}x"
        before, words = self._newest(), f"Where does the snail of {word} sleep at night?"
        with self._world.changed:
            speaking.say(self._world, self._person, self._chat, words)
        self.written.append(word)
        self._waits(lambda: bool(self._find_button(before)))
        self._press(before)

    def _press(self, before: int) -> None:
        """Press until the ticket comes: a button that nobody heard is pressed again."""
        for _ in range(4):
            with self._world.changed:
                number, button = self._find_button(before) or (0, {})
                if button:
                    pressing.press(self._world, self._person, self._chat, number, button)
            with suppress(AssertionError):
                self._waits(lambda: self._has_ticket(before), PATIENCE / 2)
                return
        raise AssertionError("no ticket came")

    def _find_button(self, after: int) -> tuple[int, Json] | None:
        for number, message in reversed(self._chat.messages.items()):
            for row in buttons_of(message) if number > after else ():
                for button in row:
                    if str(button.get("callback_data", "")).startswith("send/"):
                        return number, button
        return None

    def _has_ticket(self, after: int) -> bool:
        mine = (one for number, one in self._chat.messages.items() if number > after)
        return any(one["from"]["is_bot"] and TICKET.search(str(one.get("text", ""))) for one in mine)

    def _newest(self) -> int:
        return max(self._chat.messages, default=0)

    def _waits(self, reached: Callable[[], bool], seconds: float = PATIENCE * 2) -> None:
        until = time.monotonic() + seconds
        with self._world.changed:
            while not self._world.changed.wait_for(reached, 0.5):
                if self._stopped.is_set() or time.monotonic() > until:
                    raise AssertionError("a writer waited in vain")


class Clerk:
    """Answers what waits, over HTTP like a browser, and presses again where the page did not come."""

    def __init__(self, house: House, email: str, dice: Random) -> None:
        self._house, self._dice = house, dice
        self.me = account(house, email)
        self._email, self._token, self._is_in = email, "", False
        self._browser = httpx.Client(base_url=house.settings.public_url, timeout=20, trust_env=False)
        self.answered: dict[int, str] = {}

    def close(self) -> None:
        """Give the connections back."""
        self._browser.close()

    def __call__(self) -> None:
        number, way = self._find_open()
        if not number:
            time.sleep(0.2)
            return
        if not self._is_in:
            self._sign_in()
        words = f"It sleeps in the wall of room {number:05}q."
        at = f"/desk/inbox/{number}"
        self._send(f"{at}/claim")
        if self._send(f"{at}/answer", text=words, way=way).endswith("/preview"):
            self._send(f"{at}/send")
            self.answered[number] = words
        with suppress(httpx.TransportError):
            self._browser.get(at)  # where all of these lead, and where one reads what was done

    def _find_open(self) -> tuple[int, str]:
        """What has waited longest and is not answered yet; some want a text instead of a call."""
        mine = (RequestRow.state == RequestState.SENT, RequestRow.returned.is_(None))
        known = RequestRow.id.not_in(self.answered)
        with self._house.database.reads() as session:
            row = session.scalars(select(RequestRow).where(*mine, known).order_by(RequestRow.id)).first()
        if row is None:
            return 0, ""
        return row.id, "sms" if row.channel == "phone" and self._dice.random() < 0.2 else ""

    def _sign_in(self) -> None:
        """Once: the cookie is good for whatever process answers."""
        self._token = self._read_token("/desk/login")
        self._send("/desk/login", email=self._email, password=PASSWORD)
        self._token = self._read_token("/desk/inbox")
        self._is_in = True

    def _read_token(self, page: str) -> str:
        found = TOKEN.search(self._browser.get(page).text)
        assert found, page
        return found[1]

    def _send(self, path: str, **fields: str) -> str:
        """Send a form until somebody answers; where it leads."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                answer = self._browser.post(path, data={"csrf_token": self._token, **fields})
                assert answer.is_redirect, f"{path}: {answer.status_code}"
                return answer.headers["location"]
            except httpx.TransportError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)


class Town:
    """Telephones that nobody sits at: all are lifted and listened to, but for a few that do as they please."""

    def __init__(self, carriers: Carriers, manners: dict[str, str]) -> None:
        self._carriers, self._manners = carriers, manners

    def __call__(self) -> None:
        exchange = self._carriers.exchange
        for call in exchange.ring_waiting():
            exchange.misbehaviour.numbers.setdefault(call.called, self._manners.get(call.called, "human"))
        robots.let_live(exchange)
        texting.deliver(exchange)
        time.sleep(0.1)
