"""Short remarks on the chat itself get a short reply that fits, and never the offer to delete everything."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import InDanger, Say
from bot.conversation.dialogue import ERASURE_OFFER
from bot.conversation.lookup import Said
from bot.conversation.phrases.chat_remarks import Remark, remark_in
from bot.library.texts import TextId
from tests.conversation.reading_speed import seconds_to_read


@pytest.mark.parametrize(
    ("text", "remark", "reply"),
    [
        ("hold on", Remark.WAIT, TextId.TAKE_TIME),
        ("one sec", Remark.WAIT, TextId.TAKE_TIME),
        ("one moment please", Remark.WAIT, TextId.TAKE_TIME),
        ("sorry im just tired", Remark.WEARY, TextId.TAKE_TIME),
        ("just a bit tired today", Remark.WEARY, TextId.TAKE_TIME),
        ("sorry, had a long day", Remark.WEARY, TextId.TAKE_TIME),
        ("ok hang on", Remark.WAIT, TextId.TAKE_TIME),
        ("wait", Remark.WAIT, TextId.TAKE_TIME),
        ("phone died sorry", Remark.WAIT, TextId.TAKE_TIME),
        ("give me 2 mins", Remark.WAIT, TextId.TAKE_TIME),
        ("nvm", Remark.DROP, TextId.HEARD_SKIP),
        ("forget it", Remark.DROP, TextId.HEARD_SKIP),
        ("oh forget about it", Remark.DROP, TextId.HEARD_SKIP),
        ("never mind", Remark.DROP, TextId.HEARD_SKIP),
        ("forget it im out", Remark.LEAVE, TextId.STOPPED),
        ("nvm bye", Remark.LEAVE, TextId.STOPPED),
        ("forget this i quit", Remark.LEAVE, TextId.STOPPED),
        ("undo", Remark.UNDO, TextId.SLIP),
        ("oops wrong button", Remark.UNDO, TextId.SLIP),
        ("go back", Remark.UNDO, TextId.SLIP),
        ("change my answer", Remark.UNDO, TextId.SLIP),
    ],
)
def test_a_remark_gets_a_reply_that_fits(shared_parts: Parts, text: str, remark: Remark, reply: TextId) -> None:
    assert remark_in(text) is remark
    for action in ("action_offer_erasure", "action_take_no", "action_answer_question", "action_stop"):
        acts = shared_parts.dialogue.decide(action, Said(text))
        assert acts == [Say(text=reply)]
        assert ERASURE_OFFER not in acts


@pytest.mark.parametrize(
    "text",
    [
        "forget everything i said",
        "delete it",
        "forget me",
        "how long is one moment in it",
        "i cant wait anymore",
        "i cant hold on",
        "i want to go back on zoloft",
        "my back hurts",
        "hold on to my answers",
        "wait what is kap",
        "can i undo the effects",
        "my mother died",
        "it was a mistake to live",
    ],
)
def test_what_says_more_is_no_remark(text: str) -> None:
    assert remark_in(text) is None


def test_in_the_pre_screen_a_remark_is_left_to_the_pre_screen(shared_parts: Parts) -> None:
    acts = shared_parts.dialogue.decide("action_take_yes", Said("ok wait", prescreen="heart"))
    assert acts == [Say(text=TextId.HEARD_YES)]


@pytest.mark.parametrize("action", ["action_support_in_crisis", "action_help_in_emergency"])
def test_a_remark_takes_nothing_from_who_is_in_danger(shared_parts: Parts, action: str) -> None:
    [act] = shared_parts.dialogue.decide(action, Said("forget it"))
    assert isinstance(act, InDanger)


@pytest.mark.parametrize("word", ["wait ", "ok ", "sorry ", "undo "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 12), remark_in) < 1
