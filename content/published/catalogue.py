"""The published catalogue as it is at this moment."""

from __future__ import annotations

from sqlalchemy.orm import Session

from content.catalogue import Catalogue
from content.published.house import load_languages, load_lines, load_speakers
from content.published.items import load_items, load_series
from content.published.seasons import load_seasons
from content.published.sounds import load_prompts, load_sounds
from content.version import read_version
from settings import Settings


class EmptyMuseum(Exception):
    """There is no content at all; the message says how to get some."""


def load_catalogue(session: Session, settings: Settings) -> Catalogue:
    """Everything published, in the settings' languages; raises `EmptyMuseum` before anything was imported."""
    version = read_version(session)
    languages = load_languages(session, settings.languages)
    sounds, speakers = load_sounds(session), load_speakers(session)
    prompts = load_prompts(session, languages, sounds)
    house = next(iter(languages), "")
    lines = load_lines(session, settings, languages)
    if not lines or not prompts.get(house):
        offered = ", ".join(settings.languages)
        raise EmptyMuseum(
            f"There is no content in {offered} yet: run `museline seed`, or import a pack of your own."
        )
    items = load_items(session, languages, speakers, sounds)
    return Catalogue(
        version=version,
        languages=languages,
        lines=lines,
        speakers=speakers,
        items=items,
        series=load_series(session, speakers, items),
        prompts=prompts,
        house=house,
        seasons=load_seasons(session, items),
    )
