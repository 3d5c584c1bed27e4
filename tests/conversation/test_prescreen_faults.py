"""Each call to the database fails once at its 1st, 2nd, … time while a person is in the pre-screen; they try again.

No answer is lost that they were shown as taken, nothing stands twice on the clinic's list, nobody reads that the clinic
has what it has not, and it goes on at the same question. `pytest -s` prints what happened: a row for each step and kind
of call.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from functools import partial
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import delete, event, func, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from bot.assembly import Parts, assemble
from bot.conversation.messages import Message
from bot.conversation.service import Incoming, StorageUnavailable, UnknownConversation
from bot.handoff.kinds import ItemKind
from bot.library.kinds import Kind
from bot.library.texts import TextId
from bot.prescreen.questionnaire import Label
from bot.prescreen.state import Prescreen, Stage
from bot.prescreen.values import Value
from bot.safety.screen import Finding, Screen
from bot.settings import PROJECT, Settings
from bot.storage.models import Base, ConversationRow, ErasureReceiptRow, NotificationRow, QueueItemRow, QueueKeyRow
from tests.conftest import free_port
from tests.conversation.conftest import RasaStandIn
from tests.conversation.failing_calls import (
    ANSWER,
    COMMIT,
    CONNECT,
    DEATH,
    READ,
    WRITE,
    Death,
    Faults,
    each_failure,
    failing_where_told,
)
from tests.conversation.one_person import TARGETS, Does, Person, check_the_list, move, texts, types, words
from tests.prescreen.walking import Walk

KINDS_OF_CALLS = (CONNECT, READ, WRITE, COMMIT, ANSWER, DEATH)
TABLE: list[tuple[str, str, int, Counter[str]]] = []


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    """Prints what happened, once all has."""
    yield
    print("\n| what the person does | call that fails | failed at | outcome |\n|---|---|---|---|")
    for scene, call, failed, outcomes in TABLE:
        told = "; ".join(f"{outcome}: {times}" for outcome, times in sorted(outcomes.items()))
        print(f"| {scene} | {call} | 1 to {failed} | {told} |")


@pytest.fixture(autouse=True)
def remembering_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real screen, which need not read the same text hundreds of times."""
    look, seen = Screen.look, dict[str, Finding]()

    def remembered(self: Screen, text: str) -> Finding:
        if text not in seen:
            seen[text] = look(self, text)
        return seen[text]

    monkeypatch.setattr(Screen, "look", remembered)


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    """What fails, where a test says so."""
    return failing_where_told(monkeypatch)


def settings_of(folder: Path, engine_port: int, **more: object) -> Settings:
    """An installation whose clinic is told by mail and by webhook."""
    return Settings(
        data_dir=folder / "data",
        content_dir=folder / "content",
        database_url="",
        models_dir=PROJECT / "models",
        engine_port=engine_port,
        rate_limits="off",
        smtp_url=SecretStr("smtp://127.0.0.1:1"),
        alert_mail_to="staff@clinic.example",
        alert_mail_from="bot@clinic.example",
        alert_webhook_url=SecretStr("http://127.0.0.1:1/hook"),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def bot(
    small_installation: Path, rasa_server: RasaStandIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Parts]:
    """A bot whose Rasa is the stand-in."""
    folder = tmp_path_factory.mktemp("faulty") / "small"
    shutil.copytree(small_installation, folder)
    with closing(assemble(settings_of(folder, rasa_server.port))) as assembled:
        assembled.library.shelf()
        yield assembled


@pytest.fixture(autouse=True)
def nobody_before(bot: Parts) -> None:
    """No conversations and items of other tests, also of one that failed half-way."""
    with bot.database.transaction() as session:
        for table in (QueueKeyRow, NotificationRow, QueueItemRow, ConversationRow, ErasureReceiptRow):
            session.execute(delete(table))


# Scenes


@dataclass(frozen=True)
class Scene:
    """What a person does while something fails. `state`: how far they are before; `before`: what they do then."""

    name: str
    act: Does
    state: Callable[[], Walk] | None = None
    before: tuple[Does, ...] = ()
    # What the clinic has of them afterwards.
    items: tuple[ItemKind, ...] = ()
    in_danger: bool = False


LABELS = Walk().machine._questionnaire.labels
# A blank message shows where they are, and Rasa is not asked.
SHOW = Does(" ")
NOT_COVERED = Does("is there a zoo", rasa=({"act": "not_covered"}, move("show")))
ASKS_FOR_SOMEONE = Does("can i talk to someone", rasa=({"act": "request_person"}, move("show")))
STORY = "depression since my twenties"


def tap(label: Label | str) -> Does:
    return Does(label=LABELS[label] if isinstance(label, Label) else label)


SEND, AMEND = tap(Label.SEND), tap(Label.AMEND)
CHANGE = (tap(Label.CHOOSE_EDIT), tap("Medicines"))


def at_first() -> Walk:
    return Walk().begins()


def at_topic() -> Walk:
    return Walk().begins().answers_until("heart_blood_pressure")


def at_contact() -> Walk:
    return Walk().begins().answers_until("contact_preference")


def at_review() -> Walk:
    return Walk().begins().answers_all()


SCENES = [
    Scene("begins", Does(label="Answer a few questions for the clinic")),
    Scene("agrees to the consent", tap(Label.AGREE), before=(Does(label="Answer a few questions for the clinic"),)),
    Scene("answers in own words", types(STORY), at_first, (SHOW,)),
    Scene("taps an answer", tap(Label.YES), at_topic, (SHOW,)),
    Scene("is asked for more", types("hm", Value.NEEDS_FOLLOWUP), at_topic, (SHOW,)),
    Scene("says more", types("it was fine then"), at_topic, (SHOW, types("hm", Value.NEEDS_FOLLOWUP))),
    Scene("leaves a question out", tap(Label.SKIP), at_contact, (SHOW,)),
    Scene("asks why", tap(Label.WHY), at_topic, (SHOW,)),
    Scene("goes back", tap(Label.BACK), at_topic, (SHOW,)),
    Scene("asks something in between", NOT_COVERED, at_topic, (SHOW,)),
    Scene("says how to be reached", types("Ann, 212 555 0142"), at_contact, (SHOW,)),
    Scene("is in danger amid it", Does("I want to die"), at_topic, (SHOW,), (ItemKind.CRISIS,), in_danger=True),
    Scene("edits an answer at the review", types("only lithium"), at_review, (SHOW, *CHANGE)),
    Scene("sends", SEND, at_review, (SHOW,), (ItemKind.PRESCREEN,)),
    Scene("sends a second time", SEND, at_review, (SHOW, SEND), (ItemKind.PRESCREEN,)),
    Scene(
        "amends and sends again",
        SEND,
        at_review,
        (SHOW, SEND, AMEND, tap("Medicines"), types("only lithium")),
        (ItemKind.PRESCREEN,),
    ),
    Scene("stops, and keeps the answers", tap(Label.KEEP), at_topic, (SHOW, tap(Label.STOP))),
    Scene("stops, and has the answers erased", tap(Label.ERASE), at_topic, (SHOW, tap(Label.STOP))),
    Scene("asks for a person", ASKS_FOR_SOMEONE, at_topic, (SHOW,), (ItemKind.CALLBACK,)),
    Scene("passes a question on", Does(label="Ask the clinic for me"), at_topic, (NOT_COVERED,), (ItemKind.QUESTION,)),
    Scene(
        "says how to be reached for a call",
        Does("Ann, 212 555 0142"),
        at_topic,
        (ASKS_FOR_SOMEONE,),
        (ItemKind.CALLBACK,),
    ),
]


def begun(bot: Parts, rasa: RasaStandIn, scene: Scene) -> Person:
    """A person who has come as far as the scene."""
    person = Person(bot)
    if scene.state is not None:
        state = scene.state().here
        with bot.database.transaction() as session:
            bot.prescreens.keep(session, person.id, None, state)
    for act in scene.before:
        rasa.reply(*act.rasa)
        person.does(act)
    rasa.reply(*scene.act.rasa)
    return person


@dataclass
class Expected:
    """What comes of a scene where nothing fails."""

    held: Prescreen | None
    reply: list[tuple[str, tuple[str, ...]]]
    said: list[str]


def seen_in(person: Person, reply: list[Message]) -> Expected:
    references = [item.reference for item in person.items()]
    return Expected(person.held(), words(reply, references), person.said())


def kinds(person: Person) -> list[ItemKind]:
    """What the clinic has of them."""
    return [item.kind for item in person.items()]


def comparable(seen: Expected) -> Expected:
    """Without what became of an alert, which may have been in time and may have come too late."""
    return replace(seen, reply=[(text, buttons) for text, buttons in seen.reply if "note" not in text.casefold()])


def check_what_was_read(person: Person, reply: list[Message] | None) -> None:
    """Nobody was told that the clinic has their answers before it has them."""
    if reply is not None and person.with_the_clinic(reply):
        assert kinds(person).count(ItemKind.PRESCREEN) == 1


# There are very many reads, and nearly all end as the first does; so does a death before anything is written.
THOROUGH = ("answers in own words", "sends", "amends and sends again", "asks for a person", "passes a question on")
READS_TOO = (*THOROUGH, "agrees to the consent", "taps an answer", "is asked for more", "is in danger amid it")
ERASES = "stops, and has the answers erased"


@pytest.mark.parametrize(
    ("scene", "call"),
    [
        (scene, call)
        for scene in SCENES
        for call in KINDS_OF_CALLS
        if call not in (READ, DEATH) or scene.name in (*THOROUGH, ERASES) or (call == READ and scene.name in READS_TOO)
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_whatever_call_fails_the_next_try_ends_as_if_none_had(
    bot: Parts, rasa: RasaStandIn, faults: Faults, scene: Scene, call: str
) -> None:
    clean = begun(bot, rasa, scene)
    expected = seen_in(clean, clean.does(scene.act, "m1"))
    assert sorted(kinds(clean)) == sorted(scene.items)
    outcomes: Counter[str] = Counter()
    for outage in each_failure(call):
        person = begun(bot, rasa, scene)
        before, said_before = person.held(), person.said()
        incoming = person.incoming(scene.act, "m1")
        reply, died = None, False
        if call == CONNECT:
            # One that waits in the pool would hide that a new one cannot be had.
            bot.database.close()
        with faults.during(outage):
            try:
                reply = person.sends(incoming)
            except StorageUnavailable:
                pass
            except Death:
                died = True
        kept = person.said() == expected.said
        assert kept or person.said() == said_before, "half of a turn is kept"
        assert person.held() == (expected.held if kept else before), "half of a turn is kept"
        if scene.in_danger:
            assert died or reply is not None, "a person in danger got an error"
        else:
            assert kept or reply is None, "what the person read was not kept"
            assert sorted(kinds(person)) == sorted(scene.items if kept else items_before(scene))
        check_what_was_read(person, reply)
        check_the_list(bot)

        again = person.sends(incoming)
        check_what_was_read(person, again)
        assert comparable(seen_in(person, again)) == comparable(expected), "it ends elsewhere than it would have"
        assert reply is None or scene.in_danger or again == reply
        assert person.sends(incoming) == again
        # What an alert leaves where nobody could look up whose it is, belongs to nobody.
        assert scene.in_danger or sorted(kinds(person)) == sorted(scene.items)
        check_the_list(bot)

        what = "died" if died else "an error" if reply is None else "answered"
        outcomes[f"{what}, {'kept' if kept else 'nothing kept'}"] += outage.struck
        bot.alarms.drain()
    if outcomes.total():
        TABLE.append((scene.name, call, outcomes.total(), +outcomes))


def items_before(scene: Scene) -> list[ItemKind]:
    """What the clinic has before the act."""
    asked = {ItemKind.PRESCREEN: SEND, ItemKind.CALLBACK: ASKS_FOR_SOMEONE}
    return [kind for kind, act in asked.items() if act in scene.before]


def rows_left(bot: Parts) -> dict[str, int]:
    """How many rows hold anything of anybody."""
    about_people = ("conversation", "message", "watch", "unanswered_question", "queue_item", "queue_key", "prescreen",
                    "notification", "erasure_receipt")  # fmt: skip
    with bot.database.transaction() as session:
        counted = {
            name: session.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0
            for name in about_people
        }
    return {name: number for name, number in counted.items() if number}


@pytest.mark.parametrize("call", KINDS_OF_CALLS)
def test_whatever_call_fails_all_is_erased_at_the_second_try_or_was_at_the_first(
    bot: Parts, rasa: RasaStandIn, faults: Faults, call: str
) -> None:
    outcomes: Counter[str] = Counter()
    offer = Does("delete everything", rasa=({"act": "say", "text": "erasure_offer", "choices": ["erase_now"]},))
    scene = Scene("", tap("Yes, delete everything"), at_review, (SHOW, SEND, ASKS_FOR_SOMEONE, NOT_COVERED, offer))
    for number, outage in enumerate(each_failure(call), start=1):
        person = begun(bot, rasa, scene)
        incoming = person.incoming(scene.act, "m1")
        full = rows_left(bot)
        reply, died = None, False
        with faults.during(outage):
            try:
                reply = person.sends(incoming)
            except StorageUnavailable:
                pass
            except Death:
                died = True
        left = rows_left(bot)
        gone = "conversation" not in left
        assert gone or left == full, "half of it is erased"
        assert reply is None or (gone and texts(bot, reply) == [TextId.ERASED])
        try:
            again = person.sends(incoming)
        except UnknownConversation:
            assert gone
        else:
            assert not gone
            assert texts(bot, again) == [TextId.ERASED]
        assert rows_left(bot) == {"erasure_receipt": number}
        what = "died" if died else "an error" if reply is None else "answered"
        outcomes[f"{what}, {'erased' if gone else 'all still there'}"] += outage.struck
    if outcomes.total():
        TABLE.append(("has everything erased", call, outcomes.total(), +outcomes))


# Deaths of a process


def test_after_a_sigkill_at_any_commit_another_process_goes_on_as_if_none_had_been(
    small_installation: Path, tmp_path: Path
) -> None:
    shutil.copytree(small_installation, tmp_path / "small")
    environment = {
        "KAP_DATA_DIR": str(tmp_path / "small" / "data"),
        "KAP_CONTENT_DIR": str(tmp_path / "small" / "content"),
        "KAP_MODELS_DIR": str(PROJECT / "models"),
        "KAP_DATABASE_URL": "",
        "KAP_ENGINE_PORT": str(free_port()),
        "KAP_SMTP_URL": "smtp://127.0.0.1:1",
        "KAP_ALERT_MAIL_TO": "staff@clinic.example",
        "KAP_ALERT_MAIL_FROM": "bot@clinic.example",
        "KAP_ALERT_WEBHOOK_URL": "http://127.0.0.1:1/hook",
    }
    command = [sys.executable, "-m", "tests.conversation.dying_process"]
    done = subprocess.run(
        command, cwd=PROJECT, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, *deaths = map(json.loads, done.stdout.splitlines())
    assert first["items"] == [["prescreen", 2, "Ann, 212 555 0142, in the evening / Yes, but a discreet one"]]
    assert len(deaths) == sum(first["points"]) + len(first["points"])
    outcomes: Counter[str] = Counter()
    for death in deaths:
        assert death["died"] == -signal.SIGKILL, death
        assert death["ended"] == 0, f"{death}\n{done.stderr}"
        assert death["as_ever"], death
        outcomes["kept" if death["was_kept"] else "kept when sent again"] += 1
    assert len(outcomes) == 2
    TABLE.append((f"a whole pre-screen, {len(first['points'])} messages", "SIGKILL at a commit", len(deaths), outcomes))


# Two tabs


def in_threads(*works: Callable[[], object]) -> list[object]:
    """What each came to, or the error that it ended with."""
    ready = threading.Barrier(len(works))

    def one(work: Callable[[], object]) -> object:
        ready.wait(10)
        try:
            return work()
        except Exception as error:  # noqa: BLE001
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(one, works))


def test_the_same_question_answered_in_two_tabs_at_once_is_answered_once(bot: Parts, rasa: RasaStandIn) -> None:
    person = begun(bot, rasa, Scene("", types("not since my uncle"), at_topic, (SHOW,)))
    tapped = person.incoming(tap(Label.YES), "tab 2")
    taps: list[list[Message]] = []

    def meanwhile() -> None:
        rasa.on_request = lambda: None
        taps.append(bot.conversation.reply("web", person.address, tapped))

    # While Rasa thinks about what the first tab's person typed, they tap in the second.
    rasa.on_request = meanwhile
    reply = person.sends(person.incoming(types("not since my uncle"), "tab 1"))
    held = person.held()
    assert held is not None
    assert taps[0][-1].kind is Kind.PRESCREEN_QUESTION
    assert held.answers["heart_blood_pressure"].words == "Yes"
    assert held.question == "liver_kidney"
    assert "liver_kidney" not in held.answers, "words about one question are kept as the answer to another"
    assert reply[-1].text == taps[0][-1].text


def test_other_questions_in_two_tabs_are_each_answered_where_they_stand(bot: Parts, rasa: RasaStandIn) -> None:
    person = begun(bot, rasa, Scene("", SHOW, at_topic, (SHOW,)))
    old_no = person.incoming(tap(Label.NO), "tab 2")
    person.does(tap(Label.YES))
    reply = bot.conversation.reply("web", person.address, old_no)
    assert texts(bot, reply) == [TextId.PRESCREEN_MOVED_ON]
    held = person.held()
    assert held is not None
    assert held.answers["heart_blood_pressure"].value is Value.YES
    assert "liver_kidney" not in held.answers


@pytest.mark.parametrize("same_message", [True, False], ids=["one message", "two messages"])
def test_sent_at_once_in_two_tabs_is_one_item(bot: Parts, rasa: RasaStandIn, same_message: bool) -> None:
    for _ in range(8):
        person = begun(bot, rasa, Scene("", SEND, at_review, (SHOW,)))
        one = person.incoming(SEND, "m1")
        other = one if same_message else replace(one, message_id="m2")
        replies = in_threads(
            *(lambda it=it, at=person.address: bot.conversation.reply("web", at, it) for it in (one, other))
        )
        assert all(isinstance(reply, list) and person.with_the_clinic(reply) for reply in replies), replies
        assert kinds(person) == [ItemKind.PRESCREEN]
        check_the_list(bot)


@pytest.mark.parametrize("what", ["sends", "asks for a person", "answers"])
def test_erased_while_another_tab_is_at_it_everything_is_gone(bot: Parts, rasa: RasaStandIn, what: str) -> None:
    act = {"sends": SEND, "asks for a person": ASKS_FOR_SOMEONE, "answers": types("x")}[what]
    came = Counter[str]()
    for number in range(8):
        person = begun(bot, rasa, Scene("", act, at_contact if what == "answers" else at_review, (SHOW,)))
        incoming = person.incoming(act, "m1")
        replies = in_threads(
            partial(person.sends, incoming),
            partial(bot.conversation.erase, "web", person.address),
        )
        assert isinstance(replies[0], list | UnknownConversation), replies
        assert replies[1] == 0
        came["before" if isinstance(replies[0], list) else "too late"] += 1
        assert rows_left(bot) == {"erasure_receipt": number + 1}
    TABLE.append((f"{what} while another tab erases all", "none: two threads", 8, came))


def test_two_busy_tabs_leave_a_pre_screen_that_makes_sense(bot: Parts, rasa: RasaStandIn) -> None:
    person = begun(bot, rasa, Scene("", types("from a tab"), at_first, (SHOW,)))
    errors: list[Exception] = []

    def busy(seed: int) -> None:
        tab = Person(bot, person.address)
        tab.shown = list(person.shown)
        chance = random.Random(seed)  # noqa: S311
        for _ in range(25):
            try:
                choices = [each for message in tab.shown[-3:] for each in message.choices]
                if choices and chance.random() < 0.7:
                    tab.sends(Incoming(choice=chance.choice(choices).id, message_id=f"{seed} {chance.random()}"))
                else:
                    tab.does(types("from a tab"))
            except StorageUnavailable:
                # The other tab was faster four times in a row.
                continue
            except Exception as error:  # noqa: BLE001
                errors.append(error)

    assert in_threads(lambda: busy(1), lambda: busy(2)) == [None, None]
    assert errors == []
    check_the_list(bot)
    assert bot.conversation.export("web", person.address)


# What changes meanwhile


@contextmanager
def next_process(folder: Path, change: Callable[[str], str]) -> Iterator[Parts]:
    """Another process, which finds another questionnaire."""
    file = folder / "content" / "prescreen.yml"
    file.write_text(change(file.read_text()))
    with closing(assemble(settings_of(folder, free_port()))) as parts:
        yield parts


def test_a_question_that_is_worded_anew_is_asked_anew_and_old_answers_keep_what_they_answered(
    small_settings: Settings,
) -> None:
    folder, old_text = small_settings.data_dir.parent, "Have you ever had a problem with your liver or your kidneys?"
    with closing(assemble(settings_of(folder, free_port()))) as parts:
        person = Person(parts)
        with parts.database.transaction() as session:
            parts.prescreens.keep(session, person.id, None, Walk().begins().answers_until("liver_kidney").here)
        person.does(SHOW)
        person.does(tap(Label.BACK))
        person.does(tap(Label.NO))
        yes = person.incoming(tap(Label.YES), "m1")

    def changed(raw: str) -> str:
        raw = raw.replace("version: 1\n\nconsent", "version: 2\n\nconsent")
        return raw.replace(old_text, "And your liver or kidneys?").replace("a heart problem or", "any heart problem or")

    with next_process(folder, changed) as parts:
        person = Person(parts, person.address)
        assert person.does(SHOW)[-1].text == "And your liver or kidneys?"
        reply = person.sends(yes)
        held = person.held()
        assert held is not None
        assert reply[-1].kind is Kind.PRESCREEN_QUESTION
        assert held.answers["liver_kidney"].asked == "And your liver or kidneys?"
        assert "a heart problem or" in held.answers["heart_blood_pressure"].asked
        for _ in range(20):
            if held is not None and held.stage is Stage.REVIEW:
                break
            labels = {choice.label for choice in reply[-1].choices}
            reply = person.does(tap(next(each for each in (Label.NO, Label.SKIP) if LABELS[each] in labels)))
            held = person.held()
        assert texts(parts, person.does(SEND))
        assert [item.kind for item in person.items()] == [ItemKind.PRESCREEN]


@pytest.mark.parametrize("change", ["taken out", "put in another's place", "another choice"])
def test_whoever_is_at_a_question_that_is_no_more_goes_on_at_the_next(small_settings: Settings, change: str) -> None:
    folder = small_settings.data_dir.parent
    with closing(assemble(settings_of(folder, free_port()))) as parts:
        person = Person(parts)
        with parts.database.transaction() as session:
            state = Walk().begins().answers_until("message_preference").here
            parts.prescreens.keep(session, person.id, None, state)
        person.does(SHOW)
        old = person.incoming(tap("Yes, but a discreet one"), "m1")

    def changed(raw: str) -> str:
        if change == "taken out":
            return raw[: raw.index("  - id: message_preference")] + raw[raw.index("# What the buttons say") :]
        if change == "another choice":
            return raw.replace("      discreet: Yes, but a discreet one\n", "      short: Yes, a short one\n")
        return raw.replace("id: message_preference", "id: voicemail")

    with next_process(folder, changed) as parts:
        person = Person(parts, person.address)
        reply = person.sends(old)
        held = person.held()
        assert held is not None
        assert {**state.answers}.keys() == held.answers.keys()
        if change == "taken out":
            assert reply[-1].kind is Kind.PRESCREEN_REVIEW
        else:
            assert reply[-1].kind is Kind.PRESCREEN_QUESTION
            person.does(tap("Yes, a short one" if change == "another choice" else "Yes, but a discreet one"))
        assert person.with_the_clinic(person.does(SEND))
        assert [item.kind for item in person.items()] == [ItemKind.PRESCREEN]
        check_the_list(parts)


# Clocks


@pytest.fixture
def clock(bot: Parts, monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """How far every clock of the bot is beside the truth, in a list that a test changes."""
    beside = [timedelta(0)]

    class Beside(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + beside[0]

    monkeypatch.setattr("bot.conversation.store.datetime", Beside)
    monkeypatch.setattr("bot.conversation.service.datetime", Beside)
    monkeypatch.setattr("bot.conversation.alarm.datetime", Beside)
    for part in (bot.conversation._turns, bot.prescreens):
        monkeypatch.setattr(part, "_clock", lambda: Beside.now(UTC))
    monkeypatch.setattr(bot.queue._store, "clock", lambda: Beside.now(UTC))
    return beside


JUMPS = {"a day back": timedelta(days=-1), "a year on": timedelta(days=365)}


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_changes_nothing_of_what_is_asked_and_sent(
    bot: Parts, rasa: RasaStandIn, clock: list[timedelta], jump: str
) -> None:
    person = begun(bot, rasa, Scene("", types("words"), at_topic, (SHOW,)))
    person.does(tap(Label.NO))
    clock[0] = JUMPS[jump]
    person.does(tap(Label.NO))
    clock[0] = timedelta(0)
    held = person.held()
    for _ in range(20):
        if held is not None and held.stage is Stage.REVIEW:
            break
        choices = {choice.label for choice in person.shown[-1].choices}
        person.does(tap(next(each for each in (Label.NO, Label.SKIP) if LABELS[each] in choices)))
        held = person.held()
    clock[0] = JUMPS[jump]
    assert person.with_the_clinic(person.does(SEND))
    transcript = bot.conversation.transcript("web", person.address)
    assert [message.text for message in transcript if message.sender == "person"] == person.said()
    assert transcript[-1].text == person.shown[-1].text, "the order is by what came when, not by a clock"
    clock[0] = timedelta(0)
    person.does(tap(Label.AMEND))
    person.does(tap("Medicines"))
    person.does(types("none"))
    assert person.with_the_clinic(person.does(SEND))
    check_the_list(bot)


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_lets_no_answer_stand_that_was_to_be_erased(
    bot: Parts, rasa: RasaStandIn, clock: list[timedelta], jump: str
) -> None:
    person = Person(bot)
    rasa.reply({"act": "say", "text": "thanks"})
    person.does(Does("from before"))
    person.does(Does(label="Answer a few questions for the clinic"))
    person.does(tap(Label.AGREE))
    clock[0] = JUMPS[jump]
    rasa.reply(*types("planted words").rasa)
    person.does(types("planted words"))
    clock[0] = timedelta(0)
    person.does(tap(Label.STOP))
    person.does(tap(Label.ERASE))
    assert person.held() is None
    assert person.said() == ["from before", LABELS[Label.ERASE]]


def test_a_clock_that_was_a_year_ahead_keeps_the_clinic_from_nothing(
    bot: Parts, rasa: RasaStandIn, clock: list[timedelta]
) -> None:
    person = begun(bot, rasa, Scene("", SEND, at_review, (SHOW,)))
    clock[0] = JUMPS["a year on"]
    person.does(SEND)
    clock[0] = timedelta(0)
    due = bot.notifier._due(datetime.now(UTC))
    assert sorted(target for _, target in due) == sorted(TARGETS)


# A full disk


def test_on_a_full_disk_nothing_is_half_kept_and_the_person_is_told(bot: Parts, rasa: RasaStandIn) -> None:
    person = begun(bot, rasa, Scene("", types("words " * 3000), at_first, (SHOW,)))
    before, said = person.held(), person.said()
    incoming = person.incoming(types("words " * 3000), "m1")

    def full(connection: DBAPIConnection, _: object) -> None:
        cursor = connection.cursor()
        [pages] = cursor.execute("PRAGMA page_count").fetchone()
        [free] = cursor.execute("PRAGMA freelist_count").fetchone()
        assert free <= 8, "there is room in it after all"
        cursor.execute(f"PRAGMA max_page_count={pages}")
        cursor.close()

    with bot.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as line:
        line.execute(text("VACUUM"))
    bot.database.close()
    event.listen(bot.database.engine, "connect", full)
    try:
        with pytest.raises(StorageUnavailable):
            person.sends(incoming)
        assert (person.held(), person.said()) == (before, said)
    finally:
        event.remove(bot.database.engine, "connect", full)
        bot.database.close()
    person.sends(incoming)
    held = person.held()
    assert held is not None
    assert held.answers["reason_for_interest"].words.startswith("words words")
    assert len(person.said()) == len(said) + 1
    check_the_list(bot)
