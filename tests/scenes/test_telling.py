"""A story of one's own: offered, agreed to word by word, recorded, allowed, named, and given its code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from scenes import visiting
from scenes.scene import Listens
from tests.scenes.museum import LANGUAGES, TUESDAY, read_prompts
from tests.scenes.stories import CONSENT, WHY, change_words, consent_of, open_call, read_code, row_of, tell
from tests.scenes.stroll import Stroll
from visitors.consents import ConsentRow, MayPlay
from visitors.contributions_calls import CHILDREN
from visitors.people import Channel
from visitors.requests import RequestKind, RequestRow, RequestState

MakeStroll = Callable[..., Stroll]
SAYS = read_prompts("en")


def heard(walker: Stroll) -> str:
    """All that is said where somebody stands, choices too."""
    spoken = [choice.spoken for choice in walker.scene.choices if choice.spoken]
    return " ".join(saying.text for saying in (*walker.scene.says, *spoken))


def test_without_calls_nothing_is_offered(stroll: MakeStroll) -> None:
    walker = stroll()
    assert walker.go("ask").target("2") is None
    assert walker.go("tell").place == "lobby"


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("language", LANGUAGES)
def test_call_is_offered_beside_the_question(channel: Channel, language: str, stroll: MakeStroll) -> None:
    walker = stroll(channel=channel, language=language)
    call = open_call(walker.database)
    assert walker.go("ask").target("2") == "tell"
    walker.press("2")
    assert (WHY in heard(walker), CONSENT in heard(walker)) == (True, True)
    assert walker.scene.target("1") == f"agree/{call}/1"


def test_several_calls_are_chosen_by_title(stroll: MakeStroll) -> None:
    walker = stroll()
    calls = [open_call(walker.database, title) for title in ("A summer", "A recipe", "A noise")]
    walker.go("tell")
    assert [walker.scene.target(key) for key in "123"] == [f"tell/{call}" for call in calls]
    assert "A recipe, 2." in heard(walker)
    assert WHY in walker.press("2").says[0].text


@pytest.mark.parametrize(("days", "is_offered"), [(0, True), (-1, False)])
def test_call_ends_with_its_last_day(days: int, is_offered: bool, stroll: MakeStroll) -> None:
    walker = stroll()
    call = open_call(walker.database, deadline=TUESDAY.date() + timedelta(days=days))
    assert (walker.go("ask").target("2") == "tell") is is_offered
    assert (walker.go(f"agree/{call}/1").place == "record/1") is is_offered


def test_call_in_no_language_of_theirs_is_silent(stroll: MakeStroll) -> None:
    walker = stroll(language="fr")
    open_call(walker.database, consent={"en": CONSENT})
    assert walker.go("ask").target("2") is None


def test_silence_and_refusal_are_no_consent(stroll: MakeStroll) -> None:
    walker = stroll()
    open_call(walker.database)
    assert walker.go("tell").silence == walker.scene.place
    assert walker.wait().silence == "lobby"
    assert walker.press("2").place == "lobby"
    with walker.database.reads() as session:
        assert session.scalars(select(ConsentRow)).all() == []


def test_agreed_words_are_kept_with_their_version(stroll: MakeStroll) -> None:
    walker = stroll(language="fr")
    call = open_call(walker.database)
    story = tell(walker, call)
    kept = consent_of(walker.database, story)
    assert (kept.open_call, kept.text_version, kept.language, kept.keys, kept.channel) == (
        call, 1, "fr", "1", "phone",
    )  # fmt: skip
    assert (kept.agreed_at, kept.by_adult, kept.may_play) == (TUESDAY, False, "")


def test_changed_words_are_heard_before_agreeing(stroll: MakeStroll) -> None:
    walker = stroll()
    call = open_call(walker.database)
    walker.go("tell")
    change_words(walker.database, call, "Now we keep it for ever.")
    assert "for ever" in walker.press("1").says[1].text
    assert walker.press("1").place == "record/1"
    story = walker.writes("I was six.", "record/1")
    assert consent_of(walker.database, story).text_version == 2


def test_repeated_agreement_is_one_consent(stroll: MakeStroll) -> None:
    walker = stroll()
    call = open_call(walker.database)
    assert [walker.go(f"agree/{call}/1").place for _ in range(2)] == ["record/1"] * 2
    story = walker.writes("I was six.", "record/1")
    walker.go(f"send/{story}")
    assert walker.go(f"agree/{call}/1").place == "record/2"


def test_child_fetches_an_adult_first(stroll: MakeStroll) -> None:
    walker = stroll()
    call = open_call(walker.database, audience=CHILDREN)
    assert walker.go("tell").says[0].text == SAYS["tell.adult"]
    assert walker.go(f"agree/{call}/1").place == "lobby"
    assert walker.go(f"tell/{call}").target("2") == "lobby"
    walker.press("1")
    assert CONSENT in heard(walker)
    walker.press("1")
    story = walker.writes("We saw a whale!", walker.scene.place)
    kept = consent_of(walker.database, story)
    assert (kept.by_adult, kept.keys) == (True, "11")


@pytest.mark.parametrize("wait", [True, False])
def test_child_alone_is_never_recorded(wait: bool, stroll: MakeStroll) -> None:
    walker = stroll()
    open_call(walker.database, audience=CHILDREN)
    walker.go("tell")
    for _ in range(2):
        _ = walker.wait() if wait else walker.press("2")
    assert walker.scene.listens == Listens.KEY
    with walker.database.reads() as session:
        assert session.scalars(select(ConsentRow)).all() == []


def test_recording_lasts_as_the_call_says(stroll: MakeStroll) -> None:
    walker = stroll()
    call = open_call(walker.database, longest=60)
    scene = walker.go(f"agree/{call}/1")
    assert (scene.listens, scene.longest) == (Listens.VOICE, 60)
    assert "about a minute" in scene.says[0].text
    assert visiting.purpose(scene.place) == (RequestKind.CONTRIBUTION, 1)


def test_nobody_speaks_under_anothers_consent(stroll: MakeStroll) -> None:
    ana, bo = stroll(name="ana"), stroll(name="bo")
    place = ana.go(f"agree/{open_call(ana.database)}/1").place
    assert bo.go(place).place == "lobby"


def test_told_twice_nothing_ends_kindly(stroll: MakeStroll) -> None:
    walker = stroll()
    walker.go(f"agree/{open_call(walker.database)}/1")
    assert walker.wait().says[0].text == SAYS["tell.unheard"]
    assert walker.wait().says[0].text == SAYS["lobby.later"]


@pytest.mark.parametrize(
    ("key", "may_play", "keys", "place"),
    [
        ("1", MayPlay.OTHERS, "11", "name"),
        ("2", MayPlay.MUSEUM, "12", "code"),
        ("", MayPlay.MUSEUM, "1", "code"),
    ],
)
def test_second_step_says_who_may_hear(
    key: str, may_play: MayPlay, keys: str, place: str, stroll: MakeStroll
) -> None:
    walker = stroll()
    story = tell(walker, open_call(walker.database))
    assert walker.go(f"send/{story}").place == f"consent/{story}"
    if not key:
        walker.wait()
    assert (walker.press(key) if key else walker.wait()).place == f"{place}/{story}"
    kept = consent_of(walker.database, story)
    assert (kept.may_play, kept.keys, kept.decided_at) == (may_play, keys, TUESDAY)
    assert row_of(walker.database, story).moderation == "waiting"


def test_mind_may_change_before_the_code(stroll: MakeStroll) -> None:
    walker = stroll()
    story = tell(walker, open_call(walker.database))
    walker.go(f"send/{story}")
    walker.press("1")
    assert walker.press("*").place == f"consent/{story}"
    walker.press("2")
    assert consent_of(walker.database, story).may_play == MayPlay.MUSEUM


@pytest.mark.parametrize(("keys", "name"), [("1", "Rosa"), ("*", ""), ("#", "")])
def test_name_is_theirs_to_give(keys: str, name: str, stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    story = tell(walker, open_call(walker.database))
    walker.go(f"send/{story}")
    walker.press("1")
    if keys != "#":
        said = walker.writes("Rosa", walker.scene.place, "RE10")
        walker.go(f"review/{said}")
    walker.press(keys)
    assert walker.scene.place == f"code/{story}"
    assert consent_of(walker.database, story).name == name


def test_name_is_said_again_in_its_place(stroll: MakeStroll) -> None:
    walker = stroll()
    story = tell(walker, open_call(walker.database))
    walker.go(f"send/{story}")
    walker.press("1")
    said = walker.writes("", walker.scene.place, "RE10")
    walker.go(f"review/{said}")
    assert walker.press("2").place == f"name/{story}"


def test_story_is_said_again_under_its_consent(stroll: MakeStroll) -> None:
    walker = stroll()
    story = tell(walker, open_call(walker.database))
    walker.go(f"review/{story}")
    place = walker.press("2").place
    assert place == f"record/{row_of(walker.database, story).consent}"
    assert row_of(walker.database, story).state == RequestState.THROWN


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_is_said_in_groups_and_again(language: str, stroll: MakeStroll) -> None:
    walker = stroll(language=language)
    story = tell(walker, open_call(walker.database))
    walker.go(f"send/{story}")
    walker.press("2")
    code = read_code(walker, story)
    groups = ", ".join(
        " ".join(pair) if pair[0] == "0" else pair
        for pair in map("".join, zip(*[iter(code)] * 2, strict=True))
    )
    assert (len(code), code[0] != "0") == (8, True)
    assert walker.scene.says[1].text.count(groups) == 2
    assert walker.press("9").says[1].text.count(groups) == 2


def test_code_is_told_to_its_owner_for_two_hours(stroll: MakeStroll) -> None:
    ana, bo = stroll(name="ana"), stroll(name="bo")
    story = tell(ana, open_call(ana.database))
    ana.go(f"send/{story}")
    ana.press("2")
    assert bo.enter(f"code/{story}").place == "lobby"
    assert ana.enter(f"code/{story}", now=TUESDAY + timedelta(hours=1)).place == f"code/{story}"
    assert ana.enter(f"code/{story}", now=TUESDAY + timedelta(hours=3)).place == "lobby"


@pytest.mark.parametrize("deed", ["allow/{}/others", "allow/{}/museum", "code/{}", "name/{}", "consent/{}"])
def test_others_decide_nothing_about_it(deed: str, stroll: MakeStroll) -> None:
    ana, bo = stroll(name="ana"), stroll(name="bo", channel=Channel.CHAT)
    story = tell(ana, open_call(ana.database))
    ana.go(f"send/{story}")
    assert bo.go(deed.format(story)).place == "lobby"
    assert consent_of(ana.database, story).may_play == ""


def test_question_is_no_story(stroll: MakeStroll) -> None:
    walker = stroll()
    question = walker.writes("Who dusts the whale?")
    walker.go(f"send/{question}")
    for place in (f"code/{question}", f"consent/{question}", f"name/{question}", f"allow/{question}/others"):
        assert walker.go(place).place == "lobby"
    with walker.database.reads() as session:
        assert session.scalars(select(RequestRow.consent)).all() == [None]
