"""Text messages between somebody outside and the museum."""

import contextlib
import uuid
from typing import Any

from simulators.telephone import twiml
from simulators.telephone.exchange import Exchange
from simulators.telephone.transport import FetchError

STOP_WORDS = frozenset({"STOP", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"})
START_WORDS = frozenset({"START", "UNSTOP", "YES"})
UNREACHABLE = 30003  # Twilio: unreachable destination handset


def text_the_museum(exchange: Exchange, sender: str, body: str) -> dict[str, Any]:
    """Deliver a message to the museum; what it answers is sent back to the sender."""
    account, number = exchange.config.account_sid, exchange.numbers.one
    message = exchange.messages.add(account, sender, number.phone_number, body, "inbound", "received")
    _mind_wishes(exchange, sender, body.strip().upper())
    params = [
        ("MessageSid", message["sid"]), ("SmsSid", message["sid"]), ("SmsMessageSid", message["sid"]),
        ("AccountSid", account), ("From", sender), ("To", number.phone_number), ("Body", body),
        ("NumMedia", "0"), ("NumSegments", message["num_segments"]), ("ApiVersion", "2010-04-01"),
    ]  # fmt: skip
    try:
        response = exchange.transport.send(number.sms_url, number.sms_method, params, uuid.uuid4().hex)
    except FetchError:
        message["status"] = "failed"
        return message
    for answer in _answers(response.content) if response.is_success else []:
        exchange.messages.add(account, number.phone_number, sender, answer, "outbound-reply", "delivered")
    return message


def _mind_wishes(exchange: Exchange, sender: str, word: str) -> None:
    """The carrier knows by itself who wants none; the museum hears of it all the same."""
    if word in STOP_WORDS:
        exchange.messages.stop(sender)
    elif word in START_WORDS:
        exchange.messages.resume(sender)


def _answers(body: bytes) -> list[str]:
    try:
        root = twiml.root_of(body)
    except twiml.TwimlError:
        return []
    return ["".join(message.itertext()).strip() for message in root.iter("Message")]


def deliver(exchange: Exchange) -> None:
    """Bring waiting messages to their readers, and tell the museum how far each one is."""
    for message in exchange.messages.search({"status": "queued"})[::-1]:
        arrives = exchange.misbehaviour.numbers.get(str(message["to"])) != "undelivered"
        course = ["sent", "delivered" if arrives else "undelivered"]
        message["status"], message["error_code"] = course[-1], None if arrives else UNREACHABLE
        exchange.messages.keep()
        for status in course[::-1] if "reversed" in exchange.misbehaviour.callbacks else course:
            _tell(exchange, message, status)


def _tell(exchange: Exchange, message: dict[str, Any], status: str) -> None:
    url = exchange.messages.callbacks.get(message["sid"])
    if not url:
        return
    params = [("MessageSid", message["sid"]), ("MessageStatus", status), ("To", message["to"])]
    params += [
        ("From", message["from"]),
        ("AccountSid", message["account_sid"]),
        ("ApiVersion", "2010-04-01"),
    ]
    if status == "undelivered":
        params.append(("ErrorCode", str(UNREACHABLE)))
    wanted = exchange.misbehaviour.callbacks
    for _ in range(0 if "lost" in wanted else 2 if "doubled" in wanted else 1):
        with contextlib.suppress(FetchError):
            exchange.transport.send(url, "POST", params, uuid.uuid4().hex)
