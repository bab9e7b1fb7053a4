"""The Bot API's methods by which a bot learns what happened: long polling and the webhook."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from simulators.chat.parameters import Parameters
from simulators.chat.refusals import Refused, bad_request
from simulators.chat.world import Webhook, World

Json = dict[str, Any]
Method = Callable[[World, Parameters], Any]

LONGEST_POLL = 50
PORTS = (443, 80, 88, 8443)
LOOPBACK = ("127.0.0.1", "localhost", "::1")
WHILE_HOOKED = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)


def get_updates(world: World, given: Parameters) -> list[Json]:
    """getUpdates, waiting at most `timeout` seconds for something to tell."""
    if world.webhook.url:
        raise Refused(409, WHILE_HOOKED)
    _set_allowed(world, given)
    world.poller += 1
    mine, limit = world.poller, min(100, max(1, given.integer("limit", 100)))
    until = world.now() + min(LONGEST_POLL, max(0, given.integer("timeout")))
    world.updates.confirm(given.integer("offset"), world.now())
    world.touch()
    while not world.updates.pending and world.now() < until:
        world.delays.wait(world.changed, until - world.now())
        _check_still_polling(world, mine)
    return [one.update for one in world.updates.pending[:limit]]


def _check_still_polling(world: World, mine: int) -> None:
    if world.webhook.url:
        raise Refused(409, "Conflict: terminated by setWebhook request")
    if world.poller != mine:
        raise Refused(409, OTHER_POLLER)


def _set_allowed(world: World, given: Parameters) -> None:
    if given.has("allowed_updates"):
        world.updates.allowed = list(given.structure("allowed_updates", "allowed updates") or [])


def set_webhook(world: World, given: Parameters) -> bool:
    """setWebhook; an empty url is deleteWebhook."""
    url, secret = given.text("url"), given.text("secret_token")
    if url:
        _check_url(url)
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
            raise bad_request("secret token contains unallowed characters")
        _set_allowed(world, given)
    if given.flag("drop_pending_updates"):
        world.updates.pending = []
    connections = min(100, max(1, given.integer("max_connections", 40)))
    world.webhook = Webhook(url, secret, connections)
    world.touch()
    return True


def _check_url(url: str) -> None:
    """The real server takes HTTPS on four ports; on the own machine plain HTTP will do for practice."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise bad_request("invalid webhook URL specified") from None
    if parts.hostname in LOOPBACK:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if port not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def delete_webhook(world: World, given: Parameters) -> bool:
    """deleteWebhook."""
    return set_webhook(world, Parameters({"drop_pending_updates": given.flag("drop_pending_updates")}))


def get_webhook_info(world: World, _given: Parameters) -> Json:
    """getWebhookInfo."""
    hook = world.webhook
    world.updates.drop_expired(world.now())
    info: Json = {
        "url": hook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    if hook.url:
        info["max_connections"] = hook.max_connections
    if hook.last_error:
        info["last_error_date"], info["last_error_message"] = hook.last_error_date, hook.last_error
    if world.updates.allowed:
        info["allowed_updates"] = world.updates.allowed
    return info


UPDATING: dict[str, Method] = {
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
