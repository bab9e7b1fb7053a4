"""What is said in a call of ours, and written in a text: from the line's prompts, around somebody's answer."""

from __future__ import annotations

from collections.abc import Iterator

from content.catalogue import Catalogue
from content.silence import BETWEEN_SENTENCES
from content.timing import sentence_seconds
from hotline.render import Part
from outbox.contents import Letter
from scenes.digits import say_telephone
from scenes.person import show_telephone
from scenes.sayings import prompt, speak
from scenes.scene import Saying
from scenes.times import say_past
from scenes.visit import Visit

LEAD_SECONDS = 2.5  # "Here is the answer of ..."
HEARD_SHARE = 0.8


def say_hello(visit: Visit, letter: Letter) -> Iterator[Part]:
    """Who rings and why, nothing of the answer yet, not even whose it is: a machine may have lifted, or a child."""
    yield prompt(visit, "deliver.hello", museum=visit.museum)
    if letter.asked_at is not None:
        day = say_past(visit, letter.asked_at.astimezone(visit.now.tzinfo).date())
        yield prompt(visit, "deliver.asked", day=day)


def say_answer(visit: Visit, letter: Letter, token: str) -> Iterator[Part]:
    """Whose answer it is, and the answer in that voice, or read out; then what the keys do."""
    yield prompt(visit, "deliver.from", name=letter.by) if letter.by else prompt(visit, "deliver.ours")
    if token:
        yield Saying("", visit.language, token=token)
    else:
        yield Saying(letter.text, visit.language)
    yield BETWEEN_SENTENCES
    yield prompt(visit, "deliver.again")
    yield prompt(visit, "deliver.stop")


def say_machine(visit: Visit) -> Iterator[Part]:
    """For an answering machine, which others may listen to: that something waits, and the number to ring."""
    digits = say_telephone(visit.line.number)
    yield prompt(visit, "deliver.machine", museum=visit.museum, number=digits)
    yield BETWEEN_SENTENCES
    yield prompt(visit, "deliver.number", number=digits)


def write_text(catalogue: Catalogue, language: str, museum: str) -> str:
    """A text message: short, without the answer, with the number to ring and the way to have no more of them."""
    number = show_telephone(catalogue.lines[0].number) or catalogue.lines[0].number
    return speak(catalogue, language, "deliver.text", museum=museum, number=number).text


def measure(letter: Letter) -> float:
    """Seconds after which an answer counts as heard, with the words before it."""
    whole = letter.seconds if letter.phone else sentence_seconds(letter.text)
    return LEAD_SECONDS + whole * HEARD_SHARE
