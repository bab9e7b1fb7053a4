"""What the doctor says about the desk: whether somebody looks after its accounts."""

from __future__ import annotations

from collections.abc import Iterator

from app.finding import Finding, Level
from app.house import House
from staff.joining import everybody, has_admin

TODO = "Run `museline staff add` with --role admin."


def look_at_staff(house: House) -> Iterator[Finding]:
    """A note where there is nobody with the admin role; the line goes on without."""
    if not house.settings.secret_key:
        return
    with house.database.reads() as session:
        working = sum(user.active for user in everybody(session))
        found = has_admin(session)
    if found:
        yield Finding(Level.RIGHT, f"desk: {working} may sign in, and somebody looks after the accounts")
    else:
        yield Finding(Level.NOTE, "desk: nobody has the admin role, so nobody can add people there", TODO)
