"""What the telephone's routes do: read, call one function, render."""

from __future__ import annotations

import traceback
from dataclasses import replace
from pathlib import Path

import structlog
from flask import Response, g, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from hotline import endings, render, texting
from hotline.callers import Call
from hotline.conversation import Conversation
from hotline.documents import Documents
from hotline.fallback import document
from hotline.sounds import Sounds
from hotline.staff.studio import Studio
from hotline.steps import take_step
from hotline.takes import Take
from hotline.trail import Trail
from hotline.turns import Turn
from hotline.urls import KEY, Urls
from hotline.webhook import Webhook
from scenes.person import show_telephone
from scenes.sayings import speak
from settings import Settings

WHISPER = "whisper"
IN_A_CALL = frozenset({"hotline.answer", "hotline.at"})
FRAMES_LOGGED = 6
log = structlog.get_logger("museline.hotline")


class Door:
    """The views of the telephone."""

    def __init__(
        self, settings: Settings, conversation: Conversation, studio: Studio, sounds: Sounds
    ) -> None:
        self._settings, self._conversation, self._sounds = settings, conversation, sounds
        self._studio = studio
        self._urls = Urls(settings.public_url)
        self._documents = Documents(self._urls)

    def answer(self) -> Response:
        """A call comes in, for the stories or on the number of staff."""
        webhook = here()
        call, trail = Call.read(webhook.form), Trail.read(webhook.args)
        is_staff = bool(call.dialled) and call.dialled == self._settings.staff_phone_number
        return self._show((self._studio if is_staff else self._conversation).answer(call, trail))

    def at(self, place: str) -> Response:
        """A step of a call."""
        if place == WHISPER:
            return self._whisper()
        if self._studio.is_meant(place, here()):
            return self._show(self._studio.take_step(place, here()))
        return self._show(take_step(self._conversation, place, here()))

    def fallback(self) -> Response:
        """Sorry, and a way on, whatever is broken."""
        again = "again" in request.args
        return xml(document(self._settings.public_url, self._settings.languages, again=again))

    def status(self) -> Response:
        """A call is over."""
        endings.end_call(self._conversation, here().form)
        return Response(status=204)

    def recordings(self) -> Response:
        """A recording is finished."""
        webhook = here()
        take = Take.read(webhook.form)
        if take is not None and webhook.form.get("RecordingStatus", "completed") == "completed":
            place = webhook.args.get("place", "ask")
            if self._studio.is_meant(place, webhook):
                self._studio.note(take, place)
            else:
                self._conversation.note(take, place, webhook.args.get("lang", ""))
        return Response(status=204)

    def sms(self) -> Response:
        """A text message: how to ring, in few words; nothing for one who wants no messages."""
        form, callers = here().form, self._conversation.callers
        if texting.read_wish(form):
            self._conversation.database.write(
                lambda session: texting.note_wish(session, form, callers.keys, self._conversation.clock.now())
            )
        if texting.wants_none(form):
            return xml(render.render_nothing())
        line = callers.line(Call.read(form))
        names = {"museum": self._settings.museum_name, "number": show_telephone(line.number) or line.number}
        reply = speak(callers.shelf.catalogue, line.language, "sms.reply", **names)
        return xml(render.render_text(reply.text))

    def audio(self, token: str) -> Response:
        """A private sound, for whoever was given its address in the last ten minutes."""
        return self._sounds.serve(token)

    def apologise(self, error: Exception) -> Response | HTTPException:
        """No caller hears an error: sorry and a way on, the second time the document that always works."""
        if isinstance(error, HTTPException):
            return error
        webhook = here()
        call, trail = Call.read(webhook.form), Trail.read(webhook.args)
        tell(error, call, request.endpoint)
        if request.endpoint not in IN_A_CALL:
            return Response(status=500)
        if trail.f or isinstance(error, DBAPIError):
            return xml(render.render_redirect(self._urls.fallback_after(trail.f)))
        return self._say_sorry(call, trail)

    def _say_sorry(self, call: Call, trail: Trail) -> Response:
        try:
            return self._show(self._conversation.apologise(call, trail))
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller must hear something
            tell(error, call, "sorry")
            return xml(render.render_redirect(self._urls.fallback_after(trail.f)))

    def _whisper(self) -> Response:
        """Whoever lifts the museum's telephone presses 1 to take the call; the document ends, and they talk."""
        webhook, catalogue = here(), self._conversation.callers.shelf.catalogue
        if webhook.args.get("on") == KEY:
            taken = webhook.form.get("Digits") == "1"
            return xml(render.render_nothing() if taken else render.render_hangup())
        trail, names = Trail.read(webhook.args), {"museum": self._settings.museum_name}
        says = speak(catalogue, trail.lang or catalogue.house, "whisper.say", **names)
        return xml(render.fill(render.render_whisper((says,), catalogue.languages, self._urls), trail, trail))

    def _show(self, turn: Turn) -> Response:
        if turn.scene is None:
            return xml(render.render_hangup())
        return xml(self._documents.write(replace(turn, scene=self._sounds.open(turn.scene))))


def here() -> Webhook:
    """The request that is being answered, as the guard has read it."""
    found = g.get("webhook")
    return found if isinstance(found, Webhook) else Webhook.read(request.environ)


def tell(error: Exception, call: Call, route: str | None) -> None:
    """Log where in the code a step failed. Messages and values stay out: they may hold numbers and words."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_LOGGED:]
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    log.error("a step of a call failed", call=call.sid, route=route, error=type(error).__name__, where=where)


def xml(text: str) -> Response:
    """A document for the carrier."""
    return Response(text.encode(), content_type="text/xml; charset=utf-8")
