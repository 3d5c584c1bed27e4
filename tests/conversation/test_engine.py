"""The line to Rasa: whatever goes wrong on it has one name, and people are answered all the same."""

import secrets
import shutil
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from bot.assembly import Parts, assemble
from bot.conversation.acts import Answer, PrescreenMove, Say
from bot.conversation.engine import Engine, EngineUnavailable
from bot.conversation.lookup import Said
from bot.conversation.service import Incoming
from bot.library.kinds import Kind
from bot.library.texts import TextId
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.values import Value
from bot.safety.dangers import Danger
from bot.safety.screen import RASA_IS_BELIEVED_AT, Finding, Screen
from bot.settings import Settings
from tests.conversation.conftest import RasaStandIn
from understanding.encoder import SentenceEncoder

SECRET = "s" * 40
WORDS = "is ketamine safe for zebras"
QUESTION = "how long does one session take"

# Status and body; None as body closes the line without a word.
FAULTS: dict[str, tuple[int, bytes | None]] = {
    "no replies": (200, b'{"replies": []}'),
    "unauthorized": (401, b'{"error": "unauthorized"}'),
    "failed": (500, b'{"error": "failed"}'),
    "moved": (302, b""),
    "malformed": (200, b'{"replies": ['),
    "a page": (200, b"<html>Rasa</html>"),
    "nothing": (200, b""),
    "not UTF-8": (200, b"\xff\xfe\xff"),
    "a list": (200, b"[]"),
    "null": (200, b'{"replies": null}'),
    "a number": (200, b'{"replies": 7}'),
    "an unknown act": (200, b'{"replies": [{"act": "dance"}]}'),
    "an unknown text": (200, b'{"replies": [{"act": "say", "text": "You qualify."}]}'),
    "words of its own": (200, b'{"replies": [{"text": "You qualify."}]}'),
    "one good act and a bad one": (200, b'{"replies": [{"act": "say", "text": "thanks"}, {"act": "dance"}]}'),
    "hung up": (200, None),
}


@pytest.fixture
def engine(rasa: RasaStandIn, encoder: SentenceEncoder) -> Iterator[Engine]:
    with closing(Engine(f"http://127.0.0.1:{rasa.port}", SECRET, 5.0, encoder)) as connected:
        yield connected


@pytest.fixture(scope="module")
def bot(
    small_installation: Path, rasa_server: RasaStandIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Parts]:
    """A bot whose Rasa is the stand-in."""
    folder = tmp_path_factory.mktemp("bot") / "small"
    shutil.copytree(small_installation, folder)
    settings = Settings(
        data_dir=folder / "data", content_dir=folder / "content", database_url="", engine_port=rasa_server.port
    )
    with closing(assemble(settings)) as assembled:
        yield assembled


@pytest.fixture
def someone(bot: Parts) -> str:
    """The address of a conversation that has just begun."""
    address = secrets.token_hex(8)
    bot.conversation.begin("web", address)
    return address


def test_it_asks_with_the_secret_and_gets_acts(rasa: RasaStandIn, engine: Engine, encoder: SentenceEncoder) -> None:
    rasa.reply({"act": "say", "text": "verdict_declined"}, {"act": "answer", "entry": "heart_bp"})
    assert engine.acts("c1", Said(WORDS)) == [Say(text=TextId.VERDICT_DECLINED), Answer(entry="heart_bp")]
    [(method, path, secret, body)] = rasa.asked
    assert (method, path, secret) == ("POST", "/webhooks/app/messages", f"Bearer {SECRET}")
    assert isinstance(body, dict)
    vector = np.frombuffer(b64decode(body.pop("vector")), dtype=np.float32)
    assert body == {"conversation": "c1", "text": WORDS, "about": None, "prescreen": None}
    assert vector @ encoder.encode([WORDS])[0] == pytest.approx(1, abs=1e-3)


def test_rasa_hears_where_the_person_is(rasa: RasaStandIn, engine: Engine) -> None:
    rasa.reply({"act": "prescreen_move", "move": {"kind": "answer", "value": "no"}})
    said = Said("no", about="heart_bp", prescreen="liver_kidney")
    assert engine.acts("c1", said) == [PrescreenMove(move=Move(kind=MoveKind.ANSWER, value=Value.NO))]
    [(_, _, _, body)] = rasa.asked
    assert isinstance(body, dict)
    assert (body["about"], body["prescreen"]) == ("heart_bp", "liver_kidney")


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_one_error_without_the_persons_words(rasa: RasaStandIn, engine: Engine, fault: str) -> None:
    rasa.status, rasa.answer = FAULTS[fault]
    with pytest.raises(EngineUnavailable) as caught:
        engine.acts("c1", Said(WORDS))
    assert "zebras" not in str(caught.value)
    assert "qualify" not in str(caught.value)


def test_nobody_there_is_the_same_error(rasa: RasaStandIn, encoder: SentenceEncoder) -> None:
    with closing(Engine("http://127.0.0.1:1", SECRET, 5.0, encoder)) as engine:
        with pytest.raises(EngineUnavailable):
            engine.acts("c1", Said(WORDS))
        with pytest.raises(EngineUnavailable):
            engine.forget("c1")
        assert engine.is_ready() is False
    assert rasa.asked == []


def test_after_a_time_out_the_next_people_do_not_wait_as_well(rasa: RasaStandIn, encoder: SentenceEncoder) -> None:
    rasa.wait = threading.Event()
    with closing(Engine(f"http://127.0.0.1:{rasa.port}", SECRET, 0.1, encoder)) as engine:
        for _ in range(3):
            with pytest.raises(EngineUnavailable, match="timed out"):
                engine.acts("c1", Said(WORDS))
    assert len(rasa.asked) <= 1, "it was asked again at once after it had timed out"


def test_other_faults_do_not_keep_it_from_asking_again(rasa: RasaStandIn, engine: Engine) -> None:
    rasa.status, rasa.answer = FAULTS["failed"]
    with pytest.raises(EngineUnavailable):
        engine.acts("c1", Said(WORDS))
    rasa.reply({"act": "say", "text": "thanks"})
    assert engine.acts("c1", Said(WORDS)) == [Say(text=TextId.THANKS)]


@pytest.mark.parametrize(("status", "ready"), [(200, True), (503, False), (401, False)])
def test_readiness_is_what_rasa_says(rasa: RasaStandIn, engine: Engine, status: int, ready: bool) -> None:
    rasa.status, rasa.answer = status, b"{}"
    assert engine.is_ready() is ready
    assert rasa.asked == [("GET", "/webhooks/app/health", f"Bearer {SECRET}", None)]


def test_what_rasa_decides_is_what_people_get(bot: Parts, someone: str, rasa: RasaStandIn) -> None:
    rasa.reply({"act": "say", "text": "thanks"})
    messages = bot.conversation.reply("web", someone, Incoming(text="/restart what is KAP"))
    assert [message.text for message in messages] == [bot.texts[TextId.THANKS].text]
    [(_, _, _, asked)] = rasa.asked
    assert isinstance(asked, dict)
    assert asked["text"] == "restart what is KAP", "Rasa must never see a leading slash"
    assert asked["conversation"] != someone, "the key to a conversation must stay in the app"


def test_an_answer_that_is_no_longer_published_is_an_honest_fault(bot: Parts, someone: str, rasa: RasaStandIn) -> None:
    rasa.reply({"act": "answer", "entry": "withdrawn_long_ago"})
    messages = bot.conversation.reply("web", someone, Incoming(text="hello"))
    assert [message.text for message in messages] == [bot.texts[TextId.FAULT].text]


def test_people_are_answered_whatever_rasa_does(bot: Parts, someone: str, rasa: RasaStandIn) -> None:
    for fault, (rasa.status, rasa.answer) in FAULTS.items():
        messages = bot.conversation.reply("web", someone, Incoming(text=QUESTION))
        assert [(message.kind, message.entry) for message in messages] == [
            (Kind.ANSWER, "session_duration"),
            (Kind.NOTICE, None),
        ], f"when Rasa's fault was: {fault}"
        assert messages[1].text == bot.texts[TextId.PARTLY_DOWN].text
    assert len(rasa.asked) >= len(FAULTS), "Rasa was not even asked"


def test_people_are_answered_when_rasa_hangs(
    bot: Parts, someone: str, rasa: RasaStandIn, encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    rasa.wait = threading.Event()
    with closing(Engine(f"http://127.0.0.1:{rasa.port}", SECRET, 0.1, encoder)) as impatient:
        monkeypatch.setattr(bot.conversation._turns._decisions, "_engine", impatient)
        messages = bot.conversation.reply("web", someone, Incoming(text=QUESTION))
    assert [message.kind for message in messages] == [Kind.ANSWER, Kind.NOTICE]


def test_a_crisis_never_waits_for_rasa(bot: Parts, someone: str, rasa: RasaStandIn) -> None:
    rasa.reply({"act": "say", "text": "thanks"})
    messages = bot.conversation.reply("web", someone, Incoming(text="I want to die. How long does a session take?"))
    assert [message.kind for message in messages] == [Kind.CRISIS, Kind.SUPPORT, Kind.ANSWER, Kind.SUPPORT]
    assert rasa.asked == []


@pytest.mark.parametrize("is_emergency", [False, True])
@pytest.mark.parametrize(
    ("share", "replies"),
    [
        (RASA_IS_BELIEVED_AT, [TextId.CRISIS_SELF_HARM, TextId.ALERT_KEPT]),
        (RASA_IS_BELIEVED_AT / 2, [TextId.DISTRESS]),
    ],
)
def test_what_rasa_takes_for_danger_gets_help_where_the_screen_sees_some_too(
    bot: Parts,
    someone: str,
    rasa: RasaStandIn,
    monkeypatch: pytest.MonkeyPatch,
    is_emergency: bool,
    share: float,
    replies: list[TextId],
) -> None:
    rasa.reply({"act": "in_danger", "is_emergency": is_emergency})
    monkeypatch.setattr(Screen, "look", lambda *_: Finding(share=share, likely=Danger.SELF_HARM))
    messages = bot.conversation.reply("web", someone, Incoming(text="how does it go"))
    assert [message.text for message in messages] == [bot.texts[name].text for name in replies]


def test_no_connection_to_the_database_is_held_while_rasa_thinks(bot: Parts, someone: str, rasa: RasaStandIn) -> None:
    held: list[int] = []
    rasa.on_request = lambda: held.append(bot.database.engine.pool.checkedout())  # type: ignore[attr-defined]
    rasa.reply({"act": "say", "text": "thanks"})
    bot.conversation.reply("web", someone, Incoming(text="thank you"))
    assert held == [0]


def test_an_erased_conversation_is_forgotten_by_rasa_too(bot: Parts, someone: str, rasa: RasaStandIn) -> None:
    rasa.reply({"act": "say", "text": "thanks"})
    bot.conversation.reply("web", someone, Incoming(text="thank you"))
    bot.conversation.erase("web", someone)
    # Before the app's own rows go and after, so that neither a sudden death nor a message in between leaves anything.
    (_, _, _, told), *forgotten = rasa.asked
    assert isinstance(told, dict)
    for method, path, secret, _ in forgotten:
        assert (method, path) == ("DELETE", f"/webhooks/app/conversations/{told['conversation']}")
        assert secret is not None
    assert len(forgotten) == 2
