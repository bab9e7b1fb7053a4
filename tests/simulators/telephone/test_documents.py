"""How documents are fetched and read: rows T1 to T8 of the interpreter's table, and the limits beside it."""

import hmac
from base64 import b64encode
from hashlib import sha1

import httpx
import pytest
from flask import Response

from simulators.telephone import effects as fx
from simulators.telephone import twiml
from simulators.telephone.signature import sign, signed_address
from tests.actors.caller import Caller
from tests.simulators.telephone.conftest import TOKEN
from tests.simulators.telephone.hotline_double import Asked, Hotline
from tests.simulators.telephone.script import HOME, machine_at, outcome

FORM = [("CallSid", "CA1234567890ABCDE"), ("Digits", "1234"), ("From", "+14158675309")]
FORM += [("To", "+18005551212"), ("Caller", "+14158675309")]
DIGITS = [
    ("Sid", "CA123"),
    ("SidAccount", "AC123"),
    ("Digits", "5678"),
    ("Digits", "1234"),
    ("Digits", "1234"),
]
PAGE = "https://mycompany.com/myapp.php?foo=1&bar=2"
STANDARD = {
    "AccountSid",
    "ApiVersion",
    "CallSid",
    "CallStatus",
    "Called",
    "Caller",
    "Direction",
    "From",
    "To",
}


@pytest.mark.parametrize(
    ("form", "expected"), [(FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8="), (DIGITS, "IK+Dwps556ElfBT0I3Rgjkr1wJU=")]
)
def test_signatures_match_published_vectors(form: list[tuple[str, str]], expected: str) -> None:
    assert sign("12345", PAGE, form) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://u:p@a.test:8443/x?y=1#ct=2000", "https://a.test/x?y=1"),
        ("http://u:p@a.test:8080/x", "http://a.test:8080/x"),
    ],
)
def test_signed_address_drops_what_twilio_drops(url: str, expected: str) -> None:
    assert signed_address(url) == expected


def is_signed(hotline: Hotline, asked: Asked) -> bool:
    """Check a signature apart from the code under test."""
    text = hotline.url + asked.path + (f"?{asked.query}" if asked.query else "")
    if asked.method == "POST":
        text += "".join(name + value for name, value in sorted(asked.form))
    digest = b64encode(hmac.new(TOKEN.encode(), text.encode(), sha1).digest()).decode()
    return asked.headers["X-Twilio-Signature"] == digest


def test_t1_posts_are_signed_with_their_query(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", "<Redirect>/two?lang=fr&amp;pace=slow</Redirect>")
    hotline.says("/two", "<Say>Bonjour</Say>")
    phone.dials()
    asked = hotline.at("/two")[0]
    assert asked.query == "lang=fr&pace=slow"
    assert is_signed(hotline, asked)
    assert asked.headers["User-Agent"] == "TwilioProxy/1.1"


def test_t2_get_keeps_the_order_of_its_query(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", "<Redirect method='GET'>/two?b=2&amp;a=1&amp;foo=bar</Redirect>")
    hotline.says("/two", "<Say>Bonjour</Say>")
    phone.dials()
    asked = hotline.at("/two")[0]
    assert asked.query.startswith("b=2&a=1&foo=bar&AccountSid=")
    assert is_signed(hotline, asked)


def test_t3_ringing_first_then_in_progress(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", "<Redirect>/two</Redirect>")
    hotline.says("/two", "<Pause/><Redirect>/three</Redirect>")
    hotline.says("/three", "<Pause/>")
    phone.dials("+12025550177").waits()
    first, second, third = hotline.asked[:3]
    assert [first["CallStatus"], third["CallStatus"]] == ["ringing", "in-progress"]
    assert all(set(dict(asked.form)) >= STANDARD for asked in (first, second, third))
    assert (first["From"], first["Direction"]) == ("+12025550177", "inbound")
    assert first["CallSid"] == third["CallSid"] == phone.sid


BROKEN = {
    "T4 another root": (b"<Answer/>", 12100, "root must be Response"),
    "T4 a root in small letters": (b"<response/>", 12100, "root must be Response"),
    "T5 malformed": (b"<Response><Say>", 12100, "well-formed"),
    "a blank before the declaration": (b" <?xml version='1.0'?><Response/>", 12100, "well-formed"),
    "a document type": (b"<!DOCTYPE a [<!ENTITY b 'c'>]><Response/>", 12100, "document type"),
    "more than 64 kB": (b"<Response>" + b" " * 65536 + b"</Response>", 11750, "64 kB"),
    "a noun Dial does not know": (b"<Response><Dial><Room>a</Room></Dial></Response>", 12100, "Room"),
}


@pytest.mark.parametrize(("body", "code", "message"), BROKEN.values(), ids=BROKEN)
def test_t4_t5_broken_documents_are_refused(body: bytes, code: int, message: str) -> None:
    with pytest.raises(twiml.TwimlError, match=message) as refused:
        twiml.parse(body, HOME)
    assert refused.value.code == code


def test_t5_a_broken_document_ends_kindly(hotline: Hotline, phone: Caller) -> None:
    hotline.answers["/hotline/answer"] = Response("<Response><Say>", mimetype="text/xml")
    phone.dials()
    assert phone.hears() == "Something went wrong here."
    assert hotline.at("/hotline/fallback")[0]["ErrorCode"] == "12100"


def test_t6_comments_and_blanks_are_passed_over() -> None:
    assert outcome(" <!-- one --> \n <Say>a<!-- b -->c</Say> ") == "say ac"


def test_t7_strange_things_are_warned_of() -> None:
    machine = machine_at("<Sing>la</Sing><Say mood='glad'>a</Say>")
    assert [note.code for note in machine.notes] == [12200, 12200]
    assert isinstance(machine.now, fx.Prompt)


def test_t8_inline_documents_need_no_fetch() -> None:
    assert outcome("<Say>a</Say>", url=None) == "say a"


@pytest.mark.parametrize("body", ["<Gather/>", "<Gather action='/x'/>", "<Record/>", "<Play>a.wav</Play>"])
def test_t8_inline_documents_need_absolute_addresses(body: str) -> None:
    with pytest.raises(twiml.TwimlError, match="absolute"):
        machine_at(body, None)


TYPES = {
    "text/html": ("<Response><Say>page</Say></Response>", "page"),
    "text/plain": ("Just read this.", "Just read this."),
    "application/json": ("{}", "Something went wrong here."),
}


@pytest.mark.parametrize(
    ("kind", "body", "heard"), [(kind, *rest) for kind, rest in TYPES.items()], ids=TYPES
)
def test_content_types_are_treated_alike(
    hotline: Hotline, phone: Caller, kind: str, body: str, heard: str
) -> None:
    hotline.answers["/hotline/answer"] = Response(body, mimetype=kind)
    assert phone.dials().hears() == heard


def test_a_circle_of_documents_ends(hotline: Hotline, phone: Caller) -> None:
    hotline.says("/hotline/answer", "<Redirect>/hotline/answer</Redirect>")
    phone.dials()
    assert phone.is_over
    assert "circle" in phone.transcript()
    assert len(hotline.at("/hotline/answer")) == 50


def test_the_page_forbids_foreign_scripts(client: httpx.Client) -> None:
    assert "script-src 'self'" in client.get("/telephone/").headers["Content-Security-Policy"]
