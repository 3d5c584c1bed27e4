"""Whom a request for a verdict is about."""

import pytest

from bot.conversation.someone_else import asks_for_someone_else

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
