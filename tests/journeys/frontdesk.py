"""Somebody of the museum at the desk, over real HTTP: reads pages, fills in their forms, presses buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from staff.roles import Role
from tests.actors.museum import Museum
from tests.actors.staff import PASSWORD, employ

UNSENT = frozenset({"file", "submit", "button"})
TOGGLES = frozenset({"checkbox", "radio"})


@dataclass
class Form:
    """A form as it stands on a page; `buttons` are their words with the name and value that each sends."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


def is_sent(given: dict[str, str]) -> bool:
    """Whether an input goes along with its form: no file that nobody chose, no box without its tick."""
    kind = given.get("type", "text")
    return kind not in UNSENT and (kind not in TOGGLES or "checked" in given)


class Forms(HTMLParser):
    """Finds the forms of a page, with what is typed in them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._inside: Form | None = None
        self._area, self._choice, self._button = "", "", False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post":
            self._inside = Form(given.get("action", ""))
            self.found.append(self._inside)
        elif self._inside is not None:
            self._begin(tag, given.get("name", ""), given, self._inside)

    def _begin(self, tag: str, name: str, given: dict[str, str], form: Form) -> None:
        if tag == "button":
            form.buttons.append(("", name, given.get("value", "")))
            self._button = True
        elif tag == "select":
            self._choice = name
        elif tag == "option" and ("selected" in given or self._choice not in form.fields):
            form.fields[self._choice] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            form.fields[name] = ""
        elif tag == "input" and name and is_sent(given):
            form.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = None
        self._area = "" if tag == "textarea" else self._area
        self._button = self._button and tag != "button"

    def handle_data(self, data: str) -> None:
        if self._inside is not None and self._area:
            self._inside.fields[self._area] += data
        elif self._inside is not None and self._button:
            words, name, value = self._inside.buttons[-1]
            self._inside.buttons[-1] = (f"{words} {data}".strip(), name, value)


class Colleague:
    """One person, signed in; `page` is what stands on the screen."""

    def __init__(self, museum: Museum, name: str, role: Role = Role.EDITOR) -> None:
        self._email = employ(museum.house, name, role)
        base = museum.house.settings.public_url
        self._client = httpx.Client(base_url=base, follow_redirects=True, timeout=30)
        self.page, self._address = "", ""
        self.signs_in()

    def signs_in(self) -> Colleague:
        """Come to the desk, also again on another day."""
        self._client.cookies.clear()
        self.opens("/desk/login")
        return self.presses("Sign in", email=self._email, password=PASSWORD)

    def opens(self, path: str) -> Colleague:
        """Look at a page."""
        return self._read(self._client.get(path))

    def presses(self, words: str, **typed: str) -> Colleague:
        """Press the first button with these words, after typing into the fields of its form.

        A field's name may have dots: `title__en` is typed into `title.en`."""
        fields = {name.replace("__", "."): value for name, value in typed.items()}
        form, sent = self._find(words, fields)
        address = self._client.build_request("GET", self._address).url.join(form.action or self._address)
        return self._read(self._client.post(address, data={**form.fields, **fields, **sent}))

    def fetches(self, path: str) -> bytes:
        """A file that the page shows or plays."""
        answer = self._client.get(path)
        assert answer.is_success, f"{path}: {answer.status_code}"
        return answer.content

    def finds(self, words: str) -> bool:
        """Whether a button with these words stands here."""
        return any(words in one for form in Forms(self.page).found for one, _, _ in form.buttons)

    def _find(self, words: str, fields: dict[str, str]) -> tuple[Form, dict[str, str]]:
        """The first form with such a button and such fields, and what the button itself sends."""
        forms = Forms(self.page).found
        for form in forms:
            for label, name, value in form.buttons:
                if words in label and fields.keys() <= form.fields.keys():
                    return form, ({name: value} if name else {})
        shown = [(label, sorted(form.fields)) for form in forms for label, _, _ in form.buttons]
        raise AssertionError(f"no button {words!r} with {sorted(fields)} at {self._address}, only {shown}")

    def _read(self, answer: httpx.Response) -> Colleague:
        assert answer.is_success, f"{answer.request.url}: {answer.status_code} {answer.text[:2000]}"
        self.page, self._address = answer.text, str(answer.url)
        return self
