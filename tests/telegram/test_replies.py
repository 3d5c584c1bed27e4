"""Replies: the conversation behind a chat, in good times and in bad."""

import pytest
from sqlalchemy import text

from bot.assembly import Parts
from bot.channels.telegram.events import Tapped, Typed, Unreadable
from bot.channels.telegram.replies import CHANNEL, Replies
from bot.conversation.messages import Message, Progress
from bot.conversation.service import ConversationService, UnknownConversation
from bot.library.kinds import Kind
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.questionnaire import Label
from bot.safety.dangers import Danger
from bot.safety.screen import Finding, Screen

CRISIS = "I want to kill myself tonight"


@pytest.fixture
def replies(shared_parts: Parts) -> Replies:
    return Replies(shared_parts.voice)


def said(parts: Parts, chat: int, sender: str) -> list[str]:
    return [one.text for one in parts.conversation.transcript(CHANNEL, str(chat)) if one.sender == sender]


def lose_the_database(parts: Parts) -> None:
    with parts.database.transaction() as session:
        session.execute(text("PRAGMA foreign_keys=OFF"))
        session.execute(text("DROP TABLE message"))
        session.execute(text("DROP TABLE conversation"))


def test_start_greets_each_time_and_offers_questions(replies: Replies, chat: int) -> None:
    for update in (1, 2):
        [greeting] = replies.to(Typed(chat, update, "/start"))
        assert greeting.kind == Kind.GREETING
        assert greeting.choices


def named(messages: list[Message], label: str) -> str:
    """The id of the button that says so."""
    return next(choice.id for message in messages for choice in message.choices if choice.label == label)


def test_the_pre_screen_is_walked_with_words_and_taps_and_waits_for_who_starts_again(
    replies: Replies, chat: int, shared_parts: Parts
) -> None:
    labels = shared_parts.questionnaire.labels
    greeting = replies.to(Typed(chat, 1, "/start"))
    [consent] = replies.to(
        Tapped(chat, 2, named(greeting, shared_parts.texts.label(ChoiceId.START_PRESCREEN)), "begin")
    )
    assert consent.kind == Kind.CONSENT
    begun, question = replies.to(Tapped(chat, 3, named([consent], labels[Label.AGREE]), "yes"))
    assert (begun.kind, question.kind) == (Kind.NOTICE, Kind.PRESCREEN_QUESTION)
    [second] = replies.to(Typed(chat, 4, "i feel low since my divorce"))
    assert second.progress == Progress(step=2, of=11)
    again, resume = replies.to(Typed(chat, 5, "/start"))
    assert again.text.endswith(shared_parts.texts[TextId.TELEGRAM_NOTE].text)
    assert resume.text == shared_parts.texts[TextId.PRESCREEN_RESUME].text
    [still] = replies.to(Tapped(chat, 6, named([resume], labels[Label.GO_ON]), "go on"))
    assert (still.kind, still.progress) == (Kind.PRESCREEN_QUESTION, second.progress)


def test_a_first_question_is_answered_at_once_below_a_greeting_without_buttons(replies: Replies, chat: int) -> None:
    greeting, answer, *_ = replies.to(Typed(chat, 1, "what is kap"))
    second, *_ = replies.to(Typed(chat, 2, "how long does a session take"))

    assert (greeting.kind, greeting.choices) == (Kind.GREETING, [])
    assert answer.entry == "what_is_kap"
    assert second.entry == "session_duration"


def test_a_repeat_gets_the_first_reply_and_is_kept_once(replies: Replies, chat: int, shared_parts: Parts) -> None:
    _, *first = replies.to(Typed(chat, 1, "what is kap"))
    again = replies.to(Typed(chat, 1, "what is kap"))

    assert again == first
    assert said(shared_parts, chat, "person") == ["what is kap"]


@pytest.mark.parametrize("words", [CRISIS, f"/start {CRISIS}"])
def test_a_crisis_is_heard_before_anything_else_and_kept(
    replies: Replies, chat: int, shared_parts: Parts, words: str
) -> None:
    first, told = replies.to(Typed(chat, 1, words))

    assert first.kind == Kind.CRISIS
    assert told.text == shared_parts.texts[TextId.ALERT_KEPT].text
    assert said(shared_parts, chat, "person") == [words]


def test_the_word_of_a_link_is_screened_too(replies: Replies, chat: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Screen, "look", lambda *_: Finding(Danger.SUICIDE))

    kinds = [message.kind for message in replies.to(Typed(chat, 1, "/start a-word"))]
    assert kinds == [Kind.CRISIS, Kind.SUPPORT]


def test_a_crisis_in_an_edited_message_is_heard_too(replies: Replies, chat: int, shared_parts: Parts) -> None:
    first, told = replies.to(Unreadable(chat, 1, CRISIS))

    assert first.kind == Kind.CRISIS
    assert told.text == shared_parts.texts[TextId.ALERT_KEPT].text
    assert said(shared_parts, chat, "person") == [CRISIS]


@pytest.mark.parametrize("words", ["", "what is kap"])
def test_what_cannot_be_read_gets_a_kind_text_and_is_not_kept(
    replies: Replies, chat: int, shared_parts: Parts, words: str
) -> None:
    [message] = replies.to(Unreadable(chat, 1, words))

    assert message.text == shared_parts.texts[TextId.UNREADABLE].text
    with pytest.raises(UnknownConversation):
        shared_parts.conversation.transcript(CHANNEL, str(chat))


def test_a_tap_in_a_chat_that_was_erased_opens_nothing(replies: Replies, chat: int, shared_parts: Parts) -> None:
    [message] = replies.to(Tapped(chat, 1, "some-choice", "Yes"))

    assert message.text == shared_parts.texts[TextId.STALE_CHOICE].text
    with pytest.raises(UnknownConversation):
        shared_parts.conversation.transcript(CHANNEL, str(chat))


def test_without_a_database_people_are_told_and_a_crisis_is_still_heard(
    small_parts: Parts, chat: int, caplog: pytest.LogCaptureFixture
) -> None:
    replies = Replies(small_parts.voice)
    lose_the_database(small_parts)

    fault = small_parts.texts[TextId.FAULT].text
    assert [one.text for one in replies.to(Typed(chat, 1, "what is kap"))] == [fault]
    assert [one.text for one in replies.to(Typed(chat, 2, "/start"))] == [fault]
    assert [one.text for one in replies.to(Tapped(chat, 3, "some-choice", "Yes"))] == [fault]
    helped, told = replies.to(Typed(chat, 4, CRISIS))
    assert helped.kind == Kind.CRISIS
    assert told.text == small_parts.texts[TextId.ALERT_WAITING].text
    assert "what is kap" not in caplog.text
    assert str(chat) not in caplog.text


def test_a_fault_in_the_program_is_told_with_nothing_but_its_type(
    replies: Replies, chat: int, shared_parts: Parts, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("what is kap")

    monkeypatch.setattr(ConversationService, "reply", fail)

    assert [one.text for one in replies.to(Typed(chat, 1, "what is kap"))] == [shared_parts.texts[TextId.FAULT].text]
    helped, told = replies.to(Typed(chat, 2, CRISIS))
    assert helped.kind == Kind.CRISIS
    assert told.text == shared_parts.texts[TextId.ALERT_KEPT].text
    assert "ZeroDivisionError" in caplog.text
    assert "what is kap" not in caplog.text
