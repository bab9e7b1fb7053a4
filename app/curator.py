"""The demonstration's first account: made at its first start, told at each one while its passphrase is unchanged."""

from __future__ import annotations

from pathlib import Path

from app.house import House
from staff.joining import everybody, find, fits, join
from staff.roles import Role

NAME, EMAIL = "Curator", "curator@museum.example"
FILE = "desk-passphrase.txt"


def invite(house: House, folder: Path) -> str:
    """How one signs in at the demonstration's desk, in words for the screen."""
    file = folder / FILE
    with house.database.writes() as session:
        if not everybody(session):
            user, passphrase = join(session, NAME, EMAIL, Role.ADMIN)
            user.temporary = False
            _keep(file, passphrase)
        curator = find(session, EMAIL)
        kept = file.read_text(encoding="utf-8").strip() if file.is_file() else ""
        known = bool(kept and curator and curator.active and fits(curator, kept))
    address = f"The desk:            {house.settings.public_url}/desk/"
    return f"{address}\n  sign in as {EMAIL} with {kept}" if known else address


def _keep(file: Path, passphrase: str) -> None:
    """Readable by its owner only."""
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(f"{passphrase}\n", encoding="utf-8")
