"""An answer that is named by the one beside it is looked for in the list, and when people hear back of a change."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.beside_answers import named_beside
from bot.library.texts import TextId
from bot.prescreen.state import Stage
from tests.conversation.reading_speed import seconds_to_read
from tests.conversation.test_prescreen_service import Person


@pytest.mark.parametrize(
    "text",
    ["after the heart one", "the one after blood pressure", "the one before liver", "no the one after the heart one",
     "before the medicines question", "the question right after pregnancy", "the answer below medicines",
     "the one under heart please", "change the one after the drinking one", "right after the heart one",
     "the next one after heart", "the one above allergies"],
)  # fmt: skip
def test_the_answer_beside_is_named(text: str) -> None:
    assert named_beside(text)


@pytest.mark.parametrize(
    "text",
    ["after my heart attack", "the heart one", "i took one before bed", "no", "nope", "after the first one i drank",
     "heart", "the one i take before bed", "before the pregnancy i drank", "one pill after lunch", "after my stroke",
     "i had one after another", "next", "after that", "send it after the heart thing is fixed"],
)  # fmt: skip
def test_other_words_name_none_so(text: str) -> None:
    assert named_beside(text) is None


@pytest.mark.parametrize("text", ["after the heart one", "the one after blood pressure", "the one before liver"])
@pytest.mark.parametrize("before", [[], ["change something"]], ids=["review", "choosing"])
def test_they_are_asked_which_and_nothing_is_recorded(shared_parts: Parts, before: list[str], text: str) -> None:
    person = Person(shared_parts).begins().answers_all()
    for words in before:
        person.says(words)
    answers = person.prescreen.answers
    assert person.says(text).prescreen.is_choosing
    assert person.prescreen.answers == answers
    assert person.texts[-1] == shared_parts.questionnaire.review.choose


@pytest.mark.parametrize("text", ["no", "nope"])
def test_a_no_to_the_list_changes_nothing(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_all()
    answers = person.prescreen.answers
    person.says("after the heart one").says(text)
    assert person.prescreen.answers == answers
    assert person.prescreen.stage is Stage.REVIEW


@pytest.mark.parametrize("word", ["the one", "after", "before the", "no", "heart", "and"])
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    texts = [f"{word} " * times + end for times in (8, 14, 1000) for end in ("", "x", "one")]
    assert seconds_to_read(texts, named_beside) < 1


@pytest.mark.parametrize("text", ["when will i hear back", "when do they call me"])
def test_who_changed_something_reads_that_the_clinic_has_the_rest(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).sends().says("also i have afib").says(text)
    assert person.was_told(TextId.PRESCREEN_WHEN_CHANGED)
    assert not person.was_told(TextId.PRESCREEN_WHEN_SENT)
    assert "afib" in person.texts[-1]
    assert person.prescreen.stage is Stage.REVIEW


def test_so_does_who_left_the_change_for_a_moment(shared_parts: Parts) -> None:
    person = Person(shared_parts).sends().says("also i have afib").says("delete my answers").says("when will they call")
    assert person.was_told(TextId.PRESCREEN_WHEN_CHANGED)


def test_before_anything_was_sent_they_read_that_nothing_was(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_all().says("when will i hear back")
    assert person.was_told(TextId.PRESCREEN_WHEN_SENT)
