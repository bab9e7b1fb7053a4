"""Taking a story back by its code: asked first, done once, and open to nobody who does not know it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from scenes import visiting
from tests.scenes.museum import LANGUAGES, TUESDAY, read_prompts
from tests.scenes.stories import consent_of, open_call, row_of, tell_all
from tests.scenes.stroll import Stroll
from visitors.consents import ConsentRow, MayPlay
from visitors.people import Channel
from visitors.requests import RequestRow, RequestState

MakeStroll = Callable[..., Stroll]
SAYS = read_prompts("en")


@pytest.mark.parametrize("teller", ["somebody", "another"])
def test_code_is_known_on_any_telephone(teller: str, stroll: MakeStroll) -> None:
    walker = stroll()
    story, code = tell_all(walker, open_call(walker.database))
    caller = stroll(name=teller)
    place = visiting.look_up(code, caller.visit())
    assert place == f"withdraw/{row_of(walker.database, story).consent}"
    assert caller.go(place).says[0].text.startswith("This is the code of the story that was told today.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_key_takes_it_back(language: str, stroll: MakeStroll) -> None:
    walker = stroll(language=language)
    story, code = tell_all(walker, open_call(walker.database))
    walker.go(visiting.look_up(code, walker.visit()))
    assert walker.press("1").place == "withdraw/done"
    row, consent = row_of(walker.database, story), consent_of_row(walker)
    assert (row.state, row.text, row.transcript, row.moderation) == (RequestState.THROWN, "", "", "")
    assert (consent.withdrawn_at, consent.name, consent.salt) == (TUESDAY, "", "")


def consent_of_row(walker: Stroll) -> ConsentRow:
    with walker.database.reads() as session:
        return session.scalars(select(ConsentRow)).one()


@pytest.mark.parametrize("key", ["", "2", "#", "*", "7"])
def test_all_else_leaves_it_with_us(key: str, stroll: MakeStroll) -> None:
    walker = stroll()
    story, code = tell_all(walker, open_call(walker.database))
    walker.go(visiting.look_up(code, walker.visit()))
    _ = walker.press(key) if key else walker.wait()
    assert row_of(walker.database, story).state == RequestState.SENT
    assert consent_of(walker.database, story).may_play == MayPlay.OTHERS


def test_code_works_once(stroll: MakeStroll) -> None:
    walker = stroll()
    story, code = tell_all(walker, open_call(walker.database))
    place = visiting.look_up(code, walker.visit())
    assert [walker.go(f"{place}/yes").place for _ in range(2)] == ["withdraw/done", "lobby"]
    assert visiting.look_up(code, walker.visit()) == "number/unknown"
    again = stroll(name="again", channel=Channel.CHAT)
    assert again.go(visiting.look_up(code, again.visit())).place == "number"
    assert walker.enter(f"code/{story}").place == "lobby"


def test_code_in_the_chat_is_the_proof(stroll: MakeStroll) -> None:
    ana = stroll(name="ana", channel=Channel.CHAT)
    story, code = tell_all(ana, open_call(ana.database))
    consent = row_of(ana.database, story).consent
    assert visiting.look_up(code, ana.visit()) == f"withdraw/{consent}"
    bo = stroll(name="bo", channel=Channel.CHAT)
    asked = bo.go(visiting.look_up(code, bo.visit()))
    assert asked.place.startswith(f"withdraw/{consent}/")
    assert code not in "".join(choice.target for choice in asked.choices) + asked.place
    assert bo.press("1").place == "withdraw/done"
    assert row_of(ana.database, story).state == RequestState.THROWN


@pytest.mark.parametrize(
    "ending", ["", "/yes", "/0123456789abcdef/yes", "/0123456789abcdef", "//yes", "/-/yes"]
)
def test_forged_button_takes_nothing_back(ending: str, stroll: MakeStroll) -> None:
    ana = stroll(name="ana", channel=Channel.CHAT)
    story, _ = tell_all(ana, open_call(ana.database))
    bo = stroll(name="bo", channel=Channel.CHAT)
    assert bo.go(f"withdraw/{row_of(ana.database, story).consent}{ending}").place == "lobby"
    assert row_of(ana.database, story).state == RequestState.SENT


def test_chat_gets_five_tries_though_forgotten(stroll: MakeStroll) -> None:
    ana = stroll(name="ana")
    _, code = tell_all(ana, open_call(ana.database))
    bo = stroll(name="bo", channel=Channel.CHAT)
    tried = [bo.go("redeem/10000000").place for _ in range(5)]
    bo.go("forget/yes")
    bo = stroll(name="bo", channel=Channel.CHAT)
    assert [*tried, bo.go(f"redeem/{code}").place] == ["number"] * 5 + ["number/over"]
    assert ana.go(f"redeem/{code}").place == "lobby"


def test_forgotten_teller_still_has_the_code(stroll: MakeStroll) -> None:
    ana = stroll(name="ana", channel=Channel.CHAT)
    story, code = tell_all(ana, open_call(ana.database))
    with ana.database.writes() as session:
        session.get_one(RequestRow, story).visitor_id = None
        session.scalars(select(ConsentRow)).one().visitor_id = None
    ana.go(visiting.look_up(code, ana.visit()))
    assert ana.press("1").place == "withdraw/done"
    assert row_of(ana.database, story).state == RequestState.THROWN


def test_chat_shows_the_code_in_one_piece(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    _, code = tell_all(walker, open_call(walker.database))
    assert code in " ".join(walker.scene.shows)


def test_guesser_of_codes_gets_five_tries(stroll: MakeStroll) -> None:
    walker = stroll()
    _, code = tell_all(walker, open_call(walker.database))
    wrong = str(int(code) + 1) if code != "99999999" else "10000000"
    assert [visiting.look_up(wrong, walker.visit(guesses=guess)) for guess in (3, 4)] == [
        "number/unknown", "number/over",
    ]  # fmt: skip
    assert visiting.look_up(code, walker.visit(guesses=5)) == "number/over"


def test_taken_back_name_goes_too(stroll: MakeStroll) -> None:
    walker = stroll(channel=Channel.CHAT)
    call = open_call(walker.database)
    story, code = tell_all(walker, call)
    walker.go(f"name/{story}")
    name = walker.writes("Rosa", f"name/{story}", "RE10")
    walker.go(f"send/{name}")
    assert consent_of(walker.database, story).name == "Rosa"
    walker.go(f"{visiting.look_up(code, walker.visit())}/yes")
    gone = row_of(walker.database, name)
    assert (gone.state, gone.text, consent_of_row(walker).name) == (RequestState.THROWN, "", "")
