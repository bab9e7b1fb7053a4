"""The carrier's errors, with their real numbers and words."""

from dataclasses import dataclass
from typing import Any

MESSAGES = {
    20003: (401, "Authenticate"),
    20009: (409, "Cannot delete call {what}: it is in progress"),
    20404: (404, "The requested resource {what} was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "Internal Server Error"),
    20504: (504, "Gateway Timeout"),
    21201: (400, "No 'To' number is specified"),
    21205: (400, "Url parameter is required"),
    21210: (400, "'From' phone number not verified"),
    21211: (400, "Invalid 'To' Phone Number: {what}"),
    21212: (400, "Invalid 'From' number: {what}"),
    21213: (400, "'From' phone number is required"),
    21220: (400, "Unable to update record, call is not in-progress"),
    21602: (400, "Message body is required"),
    21604: (400, "'To' phone number is required"),
    21606: (400, "The 'From' number {what} is not a valid message-capable Twilio phone number"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    32018: (400, "Twiml is longer than 4000 characters"),
}


@dataclass
class CarrierRefuses(Exception):
    """A request that the REST API turns down; `what` is put into its message."""

    code: int
    what: str = ""

    @property
    def status(self) -> int:
        """The HTTP status that goes with the code."""
        return MESSAGES[self.code][0]

    def as_json(self) -> dict[str, Any]:
        """The body of the answer."""
        return {
            "code": self.code,
            "message": MESSAGES[self.code][1].format(what=self.what),
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
