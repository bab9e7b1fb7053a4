"""People's stories for the museum's archive: what they told, what they agreed to, and with which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.bagging import Bag
from app.house import House
from content.media import MediaStore, NoSuchMedia
from visitors import requests
from visitors.consents import ConsentRow, MayPlay
from visitors.contributions import Moderation
from visitors.contributions_calls import OpenCallRow, read_consent
from visitors.requests_table import RequestKind, RequestRow, RequestState

AGENT = "Museline"


@dataclass(frozen=True, slots=True)
class Story:
    """One contribution with all that belongs to it; `files` are private paths by the name they get."""

    id: int
    words: str
    transcript: str
    facts: dict[str, Any]
    consent: dict[str, Any]
    files: dict[str, str]


def export(house: House, folder: Path) -> int:
    """Write every approved contribution whose teller lets others hear it; how many. Raises `FileExistsError`.

    What is withdrawn while it is written stays out of it; a sound that is lost is missing, and its facts say so."""
    bag = Bag(folder)
    with house.database.reads() as session:
        stories = list(read_stories(session))
    for story in stories:
        _add(bag, house.media, story)
    about = f"{len(stories)} stories told by visitors, approved by staff, with the consent of their tellers."
    info = {
        "Source-Organization": house.settings.museum_name or AGENT,
        "External-Description": about,
        "Bag-Software-Agent": AGENT,
    }
    bag.close(info, house.clock.now().astimezone(house.settings.zone).date())
    return len(stories)


def read_stories(session: Session) -> Iterator[Story]:
    """Approved, agreed to, and not taken back."""
    approved = (
        RequestRow.kind == RequestKind.CONTRIBUTION,
        RequestRow.moderation == Moderation.APPROVED,
        RequestRow.state != RequestState.THROWN,
    )
    agreed = (ConsentRow.may_play == MayPlay.OTHERS, ConsentRow.withdrawn_at.is_(None))
    wanted = select(RequestRow, ConsentRow).join(ConsentRow, ConsentRow.id == RequestRow.consent)
    for row, consent in session.execute(wanted.where(*approved, *agreed).order_by(RequestRow.id)):
        yield _describe(session, row, consent)


def _describe(session: Session, row: RequestRow, consent: ConsentRow) -> Story:
    call = session.get(OpenCallRow, consent.open_call) if consent.open_call else None
    name = session.get(RequestRow, consent.named) if consent.named else None
    paths = {"sound": row.sound_path, "picture": row.picture_path, "name": name.sound_path if name else None}
    more = enumerate(requests.pictures(session, row.id), start=2)
    paths |= {f"picture-{number}": one.picture_path for number, one in more}
    files = {f"{what}{PurePosixPath(path).suffix}": path for what, path in paths.items() if path}
    facts = {
        "id": row.id,
        "told": _tell(row.sent_at or row.asked_at),
        "language": row.language,
        "channel": row.channel,
        "seconds": row.sound_seconds,
        "open_call": call.title if call else {},
        "question": call.prompt if call else {},
        "approved": _tell(row.moderated_at),
        "item": row.became,
        "transcript_is_a_draft": row.transcript_is_draft,
    }
    return Story(row.id, row.text, row.transcript, facts, _tell_consent(session, consent), files)


def _tell_consent(session: Session, row: ConsentRow) -> dict[str, Any]:
    """What was agreed to, word for word; whose it is we do not know, their code knows it."""
    return {
        "text": read_consent(session, row.open_call or 0, row.text_version, row.language),
        "version": row.text_version,
        "language": row.language,
        "agreed": _tell(row.agreed_at),
        "keys": row.keys,
        "channel": row.channel,
        "by_an_adult": row.by_adult,
        "others_may_hear_it": True,
        "decided": _tell(row.decided_at),
        "name_as_they_want_it": row.name,
    }


def _add(bag: Bag, media: MediaStore, story: Story) -> None:
    folder = f"contributions/{story.id:06}"
    found = [name for name, path in story.files.items() if _fetch(bag, media, path, f"{folder}/{name}")]
    bag.write_json(f"{folder}/metadata.json", {**story.facts, "files": found})
    bag.write_json(f"{folder}/consent.json", story.consent)
    for name, words in {"message": story.words, "transcript": story.transcript}.items():
        if words:
            bag.write_text(f"{folder}/{name}.txt", words)


def _fetch(bag: Bag, media: MediaStore, path: str, name: str) -> bool:
    """A sound that is gone leaves no file behind."""
    target = bag.place(name)
    try:
        media.fetch(path, target)
    except NoSuchMedia:
        target.unlink(missing_ok=True)
        return False
    return True


def _tell(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
