"""Whom a request for a verdict is about."""

import pytest

from bot.conversation.phrases.someone_else import (
    asks_for_someone_else,
    asks_whether_another_may,
    fills_in_for_another,
    is_for_oneself,
    says_it_is_for_another,
)

FOR_SOMEONE_ELSE = [
    "can my sister have it",
    "is my husband eligible",
    "my mum is on lithium, could she",
    "Would my wife qualify? She has lupus.",
    "my son is 15, could he",
    "could he have it with a pacemaker",
    "is she a candidate",
    "would they take her",
    "would they turn him away for that",
    "does that rule her out",
    "is it safe for my dad, he's 80",
    "safe for him or no",
    "asking for my brother: is he a definite no",
    "on behalf of a client, would he be accepted",
    "can I get it for my mum",
    "could i book my husband in for this, he has epilepsy",
    "hubby's on warfarin, do they take him or do they not",
    "she can take it or no",
    "my partner has bipolar. yes or no?",
    "sister in law takes clozapine. no chance right?",
    "are my parents eligible",
    "do you accept people like my brother",
    "my friend wants to know whether she is eligible",
    "i have a patient with brugada, is he a reasonable candidate",
    "my best mate's got a stent. would you say he's ok",
    "would someone else in my family be allowed, like my uncle",
    "I'm worried about my wife. Can she have this treatment?",
]
FOR_ONESELF = [
    "",
    "am i eligible",
    "can i have it, i have high blood pressure",
    "just tell me yes or no",
    "so can i do it or not",
    "could i be a candidate given that my sister is schizophrenic",
    "my sister had it with the same condition, so am i allowed",
    "my mum has schizophrenia, does that rule me out",
    "is my mum's schizophrenia a problem",
    "would they take me with my heart",
    "would they accept someone like me",
    "my husband says i'm too ill for it, am i",
    "my wife wants to sit in, can i still have it",
    "he told me i qualify, do i",
    "my doctor thinks it's safe, is it",
    "do they let people with epilepsy have it",
    "would a man with a scarred liver be taken",
    "asking for a friend ok its me, am i barred",
    "can we both have it, me and my wife",
    "trying for a baby, does this mean i cant have kap",
    "schizophrenia in my dad. would i be let through",
    "my girlfriend got accepted so id be accepted too, right",
    "i take them for my heart, would that stop me",
]


@pytest.mark.parametrize("text", FOR_SOMEONE_ELSE)
def test_a_request_for_another_person_is_heard(text: str) -> None:
    assert asks_for_someone_else(text)


@pytest.mark.parametrize("text", FOR_ONESELF)
def test_a_request_that_may_be_about_the_writer_is_theirs(text: str) -> None:
    assert not asks_for_someone_else(text)


# Who fills the pre-screen in

FILLED_IN_FOR_ANOTHER = [
    "It's for someone else",
    "it's for my son",
    "i'm asking for my mother",
    "i'm filling this in for my wife",
    "filling this out on behalf of my brother",
    "my dad has parkinsons and depression, he asked me to fill this",
    "im her caregiver, she cant type",
    "my mom can't use a computer so im typing for her",
    "looking for help for my husband",
    "its not for me its for my sister",
    "she wants me to fill this, she has ptsd",
    "im his guardian",
]
ONES_OWN = [
    "",
    "abused as a kid",
    "my dad was violent",
    "my mom has cancer",
    "my husband cheated",
    "my best friend od'd last year",
    "my mother was an alcoholic",
    "I'm a caregiver for my mom with dementia and i feel dead inside",
    "im her caregiver and i am so tired",
    "i have kids and i want to be a better mom for them",
    "i'm doing this for my kids",
    "postpartum depression. scary thoughts about the baby last year",
    "my husband cant know about this",
    "my wife doesnt know",
    "is my boss gonna know",
    "can my husband come with me",
    "my wife told me to fill this out, i drink too much",
    "my therapist asked me to fill this in",
    "i was there for him till the end",
    "my brother is schizophrenic. how long does it take?",
    "my mum can't read my mind",
    "it is for my family that i want to get better",
    "i have been looking after my dad, he cant walk",
]


@pytest.mark.parametrize("text", FILLED_IN_FOR_ANOTHER)
def test_who_fills_it_in_for_another_is_heard(text: str) -> None:
    assert fills_in_for_another(text)
    assert not is_for_oneself(text)


@pytest.mark.parametrize("text", ONES_OWN)
def test_relatives_are_part_of_ones_own_story(text: str) -> None:
    assert not fills_in_for_another(text)
    assert not asks_whether_another_may(text)


@pytest.mark.parametrize(
    "text", ["can my sister have it", "Would my wife qualify? She has lupus.", "my mum is on lithium, could she"]
)
def test_a_question_whether_another_may_have_it_is_heard(text: str) -> None:
    assert asks_whether_another_may(text)


@pytest.mark.parametrize(
    "text",
    ["no its for me", "no, for myself", "sorry i meant for me", "no i'm asking for myself", "for me, not my dad"],
)
def test_who_says_that_it_is_for_themselves_is_heard(text: str) -> None:
    assert is_for_oneself(text)
    assert not fills_in_for_another(text)


@pytest.mark.parametrize("text", ["no its for my mom", "no", "not for me", "is it for me", "call me", "me and my dad"])
def test_nothing_else_says_so(text: str) -> None:
    assert not is_for_oneself(text)


@pytest.mark.parametrize(
    "text",
    [
        "its for my sister actually", "its for my brother", "this is for my mum, not me", "no its for my dad sorry",
        "i'm filling this in for my wife", "it's not for me but for my son", "it's for someone else",
    ],
)  # fmt: skip
def test_amid_the_questions_it_is_heard_for_whom_they_are(text: str) -> None:
    assert says_it_is_for_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "my sister had psychosis", "it's for my heart", "its for my kids", "zoloft, it's for my mum", "ask for my wife",
        "its for my brother that i want to get well", "i look after my mother", "it's for my back pain", "",
    ],
)  # fmt: skip
def test_a_relative_in_an_answer_is_not_whom_it_is_for(text: str) -> None:
    assert not says_it_is_for_another(text)
