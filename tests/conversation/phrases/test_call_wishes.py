"""What a person wishes of a call is kept beside their number, and one part of a number is asked for as a whole."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.call_wishes import call_wish, corrects_part
from bot.conversation.phrases.contact import parted, with_wish
from bot.handoff.items import Contact
from bot.library.texts import TextId
from tests.conversation.one_person import Does, Person, texts
from tests.conversation.reading_speed import seconds_to_read

NUMBER, RIGHT = "212 555 0142", "212 555 0188"
AT_TIMES = [
    "only after 5pm", "evenings only please", "best after 6", "not before 10am", "weekdays between 9 and 5", "mornings",
    "they can call after work", "i am free on tuesday afternoon", "tomorrow morning is best", "any time", "after 5:30",
    "can they call in the evening?", "not in the mornings", "5pm works",
]  # fmt: skip
OF_A_CALL = [
    "dont leave a voicemail", "dont call my work", "no voicemails please", "please dont call me at work",
    "text me first", "please dont tell my husband what it is about", "they can leave a message",
    "dont call before noon",
    "never call my house phone", "dont leave a message with anyone",
]  # fmt: skip
NO_WISHES = [
    "i feel bad in the mornings", "thanks", "what is kap", "dont call", "yes", "my dad died on tuesday", "i cant sleep",
    "can i drive after work", "do they give it in the morning", "how long after", "i took it at 5pm", "call me",
    "i dont want to leave my house", "can i eat before", "i drink in the evenings", "i work nights",
]  # fmt: skip


def asked(parts: Parts, *said: str) -> Person:
    person = Person(parts)
    for text in ("call me", *said):
        person.does(Does(text))
    return person


@pytest.mark.parametrize("text", AT_TIMES + OF_A_CALL)
def test_a_wish_for_the_call_is_kept_beside_the_number(shared_parts: Parts, text: str) -> None:
    person = asked(shared_parts, NUMBER)
    [told] = person.does(Does(text))
    [item] = person.items()
    assert texts(shared_parts, [told]) == [TextId.CALLBACK_WISH_KEPT]
    assert item.reference in told.text
    assert item.contact == Contact(None, f"{NUMBER} ({text.rstrip('?')})")


@pytest.mark.parametrize("text", NO_WISHES)
def test_other_words_are_no_wish(shared_parts: Parts, text: str) -> None:
    assert call_wish(text) is None


@pytest.mark.parametrize("text", ["after work", "mornings", "tomorrow"])
def test_a_time_after_another_answer_is_no_wish(shared_parts: Parts, text: str) -> None:
    person = asked(shared_parts, NUMBER, "how long does one session take", text)
    assert [item.contact for item in person.items()] == [Contact(None, NUMBER)]


@pytest.mark.parametrize("text", ["dont leave a voicemail", "only after 5pm"])
def test_without_a_request_nothing_is_kept(shared_parts: Parts, text: str) -> None:
    person = Person(shared_parts)
    assert TextId.CALLBACK_WISH_KEPT not in texts(shared_parts, person.does(Does(text)))
    assert person.items() == []


def test_who_gave_no_number_yet_is_asked_for_one(shared_parts: Parts) -> None:
    person = asked(shared_parts)
    assert texts(shared_parts, person.does(Does("only after 5pm"))) == [TextId.CALLBACK_WISH_UNREACHABLE]
    assert [item.contact for item in person.items()] == [None]


@pytest.mark.parametrize(
    ("said", "contact"),
    [
        ((f"{NUMBER}, only after 5pm",), Contact(None, f"{NUMBER} (only after 5pm)")),
        ((f"call me on {NUMBER} after 5pm please",), Contact(None, f"{NUMBER} (after 5pm please)")),
        ((NUMBER, "evenings", "no voicemails", f"typo, {RIGHT}"), Contact(None, f"{RIGHT} (evenings; no voicemails)")),
        ((NUMBER, "evenings", "evenings"), Contact(None, f"{NUMBER} (evenings)")),
        ((NUMBER, "it ends in 88", RIGHT), Contact(None, RIGHT)),
    ],
)
def test_wishes_and_numbers_stay_together(shared_parts: Parts, said: tuple[str, ...], contact: Contact) -> None:
    assert [item.contact for item in asked(shared_parts, *said).items()] == [contact]


PARTS = [
    "no wait it ends in 11", "the last digit is wrong its a 1", "wrong area code", "it should end with 88",
    "the last two numbers are swapped", "i mistyped it", "sorry its dot org",
]  # fmt: skip


@pytest.mark.parametrize("text", PARTS)
def test_who_puts_a_part_right_is_asked_for_the_whole_once_more(shared_parts: Parts, text: str) -> None:
    person = asked(shared_parts, NUMBER)
    assert texts(shared_parts, person.does(Does(text))) == [TextId.CALLBACK_NUMBER_AGAIN]
    assert [item.contact for item in person.items()] == [Contact(None, NUMBER)]


@pytest.mark.parametrize("text", ["it never ends", "that is wrong", "thanks", "what is the last step", NUMBER])
def test_other_words_put_no_part_right(text: str) -> None:
    assert not corrects_part(text)


def test_the_oldest_wishes_go_where_there_are_too_many() -> None:
    reach = NUMBER
    for number in range(60):
        reach = with_wish(reach, f"after {number}")
    ways, wishes = parted(reach)
    assert ways == NUMBER
    assert wishes.endswith("after 58; after 59")
    assert len(reach) < 300
    assert parted("(646) 555-0110") == ("(646) 555-0110", "")


@pytest.mark.parametrize(
    "word", ["after ", "only ", "not ", "call me ", "do not say ", "mornings and ", "my ", "typo "]
)
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    readings = (word * 1000, word * 7, word * 14 + "x", word * 6 + "x")
    assert seconds_to_read(readings, call_wish, corrects_part) < 1
