"""What is written into the audit trail; each kind has its sentence in wording.toml."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """审计事项 — the closed list of what is recorded."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_IN_THROTTLED = "sign_in_throttled"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"
    ACCOUNT_MADE = "account_made"
    ACCOUNT_CLOSED = "account_closed"
    ROLE_GRANTED = "role_granted"
    ROLE_ENDED = "role_ended"
    TOKEN_MADE = "token_made"
    TOKEN_REVOKED = "token_revoked"
    SEALED_OPENED = "sealed_opened"
    PAPER_DOWNLOADED = "paper_downloaded"
    EVIDENCE_TAKEN_IN = "evidence_taken_in"
    EVIDENCE_DOWNLOADED = "evidence_downloaded"
    EXPORTED = "exported"
    CALENDAR_BROUGHT_IN = "calendar_brought_in"
    PROPOSAL_CONFIRMED = "proposal_confirmed"
    PROPOSAL_CORRECTED = "proposal_corrected"
    PROPOSAL_REJECTED = "proposal_rejected"
    PROPOSAL_REOPENED = "proposal_reopened"
    WATCH_ADDED = "watch_added"
    WATCH_TAKEN_OFF = "watch_taken_off"
    TRACK_ASKED = "track_asked"
    TRACK_APPROVED = "track_approved"
    TRACK_OPENED = "track_opened"
    DENIED = "denied"
    UNSEEN = "unseen"
