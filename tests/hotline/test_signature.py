"""The carrier's signature: its own examples, every form of our address, and nothing else."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from hotline.signature import Signatures
from tests.hotline.house import sign

FORM = "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309"
REPEATED = "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234"
HOME = "https://mycompany.com"


def read(body: str) -> list[tuple[str, str]]:
    return parse_qsl(body, keep_blank_values=True)


def check(
    public: str, body: str, signature: str, tokens: tuple[str, ...] = ("12345",), *, text: bool = False
) -> bool:
    return Signatures(public, tokens).is_genuine(
        "/myapp.php", "foo=1&bar=2", read(body), signature, text=text
    )


@pytest.mark.parametrize(
    ("public", "body", "signature"),
    [
        (HOME, FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        (HOME, REPEATED, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        (HOME, FORM, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("https://mycompany.com:443", FORM, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("http://mycompany.com", FORM, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        ("http://mycompany.com:1234", FORM, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
    ],
)
def test_examples_of_the_carrier_pass(public: str, body: str, signature: str) -> None:
    assert check(public, body, signature)
    assert check(public, body, signature, ("12345", "another"))
    assert check(public, body, signature, ("another", "12345"))
    assert not check(public, body, signature, ("another",))


@pytest.mark.parametrize(
    "signature", ["", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "rSOYDt4T1cUTdK1PDd93/VVr8B8=", "é", "\ud800"]
)
def test_anything_else_is_refused(signature: str) -> None:
    assert not check(HOME, FORM, signature)


@pytest.mark.parametrize("tokens", [(), ("",), ("12345", "")])
def test_empty_token_is_impossible(tokens: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="empty token"):
        Signatures(HOME, tokens)


@pytest.mark.parametrize(
    ("public", "text", "first"),
    [
        ("https://a.example:8443", False, "https://a.example"),
        ("https://a.example:8443", True, "https://a.example:8443"),
        ("http://a.example:8000", False, "http://a.example:8000"),
        ("http://a.example:8000", True, "http://a.example:8000"),
        ("https://a.example", False, "https://a.example"),
        ("http://[::1]:8000", False, "http://[::1]:8000"),
        ("https://a.example/line", False, "https://a.example/line"),
    ],
)
def test_documented_form_comes_first(public: str, text: bool, first: str) -> None:
    signatures = Signatures(public, ("12345",))
    assert (signatures._text if text else signatures._voice)[0] == first
    for address in signatures._text:
        given = sign(f"{address}/hotline/sms", [("Body", "hello")], "12345")
        assert signatures.is_genuine("/hotline/sms", "", read("Body=hello"), given, text=text)


WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
FORMS = st.lists(st.tuples(WORDS, WORDS), max_size=8)
PATHS = st.from_regex(r"/hotline/at/[a-z0-9/~._-]{0,30}", fullmatch=True)
QUERIES = st.from_regex(r"([a-z]{1,5}=[a-zA-Z0-9%+-]{0,8}(&[a-z]{1,5}=[0-9]{0,3})*)?", fullmatch=True)
PORTS = st.sampled_from(["", ":443", ":80", ":8000"])


@given(PATHS, QUERIES, FORMS, PORTS, st.sampled_from(["http", "https"]), st.booleans(), st.booleans())
def test_agrees_with_library(
    path: str,
    query: str,
    form: list[tuple[str, str]],
    port: str,
    scheme: str,
    signed_port: bool,
    forged: bool,
) -> None:
    public = f"{scheme}://line.example{port}"
    default = ":443" if scheme == "https" else ":80"
    signed = f"{scheme}://line.example{(port or default) if signed_port else ''}{path}" + (
        f"?{query}" if query else ""
    )
    signature = sign(signed, form, "12345" if not forged else "54321")
    ours = Signatures(public, ("12345",)).is_genuine(path, query, form, signature)
    url = f"{public}{path}" + (f"?{query}" if query else "")
    assert ours == RequestValidator("12345").validate(url, MultiDict(form), signature) == (not forged)


@given(FORMS, FORMS)
def test_another_form_is_refused(form: list[tuple[str, str]], other: list[tuple[str, str]]) -> None:
    signature = sign(f"{HOME}/x", form, "12345")
    same = "".join(n + v for n, v in sorted(set(form))) == "".join(n + v for n, v in sorted(set(other)))
    assert Signatures(HOME, ("12345",)).is_genuine("/x", "", other, signature) == same
