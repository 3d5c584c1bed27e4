"""What a person says afterwards of how to reach them for a call goes to that request, and nothing else does."""

import pytest

from bot.assembly import Parts
from bot.conversation.given_contact import orders_call_to_number
from bot.conversation.phrases.call_wishes import would_rather_have_mail
from bot.conversation.phrases.conclusions import Matter
from bot.conversation.phrases.told_numbers import orders_call, tells_own_number
from bot.conversation.talk import Talk
from bot.handoff.items import Contact
from bot.handoff.kinds import ItemKind
from bot.library.kinds import Kind
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.machine import CONTACT
from bot.prescreen.questionnaire import Label
from bot.prescreen.values import Value
from bot.safety.screen import RASA_IS_BELIEVED_AT, Finding
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

ASKED = "can i talk to a real person please"
NUMBER, RIGHT = "212 555 0142", "212 555 0188"


def contact_after(parts: Parts, *said: str) -> Contact | None:
    person = Person(parts)
    for text in (ASKED, *said):
        person.does(Does(text))
    [item] = person.items()
    return item.contact


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ((NUMBER, f"sorry typo, {RIGHT}"), Contact(None, RIGHT)),
        ((NUMBER, f"wrong number its {RIGHT}"), Contact(None, RIGHT)),
        ((NUMBER, f"i meant {RIGHT}, not {NUMBER}"), Contact(None, RIGHT)),
        ((f"Anna {NUMBER}", f"oops {RIGHT}"), Contact("Anna", RIGHT)),
        ((NUMBER, "also tom@x.example"), Contact(None, f"tom@x.example, {NUMBER}")),
        ((NUMBER, RIGHT), Contact(None, f"{RIGHT}, {NUMBER}")),
        ((NUMBER, "thanks", f"my number changed, its {RIGHT} now"), Contact(None, RIGHT)),
        ((NUMBER, "what is kap", f"wrong number, {RIGHT}"), Contact(None, RIGHT)),
        (("tom at yahoo dot com",), Contact(None, "tom@yahoo.com")),
        (("its maria",), Contact("maria", "")),
        (("Maria Lopez", NUMBER), Contact("Maria Lopez", NUMBER)),
        ((NUMBER, "my name is Maria"), Contact("Maria", NUMBER)),
    ],
)
def test_what_is_told_afterwards_is_kept_with_the_request(
    shared_parts: Parts, said: tuple[str, ...], contact: Contact
) -> None:
    assert contact_after(shared_parts, *said) == contact


@pytest.mark.parametrize(
    "text",
    ["what are the side effects", "my insurance number is 1234567", "no thanks", "its about my sleep", "yes",
     "how much does it cost", "i'm scared", "thanks a lot", "side effects", "can i drink 2000000 times"],
)  # fmt: skip
def test_other_words_change_nothing_of_a_contact(shared_parts: Parts, text: str) -> None:
    assert contact_after(shared_parts, NUMBER, text) == Contact(None, NUMBER)


@pytest.mark.parametrize(
    "text",
    ["side effects", "yes please", "what is kap", "i'm scared", "later", "mornings", "dont", "bad idea", "big mistake",
     "nvm", "screw this", "changed my mind", "wrong button", "cancel", "oh god", "still waiting", "second thoughts"],
)  # fmt: skip
def test_what_is_no_name_is_not_kept_as_one(shared_parts: Parts, text: str) -> None:
    assert contact_after(shared_parts, text) is None


def test_a_name_alone_is_kept_and_the_way_is_asked_for(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does(ASKED))
    assert texts(shared_parts, person.does(Does("its maria"))) == [TextId.CALLBACK_NAME_KEPT]
    assert TextId.CALLBACK_REACHABLE not in texts(shared_parts, person.does(Does(ASKED)))
    assert texts(shared_parts, person.does(Does(NUMBER))) == [TextId.CALLBACK_CONTACT_KEPT]


def test_a_name_where_nobody_was_asked_for_one_is_not_kept(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does("its maria"))
    assert person.items() == []
    person.does(Does(ASKED))
    person.does(Does("how long does one session take"))
    person.does(Does("Maria Lopez"))
    assert [item.contact for item in person.items()] == [None]


def at_the_contact_question(parts: Parts, *said: str) -> Person:
    person = Person(parts)
    for text in (*said, "i want to start the pre-screen"):
        person.does(Does(text))
    person.does(person.tap(Label.AGREE))
    for _ in parts.questionnaire.questions:
        held = person.held()
        assert held is not None
        if held.question == CONTACT:
            break
        person.does(Does("skip"))
    return person


@pytest.mark.parametrize("text", ["same", "you have it already", "yes use that one"])
def test_a_contact_given_for_a_call_need_not_be_typed_again_in_the_pre_screen(shared_parts: Parts, text: str) -> None:
    person = at_the_contact_question(shared_parts, ASKED, f"Anna {NUMBER}")
    assert TextId.PRESCREEN_CONTACT_KNOWN in texts(shared_parts, person.shown)
    person.does(Does(text))
    held = person.held()
    assert held is not None
    given = held.answers[CONTACT]
    assert (given.words, given.value) == (f"Anna, {NUMBER}", Value.YES)


def test_another_contact_in_the_pre_screen_is_the_answer_there(shared_parts: Parts) -> None:
    person = at_the_contact_question(shared_parts, ASKED, NUMBER)
    person.does(Does(f"Anna {RIGHT}"))
    held = person.held()
    assert held is not None
    assert held.answers[CONTACT].words == f"Anna {RIGHT}"
    [item] = [item for item in person.items() if item.kind is ItemKind.CALLBACK]
    assert item.contact == Contact(None, NUMBER)


@pytest.mark.parametrize("said", [(), (ASKED,), (ASKED, "its maria")])
def test_who_gave_no_way_is_told_of_none_in_the_pre_screen(shared_parts: Parts, said: tuple[str, ...]) -> None:
    person = at_the_contact_question(shared_parts, *said)
    assert TextId.PRESCREEN_CONTACT_KNOWN not in texts(shared_parts, person.shown)
    person.does(Does("same"))
    held = person.held()
    assert held is not None
    assert CONTACT not in held.answers or held.answers[CONTACT].value is not Value.YES


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("call me 6465550110", Contact(None, "6465550110")),
        (f"call me at {NUMBER} please", Contact(None, NUMBER)),
        ("my email is joe@mail.com can someone write to me", Contact(None, "joe@mail.com")),
        ("can a nurse email me, tom at yahoo dot com", Contact(None, "tom@yahoo.com")),
        (f"id like to speak to a human, tina, {NUMBER}", Contact("tina", NUMBER)),
        (f"can someone ring me, my name is Maria Lopez and my number is {NUMBER}", Contact("Maria Lopez", NUMBER)),
        (f"this is bob can a nurse phone me {NUMBER}", Contact("bob", NUMBER)),
        (f"I want to talk to a person. {NUMBER} Anna", Contact("Anna", NUMBER)),
        (f"i'm scared, can someone call me {NUMBER}", Contact(None, NUMBER)),
        (f"can someone call me urgently {NUMBER}", Contact(None, NUMBER)),
        (f"please call my mom, her number is {NUMBER}", Contact(None, f"my mom: {NUMBER}")),
        (f"can you call him on {NUMBER}", Contact(None, f"him: {NUMBER}")),
        (f"my wife wants to talk to a nurse, her number is {NUMBER}", Contact(None, f"my wife: {NUMBER}")),
    ],
)
def test_a_contact_in_the_request_itself_is_kept_with_it(shared_parts: Parts, text: str, contact: Contact) -> None:
    person = Person(shared_parts)
    assert TextId.CALLBACK_REACHABLE in texts(shared_parts, person.does(Does(text)))
    assert [(item.kind, item.contact) for item in person.items()] == [(ItemKind.CALLBACK, contact)]


@pytest.mark.parametrize(
    "text", ["can someone call me about my insurance number 1234567", "can someone call me", "call me on 2026-11-24"]
)
def test_who_asks_without_a_way_to_be_reached_is_asked_for_one(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    assert TextId.CALLBACK_REACHABLE not in texts(shared_parts, person.does(Does(text)))
    assert [item.contact for item in person.items()] == [None]


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ((NUMBER, f"please call me on {RIGHT}"), Contact(None, f"{RIGHT}, {NUMBER}")),
        ((NUMBER, "can a human email me instead tom@x.example"), Contact(None, f"tom@x.example, {NUMBER}")),
        ((NUMBER, "call my dad too", f"his cell is {RIGHT}"), Contact(None, f"my dad: {RIGHT}, {NUMBER}")),
        ((NUMBER, f"his number is {RIGHT}"), Contact(None, NUMBER)),
        (("can you call my wife", RIGHT), Contact(None, f"my wife: {RIGHT}")),
        (("can you call my wife", RIGHT, f"wrong number its {NUMBER}"), Contact(None, NUMBER)),
    ],
)  # fmt: skip
def test_a_further_request_brings_its_contact(shared_parts: Parts, said: tuple[str, ...], contact: Contact) -> None:
    assert contact_after(shared_parts, *said) == contact


def test_the_button_for_a_person_takes_the_number_that_it_was_offered_for(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does(f"his number is {NUMBER}"))
    assert person.items() == []
    person.does(person.tap(ChoiceId.TALK_TO_PERSON))
    assert [item.contact for item in person.items()] == [Contact(None, f"him: {NUMBER}")]


def test_what_may_speak_of_danger_is_no_name(shared_parts: Parts) -> None:
    person = Person(shared_parts)
    person.does(Does(ASKED))
    alarm = shared_parts.alarms.about("web", None)
    for share, contact in ((RASA_IS_BELIEVED_AT, None), (0.0, Contact("Maria Lopez", ""))):
        [item] = person.items()
        talk = Talk(person.id, "m1", None, [], None, False, request=item, matter=Matter(frozenset({Kind.HANDOFF})))
        turn = shared_parts.conversation._turns.typed(talk, "Maria Lopez", Finding(share=share), alarm)
        assert (turn.reachable.contact if turn.reachable is not None else None) == contact


DANGERS = ["i cut my wrists", "hurry he will kill me", "hurry im bleeding", "call before i do it"]


@pytest.mark.parametrize("text", DANGERS)
def test_a_number_beside_words_of_danger_is_met_as_danger_and_kept(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does(ASKED))
    shown = person.does(Does(f"{NUMBER} {text}"))
    assert {Kind.CRISIS, Kind.EMERGENCY} & {message.kind for message in shown}
    assert TextId.CONTACT_KEPT in texts(shared_parts, shown)
    assert {item.contact for item in person.items()} == {Contact(None, NUMBER)}


@pytest.mark.parametrize("text", DANGERS)
def test_danger_at_the_contact_question_is_no_answer_to_it(shared_parts: Parts, text: str) -> None:
    person = at_the_contact_question(shared_parts)
    shown = person.does(Does(f"{NUMBER} {text}"))
    assert {Kind.CRISIS, Kind.EMERGENCY} & {message.kind for message in shown}
    assert TextId.CONTACT_KEPT in texts(shared_parts, shown)
    held = person.held()
    assert held is not None
    assert CONTACT not in held.answers


@pytest.mark.parametrize(("text", "is_kept"), [("he is hitting me", False), ("i took all my pills", True)])
def test_a_number_that_nobody_asked_for_is_kept_unless_another_may_hold_the_phone(
    shared_parts: Parts, text: str, is_kept: bool
) -> None:
    shown = Person(shared_parts).does(Does(f"{text} {NUMBER}"))
    assert (TextId.CONTACT_KEPT in texts(shared_parts, shown)) is is_kept


MAILBOX = "tess@outlook.com"


@pytest.mark.parametrize(
    "text",
    ["actually email me", "actually email is better", "by email please", "id rather have an email", "email me instead",
     "could they write to me instead"],
)  # fmt: skip
def test_who_would_rather_have_mail_is_asked_for_the_mailbox_and_it_is_kept(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    person.does(Does(f"call me {NUMBER}"))
    assert texts(shared_parts, person.does(Does(text))) == [TextId.CALLBACK_MAILBOX_ASKED]
    assert texts(shared_parts, person.does(Does(MAILBOX))) == [TextId.CALLBACK_CONTACT_KEPT]
    assert [item.contact for item in person.items()] == [
        Contact(None, f"{MAILBOX}, {NUMBER} (would rather have an e-mail)")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "no email please",
        "dont email me",
        "what is your email",
        "is email safe",
        "not by email",
        "i do not want email",
        "i don't like email",
        "i dont want to be emailed",
        "i really dont need an email",
        "i never check my email",
    ],
)
def test_other_words_on_mail_wish_for_none(shared_parts: Parts, text: str) -> None:
    assert contact_after(shared_parts, NUMBER, text) == Contact(None, NUMBER)


@pytest.mark.parametrize("text", ["her name is linda", "his name is bob", "she's called Linda Gray"])
def test_the_name_of_whom_to_call_is_kept_beside_the_number(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    for said in ("can you call my wife", NUMBER):
        person.does(Does(said))
    assert texts(shared_parts, person.does(Does(text))) == [TextId.CALLBACK_WISH_KEPT]
    assert [item.contact for item in person.items()] == [Contact(None, f"my wife: {NUMBER} ({text})")]


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ((f"hi im tess {NUMBER}", "can someone call me"), Contact("tess", NUMBER)),
        (("did you get my number", NUMBER, "can someone call me"), Contact(None, NUMBER)),
        ((f"my number is {NUMBER}", "please call"), Contact(None, NUMBER)),
        ((f"my number is {NUMBER}", "you can call me there"), Contact(None, NUMBER)),
        ((f"my email is {MAILBOX}", "can a nurse get in touch with me"), Contact(None, MAILBOX)),
        ((NUMBER, "call please"), Contact(None, NUMBER)),
        ((NUMBER, "please do call"), Contact(None, NUMBER)),
        ((f"my new cell is {NUMBER}", "please call"), Contact(None, NUMBER)),
        ((f"my name is Tess, my work number is {NUMBER}", "please call"), Contact("Tess", NUMBER)),
    ],
)
def test_a_number_told_before_the_request_goes_with_it(
    shared_parts: Parts, said: tuple[str, ...], contact: Contact
) -> None:
    person = Person(shared_parts)
    for text in said:
        shown = person.does(Does(text))
    assert TextId.CALLBACK_REACHABLE in texts(shared_parts, shown)
    assert [(item.kind, item.contact) for item in person.items()] == [(ItemKind.CALLBACK, contact)]


@pytest.mark.parametrize(
    "before",
    [f"his number is {NUMBER}", f"my insurance number is {NUMBER}", f"is {NUMBER} your number?",
     f"{NUMBER} called me", f"call my mom {NUMBER}", f"who is {NUMBER}", "lithium 300 600 900", f"not {NUMBER}",
     f"my boss {NUMBER}", f"my therapist dr lee {NUMBER}", f"dr lee {NUMBER}", f"mom {NUMBER}", f"my pharmacy {NUMBER}",
     f"my ex {NUMBER}"],
)  # fmt: skip
def test_any_other_number_told_before_is_none_for_the_call(shared_parts: Parts, before: str) -> None:
    person = Person(shared_parts)
    person.does(Does(before))
    known = [item.contact for item in person.items()] or [None]
    person.does(Does("can someone call me"))
    assert [item.contact for item in person.items()] == known


@pytest.mark.parametrize("text", ["please call", "call", "you can call me"])
def test_a_few_words_to_call_need_a_number_right_before(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    for said in (f"my number is {NUMBER}", "how long does one session take"):
        person.does(Does(said))
    talk = Talk(person.id, "m1", None, [], None, False, last_words="how long does one session take")
    assert not orders_call_to_number(talk, text)


@pytest.mark.parametrize("word", ["call ", "me ", "please ", "you can ", "by email ", "not "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readings = (word * 1000, word * 5, word * 7, word * 14)
    assert seconds_to_read(readings, orders_call, tells_own_number, would_rather_have_mail) < 1


@pytest.mark.parametrize("before", [f"my boss {NUMBER}", f"my therapist dr lee {NUMBER}", f"my neighbor is {NUMBER}"])
def test_a_few_words_to_call_order_none_to_somebody_else(shared_parts: Parts, before: str) -> None:
    talk = Talk(Person(shared_parts).id, "m1", None, [], None, False, last_words=before)
    assert not orders_call_to_number(talk, "please call")


@pytest.mark.parametrize(
    ("text", "orders"), [("do you text", False), ("do they call", False), ("please do call", True)]
)
def test_who_asks_whether_they_text_orders_no_call(shared_parts: Parts, text: str, *, orders: bool) -> None:
    talk = Talk(Person(shared_parts).id, "m1", None, [], None, False, last_words=NUMBER)
    assert orders_call_to_number(talk, text) is orders


@pytest.mark.parametrize("name", ["Ty Cobb", "Aye Thein", "Ya Ting", "Mark Still"])
def test_a_name_with_a_word_of_other_meaning_is_kept(shared_parts: Parts, name: str) -> None:
    assert contact_after(shared_parts, name) == Contact(name, "")
    assert contact_after(shared_parts, f"my name is {name.split()[0]}") == Contact(name.split()[0], "")


@pytest.mark.parametrize("text", ["ty", "Ty", "aye", "ya", "still", "ty mate", "Ty mate", "ya right", "aye captain"])
def test_a_reply_that_is_also_a_name_is_none(shared_parts: Parts, text: str) -> None:
    assert contact_after(shared_parts, text) is None
