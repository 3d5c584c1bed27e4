"""What people say in and beside the pre-screen can be read nowhere but by them and the clinic, and is gone when they
say so: with a real Rasa, through restarts of both processes and a new key."""

import base64
import os
import random
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.fernet import Fernet, InvalidToken

from bot.settings import PROJECT
from tests.conftest import free_port
from tests.conversations.rasas_calls import RasasCalls, between_rasa_and
from tests.live_bot import LiveBot, Visitor

ABOUT_PEOPLE = (
    "conversation", "message", "watch", "unanswered_question", "queue_item", "queue_key", "prescreen", "notification",
)  # fmt: skip
NOT_OURS = {".git", ".venv", "models", ".tools", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", "tests"}


class Planted:
    """Words that stand nowhere else, the same in every run, and in no file of the project."""

    def __init__(self) -> None:
        self._chance = random.Random(5)  # noqa: S311
        self.words: dict[str, str] = {}

    def word(self, what: str) -> str:
        """A new one."""
        syllables = [self._chance.choice("bdfgklmprtvz") + self._chance.choice("aeiou") for _ in range(5)]
        return self._kept(what, "".join(syllables))

    def phone(self) -> str:
        """A telephone number."""
        return self._kept("phone", f"212 555 {self._chance.randrange(1000, 9999)} {self._chance.randrange(100, 999)}")

    def _kept(self, what: str, word: str) -> str:
        assert what not in self.words
        self.words[what] = word
        return word

    def in_bytes(self, content: bytes) -> list[str]:
        """Which of them can be read in a file, also as UTF-16 or base64."""
        small = content.lower()
        return [
            what
            for what, word in self.words.items()
            if any(form in small for form in _plain_forms(word)) or any(form in content for form in _in_base64(word))
        ]


def _plain_forms(word: str) -> list[bytes]:
    forms = [word.lower(), word.lower().replace(" ", "")]
    return [form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")]


def _in_base64(word: str) -> Iterator[bytes]:
    """The letters that do not hang on what stands before and after it, for each place at which it may begin."""
    for written in {word, word.lower(), word.capitalize()}:
        for before in range(3):
            coded = base64.b64encode(b"\0" * before + written.encode())
            first = -(-before * 8 // 6)
            yield coded[first : (before + len(written)) * 8 // 6]


def test_the_search_finds_what_is_there() -> None:
    planted = Planted()
    word = planted.word("it")
    for code in ("utf-8", "utf-16-le", "utf-16-be"):
        assert planted.in_bytes(b"\1\2" + word.upper().encode(code)) == ["it"]
    for before in range(6):
        assert planted.in_bytes(base64.b64encode(b"abcdef"[:before] + word.encode() + b" and more")) == ["it"]
    assert planted.in_bytes(Fernet(Fernet.generate_key()).encrypt(word.encode())) == []


class Places:
    """Everywhere that the bot writes: its folder, what its processes hold open, and what changed in the project."""

    def __init__(self, live_bot: LiveBot) -> None:
        self._live_bot = live_bot
        self._begun = time.time()
        self.searched: set[str] = set()

    def finds(self, planted: Planted) -> dict[str, list[str]]:
        """The planted words that can be read, by file."""
        files = {path for path in self._live_bot.data_dir.rglob("*") if path.is_file()} | self._open() | self._changed()
        found = {}
        for path in files:
            try:
                content = path.read_bytes()
            except OSError:
                continue
            self.searched.add(path.name if self._live_bot.data_dir in path.parents else str(path))
            if words := planted.in_bytes(content):
                found[str(path)] = words
        return found

    def answers(self, planted: Planted, engine_secret: str) -> dict[str, list[str]]:
        """The planted words that can be read at an address which tells of the bot itself."""
        rasa = f"http://127.0.0.1:{self._live_bot._engine_port}"
        paths = ("/health/live", "/health/ready", "/metrics", "/status", "/version", "/", "/api/openapi.json")
        found = {}
        for url in [f"{self._live_bot.url}{path}" for path in paths] + [
            f"{rasa}{path}" for path in (*paths, "/webhooks/app/health", "/conversations", "/domain")
        ]:
            headers = {"Authorization": f"Bearer {engine_secret}"}
            self.searched.add("GET " + url.replace(rasa, "rasa").replace(self._live_bot.url, "app"))
            if words := planted.in_bytes(httpx.get(url, headers=headers).content):
                found[url] = words
        return found

    def _open(self) -> set[Path]:
        held = set()
        for process in self._live_bot.processes.values():
            for link in Path(f"/proc/{process.pid}/fd").iterdir():
                try:
                    target = link.resolve()
                    flags = next(
                        line.split()[1]
                        for line in Path(f"/proc/{process.pid}/fdinfo/{link.name}").read_text().splitlines()
                        if line.startswith("flags:")
                    )
                except OSError:
                    continue
                if target.is_file() and int(flags, 8) & (os.O_WRONLY | os.O_RDWR):
                    held.add(target)
        return held

    def _changed(self) -> set[Path]:
        changed = set()
        for folder, folders, names in os.walk(PROJECT):
            folders[:] = [name for name in folders if name not in NOT_OURS]
            for name in names:
                path = Path(folder, name)
                if path.is_file() and path.stat().st_mtime >= self._begun:
                    changed.add(path)
        return changed


@contextmanager
def app_restarted(live_bot: LiveBot, **environment: str) -> Iterator[None]:
    """The app dies hard, and another one starts with these settings; afterwards it is as it was."""

    def restart() -> None:
        app = live_bot.processes.pop("app")
        app.kill()
        app.wait()
        live_bot._start("app", [str(PROJECT / ".venv/bin/python"), "-m", "bot.channels.web.server"])
        live_bot.wait_until_ready()

    before = live_bot._environment
    live_bot._environment = {**before, **environment}
    try:
        restart()
        yield
    finally:
        live_bot._environment = before
        restart()


def rows(live_bot: LiveBot, tables: tuple[str, ...] = ABOUT_PEOPLE) -> dict[str, int]:
    with closing(sqlite3.connect(live_bot.data_dir / "kap.sqlite3")) as line:
        return {table: line.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables}  # noqa: S608


def newest(live_bot: LiveBot, column: str, table: str, order: str) -> Any:
    with closing(sqlite3.connect(live_bot.data_dir / "kap.sqlite3")) as line:
        return line.execute(f"SELECT {column} FROM {table} ORDER BY {order} DESC LIMIT 1").fetchone()[0]  # noqa: S608


def button(messages: list[dict[str, Any]], label: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(c for message in messages for c in message["choices"] if c["label"] == label)
    return found


class Walker:
    """A visitor who goes from question to question."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.step = 0
        self.last: list[dict[str, Any]] = []

    def says(self, text: str) -> list[dict[str, Any]]:
        self.last = self.visitor.says(text)
        kinds = [message["kind"] for message in self.last]
        assert "crisis" not in kinds, text
        assert not any("aren't working" in message["text"] for message in self.last), "Rasa did not answer"
        return self.last

    def answers(self, text: str) -> None:
        """An answer; where more is asked, a plain one after it."""
        for attempt in (text, "no"):
            message = self.says(attempt)[-1]
            if message["kind"] != "prescreen_question" or message["progress"]["step"] > self.step:
                break
        self.step = message["progress"]["step"] if message["progress"] else 12

    def is_at(self, step: int) -> bool:
        return bool(self.last[-1]["kind"] == "prescreen_question" and self.last[-1]["progress"]["step"] == step)


@pytest.mark.timeout(300)
def test_what_was_said_is_read_nowhere_outlives_every_restart_and_goes_when_told_to(live_bot: LiveBot) -> None:
    planted, places = Planted(), Places(live_bot)
    live_bot.wait_until_ready()
    before, receipts = rows(live_bot), rows(live_bot, ("erasure_receipt",))["erasure_receipt"]
    visitor = Visitor(live_bot.url)
    walker = Walker(visitor)
    walker.says("i want to start the pre-screen")
    walker.says("yes, that's fine")
    walker.step = 1
    assert walker.is_at(1)
    walker.answers(f"feeling low since {planted.word('reason')} left")
    walker.answers(f"yes, therapy with {planted.word('treatment')}")
    walker.answers(f"never had that, says {planted.word('psychosis')}")

    # Rasa dies hard, and the new one is at the same question.
    live_bot.stop_engine()
    live_bot.start_engine()
    live_bot.wait_until_ready()
    walker.says("which question was that")
    assert walker.is_at(4)
    walker.answers(f"my blood pressure is fine with {planted.word('heart')}")

    # The app dies hard; the new one has a new key, and Rasa's calls come by way of the test.
    old_key = Fernet((live_bot.data_dir / "encryption.key").read_bytes().strip())
    new = Fernet.generate_key().decode()
    asked_at, listens_at = int(live_bot._environment["KAP_ACTIONS_PORT"]), free_port()
    keys = f"{new},{(live_bot.data_dir / 'encryption.key').read_text().strip()}"
    oldest_body = newest(live_bot, "body", "message", "number")
    with (
        app_restarted(live_bot, KAP_ACTIONS_PORT=str(listens_at), KAP_ENCRYPTION_KEY=keys),
        between_rasa_and(asked_at, listens_at) as calls,
    ):
        walker.says("which question was that")
        assert walker.is_at(5)
        assert calls.form == "prescreen_form"
        rest_of_the_walk(walker, planted, calls)
        conversation = calls.bodies[-1]["sender_id"]

        # The new key seals, and the old one still opens.
        assert Fernet(new).decrypt(newest(live_bot, "state", "prescreen", "changed_at"))
        assert Fernet(new).decrypt(newest(live_bot, "body", "message", "number"))
        assert old_key.decrypt(oldest_body)
        with pytest.raises(InvalidToken):
            old_key.decrypt(newest(live_bot, "body", "message", "number"))

        secret = live_bot._environment["KAP_ENGINE_SECRET"]
        assert places.finds(planted) == {}
        assert places.answers(planted, secret) == {}
        shown = visitor._client.get("/api/export")
        assert shown.status_code == httpx.codes.OK
        assert sorted(planted.in_bytes(shown.text.encode())) == sorted(planted.words), "theirs to see, old and new"
        assert planted.in_bytes(calls.memory.encode()), "Rasa's memory holds what it should forget"

        assert visitor._client.delete("/api/sessions").status_code == httpx.codes.NO_CONTENT
        for path in ("/api/export", "/api/messages"):
            assert visitor._client.get(path).status_code == httpx.codes.UNAUTHORIZED
        assert visitor._client.post("/api/messages", json={"text": "hello"}).status_code == 401
        assert rows(live_bot) == before
        assert rows(live_bot, ("erasure_receipt",))["erasure_receipt"] == receipts + 1
        assert nowhere_named(live_bot, conversation)

        # Whoever speaks to Rasa in that conversation's name finds that it knows nothing of it.
        asked = {"conversation": conversation, "text": "how long does one session take", "about": None}
        answer = httpx.post(
            f"http://127.0.0.1:{live_bot._engine_port}/webhooks/app/messages",
            json=asked,
            headers={"Authorization": f"Bearer {secret}"},
            timeout=30,
        )
        assert answer.status_code == httpx.codes.OK
        assert calls.bodies[-1]["sender_id"] == conversation
        assert calls.heard == [asked["text"]]
        assert planted.in_bytes(calls.memory.encode()) == []
        assert places.finds(planted) == {}
    visitor.leaves()
    assert places.finds(planted) == {}
    print("\n".join(["", "Searched:", *sorted(places.searched)]))


def rest_of_the_walk(walker: Walker, planted: Planted, calls: RasasCalls) -> None:
    """From the fifth question to what the clinic gets, with a question, a wish for a call and one passed on between."""
    visitor = walker.visitor
    walker.answers(f"no, my {planted.word('liver')} is fine")
    [answer, _] = walker.says(f"how long does one session take? {planted.word('question')} wants to know")
    assert answer["entry"] == "session_duration"
    assert walker.is_at(6)
    walker.answers(f"no, {planted.word('pregnancy')}")
    walker.says(f"can i talk to a real person please, {planted.word('callback')}")
    assert walker.last[0]["kind"] == "handoff"
    assert walker.is_at(7)
    walker.answers(f"no, only {planted.word('substance')} tea")
    messages = walker.says(f"how much does it cost? {planted.word('passed_on')} asks")
    assert messages[0]["kind"] == "not_covered", messages
    passed = visitor.taps(button(messages, "Ask the clinic for me"))
    assert passed[0]["kind"] == "handoff"
    walker.last = passed
    assert walker.is_at(8)
    walker.answers(f"yes, lithium and {planted.word('medicine')}")
    walker.answers(f"no, {planted.word('allergy')}")
    walker.answers(f"{planted.word('anything')} scares me a bit")
    assert walker.is_at(11)
    assert calls.form == "prescreen_form"
    name, family = planted.word("name").capitalize(), planted.word("family").capitalize()
    [last] = walker.says(
        f"{name} {family}, {planted.phone()}, {planted.word('mailbox')}@{planted.word('host')}.example"
    )
    [review] = visitor.taps(button([last], "Yes, but a discreet one"))
    assert review["kind"] == "prescreen_review"
    assert planted.words["reason"] in review["text"]
    [sent] = visitor.taps(button([review], "Send it to the clinic"))
    assert sent["kind"] == "handoff"
    walker.says("how long does one session take")
    assert calls.form is None, "Rasa's form is closed once all is sent"


def nowhere_named(live_bot: LiveBot, name: str) -> bool:
    """Whether no row of any table holds it."""
    with closing(sqlite3.connect(live_bot.data_dir / "kap.sqlite3")) as line:
        tables = [table for (table,) in line.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return not any(name in map(str, row) for table in tables for row in line.execute(f'SELECT * FROM "{table}"'))  # noqa: S608
