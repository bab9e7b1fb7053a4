"""Every place and deed by its head: the one table to add a scene to."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from scenes import (
    answering,
    asking,
    choosing,
    continuing,
    helping,
    hush,
    items,
    languages,
    lobby,
    making,
    numbers,
    owning,
    person,
    playing,
    reviewing,
    surveying,
    telling,
    walks,
    withdrawing,
)
from scenes.places import Place
from scenes.scene import Scene
from scenes.visit import Visit

Enter = Callable[[Place, Visit], Scene | None]
Act = Callable[[Session, Place, Visit], str]

ENTERS: Mapping[str, Enter] = {
    "lobby": lobby.enter,
    "choose": choosing.enter,
    "people": choosing.enter_people,
    "moods": choosing.enter_moods,
    "walks": walks.enter_walks,
    "walk": walks.enter,
    "left": walks.enter_left,
    "number": numbers.enter,
    "item": items.enter,
    "after": items.enter_after,
    "make": making.enter,
    "continue": continuing.enter,
    "ask": asking.enter,
    "message": asking.enter,
    "review": reviewing.enter,
    "moment": reviewing.enter_moment,
    "tell": telling.enter,
    "record": telling.enter_record,
    "consent": telling.enter_consent,
    "name": telling.enter_name,
    "code": withdrawing.enter_code,
    "withdraw": withdrawing.enter,
    "answer": answering.enter,
    "share": answering.enter_share,
    "shared": answering.enter_shared,
    "reach": answering.enter_reach,
    "survey": surveying.enter,
    "sent": asking.enter_sent,
    "ticket": asking.enter_ticket,
    "person": person.enter,
    "callme": person.enter_callme,
    "language": languages.enter,
    "help": helping.enter,
    "privacy": helping.enter_privacy,
    "mydata": owning.enter,
    "forget": helping.enter_forget,
    "stop": helping.enter_stop,
    "sorry": helping.enter_sorry,
    "hush": hush.enter,
    "goodbye": hush.say_goodbye,
}

ACTS: Mapping[str, Act] = {
    "today": playing.play_today,
    "next": playing.play_next,
    "pick": playing.pick,
    "done": playing.finish,
    "skip": playing.finish,
    "item": playing.begin,
    "slow": playing.change_pace,
    "even": playing.change_pace,
    "walk": walks.begin,
    "speak": languages.choose,
    "send": asking.send,
    "throw": asking.throw,
    "again": asking.say_again,
    "agree": telling.agree,
    "allow": telling.allow,
    "code": telling.make_code,
    "withdraw": withdrawing.withdraw,
    "redeem": withdrawing.redeem,
    "answer": answering.show,
    "heard": answering.hear,
    "share": answering.share,
    "way": answering.choose_way,
    "rate": surveying.rate,
    "callback": person.wish_callback,
    "callme": person.take_number,
    "forget": helping.forget,
}
