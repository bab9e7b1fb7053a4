"""Questions and messages from the chat: kept as drafts, until their sender says that they shall be sent."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from sqlalchemy.orm import Session

from addresses.address import read_chat
from bots.telegram.house import House
from bots.telegram.incoming import Incoming
from scenes import visiting
from scenes.scene import Listens, Scene
from scenes.visit import Visit
from visitors import enclosing, requests
from visitors.requests import Message, RequestKind

FEWEST_WORDS = 4  # fewer are no question, but a word we do not know
HASH_DIGITS = 16
UNSPACED = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"})
SIGNS_A_WORD = 2  # a guess that is right for Chinese: a sentence counts as one, a greeting does not


def is_draft(incoming: Incoming, scene: Scene) -> bool:
    """Whether this may go to the museum: whatever comes where we asked, else sounds, pictures, sentences."""
    if incoming.sound or incoming.picture:
        return True
    is_asked = scene.listens == Listens.VOICE
    return bool(incoming.text) and (is_asked or _count_words(incoming.text) >= FEWEST_WORDS)


def find_open(scene: Scene) -> int | None:
    """The draft that waits to be sent where somebody goes on: a letter and its photo come one after the other."""
    head, _, number = scene.place.partition("/")
    return int(number) if head == "review" and number.isdecimal() else None


def keep(session: Session, house: House, incoming: Incoming, scene: Scene, visit: Visit) -> int:
    """Keep it as a draft of the visitor's; the same message again changes nothing."""
    kind, item = (RequestKind.QUESTION, scene.card.item.number if scene.card else None)
    if scene.listens == Listens.VOICE:
        kind, item = visiting.purpose(scene.place)
    message = read(house, incoming, visit, item)
    number = requests.keep(session, visit.visitor.id if visit.visitor else None, message, visit.now, kind)
    if incoming.album:  # another of its pictures may have come at this very moment
        join(session, house, incoming, number, visit, late=True)
    return number


def join(session: Session, house: House, incoming: Incoming, draft: int, visit: Visit, *, late: bool) -> bool:
    """Add it to the draft that waits, or `late` to the request that its album made; False where it takes no more."""
    origin = name_origins(house, incoming)[0]
    more = replace(read(house, incoming, visit), origin=f"{origin}:{incoming.message}")
    done = enclosing.enclose(session, draft, visit.visitor.id if visit.visitor else None, more, late=late)
    if done and not incoming.album:
        enclosing.note_joined(session, draft, incoming.message)
    return done


def find_known(session: Session, house: House, incoming: Incoming, visit: Visit) -> int | None:
    """The request that this very message made, or went into: its update comes again where its answer was cut off."""
    row = requests.find_origin(session, name_origins(house, incoming))
    if row is not None or visit.visitor is None:
        return row.id if row else None
    return enclosing.find_joined(session, visit.visitor.id, incoming.message)


def read(house: House, incoming: Incoming, visit: Visit, item: int | None = None) -> Message:
    """What came as a message for the museum; `item` is what it is about."""
    return Message(
        name_origins(house, incoming)[0], visit.language, visit.channel, incoming.text, item, incoming.sound,
        incoming.seconds, incoming.picture, reply_to=visit.envelope.own(),
    )  # fmt: skip


def name_origins(house: House, incoming: Incoming) -> list[str]:
    """The carrier's own name for a message, under every key; a chat's number is nobody's business, its hash will do.

    Pictures sent together are one message to whoever sent them."""
    sent = f"album{incoming.album}" if incoming.album else str(incoming.message)
    hashes = house.keys.hashes(read_chat(incoming.chat))
    return [f"tg:{house.bot}:{one[:HASH_DIGITS]}:{sent}" for one in hashes]


def _count_words(text: str) -> int:
    """How many words a text has; some scripts put no space between theirs."""
    return sum(max(1, sum(map(_is_unspaced, part)) // SIGNS_A_WORD) for part in text.split())


def _is_unspaced(sign: str) -> bool:
    return unicodedata.name(sign, "").partition(" ")[0] in UNSPACED
