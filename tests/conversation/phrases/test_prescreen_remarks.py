"""What people say at a question that answers nothing, and answers that come near it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.phrases.prescreen_remarks import Remark, remark_in
from tests.conversation.reading_speed import seconds_to_read

REMARKS = {
    Remark.PAUSE: ["hold on", "ok", "Ok...", "let me think", "one sec", "wait", "hmm", "lets go", "one moment",
                   "ok hold on. let me think", "give me a minute", "just a sec", "let me ask my wife", "hm ok", "brb",
                   "no wait", "i need a moment", "how many more questions", "are we almost done?", "got it",
                   "I'm thinking"],
    Remark.PUZZLED: ["wdym", "no entiendo", "i don't get it", "i dont understand the question", "??", "im confused",
                     "sorry, what does that mean?", "je comprends pas", "what do u mean", "not following"],
    Remark.SLIP: ["wrong button", "oops wrong one", "sorry i pressed the wrong button", "misclick", "that was a typo",
                  "i hit it by mistake", "i didn't mean to press that", "can i change that", "wrong answer", "oops"],
    Remark.MAY_SKIP: ["can i skip some of these", "do i have to answer all of these?", "is this mandatory",
                      "are they optional", "may i leave some out", "which ones can i skip", "must i answer everything"],
    Remark.ANSWERS: ["show me my answers", "show my answers", "what did i answer", "what have i told you so far",
                     "can i see my answers?", "what did i say before", "let me see all of it", "my answers",
                     "list everything i told you", "ok show me what i put", "what have you got so far"],
    Remark.KEEP: ["keep my answers pls", "save my answers", "please keep everything for later"],
    Remark.WEARY: ["this is too much", "i cant do this anymore", "so many questions", "im sick of these questions",
                   "this is a lot", "i can't handle this right now", "this is getting too long"],
    Remark.STOP: ["im tired of this. enough for today", "ok enough for now", "can i do the rest tomorrow",
                  "i'll come back later", "this is too long, stop"],
}  # fmt: skip

ANSWERS = [
    "no", "yes", "no ok", "ok yes", "ok, no", "yes too much", "too much", "it was too much", "a bit", "a while",
    "not sure", "i dont know", "hold on yes", "let me think, yes once", "wait, i had a stroke", "one glass", "one",
    "i need a break from drinking", "i can't take it anymore", "i can't take this medicine", "sick of it", "no, right",
    "i made a mistake in my life and lost her", "wrong diagnosis of bipolar", "i was confused once", "skip meals",
    "i dont understand why i feel so bad", "keep it", "thats a lot of pills", "i'm tired of living", "tired",
    "interesting question, no", "i take it. ok", "the wrong medicine nearly killed me", "i'm ready to try anything", "",
    "can i skip my pill", "show me the way out", "what did my doctor say", "do i have to stop lithium", "👍", "-",
]  # fmt: skip


@pytest.mark.parametrize(("text", "remark"), [(text, kind) for kind, texts in REMARKS.items() for text in texts])
def test_what_answers_nothing_is_heard_as_what_it_is(text: str, remark: Remark) -> None:
    assert remark_in(text) is remark


@pytest.mark.parametrize("text", ANSWERS)
def test_what_may_be_an_answer_is_no_remark(text: str) -> None:
    assert remark_in(text) is None


@pytest.mark.parametrize(
    "word", ["ok,", "hold on ", "no,", "my answers ", "what did i ", "-", "a sec ", "?", "this is too ", "keep "]
)
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * times + "x" for times in (7, 15, 1000)), remark_in) < 1


@given(st.text(max_size=120))
def test_whatever_is_written_is_read_without_a_fault(text: str) -> None:
    assert remark_in(text) is None or isinstance(remark_in(text), Remark)


@pytest.mark.parametrize(
    "text",
    [
        "stop this is too long", "stop im tired", "enough stop", "stop, i don't want to do this", "stop i cant do this",
        "please stop its too much", "im tired can we stop", "this is too long stop", "ok stop it i have to go",
        "stop because this is too personal",
    ],
)  # fmt: skip
def test_stop_with_a_reason_beside_it_stops(text: str) -> None:
    assert remark_in(text) is Remark.STOP


@pytest.mark.parametrize(
    "text",
    [
        "stop smoking in 2019", "i get tired when i stop", "stop taking zoloft", "it was too much so i had to stop",
        "stopped it last year", "no i'm tired", "i cant stop drinking", "stop and start",
    ],
)  # fmt: skip
def test_stopping_something_else_is_no_stop(text: str) -> None:
    assert remark_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "you didnt answer my question", "u never answered my question", "that's not what i asked", "you didn't answer",
        "you ignored my question", "answer my question first", "that doesn't answer my question",
    ],
)  # fmt: skip
def test_who_was_not_answered_says_so(text: str) -> None:
    assert remark_in(text) is Remark.UNANSWERED


@pytest.mark.parametrize("text", ["i never answered that", "no it didn't", "they didn't answer my calls", "no answer"])
def test_what_others_left_unanswered_is_no_such_word(text: str) -> None:
    assert remark_in(text) is not Remark.UNANSWERED


@pytest.mark.parametrize("word", ["stop ", "stop, ", "enough ", "this is too long ", "too ", "i'm tired "])
def test_a_stop_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * times + "x" for times in (4, 9, 15, 1000)), remark_in) < 1
