"""What staff changed on the site in the files clinic.yml, texts.yml and prescreen.yml: every version is kept.

A change is stored as a merge patch over the file (see `merge_patch`), so that a new release may add texts to the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.storage.models import ClinicSettingRow

type Patch = Mapping[str, Any]
type Changes = Mapping[str, Patch]
"""By the file's name."""

NO_CHANGES: Changes = {}


class ChangedMeanwhile(Exception):
    """Somebody else saved a newer version; nothing was changed."""


@dataclass(frozen=True, slots=True)
class SettingVersion:
    """One saved state of a file's changes. `number` counts from 1 in each file."""

    file: str
    number: int
    patch: Patch
    author: str
    at: datetime


def settings_revision(session: Session) -> int:
    """A number that grows with every saved change; 0 before the first."""
    return session.scalar(select(func.max(ClinicSettingRow.id))) or 0


def saved_changes(session: Session) -> Changes:
    """What holds now, in each file that staff have changed."""
    rows = session.scalars(select(ClinicSettingRow).order_by(ClinicSettingRow.number))
    return {row.file: row.patch for row in rows}


def saved_versions(session: Session, file: str) -> list[SettingVersion]:
    """Every version of a file's changes, the newest first."""
    newest_first = select(ClinicSettingRow).filter_by(file=file).order_by(ClinicSettingRow.number.desc())
    return [
        SettingVersion(row.file, row.number, row.patch, row.author, row.created_at)
        for row in session.scalars(newest_first)
    ]


def save_change(session: Session, file: str, patch: Patch, *, base: int, author: str) -> int:
    """Makes `patch` what holds for a file; returns the new version's number.

    `base`: the number of the version that the author saw, 0 for none. Whether the file makes sense with it is for the
    caller to try first. Raises ChangedMeanwhile when it is not the newest any more.
    """
    newest = session.scalar(select(func.max(ClinicSettingRow.number)).filter_by(file=file)) or 0
    if newest != base:
        raise ChangedMeanwhile
    row = ClinicSettingRow(file=file, number=base + 1, patch=dict(patch), author=author, created_at=datetime.now(UTC))
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise ChangedMeanwhile from error
    return row.number
