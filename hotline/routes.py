"""The telephone's addresses, and the guard before all of them."""

from __future__ import annotations

import structlog
from flask import Blueprint, abort, g, request

from addresses.keys import KeyRing
from content.media import MediaStore
from content.shelf import Shelf
from db.clock import Clock
from db.database import Database
from hotline.callers import Callers
from hotline.conversation import Conversation
from hotline.door import Door
from hotline.outgoing.door import OutgoingDoor
from hotline.outgoing.ringing import Ringing
from hotline.signature import Signatures
from hotline.sounds import Sounds
from hotline.staff.desk import Desk
from hotline.staff.studio import Studio
from hotline.urls import Urls
from hotline.webhook import Webhook
from outbox.contents import Contents, Nothing
from settings import Settings
from visitors.periods import read_periods

UNSIGNED = frozenset({"hotline.fallback"})  # the one exception: it must work with a wrong token too
BY_TOKEN = frozenset({"hotline.audio"})  # its address is signed by ourselves
TEXTS = frozenset({"hotline.sms", "hotline.texted"})
log = structlog.get_logger("museline.hotline")


class Guard:
    """Lets through what the carrier signed; closed on every doubt, and while no carrier is set up."""

    def __init__(self, settings: Settings, sounds: Sounds) -> None:
        self._open, self._sounds = settings.phone_is_open, sounds
        self._signatures = Signatures(settings.public_url, settings.twilio_auth_token) if self._open else None

    def check(self) -> None:
        """Refuse the request, or return nothing."""
        endpoint = str(request.endpoint)
        if endpoint in UNSIGNED:
            return
        if self._signatures is None:
            abort(404)
        if not self._is_genuine(endpoint, self._signatures):
            log.warning("refused: not signed by the carrier", route=endpoint)
            abort(403)

    def _is_genuine(self, endpoint: str, signatures: Signatures) -> bool:
        if endpoint in BY_TOKEN:
            return self._sounds.read_token((request.view_args or {}).get("token", "")) is not None
        g.webhook = hook = Webhook.read(request.environ)
        return signatures.is_genuine(
            hook.path, hook.query, hook.fields, hook.signature, text=endpoint in TEXTS
        )


def create_blueprint(
    settings: Settings,
    database: Database,
    shelf: Shelf,
    media: MediaStore,
    keys: KeyRing | None,
    clock: Clock,
    contents: Contents | None = None,
) -> Blueprint:
    """The telephone's door; without a carrier only its fallback answers."""
    blueprint = Blueprint("hotline", __name__, url_prefix="/hotline")
    sounds = Sounds(settings.secret_key, database, media)
    callers = Callers(database, shelf, keys, settings.museum_name, read_periods(settings))
    conversation = Conversation(database, callers, clock)
    studio = Studio(conversation, Desk(database, media, sounds, settings.time_zone))
    door = Door(settings, conversation, studio, sounds)
    told = contents or Nothing()
    ringing = Ringing(callers, told, sounds, Urls(settings.public_url))
    outgoing = OutgoingDoor(database, clock, ringing, told)
    blueprint.before_request(Guard(settings, sounds).check)
    blueprint.register_error_handler(Exception, door.apologise)
    both, post, get = ["GET", "POST"], ["POST"], ["GET"]
    rules = (
        ("/answer", "answer", door.answer, post), ("/at/<path:place>", "at", door.at, post),
        ("/fallback", "fallback", door.fallback, both), ("/status", "status", door.status, post),
        ("/recordings", "recordings", door.recordings, post), ("/sms", "sms", door.sms, post),
        ("/audio/<token>", "audio", door.audio, get),
        ("/deliver/<int:delivery>/<int:number>/<step>", "deliver", outgoing.step, post),
        ("/deliver/<int:delivery>/<int:number>/status", "told", outgoing.status, post),
        ("/deliver/<int:delivery>/<int:number>/detected", "detected", outgoing.detected, post),
        ("/deliver/<int:delivery>/<int:number>/texted", "texted", outgoing.texted, post),
    )  # fmt: skip
    for rule, name, view, methods in rules:
        blueprint.add_url_rule(rule, name, view, methods=methods, strict_slashes=False)
    return blueprint
