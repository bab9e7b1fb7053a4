"""Wiring: who brings what is owed, by the ways that are set up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from app.duty import Duty
from app.house import House
from app.leaving import Leaving
from bots.telegram.delivering import Chats
from bots.telegram.house import House as ChatHouse
from hotline.carrier import Twilio
from hotline.outgoing.carriers import Calls, Texts
from hotline.urls import Urls
from outbox import pacing
from outbox.carrier import Carrier
from outbox.contents import Contents
from outbox.dispatch import Dispatcher
from outbox.post import Post
from outbox.rules import read_rules
from outbox.tables import Way

IDLE_SECONDS = 1.0
# A call a second and a text a second need one each; 30 messages a second, each a fifth of a second on its way, eight.
HANDS = {Way.CALL: 1, Way.SMS: 1, Way.CHAT: 8}


def open_outbox(house: House, contents: Contents) -> Dispatcher | None:
    """Who brings things in this house; None where no way is set up. Raises `WrongSettings`."""
    carriers = make_carriers(house)
    if house.keys is None or not carriers:
        return None
    post = Post(carriers, house.keys, read_rules(house.settings), contents)
    return Dispatcher(post, house.database, house.clock)


def make_carriers(house: House) -> dict[str, Carrier]:
    """Carriers by way, only those that are set up."""
    carriers: dict[str, Carrier] = {}
    settings = house.settings
    if settings.phone_is_open:
        twilio, urls = Twilio(settings), Urls(settings.public_url)
        carriers[Way.CALL] = Calls(twilio, urls)
        carriers[Way.SMS] = Texts(twilio, urls, house.shelf, settings.museum_name)
    if settings.chat_is_open and house.keys is not None:
        parts = (settings, house.database, house.shelf, house.media, house.keys, house.clock)
        carriers[Way.CHAT] = Chats(ChatHouse(*parts))
    return carriers


def make_job(dispatcher: Dispatcher) -> Callable[[], bool]:
    """One round of bringing, for a worker that does everything in turn."""

    def bring_owed() -> bool:
        return dispatcher.dispatch_any()

    return bring_owed


def start_hands(house: House, dispatcher: Dispatcher, leaving: Leaving) -> list[threading.Thread]:
    """Threads that bring things while the worker does something long; each ends when somebody asks to leave."""
    hands = [
        threading.Thread(target=_keep_bringing, args=(house, dispatcher, way, leaving), daemon=True)
        for way in dispatcher.post.carriers
        for _ in range(HANDS[Way(way)])
    ]
    for hand in hands:
        hand.start()
    return hands


def sweep_paces(house: House) -> None:
    """Forget the pace of those who were left alone."""
    with house.database.writes() as session:
        pacing.sweep(session, house.clock.now())


def _keep_bringing(house: House, dispatcher: Dispatcher, way: str, leaving: Leaving) -> None:
    duty = Duty(partial(dispatcher.dispatch_next, way))
    while not leaving.asked:
        if not duty.do(house.clock.now()):
            leaving.rest(IDLE_SECONDS)
