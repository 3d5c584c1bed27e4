"""How soon a patient gets what an editor publishes on the staff site, beside a plain reply, in one run.

    .venv/bin/python -m benchmarks.publish_on_site

Twenty answers are edited in turn. The clock runs from the POST of the button "Publish" to the first reply of the chat
API that has the new words. The plain reply is to the same question in the same conversation, just before.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

import httpx

from benchmarks.guide import Guide
from benchmarks.processes import Failed
from benchmarks.publishing import EDITION, Change, is_answered, says_edition, until_shown
from benchmarks.talking import GuidesVisitor
from bot.channels.staff.answer_form import Draft
from bot.library.entries import Entry, read_entries
from bot.library.publishing import held_answers
from bot.settings import Settings
from bot.staff.accounts import Accounts
from bot.staff.passwords import Passwords
from bot.staff.roles import Role
from bot.storage.database import Database, open_database
from tests.staff.answering import fields, send
from tests.staff_browser import PASSWORD, StaffBrowser

CHANGES = 20


def main() -> int:
    """Prints the table; returns the exit status."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        try:
            print("\n".join(_table(*_measured(Path(folder)))))
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
    return 0


def _measured(folder: Path) -> tuple[list[float], list[float]]:
    """The seconds of each plain reply, and of each change until a reply shows it."""
    with ExitStack() as stack:
        guide = Guide(folder)
        stack.callback(guide.stop)
        shutil.copytree(Settings().models_dir, guide.settings.models_dir, dirs_exist_ok=True)
        guide.fill()
        guide.start()
        database = stack.enter_context(closing(open_database(guide.settings)))
        visitor = stack.enter_context(closing(GuidesVisitor(guide.settings.port)))
        url = f"http://127.0.0.1:{guide.settings.port}"
        client = stack.enter_context(httpx.Client(base_url=url, timeout=60, trust_env=False))
        with database.transaction() as session:
            Accounts(Passwords()).add(session, "ed", "Ed", Role.EDITOR, PASSWORD, must_change=False)
        editor = StaffBrowser(client, None)  # type: ignore[arg-type]
        editor.signs_in("ed")
        entries = read_entries(guide.settings.content_dir / "entries").values()
        plain, changes = [], []
        for entry in islice((each for each in entries if is_answered(each, visitor)), CHANGES):
            begun, _ = time.monotonic(), visitor.asks(entry.question)
            plain.append(time.monotonic() - begun)
            changes.append(until_shown(_edit(entry, editor, database), visitor).seconds)
        return plain, changes


def _edit(entry: Entry, editor: StaffBrowser, database: Database) -> Change:
    """The form is open and filled in; the change presses its button."""
    page = f"/staff/answers/{entry.slug}/edit"
    edited = replace(entry, body=entry.body.replace(entry.short_answer, f"{entry.short_answer} {EDITION}", 1))
    with database.transaction() as session:
        pairs = fields(Draft.of_entry(edited), held_answers(session)[entry.slug].stamp, act="publish")
    token = editor.token_of(page)

    def publish() -> None:
        if (status := send(editor, page, pairs, token).status_code) != httpx.codes.SEE_OTHER:
            raise Failed(f"Publishing {entry.slug} was answered with {status}.")

    return Change("answer edited on the site", publish, entry.question, says_edition)


def _table(plain: Sequence[float], changes: Sequence[float]) -> Iterator[str]:
    yield f"{'seconds':44s} {'times':>8s} {'median':>8s} {'longest':>8s}"
    for name, times in (("a plain reply", plain), ("Publish on the site until a reply shows it", changes)):
        yield f"{name:44s} {len(times):8d} {statistics.median(times):8.3f} {max(times):8.3f}"
    yield f"Ratio of the medians: {statistics.median(changes) / statistics.median(plain):.1f}. Target: <= 1 s."


if __name__ == "__main__":
    sys.exit(main())
