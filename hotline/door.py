"""What the telephone's routes do: read, call one function, render."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

import structlog
from flask import Response, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from hotline import endings, render, texting
from hotline.callers import Call
from hotline.conversation import Conversation
from hotline.documents import Documents
from hotline.fallback import document
from hotline.sounds import Sounds
from hotline.takes import Take
from hotline.trail import Trail
from hotline.turns import Turn
from hotline.urls import KEY, RANG, VOICE, Urls
from scenes.sayings import speak
from settings import Settings

WHISPER = "whisper"
FRAMES_LOGGED = 6
HUSH_WORD = "1"  # any key, for one who answers with a word
TALKED = frozenset({"completed", "answered"})
IN_A_CALL = frozenset({"hotline.answer", "hotline.at"})
log = structlog.get_logger("museline.hotline")


class Door:
    """The views of the telephone."""

    def __init__(self, settings: Settings, conversation: Conversation, sounds: Sounds) -> None:
        self._settings, self._conversation, self._sounds = settings, conversation, sounds
        self._urls = Urls(settings.public_url)
        self._documents = Documents(self._urls)

    def answer(self) -> Response:
        """A call comes in."""
        return self._show(self._conversation.answer(Call.read(request.form), Trail.read(request.args)))

    def at(self, place: str) -> Response:
        """A step of a call: a key, a recording, a return from a talk, or silence."""
        if place == WHISPER:
            return self._whisper()
        call, trail = Call.read(request.form), Trail.read(request.args)
        steps: dict[str, Callable[[str, Call, Trail], Turn]] = {
            KEY: self._press,
            VOICE: self._hear,
            RANG: self._return,
        }
        step = steps.get(request.args.get("on", ""), self._conversation.arrive)
        return self._show(step(place, call, trail))

    def fallback(self) -> Response:
        """Sorry, and a way on, whatever is broken."""
        again = "again" in request.args
        return xml(document(self._settings.public_url, self._settings.languages, again=again))

    def status(self) -> Response:
        """A call is over."""
        endings.end_call(self._conversation, request.form)
        return Response(status=204)

    def recordings(self) -> Response:
        """A recording is finished."""
        take = Take.read(request.form)
        if take is not None and request.form.get("RecordingStatus", "completed") == "completed":
            place, language = request.args.get("place", "ask"), request.args.get("lang", "")
            self._conversation.note(take, place, language)
        return Response(status=204)

    def sms(self) -> Response:
        """A text message: how to ring, in few words; nothing for one who wants no messages."""
        if texting.wants_none(request.form):
            return xml(render.render_nothing())
        line = self._conversation.callers.line(Call.read(request.form))
        catalogue = self._conversation.callers.shelf.catalogue
        reply = speak(
            catalogue, line.language, "sms.reply", museum=self._settings.museum_name, number=line.number
        )
        return xml(render.render_text(reply.text))

    def audio(self, token: str) -> Response:
        """A private sound, for whoever was given its address in the last ten minutes."""
        return self._sounds.serve(token)

    def apologise(self, error: Exception) -> Response | HTTPException:
        """No caller hears an error: sorry and a way on, the second time the document that always works."""
        if isinstance(error, HTTPException):
            return error
        call, trail = Call.read(request.form), Trail.read(request.args)
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

    def _press(self, place: str, call: Call, trail: Trail) -> Turn:
        digits = request.form.get("Digits") or (HUSH_WORD if request.form.get("SpeechResult") else "")
        if not digits:
            return self._conversation.arrive(place, call, trail)
        return self._conversation.press(place, call, trail, digits)

    def _hear(self, place: str, call: Call, trail: Trail) -> Turn:
        return self._conversation.hear(
            place, call, trail, Take.read(request.form), request.form.get("Digits", "")
        )

    def _return(self, place: str, call: Call, trail: Trail) -> Turn:
        bridged = request.form.get("DialBridged", "true") == "true"
        talked = bridged and request.form.get("DialCallStatus") in TALKED
        return self._conversation.come_back(place, call, trail, talked=talked)

    def _whisper(self) -> Response:
        """Whoever lifts the museum's telephone presses 1 to take the call; the document ends, and they talk."""
        if request.args.get("on") == KEY:
            taken = request.form.get("Digits") == "1"
            return xml(render.render_nothing() if taken else render.render_hangup())
        trail = Trail.read(request.args)
        catalogue = self._conversation.callers.shelf.catalogue
        says = speak(
            catalogue, trail.lang or catalogue.house, "whisper.say", museum=self._settings.museum_name
        )
        written = render.render_whisper((says,), catalogue.languages, self._urls)
        return xml(render.fill(written, trail, trail))

    def _show(self, turn: Turn) -> Response:
        return xml(self._documents.write(turn) if turn.scene else render.render_hangup())


def tell(error: Exception, call: Call, route: str | None) -> None:
    """Log where in the code a step failed. Messages and values stay out: they may hold numbers and words."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_LOGGED:]
    where = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    log.error("a step of a call failed", call=call.sid, route=route, error=type(error).__name__, where=where)


def xml(text: str) -> Response:
    """A document for the carrier."""
    return Response(text, mimetype="text/xml")
