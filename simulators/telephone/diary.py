"""What the carrier's API tells about calls, finished ones after a restart included."""

import threading
from email.utils import format_datetime
from typing import Any

from simulators.telephone.calls import OVER, Call
from simulators.telephone.clock import now
from simulators.telephone.shelf import Shelf

FILE = "calls.json"
MOST = 500


def resource(call: Call) -> dict[str, Any]:
    """A call as the REST API shows it; durations are strings, and only there once it is over."""
    uri = f"/2010-04-01/Accounts/{call.account_sid}/Calls/{call.sid}"
    date = format_datetime(call.created)
    return {
        "sid": call.sid, "account_sid": call.account_sid, "api_version": "2010-04-01",
        "parent_call_sid": call.parent.sid if call.parent else None,
        "from": call.caller, "from_formatted": call.caller, "to": call.called, "to_formatted": call.called,
        "status": call.status, "direction": call.direction, "answered_by": call.answered_by or None,
        "date_created": date, "date_updated": format_datetime(now()), "start_time": date,
        "end_time": format_datetime(now()) if call.is_over else None,
        "duration": str(call.duration) if call.is_over else None,
        "price": None, "price_unit": "USD", "annotation": None, "caller_name": None, "forwarded_from": None,
        "group_sid": None, "phone_number_sid": "PN" + "0" * 31 + "1", "queue_time": "0", "trunk_sid": None,
        "uri": f"{uri}.json", "subresource_uris": {"recordings": f"{uri}/Recordings.json"},
    }  # fmt: skip


class Diary:
    """The list of calls, the newest last; a call that a stop of the program cut off is completed."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf, self._lock = shelf, threading.RLock()
        self._calls: dict[str, dict[str, Any]] = shelf.read_json(FILE, {})
        for found in self._calls.values():
            if found["status"] not in OVER:
                found.update(status="completed", duration="0")

    def write(self, call: Call) -> None:
        """Keep the present state of a call."""
        if self._calls.get(call.sid, {}).get("status") == call.status and not call.is_over:
            return
        with self._lock:
            self._calls[call.sid] = resource(call)
            while len(self._calls) > MOST:
                self._calls.pop(next(iter(self._calls)))
            self._shelf.write_json(FILE, self._calls)

    def find(self, sid: str) -> dict[str, Any] | None:
        """One call, or None."""
        return self._calls.get(sid)

    def delete(self, sid: str) -> bool:
        """Forget a call; False when there was none."""
        with self._lock:
            known = self._calls.pop(sid, None) is not None
            self._shelf.write_json(FILE, self._calls)
        return known

    def search(self, wanted: dict[str, str]) -> list[dict[str, Any]]:
        """Calls whose fields have the wanted values, the newest first."""
        with self._lock:
            calls = list(self._calls.values())
        return [one for one in calls if wanted.items() <= one.items()][::-1]
