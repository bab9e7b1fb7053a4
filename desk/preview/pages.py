"""The preview: the line as it is heard and the chat as it is read, drafts included, walked by nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request, url_for

from content.catalogue import Catalogue
from content.editing.rehearsing import rehearse_all
from content.editing.sheet import item_sheet
from desk.page import Page
from desk.parts import house
from desk.person import language, t
from desk.preview import parts
from desk.preview.walk import START, Asked, Met, meet, read_asked
from desk.rendering import render
from desk.signposts import find_page
from scenes.linting.finding import explain, name_place, where
from scenes.linting.linter import survey
from scenes.linting.walking import Fault
from scenes.menu import is_chat
from scenes.sayings import text
from scenes.scene import Listens, Scene
from visitors.people import Channel

Way = tuple[str, str, bool]


def show_preview() -> str:
    """One moment of a visit, with every way on from it."""
    asked = read_asked(request.args)
    met = _meet(asked)
    common: dict[str, Any] = {
        "met": met, "asked": met.asked, "scene": met.scene, "link": _link(met.asked), "switches": _switches(met),
        "place": name_place(met.scene.place, language()),
        "edit": find_page(item_sheet(met.item.number)) if met.item else "",
    }  # fmt: skip
    if isinstance(met.scene, Fault):
        return render("preview/fault", **common)
    shown = _written(met, met.scene) if is_chat(met.visit) else _spoken(met, met.scene)
    return render("preview/read" if is_chat(met.visit) else "preview/heard", **common, **shown)


def show_menu_checks() -> str:
    """What the menu linter says about the line as it would be with every draft."""
    asked = read_asked(request.args)
    report = survey(_catalogue(asked), museum=house().settings.museum_name)
    told = [(one, where(one, language()), *explain(one, language())) for one in report.findings]
    return render("preview/checks", report=report, told=told, link=_link(asked), asked=asked)


def _catalogue(asked: Asked) -> Catalogue:
    door = house()
    return rehearse_all(door.database, door.settings) if asked.drafts else door.shelf.catalogue


def _meet(asked: Asked) -> Met:
    door = house()
    catalogue = _catalogue(asked)
    with door.database.reads() as session:
        try:
            return meet(catalogue, asked, session, door.settings.museum_name, door.clock.now())
        finally:
            session.rollback()


def _link(asked: Asked) -> Any:
    """From a change to an address: where a key, the silence or a switch leads."""

    def lead(to: str, **changes: object) -> str:
        counts = {"silences": 0, "wrong": 0} | changes
        return url_for("desk.show_preview", **asked.query(to=to, **counts))

    return lead


def _spoken(met: Met, scene: Scene) -> dict[str, Any]:
    stays = scene.silence == scene.place
    return {
        "heard": parts.list_heard(scene), "keys": list(parts.list_keys(scene)),
        "silences": met.asked.silences + 1 if stays else 0, "wrong": met.asked.wrong + 1,
        "takes_number": scene.listens is Listens.NUMBER, "takes_voice": scene.listens is Listens.VOICE,
    }  # fmt: skip


def _written(met: Met, scene: Scene) -> dict[str, Any]:
    sound = scene.card.words.sound if scene.card else None
    person = text(met.visit, "lobby.person.button")
    return {
        "texts": parts.list_texts(scene), "buttons": parts.list_buttons(scene, person),
        "audio": parts.find_audio(sound, chat=True), "takes_voice": scene.listens is Listens.VOICE,
        "takes_number": scene.listens is Listens.NUMBER,
    }  # fmt: skip


def _switches(met: Met) -> list[tuple[str, list[Way]]]:
    """What one may look at otherwise: channel, language, line, drafts; a choice of one is none."""
    asked, catalogue = met.asked, met.visit.catalogue
    place = START if isinstance(met.scene, Fault) else asked.to
    anew = replace(asked, to=place, silences=0, wrong=0, heard=(), slow=False)
    codes = catalogue.languages.items()
    rows = {
        "by": [_way(anew, t(f"preview.by_{by}"), by=by.value) for by in Channel],
        "language": [_way(anew, one.endonym, language=code, chosen=True) for code, one in codes],
        "line": [_way(anew, one.number or one.slug, line=one.slug) for one in catalogue.lines],
        "drafts": [
            _way(anew, t(f"preview.drafts_{'on' if on else 'off'}"), drafts=on) for on in (True, False)
        ],
    }
    return [(name, ways) for name, ways in rows.items() if len(ways) > 1]


def _way(asked: Asked, words: str, **changes: Any) -> Way:
    """The words of a switch, its address, and whether the preview stands there already."""
    name, value = next(iter(changes.items()))
    return words, url_for("desk.show_preview", **asked.query(**changes)), getattr(asked, name) == value


PAGES = (Page("/preview/", show_preview), Page("/preview/checks", show_menu_checks))
