"""Waiting until the museum has heard everything and said all it wanted to say."""

from typing import Any

from simulators.chat.world import World

Json = dict[str, Any]


def settle(world: World, seconds: float, quiet: float = 0.4) -> Json:
    """Wait for calm, at most so long: nothing pending, no call running, while polling a pause of `quiet`."""
    until = world.now() + seconds
    with world.changed:
        begun = world.now()
        while not _is_calm(world, begun, quiet) and world.now() < until:
            world.delays.wait(world.changed, min(0.1, quiet, seconds))
        return {
            "is_settled": _is_calm(world, begun, quiet),
            "pending": len(world.updates.pending),
            "last_error": world.webhook.last_error,
        }


def _is_calm(world: World, begun: float, quiet: float) -> bool:
    if world.updates.pending or world.calls_running:
        return False
    if world.webhook.url:
        return True
    return world.now() - max(world.last_call, begun) >= quiet
