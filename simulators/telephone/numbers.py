"""The telephone number of the museum as its account holds it: which addresses it rings."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from simulators.config import SimulatorConfig
from simulators.telephone.shelf import Shelf

FILE = "number.json"


@dataclass(frozen=True)
class Number:
    """An IncomingPhoneNumber; the fields are Twilio's."""

    sid: str
    phone_number: str
    friendly_name: str
    voice_url: str
    voice_method: str
    voice_fallback_url: str
    voice_fallback_method: str
    status_callback: str
    status_callback_method: str
    sms_url: str
    sms_method: str
    sms_fallback_url: str = ""
    sms_fallback_method: str = "POST"
    voice_caller_id_lookup: bool = False


def factory_set(config: SimulatorConfig) -> Number:
    """The number as it is before anybody configured it: it rings the museum."""
    home = config.hotline_url.rstrip("/")
    return Number(
        sid="PN" + "0" * 31 + "1",
        phone_number=config.phone_number,
        friendly_name=config.museum_name,
        voice_url=f"{home}/hotline/answer",
        voice_method="POST",
        voice_fallback_url=f"{home}/hotline/fallback",
        voice_fallback_method="POST",
        status_callback=f"{home}/hotline/status",
        status_callback_method="POST",
        sms_url=f"{home}/hotline/sms",
        sms_method="POST",
    )


class Numbers:
    """The one number, with what the REST API changed in it."""

    def __init__(self, config: SimulatorConfig, shelf: Shelf) -> None:
        self._shelf = shelf
        self.one = _as_kept(factory_set(config), shelf.read_json(FILE, {}), config.hotline_url)

    def update(self, changes: dict[str, Any]) -> Number:
        """Change some fields, by their names in Python."""
        known = {name: value for name, value in changes.items() if hasattr(self.one, name)}
        self.one = replace(self.one, **known)
        self._shelf.write_json(FILE, asdict(self.one))
        return self.one


def _as_kept(number: Number, kept: dict[str, Any], home: str) -> Number:
    """The number with its kept changes, unless they were made for a museum at another address."""
    names = {field.name for field in fields(Number)} - {"sid", "phone_number"}
    if not str(kept.get("voice_url", "")).startswith(home.rstrip("/") + "/"):
        return number
    return replace(number, **{name: value for name, value in kept.items() if name in names})
