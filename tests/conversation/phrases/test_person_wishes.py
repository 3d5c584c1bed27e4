"""Who surely wants a person is put on the list, whatever Rasa takes it for, and who tells of a talk is not."""

import pytest

from bot.assembly import Parts
from bot.conversation.acts import RequestPerson, Say
from bot.conversation.lookup import Said
from bot.conversation.phrases.clinic_questions import asks_for_person, may_ask_for_person
from bot.conversation.phrases.person_wishes import only_tells_of_one, surely_wants_person
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person
from tests.conversation.reading_speed import seconds_to_read

WISHES = [
    "i want to ask a clinician myself",
    "could i ask a nurse something",
    "stop with the bot answers, person now",
    "no more robots please just a human now",
    "i typed this 3 times, can a human read it",
    "you dont understand, can someone help me",
    "dont like typing dear id much rather a lady on the phone",
    "bit upset rather chat to someone than type",
    "call my husband hes got more questions",
    "i need contact with clinic, how",
    "i'd like to get in touch with the clinic",
    "call me on 212 555 0142",
    "i dont want to talk to a bot, can i talk to a person",
    "i don't want to type, can a nurse phone me",
    "can someone explain this over the phone",
    "not you, a person",
    "is there somebody i can ring",
    "id rather talk to a human being about it",
    "can a nurse phone me",
    "could one of your nurses give me a ring",
    "I want a real person not a bot",
    "can i speak to somebody at the clinic",
    "please have a doctor call me",
    "someone real please",
    "put me through to a nurse",
    "is there anyone i can speak to about this",
    "can somebody talk me through it on the phone",
    "no more bots, a human please",
    "I'd prefer to discuss it with a clinician",
    "get me a person",
    "call me",
    "phone me please",
    "how do i talk to a real person",
    "let me speak to someone",
    "i'd feel better talking to a person",
    "i want to hear it from a person",
    "can i explain it to a real person",
    "i need to talk with the receptionist",
    "would a therapist be able to call me",
    "could you get someone to call me",
    "a person, not a machine",
    "hmm this isnt really working for me. could i get transferred",
    "Please connect me with your intake coordinator.",
    "i want to hear it from the doctor's own mouth",
    "idk what half of this means i want someone to talk me thru it",
    "maybe easier if someone explains it to me on the phone. dyslexic",
    "ok but can i explain it to somebody out loud",
    "that answer makes no sense to me, is there a nurse who can explain it in normal words",
    "rather not do this in writing",
    "i'd prefer not to say it in a chat",
    "let Dr Patel know id like a word",
    "no offence but can you put someone with a pulse on",
    "I'd feel daft telling a computer about my divorce. Anybody there I can tell?",
    "i'm from the generation that talks to people. so let me talk to people",
    "nope. human",
    "cant do forms. never could. person?",
    "could i be put through please",
]
NO_WISHES = [
    "someone from the clinic called me and left a voicemail",
    "a nurse phoned yesterday",
    "do I need to speak with someone first",
    "does my husband have to talk to a doctor",
    "must i talk to a therapist before",
    "can i ask someone to drive me home",
    "can i ask my doctor",
    "i lost contact with my family",
    "stop taking it now",
    "how many times can someone do it",
    "i dont want anyone to call me",
    "i dont want a phone call",
    "please don't have a nurse call me",
    "i don't want to talk to a person",
    "i never want to speak to someone about it",
    "i'd rather not talk to a human",
    "no need to have someone call me",
    "nobody can call me at work",
    "i do not need to speak with a doctor",
    "id prefer not to talk to anyone",
    "can someone give me an example",
    "can the nurse give me something for nausea",
    "i get a phone call and my heart races",
    "i love talking to people",
    "i spoke to a nurse last week",
    "my doctor called me yesterday",
    "they phoned me",
    "i talked to someone about it",
    "will someone be with me in the session",
    "can i talk to the therapist during the session",
    "do i have to talk to a therapist",
    "should i talk to a doctor first",
    "are you a real person",
    "is this a human or a bot",
    "you're not a person",
    "my therapist said to ask",
    "can someone be with me",
    "who is the doctor",
    "can a nurse give the injection",
    "do i need to see a psychiatrist",
    "i called the clinic and they told me to wait",
    "is there a doctor in the room",
    "how many people are there",
    "can my wife talk to me during it",
    "i want to be a better person",
    "can people call me while im on it",
    "does a nurse call you after the session",
    "a nurse explained it on the phone",
    "someone at work told me about kap",
    "can i call my mom after",
    "i need someone to drive me",
    "can someone drive me home",
    "is there someone with me the whole time",
    "do they phone you the next day",
    "are you a bot, a person?",
    "i am a nice, shy person",
    "he was a kind, gentle person",
    "rather not say",
    "i'd rather not do this",
    "can someone explain what ketamine is",
    "is there someone who can explain it to my mum at the session",
    "does it help if someone talks to you",
    "would someone explain the risks before the session",
    "i let my doctor know i want a change",
    "do they put people with a brain injury on it",
    "i'm an anxious, private person",
    "is there a video that explains it",
    "can i be put through a second session",
    "she is a warm, funny human being",
    "i am a kind, real person",
]
TOLD = [
    "someone from the clinic called me and left a voicemail",
    "the nurse rang and left me a message",
    "a nurse phoned yesterday",
    "i spoke to a nurse last week",
    "my doctor called me yesterday",
    "they phoned me",
    "the clinic called me",
    "someone rang me this morning",
    "i already talked to a person",
    "yes i saw the doctor",
    "my therapist told me about this",
    "a nurse called yesterday",
    "i've already spoken with somebody",
    "spoke with denise on friday she sorted it",
    "met the doctor already",
]
WISHED_BESIDE = [
    "i called and got a voicemail",
    "i left a voicemail and nobody called",
    "can someone call me",
    "i called yesterday and nobody picked up, can someone ring me",
    "i want to talk to a nurse",
    "call me",
    "i told you i want a human",
    "you said someone would call",
    "i spoke to a nurse and want to talk to her again",
]


@pytest.mark.parametrize("text", WISHES)
def test_who_surely_wants_a_person_comes_onto_the_list_whatever_rasa_takes_it_for(
    shared_parts: Parts, text: str
) -> None:
    assert surely_wants_person(text)
    for action in ("action_offer_person", "action_answer_question", "action_say_it_is_a_bot", "action_stay_kind"):
        assert RequestPerson() in shared_parts.dialogue.decide(action, Said(text))


@pytest.mark.parametrize("text", NO_WISHES)
def test_what_may_mean_something_else_puts_nobody_onto_the_list(shared_parts: Parts, text: str) -> None:
    assert not surely_wants_person(text)
    assert RequestPerson() not in shared_parts.dialogue.decide("action_answer_question", Said(text))


@pytest.mark.parametrize("text", TOLD)
def test_who_tells_of_a_talk_asks_for_none(shared_parts: Parts, text: str) -> None:
    assert only_tells_of_one(text)
    assert not asks_for_person(text)
    assert not may_ask_for_person(text)
    person = Person(shared_parts)
    person.does(Does(text))
    assert person.items() == []


@pytest.mark.parametrize("text", WISHED_BESIDE)
def test_who_was_not_reached_or_wishes_for_more_does_not_only_tell(text: str) -> None:
    assert not only_tells_of_one(text)


@pytest.mark.parametrize("action", ["action_support_in_crisis", "action_help_in_emergency"])
def test_a_wish_for_a_person_takes_nothing_from_who_is_in_need(shared_parts: Parts, action: str) -> None:
    acts = shared_parts.dialogue.decide(action, Said("can a nurse phone me"))
    assert RequestPerson() not in acts


def test_who_is_upset_and_would_rather_talk_gets_the_kind_word_and_the_request(shared_parts: Parts) -> None:
    acts = shared_parts.dialogue.decide("action_comfort", Said("bit upset rather chat to someone than type"))
    assert acts == [Say(text=TextId.DISTRESS), RequestPerson()]
    assert RequestPerson() not in shared_parts.dialogue.decide("action_comfort", Said("i am a bit upset"))


@pytest.mark.parametrize(
    "text",
    ["a nurse phoned yesterday", "do i need to speak with someone first", "someone from the clinic left a voicemail"],
)
def test_who_wishes_for_nobody_is_not_put_on_the_list(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does(text))
    assert person.items() == []


@pytest.mark.parametrize("word", ["can ", "someone ", "a ", "not ", "i ", "the ", "real ", "my "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    texts = (word * 1000, word * 39 + "x", f"can {word * 37}x")
    assert seconds_to_read(texts, surely_wants_person, only_tells_of_one) < 1
