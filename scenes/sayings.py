"""The line's own words: recorded where somebody made a recording and no name has to be filled in."""

from __future__ import annotations

from content.catalogue import Catalogue
from scenes.scene import Saying
from scenes.visit import Visit


def prompt(visit: Visit, key: str, /, **names: object) -> Saying:
    """The line's words under a key, in the visit's language, with the names filled in."""
    return speak(visit.catalogue, visit.language, key, **names)


def speak(catalogue: Catalogue, language: str, key: str, /, **names: object) -> Saying:
    """The line's words in any language; those of the house where a translation is missing.

    A museum without a name of its own is called "the museum" in each language."""
    found = catalogue.prompt(language, key)
    if names.get("museum") == "":
        names["museum"] = catalogue.prompt(language, "museum.name").text
    spoken = language if key in catalogue.prompts.get(language, {}) else catalogue.house
    return Saying(found.text.format(**names), spoken) if names else Saying(found.text, spoken, found.sound)


def knows(visit: Visit, key: str) -> bool:
    """Whether the line has words under this key."""
    catalogue = visit.catalogue
    return key in catalogue.prompts.get(visit.language, {}) or key in catalogue.prompts[catalogue.house]


def text(visit: Visit, key: str, /, **names: object) -> str:
    """The words alone, for a button or as a part of other words."""
    return prompt(visit, key, **names).text
