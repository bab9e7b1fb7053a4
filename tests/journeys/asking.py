"""Asking by telephone and in the chat, and what the carriers know of how the answer came."""

from __future__ import annotations

import re
from typing import Any

import httpx

from tests.actors.chatter import Chatter
from tests.actors.museum import Museum

ANA = "+441632960201"
QUESTION = "Does anybody dust the dinosaurs, please?"


def ask_by_phone(museum: Museum, number: str = ANA, way: str = "", *, withheld: bool = False) -> str:
    """Ring, ask, send it, and choose how the answer comes (1 a call, 2 a text, 3 when one rings again); the ticket."""
    caller = museum.phone().dials(number, withheld=withheld)
    caller.presses("3", after=1)
    caller.waits_for("record")
    caller.says(6.0)
    caller.waits_until("To send it, press 1")
    caller.presses("1")
    caller.waits_until("Your ticket is")
    ticket = re.search(r"ticket is ([\d, ]+)", caller.hears())
    assert ticket is not None
    if way:
        caller.presses(f"2{way}")
        caller.waits_until("Good.")
    caller.hangs_up()
    assert caller.problems() == []
    return re.sub(r"\D", "", ticket[1])[:6]


def ask_in_chat(museum: Museum, person: str = "Rosa", *, refuses_voice: bool = False) -> Chatter:
    """Open the chat, ask, and send it."""
    chatter = Chatter(museum.simulators, person, refuses_voice=refuses_voice).opens()
    chatter.says(QUESTION)
    return chatter.presses("1")


class Outside:
    """What the carriers know: how often it rang, what was heard there, what was written; one connection for all."""

    def __init__(self, museum: Museum) -> None:
        settings = museum.house.settings
        self._auth = (settings.twilio_account_sid, settings.twilio_auth_token[0])
        self._own_number = settings.twilio_phone_number
        self.http = httpx.Client(base_url=museum.simulators, timeout=30)

    def lists_rings(self, number: str = ANA) -> list[list[str]]:
        """Each call of the museum to a number, the newest first, as the words that were heard in it."""
        known = self._asks("Calls", number)["calls"]
        calls = [self.http.get(f"/telephone/calls/{one['sid']}").json() for one in known]
        return [[entry["text"] for entry in call["timeline"] if entry["kind"] == "heard"] for call in calls]

    def counts_rings(self, number: str = ANA) -> int:
        """How often the museum rang it."""
        return len(self._asks("Calls", number)["calls"])

    def lists_texts(self, number: str = ANA) -> list[str]:
        """Each text of the museum to a number that arrived, the newest first."""
        known = self._asks("Messages", number)["messages"]
        return [one["body"] for one in known if one["status"] == "delivered"]

    def goes_on(self) -> None:
        """Telephones that nobody sits at do what they do, and texts arrive."""
        for what in ("ringing", "messages"):
            assert self.http.get(f"/telephone/{what}").is_success

    def fetches(self, address: str) -> bytes:
        """A sound."""
        return self.http.get(address).content

    def _asks(self, what: str, number: str) -> dict[str, Any]:
        address = f"/2010-04-01/Accounts/{self._auth[0]}/{what}.json"
        wanted = {"From": self._own_number, "To": number}
        return dict(self.http.get(address, auth=self._auth, params=wanted).json())
