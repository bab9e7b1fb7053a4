"""Whatever happens in whatever order, the machine goes on, and a hang-up ends it."""

from hypothesis import given
from hypothesis import strategies as st

from simulators.telephone import effects as fx
from simulators.telephone import twiml
from tests.simulators.telephone.script import HOME, machine_at

LEAVES = [
    "<Say>a</Say>",
    "<Play loop='2'>/a.wav</Play>",
    "<Pause/>",
    "<Record/>",
    "<Dial>+12025550100</Dial>",
]
LEAVES += ["<Redirect>/b</Redirect>", "<Redirect/>", "<Hangup/>", "<Reject/>", "<Nonsense/>"]
GATHERS = [
    "<Gather numDigits='2'><Say>b</Say></Gather>",
    "<Gather actionOnEmptyResult='true' input='speech'/>",
]
bodies = st.lists(st.sampled_from(LEAVES + GATHERS), max_size=5).map("".join)
documents = bodies.map(lambda body: twiml.parse(f"<Response>{body}</Response>".encode(), HOME))
events = st.one_of(
    st.sampled_from([fx.Finished(), fx.Silent(), fx.Spoke("yes"), fx.Failed(11200, HOME, "gone"), fx.Redirected(HOME)]),
    st.sampled_from("0123456789*#").map(fx.Pressed),
    documents.map(fx.Arrived),
    st.sampled_from(["", "1", "hangup"]).map(lambda key: fx.Recorded("RE1", "http://c/RE1", 3, key)),
    st.sampled_from(["busy", "completed"]).map(lambda status: fx.Dialed(status, "CA1", 1, False)),
)  # fmt: skip


@given(bodies, st.lists(events, max_size=30))
def test_no_course_of_events_is_too_strange(body: str, course: list[fx.Event]) -> None:
    machine = machine_at(body, fallback=fx.Fetch("http://museum.test/fallback"))
    for event in course:
        machine.receive(event)
        assert isinstance(machine.now, fx.Effect)
    machine.receive(fx.HungUp())
    assert isinstance(machine.now, fx.Ended)


@given(bodies)
def test_silence_alone_comes_to_an_end(body: str) -> None:
    machine = machine_at(body)
    for _ in range(20):
        machine.receive(fx.Finished())
        machine.receive(fx.Silent())
    assert isinstance(machine.now, fx.Ended | fx.Fetch | fx.Dialing)
