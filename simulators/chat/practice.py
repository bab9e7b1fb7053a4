"""The running practice chat: its world and its courier, found again from within a request."""

from dataclasses import dataclass

from flask import current_app

from simulators.chat.courier import Courier
from simulators.chat.snapshots import Ending, keep_saving, open_world
from simulators.chat.world import World
from simulators.config import SimulatorConfig

EXTENSION = "practice_chat"


@dataclass
class Practice:
    """What the routes work with."""

    world: World
    courier: Courier
    end_memory: Ending = lambda: None

    def close(self) -> None:
        """Deliver nothing more, and write down what was."""
        self.courier.stop()
        self.end_memory()


def open_practice(config: SimulatorConfig) -> Practice:
    """The world as it was left, with deliveries and its memory running in the background."""
    world = open_world(config)
    practice = Practice(world, Courier(world), keep_saving(world))
    practice.courier.start()
    return practice


def here() -> Practice:
    """The practice chat of the running application."""
    practice: Practice = current_app.extensions[EXTENSION]
    return practice
