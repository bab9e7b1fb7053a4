"""What the REST API is asked to do with calls and messages, checked as the carrier checks it."""

import re

from werkzeug.datastructures import MultiDict

from simulators.telephone import callbacks, twiml
from simulators.telephone import effects as fx
from simulators.telephone.calls import Call, Opening, StatusCallback
from simulators.telephone.exchange import Exchange
from simulators.telephone.machine import Machine
from simulators.telephone.refusals import CarrierRefuses
from simulators.telephone.verbs import Document

Form = MultiDict[str, str]
E164 = re.compile(r"\+[1-9]\d{6,14}")


def create_call(exchange: Exchange, form: Form) -> Call:
    """Queue a call to somebody outside; it rings when the practice telephone looks next."""
    _check_numbers(exchange, form)
    detection = _callback(form, "AsyncAmd") if form.get("AsyncAmd") == "true" else None
    call = Call(
        exchange.config.account_sid, "outbound-api", form["From"], form["To"], Machine(_fallback(form)),
        _opening(form), _callback(form), exchange.misbehaviour.troubles(), detection=detection,
        ring_seconds=int(form.get("Timeout", "60")),
        detect_machine=form.get("MachineDetection", "") in ("Enable", "DetectMessageEnd"),
    )  # fmt: skip
    exchange.admit(call)
    exchange.tell(call)
    return call


def update_call(exchange: Exchange, sid: str, form: Form) -> None:
    """Send a live call elsewhere, or end it."""
    call = exchange.calls.get(sid)
    if call is None or call.is_over:
        raise CarrierRefuses(21220 if exchange.diary.find(sid) else 20404, f"/Calls/{sid}.json")
    if form.get("Status") in ("completed", "canceled"):
        _end(exchange, call, form["Status"])
    elif form.get("Url"):
        exchange.order(call, fx.Redirected(form["Url"], form.get("Method", "POST")))
    elif form.get("Twiml"):
        exchange.order(call, fx.Arrived(_inline(form["Twiml"])))


def delete_call(exchange: Exchange, sid: str) -> None:
    """Forget a call that is over, as the carrier's own list does."""
    call = exchange.calls.get(sid)
    if call is not None and not call.is_over:
        raise CarrierRefuses(20009, sid)
    if not exchange.diary.delete(sid):
        raise CarrierRefuses(20404, f"/Calls/{sid}.json")
    exchange.calls.pop(sid, None)


def _end(exchange: Exchange, call: Call, status: str) -> None:
    if call.status in ("queued", "ringing"):
        callbacks.become(call, "canceled")
        exchange.tell(call)
    elif status == "completed":
        exchange.order(call, fx.HungUp())


def _check_numbers(exchange: Exchange, form: Form) -> None:
    if not form.get("To"):
        raise CarrierRefuses(21201)
    if not E164.fullmatch(form["To"]) or exchange.misbehaviour.numbers.get(form["To"]) == "invalid":
        raise CarrierRefuses(21211, form["To"])
    if not form.get("From"):
        raise CarrierRefuses(21213)
    if form["From"] != exchange.config.phone_number:
        raise CarrierRefuses(21210)


def _opening(form: Form) -> Opening:
    if form.get("Url"):
        return Opening(fx.Fetch(form["Url"], form.get("Method", "POST")))
    if form.get("Twiml"):
        return Opening(document=_inline(form["Twiml"]))
    raise CarrierRefuses(21205)


def _inline(text: str) -> Document:
    if len(text) > 4000:
        raise CarrierRefuses(32018)
    try:
        return twiml.parse(text.encode(), None)
    except twiml.TwimlError as error:
        raise CarrierRefuses(21205) from error


def _fallback(form: Form) -> fx.Fetch | None:
    url = form.get("FallbackUrl")
    return fx.Fetch(url, form.get("FallbackMethod", "POST")) if url else None


def _callback(form: Form, which: str = "") -> StatusCallback | None:
    url = form.get(f"{which}StatusCallback")
    if not url:
        return None
    if which:
        return StatusCallback(url, form.get(f"{which}StatusCallbackMethod", "POST"))
    events = tuple(name for value in form.getlist("StatusCallbackEvent") for name in value.split())
    return StatusCallback(url, form.get("StatusCallbackMethod", "POST"), events or ("completed",))


def send_message(exchange: Exchange, form: Form) -> dict[str, object]:
    """Send a text message; it is delivered at once."""
    number, kind = exchange.config.phone_number, exchange.misbehaviour.numbers.get(form.get("To", ""))
    checks = (
        (not form.get("To"), 21604, ""),
        (not E164.fullmatch(form.get("To", "")) or kind == "invalid", 21211, form.get("To", "")),
        (form.get("From") != number, 21606, form.get("From", "")),
        (not form.get("Body"), 21602, ""),
        (len(form.get("Body", "")) > 1600, 21617, ""),
        (form.get("To") in exchange.messages.stopped or kind == "stopped", 21610, ""),
    )
    for wrong, code, what in checks:
        if wrong:
            raise CarrierRefuses(code, what)
    account = exchange.config.account_sid
    message = exchange.messages.add(account, number, form["To"], form["Body"], "outbound-api", "queued")
    exchange.messages.callbacks[message["sid"]] = form.get("StatusCallback", "")
    return message
