"""Each outside call fails once at its 1st, 2nd, … time, or from then on, while a person in danger writes.

They read whom to call all the same; the clinic is told once and no more; and nobody reads that it was told before that
is so. `pytest -s` prints what happened: a row for each message and kind of call.
"""

import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from pydantic import SecretStr
from sqlalchemy import delete, func, select
from starlette.testclient import TestClient

from actions.actions import dialogue_actions
from bot.assembly import Parts, assemble
from bot.channels.webhook.application import create_webhook
from bot.conversation.messages import Message
from bot.conversation.service import Incoming, StorageUnavailable
from bot.handoff.items import AlertView
from bot.library.kinds import Kind
from bot.library.texts import ChoiceId, TextId
from bot.safety.dangers import Danger
from bot.safety.screen import Finding, Screen
from bot.settings import PROJECT, Settings
from bot.storage.models import ConversationRow, NotificationRow, QueueItemRow, QueueKeyRow
from tests.conftest import free_port
from tests.conversation.conftest import RasaStandIn
from tests.conversation.failing_calls import (
    ANSWER,
    ANY,
    COMMIT,
    CONNECT,
    DEATH,
    READ,
    WRITE,
    Death,
    Faults,
    Outage,
    each_failure,
    failing_where_told,
)
from tests.handoff.conftest import MailSink, mail_server

HELP = (Kind.CRISIS, Kind.EMERGENCY)
TARGETS = ["mail", "webhook"]
ONLY_RASA_SEES = "you need not expect me at the next one"
ONLY_TOGETHER = "so that is settled then"
CONTACT = "Ann, 555 123 4567"


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    """What fails, where a test says so."""
    return failing_where_told(monkeypatch)


@pytest.fixture(autouse=True)
def remembering_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real screen, which need not read the same text hundreds of times, and two texts that it would let pass."""
    look, seen = Screen.look, {ONLY_RASA_SEES: Finding(share=0.3), ONLY_TOGETHER: Finding(share=0.3)}

    def remembered(self: Screen, text: str) -> Finding:
        if text not in seen:
            seen[text] = look(self, text)
        return seen[text]

    monkeypatch.setattr(Screen, "look", remembered)
    monkeypatch.setattr(
        Screen, "look_together", lambda _, texts: Danger.SUICIDE if texts[-1] == ONLY_TOGETHER else None
    )


@pytest.fixture(scope="module")
def bot(
    small_installation: Path, rasa_server: RasaStandIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Parts]:
    """A bot whose clinic is told by mail and by webhook, and whose Rasa is the stand-in."""
    folder = tmp_path_factory.mktemp("faulty") / "small"
    shutil.copytree(small_installation, folder)
    with closing(assemble(_settings(folder, rasa_server.port))) as assembled:
        assembled.library.shelf()
        yield assembled


def _settings(folder: Path, engine_port: int, **more: object) -> Settings:
    told: dict[str, object] = {
        "smtp_url": SecretStr("smtp://127.0.0.1:1"),
        "alert_mail_to": "staff@clinic.example",
        "alert_mail_from": "bot@clinic.example",
        "alert_webhook_url": SecretStr("http://127.0.0.1:1/hook"),
    }
    return Settings(
        data_dir=folder / "data",
        content_dir=folder / "content",
        database_url="",
        models_dir=PROJECT / "models",
        engine_port=engine_port,
        rate_limits="off",
        **(told | more),  # type: ignore[arg-type]
    )


@pytest.fixture(autouse=True)
def nobody_before(bot: Parts) -> None:
    """No conversations and no alerts of other tests, also of one that failed half-way."""
    for file in waiting(bot):
        file.unlink()
    with bot.database.transaction() as session:
        for table in (QueueKeyRow, NotificationRow, QueueItemRow, ConversationRow):
            session.execute(delete(table))


@dataclass(frozen=True)
class Scene:
    """What a person did before, and what they do while something fails: texts that they type, buttons that they tap."""

    name: str
    act: str
    before: tuple[str, ...] = ()
    # Whether the danger is not in the words, so that it cannot be seen before the conversation is looked up.
    shows_late: bool = False
    # What Rasa says to it, if it is asked.
    rasa: dict[str, object] = field(default_factory=lambda: {"act": "say", "text": "thanks"})


DANGER = "I want to die"
FIRST = Scene("first crisis", DANGER)
AMID = Scene("crisis amid other talk", "I want to die. How long does one session take?", ("what is kap",))
YES = Scene("taps Yes", ChoiceId.SAFETY_YES, (DANGER,), shows_late=True)
RASA_SEES = Scene(
    "danger that only Rasa sees", ONLY_RASA_SEES, shows_late=True, rasa={"act": "in_danger", "is_emergency": False}
)
IN_DANGER = [
    FIRST,
    Scene("second crisis", "I still want to kill myself", (DANGER,)),
    AMID,
    Scene("emergency", "I just took all of my pills"),
    Scene("emergency after a crisis", "I just took all of my pills", (DANGER,)),
    YES,
    Scene("danger that shows in several messages", ONLY_TOGETHER, ("hello",), shows_late=True),
    RASA_SEES,
]
ASKS_FOR_CONTACT = Scene("taps Ask the clinic to contact me", ChoiceId.TELL_CLINIC, (DANGER,))
GIVES_CONTACT = Scene("says how to be reached", CONTACT, (DANGER, ChoiceId.TELL_CLINIC))


class Stage:
    """One conversation with the bot, and what the clinic has of it."""

    def __init__(self, bot: Parts) -> None:
        self.bot = bot
        self.address = secrets.token_hex(8)
        self.shown = bot.conversation.begin("web", self.address)
        with bot.database.transaction() as session:
            row = bot.conversation._store.find(session, "web", self.address)
            assert row is not None
            self.id = row.id

    def incoming(self, act: str, message_id: str) -> Incoming:
        """The act as a channel hands it over."""
        if act not in set(ChoiceId):
            return Incoming(text=act, message_id=message_id)
        label = self.bot.texts.label(ChoiceId(act))
        return Incoming(choice=self.button(label), message_id=message_id)

    def button(self, label: str) -> str:
        """The id of the newest button with a label."""
        return [choice.id for message in self.shown for choice in message.choices if choice.label == label][-1]

    def does(self, incoming: Incoming) -> list[Message]:
        """What the bot says."""
        reply = self.bot.conversation.reply("web", self.address, incoming)
        self.shown += reply
        return reply

    def said(self) -> list[str]:
        """What is kept of the person's own words and taps."""
        transcript = self.bot.conversation.transcript("web", self.address)
        return [message.text for message in transcript if message.sender == "person"]

    def alerts(self) -> list[AlertView]:
        """What the clinic sees of this conversation."""
        with self.bot.database.transaction() as session:
            return self.bot.conversation._alerts.of(session, self.id)

    def is_stored(self, message_id: str) -> bool:
        """Whether a message was counted in an alert, of whatever conversation."""
        key = f"web {self.address} {message_id}"
        with self.bot.database.transaction() as session:
            name = self.bot.conversation._alerts._store.fingerprint("sighting", key)
            row = session.get(QueueKeyRow, name)
            return row is not None and row.item_id is not None


def texts(bot: Parts, messages: list[Message]) -> list[TextId]:
    """The names of the approved texts among the messages."""
    names = {filled.text: name for name, filled in bot.texts.all()}
    return [names[message.text] for message in messages if message.text in names]


def waiting(bot: Parts) -> list[Path]:
    """The files of alerts that wait for the database."""
    return sorted((bot.settings.data_dir / "spool").glob("*"))


def check_that_nothing_is_doubled(bot: Parts) -> None:
    """Each alert has as many messages as were counted, and one notice for each target and round."""
    with bot.database.transaction() as session:
        counted = Counter(session.scalars(select(QueueKeyRow.item_id)).all())
        assert counted == {alert.id: alert.times for alert in session.scalars(select(QueueItemRow))}
        open_ones = session.scalars(select(QueueItemRow.open_key)).all()
        assert len(set(open_ones)) == len(open_ones)
        notices = select(NotificationRow.item_id, NotificationRow.round, NotificationRow.target)
        found = Counter((alert, number, target) for alert, number, target in session.execute(notices))
        assert set(found.values()) <= {1}
        expected = {
            (alert.id, number, target)
            for alert in session.scalars(select(QueueItemRow))
            for number in range(1, alert.rounds + 1)
            for target in TARGETS
        }
        assert set(found) == expected


TABLE: list[tuple[str, str, int, Counter[str]]] = []


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    """Prints what happened, once all has."""
    yield
    print("\n| what the person does | call that fails | failed at | outcome |\n|---|---|---|---|")
    for scene, call, failed, outcomes in TABLE:
        told = "; ".join(f"{outcome}: {times}" for outcome, times in sorted(outcomes.items()))
        print(f"| {scene} | {call} | 1 to {failed} | {told} |")


@dataclass
class Played:
    """A message that was sent while something failed. `reply` is None where an error was told instead."""

    stage: Stage
    incoming: Incoming
    reply: list[Message] | None
    died: bool = False


def play(bot: Parts, rasa: RasaStandIn, faults: Faults, scene: Scene, outage: Outage) -> Played:
    """Sends the scene's message while the outage lasts."""
    stage = Stage(bot)
    rasa.reply({"act": "say", "text": "thanks"})
    for number, act in enumerate(scene.before):
        stage.does(stage.incoming(act, f"before {number}"))
    rasa.reply(scene.rasa)
    incoming = stage.incoming(scene.act, "m1")
    with faults.during(outage):
        try:
            return Played(stage, incoming, stage.does(incoming))
        except StorageUnavailable:
            return Played(stage, incoming, None)
        except Death:
            return Played(stage, incoming, None, died=True)


def check_support(played: Played, scene: Scene) -> str:
    """A person in danger was helped, whatever failed, and read nothing untrue about the alert; returns what of it."""
    stage, bot = played.stage, played.stage.bot
    stored, files = stage.is_stored("m1"), waiting(bot)
    if played.died:
        return "died with the clinic told" if stored else "died before the clinic was told"
    if played.reply is None and scene.shows_late and not stored and not files:
        return "error with the crisis line, before the danger could be seen"
    assert played.reply is not None, "a person in danger got an error"
    assert played.reply[0].kind in HELP
    assert "(tel:" in played.reply[0].text
    outcome = [name for name in texts(bot, played.reply) if name in (TextId.ALERT_KEPT, TextId.ALERT_WAITING)]
    was_told_before = DANGER in scene.before
    assert len(outcome) == 1 or (was_told_before and not outcome), "silence about the alert"
    assert stored or files, "the alert is nowhere"
    if outcome == [TextId.ALERT_KEPT]:
        assert stored, "the clinic was said to be told, and was not"
    if outcome == [TextId.ALERT_WAITING]:
        # Where the answer to a commit got lost, the alert is stored, and nobody could know.
        assert not stored or files, "the clinic was said not to be told, and was"
    for file in files:
        sealed = file.read_bytes()
        # In quotes, as JSON has it: three letters alone stand in base64 by chance.
        planted = (stage.address, stage.id, '"web"', '"suicide"', scene.act)
        assert not [word for word in planted if word.encode() in sealed]
    return "support, stored" if stored and not files else "support, waits on disk"


@pytest.mark.parametrize(
    ("scene", "call"),
    [(scene, call) for scene in IN_DANGER for call in (CONNECT, READ, WRITE, COMMIT, ANSWER)]
    + [(scene, call) for scene in (FIRST, AMID, YES, RASA_SEES) for call in (ANY, DEATH)],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_support_is_shown_and_the_clinic_is_told_once_whatever_call_fails(
    bot: Parts, rasa: RasaStandIn, faults: Faults, scene: Scene, call: str
) -> None:
    outcomes: Counter[str] = Counter()
    for outage in each_failure(call):
        played = play(bot, rasa, faults, scene, outage)
        stage = played.stage
        outcome = check_support(played, scene)

        bot.alarms.drain()
        assert waiting(bot) == []
        assert stage.is_stored("m1") or played.reply is None
        check_that_nothing_is_doubled(bot)

        # The client asks again, as it does when it was told of an error or heard nothing.
        was_kept = len(stage.said()) > len(scene.before)
        again = stage.does(played.incoming)
        assert again[0].kind in HELP
        if was_kept and played.reply is not None:
            assert again == played.reply or TextId.ALERT_KEPT in texts(bot, played.reply)
        else:
            assert TextId.ALERT_WAITING not in texts(bot, again)
            assert TextId.ALERT_KEPT in texts(bot, again) or DANGER in scene.before
        assert stage.does(played.incoming) == again
        assert stage.is_stored("m1")
        check_that_nothing_is_doubled(bot)
        assert len(stage.said()) == len(scene.before) + 1, "the message was kept twice, or never"

        mine = sum(alert.times for alert in stage.alerts())
        expected = scene.before.count(DANGER) + 1
        if call != ANY:
            assert mine == expected, "the clinic was not told of this conversation"
        outcomes[outcome + ("" if mine == expected else ", not known whose")] += outage.struck
    assert outcomes.total() > 0
    TABLE.append((scene.name, call, outcomes.total(), +outcomes))


@pytest.mark.parametrize("call", [CONNECT, READ, WRITE, COMMIT, ANSWER, ANY, DEATH])
@pytest.mark.parametrize("scene", [ASKS_FOR_CONTACT, GIVES_CONTACT], ids=lambda scene: scene.name)
def test_who_wants_to_be_contacted_is_never_told_so_before_it_is_kept(
    bot: Parts, rasa: RasaStandIn, faults: Faults, scene: Scene, call: str
) -> None:
    outcomes: Counter[str] = Counter()
    for outage in each_failure(call):
        played = play(bot, rasa, faults, scene, outage)
        stage = played.stage
        reaches = [alert.contact.reach for alert in stage.alerts() if alert.contact]
        if played.reply is not None and scene is GIVES_CONTACT:
            assert texts(bot, played.reply) == [TextId.CONTACT_KEPT]
            assert reaches == ["555 123 4567"]
        elif played.reply is not None:
            assert texts(bot, played.reply) == [TextId.CONTACT_ASKED]

        again = stage.does(played.incoming)
        assert texts(bot, again) == [TextId.CONTACT_KEPT if scene is GIVES_CONTACT else TextId.CONTACT_ASKED]
        assert stage.does(played.incoming) == again
        [alert] = stage.alerts()
        assert alert.times == 1
        assert (alert.contact is not None) is (scene is GIVES_CONTACT)
        assert len(stage.said()) == len(scene.before) + 1
        check_that_nothing_is_doubled(bot)
        outcome = "died" if played.died else "kept" if played.reply is not None else "an error with the crisis line"
        outcomes[f"{outcome}; kept when sent again"] += outage.struck
    if outcomes.total():
        TABLE.append((scene.name, call, outcomes.total(), +outcomes))


def test_a_contact_that_comes_with_a_cry_for_help_is_kept_too(bot: Parts, rasa: RasaStandIn) -> None:
    rasa.reply({"act": "say", "text": "thanks"})
    stage = Stage(bot)
    for number, act in enumerate(GIVES_CONTACT.before):
        stage.does(stage.incoming(act, f"before {number}"))
    reply = stage.does(Incoming(text="please call 555 123 4567, I want to kill myself"))
    assert reply[0].kind is Kind.CRISIS
    assert TextId.CONTACT_KEPT in texts(bot, reply)
    [alert] = stage.alerts()
    assert alert.contact is not None
    assert (alert.contact.name, alert.contact.reach) == (None, "555 123 4567")


def test_a_contact_is_kept_where_the_note_was_left_without_knowing_whose_it_is(
    bot: Parts, rasa: RasaStandIn, faults: Faults
) -> None:
    rasa.reply({"act": "say", "text": "thanks"})
    stage = Stage(bot)
    danger = stage.incoming(DANGER, "m1")
    with faults.during(Outage(ANY, 1)):
        stage.does(danger)
    bot.alarms.drain()
    assert stage.alerts() == []
    stage.does(danger)
    stage.does(stage.incoming(ChoiceId.TELL_CLINIC, "m2"))
    assert texts(bot, stage.does(Incoming(text=CONTACT, message_id="m3"))) == [TextId.CONTACT_KEPT]
    [alert] = stage.alerts()
    assert alert.contact is not None
    assert (alert.contact.name, alert.contact.reach) == ("Ann", "555 123 4567")


def test_someone_without_a_conversation_is_helped_and_the_clinic_told_whatever_call_fails(
    bot: Parts, faults: Faults
) -> None:
    def told() -> int:
        with bot.database.transaction() as session:
            return session.scalar(select(func.count()).select_from(QueueKeyRow)) or 0

    for call in (CONNECT, READ, WRITE, COMMIT, ANSWER, ANY):
        for outage in each_failure(call):
            before = told()
            with faults.during(outage):
                reply = bot.conversation.first_aid("web", DANGER, secrets.token_hex(8))
            assert reply is not None
            support, outcome = texts(bot, reply)
            assert support is TextId.CRISIS_SUICIDE
            assert (outcome is TextId.ALERT_WAITING) is bool(waiting(bot))
            bot.alarms.drain()
            assert told() == before + 1
            check_that_nothing_is_doubled(bot)


# Rasa and its webhook

RASAS_FAULTS: dict[str, tuple[int, bytes | None]] = {
    "nobody there": (200, None),
    "failed": (500, b"{}"),
    "nothing to say, as when its webhook is away": (200, b'{"replies": []}'),
    "not JSON": (200, b"<html>"),
}


@pytest.mark.parametrize("fault", RASAS_FAULTS)
def test_whatever_rasa_does_a_crisis_gets_support_without_asking_it(bot: Parts, rasa: RasaStandIn, fault: str) -> None:
    rasa.status, rasa.answer = RASAS_FAULTS[fault]
    stage = Stage(bot)
    for number, text in enumerate((DANGER, "I still want to kill myself", "I just took all of my pills")):
        asked = len(rasa.asked)
        reply = stage.does(Incoming(text=text, message_id=f"m{number}"))
        assert reply[0].kind in HELP
        assert (number == 0) is (TextId.ALERT_KEPT in texts(bot, reply))
        assert len(rasa.asked) == asked
    assert sorted(alert.times for alert in stage.alerts()) == [1, 2]
    assert stage.does(Incoming(text="what is kap"))
    TABLE.append(("crisis, second crisis, emergency", f"Rasa: {fault}", 1, Counter({"support, stored; not asked": 3})))


@pytest.mark.parametrize("number", [1, 2, 3])
def test_when_rasa_fails_at_one_call_the_others_are_as_ever(bot: Parts, rasa: RasaStandIn, number: int) -> None:
    stage = Stage(bot)
    for turn, text in enumerate(("what is kap", DANGER, "thank you", "how long does one session take"), start=1):
        rasa.reply({"act": "say", "text": "thanks"})
        if len([method for method, *_ in rasa.asked if method == "POST"]) + 1 == number:
            rasa.answer = None
        reply = stage.does(Incoming(text=text, message_id=f"m{turn}"))
        assert reply
        assert (reply[0].kind in HELP) is (text == DANGER) or turn == 3, "after a crisis the question comes again"
    [alert] = stage.alerts()
    assert alert.times == 1


@pytest.mark.parametrize("call", [CONNECT, READ, ANY])
def test_the_webhook_tells_rasa_of_danger_without_a_database(bot: Parts, faults: Faults, call: str) -> None:
    tracker = {"sender_id": "c1", "slots": {}, "latest_message": {"text": DANGER}, "events": [], "paused": False}
    tracker |= {"followup_action": None, "active_loop": {}, "latest_action_name": "action_listen"}
    request = {"next_action": "action_support_in_crisis", "sender_id": "c1", "tracker": tracker}
    client = TestClient(create_webhook(dialogue_actions(bot.dialogue, bot.prescreen_dialogue), "secret"))
    with faults.during(Outage(call, 1)):
        answered = client.post("/webhook", json=request, headers={"Authorization": "Bearer secret"})
    assert answered.status_code == 200
    assert [one["custom"]["act"] for one in answered.json()["responses"]] == ["in_danger"]


# Disk and locks

LOCKS = ["DELETE", "WAL"]


@pytest.mark.parametrize("journal", LOCKS)
def test_behind_a_lock_that_somebody_else_holds_support_comes_and_the_alert_waits(
    bot: Parts, rasa: RasaStandIn, journal: str
) -> None:
    stage = Stage(bot)
    file = bot.settings.data_dir / "kap.sqlite3"
    bot.database.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode={journal}")
        other.execute("BEGIN EXCLUSIVE")
        incoming = stage.incoming(DANGER, "m1")
        reply = stage.does(incoming)
        assert texts(bot, reply) == [TextId.CRISIS_SUICIDE, TextId.ALERT_WAITING]
        assert len(waiting(bot)) == 1
        other.execute("ROLLBACK")
    assert bot.alarms.drain() == 1
    assert stage.is_stored("m1")
    assert texts(bot, stage.does(incoming)) == [TextId.CRISIS_SUICIDE, TextId.ALERT_KEPT]
    check_that_nothing_is_doubled(bot)
    TABLE.append(("first crisis", f"SQLite locked ({journal})", 1, Counter({"support, waits on disk": 1})))


@pytest.mark.parametrize("full", ["fsync", "open", "rename"])
def test_on_a_full_disk_support_comes_and_nobody_is_said_to_be_told(
    bot: Parts, faults: Faults, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, full: str
) -> None:
    def no_space(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    stage = Stage(bot)
    incoming = stage.incoming(DANGER, "m1")
    with monkeypatch.context() as disk, faults.during(Outage(ANY, 1)):
        disk.setattr(Path if full == "rename" else os, full, no_space)
        reply = stage.does(incoming)
    assert texts(bot, reply) == [TextId.CRISIS_SUICIDE, TextId.ALERT_WAITING]
    assert waiting(bot) == []
    assert "could not even be written to disk: OSError" in caplog.text
    assert DANGER not in caplog.text
    assert texts(bot, stage.does(incoming)) == [TextId.CRISIS_SUICIDE, TextId.ALERT_KEPT]
    assert [alert.times for alert in stage.alerts()] == [1]
    TABLE.append(("first crisis", f"database and disk ({full})", 1, Counter({"support, not told, and said so": 1})))


def test_what_waits_is_on_the_disk_before_the_person_reads_of_it(
    bot: Parts, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fsync = os.fsync

    def noting(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noting)
    stage = Stage(bot)
    with faults.during(Outage(ANY, 1)):
        stage.does(stage.incoming(DANGER, "m1"))
    [file] = waiting(bot)
    assert synced == [str(file.parent / f".{file.stem}.draft"), str(file.parent), str(file.parent.parent)]
    assert file.stat().st_mode & 0o077 == 0
    bot.alarms.drain()


DIES = """
import os, signal, sys
from bot.assembly import assemble
from bot.conversation.service import Incoming
from bot.settings import Settings

parts = assemble(Settings())
reply = parts.conversation.reply("web", "someone", Incoming(text="I want to die", message_id="m1"))
print(reply[0].kind.value, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_sudden_death_the_next_process_stores_what_waited(small_settings: Settings) -> None:
    database = small_settings.data_dir / "kap.sqlite3"
    with closing(assemble(small_settings)) as parts:
        parts.conversation.begin("web", "someone")
    away = database.rename(database.with_suffix(".away"))
    database.mkdir()
    environment = {
        "KAP_DATA_DIR": str(small_settings.data_dir),
        "KAP_CONTENT_DIR": str(small_settings.content_dir),
        "KAP_MODELS_DIR": str(small_settings.models_dir),
        "KAP_DATABASE_URL": "",
    }
    command = [sys.executable, "-c", DIES]
    died = subprocess.run(
        command, cwd=PROJECT, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert (died.returncode, died.stdout) == (-signal.SIGKILL, "crisis\n"), died.stderr

    database.rmdir()
    away.rename(database)
    with closing(assemble(small_settings)) as parts:
        assert parts.alarms.drain() == 1
        assert parts.alarms.drain() == 0
        reply = parts.conversation.reply("web", "someone", Incoming(text=DANGER, message_id="m1"))
        assert TextId.ALERT_KEPT in texts(parts, reply)
        with parts.database.transaction() as session:
            assert [alert.times for alert in session.scalars(select(QueueItemRow))] == [1]
    TABLE.append(("first crisis", "database away, then SIGKILL", 1, Counter({"stored by the next process": 1})))


# Mail and the clinic's webhook

MAILS_FAULTS: dict[str, Callable[[MailSink], None]] = {
    "recipient refused": lambda sink: setattr(sink, "refuse", lambda _: "451 later"),
    "message refused": lambda sink: setattr(sink, "data_answer", "451 later"),
    "server shuts the line": lambda sink: setattr(sink, "data_answer", "421 going away"),
}


@pytest.mark.parametrize(
    ("fault", "failures"), [("nobody there", number) for number in range(4)] + [(fault, 2) for fault in MAILS_FAULTS]
)
def test_mail_that_fails_holds_up_nobody_and_is_sent_once_when_it_can_be(
    small_settings: Settings, rasa: RasaStandIn, monkeypatch: pytest.MonkeyPatch, fault: str, failures: int
) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    port, sink = free_port(), MailSink()
    settings = _settings(
        small_settings.data_dir.parent,
        rasa.port,
        smtp_url=SecretStr(f"smtp://127.0.0.1:{port}"),
        alert_webhook_url=SecretStr(f"http://127.0.0.1:{rasa.port}/hook"),
    )
    with closing(assemble(settings)) as parts:
        stage = Stage(parts)
        reply = stage.does(Incoming(text=DANGER, message_id="m1"))
        now = datetime.now(UTC)
        assert texts(parts, reply) == [TextId.CRISIS_SUICIDE, TextId.ALERT_KEPT]
        for _ in range(failures):
            broken = MailSink()
            if fault in MAILS_FAULTS:
                MAILS_FAULTS[fault](broken)
            rasa.status = 500
            with _serving(None if fault == "nobody there" else broken, port):
                assert parts.notifier.run_once(now) == 0
            assert broken.taken == []
            now += timedelta(minutes=4)
        rasa.status = 204
        with _serving(sink, port):
            assert parts.notifier.run_once(now) == len(TARGETS)
            assert parts.notifier.run_once(now + timedelta(minutes=1)) == 0
        [mail] = sink.texts
        [alert] = stage.alerts()
        assert alert.reference in mail
        assert DANGER not in mail
        assert len([path for _, path, *_ in rasa.asked if path == "/hook"]) == failures + 1
    if failures:
        outcome = Counter({"support, stored, told once by each": 1})
        TABLE.append(("first crisis", f"mail: {fault}; clinic's webhook: 500", failures, outcome))


@contextmanager
def _serving(sink: MailSink | None, port: int) -> Iterator[None]:
    if sink is None:
        yield
        return
    server: Controller = mail_server(sink, port)
    server.start()
    try:
        yield
    finally:
        server.stop()
