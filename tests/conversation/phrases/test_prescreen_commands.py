"""Short words that steer through the pre-screen, as people write them, and longer ones that must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.phrases.plain_replies import is_no, is_plain_yes, is_yes
from bot.conversation.phrases.prescreen_commands import (
    agrees_after_all,
    command_at_review,
    command_in,
    command_when_leaving,
    orders_sending,
)
from bot.prescreen.moves import MoveKind
from tests.conversation.reading_speed import seconds_to_read

ASKED_FOR = {
    MoveKind.WHY: [
        "why", "Why?", "but why", "why do you ask?", "why do u ask", "why do u need to know that",
        "why do you need to know that?", "Why do you want to know this?", "why are you asking me this",
        "why did you ask that", "why is that important", "why does it matter", "why should i tell you that",
        "why is this relevant?", "what's that for?", "what is this for", "what do you need that for",
        "how is that relevant", "ok but why", "why do you need this?", "why do you need that information",
        "why would you need to know that", "why tho", "y do u ask", "why do you need my phone number?",
        "why do i have to tell you that", "why does the clinic want to know", "how come you ask",
    ],
    MoveKind.BACK: [
        "back", "go back", "go back pls", "Back please", "can we go back", "i want to go back",
        "take me back", "step back", "previous question", "the last question again", "can i change my last answer",
        "correct the previous answer", "go back to the last question", "back one", "go back one question",
        "wait, go back", "let me go back", "i made a mistake, go back", "oops go back",
        "oh wait, back", "wrong button, go back", "undo that", "i'd like to go back a step",
    ],
    MoveKind.SKIP: [
        "skip", "Skip.", "skip this", "skip that one", "skip it please", "pass", "pass on this one", "next",
        "next question please", "can i skip this one", "i'd like to skip this question", "can we skip that",
        "id rather skip this one", "i'd rather skip this", "let's skip it", "i'll skip this one", "ill pass",
        "no, next", "leave it blank please", "let's move on to the next question", "hmm i think i'll pass on that",
    ],
    MoveKind.STOP: [
        "stop", "Stop!", "stop here", "stop asking questions", "can we stop", "i want to stop", "please stop",
        "quit", "cancel", "exit", "that's enough", "enough for today", "enough", "later", "another time",
        "do this later", "i need a break", "let's stop here", "stop for now", "i don't want to do this anymore",
        "i dont want to continue", "i do not want to answer any more", "im done for today", "i'm done",
        "i'm done for now", "can we do this another time", "i'd rather stop", "i think i'll stop here",
        "lets finish this later", "can i finish this later", "no more questions",
        "gotta go", "i have to go now", "i'll do the rest tomorrow", "can we take a break", "too many questions",
        "i'm finished with these questions", "we're done here", "end the form", "i'll come back to it another day",
    ],
    MoveKind.SHOW: ["what was the question", "say that again", "repeat the question please", "come again?", "huh?",
                    "sorry?", "wait, what?"],
    MoveKind.GO_ON: ["continue", "go on", "let's continue", "carry on please", "resume", "go on with the questions",
                     "keep going", "i want to go on with the questions"],
}  # fmt: skip
PHRASINGS = [(text, kind) for kind, texts in ASKED_FOR.items() for text in texts]

ANSWERS = [
    "I had to stop drinking because my liver was failing and the doctors said it was that or die",
    "i want to stop drinking", "i can't stop", "i stopped my lithium", "my heart stopped once", "stop the pain",
    "why? no, never had it", "why i came here is a long story", "i want to know why i feel like this",
    "back pain", "i have a bad back", "i take something for my back", "pain in the back, otherwise no",
    "i've been back and forth with antidepressants", "my back", "i came back from iraq with ptsd",
    "next of kin had it", "next week i get the results", "pass out sometimes", "i pass out when i stand up",
    "i skip meals", "my heart skips a beat", "heart skips", "later in life my mother had it",
    "what i take is lisinopril", "continue taking lisinopril", "i continue to drink",
    "end stage renal disease", "enough to be a problem", "cancelled my last treatment", "no", "yes", "nope never",
    "not sure", "sorry, yes", "no sorry", "what i had was a stroke", "again and again since 2019", "quit smoking",
    "quit drinking in 2015", "exit wounds", "once, but not again", "not now but two years ago", "",
    "   ", "👍", "y", "why not", "why do i feel so bad", "i quit", "i can stop", "i can stop whenever i want", "i pass",
    "i'm done with drinking", "i need to move on", "i want to end it", "end it", "i'm back", "i can't go back",
    "no back problems", "no more", "don't skip", "tomorrow", "sorry no", "what no", "i had to stop",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), PHRASINGS)
def test_what_people_write_to_steer_is_heard(text: str, kind: MoveKind) -> None:
    assert command_in(text) is kind


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_that_holds_such_a_word_is_none(text: str) -> None:
    assert command_in(text) is None


@pytest.mark.parametrize("text", ["not right now", "not now", "not at the moment"])
def test_a_denial_of_the_present_is_an_answer_and_no_stop(text: str) -> None:
    """ "Do you take any medicines at present?" "Not right now." """
    assert command_in(text) is None


@given(st.text("abcdefghijklmnopqrstuvwxyz ", min_size=60, max_size=300))
def test_a_long_story_with_the_word_in_it_is_no_command(story: str) -> None:
    for word in ("stop", "back", "skip", "why", "next"):
        assert command_in(f"{story} a b c d e f g h i {word} {story}") is None


@pytest.mark.parametrize("text", ["GO BACK", "  go   back  ", "go back.", "go\nback", "go back!"])
def test_letters_and_spaces_make_no_difference(text: str) -> None:
    assert command_in(text) is MoveKind.BACK


def test_an_apostrophe_of_a_phone_is_one() -> None:
    assert command_in("that’s enough") is MoveKind.STOP


@pytest.mark.parametrize(
    "text",
    ["actually yes", "wait, yes", "no wait yes", "ok let's do it", "i changed my mind", "on second thought yes please",
     "yes", "hmm ok i'll do it after all", "sorry wrong button, yes", "you know what, sure"],
)  # fmt: skip
def test_a_no_is_taken_back_in_plain_words(text: str) -> None:
    assert agrees_after_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "fine",
        "ok thanks",
        "no",
        "good",
        "yes but later",
        "is it safe",
        "actually no",
        "great",
        "yes i know",
        "why",
    ],
)
def test_what_only_takes_note_of_it_takes_nothing_back(text: str) -> None:
    assert not agrees_after_all(text)


# Keep or erase


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("keep them", MoveKind.KEEP),
        ("keep", MoveKind.KEEP),
        ("save it for later please", MoveKind.KEEP),
        ("Stop, and keep my answers", MoveKind.KEEP),
        ("erase", MoveKind.ERASE),
        ("delete them please", MoveKind.ERASE),
        ("please remove everything", MoveKind.ERASE),
        ("Stop, and erase my answers", MoveKind.ERASE),
        ("go on", MoveKind.GO_ON),
        ("let's continue", MoveKind.GO_ON),
        ("keep going", MoveKind.GO_ON),
        ("keep them, i'll be back tomorrow", MoveKind.KEEP),
        ("just delete it all", MoveKind.ERASE),
        ("i want you to delete my answers", MoveKind.ERASE),
        ("yes, erase everything", MoveKind.ERASE),
        ("get rid of the lot please", MoveKind.ERASE),
        ("hm", None),
        ("yes", None),
        ("no", None),
    ],
)
def test_keep_or_erase_is_taken_from_plain_words(text: str, kind: MoveKind | None) -> None:
    assert command_when_leaving(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "don't erase them", "please do not delete my answers", "no, don't delete anything", "keep, don't erase",
        "what happens if you erase them?", "will they be deleted if I keep going?", "never delete them",
        "can you delete them later?", "i don't want them erased", "how do i delete it later?",
        "dont delete", "erase nothing", "leave without deleting", "should i delete them", "keep or erase, whichever",
        "they had to remove my gallbladder", "i want to erase my past", "forget it", "throw up all day",
    ],
)  # fmt: skip
def test_nothing_is_erased_on_a_no_or_a_question(text: str) -> None:
    assert command_when_leaving(text) is not MoveKind.ERASE


@pytest.mark.parametrize(
    "text", ["don't keep them", "do not save anything", "i don't want you to keep it", "keep nothing", "why keep them"]
)
def test_nothing_is_kept_by_who_says_not_to(text: str) -> None:
    assert command_when_leaving(text) is not MoveKind.KEEP


# The review


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("yes", MoveKind.SEND),
        ("send", MoveKind.SEND),
        ("yes please send it", MoveKind.SEND),
        ("ok send it off", MoveKind.SEND),
        ("sure", MoveKind.SHOW),
        ("looks good", MoveKind.SEND),
        ("yep that's all", MoveKind.SEND),
        ("submit", MoveKind.SEND),
        ("go ahead", MoveKind.SEND),
        ("send it to the clinic", MoveKind.SEND),
        ("correct", MoveKind.SEND),
        ("that's correct", MoveKind.SEND),
        ("yes that's correct, send it", MoveKind.SEND),
        ("perfect, send it", MoveKind.SEND),
        ("it's all correct, please send", MoveKind.SEND),
        ("everything looks fine", MoveKind.SEND),
        ("i'd like to send it now", MoveKind.SEND),
        ("no mistakes, send", MoveKind.SEND),
        ("nothing to add, you can send it", MoveKind.SEND),
        ("nothing is wrong, please send it", MoveKind.SEND),
        ("no, nothing to change, send it", MoveKind.SEND),
        ("nothing to change", MoveKind.SHOW),
        ("no, nothing to change", MoveKind.SHOW),
        ("don't change anything", MoveKind.SHOW),
        ("i don't see any mistakes", MoveKind.SHOW),
        ("there's nothing wrong with it", MoveKind.SHOW),
        ("not now", MoveKind.STOP),
        ("not right now", MoveKind.STOP),
        ("not yet", MoveKind.STOP),
        ("that's not correct", MoveKind.CHOOSE_EDIT),
        ("not quite right", MoveKind.CHOOSE_EDIT),
        ("no, number 3 is wrong", MoveKind.CHOOSE_EDIT),
        ("no, correct the second one", MoveKind.CHOOSE_EDIT),
        ("yes but change 3", MoveKind.CHOOSE_EDIT),
        ("no change number 3", MoveKind.CHOOSE_EDIT),
        ("change something", MoveKind.CHOOSE_EDIT),
        ("number 3 is wrong", MoveKind.CHOOSE_EDIT),
        ("i made a mistake", MoveKind.CHOOSE_EDIT),
        ("can i edit one", MoveKind.CHOOSE_EDIT),
        ("the second is not right", MoveKind.CHOOSE_EDIT),
        ("stop", MoveKind.STOP),
        ("back", MoveKind.BACK),
        ("later", MoveKind.STOP),
    ],
)
def test_at_the_review_people_send_change_or_stop(text: str, kind: MoveKind) -> None:
    assert command_at_review(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "no", "not yet", "don't send it", "do not send this", "wait", "no don't", "what happens when i send it?",
        "is it safe to send", "who gets it if i send it", "i'm not sure", "not sure i want to send it",
        "no, that's all", "no, that's it", "yes but don't send it yet", "ok wait", "i don't want to send it",
        "send it to my mother", "send it later", "ok but first a question", "yes i have a question",
        "nothing to change but don't send it", "ok send it but take out the lithium", "no, no changes, that's all",
        "i don't agree", "send it tomorrow", "yes if nobody else reads it", "send it?", "hold on",
    ],
)  # fmt: skip
def test_nothing_is_sent_on_a_no_a_doubt_or_a_question(text: str) -> None:
    assert command_at_review(text) is not MoveKind.SEND


@pytest.mark.parametrize(
    "text",
    [
        "ok", "ok cool", "okay", "k", "fine", "thanks", "ok thanks", "got it", "cool", "cool thanks", "alright",
        "all good", "that's fine", "thats all right", "it's ok", "no problem", "sounds good", "sure", "right ok",
        "good", "ok great", "\U0001f44d", "ok agreed", "of course",
    ],
)  # fmt: skip
def test_a_word_that_may_answer_what_was_said_beside_the_review_sends_nothing(text: str) -> None:
    assert command_at_review(text) in (MoveKind.SHOW, None)


@pytest.mark.parametrize("text", ["send it", "ok send it", "yes send", "please submit it now", "just send them"])
def test_who_was_asked_to_keep_or_erase_and_wants_it_sent_is_led_back(text: str) -> None:
    assert command_when_leaving(text) is MoveKind.GO_ON


@pytest.mark.parametrize("text", ["don't send it", "send it later", "erase it, don't send", "yes", "ok", "fine"])
def test_nobody_is_led_back_who_does_not_want_it_sent(text: str) -> None:
    assert command_when_leaving(text) is not MoveKind.GO_ON


@pytest.mark.parametrize("text", ["nothing to change", "no changes, send it", "nothing is wrong, please send it"])
def test_who_says_that_nothing_is_wrong_is_not_asked_what_is(text: str) -> None:
    assert command_at_review(text) is not MoveKind.CHOOSE_EDIT


@pytest.mark.parametrize(
    "word", ["ok,", "that's fine ", "no,", "please go back ", "send it,", "erase it,", "why do i ", "-"]
)
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    readers = (command_in, command_when_leaving, command_at_review, agrees_after_all, is_plain_yes, is_yes, is_no)
    assert seconds_to_read((word * 1000 + "x", word * 11 + "x"), *readers) < 1


@given(st.text(max_size=200))
def test_whatever_is_written_is_read_without_a_fault(text: str) -> None:
    for reader in (command_in, command_when_leaving, command_at_review):
        assert reader(text) is None or isinstance(reader(text), MoveKind)


@pytest.mark.parametrize(
    "text",
    ["ok " * 20, "ok " * 19 + "x", "ok fine " * 9 + "no", "it is good " * 6 + "z", "thanks " * 19 + "?", "ok " * 1000],
)
def test_a_word_said_many_times_at_the_review_is_read_at_once(text: str) -> None:
    assert seconds_to_read([text], command_at_review, orders_sending) < 0.2


@pytest.mark.parametrize(
    "text",
    ["send it to the clinic please", "yes that's everything, submit it", "ok all good to me send", "send that's it",
     "yes, yes, all correct", "perfect, go ahead and send it over"],
)  # fmt: skip
def test_a_yes_in_several_parts_sends(text: str) -> None:
    assert command_at_review(text) is MoveKind.SEND


@pytest.mark.parametrize("text", ["ok sender", "thanks", "please", "ok and now", "send it but", "sendit yes maybe"])
def test_what_is_more_or_less_than_a_yes_sends_nothing(text: str) -> None:
    assert command_at_review(text) is not MoveKind.SEND
