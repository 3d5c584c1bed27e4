"""What is asked of the chat itself: who reads it, how long it is kept, and in which language it can be."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import Answer, InDanger, Say
from bot.conversation.dialogue import WHO_IS_PRESENT
from bot.conversation.lookup import Said
from bot.conversation.phrases.chat_questions import (
    asks_for_language,
    asks_what_is_kept,
    asks_what_it_is,
    asks_who_is_there,
)
from bot.library.texts import ChoiceId, TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

KEPT = [
    "how long do you keep it",
    "who reads this",
    "do you keep what i type",
    "is this chat recorded",
    "who can see my answers",
    "are my messages saved",
    "how long is this stored",
    "who gets to read what i write here",
    "do you save this",
    "will my boss see this",
    "where does my data go",
    "what do you do with my answers",
    "can anyone else read this",
    "is this private",
    "how long will my answers be kept",
    "does the clinic keep this",
    "does a human read this",
    "are you recording this",
    "what happens to my answers",
    "who has access to my chat",
    "is anyone reading this",
]
NOT_KEPT = [
    "how long do you keep the lozenge in your mouth",
    "how long does it stay in your system",
    "does it keep working",
    "do you keep me overnight",
    "who sits with me",
    "what happens to my body",
    "who is this for",
    "do you record the session",
    "can anyone do this",
    "is this safe",
    "who gets kap",
    "how long is it",
    "does it work",
    "can people see me cry",
    "do they know what they are doing",
    "is it legal",
    "what happens in a session",
]
LANGUAGE = [
    "do you speak spanish",
    "hablas español",
    "in english only?",
    "can i write in spanish",
    "what languages do you speak",
    "is there a spanish version",
    "i dont speak english well",
    "se habla español?",
    "parlez vous français",
    "sprechen sie deutsch",
    "spanish?",
    "do you have a spanish speaking therapist",
    "is it only in english",
    "other languages?",
    "no hablo ingles",
    "can you answer in french",
    "is this available in polish",
    "english only?",
    "my english is bad",
    "are there spanish speaking therapists",
    "do the therapists speak arabic",
    "can we do it in german",
]
NO_LANGUAGE = [
    "can you explain in plain english",
    "say it in simple english",
    "what is kap",
    "do you speak to my doctor",
    "in english please what does that mean",
    "can i speak during the session",
    "is it legal in germany",
    "the french study",
    "i am spanish",
    "do you know my doctor",
    "do you know about kap",
]
ACTIONS = ("action_answer_question", "action_explain_capabilities", "action_say_it_simply", "action_name_its_limits")


@pytest.mark.parametrize("text", KEPT)
def test_who_asks_what_is_kept_or_read_gets_the_word_on_privacy(shared_parts: Parts, text: str) -> None:
    assert asks_what_is_kept(text)
    for action in ACTIONS:
        assert shared_parts.dialogue.decide(action, Said(text, about="lasting_results")) == [Say(text=TextId.PRIVACY)]


@pytest.mark.parametrize("text", NOT_KEPT)
def test_what_is_kept_or_seen_in_a_session_is_another_question(text: str) -> None:
    assert not asks_what_is_kept(text)


@pytest.mark.parametrize("text", LANGUAGE)
def test_who_asks_for_another_language_is_told_that_there_is_one_and_offered_a_person(
    shared_parts: Parts, text: str
) -> None:
    assert asks_for_language(text)
    for action in ACTIONS:
        assert shared_parts.dialogue.decide(action, Said(text)) == [
            Say(text=TextId.LANGUAGE_ENGLISH_ONLY, choices=(ChoiceId.TALK_TO_PERSON,))
        ]


@pytest.mark.parametrize("text", NO_LANGUAGE)
def test_plain_words_and_countries_are_no_other_language(text: str) -> None:
    assert not asks_for_language(text)


@pytest.mark.parametrize("text", ["hablas español", "parlez vous francais", "no hablo ingles"])
def test_mended_spelling_does_not_hide_the_language(shared_parts: Parts, text: str) -> None:
    assert TextId.LANGUAGE_ENGLISH_ONLY in texts(shared_parts, Person(shared_parts).does(Does(text)))


def test_who_wants_a_person_in_another_language_gets_the_person(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does("can i talk to someone in spanish"))
    assert len(person.items()) == 1


@pytest.mark.parametrize("text", ["who reads this", "do you speak spanish"])
def test_neither_takes_anything_from_who_is_in_danger(shared_parts: Parts, text: str) -> None:
    [act] = shared_parts.dialogue.decide("action_support_in_crisis", Said(text))
    assert isinstance(act, InDanger)


@pytest.mark.parametrize("word", ["who ", "do you ", "keep ", "this ", "my ", "in ", "english ", "it ", "ok "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    texts = (word * 1000, word * 13 + "x", word * 7)
    assert seconds_to_read(texts, asks_what_is_kept, asks_for_language) < 1


@pytest.mark.parametrize("text", ["who is there", "who else is there?", "ok and whos there", "who will be in the room"])
def test_who_asks_who_is_there_is_heard(text: str) -> None:
    assert asks_who_is_there(text)


@pytest.mark.parametrize("text", ["is anyone there", "who are you", "who can do kap", "who is there for me"])
def test_other_words_do_not_ask_who_is_there(text: str) -> None:
    assert not asks_who_is_there(text)


def test_after_the_answer_on_the_room_it_is_asked_of_the_room(shared_parts: Parts) -> None:
    for about, is_of_the_room in ((WHO_IS_PRESENT, True), (None, False)):
        acts = shared_parts.dialogue.decide("action_say_it_is_a_bot", Said("who is there", about))
        assert (acts == [Answer(entry=WHO_IS_PRESENT)]) is is_of_the_room


LEARNT_FROM = [
    "do you use what i write to train ai",
    "does this go to chatgpt",
    "is my data used for training",
    "does openai read this",
    "do you sell my data",
    "is this sent to google",
    "will my answers be used to train ai",
    "do you train ai on my messages",
    "does chatgpt see what i write",
    "are my messages shared with other companies",
    "do you share this with third parties",
    "is what i type used to train a model",
    "do they use my answers for research",
    "does this get sent to openai",
    "are you learning from my chats",
]
NOT_LEARNT_FROM = [
    "do you use ketamine",
    "does this go away",
    "does it train the brain",
    "do they use a machine",
    "is it used for training soldiers",
    "do you use it for pain",
    "can ai help depression",
    "does this go to my head",
    "do you take insurance",
    "is it used to treat anxiety",
    "do you give this to veterans",
    "what is kap",
    "do you use this for anxiety",
    "is this used for pain",
    "do they take it with food",
    "do you use it with other drugs",
    "do you share rooms",
    "are they trained",
]
WHICH_PROGRAM = [
    "are you chatgpt",
    "is this gpt",
    "is it gpt",
    "are you an ai",
    "what model are you",
    "are you claude",
    "is this an ai or a person",
    "do you use chatgpt",
    "are you based on gpt",
    "is this chatgpt",
    "which ai is this",
    "are you some kind of ai",
    "is this just ai",
    "are you openai",
    "are you a language model",
]
NO_PROGRAM = [
    "are you a doctor",
    "are you there",
    "is it a machine",
    "do you use a machine",
    "is this safe",
    "are you open",
    "is it a model of care",
    "what are you",
    "are you a person",
    "is this a drug",
    "do you use music",
    "are you the clinic",
    "does it work with ai",
    "is it like google",
    "are you american",
]


@pytest.mark.parametrize("text", LEARNT_FROM)
def test_who_asks_what_learns_from_their_words_gets_the_word_on_privacy(shared_parts: Parts, text: str) -> None:
    assert asks_what_is_kept(text)
    for action in ACTIONS:
        assert shared_parts.dialogue.decide(action, Said(text)) == [Say(text=TextId.PRIVACY)]


@pytest.mark.parametrize("text", NOT_LEARNT_FROM)
def test_what_is_used_in_the_treatment_is_another_question(text: str) -> None:
    assert not asks_what_is_kept(text)


@pytest.mark.parametrize("text", WHICH_PROGRAM)
def test_who_asks_which_program_it_is_is_told_that_it_is_one(shared_parts: Parts, text: str) -> None:
    assert asks_what_it_is(text)
    for action in ACTIONS:
        assert shared_parts.dialogue.decide(action, Said(text)) == [Say(text=TextId.BOT)]


@pytest.mark.parametrize("text", NO_PROGRAM)
def test_other_questions_ask_for_no_program(text: str) -> None:
    assert not asks_what_it_is(text)


@pytest.mark.parametrize("word", ["do you use ", "this ", "is my data ", "ai ", "chatgpt ", "ok ", "are you "])
def test_a_word_on_programs_a_thousand_times_is_read_at_once(word: str) -> None:
    texts = (word * 1000, word * 13, word * 4 + "x")
    assert seconds_to_read(texts, asks_what_is_kept, asks_what_it_is) < 1
