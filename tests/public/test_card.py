"""The printed card: what is read on it is what is heard on the line, large, in each language, on one sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from content.catalogue import Catalogue, Opening, Prompt
from hotline import player
from public.card import PLAYER, capital, imagine, read_card, show_number
from public.card_paper import print_card
from public.print.paper import SIZES, Size
from scenes import visiting
from tests.public import pdf
from tests.public.pdf import Printed
from tests.scenes.museum import LANGUAGES, LINE, make_catalogue

MUSEUM = "the Museum of Small Things"
EVERY = [(language, size) for language in LANGUAGES for size in Size]


def printed(catalogue: Catalogue, language: str, size: Size, chat: str = "museline_bot") -> Printed:
    return pdf.read(print_card(read_card(catalogue, language, MUSEUM, chat), size, language, language))


def with_line(**changes: object) -> Catalogue:
    return replace(make_catalogue(), lines=(replace(LINE, **changes),))


def with_prompts(language: str, **words: str) -> Catalogue:
    known = make_catalogue()
    said = {key.replace("__", "."): Prompt(text) for key, text in words.items()}
    return replace(known, prompts={**known.prompts, language: {**known.prompts[language], **said}})


@pytest.mark.parametrize(("language", "size"), EVERY)
def test_card_is_one_sheet_in_large_type(language: str, size: Size) -> None:
    card = printed(make_catalogue(), language, size)
    assert len(card.pages) == 2
    assert min(card.sizes) >= 18
    assert 40 in card.sizes
    assert card.overflowing == ()


@pytest.mark.parametrize(("language", "size"), EVERY)
def test_every_key_that_is_heard_is_printed(language: str, size: Size) -> None:
    catalogue = make_catalogue()
    visit = imagine(catalogue, language, MUSEUM)
    words = printed(catalogue, language, size).words
    for place in ("lobby", "choose"):
        for choice in visiting.enter(place, visit).choices:
            assert f"{choice.key} {choice.label}".strip() in words


def test_lobby_of_the_card_has_something_left_unfinished() -> None:
    card = read_card(make_catalogue(), "en", MUSEUM, "")
    assert [key.key for key in card.sections[0].keys] == ["1", "2", "3", "4", "5", "7", "8"]
    assert [key.key for key in card.sections[3].keys] == ["0", "9", "#", "*"]


def test_player_keys_are_the_telephones() -> None:
    assert PLAYER[player.PAUSE_KEY] == "pause"
    assert PLAYER[player.BACK_KEY] == "back_ten"
    assert player.BACK_SECONDS == 10
    assert PLAYER["8"] == "slower"


def test_menu_without_walks_prints_no_walk() -> None:
    bare = replace(make_catalogue(), series={}, _lists={})
    choose = read_card(bare, "en", MUSEUM, "").sections[1]
    assert "3" not in [key.key for key in choose.keys]


@pytest.mark.parametrize("size", list(Size))
def test_camera_reads_number_and_chat(size: Size) -> None:
    card = printed(make_catalogue(), "en", size)
    assert {code.target for code in card.codes} == {f"tel:{LINE.number}", "https://t.me/museline_bot"}
    assert min(code.side for code in card.codes) >= 30
    assert "t.me/museline_bot" in card.words


@pytest.mark.parametrize(
    ("number", "chat", "targets"),
    [
        (LINE.number, "", [f"tel:{LINE.number}"]),
        ("", "museline_bot", ["https://t.me/museline_bot"]),
        ("", "", []),
    ],
)
def test_card_leaves_out_what_there_is_not(number: str, chat: str, targets: list[str]) -> None:
    card = printed(with_line(number=number), "en", Size.A4, chat)
    assert [code.target for code in card.codes] == targets
    assert ("Telegram" in card.words) is bool(chat)


@pytest.mark.parametrize(
    ("number", "region", "shown"),
    [
        ("+33155550123", "FR", "01 55 55 01 23"),
        ("+33155550123", "", "+33 1 55 55 01 23"),
        ("+33155550123", "ES", "+33 1 55 55 01 23"),
        ("+442079460123", "GB-SCT", "020 7946 0123"),
        ("+18005550123", "CA", "(800) 555-0123"),
        ("+15145550123", "US-NY", "(514) 555-0123"),
        ("+447700900123", "GB", "07700 900123"),
        ("+39061234567", "IT", "06 123 4567"),
        ("+3906698123", "VA", "06 698123"),
        ("+34911234567", "ES", "911 23 45 67"),
        ("+819012345678", "JP", "090-1234-5678"),
        ("+4930123456", "DE-BE", "030 123456"),
        ("+4930123456", "AT", "+49 30 123456"),
        ("+80012345678", "FR", "+800 1234 5678"),
        ("", "FR", ""),
        ("0155550123", "FR", ""),
        ("our number", "FR", ""),
    ],
)
def test_number_is_written_as_people_write_it(number: str, region: str, shown: str) -> None:
    assert show_number(replace(LINE, number=number, region=region)) == shown


def test_card_says_when_a_person_answers() -> None:
    assert "Key 0, a person: Tuesday to Saturday" in printed(make_catalogue(), "en", Size.A5).words
    assert "leave us a message" in printed(with_line(staff_phone=""), "en", Size.A5).words


def test_card_names_itself_to_screen_readers() -> None:
    card = printed(make_catalogue(), "fr", Size.A4)
    assert card.title == f"La ligne aux histoires, {MUSEUM}"
    assert (card.language, card.is_tagged) == ("fr", True)


def test_back_has_numbers_that_anybody_may_hear() -> None:
    catalogue = make_catalogue()
    back = printed(catalogue, "en", Size.A4).pages[1]
    numbers = [int(word) for word in back.split() if word.isdecimal() and len(word) > 2]
    assert len(numbers) >= 8
    assert {250, 282, 260} & set(numbers) == set()  # two that need a warning, one for groups
    assert all(catalogue.items[number].words["en"].title in back for number in numbers)


@pytest.mark.parametrize("size", list(Size))
def test_long_french_words_stay_on_the_paper(size: Size) -> None:
    endless = "anticonstitutionnellement incontestablement " * 3 + "a" * 60
    long = with_prompts("fr", lobby__today__button=endless, choose__walks__button=endless)
    card = printed(long, "fr", size)
    assert card.overflowing == ()
    assert "incontestablement" in card.words


def test_long_name_and_hours_stay_on_the_paper() -> None:
    catalogue = with_line(hours=tuple(Opening(day, time(9 + day), time(17)) for day in range(7)))
    name = "the Municipal Museum of Natural History, Archaeology and Decorative Arts of the Upper Valley"
    for size in Size:
        card = pdf.read(print_card(read_card(catalogue, "en", name, "b" * 32), size, "en", "en"))
        assert card.overflowing == ()
        assert min(card.sizes) >= 18
        assert "Upper Valley" in card.words
        assert "Sunday, 3:00 PM–5:00 PM" in card.words


def test_signs_without_type_are_left_out() -> None:
    card = printed(with_prompts("en", lobby__today__button="Today 🎧 星"), "en", Size.A5)
    assert "1 Today" in card.words


def test_same_content_prints_the_same_bytes() -> None:
    first, second = (
        print_card(read_card(make_catalogue(), "en", MUSEUM, ""), Size.A4, "en", "en") for _ in range(2)
    )
    assert first == second


def test_papers_have_their_measures() -> None:
    assert SIZES == {Size.A4: (210, 297), Size.A5: (148, 210)}


def test_moods_without_room_are_left_out() -> None:
    """Whole moods go, the last ones first: nobody reads half of a title, nor the number of another one."""
    known, endless = make_catalogue(), "The long and winding story of " * 8
    items = {
        number: replace(item, words={"en": replace(item.words["en"], title=f"{endless}{number}")})
        for number, item in known.items.items()
    }
    crowded = replace(known, items=items, _lists={})
    card = read_card(crowded, "en", MUSEUM, "")
    printed_card = pdf.read(print_card(card, Size.A4, "en", "en"))
    back = " ".join(printed_card.pages[-1].replace("’", "'").split())
    shown = [numbers.mood in back for numbers in card.numbers]
    assert printed_card.overflowing == ()
    assert 0 < sum(shown) < len(card.numbers)
    assert shown == sorted(shown, reverse=True)
    for numbers, is_shown in zip(card.numbers, shown, strict=True):
        assert all((f"{endless}{number}" in back) is is_shown for number, _ in numbers.items)


@pytest.mark.parametrize("size", list(Size))
def test_six_languages_stand_on_one_card(size: Size) -> None:
    known = make_catalogue()
    names = ("Deutsch", "Italiano", "Português", "Nederlands", "Čeština", "Gaeilge")
    more = {
        name[:2].lower(): replace(known.languages["fr"], code=name[:2].lower(), endonym=name)
        for name in names
    }
    many = replace(
        known, languages={**known.languages, **more}, prompts={**known.prompts, **{code: {} for code in more}}
    )
    card = pdf.read(print_card(read_card(many, "en", MUSEUM, "museline_bot"), size, "en", "en"))
    assert card.overflowing == ()
    assert len(card.pages) == 2


def test_card_without_hours_offers_a_message() -> None:
    person = read_card(with_line(hours=()), "en", MUSEUM, "").person
    assert person == read_card(with_line(staff_phone=""), "en", MUSEUM, "").person
    assert "leave us a message" in person


def test_line_of_the_language_is_printed() -> None:
    french = replace(LINE, slug="fr", language="fr", number="+33155550199")
    known = replace(make_catalogue(), lines=(LINE, french))
    numbers = {language: read_card(known, language, MUSEUM, "").number for language in LANGUAGES}
    assert numbers == {"en": "01 23 45 67 89", "fr": "01 55 55 01 99", "es": "01 23 45 67 89"}


@pytest.mark.parametrize(
    ("words", "shown"), [("the tower", "The tower"), ("", ""), ("élan", "Élan"), ("Ça", "Ça")]
)
def test_line_of_its_own_begins_large(words: str, shown: str) -> None:
    assert capital(words) == shown
