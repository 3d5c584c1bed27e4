"""A change to what the clinic has, not sent yet, while somebody asks about erasing: only a word for it drops it."""

import pytest

from bot.assembly import Parts
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.state import Stage
from tests.conversation.test_prescreen_service import STORIES, Person

HEART = "heart_blood_pressure"
ADDED = f"{STORIES[HEART]}\nalso i have afib"


def changing(parts: Parts) -> Person:
    person = Person(parts).sends().says("also i have afib")
    assert person.prescreen.answers[HEART].words == ADDED
    return person


def asked_about_erasing(parts: Parts) -> Person:
    person = changing(parts).says("delete my answers")
    assert person.was_told(TextId.ERASURE_OFFER)
    return person


@pytest.mark.parametrize("text", ["no", "no keep it", "no thanks"])
def test_who_keeps_it_all_is_shown_the_change_again_and_can_send_it(shared_parts: Parts, text: str) -> None:
    person = asked_about_erasing(shared_parts).says(text)
    assert person.was_told(TextId.KEPT)
    assert "afib" in person.texts[-1]
    sent = person.says("send it").prescreen.sent
    assert sent is not None
    assert sent[HEART].words == ADDED


def test_so_is_who_taps_that(shared_parts: Parts) -> None:
    person = asked_about_erasing(shared_parts).taps(ChoiceId.KEEP_CHAT)
    assert person.prescreen.answers[HEART].words == ADDED
    assert person.prescreen.stage is Stage.REVIEW


def test_who_says_to_send_it_in_place_of_a_reply_sees_it_first(shared_parts: Parts) -> None:
    person = asked_about_erasing(shared_parts).says("send it")
    assert (person.prescreen.stage, person.prescreen.is_paused) == (Stage.REVIEW, False)
    assert "afib" in person.texts[-1]


@pytest.mark.parametrize("text", ["actually forget that", "scratch that", "undo that please", "i take that back"])
def test_who_drops_the_change_is_not_asked_about_the_whole_chat(shared_parts: Parts, text: str) -> None:
    person = changing(shared_parts).says(text)
    assert not person.was_told(TextId.ERASURE_OFFER)
    assert person.was_told(TextId.PRESCREEN_ALREADY_SENT)
    assert person.prescreen.answers[HEART].words == STORIES[HEART]


@pytest.mark.parametrize("text", ["actually forget that", "scratch that"])
def test_before_sending_nothing_is_dropped_so(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts).begins().answers_all().says(text)
    assert person.prescreen.answers[HEART].words == STORIES[HEART]
    assert person.was_told(TextId.PRESCREEN_STOP_ASKED)


@pytest.mark.parametrize("text", ["scratch that", "undo that", "actually forget that"])
@pytest.mark.parametrize(
    "added", [("im pregnant", "i also have epilepsy"), ("im on lithium now", "im on xanax now")], ids=["two", "one"]
)
def test_of_more_changes_none_is_dropped_before_they_say_which(
    shared_parts: Parts, text: str, added: tuple[str, str]
) -> None:
    person = Person(shared_parts).sends().says(added[0]).says(added[1]).says(text)
    kept = "\n".join(given.words for given in person.prescreen.answers.values())
    assert added[0] in kept
    assert added[1] in kept
    assert person.prescreen.stage is Stage.REVIEW
    assert person.prescreen.is_choosing
