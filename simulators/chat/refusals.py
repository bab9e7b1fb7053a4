"""What the Bot API answers when it refuses, with the texts of the real server."""

from typing import Any


class Refused(Exception):
    """A request that the Bot API turns down: HTTP status, description and extra parameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def answer(self) -> dict[str, Any]:
        """The JSON body of the refusal."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str, **parameters: Any) -> Refused:
    """400: the request cannot be carried out as it is."""
    return Refused(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> Refused:
    """403: the person or the group does not want to hear from the bot."""
    return Refused(403, f"Forbidden: {reason}")


def too_many_requests(seconds: int) -> Refused:
    """429: come back after so many seconds."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def stale_query() -> Refused:
    """400: a button or an inline query answered too late, twice, or never asked."""
    return bad_request("query is too old and response timeout expired or query ID is invalid")
