"""Who may be calling: invented people with numbers that belong to nobody."""

from dataclasses import dataclass

from simulators.config import SimulatorConfig
from simulators.telephone.calls import WITHHELD
from simulators.telephone.shelf import Shelf

FILE = "last-caller.json"


@dataclass(frozen=True)
class Person:
    """A name and a number from the ranges kept free for fiction."""

    name: str
    number: str
    about: str


PEOPLE = (
    Person("Rosa", "+12025550142", "rings from her kitchen"),
    Person("Mr Okafor", "+442079460321", "has a telephone with a dial"),
    Person("Camille", "+33199005512", "speaks French"),
    Person("Julián", "+34600000182", "is eleven years old"),
)
DEFAULT = PEOPLE[0].number


def remember(shelf: Shelf, number: str) -> None:
    """Keep who called last, for the redial key."""
    shelf.write_json(FILE, {"number": number})


def known(shelf: Shelf, config: SimulatorConfig) -> list[dict[str, object]]:
    """Everybody to choose from, the last caller marked, whoever withholds the number last."""
    last = shelf.read_json(FILE, {}).get("number", DEFAULT)
    people = [*PEOPLE, Person("Somebody", WITHHELD, "does not show a number")]
    return [
        {
            "name": person.name, "number": person.number, "about": person.about,
            "withheld": person.number == WITHHELD, "chosen": person.number == last,
        }
        for person in people if person.number != config.phone_number
    ]  # fmt: skip
