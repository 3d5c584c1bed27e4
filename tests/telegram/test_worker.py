"""The real worker over HTTP, with Rasa away: what a person in a Telegram chat gets."""

import pytest

from bot.assembly import Parts
from bot.channels.telegram.replies import CHANNEL
from bot.conversation.messages import TranscriptMessage
from bot.conversation.service import UnknownConversation
from bot.library.texts import ChoiceId, TextId
from tests.telegram import fake_bot_api
from tests.telegram.conftest import greeting_words
from tests.telegram.fake_bot_api import FakeBotApi
from tests.telegram.worker_process import WorkerProcess

QUESTION = "How long does a session take, my dear guide?"
CRISIS = "I want to kill myself tonight"


@pytest.fixture
def api(lasting_worker: WorkerProcess) -> FakeBotApi:
    return lasting_worker.api


def transcript(parts: Parts, chat: int) -> list[TranscriptMessage]:
    return parts.conversation.transcript(CHANNEL, str(chat))


def typed(parts: Parts, chat: int) -> list[str]:
    return [one.text for one in transcript(parts, chat) if one.sender == "person"]


def test_start_greets_and_offers_questions(api: FakeBotApi, chat: int, shared_parts: Parts) -> None:
    api.say(chat, "/start")

    [greeting] = api.wait_for(chat, 1)
    assert greeting.words == greeting_words(shared_parts)
    assert len(greeting.buttons) == len(shared_parts.texts.clinic.suggested) + 1
    assert greeting.buttons[-1].label == shared_parts.texts.label(ChoiceId.START_PRESCREEN)
    assert not greeting.has_preview


def test_a_first_question_is_answered_below_the_greeting(api: FakeBotApi, chat: int, shared_parts: Parts) -> None:
    api.say(chat, QUESTION)

    greeting, answer, notice = api.wait_for(chat, 3)
    assert (greeting.words, greeting.buttons) == (greeting_words(shared_parts), [])
    assert "From: Ketamine-assisted" in answer.words
    assert answer.words.endswith("Not yet reviewed by your clinic")
    assert answer.buttons
    assert "988 (988 Suicide & Crisis Lifeline)" in notice.words


def test_a_tapped_button_is_acknowledged_quoted_and_answered(api: FakeBotApi, chat: int, shared_parts: Parts) -> None:
    api.say(chat, "/start")
    [greeting] = api.wait_for(chat, 1)
    label = "What is ketamine-assisted psychotherapy (KAP)?"
    assert label in [button.label for button in greeting.buttons]

    api.tap(greeting, label)

    _, answer = api.wait_for(chat, 2)
    assert answer.source.startswith(f"<blockquote>{label}</blockquote>")
    assert answer.words.endswith("Not yet reviewed by your clinic")
    assert any(query.endswith(button.data) for query in api.acknowledged for button in greeting.buttons)
    assert typed(shared_parts, chat) == [label]


def test_a_redelivered_update_does_nothing_twice(api: FakeBotApi, chat: int, shared_parts: Parts) -> None:
    number = api.say(chat, QUESTION)
    api.wait_for(chat, 3)
    api.wait_until_idle()

    api.deliver_again(number, {"message": api.message(chat, text=QUESTION)})
    api.say(chat, "thank you")

    *_, thanks, _ = api.wait_for(chat, 5)
    assert thanks.words == shared_parts.texts[TextId.THANKS].text
    assert typed(shared_parts, chat) == [QUESTION, "thank you"]
    assert len(api.of(chat)) == 5


def test_a_crisis_gets_help_first_also_under_a_picture_and_in_an_edited_message(
    api: FakeBotApi, chat: int, shared_parts: Parts
) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    chats = [chat * 10 + number for number in range(3)]

    api.say(chats[0], CRISIS)
    api.deliver(message=api.message(chats[1], photo=photo, caption=CRISIS))
    api.deliver(edited_message=api.message(chats[2], text=CRISIS, edit_date=1_790_000_001))

    for chat in chats:
        help_now, told = api.wait_for(chat, 2)
        assert help_now.words.startswith("I'm so glad you told me.")
        assert "That's not what I meant" in [button.label for button in help_now.buttons]
        assert told.words.startswith("A note is now on a list")
        assert "Ask the clinic to contact me" in [button.label for button in told.buttons]
        assert "call 988 or text 988 (988 Suicide & Crisis Lifeline)" in help_now.words
        assert "988 Suicide &amp; Crisis Lifeline" in help_now.source
        assert not help_now.has_preview
        assert typed(shared_parts, chat) == [CRISIS]


def test_restart_is_ordinary_text_and_html_stays_what_it_is(api: FakeBotApi, chat: int, shared_parts: Parts) -> None:
    api.say(chat, "/start")
    api.wait_for(chat, 1)
    api.say(chat, "/restart")
    api.wait_for(chat, 2)
    api.say(chat, '<b>what is kap</b> & <a href="https://a.example">"x"</a>')
    api.wait_until_idle()

    assert typed(shared_parts, chat) == ["/restart", '<b>what is kap</b> & <a href="https://a.example">"x"</a>']
    greeting = greeting_words(shared_parts)
    assert [sent.words for sent in api.of(chat)].count(greeting) == 1
    # The Bot API refuses what is not well-formed, and the worker would then send it without its form.
    assert all(sent.is_html for sent in api.sent)


def test_stickers_get_a_kind_text_and_groups_get_nothing(api: FakeBotApi, chat: int, shared_parts: Parts) -> None:
    api.say(chat, "/start")
    [greeting] = api.wait_for(chat, 1)
    group = -chat
    api.say(group, QUESTION)
    in_group = api.message(group, text="Hello") | {"reply_markup": greeting.keyboard}
    query = {"id": f"group-{chat}", "from": in_group["from"], "chat_instance": "1", "data": greeting.buttons[0].data}
    api.deliver(callback_query=query | {"message": in_group})
    api.deliver(message=api.message(chat, location={"latitude": 1.0, "longitude": 1.0}))

    _, kind_text = api.wait_for(chat, 2)
    api.wait_until_idle()
    assert kind_text.words == shared_parts.texts[TextId.UNREADABLE].text
    assert api.of(group) == []
    assert f"group-{chat}" in api.acknowledged


def test_a_person_can_delete_everything_from_the_chat(api: FakeBotApi, chat: int, shared_parts: Parts) -> None:
    api.say(chat, "/start")
    api.wait_for(chat, 1)
    api.say(chat, "delete my data")
    _, offer, _ = api.wait_for(chat, 3)
    api.wait_until_idle()
    before = len(api.of(chat))
    api.tap(offer, "Yes, delete everything")
    api.tap(offer, "Yes, delete everything")

    *_, done, stale = api.wait_for(chat, before + 2)
    assert done.words.endswith(shared_parts.texts[TextId.ERASED].text)
    assert stale.words.endswith(shared_parts.texts[TextId.STALE_CHOICE].text)
    with pytest.raises(UnknownConversation):
        transcript(shared_parts, chat)


def test_the_log_holds_no_token_no_words_no_names_and_no_numbers_of_chats(
    api: FakeBotApi, chat: int, lasting_worker: WorkerProcess
) -> None:
    api.say(chat, QUESTION)
    api.wait_for(chat, 3)

    log = lasting_worker.log()
    assert "The Telegram channel is open." in log
    secrets = [fake_bot_api.TOKEN, fake_bot_api.TOKEN.split(":")[1], fake_bot_api.FIRST_NAME, fake_bot_api.USERNAME]
    for secret in [*secrets, str(chat), "88000", QUESTION, "dear guide", CRISIS, "/bot7", "/restart"]:
        assert secret not in log
