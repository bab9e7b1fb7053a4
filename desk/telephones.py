"""Telephone numbers as people write them."""

from __future__ import annotations

import phonenumbers


def show_number(number: str) -> str:
    """E.164 in groups, with the country; anything else as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
