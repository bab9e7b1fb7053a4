"""What the person at the practice telephone does: lift, press, speak, wait, hang up."""

from collections.abc import Callable
from typing import Any

from simulators.telephone import callbacks, sounds
from simulators.telephone import effects as fx
from simulators.telephone.calls import Call
from simulators.telephone.conductor import give, refresh
from simulators.telephone.dialing import connect
from simulators.telephone.exchange import Exchange

Body = dict[str, Any]


class Refused(Exception):
    """Something that this telephone cannot do now."""


def act(exchange: Exchange, call: Call, body: Body) -> None:
    """Let one thing happen to a call; `elapsed_seconds` went by since the last one."""
    deeds: dict[str, Callable[[Exchange, Call, Body], None]] = {
        "answer": _answer, "decline": _decline, "no-answer": _stay_away, "key": _press, "speech": _speak,
        "finished": _let_pass, "silence": _let_pass, "recorded": _let_pass, "sound": _sound, "hangup": _hang_up,
    }  # fmt: skip
    deed = deeds.get(str(body.get("event")))
    if deed is None:
        raise Refused(f"there is no event {body.get('event')!r}")
    with call.lock:
        refresh(call, exchange.outside)
        call.seconds += max(float(body.get("elapsed_seconds") or 0), 0)
        deed(exchange, call, body)
    exchange.tell(call)


def _answer(exchange: Exchange, call: Call, body: Body) -> None:
    if call.status != "ringing" or call.direction == "inbound":
        return
    call.note("pressed", "lifted the receiver")
    answered_by = str(body.get("answered_by") or "human")
    if call.detect_machine and call.detection is None:
        call.answered_by = answered_by
    callbacks.become(call, "in-progress")
    opening = call.opening
    if opening.document is not None:
        give(call, exchange.outside, fx.Arrived(opening.document))
    elif opening.fetch is not None:
        give(call, exchange.outside, fx.Redirected(opening.fetch.url, opening.fetch.method))
    else:
        connect(call)
    if call.detection is not None and not call.is_over:
        callbacks.machine_detected(call, answered_by)
        callbacks.deliver(call, exchange.outside.transport)


def _decline(exchange: Exchange, call: Call, _body: Body) -> None:
    _leave_ringing(exchange, call, "busy")


def _stay_away(exchange: Exchange, call: Call, _body: Body) -> None:
    _leave_ringing(exchange, call, "no-answer")


def _leave_ringing(exchange: Exchange, call: Call, status: str) -> None:
    if call.status in ("queued", "ringing") and call.direction != "inbound":
        exchange.close(call, status, status)


def _press(exchange: Exchange, call: Call, body: Body) -> None:
    digit = str(body.get("digit", ""))
    if len(digit) != 1 or digit not in "0123456789*#ABCD":
        raise Refused("a key is one of 0-9, * and #")
    call.note("pressed", digit)
    effect = call.machine.now
    if isinstance(effect, fx.Recording):
        if digit in effect.verb.finish_on_key:
            _end_recording(exchange, call, effect, digit)
    elif isinstance(effect, fx.Dialing):
        _press_in_talk(exchange, call, effect, digit)
    elif call.talking_with is None:
        give(call, exchange.outside, fx.Pressed(digit))


def _press_in_talk(exchange: Exchange, call: Call, effect: fx.Dialing, digit: str) -> None:
    if digit == "*" and effect.verb.hangup_on_star and call.talking_with is not None:
        exchange.close(call.talking_with, "completed", "talked")


def _speak(exchange: Exchange, call: Call, body: Body) -> None:
    text = str(body.get("text", "")).strip()
    call.note("said", text)
    give(call, exchange.outside, fx.Spoke(text, float(body.get("confidence") or 0.9)))


def _let_pass(exchange: Exchange, call: Call, body: Body) -> None:
    """What was heard is over, or nothing was done for as long as the line waits."""
    if body.get("turn") not in (None, call.turn):
        return
    effect = call.machine.now
    if call.status == "ringing" and call.direction != "inbound":
        _leave_ringing(exchange, call, "no-answer")
    elif isinstance(effect, fx.Prompt):
        give(call, exchange.outside, fx.Finished())
    elif isinstance(effect, fx.Recording):
        _end_recording(exchange, call, effect, "")
    elif isinstance(effect, fx.Listen):
        give(call, exchange.outside, fx.Silent())
    elif isinstance(effect, fx.Dialing) and call.talking_with is None:
        for child in list(call.children):
            _leave_ringing(exchange, child, "no-answer")


def _sound(exchange: Exchange, call: Call, body: Body) -> None:
    """The caller speaks into a recording: a WAV, or so many seconds of a made-up sound."""
    effect = call.machine.now
    if not isinstance(effect, fx.Recording):
        raise Refused("nothing is being recorded now")
    call.sound = (
        body["wav"] if "wav" in body else _longer(call.sound, float(body.get("seconds") or 0), effect)
    )
    length = sounds.seconds_of(call.sound, "audio/wav")
    call.note("said", str(body.get("text") or f"(speaks for {round(length)} s)"))
    if length >= effect.verb.max_length:
        _end_recording(exchange, call, effect, "")


def _longer(sound: bytes, seconds: float, effect: fx.Recording) -> bytes:
    before = sounds.seconds_of(sound, "audio/wav")
    return sounds.tone(min(before + seconds, effect.verb.max_length))


def _end_recording(exchange: Exchange, call: Call, effect: fx.Recording, digits: str) -> None:
    length = sounds.seconds_of(call.sound, "audio/wav")
    if length == 0 and (digits == "hangup" or not call.troubles.silent_recordings_saved):
        give(call, exchange.outside, fx.Silent())
        return
    taken = exchange.recordings.keep(call.sid, call.sound or sounds.wave_of(b""), length)
    callbacks.recording_done(call, effect.verb, taken)
    give(call, exchange.outside, fx.Recorded(taken.sid, taken.url, length, digits))


def _hang_up(exchange: Exchange, call: Call, _body: Body) -> None:
    if call.is_over:
        return
    call.note("pressed", "put the receiver down")
    effect = call.machine.now
    if isinstance(effect, fx.Recording) and sounds.seconds_of(call.sound, "audio/wav") > 0:
        _end_recording(exchange, call, effect, "hangup")
    unanswered = call.status in ("queued", "ringing")
    exchange.close(call, "canceled" if unanswered else "completed", "the caller hung up")
