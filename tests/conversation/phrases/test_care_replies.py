"""How what a person in danger writes back is read: the graver way, wherever there are two."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.phrases.care_replies import (
    Question,
    asks_about_means,
    had_session,
    is_bare,
    is_imminent,
    reply_before_question,
    reply_in,
    says_misread,
    says_safe,
    tries_contact,
    wants_contact,
    will_call,
)
from bot.library.texts import ChoiceId

YES, NO, UNSURE = ChoiceId.SAFETY_YES, ChoiceId.SAFETY_NO, ChoiceId.SAFETY_UNSURE


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "Yeah", "yeah.", "YES!!!", "yesss", "yup", "y", "I do", "i am", "of course", "right now", "oui", "sí"),
        *("yes but not today", "yes i am not safe", "i'm not safe", "not safe", "ok yes", "i'm thinking about it"),
        "Yes, I've been thinking about it for weeks now and nobody in this house has any idea that I do",
    ],
)
def test_a_yes_is_a_yes_in_many_words(text: str) -> None:
    assert reply_in(Question.ENDING_LIFE, text) is YES


@pytest.mark.parametrize(
    "text",
    [
        *(
            "no",
            "No.",
            "nope",
            "nah",
            "noooo",
            "NO!",
            "never",
            "non",
            "no lol",
            "no 🙂",
            "no not at all",
            "of course not",
        ),
        *("no i'm not", "I'm not", "I’m fine", "i'm ok thanks", "no, I'm okay, thanks", "im safe", "i want to live"),
        *("i'm not suicidal", "no I don't want to die", "I would never do that", "no not thinking about it, promise"),
        "No I am not thinking about ending my life",
    ],
)
def test_a_no_is_a_no_where_nothing_else_is_said(text: str) -> None:
    assert reply_in(Question.ENDING_LIFE, text) is NO


@pytest.mark.parametrize(
    "text",
    [
        *("idk", "I don't know", "maybe", "sometimes", "kinda", "not sure", "no idea", "i guess", "🤷", "no se"),
        *(
            "no not really",
            "not really",
            "not right now",
            "no, not right now",
            "not today",
            "no?",
            "yeah no",
            "yes and no",
        ),
        *("I'm not okay", "no i'm not ok", "im never okay", "not good", "yes i'm fine", "i don't think so"),
    ],
)
def test_a_hedge_is_no_no(text: str) -> None:
    assert reply_in(Question.ENDING_LIFE, text) is UNSURE


@pytest.mark.parametrize(
    "text",
    [
        *("no one would care", "no, nobody would care", "no reason to live", "no point", "no way out", "no more"),
        *(
            "no i don't want to be here",
            "no but i want to",
            "never mind",
            "no thanks",
            "no thank you",
            "no im just sad",
        ),
        *("i'm ok with dying", "i'm fine with never waking up", "i'm not going to make it", "no why", "i can't", "ok"),
        *(
            "okay thanks",
            "👍",
            "😭",
            "what is kap",
            "i don't know what kap is",
            "i am so tired",
            "no god",
            "",
            "...",
            "🔪",
        ),
        *("i don't want to talk about it", "no honestly i am really really not very ok right now so thanks"),
        "i'm fine thanks, what is KAP",
    ],
)
def test_what_only_begins_like_a_reply_is_none(text: str) -> None:
    assert reply_in(Question.ENDING_LIFE, text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("i'm fine thanks, what is KAP", NO),
        ("no. how long does a session take?", NO),
        ("idk - what is ketamine therapy", UNSURE),
        ("yes. what is kap?", None),
        ("no, what's the point", None),
        ("no one cares, what is kap", None),
        ("what is kap", None),
    ],
)
def test_a_reply_is_heard_before_a_question_about_kap(text: str, said: ChoiceId | None) -> None:
    assert reply_before_question(Question.ENDING_LIFE, text) is said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        *((text, ChoiceId.I_AM_SAFE) for text in ("yes", "yes i am", "I'm safe", "yeah I'm okay", "no i'm fine")),
        *((text, YES) for text in ("no", "no i'm not", "I don't feel safe", "not at all", "unsafe")),
        *((text, UNSURE) for text in ("not really", "i think so", "yes but not for long", "yes no", "idk")),
        *((text, None) for text in ("no one is safe", "no thanks", "ok", "what is kap", "am i safe?")),
    ],
)
def test_whether_someone_is_safe_is_asked_the_other_way_round(text: str, said: ChoiceId | None) -> None:
    assert reply_in(Question.SAFE, text) is said


@pytest.mark.parametrize(
    "text",
    ["no", "no thanks", "I'd rather not", "don't contact me", "i don't want to", "no I'm fine", "skip", "not now"],
)
def test_contact_is_declined_in_many_words(text: str) -> None:
    assert reply_in(Question.CONTACT, text) is ChoiceId.NO_CONTACT


@pytest.mark.parametrize("text", ["what will they do with it?", "no one calls me", "Anna", "ok", "thanks", ""])
def test_contact_is_not_declined_by_something_else(text: str) -> None:
    assert reply_in(Question.CONTACT, text) is None


@pytest.mark.parametrize("text", ["Anna", "my name is Anna", "555 123", "anna at gmail dot com", "@anna", "yes"])
def test_a_name_or_half_a_number_is_a_try(text: str) -> None:
    assert tries_contact(text, right_after=True)


@pytest.mark.parametrize("text", ["what is kap", "is it safe?", "thanks", "i am alone", "help me", "", "🙂"])
def test_a_question_or_a_sigh_is_no_try(text: str) -> None:
    assert not tries_contact(text, right_after=True)


def test_a_name_alone_is_a_try_only_right_after_it_was_asked_for() -> None:
    assert not tries_contact("Anna", right_after=False)
    assert tries_contact("my name is Anna", right_after=False)


def test_a_promise_to_call_is_told_from_a_yes() -> None:
    assert will_call("yes i will call them")
    assert will_call("ok i'm calling")
    assert not will_call("yes but not today")


@pytest.mark.parametrize(
    "text",
    [
        *("that's not what I meant", "thats not what i ment", "you misunderstood", "you got me wrong", "just kidding"),
        *("i was joking", "it was just a joke", "I didn’t mean it like that", "it's a figure of speech", "lol jk"),
        *("you took that the wrong way", "no, only joking", "misunderstanding"),
    ],
)
def test_a_misreading_is_told_in_many_words(text: str) -> None:
    assert says_misread(text)


@pytest.mark.parametrize(
    "text",
    [
        *("my life is just a joke", "everyone misunderstands me", "i'm not joking", "i didn't mean to survive"),
        *("i got it wrong again", "they all got me wrong", "that was not a joke", "nobody gets what i meant"),
    ],
)
def test_a_lament_is_no_misreading(text: str) -> None:
    assert not says_misread(text)


@pytest.mark.parametrize(
    "text",
    ["i'm safe", "I am safe now", "yes i'm safe at home", "i feel safe again", "i'm safe now, my sister is here"],
)
def test_that_someone_is_safe_counts_whenever_it_is_said(text: str) -> None:
    assert says_safe(text)


@pytest.mark.parametrize(
    "text",
    [
        "i'm not safe",
        "am i safe",
        "i'm safe?",
        "is it safe",
        "no one is safe",
        "safe",
        "i'm fine",
        "never safe",
        "i'm safe, but not for long",
        "i'm safe. for now",
    ],
)
def test_that_someone_is_safe_is_not_guessed(text: str) -> None:
    assert not says_safe(text)


def test_what_is_to_happen_now_is_told_from_a_wish() -> None:
    assert is_imminent("i'm going to do it tonight")
    assert is_imminent("the pills are in front of me")
    assert not is_imminent("i can't go on like this")


@pytest.mark.parametrize("text", ["contact me", "yes ask the clinic to contact me", "can someone call me please"])
def test_a_wish_for_the_clinic_is_heard(text: str) -> None:
    assert wants_contact(text)


@pytest.mark.parametrize("text", ["no one calls me", "don't contact me", "call me maybe never", "you", "please"])
def test_no_wish_for_the_clinic_is_made_up(text: str) -> None:
    assert not wants_contact(text)


@pytest.mark.parametrize("text", ["no", "yes", "i can't", "i won't", "maybe", "i'm not ok", "no thanks"])
def test_a_bare_word_is_bare(text: str) -> None:
    assert is_bare(text)


@pytest.mark.parametrize("text", ["ok", "thanks", "what", "no one would care", "how long is a session", "", "bye"])
def test_courtesy_and_questions_are_not_bare(text: str) -> None:
    assert not is_bare(text)


@pytest.mark.parametrize(
    "text",
    [
        *("how much would be too much", "how much ketamine is lethal", "what dose do they give", "how many pills"),
        *("what is the quickest way", "what happens if i take them all", "does it hurt to die", "painless"),
        *("how long does it take to drown", "what's the h1ghest dose", "HOW MUCH KETAMINE IS TOO MUCH"),
    ],
)
def test_questions_about_means_and_amounts_are_seen(text: str) -> None:
    assert asks_about_means(text)


@pytest.mark.parametrize(
    "text",
    [
        *("how much does it cost", "how much ketamine costs", "how long does a session take", "is ketamine safe"),
        *("how many sessions do i need", "how much time does it take", "what medicines can i take with it"),
        *("can i have it with high blood pressure", "how long do effects last", "will it make me want to die"),
    ],
)
def test_ordinary_questions_are_not_about_means(text: str) -> None:
    assert not asks_about_means(text)


@pytest.mark.parametrize(
    "text",
    [
        *("I had my second infusion yesterday and feel awful", "since my session i want to die", "i just had ketamine"),
        *(
            "after ketamine i feel worse",
            "my session yesterday was horrible",
            "came home from my session and want to die",
        ),
        *("I went to my session today", "since the last treatment i can't go on"),
    ],
)
def test_a_session_that_was_had_is_heard(text: str) -> None:
    assert had_session(text)


@pytest.mark.parametrize(
    "text",
    [
        *("i had to cancel my session", "i hoped for a session", "before my first session", "i did not have a session"),
        *(
            "i'm waiting for my first session",
            "they refused the treatment after the session was booked",
            "i want to die",
        ),
    ],
)
def test_a_session_to_come_is_none_that_was_had(text: str) -> None:
    assert not had_session(text)


_WORDS = """
    no yes not ok i am fine safe okay really never sure maybe thanks please at all oh god hell you got me wrong
    what is kap joke just , . ? ! … 🙂 don't know want to die live one care right now feel
"""
PIECES = st.sampled_from(_WORDS.split())


@given(st.lists(PIECES, max_size=400).map(" ".join))
def test_no_text_keeps_the_reader_busy(text: str) -> None:
    began = time.monotonic()
    for question in Question:
        reply_in(question, text)
        reply_before_question(question, text)
    for read in (says_misread, says_safe, wants_contact, will_call, is_bare, asks_about_means, had_session):
        read(text)
    assert time.monotonic() - began < 2


@given(st.sampled_from(["no", "nope", "i'm fine", "i'm safe", "no i'm ok"]), st.text(max_size=60))
def test_a_no_with_anything_unknown_behind_it_does_not_count(begin: str, more: str) -> None:
    text = f"{begin} {more} because nobody would care"
    assert reply_in(Question.ENDING_LIFE, text) is not NO
    assert reply_in(Question.SAFE, text) is not ChoiceId.I_AM_SAFE
    assert not says_safe(text)
