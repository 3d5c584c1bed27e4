"""How soon people get what staff publish, beside a changed response of Rasa's own starter project, in one run.

    .venv/bin/python -m benchmarks.publishing [--quick]

For KAP Guide: from the call of the publishing service, as the staff site makes it, to the first reply over HTTP that
shows the change; the app that replies is another process on the same database. Twenty changes: five answers edited,
five given a new phrasing, five new topics published and then withdrawn. For the starter project: `rasa train`, which
trains what has changed, then the new model into the running server (PUT /model), up to the first reply that shows it.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from benchmarks.guide import Guide
from benchmarks.processes import Failed
from benchmarks.starter_project import StarterProject
from benchmarks.talking import GuidesVisitor, Replies, StartersVisitor, without_rasa
from bot.library.entries import Entry, read_entries
from bot.library.publishing import Publishing
from bot.storage.database import open_database
from tests.live_bot import ENGINE_PYTHON
from understanding.encoder import SentenceEncoder
from understanding.encoder_files import ensure_encoder

AUTHOR = "benchmark"
PATIENCE_SECONDS = 20.0
EDITION = "This sentence is new."
# One for each of five answers; nobody would look for them there.
PHRASINGS = (
    "is there a fish tank in the room",
    "can i wear a hat during the session",
    "what happens when the fire alarm goes off",
    "may i bring my own teapot",
    "can i knit during the session",
)
TOPICS = {
    "garden": "Does the clinic have a garden to walk in?",
    "swimming_pool": "Does the clinic have a swimming pool?",
    "magazines": "Which magazines are in the waiting room?",
    "lost_umbrella": "Who has found the umbrella that I left behind?",
    "summer_party": "When is the summer party for former patients?",
}


@dataclass(frozen=True)
class Change:
    """Something that staff do, and how a person can tell: by what the reply to a question shows afterwards."""

    kind: str
    make: Callable[[], None]
    question: str
    shows: Callable[[Replies], bool]


@dataclass(frozen=True)
class Shown:
    """How long a change took, and how many replies meanwhile came from the app alone, without Rasa."""

    kind: str
    seconds: float
    alone: int


@dataclass(frozen=True)
class Retrained:
    """The seconds of `rasa train`, and of everything until a reply showed the change."""

    training: float
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.publishing", description=__doc__.splitlines()[0] if __doc__ else None
    )
    parser.add_argument("--quick", action="store_true", help="change the starter project once, not twice")
    repetitions = 1 if parser.parse_args(arguments).quick else 2
    if not ENGINE_PYTHON.exists():
        print("Rasa is not installed here; run `make prepare` first.", file=sys.stderr)
        return 1
    try:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            ours = _ours(Path(folder) / "guide")
            theirs = _theirs(Path(folder) / "starter", repetitions)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    print("\n".join(_table(ours, theirs)))
    return 0


def _ours(folder: Path) -> list[Shown]:
    with ExitStack() as stack:
        guide = Guide(folder)
        stack.callback(guide.stop)
        _say("Training and starting KAP Guide.")
        guide.train()
        guide.fill()
        guide.start()
        database = stack.enter_context(closing(open_database(guide.settings)))
        encoder = SentenceEncoder(ensure_encoder(guide.settings.models_dir, fetch=False))
        visitor = stack.enter_context(closing(GuidesVisitor(guide.settings.port)))
        entries = read_entries(guide.settings.content_dir / "entries").values()
        wanted = (entry for entry in entries if is_answered(entry, visitor))
        found = list(islice(wanted, len(PHRASINGS)))
        _say("Publishing.")
        return [until_shown(change, visitor) for change in _changes(Publishing(database, encoder), found)]


def _theirs(folder: Path, repetitions: int) -> list[Retrained]:
    starter = StarterProject(folder)
    try:
        _say("Training and starting the starter project.")
        starter.train()
        starter.start("--enable-api")
        _say("Changing a response of the starter project.")
        return [_retrained(starter, f"I am a bot, edition {number}.") for number in range(repetitions)]
    finally:
        starter.stop()


def _retrained(starter: StarterProject, said: str) -> Retrained:
    starter.change_response("utter_iamabot", said)
    begun = time.monotonic()
    training = starter.train()
    starter.load_newest_model()
    with closing(StartersVisitor(starter.port)) as visitor:
        if all(message.get("text") != said for message in visitor.says("are you a bot")):
            raise Failed("The starter project does not say what it was taught.")
    return Retrained(training, time.monotonic() - begun)


def _changes(publishing: Publishing, entries: Sequence[Entry]) -> Iterator[Change]:
    def publish(entry: Entry) -> Callable[[], None]:
        return lambda: publishing.publish(entry.slug, publishing.save(entry, AUTHOR))

    def withdraw(slug: str) -> Callable[[], None]:
        return lambda: publishing.withdraw(slug)

    def answered_by(slug: str) -> Callable[[Replies], bool]:
        return lambda replies: any(message["entry"] == slug for message in replies)

    def not_answered_by(slug: str) -> Callable[[Replies], bool]:
        return lambda replies: not answered_by(slug)(replies)

    for entry, phrasing in zip(entries, PHRASINGS, strict=True):
        # In the short answer, which is also among what questions are compared with.
        edited = replace(entry, body=entry.body.replace(entry.short_answer, f"{entry.short_answer} {EDITION}", 1))
        yield Change("answer edited", publish(edited), entry.question, says_edition)
        extended = replace(edited, phrasings=(*edited.phrasings, phrasing))
        yield Change("phrasing added", publish(extended), phrasing, answered_by(entry.slug))
    for slug, question in TOPICS.items():
        topic = Entry(
            slug=slug,
            title=slug.replace("_", " ").capitalize(),
            question=question,
            phrasings=(question.rstrip("?").lower(),),
            sources=entries[0].sources,
            related=(),
            reviewed=None,
            reviewer=None,
            body="The house guide tells. Please ask at the desk.",
        )
        yield Change("new topic published", publish(topic), question, answered_by(slug))
        yield Change("topic withdrawn", withdraw(slug), question, not_answered_by(slug))


def is_answered(entry: Entry, visitor: GuidesVisitor) -> bool:
    """Whether an answer's own question gets it."""
    return any(message["entry"] == entry.slug for message in visitor.asks(entry.question))


def says_edition(replies: Replies) -> bool:
    """Whether an edited answer is among the replies."""
    return any(EDITION in message["text"] for message in replies)


def until_shown(change: Change, visitor: GuidesVisitor) -> Shown:
    """Makes a change, and asks until the reply shows it. Raises Failed."""
    if change.shows(visitor.asks(change.question)):
        raise Failed(f"{change.kind}: {change.question!r} cannot show it, its reply is so already.")
    alone = 0
    begun = time.monotonic()
    change.make()
    while True:
        replies = visitor.asks(change.question)
        waited = time.monotonic() - begun
        alone += without_rasa(replies)
        if change.shows(replies):
            return Shown(change.kind, waited, alone)
        if waited > PATIENCE_SECONDS:
            raise Failed(f"{change.kind}: {change.question!r} does not show it after {PATIENCE_SECONDS:.0f} s.")


def _table(ours: Sequence[Shown], theirs: Sequence[Retrained]) -> Iterator[str]:
    every = [shown.seconds for shown in ours]
    by_kind: dict[str, list[float]] = {}
    for shown in ours:
        by_kind.setdefault(f"  {shown.kind}", []).append(shown.seconds)
    whole = [each.seconds for each in theirs]
    rows = {"KAP Guide": every, **by_kind, "starter project, rasa train and PUT /model": whole}
    yield f"{'until a reply shows it, seconds':43s} {'changes':>8s} {'median':>8s} {'longest':>8s}"
    for name, times in rows.items():
        yield f"{name:43s} {len(times):8d} {statistics.median(times):8.2f} {max(times):8.2f}"
    yield ""
    yield f"Ratio of the medians: {statistics.median(every) / statistics.median(whole):.4f}. Target: KAP Guide <= 1 s."
    yield f"Of the starter project's seconds, rasa train: {statistics.median(each.training for each in theirs):.1f}."
    if alone := sum(shown.alone for shown in ours):
        yield f"After a change, {alone} of KAP Guide's replies came from the app alone, without Rasa."


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
