"""What the simulators are told about the museum they play the world to."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import phonenumbers


@dataclass(frozen=True)
class SimulatorConfig:
    """The museum's addresses and credentials, as a carrier's account would hold them."""

    museum_name: str
    hotline_url: str  # the museum's PUBLIC_URL, e.g. http://127.0.0.1:8000
    account_sid: str
    auth_token: str
    phone_number: str  # E.164, the number that rings at the museum
    bot_token: str
    bot_username: str = "museline_bot"
    public_url: str = "http://127.0.0.1:8001"  # the simulators' own address
    data_dir: Path | None = None  # recordings, sent files and history; None keeps them in memory
    languages: tuple[str, ...] = ("en", "fr", "es")

    @property
    def title(self) -> str:
        """The museum's name as it begins a line: "The museum"."""
        return self.museum_name[:1].upper() + self.museum_name[1:]

    @property
    def shown_number(self) -> str:
        """The number in groups, as one writes it; as it stands where it is no real number."""
        try:
            number = phonenumbers.parse(self.phone_number)
        except phonenumbers.NumberParseException:
            return self.phone_number
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def from_mapping(values: dict[str, Any]) -> SimulatorConfig:
    """Build a config from plain JSON values; an unknown or missing name raises ValueError."""
    names = {field.name for field in fields(SimulatorConfig)}
    unknown = sorted(set(values) - names)
    if unknown:
        raise ValueError(f"unknown in the simulators' configuration: {', '.join(unknown)}")
    known = dict(values)
    if known.get("data_dir") is not None:
        known["data_dir"] = Path(known["data_dir"])
    if "languages" in known:
        known["languages"] = tuple(known["languages"])
    try:
        return SimulatorConfig(**known)
    except TypeError as error:
        raise ValueError(f"the simulators' configuration is incomplete: {error}") from error


def read_config(path: Path) -> SimulatorConfig:
    """Read the JSON file that the museum's demo writes for its simulators."""
    return from_mapping(json.loads(path.read_text(encoding="utf-8")))
