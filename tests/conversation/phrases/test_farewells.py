"""A goodbye while worry is open may be the last one; at any other time only one that is plainly for good is a sign."""

from dataclasses import replace

import pytest

from bot.assembly import Parts
from bot.conversation.acts import Say
from bot.conversation.after_alarm import fits
from bot.conversation.care import ALARMING
from bot.conversation.care_dialogue import reply_to_care
from bot.conversation.care_given import in_danger, tapped
from bot.conversation.phrases.farewells import (
    leaves_for_good,
    only_spares_you,
    says_goodbye,
    says_last_goodbye,
    says_mere_bye,
)
from bot.conversation.turns import means_own_death
from bot.conversation.watch import Watch, going_on
from bot.library.texts import ChoiceId, TextId
from bot.safety.dangers import Danger
from tests.conversation.act_readings import texts_of
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

LAST = [
    "you wont hear from me again", "u won't hear from me anymore", "you will never hear from me again",
    "you'll never hear from me again", "you're not going to hear from me again", "nobody will ever hear from me again",
    "dont expect to hear from me again", "this is the last you'll hear from me", "this is goodbye then",
    "goodbye forever", "farewell world", "ok so you wont see me again", "my family wont hear from me again",
    "thanks for everything, you wont hear from me again", "you won't be hearing from me again",
]  # fmt: skip
FINAL = [
    "this is my last message", "this is my final message", "my last text", "this is the last time i write",
    "i wont be writing anymore", "i won't message again", "i'm not coming back", "i wont bother you again",
    "i won't be bothering anyone anymore", "im going now for good", "ok im going now for good", "im leaving for good",
    "i will be gone forever", "you dont have to worry about me anymore", "i just wanted to say goodbye",
    "you have heard the last of me",
]  # fmt: skip
PLAIN = [
    "bye", "ok bye", "goodbye then", "thanks bye", "good night", "gotta go", "i have to go now", "im off now",
    "ok im going now", "no more messages", "stop messaging me", "im done talking", "see you", "farewell", "take care",
    "i dont want to talk anymore", "ill leave you alone", "goodbye everyone",
]  # fmt: skip
OTHER = [
    "how do i say goodbye to my therapist", "will i hear from the clinic again", "you wont hear from me before friday",
    "you wont hear from me again until the results are in", "the last message was from my doctor",
    "my last message was about the cost", "i wont be back until monday", "i am going for good treatment",
    "i am going to work now", "i am done with the questions", "i have to go to the bathroom during the session",
    "can i leave the session", "i am leaving my job for good", "this is my last dose", "i wont take it again",
    "i will never do ketamine again", "i have not been back", "i wont be needing the ketamine anymore", "stop", "",
    "you won't hear from me again?",
]  # fmt: skip


SPARING = [
    "i wont bother you again", "thanks i wont bother you again", "ok i won't bother you anymore",
    "thanks for everything i wont disturb you again", "im not going to trouble you any longer",
]  # fmt: skip


def watched(danger: Danger = Danger.SUICIDE) -> Watch:
    return in_danger(None, danger, "")[1]


@pytest.mark.parametrize("text", LAST)
def test_who_says_that_nobody_will_hear_from_them_again_is_heard(text: str) -> None:
    assert says_last_goodbye(text)
    assert leaves_for_good(text)
    assert says_goodbye(text)


@pytest.mark.parametrize("text", FINAL)
def test_a_last_message_is_told_from_a_mere_bye(text: str) -> None:
    assert leaves_for_good(text)
    assert not says_last_goodbye(text)


@pytest.mark.parametrize("text", PLAIN)
def test_a_mere_bye_is_not_for_good(text: str) -> None:
    assert says_goodbye(text)
    assert not leaves_for_good(text)


@pytest.mark.parametrize("text", OTHER)
def test_what_tells_or_asks_anything_else_is_no_goodbye(text: str) -> None:
    assert not says_goodbye(text)


@pytest.mark.parametrize(
    "text",
    ["bye, thanks, im safe", "ok bye im safe", "thanks im safe now bye", "goodbye i am safe", "bye, im not safe",
     "im safe when im dead bye", "bye", "", "so i am safe", "ok so i am safe now", "ok for now i am safe",
     "yes i am safe for now bye", "so i am safe bye", "and i am safe"],
)  # fmt: skip
@pytest.mark.parametrize("danger", [Danger.SUICIDE, Danger.VIOLENCE, Danger.THREAT, Danger.OTHER_PERSON])
def test_a_goodbye_with_a_word_on_safety_is_not_taken_for_one(danger: Danger, text: str) -> None:
    heard = reply_to_care(watched(danger), text)
    assert heard is None or not heard[1].said_safe


@pytest.mark.parametrize(
    "text",
    ["so nobody will hear me", "no one will hear me", "nobody is going to hear me in there", "no one will read me",
     "im not here now", "i am not talking now", "they will not see me now"],
)  # fmt: skip
def test_whom_nobody_hears_or_who_is_away_for_now_takes_no_leave(text: str) -> None:
    assert not says_goodbye(text)


@pytest.mark.parametrize("text", [*PLAIN, *FINAL, *LAST])
@pytest.mark.parametrize("danger", [Danger.SUICIDE, Danger.OVERDOSE])
def test_nobody_whose_danger_is_open_is_let_go_with_small_talk(danger: Danger, text: str) -> None:
    for watch in (watched(danger), replace(watched(danger), asked=None, last=None, calm_turns=1)):
        heard = reply_to_care(watch, text)
        assert heard is not None
        [said] = texts_of(heard[0])
        assert said in (*ALARMING, TextId.CRISIS_SILENCE, TextId.CRISIS_NEAR)
        assert heard[1].calm_turns == 0


def test_a_last_message_in_a_home_with_violence_gets_the_emergency_number() -> None:
    heard = reply_to_care(watched(Danger.VIOLENCE), "this is my last message")
    assert heard is not None
    assert texts_of(heard[0]) == [TextId.EMERGENCY_AGAIN]
    assert heard[1].danger is Danger.VIOLENCE


@pytest.mark.parametrize("text", [text for text in (*FINAL, *LAST) if text not in SPARING])
def test_a_last_message_brings_the_alarm_back_after_a_word_on_safety(text: str) -> None:
    _, safe = tapped(watched(), ChoiceId.I_AM_SAFE)
    for watch in (safe, going_on(safe)):
        heard = reply_to_care(watch, text)
        assert heard is not None
        assert set(texts_of(heard[0])) <= ALARMING
        assert not heard[1].said_safe


@pytest.mark.parametrize("text", ["bye", "thanks bye", "good night"])
def test_a_mere_bye_stays_calm_after_a_word_on_safety_or_a_mistake(text: str) -> None:
    for choice in (ChoiceId.I_AM_SAFE, ChoiceId.NOT_MEANT):
        assert reply_to_care(tapped(watched(), choice)[1], text) is None


def test_who_called_for_help_and_leaves_is_not_alarmed_again() -> None:
    heard = reply_to_care(watched(Danger.OVERDOSE), "i called 911")
    assert heard is not None
    left = reply_to_care(heard[1], "ok bye")
    assert left is not None
    assert texts_of(left[0]) == [TextId.CRISIS_HELP_STAYS]


@pytest.mark.parametrize("text", ["no more messages", "you will never hear from me again", "i wont text again"])
def test_deletion_is_offered_after_an_alarm_to_who_names_it_alone(text: str) -> None:
    offer = [Say(text=TextId.ERASURE_OFFER)]
    assert not fits(offer, text, is_emergency=False)
    for wish in ("take my stuff down", "dont store this", "take this down please", "stop storing my chat"):
        assert fits(offer, wish, is_emergency=False)
    for other in ("take me down", "i took the bottle down", "i went to the store", "take the pills down"):
        assert not fits(offer, other, is_emergency=False)
    for wish in ("delete this chat", "can you wipe everything", "erase it all", "clear my history", "forget all this"):
        assert fits(offer, wish, is_emergency=False)


@pytest.mark.parametrize("text", ["you will never hear from me again", "dont expect to hear from me again"])
def test_it_is_met_with_support_anywhere_and_never_with_an_offer_to_delete(shared_parts: Parts, text: str) -> None:
    said = texts(shared_parts, Person(shared_parts).does(Does(text)))
    assert TextId.CRISIS_SUICIDE in said
    assert TextId.ERASURE_OFFER not in said


@pytest.mark.parametrize("text", ["so i am safe", "ok for now i am safe", "thanks i am safe bye", "ok bye im safe"])
@pytest.mark.parametrize("danger", [Danger.OVERDOSE, Danger.MEDICAL])
def test_no_bye_with_a_word_on_safety_ends_an_emergency(danger: Danger, text: str) -> None:
    heard = reply_to_care(watched(danger), text)
    assert heard is None or not heard[1].said_safe


def test_a_bitter_word_on_safety_leaves_violence_open(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    for text in ("my husband hits me", "so i am safe"):
        shown = person.does(Does(text))
    assert TextId.CRISIS_SAFE not in texts(shared_parts, shown)
    assert TextId.PRESCREEN_WAITS in texts(shared_parts, person.does(Does("can i start the pre-screen")))


@pytest.mark.parametrize(
    "text",
    ["i am leaving now", "i have to leave", "i am gone", "no more talking", "good night", "im done", "sleep well",
     "going now", "ok im out", "nothing more to say", "stop texting me"],
)  # fmt: skip
def test_who_leaves_or_falls_asleep_in_an_emergency_reads_the_number_whoever_was_called(text: str) -> None:
    heard = reply_to_care(watched(Danger.OVERDOSE), "i called 911")
    assert heard is not None
    left = reply_to_care(heard[1], text)
    assert left is not None
    assert texts_of(left[0]) == [TextId.EMERGENCY_AGAIN]
    assert not left[1].helped


@pytest.mark.parametrize(
    ("danger", "help_told", "said"),
    [(Danger.VIOLENCE, "i called the police", TextId.EMERGENCY_AGAIN),
     (Danger.SUICIDE, "my sister is here", TextId.CRISIS_NEAR)],
)  # fmt: skip
@pytest.mark.parametrize("text", ["im leaving", "i am gone", "no more talking", "im done", "stop texting me"])
def test_more_than_a_bye_is_met_with_care_whoever_is_near(
    danger: Danger, help_told: str, said: TextId, text: str
) -> None:
    heard = reply_to_care(watched(danger), help_told)
    assert heard is not None
    assert heard[1].helped
    left = reply_to_care(heard[1], text)
    assert left is not None
    assert texts_of(left[0]) == [said]


@pytest.mark.parametrize("text", ["bye", "ok thanks bye", "bye for now", "take care", "see you"])
def test_a_mere_bye_tells_nothing_of_how_somebody_is(text: str) -> None:
    assert says_mere_bye(text) is (text != "bye for now")
    assert not says_mere_bye(f"{text} im gone")


@pytest.mark.parametrize("text", ["i am out", "im out"])
def test_who_is_out_of_a_violent_home_has_told_news(text: str) -> None:
    heard = reply_to_care(watched(Danger.VIOLENCE), text)
    assert heard is not None
    assert texts_of(heard[0]) == [TextId.CRISIS_VIOLENCE_QUIET]


@pytest.mark.parametrize("danger", [Danger.VIOLENCE, Danger.THREAT])
@pytest.mark.parametrize("text", LAST[:9])
def test_a_last_goodbye_in_a_home_with_violence_is_not_asked_about_suicide(danger: Danger, text: str) -> None:
    assert not means_own_death(text, watched(danger))
    for watch in (None, watched(), watched(Danger.OTHER_PERSON), watched(Danger.OVERDOSE)):
        assert means_own_death(text, watch)


def test_no_bare_no_closes_violence_after_a_last_goodbye(shared_parts: Parts) -> None:
    for first in ("my husband hits me", "he will kill me tonight"):
        person = Person(shared_parts)
        person.does(Does(first))
        said = texts(shared_parts, person.does(Does("dont expect to hear from me again")))
        assert not {TextId.CRISIS_SUICIDE, TextId.CRISIS_NO} & set(said)
        assert TextId.CRISIS_NO not in texts(shared_parts, person.does(Does("no")))


@pytest.mark.parametrize("text", SPARING)
def test_a_promise_to_trouble_nobody_is_no_last_word_of_who_said_that_they_are_safe(text: str) -> None:
    assert only_spares_you(text)
    _, safe = tapped(watched(), ChoiceId.I_AM_SAFE)
    assert reply_to_care(safe, text) is None
    assert reply_to_care(going_on(safe), text) is None


@pytest.mark.parametrize("text", SPARING[:2])
def test_who_said_that_all_is_well_may_promise_to_trouble_nobody(shared_parts: Parts, text: str) -> None:
    for said in (("my friend wants to kill herself", "she is safe now"), ("i want to kill myself", "no")):
        person = Person(shared_parts)
        for each in said:
            person.does(Does(each))
        assert not set(texts(shared_parts, person.does(Does(text)))) & ALARMING


@pytest.mark.parametrize("text", SPARING)
def test_who_worries_about_another_is_not_taken_for_the_one_in_danger(text: str) -> None:
    heard = reply_to_care(watched(Danger.OTHER_PERSON), text)
    assert heard is None or texts_of(heard[0]) == [TextId.CRISIS_OTHER_AGAIN]
    assert (heard is not None) is leaves_for_good(text)


@pytest.mark.parametrize(
    "text",
    ["i wont bother anyone again", "i wont bother you again, i am gone for good", "i will never bother anybody again",
     "i wont be a bother anymore", "i wont bother you again when im dead", "you wont hear from me again", ""],
)  # fmt: skip
def test_what_may_mean_more_spares_nobody(text: str) -> None:
    assert not only_spares_you(text)


@pytest.mark.parametrize("word", ["bye ", "i am ", "ok ", "you will not ", "for good ", "thanks and ", "goodbye "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 14, word * 6), says_goodbye, leaves_for_good, says_last_goodbye) < 1
    assert seconds_to_read((word * 1000, word * 14, word * 6), only_spares_you) < 1
    assert seconds_to_read((word * 1000, word * 14, word * 6), says_mere_bye) < 1
