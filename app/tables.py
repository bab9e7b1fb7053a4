"""Every table of the house in one place, for Alembic to compare with the database."""

from sqlalchemy import MetaData

from app import heartbeat
from bots.telegram import file_ids
from content import tables
from db.base import Base
from outbox import tables as outbox_tables
from staff import accounts, links, presence, takes, trail
from visitors import (
    answer_drafts,
    answers_table,
    calls,
    consents,
    contributions_calls,
    erasures,
    inbox_topics,
    inbox_words,
    leftovers,
    notes,
    people,
    requests_table,
    surveys,
    tallies,
    updates,
    worries,
)

OWNERS = (
    heartbeat, file_ids, tables, outbox_tables, accounts, links, presence, takes, trail, answer_drafts, answers_table,
    calls, consents, contributions_calls, erasures, inbox_topics, inbox_words, leftovers, notes, people, requests_table,
    surveys, tallies, updates, worries,
)  # fmt: skip


def collect() -> MetaData:
    """The tables that the code expects."""
    return Base.metadata
