"""Every setting stands in `.env.example` with its meaning, and nothing else does."""

from __future__ import annotations

import re

import pytest

from settings import Settings
from tests.rules.tree import ROOT

EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
FIELDS = sorted(name.upper() for name in Settings.model_fields)


@pytest.mark.parametrize("name", FIELDS)
def test_setting_stands_with_its_meaning(name: str) -> None:
    found = re.search(rf"(?m)^# (?P<meaning>.+)\n#?{name}=", EXAMPLE)
    assert found, f"{name} is missing in .env.example, or has no line of meaning above it"


def test_example_names_only_settings() -> None:
    named = set(re.findall(r"(?m)^#?([A-Z][A-Z0-9_]+)=", EXAMPLE))
    assert named == set(FIELDS)


def test_example_holds_no_secret() -> None:
    for name in ("SECRET_KEY", "PRIVACY_KEY", "TWILIO_AUTH_TOKEN", "TELEGRAM_BOT_TOKEN", "METRICS_TOKEN"):
        assert re.search(rf"(?m)^#?{name}=$", EXAMPLE), f"{name} has a value in .env.example"


def test_requirements_name_no_address() -> None:
    for name in ("run.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert "--find-links" not in text
