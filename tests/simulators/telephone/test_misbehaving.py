"""The practice telephone misbehaves as it is told, and no longer than that."""

import httpx
import pytest

from tests.simulators.telephone.conftest import NUMBER
from tests.simulators.telephone.hotline_double import Hotline

ANNA = "+12025550142"


def rings(rest: httpx.Client, hotline: Hotline, **more: str) -> httpx.Response:
    form = {
        "To": ANNA, "From": NUMBER, "Url": f"{hotline.url}/out", "StatusCallback": f"{hotline.url}/told",
        "StatusCallbackEvent": "initiated answered completed",
    }  # fmt: skip
    return rest.post("/Calls.json", data=form | more)


def test_faults_count_down(client: httpx.Client, rest: httpx.Client, hotline: Hotline) -> None:
    faults = [{"kind": "429"}, {"kind": "500", "what": "Calls"}, {"kind": "timeout"}, {"kind": "lost"}]
    client.post("/telephone/troubles", json={"faults": faults})
    assert [rings(rest, hotline).status_code for _ in range(5)] == [429, 500, 504, 504, 201]
    assert len(rest.get("/Calls.json").json()["calls"]) == 2


@pytest.mark.parametrize(
    ("manner", "status"), [("busy", "busy"), ("no-answer", "no-answer"), ("failed", "failed")]
)
def test_telephones_have_manners(
    client: httpx.Client, rest: httpx.Client, hotline: Hotline, manner: str, status: str
) -> None:
    client.post("/telephone/troubles", json={"numbers": {ANNA: manner}})
    rings(rest, hotline)
    client.get("/telephone/ringing")
    assert [one["status"] for one in rest.get("/Calls.json").json()["calls"]] == [status]


@pytest.mark.parametrize(
    ("callbacks", "told"),
    [
        ([], ["initiated", "in-progress", "completed"]),
        (["lost"], []),
        (["doubled"], ["initiated"] * 2 + ["in-progress"] * 2 + ["completed"] * 2),
        (["reversed"], ["completed", "in-progress", "initiated"]),
    ],
)
def test_callbacks_go_astray(
    client: httpx.Client, rest: httpx.Client, hotline: Hotline, callbacks: list[str], told: list[str]
) -> None:
    hotline.says("/out", "<Say>Good day.</Say>")
    hotline.says("/told", "")
    client.post("/telephone/troubles", json={"numbers": {ANNA: "human"}, "callbacks": callbacks})
    rings(rest, hotline)
    client.get("/telephone/ringing")
    assert [one["CallStatus"] for one in hotline.asked if one.path == "/told"] == told


def test_machine_is_told_apart_later(client: httpx.Client, rest: httpx.Client, hotline: Hotline) -> None:
    hotline.says("/out", "<Say>Good day.</Say>")
    hotline.says("/detected", "")
    client.post("/telephone/troubles", json={"numbers": {ANNA: "machine"}, "callbacks": []})
    rings(
        rest, hotline, StatusCallback="", MachineDetection="DetectMessageEnd", AsyncAmd="true",
        AsyncAmdStatusCallback=f"{hotline.url}/detected",
    )  # fmt: skip
    client.get("/telephone/ringing")
    first, second = [one for one in hotline.asked if one.path in {"/out", "/detected"}]
    assert (first.path, "AnsweredBy" in first) == ("/out", False)
    assert (second.path, second["AnsweredBy"]) == ("/detected", "machine_end_beep")


@pytest.mark.parametrize(
    ("numbers", "callbacks", "told", "status"),
    [
        ({}, [], ["sent", "delivered"], "delivered"),
        ({}, ["reversed"], ["delivered", "sent"], "delivered"),
        ({}, ["doubled"], ["sent", "sent", "delivered", "delivered"], "delivered"),
        ({}, ["lost"], [], "delivered"),
        ({ANNA: "undelivered"}, [], ["sent", "undelivered"], "undelivered"),
    ],
)
def test_news_of_texts_go_astray(
    client: httpx.Client, rest: httpx.Client, hotline: Hotline, numbers: dict[str, str], callbacks: list[str],
    told: list[str], status: str,
) -> None:  # fmt: skip
    hotline.says("/told", "")
    client.post("/telephone/troubles", json={"numbers": numbers, "callbacks": callbacks})
    form = {"To": ANNA, "From": NUMBER, "Body": "An answer waits.", "StatusCallback": f"{hotline.url}/told"}
    sid = rest.post("/Messages.json", data=form).json()["sid"]
    client.get("/telephone/messages")
    assert [one["MessageStatus"] for one in hotline.asked] == told
    assert rest.get(f"/Messages/{sid}.json").json()["status"] == status
    assert rest.get("/Messages/SM0.json").status_code == 404


def test_what_is_switched_on_is_shown(client: httpx.Client) -> None:
    wanted = {"faults": [{"kind": "429", "what": "Calls"}], "numbers": {ANNA: "busy"}, "callbacks": ["lost"]}
    client.post("/telephone/troubles", json=wanted)
    shown = client.get("/telephone/troubles").json()
    assert shown == wanted | {"faults": [{"kind": "429", "times": 1, "what": "Calls", "seconds": 0.0}]}
    client.post("/telephone/troubles", json={})
    assert client.get("/telephone/troubles").json() == {"faults": [], "numbers": {}, "callbacks": []}


@pytest.mark.parametrize("wrong", [{"faults": [{"kind": "418"}]}, {"callbacks": ["sung"]}, {"faults": [{}]}])
def test_unknown_misbehaviour_is_refused(client: httpx.Client, wrong: dict[str, object]) -> None:
    assert client.post("/telephone/troubles", json=wrong).status_code == 400
