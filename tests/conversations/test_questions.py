"""Questions and their answers, through the public API and a real Rasa."""

import json

import pytest

from bot.settings import PROJECT
from tests.live_bot import LiveBot, Visitor


def kinds(messages: list[dict[str, object]]) -> list[object]:
    return [message["kind"] for message in messages]


def test_a_greeting_says_who_speaks_and_what_is_kept(visitor: Visitor) -> None:
    [greeting] = visitor.greeting
    assert greeting["kind"] == "greeting"
    assert "program, not a person" in greeting["text"]
    assert "encrypted" in greeting["text"]
    *questions, start = greeting["choices"]
    assert all(choice["entry"] for choice in questions)
    assert start["entry"] is None, "the last button begins the pre-screen"


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("how long does one session take", "session_duration"),
        ("is ketamine given through a drip", "route_of_administration"),
        ("is it a magic fix", "is_it_a_cure"),
        ("does KAP help people with OCD?", "ocd"),
        ("who is in the room with me while it happens", "who_is_present"),
        ("do xanax and ketamine mix", "medications"),
    ],
)
def test_a_question_gets_its_answer_with_sources(visitor: Visitor, question: str, entry: str) -> None:
    [answer] = visitor.says(question)
    assert answer["kind"] == "answer"
    assert answer["entry"] == entry
    assert answer["citations"]
    assert answer["reviewed"] is None, "nobody has reviewed the shipped answers, so nobody may be named"


def test_a_tapped_question_is_answered(visitor: Visitor) -> None:
    choice = visitor.greeting[0]["choices"][0]
    [answer] = visitor.taps(choice)
    assert (answer["kind"], answer["entry"]) == ("answer", choice["entry"])


@pytest.mark.parametrize(
    "question",
    [
        "how much does it cost",
        "does my insurance pay for this",
        "can I drive home afterwards?",
        "do people eat beforehand",
        "is there a waiting list",
    ],
)
def test_what_the_documents_do_not_say_is_not_made_up(visitor: Visitor, question: str) -> None:
    [message] = visitor.says(question)
    assert message["kind"] == "not_covered"
    assert "don't say" in message["text"]
    assert any(choice["entry"] is None for choice in message["choices"]), "there must be a way to a person"


def test_an_unsure_match_offers_choices_and_a_tap_answers(visitor: Visitor) -> None:
    [message] = visitor.says("what do you give")
    assert message["kind"] == "clarify"
    offered = [choice for choice in message["choices"] if choice["entry"]]
    assert 1 < len(offered) <= 3
    [answer] = visitor.taps(offered[0])
    assert answer["entry"] == offered[0]["entry"]


def test_a_request_for_a_verdict_gets_none_but_the_topic_is_explained(visitor: Visitor) -> None:
    declined, answer = visitor.says("Can I have it, I have high blood pressure?")
    assert declined["kind"] == "verdict_declined"
    assert (answer["kind"], answer["entry"]) == ("answer", "heart_bp")


def test_a_request_for_medical_advice_gets_none(visitor: Visitor) -> None:
    messages = visitor.says("should i stop taking my lexapro before this")
    assert kinds(messages)[0] == "advice_declined"
    assert "Please don't stop or change a medicine on your own" in str(messages[0]["text"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i want to die", "crisis"),
        ("i just took all of my pills", "emergency"),
        ("i feel so low tonight, cant stop crying", "support"),
        ("can i talk to a real person", "handoff"),
        ("who can read this chat", "privacy"),
        ("hello", "small_talk"),
        ("are you a robot", "small_talk"),
        ("what can you do", "small_talk"),
        ("i want to start the pre-screen", "consent"),
    ],
)
def test_other_messages_get_their_kind(visitor: Visitor, text: str, kind: str) -> None:
    assert kinds(visitor.says(text))[0] == kind


@pytest.mark.parametrize(
    "text", ["/restart", "/affirm@1.0 i want to die", "//crisis{}", "⁄affirm how long does one session take", "/", "😀"]
)
def test_commands_are_ordinary_text(visitor: Visitor, text: str) -> None:
    messages = visitor.says(text)
    assert messages
    assert all(message["text"] for message in messages)
    if "die" in text:
        assert kinds(messages) == ["crisis", "support"]


def test_erasing_asks_once_and_then_everything_is_gone(live_bot: LiveBot) -> None:
    visitor = Visitor(live_bot.url)
    [offer] = visitor.says("please delete everything i wrote")
    erase = next(choice for choice in offer["choices"] if "delete" in choice["label"].lower())
    [done] = visitor.taps(erase)
    assert "deleted" in done["text"]
    with pytest.raises(KeyError):
        visitor.transcript()
    visitor.leaves()


def test_an_edited_file_is_live_for_the_next_message(live_bot: LiveBot, visitor: Visitor, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    entries = tmp_path_factory.mktemp("content") / "entries"
    entries.mkdir()
    live_bot.kap("content", "export", str(entries))
    file = entries / "session_duration.md"
    original = file.read_text()
    file.write_text(original.replace("usually takes several hours", "mostly takes a few hours"))
    try:
        assert "Published: session_duration" in live_bot.kap("content", "import", KAP_CONTENT_DIR=str(entries.parent))
        assert "mostly takes a few hours" in visitor.says("how long does one session take")[0]["text"]
    finally:
        live_bot.kap("content", "import", KAP_CONTENT_DIR=str(PROJECT / "content"))
    assert "usually takes several hours" in visitor.says("how long does one session take")[0]["text"]


def test_kap_ask_answers_each_line(live_bot: LiveBot) -> None:
    lines = [{"text": "how long does one session take"}, {"text": "i want to die"}]
    printed = live_bot.kap("ask", standard_input="\n".join(json.dumps(line) for line in lines))
    first, second = (json.loads(line)["messages"] for line in printed.splitlines())
    assert first[0]["entry"] == "session_duration"
    assert second[0]["kind"] == "crisis"
    assert "partly" not in printed
    assert len(first) == 1, "Rasa is up, so nothing is said to be broken"
