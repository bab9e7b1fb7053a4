"""The figures at the desk, and the paper: the page tells what was counted, in each language, and follows nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from app.house import House
from desk.charts import Curve, draw_curves, draw_strip
from desk.statistics import group_days
from staff.roles import Role
from tests.actors.staff import Staff
from visitors import tallies
from visitors.reports import Day
from visitors.tallies import What

TITLES = {"en": "Figures", "fr": "Chiffres", "es": "Estadísticas"}
PAPERS = {"en": "Paper", "fr": "Papier", "es": "Papel"}


@pytest.fixture
def today(house: House) -> date:
    return house.clock.now().astimezone(house.settings.zone).date()


@pytest.fixture
def busy(house: House, today: date) -> House:
    """Two calls today, one heard to its end; a chat a month ago; somebody stopped, and pressed a wrong key."""
    day_before = today - timedelta(days=20)
    with house.database.writes() as session:
        for what, name in ((What.CALLS, ""), (What.CALLS, ""), (What.FINISHED, ""), (What.HEARD, "207")):
            tallies.count(session, today, what, "phone", "fr", name)
        for what, name in ((What.STOPPED, "207/3"), (What.WRONG, "lobby 6"), (What.WRONG, "elsewhere 4")):
            tallies.count(session, today, what, "phone", "fr", name)
        tallies.count(session, day_before, What.CHATS, "chat", "es", "")
    return house


@pytest.mark.parametrize("language", list(TITLES))
def test_figures_are_told_in_every_language(staff: Callable[..., Staff], busy: House, language: str) -> None:
    person = staff("Ana", Role.EDITOR, language=language)
    for path, titles in (("/desk/statistics", TITLES), ("/desk/paper", PAPERS)):
        page = person.see(path)
        assert page.status_code == 200
        assert f"<h1>{titles[language]}</h1>" in page.text


def test_page_counts_as_the_table_does(editor: Staff, busy: House) -> None:
    page = editor.see("/desk/statistics").text
    assert 'aria-label="2 calls and 0 chats; day by day in the table."' in page
    assert "<dt>Calls</dt><dd>2</dd>" in page
    assert page.count('<th scope="row">') >= 7
    assert "heard once" in page
    assert "mostly stops in tenth 4" in page
    assert "Key 6 in the first menu" in page
    assert "Key 4 elsewhere" in page


@pytest.mark.parametrize(
    ("days", "steps", "chats"), [("7", 7, 0), ("30", 30, 1), ("365", 53, 1), ("9999", 7, 0), ("x", 7, 0)]
)
def test_range_chooses_the_days(editor: Staff, busy: House, days: str, steps: int, chats: int) -> None:
    page = editor.see(f"/desk/statistics?days={days}").text
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.count("<tr>") == steps
    assert f"<dt>Chats</dt><dd>{chats}</dd>" in page


OPINIONS = {
    "en": ("Did it do them good?", "Yes", "So-so", "No", "Were asked"),
    "fr": ("Cela leur a-t-il fait du bien ?", "Oui", "Comme ci, comme ça", "Non", "À qui on l’a demandé"),
    "es": ("¿Les hizo bien?", "Sí", "Más o menos", "No", "Se preguntó"),
}


@pytest.mark.parametrize("language", list(OPINIONS))
def test_opinions_are_told_by_channel(
    house: House, staff: Callable[..., Staff], today: date, language: str
) -> None:
    person = staff("Ana", Role.EDITOR, language=language)
    title, *answers = OPINIONS[language]
    assert title not in person.see("/desk/statistics").text
    with house.database.writes() as session:
        for channel, names in (("phone", ["asked"] * 4 + ["1", "1", "3"]), ("chat", ["asked", "1"])):
            for name in names:
                tallies.count(session, today, What.SURVEY, channel, "fr", name)
    page = person.see("/desk/statistics").text
    assert f'<h2 id="opinions">{title}</h2>' in page
    for words, counts in zip(answers, ((2, 1, 3), (0, 0, 0), (1, 0, 1), (4, 1, 5)), strict=True):
        cells = "".join(f'<td class="amount">{count}</td>' for count in counts)
        assert f'<tr><th scope="row">{words}</th>{cells}</tr>' in page
    assert f"{today},survey,1,phone,fr,2\r\n" in person.see("/desk/statistics.csv").text


def test_museum_without_visits_is_told_kindly(editor: Staff) -> None:
    assert "Nobody has come on these days yet" in editor.see("/desk/statistics").text
    assert "Nobody has rung or written" in editor.see("/desk/").text


def test_first_page_has_the_week(editor: Staff, busy: House) -> None:
    page = editor.see("/desk/").text
    assert "2 calls and 0 chats in seven days." in page
    assert 'class="chart" role="img"' in page


def test_counts_go_into_a_spreadsheet(editor: Staff, busy: House, today: date) -> None:
    answer = editor.see("/desk/statistics.csv?days=30")
    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbfday,what,name,channel,language,count\r\n")
    assert f"{today},calls,,phone,fr,2\r\n" in answer.text
    first = today - timedelta(days=29)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="museline-{first}-{today}.csv"'


def test_figures_need_somebody_signed_in(staff: Callable[..., Staff], editor: Staff) -> None:
    stranger = Staff(editor.client.application)
    for path in ("/desk/statistics", "/desk/statistics.csv", "/desk/paper"):
        assert stranger.client.get(path).status_code == 303


def test_every_link_of_the_paper_prints(editor: Staff) -> None:
    page = editor.see("/desk/paper").text
    links = [
        part.partition('"')[0] for part in page.split('href="')[1:] if part.startswith(("/card/", "/sheet/"))
    ]
    assert {
        "/card/en-a4.pdf",
        "/card/es-a5.pdf",
        "/sheet/202-fr-a4.pdf",
        "/sheet/walk-four-blues-en-a5.pdf",
    } <= set(links)
    assert len(links) == 2 * 3 * (1 + 8 + 2)
    for link in links[::11]:
        assert editor.client.get(link).mimetype == "application/pdf"


@pytest.mark.parametrize(("days", "steps"), [(7, 7), (30, 30), (31, 31), (32, 5), (35, 5), (365, 53)])
def test_weeks_lose_no_visit(days: int, steps: int) -> None:
    begin = date(2026, 1, 1)
    each = [Day(begin + timedelta(days=at), calls=at, chats=1, finished=2) for at in range(days)]
    grouped = group_days(each)
    assert len(grouped) == steps
    assert grouped[0].day == begin
    assert sum(day.calls for day in grouped) == sum(range(days))
    assert (sum(day.chats for day in grouped), sum(day.finished for day in grouped)) == (days, 2 * days)


@pytest.mark.parametrize("values", [(3, 3), (0, 0), (9, 8), (0, 9)])
def test_names_at_the_lines_never_touch(values: tuple[int, int]) -> None:
    curves = [Curve(name, [1, value]) for name, value in zip(("Calls", "Chats"), values, strict=True)]
    chart = draw_curves(curves, ("1 May", "2 May"), "two days", 320, 150)
    heights = [float(part.partition('y="')[2].partition('"')[0]) for part in chart.split("<text")[-2:]]
    assert abs(heights[0] - heights[1]) >= 18
    assert all(18 <= height <= 130 for height in heights)


def test_words_in_a_chart_stay_words() -> None:
    chart = draw_curves([Curve("<b>", [1])], ("<i>", "&"), '"><script>', 320, 150)
    assert "<b>" not in chart
    assert "<script" not in chart
    assert "&lt;b&gt;" in chart


def test_strip_has_ten_bars() -> None:
    assert draw_strip([0, 5, 10, 0, 0, 0, 0, 0, 0, 1], "stops").count("<rect") == 10
