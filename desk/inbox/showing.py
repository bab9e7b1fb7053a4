"""The page of one request: its words, picture and sound, what was agreed, who has it, and the answer that is made."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from desk.inbox.deliveries import describe, say_reason
from desk.inbox.lines import find_title, mark_state
from desk.inbox.listing import today
from desk.inbox.naming import (
    list_answerers,
    list_topic_names,
    name_item,
    name_people,
    say_language,
    show_length,
    spell_ticket,
)
from desk.inbox.voice_words import speak_recorder
from desk.page import Page
from desk.parts import house
from desk.person import me
from desk.rendering import is_part, render
from desk.sheets.families import list_speakers
from staff.roles import Right
from visitors import (
    answer_drafts,
    answers,
    consents,
    contributions,
    inbox,
    notes,
    requests,
    transcripts,
    worries,
)
from visitors.contributions_calls import OpenCallRow, read_consent
from visitors.requests_table import DONE, OPEN, Dictation, RequestKind, RequestRow


def show_request(number: int) -> ResponseReturnValue:
    """One request; the recording of the answer alone where the page asks for that part."""
    with house().database.reads() as session:
        row = find(session, number)
        if is_part():
            return render("inbox/voice", row=row, draft=answer_drafts.find(session, number))
        return render("inbox/request", **gather(session, row))


def find(session: Session, number: int) -> RequestRow:
    """A request that staff may see; 404 for all else."""
    return inbox.find(session, number) or abort(404)


def gather(session: Session, row: RequestRow) -> dict[str, object]:
    """Everything that the page shows."""
    mine = row.claimed_by == me().id
    return {
        "row": row, "today": today(), "title": find_title(row), "marks": mark_state(row, today()), "mine": mine,
        "is_open": row.state not in DONE, "ticket": spell_ticket(row.ticket), "length": show_length(row.sound_seconds),
        "language_words": say_language(row.language), "item": name_item(row.item), "became": name_item(row.became),
        "given": describe(session, answers.of_request(session, row.id), me().id),
        "why": say_reason(row.returned) if row.returned else "",
        "is_being_written": _is_being_written(row), "pictures": requests.pictures(session, row.id),
        "transcript_seen": answer_drafts.fingerprint(row.transcript), "now": house().clock.now(),
        **_gather_people(session, row), **_gather_answer(session, row), **_gather_agreed(session, row),
    }  # fmt: skip


def _is_being_written(row: RequestRow) -> bool:
    """Whether a machine is about to write down what is said."""
    wanted = house().settings.transcripts_model and transcripts.is_installed()
    return bool(wanted) and row.dictation == Dictation.OWED


def _gather_people(session: Session, row: RequestRow) -> dict[str, object]:
    found = notes.of_request(session, row.id)
    feared, duty = worries.of_request(session, row.id), worries.read_duty(session)
    names = name_people(session, [row.claimed_by, row.moderated_by, duty.account])
    return {
        "names": names, "answerers": list_answerers(session), "notes": found, "topics": list_topic_names(session),
        "is_feared": any(one.state != worries.WorryState.CLOSED for one in feared),
        "worries": feared, "duty": duty, "duty_name": names.get(duty.account or 0),
    }  # fmt: skip


def may_ring(row: RequestRow) -> bool:
    """Whether its sender asked for a call, and still waits for it."""
    return row.kind == RequestKind.CALLBACK and row.state in OPEN and row.reply_to is not None


def _gather_answer(session: Session, row: RequestRow) -> dict[str, object]:
    draft = answer_drafts.find(session, row.id)
    return {
        "draft": draft, "draft_seen": answer_drafts.fingerprint(draft.text if draft else ""),
        "ways": answers.list_ways(row), "asked_way": answers.find_way(row), "may_ring": may_ring(row),
        "person": me().id, "spoken": speak_recorder(), "here": request.path,
        "live": next(iter(answers.live(session, row.id)), None),
    }  # fmt: skip


def _gather_agreed(session: Session, row: RequestRow) -> dict[str, object]:
    """What its sender agreed to, and what may become of it."""
    consent = consents.of_request(session, row)
    call = session.get(OpenCallRow, consent.open_call) if consent and consent.open_call else None
    words = read_consent(session, call.id, consent.text_version, consent.language) if consent and call else ""
    named = session.get(RequestRow, consent.named) if consent and consent.named else None
    return {
        "consent": consent, "call": call, "consent_words": words, "may_play": consents.may_play(session, row),
        "named": named, "reasons": contributions.REASONS, "is_story": row.kind == RequestKind.CONTRIBUTION,
        "may_make": me().may(Right.EDIT) and not me().is_guest, "speakers": list_speakers(session),
    }  # fmt: skip


PAGES = (Page("/inbox/<int:number>", show_request, Right.ANSWER),)
