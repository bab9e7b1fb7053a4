"""What the file for whoever asks says of every column, and why not of the others."""

from __future__ import annotations

# Every column of every table that knows visitors: told, or kept out for a reason. A new one fails until it is judged.
TOLD = {
    "visitors": "channel language pace place item position playing_since dropped_at reachable met_at seen_at "
    "expires_at",
    "heard": "number heard_at",
    "surveys": "asked_at answered",
    "calls": "line began_at ended_at seconds heard",
    "requests": "state channel language asked_at sound_path sound_seconds kind ticket item text promised_for sent_at "
    "picture_path way consent transcript transcript_is_draft topic claimed_at due_on done_at sensitive moderation "
    "moderation_reason moderated_at became returned",
    "answers": "text language by made_at sound_path heard_at heard_by",
    "notes": "text at",
    "consents": "id text_version language channel keys by_adult may_play name named agreed_at decided_at withdrawn_at",
    "deliveries": "channel language zone state reason made_at ended_at",
    "attempts": "began_at answered_by playing_since heard_at outcome ended_at",
    "stops": "channel stopped_at",
}
COUNTERS = "numbers by which rows hang together, and where the work on them stands"
HIDDEN = {
    "visitors": {"key": "the mark is of no use to anybody", "message": "a message with buttons", "id": COUNTERS},
    "heard": dict.fromkeys(("id", "visitor_id"), COUNTERS),
    "surveys": {"visitor": COUNTERS},
    "calls": {"sid": "the carrier's name for it", **dict.fromkeys(("id", "visitor_id"), COUNTERS)},
    "requests": {
        "reply_to": "locked away; that there is one is told",
        **dict.fromkeys(("claimed_by", "moderated_by"), "whose work it is, of the staff"),
        **dict.fromkeys(("origin", "joined", "call", "sound_source", "picture_source"), "the carrier's names for it"),
        **dict.fromkeys(
            ("id", "visitor_id", "part_of", "sound_state", "sound_type", "sound_tries", "sound_next_try",
             "sound_claimed_until", "carrier_copy", "dictation", "dictation_tries", "dictation_until"), COUNTERS,
        ),
    },
    "answers": {
        **dict.fromkeys(("phone_path", "chat_path", "sound_type"), "the same recording, made ready for a channel"),
        **dict.fromkeys(("id", "request", "state", "account", "seconds", "sound_refused", "claimed_until"), COUNTERS),
    },
    "notes": {"by": "whose note it is, of the staff", **dict.fromkeys(("id", "request", "account"), COUNTERS)},
    "consents": {
        **dict.fromkeys(("code", "salt", "coded_at"), "a signature of the code; that there is one is told"),
        **dict.fromkeys(("visitor_id", "open_call"), COUNTERS),
    },
    "deliveries": {
        **dict.fromkeys(("address", "who"), "locked away, and a mark"),
        **dict.fromkeys(
            ("id", "key", "subject", "subject_id", "not_before", "not_after", "tries", "doubts", "next_try"), COUNTERS
        ),
    },
    "attempts": {
        "carrier_id": "the carrier's name for it", "cents": "what it cost the museum",
        **dict.fromkeys(("id", "delivery_id", "number", "channel"), COUNTERS),
    },
    "stops": dict.fromkeys(("id", "who"), COUNTERS),
}  # fmt: skip
WHOLE = {
    "request_words": "signatures of the words that are told",
    "answer_drafts": "what nobody has said yet",
    "worries": "shown by a person: whoever holds the telephone may be the one who is feared",
    "paces": "gone within two hours",
    "link_tries": "gone in two days",
}
