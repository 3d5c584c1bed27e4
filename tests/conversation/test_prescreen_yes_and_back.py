"""A yes to the pre-screen in people's own ways, a way back into it, and whether the clinic has the answers."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.prescreen_additions import asks_whether_sent
from bot.conversation.phrases.prescreen_commands import agrees_with_feeling, begins_at_once, goes_on
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.questionnaire import Label
from bot.prescreen.state import Stage
from tests.conversation.test_prescreen_service import CONTACT, Person


@pytest.mark.parametrize(
    "text",
    ["ok go", "go", "go!", "ok go ahead", "yes go", "lets go then", "start", "begin please", "alright go on",
     "yes but im nervous", "ok but i'm a bit scared", "sure though im kinda anxious about it", "yes, i feel nervous"],
)  # fmt: skip
def test_who_says_to_go_ahead_begins(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).arrives().taps(ChoiceId.START_PRESCREEN).says(text)
    assert person.prescreen.stage is Stage.ASKING


def test_who_is_nervous_reads_that_anything_may_be_left_out(shared_parts: Parts) -> None:
    person = Person(shared_parts).arrives().taps(ChoiceId.START_PRESCREEN).says("yes but im nervous")
    assert person.was_told(TextId.PRESCREEN_MAY_SKIP)


@pytest.mark.parametrize(
    "text",
    ["go away", "go home", "let it go", "i have to go", "where do i go", "dont start", "no go", "go to hell",
     "i am nervous", "yes but is it safe", "yes but not now", "im scared", "yes but im nervous will it hurt",
     "yes but im 16", "yes but i'm not sure"],
)  # fmt: skip
def test_other_words_do_not_begin_it(text: str) -> None:
    assert not begins_at_once(text)
    assert not agrees_with_feeling(text)


@pytest.mark.parametrize(
    "text",
    ["can we continue", "hi im back can we continue", "hey, i'm back. lets go on", "hi can we go on",
     "me again, continue please", "back again, resume"],
)  # fmt: skip
def test_who_comes_back_to_go_on_goes_on(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(CONTACT).says("stop").taps(Label.KEEP)
    assert person.says(text).is_asked == CONTACT


@pytest.mark.parametrize(
    "text", ["hi im back", "hello again", "im back on my meds", "i came back from work", "my pain is back again"]
)
def test_other_words_of_coming_back_go_on_with_nothing(text: str) -> None:
    assert not goes_on(text)


@pytest.mark.parametrize(
    "text",
    ["how do i know you sent it", "how can i be sure it was sent", "are you sure it was sent", "did it go through",
     "can you confirm they got it", "how do i know they received my answers", "are you sure that it went through"],
)  # fmt: skip
def test_who_doubts_that_it_was_sent_reads_that_it_was(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).sends().says(text)
    assert person.was_told(TextId.PRESCREEN_ALREADY_SENT)


@pytest.mark.parametrize(
    "text", ["how do i know it works", "are you sure it is safe", "how do i know they are real", "are you sure"]
)
def test_other_doubts_are_about_something_else(text: str) -> None:
    assert not asks_whether_sent(text)
