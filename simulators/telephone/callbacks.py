"""Tells the museum how a call goes, in order, twice or backwards, as a carrier may."""

import uuid
from email.utils import format_datetime

from simulators.telephone.calls import Call
from simulators.telephone.clock import now
from simulators.telephone.recordings import Taken
from simulators.telephone.transport import FetchError, Transport
from simulators.telephone.verbs import Record

EVENT_OF = {"initiated": "initiated", "ringing": "ringing", "in-progress": "answered"}


def become(call: Call, status: str) -> None:
    """Change a call's status and owe the museum the callback it asked for."""
    if call.status == status:
        return
    call.status = status
    if status == "in-progress":
        call.answered_at = call.seconds
    event = EVENT_OF.get(status, "completed")
    number, call.callback_number = call.callback_number, call.callback_number + 1
    if call.callback is not None and event in call.callback.events:
        params = call.params() + _progress(call, number)
        call.callbacks.append((call.callback.url, call.callback.method, params))


def _progress(call: Call, number: int) -> list[tuple[str, str]]:
    params = [("Timestamp", format_datetime(now())), ("CallbackSource", "call-progress-events")]
    params.append(("SequenceNumber", str(number)))
    if call.is_over:
        minutes = -(-call.duration // 60)
        params += [("CallDuration", str(call.duration)), ("Duration", str(minutes))]
    return params


def recording_done(call: Call, verb: Record, taken: Taken) -> None:
    """Owe the museum the news that a recording is ready; it carries neither From nor To."""
    if verb.callback is None or "completed" not in verb.callback_events:
        return
    params = [
        ("AccountSid", call.account_sid), ("CallSid", call.sid), ("RecordingSid", taken.sid),
        ("RecordingUrl", taken.url), ("RecordingStatus", "completed"), ("RecordingChannels", "1"),
        ("RecordingDuration", str(int(taken.seconds))), ("RecordingSource", "RecordVerb"),
        ("RecordingStartTime", format_datetime(taken.created)),
    ]  # fmt: skip
    call.callbacks.append((verb.callback, verb.callback_method, params))


def machine_detected(call: Call, answered_by: str) -> None:
    """Owe the museum the news of who lifted, where it wanted to be told and not to wait for it."""
    call.answered_by = answered_by
    if call.detection is None:
        return
    params = [
        ("AccountSid", call.account_sid), ("CallSid", call.sid), ("AnsweredBy", answered_by),
        ("MachineDetectionDuration", "2400"),
    ]  # fmt: skip
    call.callbacks.append((call.detection.url, call.detection.method, params))


def deliver(call: Call, transport: Transport) -> None:
    """Send what is owed; a call with reversed callbacks sends all of them at its end, one with lost ones none."""
    if call.troubles.lost_callbacks:
        call.callbacks.clear()
    if call.troubles.reversed_callbacks:
        if not call.is_over:
            return
        call.callbacks.reverse()
    while call.callbacks:
        url, method, params = call.callbacks.popleft()
        twice = call.troubles.duplicates or call.troubles.duplicated_callbacks
        for _ in range(2 if twice else 1):
            _send(call, transport, url, method, params)


def _send(call: Call, transport: Transport, url: str, method: str, params: list[tuple[str, str]]) -> None:
    told = dict(params).get("CallStatus") or "recording completed"
    try:
        response = transport.send(url, method, params, uuid.uuid4().hex)
    except FetchError as error:
        call.note("error", f"status callback ({told}): {error}", url=url, code=error.code)
        return
    kind = "asked" if response.is_success else "warning"
    call.note(kind, f"told the museum: {told}", url=url, status=response.status_code)
