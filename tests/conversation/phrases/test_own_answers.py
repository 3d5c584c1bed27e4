"""Who asks what they answered sees it, and no answer on the topic that they answered about."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import ShowData
from bot.conversation.lookup import Said
from bot.conversation.phrases.own_answers import asks_for_own_answers
from tests.conversation.reading_speed import seconds_to_read

ASKED = [
    "what did i put for the blood pressure question",
    "did i say yes or no to the heart thing?",
    "i forgot what i answered for the blood pressure one, let me look at it",
    "let me see the summary before it goes to anybody",
    "let me check my answers",
    "could i get a printout of my form for my own doctor",
    "send me my transcript",
    "want to check i wrote the right dose, show it",
    "export my data",
    "what did i put at the weight question",
    "what did i put for risk",
    "what did i put",
    "let me see the summary of my answers",
    "show me what you have on me",
    "what do you know about me",
    "what have you got on me",
    "what data do you have on me",
    "show me everything you have on me",
    "tell me what you know about me",
    "what did you save about me",
    "can you show me what you have stored about me",
    "what is stored about me",
    "what information do you hold about me",
    "what does the clinic have on me",
    "i want to see what you have about me",
    "give me all the data you have on me",
    "what do they know about me so far",
    "show me everything they have on me",
    "what does it know about me",
    "can i see what they have on me",
    "i want to know what you have on me",
    "show me all you know about me",
]
OTHER = [
    "what did i put my body through",
    "what should i put for blood pressure",
    "i forgot my dose",
    "did i say that right",
    "let me see",
    "what did ketamine do to you",
    "can i get a copy of the price list",
    "send me the questions",
    "what did i put at risk",
    "what did i put in danger by mixing them",
    "what did i put myself through",
    "let me see the summary of kap",
    "let me read the summary about side effects",
    "what do you know about ketamine",
    "what do you have for me",
    "delete everything you have on me",
    "show me the way",
    "do you know me",
    "what do you think about me",
    "what does it do to me",
    "what do you want from me",
    "what do you need from me",
    "who knows about me",
    "what do you have to say",
    "what will you tell them about me",
    "my doctor knows about me",
    "what do they say about me",
    "my boss has something on me",
    "everything they know about me",
    "all they know about me",
    "everything it knows about me",
    "i know everything they have on me",
    "i know what you have on me",
    "i just know all you have on me",
    "all the info they have on me",
    "what they know about me",
]


@pytest.mark.parametrize("text", ASKED)
def test_who_asks_what_they_answered_sees_it(shared_parts: Parts, text: str) -> None:
    for action in ("action_answer_question", "action_decline_verdict", "action_explain_privacy"):
        assert shared_parts.dialogue.decide(action, Said(text)) == [ShowData()]


@pytest.mark.parametrize("text", OTHER)
def test_other_questions_show_no_data(text: str) -> None:
    assert not asks_for_own_answers(text)


@pytest.mark.parametrize("word", ["i ", "check i wrote ", "what did i ", "let me ", "all the ", "you have "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    assert seconds_to_read((word * 1000, word * 10), asks_for_own_answers) < 1
