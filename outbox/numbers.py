"""What a telephone number tells of where it is: its country, its time, and whether ringing it costs a fortune."""

from __future__ import annotations

import phonenumbers
from phonenumbers import PhoneNumberType, timezone

DEAR = frozenset({PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.PAGER})


def find_country(number: str) -> str:
    """The two letters of a number's country; empty where it belongs to none, or to a service that costs extra."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.number_type(parsed) in DEAR:
        return ""
    found = phonenumbers.region_code_for_number(parsed)
    # Ranges that nobody has, as those kept free for fiction, belong to the country of their code.
    return found or phonenumbers.region_code_for_country_code(parsed.country_code or 0).replace("ZZ", "")


def find_zone(number: str, otherwise: str) -> str:
    """The time zone in which a number rings; `otherwise` where it may be in several, or in none we know."""
    try:
        zones = timezone.time_zones_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return otherwise
    return zones[0] if len(zones) == 1 and zones[0] != timezone.UNKNOWN_TIMEZONE else otherwise
