"""Nobody leaves with a verdict or with leave that was not given: "so that's a yes", "ok I'll take one then"."""

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.conclusions import NO_MATTER, Conclusion, Matter, conclusion_in
from bot.conversation.service import Incoming
from bot.library.kinds import Kind
from tests.conversation.reading_speed import seconds_to_read

VERDICT = Matter(frozenset({Kind.VERDICT_DECLINED}))
ADVICE = Matter(frozenset({Kind.ADVICE_DECLINED}))


def kinds_said(parts: Parts, address: str, text: str) -> set[Kind]:
    """The kinds of what is replied to a text."""
    return {message.kind for message in parts.conversation.reply("web", address, Incoming(text=text))}


@pytest.mark.parametrize(
    "text",
    [
        "so thats a yes",
        "got it so yes",
        "i'll take that as a yes",
        "ok, taking that as a no",
        "glad u agree",
        "great so im in",
        "so i qualify",
        "so i'm not eligible then",
        "thats a no then",
        "so you think its fine for me",
        "sounds like a yes",
        "so i can do it?",
        "ok so no then",
        "thanks for approving me",
        "so she can",
        "so that means i can start",
        "cool so nothing against it",
        "so im good to go then",
    ],
)
def test_a_verdict_that_was_not_given_is_not_taken(text: str) -> None:
    assert conclusion_in(text, VERDICT, "am i suitable") is Conclusion.VERDICT


@pytest.mark.parametrize("text", ["i'll stop it now", "ok ill skip it and ask my doctor", "i'll take them with food"])
@pytest.mark.parametrize("matter", [VERDICT, ADVICE])
def test_a_plain_step_is_one_whatever_harmless_words_it_ends_with(matter: Matter, text: str) -> None:
    assert conclusion_in(text, matter, "am i suitable") is Conclusion.ADVICE


@pytest.mark.parametrize("text", ["skip it", "stop", "stop it", "ok i'll stop asking", "i'll take the bus"])
def test_after_a_verdict_what_is_said_to_the_guide_is_no_step(text: str) -> None:
    assert conclusion_in(text, VERDICT, "am i suitable") is None


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("should i stop my lithium", "ok stopping it"),
        ("should i stop my lithium", "ill stop it then"),
        ("should i stop my lithium", "so yes"),
        ("can i skip my bp pill", "ok skip it"),
        ("can i skip my bp pill", "skip it then"),
        ("can i skip my bp pill", "so i can skip it"),
        ("can i skip my bp pill", "i'll halve it instead"),
        ("can i take xanax before", "so thats ok"),
        ("can i take xanax before", "ok ill take one then"),
        ("can i take xanax before", "just half a pill then"),
        ("can i take xanax before", "tylenol then"),
        ("can i take xanax before", "how many"),
        ("can i take xanax before", "one won't hurt right"),
        ("can i drink after", "ok just one then"),
        ("can i drink after", "a glass of wine then"),
        ("can i drink after", "im going to have a beer tonight"),
        ("can i drive home after", "ok ill just drive then"),
        ("can i drive home after", "so its safe"),
        ("can i drive home after", "gonna drive anyway"),
        ("can i smoke weed before", "cool ill smoke a bit before"),
    ],
)
def test_leave_that_was_not_given_is_not_taken(before: str, text: str) -> None:
    assert conclusion_in(text, ADVICE, before) is Conclusion.ADVICE


PLAIN = [
    "ok",
    "thanks",
    "yes",
    "no",
    "ok thanks",
    "alright then",
    "ok then",
    "thats fine",
    "no thanks",
    "i see",
    "got it",
    "i dont know",
    "ok bye",
    "i'll ask my doctor",
    "ok ill call them tomorrow",
    "i'll take a look",
    "let me think about it",
    "ok ill do the questions then",
    "ok start the questions",
    "i wont drive then",
    "ok i wont stop it",
    "ill keep taking it",
    "i'll stop here",
    "i cant do this",
    "i cant take it anymore",
    "im in",
    "stop",
    "how long does one session take",
    "what does it feel like",
    "how much does it cost",
    "can i bring a friend",
    "is it safe with high blood pressure",
    "so what happens next",
    "can someone call me then",
    "my sister had it and she is fine now",
    "i will take a taxi home",
]


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("matter", [VERDICT, ADVICE])
def test_small_talk_and_questions_conclude_nothing(text: str, matter: Matter) -> None:
    assert conclusion_in(text, matter, "am i eligible") is None


@pytest.mark.parametrize("text", ["so thats ok", "ill do it then", "just one then", "how many", "ok going there then"])
def test_after_something_else_it_concludes_nothing(text: str) -> None:
    assert conclusion_in(text, NO_MATTER, "what is kap") is None
    assert conclusion_in(text, Matter(frozenset({Kind.ANSWER}), frozenset({"setting"})), "can i bring music") is None


@pytest.mark.parametrize("text", ["so yes", "so thats a yes", "so its safe", "thats a no then", "so i should do it"])
def test_after_what_the_guide_would_do_for_its_own_nothing_was_decided(text: str) -> None:
    assert conclusion_in(text, NO_MATTER, "would you let your daughter do it") is Conclusion.VERDICT
    assert conclusion_in("ok thanks", NO_MATTER, "would you let your daughter do it") is None


@pytest.mark.parametrize("before", ["im on methadone", "i take suboxone", "i take warfarin"])
def test_after_a_medicine_that_they_take_it_is_no_leave(before: str) -> None:
    on_medicines = Matter(frozenset({Kind.ANSWER}), frozenset({"medications"}))
    assert conclusion_in("so thats fine", on_medicines, before) is Conclusion.ADVICE
    assert conclusion_in("thats fine", on_medicines, before) is None


def test_after_an_answer_on_an_illness_a_plain_verdict_is_still_none() -> None:
    matter = Matter(frozenset({Kind.ANSWER}), frozenset({"psychosis"}))
    assert conclusion_in("so thats a no then", matter, "i have schizophrenia") is Conclusion.VERDICT


@pytest.mark.parametrize(
    ("text", "concluded"),
    [("so thats a no then", Conclusion.VERDICT), ("no", None), ("im out", None), ("i took one", None)],
)
def test_while_another_question_is_open_only_plain_words_on_a_verdict_count(
    text: str, concluded: Conclusion | None
) -> None:
    assert conclusion_in(text, VERDICT, "am i eligible", is_answering=True) is concluded


@pytest.mark.parametrize("word", ["so ", "ok ", "one ", "i will ", "take it ", "just ", "then ", "\u00e9 "])
def test_a_word_a_thousand_times_is_read_at_once(word: str) -> None:
    brief = word * (16 // len(word.split()))
    assert seconds_to_read([word * 1000], lambda text: conclusion_in(text, ADVICE, text)) < 1
    assert seconds_to_read([brief], lambda text: conclusion_in(text, ADVICE, "can i drink")) < 1


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("should i stop my lithium", "ok stopping it", Kind.ADVICE_DECLINED),
        ("can i take xanax before", "ok ill take one then", Kind.ADVICE_DECLINED),
        ("can i drive home after", "ok ill just drive then", Kind.ADVICE_DECLINED),
        ("am i suitable", "i'll take that as a yes", Kind.VERDICT_DECLINED),
        ("am i eligible with bipolar", "great so im in", Kind.VERDICT_DECLINED),
    ],
)
def test_in_a_talk_the_conclusion_is_declined_also_after_small_talk(
    shared_parts: Parts, someone: str, first: str, second: str, kind: Kind
) -> None:
    kinds_said(shared_parts, someone, first)
    assert kind in kinds_said(shared_parts, someone, second)
    assert kind not in kinds_said(shared_parts, someone, "ok")
    assert kind in kinds_said(shared_parts, someone, second)


def test_who_concludes_that_an_illness_rules_them_out_hears_that_nobody_said_so(
    shared_parts: Parts, someone: str
) -> None:
    kinds_said(shared_parts, someone, "i have schizophrenia")
    assert kinds_said(shared_parts, someone, "so thats a no then") & {Kind.VERDICT_DECLINED, Kind.ADVICE_DECLINED}
