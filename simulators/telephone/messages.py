"""Text messages that the museum sends and receives."""

from email.utils import format_datetime
from typing import Any

from simulators.telephone.calls import new_sid
from simulators.telephone.clock import now
from simulators.telephone.shelf import Shelf

FILE = "messages.json"
MOST = 500


class Messages:
    """All text messages, kept as the REST API shows them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._all: list[dict[str, Any]] = shelf.read_json(FILE, [])
        self.callbacks: dict[str, str] = {}
        self.stopped: set[str] = set(shelf.read_json("stopped.json", []))

    def add(
        self, account_sid: str, sender: str, to: str, body: str, direction: str, status: str
    ) -> dict[str, Any]:
        """Keep a message and give its resource."""
        sid, date = new_sid("SM"), format_datetime(now())
        message: dict[str, Any] = {
            "sid": sid, "account_sid": account_sid, "api_version": "2010-04-01", "from": sender, "to": to,
            "body": body, "direction": direction, "status": status, "num_segments": str(1 + len(body) // 160),
            "num_media": "0", "date_created": date, "date_sent": date, "date_updated": date,
            "error_code": None, "error_message": None, "messaging_service_sid": None, "price": None,
            "price_unit": "USD",
            "uri": f"/2010-04-01/Accounts/{account_sid}/Messages/{sid}.json", "subresource_uris": {},
        }  # fmt: skip
        self._all = [*self._all, message][-MOST:]
        self.keep()
        return message

    def keep(self) -> None:
        """Write all messages down as they are now."""
        self._shelf.write_json(FILE, self._all)

    def stop(self, number: str) -> None:
        """Remember that a number wants no messages any more."""
        self.stopped.add(number)
        self._shelf.write_json("stopped.json", sorted(self.stopped))

    def resume(self, number: str) -> None:
        """A number wants messages again."""
        self.stopped.discard(number)
        self._shelf.write_json("stopped.json", sorted(self.stopped))

    def find(self, sid: str) -> dict[str, Any] | None:
        """One message, by the carrier's name for it."""
        return next((one for one in self._all if one["sid"] == sid), None)

    def delete(self, sid: str) -> bool:
        """Forget a message and its words; False when there was none."""
        left = [one for one in self._all if one["sid"] != sid]
        known, self._all = len(left) < len(self._all), left
        self.callbacks.pop(sid, None)
        self.keep()
        return known

    def search(self, wanted: dict[str, str]) -> list[dict[str, Any]]:
        """Messages whose fields have the wanted values, the newest first."""
        return [one for one in self._all if all(one.get(k) == v for k, v in wanted.items())][::-1]
