"""A filled museum for its ordeal: on either database, with numbers that one may ring at any hour of any day."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from random import Random

from sqlalchemy import delete, select

from app.house import House, open_house
from app.migrating import migrate
from content.seeding import seed
from content.tables import RecordingRow
from db.carried import SoundState
from db.database import Database
from outbox import claims
from outbox.tables import DeliveryRow, State, Way
from tests.actors.museum import make_settings
from tests.app.shell import quiet_ports
from visitors.requests_table import RequestRow

# Ascension: an island whose public holidays no list knows, so that one may ring there on any day of the year.
COUNTRY, CODE, FIRST = "AC", "+247", 40_000
MANNERS = ("busy", "no-answer", "machine")
ONE_IN = 12  # telephones that are not lifted
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def prepare(folder: Path, url: str) -> House:
    """Tables and starter pack, and no recordings: a worker would prepare them for minutes."""
    port = quiet_ports()
    here, carriers = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    settings = make_settings(
        folder / "data", port=port, public_url=here, twilio_api_url=carriers,
        telegram_api_url=carriers, database_url=url,
        calls_from=time(0), calls_until=time(23, 59, 59, 999_999), call_days=WEEK, call_countries=(COUNTRY,),
        calls_per_hour=1_000_000, cost_per_day=100_000_000,
    )  # fmt: skip
    house = open_house(settings)
    migrate(house.database.engine)
    seed(house.database, house.media, house.clock)
    with house.database.writes() as session:
        session.execute(delete(RecordingRow))
    return house


def find_number(index: int) -> str:
    """One telephone of many."""
    return f"{CODE}{FIRST + index}"


def choose_manners(count: int, dice: Random) -> dict[str, str]:
    """Telephones that are busy, ring in vain, or have a machine on them; all others are lifted."""
    strange = dice.sample(range(count), count // ONE_IN)
    return {find_number(index): dice.choice(MANNERS) for index in strange}


def is_busy(database: Database) -> bool:
    """Whether anything is due to be brought or fetched, or is being brought at this moment."""
    now = datetime.now(UTC)
    leaving = select(DeliveryRow.id).where(DeliveryRow.state == State.CLAIMED)
    later = (RequestRow.sound_next_try > now, RequestRow.sound_claimed_until > now)
    fetched = select(RequestRow.id).where(RequestRow.sound_state == SoundState.OWED)
    fetched = fetched.where(*(one.is_not(True) for one in later))
    with database.reads() as session:
        waits = [session.scalar(one.limit(1)) is not None for one in (leaving, fetched)]
        return any(waits) or any(claims.is_due(session, way, now) for way in Way)
