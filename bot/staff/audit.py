"""Who did what, and saw what, when. Rows are only ever added; the database refuses to change or delete one.

A row holds no words of a patient: what was done is one of `Action`, and `subject` and `detail` are names without a
blank in them, such as a reference, a slug or a sign-in name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.staff.accounts import Person
from bot.storage.models import StaffAuditRow

# Who acts where nobody has signed in.
COMMAND_LINE = "kap:command-line"
_NAME = re.compile(r"[\w.@:+/-]{1,120}")


class Action(StrEnum):
    """What was done, in the words that staff read. A value that was used once stays as it is."""

    SIGNED_IN = "signed in"
    SIGN_IN_FAILED = "tried to sign in with a wrong password"
    SIGNED_OUT = "signed out"
    CHANGED_OWN_PASSWORD = "changed their own password"  # noqa: S105
    ADDED_COLLEAGUE = "added a colleague"
    CHANGED_ROLE = "changed a role"
    GAVE_NEW_PASSWORD = "gave a colleague a new password"  # noqa: S105
    DISABLED_COLLEAGUE = "disabled a colleague"
    ENABLED_COLLEAGUE = "enabled a colleague"
    ENDED_SESSIONS = "signed a colleague out everywhere"
    READ_ITEM = "read an item of the queue"
    CLAIMED_ITEM = "claimed an item"
    HANDED_OVER_ITEM = "handed over an item"
    NOTED_CONTACT = "noted that a person was reached"
    CLOSED_ITEM = "closed an item"
    ADDED_NOTE = "added a note to an item"
    DOWNLOADED_PRESCREEN = "downloaded a pre-screen"
    ERASED_ITEM = "erased an item on request"
    READ_AUDIT_LOG = "read the audit log"
    PUBLISHED_ANSWER = "published an answer"
    WITHDREW_ANSWER = "withdrew an answer"
    PUBLISHED_ANSWER_AGAIN = "published a withdrawn answer again"
    RESTORED_ANSWER = "restored an older version of an answer"
    REVIEWED_ANSWER = "marked an answer as reviewed"
    SAVED_DRAFT = "saved a draft of an answer"
    DISCARDED_DRAFT = "discarded a draft of an answer"
    ASKED_FOR_REVIEW = "asked for somebody to look at a draft of an answer"
    SENT_DRAFT_BACK = "sent a draft of an answer back"
    IMPORTED_DRAFTS = "read drafts of answers from files"
    IMPORTED_ANSWERS = "published answers from files"
    CHANGED_SETTINGS = "changed settings"
    RESTORED_SETTINGS = "restored older settings"
    APPROVED_TEXT = "marked a text for people in danger as reviewed"
    TOOK_APPROVAL_BACK = "took the review of a text for people in danger back"
    SENT_TEST_NOTICE = "sent a test notice"
    PUT_QUESTIONS_ASIDE = "put unanswered questions aside"
    BROUGHT_QUESTIONS_BACK = "brought questions back that were put aside"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the log. `login` is who did it, by the sign-in name of then."""

    number: int
    at: datetime
    person: str | None
    login: str
    action: str
    subject: str | None
    detail: str | None


def record(
    session: Session, person: Person | None, action: Action, subject: str | None = None, detail: str | None = None
) -> None:
    """Adds a line, in the transaction of what it tells of. No person: it was done from the command line.

    Raises ValueError where `subject` or `detail` is more than a name.
    """
    for name in (subject, detail):
        if name is not None and not _NAME.fullmatch(name):
            raise ValueError("The audit log takes names, not texts.")
    session.add(
        StaffAuditRow(
            at=datetime.now(UTC),
            user_id=person.id if person is not None else None,
            login=person.login if person is not None else COMMAND_LINE,
            action=action,
            subject=subject,
            detail=detail,
        )
    )
    session.flush()


def entries(
    session: Session, *, login: str | None = None, before: int | None = None, limit: int = 50
) -> list[AuditEntry]:
    """The newest lines first, of one person or of all, from before a number on."""
    row = StaffAuditRow
    query = select(row).order_by(row.id.desc()).limit(limit)
    if login is not None:
        query = query.where(row.login == login)
    if before is not None:
        query = query.where(row.id < before)
    return [
        AuditEntry(found.id, found.at, found.user_id, found.login, found.action, found.subject, found.detail)
        for found in session.scalars(query)
    ]


def logins(session: Session) -> Sequence[str]:
    """Everybody who stands in the log."""
    return session.scalars(select(StaffAuditRow.login).distinct().order_by(StaffAuditRow.login)).all()
