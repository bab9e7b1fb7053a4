"""Finding messages by their words, which lie sealed in the database: only signatures of words lead to them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from addresses.keys import make_key
from tests.visitors.reception import Reception
from visitors import inbox, inbox_words, requests
from visitors.inbox_words import RequestWordRow
from visitors.requests import RequestRow

EN = "The café's naïve octopus dreamed, didn't she?"
FR = "Où est l'œuvre de la sœur d'Éloïse, près de la forêt ?"
ES = "¿Por qué el niño y la cigüeña están en la montaña? ¡Qué pregunta más difícil!"
CASES = [
    (
        EN,
        ["cafe", "CAFÉ", "naive", "octopus dreams", "dreaming octopus", "didn't"],
        ["coffee", "octopus cat"],
    ),
    (
        FR,
        ["oeuvre", "œuvre", "SŒUR", "soeur", "eloise", "Éloïse", "foret", "pres", "d'eloise"],
        ["forge", "sur"],
    ),
    (ES, ["nino", "niño", "CIGUEÑA", "cigüeña", "montana", "dificil", "por que"], ["nina", "monte"]),
]
FINDS = [(words, asked, True) for words, found, _ in CASES for asked in found]
MISSES = [(words, asked, False) for words, _, missed in CASES for asked in missed]


@pytest.mark.parametrize(("words", "asked", "is_found"), [*FINDS, *MISSES])
def test_words_are_found_with_accents_or_without(
    reception: Reception, words: str, asked: str, is_found: bool
) -> None:
    reception.asks("Something else altogether")
    written, spoken = reception.asks(words), reception.asks("")
    reception.does(inbox.write_transcript, spoken, words, is_draft=False)
    assert reception.lists(words=asked, newest=False) == ([written, spoken] if is_found else [])


def test_ticket_finds_its_message(reception: Reception) -> None:
    reception.asks("Where is 214?")
    long = reception.asks(" ".join(f"word{number}" for number in range(900)))
    ticket = reception.row(long).ticket or ""
    assert reception.lists(words=ticket) == [long]
    assert reception.lists(words=ticket[:5]) == []


@pytest.mark.parametrize("words", [EN, FR, ES])
def test_database_holds_no_word(reception: Reception, words: str) -> None:
    for _ in range(5):
        number = reception.asks(words)
        reception.does(inbox.write_transcript, number, words, is_draft=False)
    rows = reception.dumps("requests").casefold().splitlines()
    told = {word.casefold() for word in (*inbox_words.fold(words), *words.split()) if len(word) > 3}
    # Four letters come up by chance now and then, but a word that truly lies there does so in each row.
    assert len(rows) == 5
    assert not any(all(word in row for row in rows) for word in told)
    signatures = reception.dumps("request_words").splitlines()
    assert all(re.fullmatch(r"\('[0-9a-f]{20}', \d\)", row) for row in signatures)
    assert reception.row(number).text == words


def test_only_the_index_is_asked(reception: Reception) -> None:
    """However many messages there are, none is opened that does not hold every word."""
    for number in range(20):
        reception.asks(f"An octopus, the {number}th")
    wanted = reception.asks("An octopus and its zebra")
    asked: list[str] = []
    event.listen(
        reception.database.engine,
        "before_cursor_execute",
        lambda *given: asked.append(f"{given[2]} {given[3]}"),
    )
    assert reception.lists(words="octopus zebra") == [wanted]
    reads = [one for one in asked if "FROM requests" in one]
    assert 1 <= len(reads) <= 2
    assert all("requests.id IN" in one for one in reads)
    assert all("octopus" not in one and "zebra" not in one for one in asked)


def test_rarest_word_leads_by_index(reception: Reception) -> None:
    reception.asks("An octopus and its zebra")
    with reception.database.reads() as session:
        mark = inbox_words.mark(session, "zebra")[0]
        query = (
            "EXPLAIN QUERY PLAN SELECT request FROM request_words WHERE word = :mark ORDER BY request DESC"
        )
        plan = " ".join(str(row) for row in session.execute(text(query), {"mark": mark}))
    assert "PRIMARY KEY (word=?)" in plan
    assert "TEMP B-TREE" not in plan


def test_changed_transcript_is_found_by_new_words(reception: Reception) -> None:
    number = reception.asks("")
    reception.does(inbox.write_transcript, number, "an octopus", is_draft=True)
    reception.does(inbox.write_transcript, number, "a zebra", is_draft=False)
    assert reception.lists(words="octopus") == []
    assert reception.lists(words="zebra") == [number]


def test_nothing_finds_what_is_gone(reception: Reception) -> None:
    number = reception.asks("an octopus")
    with reception.database.writes() as session:
        requests.empty(session, session.get_one(RequestRow, number))
    assert reception.rows(RequestWordRow) == []
    reception.does(lambda session: inbox_words.index(session, session.get_one(RequestRow, number)))
    assert reception.rows(RequestWordRow) == []


def test_draft_is_not_indexed_before_it_is_sent(reception: Reception) -> None:
    number = reception.asks("an octopus", sent=False)
    assert reception.rows(RequestWordRow) == []
    reception.does(requests.send, number, reception.visits(), reception.now)
    assert reception.lists(words="octopus") == [number]


@pytest.mark.parametrize(("newest", "most"), [(True, 5), (False, 1000)])
def test_handfuls_grow_and_keep_their_order(reception: Reception, newest: bool, most: int) -> None:
    def count(session: Session) -> list[int]:
        return [len(ids) for ids in inbox_words.find(session, "heron", None, newest=newest)]

    made = [reception.asks("heron") for _ in range(3)]
    with reception.database.writes() as session:
        mark = inbox_words.mark(session, "heron")[0]
        copies = session.get_one(RequestRow, made[0])
        for number in range(130):
            session.add(
                RequestRow(
                    kind=copies.kind,
                    state="sent",
                    channel="phone",
                    language="en",
                    origin=f"h{number}",
                    asked_at=reception.now,
                )
            )
        session.flush()
        late = range(made[-1] + 1, made[-1] + 131)
        session.add_all(RequestWordRow(word=mark, request=number) for number in late)
    assert reception.does(count) == [100, 33]
    with reception.database.reads() as session:
        ids = [one for some in inbox_words.find(session, "heron", None, newest=newest) for one in some]
    assert ids == sorted(ids, reverse=newest)
    assert len(reception.lists(size=most, words="heron", newest=newest)) == min(most, 133)


def test_words_are_found_after_new_key(tmp_path: Path) -> None:
    url, old = f"sqlite:///{tmp_path}/keys.db", make_key()
    before = Reception(url, [old])
    number = before.asks("an octopus")
    before.close()
    after = Reception(url, [make_key(), old])
    after.sent = 1
    other = after.asks("another octopus")
    found = [after.lists(words="octopus"), after.lists(words="an octopus", newest=False)]
    after.close()
    stranger = Reception(url)
    unseen = stranger.lists(words="octopus")
    stranger.close()
    assert (found, unseen) == ([[other, number], [number]], [])
