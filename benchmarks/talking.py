"""Visitors of both bots, and many of them at once in a process of their own, so that their work is not a bot's.

Every reply is looked at: one that is empty, or that did not come through Rasa, is a failure and no message.
"""

import http.client
import itertools
import json
import random
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache
from typing import Any, Protocol

from benchmarks.processes import Failed
from bot.library.entries import read_entries
from bot.library.gaps import read_gaps
from bot.library.texts import TextId, read_texts
from bot.safety.screen import Screen
from bot.settings import PROJECT, Settings

# A path that the starter project was trained for; five messages, as in `conversations`.
STARTERS_WORDS = ("hello", "i am sad", "yes", "are you a bot", "bye")
GREETINGS = ("hello", "hi there", "good morning", "hey", "good evening", "hello, anyone there")
CONDITIONS = ("high blood pressure", "asthma", "diabetes", "epilepsy", "a pacemaker", "liver disease", "glaucoma")
CONVERSATIONS = 200
TIMEOUT_SECONDS = 60.0
WARM_UP_SECONDS = 1.0
# What the app says when Rasa did not reply. (What the crisis screen would keep from Rasa is not asked at all.)
NOT_THROUGH_RASA = (TextId.PARTLY_DOWN, TextId.FAULT)

Conversation = Sequence[str]
Replies = list[dict[str, Any]]


class Visitor(Protocol):
    """Someone in a conversation of their own."""

    def __init__(self, port: int) -> None: ...

    def says(self, text: str) -> Replies:
        """Returns the messages that come back. Raises Failed."""
        ...

    def close(self) -> None:
        """Leaves."""
        ...


class GuidesVisitor:
    """Talks to KAP Guide over its public API."""

    def __init__(self, port: int) -> None:
        self._line = _Line(port)
        self._headers = {"Authorization": f"Bearer {self._line.post('/api/sessions', {}, {})['session']}"}

    def says(self, text: str) -> Replies:
        messages = self.asks(text)
        if without_rasa(messages):
            raise Failed(f"KAP Guide's reply to {text!r} did not come through Rasa.")
        return messages

    def asks(self, text: str) -> Replies:
        """As `says`, but content with what the app says by itself."""
        messages: Replies = self._line.post("/api/messages", {"text": text}, self._headers)["messages"]
        if not messages or not all(message["text"] for message in messages):
            raise Failed(f"KAP Guide replied to {text!r} with nothing.")
        return messages

    def close(self) -> None:
        self._line.close()


class StartersVisitor:
    """Talks to the starter project over the one channel that it opens."""

    def __init__(self, port: int) -> None:
        self._line = _Line(port)
        self._sender = secrets.token_hex(8)

    def says(self, text: str) -> Replies:
        messages: Replies = self._line.post("/webhooks/rest/webhook", {"sender": self._sender, "message": text}, {})
        # A picture comes as a message without words.
        if not messages or not all(message.get("text") or message.get("image") for message in messages):
            raise Failed(f"The starter project replied to {text!r} with nothing.")
        return messages

    def close(self) -> None:
        self._line.close()


VISITORS: dict[str, type[Visitor]] = {"guide": GuidesVisitor, "starter": StartersVisitor}


def conversations(settings: Settings, screen: Screen) -> list[Conversation]:
    """What is said to KAP Guide, five messages each: two questions that have an answer, a greeting, a request for a
    verdict, and a question that has no answer. No question comes twice, so that nothing can be remembered.
    """
    chance = random.Random(0)  # noqa: S311
    entries = read_entries(settings.content_dir / "entries").values()
    asked = _shuffled(chance, screen, [phrasing for entry in entries for phrasing in entry.phrasings])
    unanswered = _shuffled(chance, screen, itertools.chain(*read_gaps(settings.content_dir).values()))
    turns = zip(asked, unanswered, asked, range(CONVERSATIONS), strict=False)
    return [
        (
            GREETINGS[number % len(GREETINGS)],
            question,
            f"can i have it, i have {CONDITIONS[number % len(CONDITIONS)]}",
            gap,
            other,
        )
        for question, gap, other, number in turns
    ]


def without_rasa(replies: Replies) -> bool:
    """Whether KAP Guide's app replied by itself, because Rasa did not."""
    return any(message["text"] in _texts_without_rasa() for message in replies)


def messages_per_second(bot: str, port: int, clients: int, seconds: float, said: Sequence[Conversation]) -> float:
    """Has so many visitors talk to a bot ("guide" or "starter") at once, each without a pause. Raises Failed."""
    order = {"bot": bot, "port": port, "clients": clients, "seconds": seconds, "conversations": said}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.talking"],
        input=json.dumps(order),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(done.stderr.strip())
    return float(done.stdout)


class _Line:
    """A connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)

    def post(self, path: str, body: object, headers: dict[str, str]) -> Any:
        try:
            self._connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json", **headers})
            response = self._connection.getresponse()
            text = response.read()
        except (OSError, http.client.HTTPException) as error:
            raise Failed(f"POST {path} failed: {type(error).__name__}.") from error
        if response.status not in (http.client.OK, http.client.CREATED):
            raise Failed(f"POST {path} was answered with {response.status}.")
        return json.loads(text)

    def close(self) -> None:
        self._connection.close()


@cache
def _texts_without_rasa() -> frozenset[str]:
    settings = Settings(content_dir=PROJECT / "content")
    texts = read_texts(settings.content_dir)
    return frozenset(texts[name].text for name in NOT_THROUGH_RASA)


def _shuffled(chance: random.Random, screen: Screen, texts: "itertools.chain[str] | list[str]") -> Iterator[str]:
    """The texts in some order, without those that the crisis screen keeps from Rasa."""
    distinct = list(dict.fromkeys(texts))
    chance.shuffle(distinct)
    return (text for text in distinct if screen.look(text).danger is None)


def _talk(visitor: type[Visitor], port: int, turns: Iterator[Conversation], until: float) -> list[float]:
    """Holds one conversation after the other; returns when each reply came."""
    times: list[float] = []
    while time.monotonic() < until:
        with closing(visitor(port)) as person:
            for text in next(turns):
                if time.monotonic() < until:
                    person.says(text)
                    times.append(time.monotonic())
    return times


def main() -> int:
    """Reads an order from standard input, prints the messages per second; returns the exit status."""
    order = json.load(sys.stdin)
    turns = itertools.cycle(order["conversations"])
    begun = time.monotonic() + WARM_UP_SECONDS
    until = begun + order["seconds"]
    with ThreadPoolExecutor(order["clients"]) as pool:
        people = [
            pool.submit(_talk, VISITORS[order["bot"]], order["port"], turns, until) for _ in range(order["clients"])
        ]
    try:
        times = [time for person in people for time in person.result()]
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    print(sum(begun <= at < until for at in times) / order["seconds"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
