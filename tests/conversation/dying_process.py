"""A person goes through a whole pre-screen, and at each commit of it a process dies by SIGKILL, before it or after it;
another one goes on from what is on the disk. Run as a program, for the tests: prints a line of JSON for each death.

One process is made ready and forks: so each death is that of a real process, and none costs a start.
"""

import gc
import json
import os
import shutil
import signal
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.engine.default import DefaultDialect

from bot.assembly import Parts, assemble
from bot.conversation.service import Incoming
from bot.library.texts import ChoiceId
from bot.prescreen.questionnaire import Label
from bot.settings import Settings
from bot.storage.database import Database, open_database
from tests.conversation.one_person import Does, Person, check_the_list

ADDRESS = "someone"


def steps(parts: Parts) -> list[Does]:
    """From the first button to what the clinic gets a second time."""
    labels = parts.questionnaire.labels
    [discreet] = [q.choices["discreet"] for q in parts.questionnaire.questions if q.choices]
    return [
        Does(label=parts.texts.label(ChoiceId.START_PRESCREEN)),
        Does(label=labels[Label.AGREE]),
        Does("depression since my twenties"),
        Does("sertraline, and talking to someone"),
        Does(label=labels[Label.NO]),
        Does(label=labels[Label.BACK]),
        Does("no, never"),
        Does("bp is fine with lisinopril"),
        Does(label=labels[Label.WHY]),
        Does(label=labels[Label.NO]),
        Does(label=labels[Label.DECLINED]),
        Does("what is kap"),
        Does(label=labels[Label.UNSURE]),
        Does("lithium 300"),
        Does(label=labels[Label.NO]),
        Does("needles scare me a bit"),
        Does("Ann, 212 555 0142, in the evening"),
        Does(label=discreet),
        Does(label=labels[Label.CHOOSE_EDIT]),
        Does(label="Medicines"),
        Does("only lithium"),
        Does(label=labels[Label.SEND]),
        Does(label=labels[Label.AMEND]),
        Does(label="Heart and blood pressure"),
        Does("bp is a bit high"),
        Does(label=labels[Label.SEND]),
    ]


class Commits:
    """Counts the commits of this process, and ends it at one of them."""

    def __init__(self) -> None:
        self.seen = 0
        self.dies_at: tuple[int, str] | None = None
        dialect: Any = DefaultDialect
        commit = dialect.do_commit

        def counted(dialect: DefaultDialect, connection: object) -> None:
            self.seen += 1
            self._dies("before")
            commit(dialect, connection)
            self._dies("after")

        dialect.do_commit = counted

    def _dies(self, when: str) -> None:
        if self.dies_at == (self.seen, when):
            os.kill(os.getpid(), signal.SIGKILL)


def forked(work: Callable[[], dict[str, object]], told: Path) -> tuple[int, dict[str, object] | None]:
    """Does it in a process of its own; returns how that ended, and what it said, if it could."""
    told.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        status = 1
        try:
            told.write_text(json.dumps(work()))
            status = 0
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ended), json.loads(told.read_text()) if told.exists() else None


def outcome(person: Person) -> dict[str, object]:
    """What is kept, to be compared: answers, what stands in the transcript, what the clinic has."""
    held = person.held()
    assert held is not None
    check_the_list(person.bot)
    return {
        "state": repr(held),
        "said": person.said(),
        "items": [[item.kind, item.times, item.contact.reach if item.contact else None] for item in person.items()],
        "transcript": [
            [message.sender, message.text if message.kind != "handoff" else "…"]
            for message in person.bot.conversation.transcript("web", ADDRESS)
        ],
    }


def main() -> None:
    """Makes the walk once, then dies everywhere."""
    parts, commits = assemble(Settings()), Commits()
    parts.library.shelf()
    folder = parts.settings.data_dir
    file, told = folder / "kap.sqlite3", folder / "told.json"
    walk = steps(parts)
    parts.conversation.begin("web", ADDRESS)

    def sent(step: int) -> Incoming:
        # As the page knows its buttons after a reload.
        person = Person(parts, ADDRESS)
        person.shown = [each for each in parts.conversation.transcript("web", ADDRESS) if each.sender == "bot"]  # type: ignore[misc]
        return person.incoming(walk[step], f"m{step}")

    points: list[int] = []
    incoming: list[Incoming] = []
    kept: list[dict[str, object]] = []
    for step in range(len(walk)):
        parts.database.close()
        shutil.copy(file, folder / f"before-{step}")
        incoming.append(sent(step))
        commits.seen = 0
        parts.conversation.reply("web", ADDRESS, incoming[step])
        points.append(commits.seen)
        kept.append(outcome(Person(parts, ADDRESS)))
    parts.database.close()
    print(json.dumps({"points": points, "items": kept[-1]["items"], "said": kept[-1]["said"]}), flush=True)

    def opened() -> None:
        Database.__init__(parts.database, open_database(parts.settings)._url)
        commits.seen = 0

    def dying(step: int, commit: int, when: str) -> dict[str, object]:
        opened()
        commits.dies_at = (commit, when)
        parts.conversation.reply("web", ADDRESS, incoming[step])
        return {}

    def going_on(step: int, last: int) -> dict[str, object]:
        """The client sends the same again, and then what comes after it."""
        opened()
        was_kept = len(Person(parts, ADDRESS).said()) > step
        first = parts.conversation.reply("web", ADDRESS, incoming[step])
        assert parts.conversation.reply("web", ADDRESS, incoming[step]) == first
        for later in range(step + 1, last + 1):
            parts.conversation.reply("web", ADDRESS, sent(later))
        return {"was_kept": was_kept, "as_ever": outcome(Person(parts, ADDRESS)) == kept[last]}

    # What lives now lives until the end; so a fork copies little of it.
    gc.collect()
    gc.freeze()
    for step, count in enumerate(points):
        # On the disk, what is after one commit is before the next.
        deaths = [*((commit, "before") for commit in range(1, count + 1)), (count, "after")]
        for commit, when in deaths:
            for old in folder.glob("kap.sqlite3*"):
                old.unlink()
            shutil.copy(folder / f"before-{step}", file)
            died, _ = forked(partial(dying, step, commit, when), told)
            # Where all is as ever after one message, so is the rest: one walk to the end for each message is enough.
            ended, found = forked(partial(going_on, step, len(walk) - 1 if when == "after" else step), told)
            line = {"at": [step, commit, when], "died": died, "ended": ended, **(found or {})}
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
