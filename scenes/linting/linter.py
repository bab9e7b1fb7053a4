"""The linter's door: everything that is to be mended in a catalogue, what breaks the line first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from content.catalogue import Catalogue
from scenes.linting.finding import Finding
from scenes.linting.item_rules import SHELF_RULES
from scenes.linting.menu_rules import RULES, greets_briefly
from scenes.linting.walking import Fault, Stop, Walk, make_visit, try_entering, walk
from scenes.linting.way_rules import WALK_RULES


@dataclass(frozen=True)
class Report:
    """What was found, and how much was walked: places, and languages."""

    findings: tuple[Finding, ...]
    menus: int
    languages: int

    @property
    def blocks(self) -> bool:
        """Whether anything found would break the line."""
        return any(finding.blocks for finding in self.findings)


def lint(catalogue: Catalogue, languages: Sequence[str] | None = None, museum: str = "") -> list[Finding]:
    """Everything to mend, what would break the line first. `catalogue` may hold drafts; nothing is written."""
    return list(survey(catalogue, languages, museum).findings)


def find_new_breaks(before: Catalogue, after: Catalogue, museum: str = "") -> list[Finding]:
    """What would break the line after a publication and does not break it now: asked before anything goes live.

    What is broken already keeps nobody from publishing, least of all from mending it."""
    known = {_name(one) for one in lint(before, museum=museum) if one.blocks}
    return [one for one in lint(after, museum=museum) if one.blocks and _name(one) not in known]


def survey(catalogue: Catalogue, languages: Sequence[str] | None = None, museum: str = "") -> Report:
    """The same, with what was walked."""
    spoken = [code for code in catalogue.languages if languages is None or code in languages]
    walks = [walk(catalogue, code, museum) for code in spoken]
    found = _once(finding for one in walks for finding in _judge(one))
    menus = len(frozenset[str]().union(*(one.places for one in walks)))
    return Report(tuple(sorted(found, key=lambda one: not one.blocks)), menus, len(walks))


def _judge(walked: Walk) -> Iterator[Finding]:
    yield from (finding for rule in WALK_RULES for finding in rule(walked))
    yield from (finding for stop in walked.stops for rule in RULES for finding in rule(stop))
    yield from (finding for stop in _other_lobbies(walked) for finding in greets_briefly(stop))
    yield from (finding for rule in SHELF_RULES for finding in rule(walked.catalogue, walked.language))


def _other_lobbies(walked: Walk) -> Iterator[Stop]:
    """The lobby of every further line, and of every season: each may have a greeting of its own."""
    catalogue, language = walked.catalogue, walked.language
    visits = [make_visit(catalogue, line, language, walked.museum) for line in catalogue.lines[1:]]
    here = make_visit(catalogue, catalogue.lines[0], language, walked.museum)
    for season in catalogue.seasons:
        visits.append(replace(here, now=datetime.combine(season.begins, here.now.timetz())))
    for visit in visits:
        scene = try_entering("lobby", visit)
        if not isinstance(scene, Fault):
            yield Stop("lobby", visit, scene)


def _once(findings: Iterator[Finding]) -> list[Finding]:
    """The same said twice, of the same place in another mood, is said once."""
    return list({(_name(one), tuple(sorted(one.values.items(), key=str))): one for one in findings}.values())


def _name(finding: Finding) -> tuple[str, str, str]:
    return finding.place, finding.language, finding.code
