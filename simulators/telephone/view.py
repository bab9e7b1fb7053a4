"""A call as the page and the actors see it: what is heard now, for how long, and what happened."""

from typing import Any

from simulators.telephone import effects as fx
from simulators.telephone import verbs
from simulators.telephone.calls import Call


def state(call: Call, since: int = 0) -> dict[str, Any]:
    """The whole state of a call, with all that happened after entry number `since`."""
    return {
        "sid": call.sid,
        "direction": call.direction,
        "from": call.caller,
        "to": call.called,
        "status": call.status,
        "over": call.is_over,
        "reason": call.reason,
        "seconds": round(call.seconds, 2),
        "turn": call.turn,
        "now": _now(call) | {"turn": call.turn},
        "ringing": [child.sid for child in call.children if child.status == "ringing"],
        "timeline": call.timeline.after(since),
    }


def _now(call: Call) -> dict[str, Any]:
    """The present effect: its kind, the seconds after which it is over by itself, and its details."""
    if call.is_over:
        return {"kind": "ended", "seconds": 0, "reason": call.reason}
    if call.talking_with is not None:
        return {"kind": "talk", "seconds": 0, "with": call.talking_with.sid}
    if call.status in ("queued", "ringing") and call.direction != "inbound":
        return {"kind": "ringing", "seconds": call.ring_seconds}
    return _heard(call, call.machine.now)


def _heard(call: Call, effect: fx.Effect) -> dict[str, Any]:
    match effect:
        case fx.Prompt():
            return _prompt(call, effect)
        case fx.Listen(gather, digits):
            return {
                "kind": "listen", "seconds": gather.timeout, "digits": digits, "speech": gather.speech,
                "finish_on_key": gather.finish_on_key, "num_digits": gather.num_digits,
            }  # fmt: skip
        case fx.Recording(verb):
            return {
                "kind": "record", "seconds": verb.timeout or verb.max_length, "max_length": verb.max_length,
                "beep": verb.beep, "finish_on_key": verb.finish_on_key,
            }  # fmt: skip
        case fx.Dialing(verb):
            return {"kind": "dial", "seconds": verb.timeout, "legs": [child.sid for child in call.children]}
    return {"kind": "connecting", "seconds": 0}


def _prompt(call: Call, prompt: fx.Prompt) -> dict[str, Any]:
    heard = call.heard
    common = {
        "seconds": heard.get("seconds", 0),
        "text": heard.get("text", ""),
        "interruptible": prompt.interruptible,
        "speech": prompt.speech,
    }
    match prompt.verb:
        case verbs.Say(voice=voice, language=language):
            return {"kind": "say", "voice": voice, "language": language} | common
        case verbs.Play(digits=digits) if not digits:
            return {
                "kind": "play", "url": heard.get("url"), "audio": f"/telephone/calls/{call.sid}/sounds/{call.turn}"
            } | common  # fmt: skip
        case verbs.Play(digits=digits):
            return {"kind": "tones", "digits": digits} | common
    return {"kind": "pause"} | common
