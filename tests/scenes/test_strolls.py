"""Walks through a museum that asks, answers and is told stories: no key, silence or voice leads to a dead end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.database import Database
from scenes import visiting
from scenes.scene import Listens, Scene
from tests.scenes.museum import LANGUAGES
from tests.scenes.stories import answer, open_call, read_code, row_of, tell, tell_all
from tests.scenes.stroll import Stroll, make_database
from tests.scenes.test_rules import check
from visitors import calls
from visitors.contributions_calls import CHILDREN
from visitors.people import Channel
from visitors.requests import RequestRow, SoundState

MakeStroll = Callable[..., Stroll]
origins = count(100)
NEW = {
    "tell", "record", "review", "moment", "consent", "name", "code", "withdraw", "answer", "share", "shared", "reach",
    "survey", "mydata", "sent", "ask",
}  # fmt: skip
ON_THE_TELEPHONE = {
    "moment",
    "reach",
}  # in the chat nothing is waited for, and the answer comes where one asked
FINAL = ("forget/yes", "speak/")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for many strolls, in which a museum asks for two stories."""
    made = make_database(tmp_path_factory.mktemp("strolls"))
    open_call(made)
    open_call(made, "A summer", audience=CHILDREN)
    yield made
    made.close()


def arrive(shared: Database, language: str, channel: Channel) -> Stroll:
    """Somebody whose answer waits, at the beginning of a visit."""
    number = next(origins)
    walker = Stroll(shared, f"stroller {number}", language, channel)
    answer(walker, origin=f"RE-answered-{number}")
    with shared.writes() as session:
        calls.begin(session, f"CA{number}", walker.visitor.id, "main", walker.visit().now)  # type: ignore[union-attr]
    walker.go(visiting.welcome(walker.visit()))
    return walker


def say(walker: Stroll, sound: SoundState = SoundState.OWED) -> Scene:
    """Say something where the line listens for a voice; elsewhere nobody hears it."""
    if walker.scene.listens != Listens.VOICE:
        return walker.scene
    said = walker.writes("Something.", walker.scene.place, f"RE-{next(origins)}")
    with walker.database.writes() as session:
        row = session.get_one(RequestRow, said)
        row.sound_state, row.reply_to = sound, walker.visit().envelope.own()
    walker.silences = walker.wrong = 0
    return walker.go(f"review/{said}")


def find_way_home(walker: Stroll) -> bool:
    """Whether the star leads to the lobby within a few steps."""
    return any(walker.press("*").place == "lobby" for _ in range(6))


def fall_silent(walker: Stroll) -> bool:
    """Whether silence leads to something to hear, or to somebody, within a few steps."""
    for _ in range(14):
        scene = walker.scene
        if scene.number or scene.card or scene.listens == Listens.RING or scene.place.startswith("make/"):
            return True
        check(walker.wait())
    return False


@settings(max_examples=20, deadline=None)
@given(
    steps=st.lists(st.sampled_from([*"1231231234567890*#", "wait", "say", "say"]), max_size=20),
    language=st.sampled_from(LANGUAGES),
    channel=st.sampled_from(list(Channel)),
)
def test_random_strolls_find_no_dead_end(
    shared: Database, steps: list[str], language: str, channel: Channel
) -> None:
    walker = arrive(shared, language, channel)
    for step in steps:
        scene = walker.wait() if step == "wait" else say(walker) if step == "say" else walker.press(step)
        check(scene)
        assert not scene.ends
    place = walker.scene.place
    assert fall_silent(walker), f"silence at {place} led to {walker.scene.place}"
    walker.enter(place)
    assert find_way_home(walker), f"the star at {place} led to {walker.scene.place}"


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_new_place_is_reached_and_left(language: str, channel: Channel, shared: Database) -> None:
    walker = arrive(shared, language, channel)
    reached = {scene.place.partition("/")[0] for scene in explore(walker)}
    if channel == Channel.CHAT:
        reached |= ON_THE_TELEPHONE
    assert reached >= NEW


def explore(walker: Stroll) -> list[Scene]:
    """Follow every key and silence from where a visit begins, saying something wherever one may."""
    story, code = tell_own(walker)
    waiting = [
        visiting.welcome(walker.visit()), "ask", "mydata", f"consent/{story}", f"code/{story}", "done/214~today",
        "done/220~today", visiting.look_up(code, walker.visit()),
    ]  # fmt: skip
    known, scenes = set(waiting), []
    while waiting and len(scenes) < 130:
        target = waiting.pop(0)
        scene = walker.go(target)
        sound = list(SoundState)[len(scenes) % 3]
        scenes += [scene, *([say(walker, sound)] if scene.listens == Listens.VOICE else [])]
        for found in scenes[-2:]:
            check(found)
            following = [*(choice.target for choice in found.choices), found.silence]
            waiting += [
                one for one in dict.fromkeys(following) if one not in known and not one.startswith(FINAL)
            ]
            known.update(following)
    return scenes


def tell_own(walker: Stroll) -> tuple[int, str]:
    """A story that was told, and its code."""
    story = tell(walker, 1, origin=f"RE-{next(origins)}")
    walker.go(f"send/{story}")
    walker.press("1")
    walker.press("#")
    return story, read_code(walker, story)


PLACES = (
    "tell", "tell/{call}", "tell/{child}", "tell/{child}/adult", "record/{consent}", "review/{draft}",
    "review/{draft}/unheard", "moment/{draft}/1", "moment/{draft}/3", "consent/{story}", "name/{story}",
    "code/{story}", "withdraw/{consent}", "answer/{answer}", "answer/{answer}/play", "share/{asked}", "shared",
    "survey/after/214~today", "survey/walk/guests/2", "mydata", "sent/{asked}", "ticket/{asked}",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_rules_hold_in_every_mood(place: str, stroll: MakeStroll) -> None:
    walker = stroll()
    names = furnish(walker)
    for language in LANGUAGES:
        walker.language = language
        for mood in ({}, {"silences": 1}, {"wrong": 1}, {"wrong": 2}, {"silences": 3}, {"newcomer": True}):
            scene = walker.enter(place.format(**names), **mood)
            check(scene)
            assert scene.language == language
            assert scene.place != "lobby"


@pytest.mark.parametrize("place", PLACES)
def test_star_and_silence_lead_on(place: str, stroll: MakeStroll) -> None:
    walker = stroll()
    names = furnish(walker)
    walker.enter(place.format(**names))
    assert find_way_home(walker)
    walker.enter(place.format(**names))
    assert fall_silent(walker)


def furnish(walker: Stroll) -> dict[str, int]:
    """One of everything that one can be at: calls, a story, a draft, an answer."""
    call, child = open_call(walker.database), open_call(walker.database, "A summer", audience=CHILDREN)
    story, _ = tell_all(walker, call)
    asked, given = answer(walker)
    draft = walker.writes("", "ask", "RE-draft")
    with walker.database.writes() as session:
        session.get_one(RequestRow, draft).sound_state = SoundState.OWED
    consent = row_of(walker.database, story).consent or 0
    return {
        "call": call, "child": child, "story": story, "asked": asked, "answer": given, "draft": draft,
        "consent": consent,
    }  # fmt: skip
