"""What a typed message does in the pre-screen: people's own phrasings, and what may never become an answer."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.assembly import RULES, Parts, assemble
from bot.conversation.acts import (
    Act,
    Answer,
    Clarify,
    InDanger,
    NotCovered,
    PrescreenMove,
    RequestPerson,
    ShowData,
)
from bot.conversation.lookup import Said
from bot.conversation.phrases.prescreen_commands import orders_sending
from bot.conversation.prescreen_dialogue import Place, PrescreenDialogue, place
from bot.conversation.rules import read_rules
from bot.library.texts import TextId
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.questionnaire import RESERVED
from bot.prescreen.state import Prescreen, Stage
from bot.prescreen.values import OPEN_QUESTIONS, QUESTIONS, Value
from bot.settings import PROJECT, Settings
from tests.conftest import free_port
from tests.conversation.act_readings import entries_of, kinds_of, moves_of, texts_of

TOPICS = [question for question in QUESTIONS if question not in OPEN_QUESTIONS]
CONTACT, MESSAGES = "contact_preference", "message_preference"


@dataclass
class FakeReader:
    """Reads everything as the test wants it to."""

    value: Value = Value.NEEDS_FOLLOWUP
    read_last: list[tuple[str, str]] = field(default_factory=list)

    def read(self, question: str, text: str) -> Value:
        self.read_last.append((question, text))
        return self.value

    def names(self, question: str, text: str) -> bool:
        return False


@pytest.fixture
def reader() -> FakeReader:
    return FakeReader()


@pytest.fixture(scope="module")
def bot(small_installation: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    """One bot for all of these, with Rasa away and the small library, which is learned at once."""
    folder = tmp_path_factory.mktemp("dialogue") / "small"
    shutil.copytree(small_installation, folder)
    settings = Settings(
        data_dir=folder / "data",
        content_dir=folder / "content",
        database_url="",
        models_dir=PROJECT / "models",
        engine_port=free_port(),
    )
    with closing(assemble(settings)) as assembled:
        yield assembled


@pytest.fixture
def dialogue(bot: Parts, reader: FakeReader) -> PrescreenDialogue:
    """The real one, but for how answers are read."""
    return PrescreenDialogue(bot.dialogue, read_rules(RULES), bot.questionnaire, reader)


def is_answer(acts: Sequence[Act]) -> bool:
    return any(kind in (MoveKind.ANSWER, MoveKind.CHOOSE) for kind in kinds_of(acts))


# Where somebody is


@pytest.mark.parametrize(
    ("prescreen", "where"),
    [
        (None, None),
        (Prescreen(1), Place.CONSENT),
        (Prescreen(1, Stage.ASKING, "pregnancy"), "pregnancy"),
        (Prescreen(1, Stage.ASKING, "pregnancy", is_leaving=True), Place.LEAVING),
        (Prescreen(1, Stage.ASKING, "pregnancy", is_paused=True), None),
        (Prescreen(1, Stage.REVIEW), Place.REVIEW),
        (Prescreen(1, Stage.REVIEW, is_leaving=True), Place.LEAVING),
        (Prescreen(1, Stage.REVIEW, is_choosing=True), Place.CHOOSING),
        (Prescreen(1, Stage.REVIEW, is_paused=True), None),
        (Prescreen(1, Stage.SENT), None),
    ],
)
def test_what_is_said_is_about_the_pre_screen_only_while_it_is_open(
    prescreen: Prescreen | None, where: str | None
) -> None:
    assert place(prescreen) == where


def test_no_place_is_called_like_a_question(bot: Parts) -> None:
    assert not {place.value for place in Place} & {question.id for question in bot.questionnaire.questions}
    assert {place.value for place in Place} == RESERVED, "nor may a clinic call one so"


# Consent


@pytest.mark.parametrize(
    "text",
    ["yes", "Yes please", "yep", "ok", "okay", "sure", "I agree", "go ahead", "let's begin", "yes, that's all right", "fine", "yes i agree to that", "ok let's start please", "YES!!!", "i consent", "sure, no problem", "ok thank you, let's go", "ready when you are, yes", "i understand and agree", "👍", "go on"],  # noqa: E501
)  # fmt: skip
def test_a_plain_yes_is_consent(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.CONSENT))) == [MoveKind.AGREE]


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No thanks",
        "not now",
        "nope",
        "I don't agree",
        "never mind",
        "rather not",
        "stop",
        "later",
        "skip",
        "not right now",
        "not today",
        "ok no",
        "um no",
        "ok i don't agree",
        "i'd rather not",
        "i don't want to",
        "absolutely not",
        "please don't",
    ],
)
def test_a_no_is_none(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.CONSENT))) == [MoveKind.NOT_NOW]


@pytest.mark.parametrize(
    "text",
    [
        "yes but who reads it", "yes but i don't want it stored", "ok but what happens to my data", "ok no",
        "sure, if nobody keeps it", "fine, but don't save anything", "yes if my doctor can't see it",
        "ok i don't agree", "ok wait", "okay tell me first who sees it", "ok never mind", "yes or no?",
        "is it private?", "do i have to?", "what is kap", "hm", "maybe", "i have high blood pressure",
        "yes as long as it stays private", "yes without my name", "agreed, on one condition", "sure, my name only",
        "ok but not my medicines", "yes, wait", "yes and who reads it", "yes i have a question", "don't know", "thanks",
    ],
)  # fmt: skip
def test_nobody_agrees_who_asks_or_makes_a_condition(dialogue: PrescreenDialogue, text: str) -> None:
    assert MoveKind.AGREE not in kinds_of(dialogue.decide(Said(text, prescreen=Place.CONSENT)))


def test_nobody_agrees_by_a_weak_guess_at_what_was_meant(dialogue: PrescreenDialogue) -> None:
    said = Said("hmm i would have to think about that", prescreen=Place.CONSENT, intent="affirm", sureness=0.36)
    assert MoveKind.AGREE not in kinds_of(dialogue.decide(said))


@pytest.mark.parametrize(
    ("text", "intent", "sureness", "agrees"),
    [
        ("by all means", "affirm", 0.61, True),
        ("let's get it over with", "start_prescreen", 0.67, True),
        ("by all means", "affirm", 0.59, False),
        ("i would love to but my wife says i should think", "affirm", 0.99, False),
        ("can we start", "start_prescreen", 0.99, False),
        ("that would not be bad", "affirm", 0.99, False),
        ("this is a long story and i have been thinking about it for years", "affirm", 0.99, False),
    ],
)
def test_what_is_meant_counts_where_it_is_sure_and_brief_and_nothing_takes_it_back(
    dialogue: PrescreenDialogue, text: str, intent: str, sureness: float, agrees: bool
) -> None:
    moved = kinds_of(dialogue.decide(Said(text, prescreen=Place.CONSENT, intent=intent, sureness=sureness)))
    assert moved == [MoveKind.AGREE if agrees else MoveKind.SHOW]


@pytest.mark.parametrize(
    ("text", "intent", "told"),
    [
        ("did i pass the questions", "start_prescreen", TextId.VERDICT_DECLINED),
        ("am i in", "affirm", TextId.VERDICT_DECLINED),
        ("is my boss gonna know", "privacy", TextId.PRIVACY),
        ("will my husband find out", "privacy", TextId.PRIVACY),
    ],
)
def test_who_asks_before_they_agree_is_answered_and_has_not_agreed(
    dialogue: PrescreenDialogue, text: str, intent: str, told: TextId
) -> None:
    acts = dialogue.decide(Said(text, prescreen=Place.CONSENT, intent=intent, sureness=0.9))
    assert texts_of(acts) == [told]
    assert kinds_of(acts) == [MoveKind.SHOW]


def test_who_is_asked_again_does_not_read_what_leads_away(dialogue: PrescreenDialogue) -> None:
    """ "All right. What would you like to know about KAP?" is no word for someone who is asked for consent."""
    acts = dialogue.decide(Said("ok wait", prescreen=Place.CONSENT, intent="affirm", sureness=0.75))
    assert texts_of(acts) == []
    assert kinds_of(acts) == [MoveKind.SHOW]


@pytest.mark.parametrize("text", ["it's for my son", "i'm asking for my mother", "this is for someone else"])
def test_who_fills_it_in_for_another_is_led_to_the_clinic(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.CONSENT))) == [MoveKind.SOMEONE_ELSE]


@pytest.mark.parametrize("where", [*Place, "reason_for_interest", "pregnancy", CONTACT, MESSAGES])
def test_who_says_that_they_are_under_age_is_asked_nothing_more(dialogue: PrescreenDialogue, where: str) -> None:
    assert kinds_of(dialogue.decide(Said("i'm 16 years old", prescreen=where))) == [MoveKind.UNDER_AGE]


def test_a_question_before_consent_is_answered_and_consent_asked_again(dialogue: PrescreenDialogue) -> None:
    acts = dialogue.decide(Said("what is KAP?", prescreen=Place.CONSENT, intent="ask_question", sureness=0.9))
    assert entries_of(acts) == ["what_is_kap"]
    assert kinds_of(acts) == [MoveKind.SHOW]


# Answers


@pytest.mark.parametrize("question", TOPICS)
@pytest.mark.parametrize("value", [Value.YES, Value.NO, Value.UNSURE, Value.DECLINED])
def test_what_reads_as_an_answer_is_one(
    dialogue: PrescreenDialogue, reader: FakeReader, question: str, value: Value
) -> None:
    reader.value = value
    acts = dialogue.decide(Said("so it is with me", prescreen=question))
    assert moves_of(acts) == [Move(kind=MoveKind.ANSWER, value=value)]
    assert reader.read_last == [(question, "so it is with me")]


@pytest.mark.parametrize("question", TOPICS)
def test_what_is_unclear_and_asks_nothing_is_an_unclear_answer(dialogue: PrescreenDialogue, question: str) -> None:
    assert moves_of(dialogue.decide(Said("my uncle, once", prescreen=question))) == [
        Move(kind=MoveKind.ANSWER, value=Value.NEEDS_FOLLOWUP)
    ]


def test_a_question_beside_an_answer_is_answered_before_the_next_question(
    dialogue: PrescreenDialogue, reader: FakeReader
) -> None:
    reader.value = Value.NO
    acts = dialogue.decide(Said("no, never. how long does one session take?", prescreen="pregnancy"))
    assert entries_of(acts) == ["session_duration"]
    assert moves_of(acts) == [Move(kind=MoveKind.ANSWER, value=Value.NO)]
    assert isinstance(acts[-1], PrescreenMove), "the next question stands last"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no, never. how long does one session take?", "no, never."),
        ("none of them, how long does one session take?", "none of them,"),
        ("how long does one session take?", "how long does one session take?"),
        ("when i was twenty i had it. it went", "when i was twenty i had it. it went"),
        ("never, what i had was a stroke", "never, what i had was a stroke"),
    ],
)
def test_an_answer_is_read_without_the_question_beside_it(
    dialogue: PrescreenDialogue, reader: FakeReader, text: str, told: str
) -> None:
    """What only opens like a question is read too, lest a no stand there for what someone did have."""
    reader.value = Value.YES
    dialogue.decide(Said(text, prescreen="psychosis_history"))
    assert reader.read_last == [("psychosis_history", told)]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("heart_blood_pressure", "no. is my heart murmur a problem?"),
        ("medications", "no. can i keep taking lithium?"),
        ("psychosis_history", "no. does my psychosis in 2010 matter?"),
    ],
)
def test_a_no_does_not_hide_what_the_question_beside_it_tells(bot: Parts, question: str, text: str) -> None:
    [move] = moves_of(bot.prescreen_dialogue.decide(Said(text, prescreen=question)))
    assert move == Move(kind=MoveKind.ANSWER, value=Value.NEEDS_FOLLOWUP)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("heart_blood_pressure", "no. does that mean im safe"),
        ("allergy_ketamine", "no. what dose is it"),
        ("allergy_ketamine", "no, does it smell"),
        ("pregnancy", "no. would that be bad"),
        ("substance_use", "no. is ketamine addictive"),
        ("psychosis_history", "no. how long is one session btw"),
        ("psychosis_history", "no can it cause psychosis"),
    ],
)
def test_a_no_stays_one_beside_a_question_of_no_weight(bot: Parts, question: str, text: str) -> None:
    [move] = moves_of(bot.prescreen_dialogue.decide(Said(text, prescreen=question)))
    assert move == Move(kind=MoveKind.ANSWER, value=Value.NO)


@pytest.mark.parametrize(
    ("question", "text", "declined"),
    [
        ("medications", "zoloft, should i stop", TextId.ADVICE_DECLINED),
        ("medications", "zoloft. ok ill stop it", TextId.MEDICINE_CARE),
        ("medications", "adderall but i can skip it that day right", TextId.ADVICE_DECLINED),
        ("medications", "lithium. is that a problem?", TextId.VERDICT_DECLINED),
        ("psychosis_history", "bipolar 1. can i still do it", TextId.VERDICT_DECLINED),
        ("heart_blood_pressure", "high bp. so thats a no then", TextId.VERDICT_DECLINED),
        ("heart_blood_pressure", "yes am i out", TextId.VERDICT_DECLINED),
    ],
)
def test_an_answer_is_kept_and_the_wish_for_a_word_on_it_declined(
    bot: Parts, question: str, text: str, declined: TextId
) -> None:
    acts = bot.prescreen_dialogue.decide(Said(text, prescreen=question))
    assert moves_of(acts) == [Move(kind=MoveKind.ANSWER, value=Value.YES)]
    assert texts_of(acts) == [declined]
    assert entries_of(acts) == [], "no fact beside it, which could be read as a hint"


@pytest.mark.parametrize("value", [Value.YES, Value.NO, Value.UNSURE, Value.DECLINED])
def test_the_word_beside_an_answer_is_the_same_whatever_the_answer(
    dialogue: PrescreenDialogue, reader: FakeReader, value: Value
) -> None:
    reader.value = value
    acts = dialogue.decide(Said("so it is. am i out", prescreen="heart_blood_pressure"))
    assert texts_of(acts) == [TextId.VERDICT_DECLINED]


@pytest.mark.parametrize("question", TOPICS)
@pytest.mark.parametrize(
    ("text", "declined"),
    [
        ("so whats the verdict", TextId.VERDICT_DECLINED),
        ("did i pass", TextId.VERDICT_DECLINED),
        ("ok so should i come off it or not", TextId.ADVICE_DECLINED),
    ],
)
def test_such_a_wish_alone_is_no_answer(bot: Parts, question: str, text: str, declined: TextId) -> None:
    acts = bot.prescreen_dialogue.decide(Said(text, prescreen=question))
    assert texts_of(acts) == [declined]
    assert kinds_of(acts) == [MoveKind.SHOW]


@pytest.mark.parametrize(
    ("question", "text", "intent"),
    [
        ("heart_blood_pressure", "i have afib", "ask_eligibility"),
        ("medications", "lithium 300, and zoloft", "ask_medical_advice"),
        ("medications", "i stopped lexapro in 2019", "ask_medical_advice"),
        ("substance_use", "i can stop whenever i want", "ask_medical_advice"),
    ],
)
def test_a_plain_answer_is_told_nothing_beside(
    dialogue: PrescreenDialogue, reader: FakeReader, question: str, text: str, intent: str
) -> None:
    reader.value = Value.YES
    said = Said(text, prescreen=question, intent=intent, sureness=0.9, advice=0.5, verdict=0.4)
    assert dialogue.decide(said) == [PrescreenMove(move=Move(kind=MoveKind.ANSWER, value=Value.YES))]


def test_a_question_about_privacy_does_not_take_the_answer_before_it_away(
    dialogue: PrescreenDialogue, reader: FakeReader
) -> None:
    reader.value = Value.NO
    said = Said("no. will my boss know", prescreen="psychosis_history", intent="privacy", sureness=0.95)
    acts = dialogue.decide(said)
    assert texts_of(acts) == [TextId.PRIVACY]
    assert moves_of(acts) == [Move(kind=MoveKind.ANSWER, value=Value.NO)]


def test_why_with_the_answer_behind_it_is_the_answer(dialogue: PrescreenDialogue, reader: FakeReader) -> None:
    reader.value = Value.NO
    assert moves_of(dialogue.decide(Said("why? no, never had it", prescreen="psychosis_history"))) == [
        Move(kind=MoveKind.ANSWER, value=Value.NO)
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("go back pls", MoveKind.BACK),
        ("why do u need to know that", MoveKind.WHY),
        ("can we stop", MoveKind.STOP),
        ("what was the question?", MoveKind.SHOW),
    ],
)
@pytest.mark.parametrize("question", [*QUESTIONS, MESSAGES])
def test_steering_is_heard_at_every_question_and_is_no_answer(
    dialogue: PrescreenDialogue, reader: FakeReader, question: str, text: str, kind: MoveKind
) -> None:
    reader.value = Value.YES
    assert kinds_of(dialogue.decide(Said(text, prescreen=question))) == [kind]
    assert reader.read_last == []


@pytest.mark.parametrize("question", [*QUESTIONS, MESSAGES])
def test_a_skip_names_its_question(dialogue: PrescreenDialogue, question: str) -> None:
    assert moves_of(dialogue.decide(Said("skip this one", prescreen=question))) == [
        Move(kind=MoveKind.SKIP, question=question)
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hold on", MoveKind.SHOW),
        ("ok", MoveKind.SHOW),
        ("no entiendo", MoveKind.WHY),
        ("wrong button", MoveKind.CORRECT),
        ("keep my answers pls", MoveKind.KEEP),
        ("im tired of this. enough for today", MoveKind.STOP),
        ("this is too much", MoveKind.STOP),
    ],
)
@pytest.mark.parametrize("question", TOPICS)
def test_a_remark_is_never_recorded_as_an_answer(
    dialogue: PrescreenDialogue, reader: FakeReader, question: str, text: str, kind: MoveKind
) -> None:
    reader.value = Value.YES
    assert kinds_of(dialogue.decide(Said(text, prescreen=question))) == [kind]
    assert reader.read_last == []


@pytest.mark.parametrize("question", [*QUESTIONS, MESSAGES])
def test_the_answers_are_shown_at_every_question(dialogue: PrescreenDialogue, question: str) -> None:
    """The consent promises: "You can see all of it." """
    acts = dialogue.decide(Said("show me my answers", prescreen=question))
    assert acts == [ShowData(), PrescreenMove(move=Move(kind=MoveKind.SHOW))]


@pytest.mark.parametrize("question", [*QUESTIONS, MESSAGES])
def test_who_asks_whether_all_must_be_answered_is_told(dialogue: PrescreenDialogue, question: str) -> None:
    acts = dialogue.decide(Said("can i skip some of these", prescreen=question))
    assert texts_of(acts) == [TextId.PRESCREEN_MAY_SKIP]
    assert kinds_of(acts) == [MoveKind.SHOW]


def test_what_brings_someone_here_may_be_that_they_cannot_go_on(
    dialogue: PrescreenDialogue, reader: FakeReader
) -> None:
    reader.value = Value.NO
    said = Said("i cant do this anymore", prescreen="reason_for_interest", intent="crisis", sureness=0.9)
    acts = dialogue.decide(said)
    assert acts[0] == InDanger(), "and danger leads the reply, as ever"
    assert moves_of(acts) == [Move(kind=MoveKind.ANSWER, value=Value.NEEDS_FOLLOWUP)]


@pytest.mark.parametrize("question", TOPICS)
@pytest.mark.parametrize(
    ("text", "value", "named"),
    [
        ("wait i meant yes", Value.YES, None),
        ("oops that should be no", Value.NO, None),
        ("actually yes to the psychosis one", Value.YES, "psychosis_history"),
    ],
)
def test_what_is_taken_back_is_no_answer_to_the_next_question(
    dialogue: PrescreenDialogue, question: str, text: str, value: Value, named: str | None
) -> None:
    assert moves_of(dialogue.decide(Said(text, prescreen=question))) == [
        Move(kind=MoveKind.CORRECT, question=named, value=value)
    ]


@pytest.mark.parametrize("question", [*TOPICS, "anything_else", CONTACT, MESSAGES])
@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("can i change the psychosis one", "psychosis_history"),
        ("can i change the heart one", "heart_blood_pressure"),
        ("go back to the drinking question pls", "substance_use"),
        ("can i redo number 5", "liver_kidney"),
    ],
)
def test_who_wants_to_go_back_to_a_question_is_led_there_and_refused_nothing(
    dialogue: PrescreenDialogue, reader: FakeReader, question: str, text: str, named: str
) -> None:
    reader.value = Value.YES
    said = Said(text, prescreen=question, intent="ask_eligibility", sureness=0.9)
    assert dialogue.decide(said) == [PrescreenMove(move=Move(kind=MoveKind.CORRECT, question=named))]


@pytest.mark.parametrize(
    ("question", "text", "meant"),
    [
        ("psychosis_history", "oh and also i take xanax sometimes", "medications"),
        ("psychosis_history", "forgot, also did emdr last year", "previous_treatment"),
        ("psychosis_history", "and hypnosis", "previous_treatment"),
        ("pregnancy", "wait i forgot to say i had a stroke in 2019", "heart_blood_pressure"),
        ("allergy_ketamine", "also i'm on lithium", "medications"),
        (CONTACT, "one more thing, i drink every day", "substance_use"),
        (MESSAGES, "oh i also get hives from latex", "allergy_ketamine"),
    ],
)
@pytest.mark.parametrize("value", [Value.YES, Value.NO, Value.NEEDS_FOLLOWUP])
def test_an_afterthought_goes_to_the_question_that_it_names(
    dialogue: PrescreenDialogue, reader: FakeReader, question: str, text: str, meant: str, value: Value
) -> None:
    reader.value = value
    assert moves_of(dialogue.decide(Said(text, prescreen=question))) == [Move(kind=MoveKind.ADD, question=meant)]


def test_a_plan_to_change_a_medicine_in_an_afterthought_is_answered_too(dialogue: PrescreenDialogue) -> None:
    acts = dialogue.decide(Said("oh i also take lithium. ok ill stop it", prescreen="allergy_ketamine"))
    assert texts_of(acts) == [TextId.MEDICINE_CARE]
    assert moves_of(acts) == [Move(kind=MoveKind.ADD, question="medications")]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("psychosis_history", "also i hear voices"),
        ("psychosis_history", "and therapy for it"),
        ("psychosis_history", "no, and i don't take anything for my heart"),
        ("heart_blood_pressure", "and a pacemaker"),
        ("substance_use", "and i take xanax"),
        ("substance_use", "also rehab twice"),
        ("allergy_ketamine", "also penicillin"),
        ("liver_kidney", "i take lithium and they watch my kidneys"),
        ("reason_for_interest", "also i drink too much"),
        ("anything_else", "i also take fish oil pills"),
    ],
)
def test_what_may_answer_the_question_itself_is_its_answer(
    dialogue: PrescreenDialogue, reader: FakeReader, question: str, text: str
) -> None:
    reader.value = Value.YES
    assert moves_of(dialogue.decide(Said(text, prescreen=question))) == [Move(kind=MoveKind.ANSWER, value=Value.YES)]


def test_ok_to_a_message_being_left_is_a_yes(dialogue: PrescreenDialogue) -> None:
    assert kinds_of(dialogue.decide(Said("ok", prescreen=MESSAGES))) == [MoveKind.CHOOSE]


def test_a_long_story_with_the_word_stop_is_an_answer(dialogue: PrescreenDialogue, reader: FakeReader) -> None:
    reader.value = Value.YES
    story = "I had to stop working after the second time and my wife said stop drinking or i go back to my mother"
    assert kinds_of(dialogue.decide(Said(story, prescreen="substance_use"))) == [MoveKind.ANSWER]


@pytest.mark.parametrize(
    "text", ["what do you mean by psychosis?", "what counts as a problem?", "does caffeine count?"]
)
def test_a_question_back_is_no_answer_and_the_question_stays(dialogue: PrescreenDialogue, text: str) -> None:
    acts = dialogue.decide(Said(text, prescreen="psychosis_history", intent="ask_question", sureness=0.8))
    assert not is_answer(acts)
    assert kinds_of(acts) == [MoveKind.SHOW]
    assert any(isinstance(act, Answer | Clarify | NotCovered) for act in acts)


def test_a_request_for_a_verdict_in_the_middle_gets_none_and_the_question_stays(dialogue: PrescreenDialogue) -> None:
    said = Said("am i even eligible with that?", prescreen="pregnancy", intent="ask_eligibility", sureness=0.9)
    acts = dialogue.decide(said)
    assert TextId.VERDICT_DECLINED in texts_of(acts)
    assert kinds_of(acts) == [MoveKind.SHOW]


def test_small_talk_is_no_answer(dialogue: PrescreenDialogue) -> None:
    for intent in ("greet", "thank", "insult", "bot_challenge"):
        acts = dialogue.decide(Said("hello there", prescreen="pregnancy", intent=intent, sureness=0.9))
        assert not is_answer(acts)
        assert kinds_of(acts) == [MoveKind.SHOW]


@pytest.mark.parametrize("question", [question for question in QUESTIONS if question != CONTACT])
@pytest.mark.parametrize("value", list(Value))
def test_who_wants_a_person_gets_one_whatever_is_being_asked(
    dialogue: PrescreenDialogue, reader: FakeReader, question: str, value: Value
) -> None:
    reader.value = value
    said = Said("can i talk to a real person", prescreen=question, intent="request_human", sureness=0.95)
    acts = dialogue.decide(said)
    assert RequestPerson() in acts
    assert kinds_of(acts) == [MoveKind.SHOW]


@pytest.mark.parametrize("where", [*QUESTIONS, *Place])
@pytest.mark.parametrize("value", [Value.NEEDS_FOLLOWUP, Value.NO, Value.DECLINED])
def test_who_wants_all_deleted_is_heard_wherever_they_are(
    dialogue: PrescreenDialogue, reader: FakeReader, where: str, value: Value
) -> None:
    reader.value = value
    said = Said("i want my data gone", prescreen=where, intent="delete_my_data", sureness=0.95)
    acts = dialogue.decide(said)
    assert TextId.ERASURE_OFFER in texts_of(acts)
    assert kinds_of(acts) == [MoveKind.HOLD], "a yes to the offer must not be taken for an answer"
    assert not is_answer(acts)


@pytest.mark.parametrize("where", list(QUESTIONS))
def test_a_weak_guess_that_someone_wants_all_deleted_does_not_take_an_answer_away(
    dialogue: PrescreenDialogue, reader: FakeReader, where: str
) -> None:
    reader.value = Value.NO
    said = Said("no, gone for years", prescreen=where, intent="delete_my_data", sureness=0.4)
    assert is_answer(dialogue.decide(said)) or where == MESSAGES


def test_danger_that_rasa_sees_leads_the_reply(dialogue: PrescreenDialogue) -> None:
    for intent, act in {"crisis": InDanger(), "emergency": InDanger(is_emergency=True)}.items():
        assert dialogue.decide(Said("…", prescreen="pregnancy", intent=intent, sureness=0.6))[0] == act
        weak = dialogue.decide(Said("…", prescreen="pregnancy", intent=intent, sureness=0.4))
        assert act not in weak


# Where a question was asked in the clinic's own words


def test_someone_else_is_heard_where_people_tell_their_story(dialogue: PrescreenDialogue, reader: FakeReader) -> None:
    reader.value = Value.YES
    assert kinds_of(dialogue.decide(Said("i'm filling this in for my wife", prescreen="reason_for_interest"))) == [
        MoveKind.SOMEONE_ELSE
    ]


def test_a_relative_in_an_answer_about_health_is_part_of_the_answer(
    dialogue: PrescreenDialogue, reader: FakeReader
) -> None:
    reader.value = Value.NO
    assert is_answer(dialogue.decide(Said("not me, but for my brother it was bad", prescreen="psychosis_history")))


@pytest.mark.parametrize(
    "text",
    ["its for my mother she is 82", "my wife has a bad heart, im answering for her", "this is for my son",
     "i am filling this in for my dad"],
)  # fmt: skip
@pytest.mark.parametrize("where", ["reason_for_interest", "heart_blood_pressure", "pregnancy", "anything_else"])
def test_who_says_outright_that_it_is_for_another_is_led_to_the_clinic(
    dialogue: PrescreenDialogue, where: str, text: str
) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=where))) == [MoveKind.SOMEONE_ELSE]


@pytest.mark.parametrize(
    "text",
    ["my wife has a bad heart, mine is fine", "i take it for my heart", "xanax, it's for my panic", "my mother had it",
     "i was there for my mother when it happened", "it's for my back pain", "i was speaking about him in therapy"],
)  # fmt: skip
def test_another_in_an_answer_about_health_goes_on(dialogue: PrescreenDialogue, reader: FakeReader, text: str) -> None:
    reader.value = Value.YES
    assert is_answer(dialogue.decide(Said(text, prescreen="heart_blood_pressure")))


@pytest.mark.parametrize("text", ["im 17 no", "no im 17", "i'm 16 yes", "i am 15, nope"])
def test_an_age_beside_a_yes_or_no_is_heard(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen="pregnancy"))) == [MoveKind.UNDER_AGE]


@pytest.mark.parametrize("text", ["im 37 no", "i'm 17 weeks, no", "no i was 17", "i'm 17 no wait 27"])
def test_another_number_beside_a_yes_or_no_is_none(dialogue: PrescreenDialogue, reader: FakeReader, text: str) -> None:
    reader.value = Value.NO
    assert MoveKind.UNDER_AGE not in kinds_of(dialogue.decide(Said(text, prescreen="pregnancy")))


@pytest.mark.parametrize("where", [Place.CONSENT, "reason_for_interest", "anything_else"])
@pytest.mark.parametrize("text", ["my dad was violent", "my wife doesnt know", "i want to be a better mom for my kids"])
def test_relatives_in_ones_own_story_are_no_one_else(dialogue: PrescreenDialogue, where: str, text: str) -> None:
    assert MoveKind.SOMEONE_ELSE not in kinds_of(dialogue.decide(Said(text, prescreen=where)))


# A statement is the answer to what is asked, whatever Rasa takes it for


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("heart_blood_pressure", "i have afib"),
        ("heart_blood_pressure", "bp is normal"),
        ("psychosis_history", "my brother has schizophrenia"),
        ("liver_kidney", "they removed one kidney"),
        ("pregnancy", "we're trying to get pregnant"),
        ("substance_use", "one glass at christmas"),
        ("allergy_ketamine", "i get hives from penicillin"),
        ("reason_for_interest", "emdr"),
        ("previous_treatment", "i have a therapist"),
        ("anything_else", "i'd feel better with a woman therapist"),
    ],
)
@pytest.mark.parametrize(
    "intent",
    ["ask_question", "ask_eligibility", "ask_medical_advice", "request_human", "delete_my_data", "privacy", "ask_more"],
)
def test_a_statement_is_the_answer_and_never_a_request(
    dialogue: PrescreenDialogue, question: str, text: str, intent: str
) -> None:
    acts = dialogue.decide(Said(text, prescreen=question, intent=intent, sureness=0.97))
    assert [(each.kind, each.value) for each in moves_of(acts)] == [(MoveKind.ANSWER, Value.NEEDS_FOLLOWUP)]
    assert len(acts) == 1


@pytest.mark.parametrize("text", ["side effects", "tell me more", "i wonder how long it takes", "so whats the verdict"])
def test_what_asks_in_words_is_no_answer(dialogue: PrescreenDialogue, text: str) -> None:
    acts = dialogue.decide(Said(text, prescreen="heart_blood_pressure", intent="ask_question", sureness=0.6))
    assert kinds_of(acts) == [MoveKind.SHOW]


# How to be reached


@pytest.mark.parametrize(
    "text", ["212 555 0142", "Anna, anna@mail.example", "you can call me on +1 (212) 555-0142 after six, ask for Sam"]
)
def test_a_number_or_a_mailbox_is_a_way_to_reach_someone(dialogue: PrescreenDialogue, text: str) -> None:
    assert moves_of(dialogue.decide(Said(text, prescreen=CONTACT))) == [Move(kind=MoveKind.ANSWER, value=Value.YES)]


def test_a_number_is_a_way_to_reach_someone_also_beside_a_no(dialogue: PrescreenDialogue, reader: FakeReader) -> None:
    """ "No calls please, anna@mail.example": the refusal is about calls."""
    reader.value = Value.NO
    assert moves_of(dialogue.decide(Said("no calls please, anna@mail.example", prescreen=CONTACT))) == [
        Move(kind=MoveKind.ANSWER, value=Value.YES)
    ]


def test_words_without_a_number_are_asked_about_once_more(dialogue: PrescreenDialogue, reader: FakeReader) -> None:
    reader.value = Value.YES
    assert moves_of(dialogue.decide(Said("Anna, evenings", prescreen=CONTACT))) == [
        Move(kind=MoveKind.ANSWER, value=Value.NEEDS_FOLLOWUP)
    ]


@pytest.mark.parametrize("intent", ["privacy", "request_human", "deny"])
@pytest.mark.parametrize(
    "text",
    ["don't call, text 212 555 0142", "not after six: 212 555 0142", "i'd rather not say my name. sam@mail.example"],
)
def test_no_refusal_hides_a_way_to_be_reached(
    dialogue: PrescreenDialogue, reader: FakeReader, text: str, intent: str
) -> None:
    reader.value = Value.DECLINED
    assert moves_of(dialogue.decide(Said(text, prescreen=CONTACT, intent=intent, sureness=0.9))) == [
        Move(kind=MoveKind.ANSWER, value=Value.YES)
    ]


@pytest.mark.parametrize("value", [Value.NO, Value.DECLINED])
def test_who_gives_no_way_to_be_reached_gives_none(
    dialogue: PrescreenDialogue, reader: FakeReader, value: Value
) -> None:
    reader.value = value
    assert moves_of(dialogue.decide(Said("i'd rather call you", prescreen=CONTACT))) == [
        Move(kind=MoveKind.ANSWER, value=value)
    ]


@pytest.mark.parametrize("text", ["can they call after 5", "can i just give email", "mornings", "is email ok?"])
@pytest.mark.parametrize("intent", ["request_human", "greet", "ask_question"])
def test_how_and_when_to_call_is_no_request_for_a_call(
    dialogue: PrescreenDialogue, reader: FakeReader, text: str, intent: str
) -> None:
    reader.value = Value.NO
    assert dialogue.decide(Said(text, prescreen=CONTACT, intent=intent, sureness=0.95)) == [
        PrescreenMove(move=Move(kind=MoveKind.ANSWER, value=Value.NEEDS_FOLLOWUP))
    ]


def test_call_me_is_an_answer_there_and_no_second_request(dialogue: PrescreenDialogue) -> None:
    said = Said("have someone call me", prescreen=CONTACT, intent="request_human", sureness=0.95)
    assert RequestPerson() not in dialogue.decide(said)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("yes", "any_message"),
        ("yes any message is fine", "any_message"),
        ("yes but be discreet", "discreet"),
        ("ok but don't say where you're calling from", "discreet"),
        ("just a name please", "discreet"),
        ("no", "no_message"),
        ("no message please", "no_message"),
        ("rather not", "no_message"),
    ],
)
def test_whether_a_message_may_be_left_is_taken_from_words_too(
    dialogue: PrescreenDialogue, text: str, choice: str
) -> None:
    assert moves_of(dialogue.decide(Said(text, prescreen=MESSAGES))) == [
        Move(kind=MoveKind.CHOOSE, question=MESSAGES, choice=choice)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "don't leave a message",
        "please don't",
        "never",
        "do not",
        "only call my cell, no voicemail",
        "yes but not at work",
        "yes if my wife isn't there",
        "ok only by text",
        "yes on my mobile",
    ],
)
def test_a_no_that_begins_otherwise_is_not_taken_for_any_message(dialogue: PrescreenDialogue, text: str) -> None:
    [move] = moves_of(dialogue.decide(Said(text, prescreen=MESSAGES)))
    assert move.choice != "any_message"


def test_other_words_on_messages_are_kept_as_they_are(dialogue: PrescreenDialogue) -> None:
    acts = dialogue.decide(Said("leave one with my wife and say it's the dentist", prescreen=MESSAGES))
    assert is_answer(acts)


def test_a_wish_for_discretion_is_an_answer_there_and_no_question_about_privacy(dialogue: PrescreenDialogue) -> None:
    said = Said("be discreet, my husband must not know", prescreen=MESSAGES, intent="privacy", sureness=0.9)
    assert moves_of(dialogue.decide(said)) == [Move(kind=MoveKind.CHOOSE, question=MESSAGES, choice="discreet")]


@pytest.mark.parametrize("question", [*TOPICS, "reason_for_interest"])
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("stop this is too long", MoveKind.STOP),
        ("stop im tired", MoveKind.STOP),
        ("its for my sister actually", MoveKind.SOMEONE_ELSE),
        ("sorry that was a mistake its no", MoveKind.CORRECT),
        ("you didnt answer my question", MoveKind.SHOW),
    ],
)
def test_what_answers_nothing_is_never_recorded(
    dialogue: PrescreenDialogue, reader: FakeReader, question: str, text: str, kind: MoveKind
) -> None:
    reader.value = Value.NO
    assert kinds_of(dialogue.decide(Said(text, prescreen=question))) == [kind]


def test_a_no_that_may_be_meant_for_the_question_before_is_asked_for_again(
    dialogue: PrescreenDialogue, reader: FakeReader
) -> None:
    reader.value = Value.NO
    assert kinds_of(dialogue.decide(Said("sorry no", prescreen="heart_blood_pressure"))) == [MoveKind.SHOW]
    assert kinds_of(dialogue.decide(Said("no, sorry", prescreen="heart_blood_pressure"))) == [MoveKind.ANSWER]


# Keep or erase


@pytest.mark.parametrize(
    ("text", "kind"), [("keep them", MoveKind.KEEP), ("erase it all", MoveKind.ERASE), ("go on", MoveKind.GO_ON)]
)
def test_keep_erase_and_go_on_are_heard(dialogue: PrescreenDialogue, text: str, kind: MoveKind) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.LEAVING))) == [kind]


@pytest.mark.parametrize("text", ["yes", "no", "ok", "sure", "yep"])
def test_a_yes_or_no_to_keep_or_erase_erases_nothing_and_answers_nothing(
    dialogue: PrescreenDialogue, text: str
) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.LEAVING))) == [MoveKind.STOP]


@pytest.mark.parametrize(
    "text", ["keep, don't erase", "don't keep them", "what happens if you erase them?", "can you delete them please?"]
)
def test_who_is_unclear_about_it_is_asked_again_and_offered_no_more(dialogue: PrescreenDialogue, text: str) -> None:
    acts = dialogue.decide(Said(text, prescreen=Place.LEAVING, intent="delete_my_data", sureness=0.95))
    assert kinds_of(acts) == [MoveKind.STOP]
    assert TextId.ERASURE_OFFER not in texts_of(acts)


def test_a_question_there_is_answered_and_keep_or_erase_asked_again(dialogue: PrescreenDialogue) -> None:
    acts = dialogue.decide(Said("what is KAP?", prescreen=Place.LEAVING, intent="ask_question", sureness=0.9))
    assert entries_of(acts) == ["what_is_kap"]
    assert kinds_of(acts) == [MoveKind.STOP]


@pytest.mark.parametrize("text", ["i take lithium", "my heart is fine", "hm", "what is kap"])
def test_nothing_else_erases_anything(dialogue: PrescreenDialogue, text: str) -> None:
    assert MoveKind.ERASE not in kinds_of(dialogue.decide(Said(text, prescreen=Place.LEAVING)))


# The review


@pytest.mark.parametrize("text", ["yes", "send it", "looks good", "ok send"])
def test_a_yes_sends(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.REVIEW))) == [MoveKind.SEND]


@pytest.mark.parametrize("text", ["ok", "ok cool", "fine", "thanks", "got it", "sure"])
@pytest.mark.parametrize("intent", ["affirm", "thank", "nlu_fallback"])
def test_a_reaction_at_the_review_shows_it_again(dialogue: PrescreenDialogue, text: str, intent: str) -> None:
    said = Said(text, prescreen=Place.REVIEW, intent=intent, sureness=0.95)
    assert kinds_of(dialogue.decide(said)) == [MoveKind.SHOW]


@pytest.mark.parametrize("text", ["no", "nope", "No, something is wrong"])
def test_a_no_asks_what_to_change(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.REVIEW))) == [MoveKind.CHOOSE_EDIT]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("change number 3", "psychosis_history"),
        ("3", "psychosis_history"),
        ("11", CONTACT),
        ("the medicines are wrong", "medications"),
        ("i want to change the pregnancy one", "pregnancy"),
        ("fix blood pressure please", "heart_blood_pressure"),
        ("my kidneys", "liver_kidney"),
        ("alcohol is not right", "substance_use"),
    ],
)
def test_a_question_is_opened_by_its_number_or_a_word_of_its_title(
    dialogue: PrescreenDialogue, text: str, question: str
) -> None:
    assert moves_of(dialogue.decide(Said(text, prescreen=Place.REVIEW))) == [
        Move(kind=MoveKind.EDIT, question=question)
    ]


@pytest.mark.parametrize("text", ["change 3 and 5", "change 12", "edit something", "change 0", "change ٣"])
def test_where_it_is_not_clear_which_is_meant_one_may_choose(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.REVIEW))) == [MoveKind.CHOOSE_EDIT]


def test_a_question_at_the_review_is_answered_and_the_review_stays(dialogue: PrescreenDialogue) -> None:
    acts = dialogue.decide(
        Said("how long does one session take?", prescreen=Place.REVIEW, intent="ask_question", sureness=0.9)
    )
    assert entries_of(acts) == ["session_duration"]
    assert kinds_of(acts) == [MoveKind.SHOW]


@pytest.mark.parametrize(
    "text", ["no i don't want to change anything", "i don't want to change anything else", "anything", "i'm leaving"]
)
def test_who_wants_to_change_nothing_is_not_asked_for_anything_else(dialogue: PrescreenDialogue, text: str) -> None:
    assert MoveKind.EDIT not in kinds_of(dialogue.decide(Said(text, prescreen=Place.REVIEW)))


@pytest.mark.parametrize(
    ("text", "question"),
    [("the phone number is wrong", CONTACT), ("remove my phone number", CONTACT), ("my medicines", "medications")],
)
def test_what_is_only_pointed_to_at_the_review_is_opened(dialogue: PrescreenDialogue, text: str, question: str) -> None:
    assert moves_of(dialogue.decide(Said(text, prescreen=Place.REVIEW))) == [
        Move(kind=MoveKind.EDIT, question=question)
    ]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("actually i do take medicine, trazodone", "medications"),
        ("trazodone 50", "medications"),
        ("i forgot, i also take lithium", "medications"),
        ("i do drink actually", "substance_use"),
        ("i forgot to say i am pregnant", "pregnancy"),
        ("i forgot to mention i have epilepsy", "anything_else"),
        ("add epilepsy please", "anything_else"),
        ("add that i have seizures", "anything_else"),
        ("can you add that i have asthma", "anything_else"),
    ],
)
@pytest.mark.parametrize("intent", [None, "ask_eligibility"])
def test_what_is_added_at_the_review_goes_behind_its_answer(
    dialogue: PrescreenDialogue, text: str, question: str, intent: str | None
) -> None:
    said = Said(text, prescreen=Place.REVIEW, intent=intent, sureness=0.8) if intent else Said(text, prescreen="review")
    assert dialogue.decide(said) == [PrescreenMove(move=Move(kind=MoveKind.ADD, question=question))]


@pytest.mark.parametrize(
    "text", ["my number is 212 555 0143", "email is tom@tom.io, tom", "my number is wrong, its 212 555 0999"]
)
def test_a_way_to_be_reached_is_kept_at_once_at_the_review(dialogue: PrescreenDialogue, text: str) -> None:
    kept = Move(kind=MoveKind.ADD, question=CONTACT, value=Value.YES)
    assert moves_of(dialogue.decide(Said(text, prescreen=Place.REVIEW))) == [kept]


@pytest.mark.parametrize("text", ["yes", "send it", "yes send it", "ok submit it please"])
def test_words_of_sending_are_no_way_to_be_reached(dialogue: PrescreenDialogue, reader: FakeReader, text: str) -> None:
    reader.value = Value.YES
    assert kinds_of(dialogue.decide(Said(text, prescreen=CONTACT))) == [MoveKind.TO_REVIEW]


@pytest.mark.parametrize("text", ["yes, 212 555 0143", "send it to tom@tom.io", "send me a text at 212 555 0143"])
def test_a_number_among_words_of_sending_is_kept(dialogue: PrescreenDialogue, text: str) -> None:
    assert moves_of(dialogue.decide(Said(text, prescreen=CONTACT))) == [Move(kind=MoveKind.ANSWER, value=Value.YES)]


def test_a_yes_to_a_question_of_health_is_one(dialogue: PrescreenDialogue, reader: FakeReader) -> None:
    reader.value = Value.YES
    assert is_answer(dialogue.decide(Said("yes", prescreen="pregnancy")))


@pytest.mark.parametrize("text", ["i forgot something", "edit something", "i want to change an answer"])
def test_who_does_not_say_yet_what_is_asked_for_it(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.REVIEW))) == [MoveKind.CHOOSE_EDIT]


@pytest.mark.parametrize("text", ["dont send", "no, don't send it", "i don't want to send it yet"])
def test_who_will_not_send_is_asked_whether_to_keep_the_answers(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.REVIEW))) == [MoveKind.STOP]


@pytest.mark.parametrize("text", ["i hope this helps", "that took a while", "thanks for listening", "it feels heavy"])
def test_a_word_in_passing_at_the_review_adds_nothing(dialogue: PrescreenDialogue, text: str) -> None:
    assert kinds_of(dialogue.decide(Said(text, prescreen=Place.REVIEW))) == [MoveKind.SHOW]


def test_a_request_for_a_person_at_the_review_is_no_correction(dialogue: PrescreenDialogue) -> None:
    said = Said("please call me", prescreen=Place.REVIEW, intent="request_human", sureness=0.99)
    assert RequestPerson() in dialogue.decide(said)


# A questionnaire that changes


def test_words_for_a_question_that_is_gone_show_the_next_and_answer_none(
    dialogue: PrescreenDialogue, reader: FakeReader
) -> None:
    reader.value = Value.YES
    assert kinds_of(dialogue.decide(Said("yes, warfarin", prescreen="blood_thinners"))) == [MoveKind.SHOW]


# Whatever comes

INTENTS = sorted(read_rules(RULES))


@given(
    text=st.text(max_size=80)
    | st.sampled_from(["yes", "no", "stop", "delete my data", "why", "send", "3", "what?", "erase", "i'm 15"]),
    where=st.sampled_from([*Place, *QUESTIONS, MESSAGES, "gone"]),
    intent=st.sampled_from(INTENTS),
    sureness=st.floats(0.35, 1.0),
    value=st.sampled_from(Value),
)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_said_leads_to_one_move_and_it_stands_last(
    bot: Parts, text: str, where: str, intent: str, sureness: float, value: Value
) -> None:
    dialogue = PrescreenDialogue(bot.dialogue, read_rules(RULES), bot.questionnaire, FakeReader(value))
    acts = dialogue.decide(Said(text or "x", prescreen=where, intent=intent, sureness=sureness))
    assert len(moves_of(acts)) == 1
    assert isinstance(acts[-1], PrescreenMove)
    if moves_of(acts)[0].kind in (MoveKind.ANSWER, MoveKind.CHOOSE):
        assert where in (*QUESTIONS, MESSAGES), "an answer only to a question"
    if moves_of(acts)[0].kind is MoveKind.SEND:
        assert where == Place.REVIEW or (where == Place.CHOOSING and orders_sending(text))
    if moves_of(acts)[0].kind is MoveKind.ERASE:
        assert where == Place.LEAVING


# As it is installed: the app's own classifier and interpreter, with Rasa away

REAL = [
    ("pregnancy", "nope never", [MoveKind.ANSWER]),
    ("psychosis_history", "why? no, never had it", [MoveKind.ANSWER]),
    ("heart_blood_pressure", "bp is fine with lisinopril", [MoveKind.ANSWER]),
    ("medications", "not right now", [MoveKind.ANSWER]),
    ("substance_use", "I used to drink a bottle a day until I had to stop in 2019, been sober since", [MoveKind.ANSWER]),  # noqa: E501
    ("medications", "go back pls", [MoveKind.BACK]),
    ("medications", "why do u need to know that", [MoveKind.WHY]),
    ("medications", "id rather skip this one", [MoveKind.SKIP]),
    ("medications", "prefer not to say", [MoveKind.ANSWER]),
    ("medications", "im done for today", [MoveKind.STOP]),
    ("medications", "can we stop", [MoveKind.STOP]),
    ("medications", "can i talk to a human please", [MoveKind.SHOW]),
    ("medications", "delete all my data", [MoveKind.HOLD]),
    ("medications", "how long does one session take?", [MoveKind.SHOW]),
    ("reason_for_interest", "i have been depressed for years and nothing helps", [MoveKind.ANSWER]),
    (CONTACT, "Anna, 212 555 0142, evenings", [MoveKind.ANSWER]),
    (CONTACT, "no calls please, write to anna@mail.example", [MoveKind.ANSWER]),
    (Place.CONSENT, "yes let's do it", [MoveKind.AGREE]),
    (Place.CONSENT, "who will read this?", [MoveKind.SHOW]),
    (Place.REVIEW, "yes send it", [MoveKind.SEND]),
]  # fmt: skip


@pytest.mark.parametrize(("where", "text", "expected"), REAL)
def test_people_are_understood_as_it_is_installed(bot: Parts, where: str, text: str, expected: list[MoveKind]) -> None:
    acts = bot.conversation._turns._decisions._stand_in.acts(Said(text, prescreen=where))
    assert kinds_of(acts) == expected


@pytest.mark.parametrize(
    ("where", "text", "value"),
    [
        ("heart_blood_pressure", "bp is fine with lisinopril", Value.YES),
        ("psychosis_history", "my uncle was, not me", Value.NO),
        ("pregnancy", "nope never", Value.NO),
        (CONTACT, "no calls please, write to anna@mail.example", Value.YES),
    ],
)
def test_answers_are_read_as_it_is_installed(bot: Parts, where: str, text: str, value: Value) -> None:
    [move] = moves_of(bot.conversation._turns._decisions._stand_in.acts(Said(text, prescreen=where)))
    assert move.value is value


def test_a_request_for_a_person_is_one_as_it_is_installed(bot: Parts) -> None:
    acts = bot.conversation._turns._decisions._stand_in.acts(
        Said("can i talk to a human please", prescreen="pregnancy")
    )
    assert RequestPerson() in acts


# What somebody means to hide


@pytest.mark.parametrize("text", ["ok ill just lie", "i wont tell them about the xanax", "ill just not mention it"])
def test_a_plan_to_hide_something_is_no_answer_and_is_not_agreed_to(dialogue: PrescreenDialogue, text: str) -> None:
    acts = dialogue.decide(Said(text, prescreen="medications"))
    assert texts_of(acts) == [TextId.WHOLE_PICTURE]
    assert kinds_of(acts) == [MoveKind.SHOW]


# What is said in passing, and what is said before its question


@pytest.mark.parametrize("question", TOPICS)
@pytest.mark.parametrize(
    "text",
    ["my cat is sick", "my boss is bipolar lol", "its raining here", "i live in ohio", "our neighbor had a stroke"],
)
def test_what_is_said_in_passing_answers_nothing(bot: Parts, question: str, text: str) -> None:
    acts = bot.prescreen_dialogue.decide(Said(text, prescreen=question))
    assert texts_of(acts) == [TextId.PRESCREEN_ASIDE]
    assert kinds_of(acts) == [MoveKind.SHOW]


@pytest.mark.parametrize(
    ("question", "text", "meant", "value"),
    [
        ("psychosis_history", "i have afib", "heart_blood_pressure", Value.YES),
        ("liver_kidney", "i had a stroke", "heart_blood_pressure", None),
        ("heart_blood_pressure", "i dont drink", "substance_use", None),
        ("psychosis_history", "bp is normal", "heart_blood_pressure", None),
        ("psychosis_history", "i dont take any meds", "medications", None),
        ("pregnancy", "i take zoloft", "medications", Value.YES),
        ("heart_blood_pressure", "im 34", "anything_else", None),
        ("heart_blood_pressure", "my name is dave", CONTACT, None),
    ],
)
def test_a_fact_of_another_question_is_kept_for_it(
    bot: Parts, question: str, text: str, meant: str, value: Value | None
) -> None:
    [move] = moves_of(bot.prescreen_dialogue.decide(Said(text, prescreen=question)))
    assert (move.kind, move.question) == (MoveKind.ADD, meant)
    assert move.value is value or value is None


@pytest.mark.parametrize(
    ("question", "text", "meant"),
    [
        ("liver_kidney", "oh wait i do have high blood pressure", "heart_blood_pressure"),
        ("liver_kidney", "wait i do have high bp", "heart_blood_pressure"),
        ("liver_kidney", "hold on, i do have high bp but its controlled", "heart_blood_pressure"),
        ("liver_kidney", "yes i have afib", "heart_blood_pressure"),
        ("liver_kidney", "actually i drink and i have high bp", "heart_blood_pressure"),
        ("pregnancy", "wait i do have high blood pressure", "heart_blood_pressure"),
        ("medications", "yes i have hypertension", "heart_blood_pressure"),
        ("medications", "wait i do have hep c", "liver_kidney"),
        ("heart_blood_pressure", "actually yes i take xanax", "medications"),
        ("heart_blood_pressure", "yes i take tramadol", "medications"),
        ("heart_blood_pressure", "actually yes im on lithium", "medications"),
        ("heart_blood_pressure", "yes i smoke weed", "substance_use"),
        ("heart_blood_pressure", "oh wait i hear voices", "psychosis_history"),
        (CONTACT, "wait i have high bp", "heart_blood_pressure"),
        (MESSAGES, "i take zoloft 50", "medications"),
        (MESSAGES, "i forgot to say i take zoloft 50", "medications"),
    ],
)
def test_what_is_put_right_goes_to_its_own_question_as_what_it_is(
    bot: Parts, question: str, text: str, meant: str
) -> None:
    assert moves_of(bot.prescreen_dialogue.decide(Said(text, prescreen=question))) == [
        Move(kind=MoveKind.ADD, question=meant, value=Value.YES)
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("heart_blood_pressure", "yes i take lisinopril"),
        ("heart_blood_pressure", "yes i take xanax for it"),
        ("heart_blood_pressure", "wait i do have high bp"),
        ("liver_kidney", "wait i did have a kidney stone"),
        ("liver_kidney", "yes i have hep c"),
        ("psychosis_history", "yes i smoke weed and heard voices"),
        ("substance_use", "yes i drink"),
        ("substance_use", "yes i was in rehab"),
        ("previous_treatment", "yes i take zoloft"),
        ("medications", "yes i take meds for my heart"),
        ("allergy_ketamine", "yes my heart raced"),
    ],
)
def test_a_yes_with_what_it_is_about_answers_the_question(bot: Parts, question: str, text: str) -> None:
    assert moves_of(bot.prescreen_dialogue.decide(Said(text, prescreen=question))) == [
        Move(kind=MoveKind.ANSWER, value=Value.YES)
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("substance_use", "glass of wine w dinner. thats ok right?"),
        ("substance_use", "a glass of wine with dinner thats ok right?"),
        ("substance_use", "2 beers a night, is that bad?"),
        ("medications", "zoloft thats fine right?"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_medical_advice", "nlu_fallback"])
def test_what_is_told_before_a_wish_for_a_word_on_it_is_recorded_and_is_no_no(
    bot: Parts, question: str, text: str, intent: str
) -> None:
    acts = bot.prescreen_dialogue.decide(Said(text, prescreen=question, intent=intent, sureness=0.8, advice=0.8))
    assert texts_of(acts) == [TextId.ADVICE_DECLINED]
    [move] = moves_of(acts)
    assert move.kind is MoveKind.ANSWER
    assert move.value in (Value.YES, Value.NEEDS_FOLLOWUP)


@pytest.mark.parametrize("text", ["can i drink wine?", "is it ok?", "what about wine. is that ok?", "thats ok right?"])
def test_a_wish_for_a_word_that_tells_nothing_is_no_answer(bot: Parts, text: str) -> None:
    acts = bot.prescreen_dialogue.decide(Said(text, prescreen="substance_use", intent="nlu_fallback"))
    assert kinds_of(acts) == [MoveKind.SHOW]


@pytest.mark.parametrize(
    ("question", "text", "move"),
    [
        ("previous_treatment", "no i meant anxiety", Move(kind=MoveKind.ADD, question="reason_for_interest")),
        ("previous_treatment", "sorry i meant ptsd and grief", Move(kind=MoveKind.ADD, question="reason_for_interest")),
        ("heart_blood_pressure", "no i meant anxiety", Move(kind=MoveKind.CORRECT)),
        ("heart_blood_pressure", "i meant lithium", Move(kind=MoveKind.ADD, question="medications", value=Value.YES)),
        ("previous_treatment", "sorry i meant zoloft", Move(kind=MoveKind.ANSWER, value=Value.YES)),
        ("previous_treatment", "i meant therapy for anxiety", Move(kind=MoveKind.ANSWER, value=Value.YES)),
        ("heart_blood_pressure", "i meant high bp", Move(kind=MoveKind.ANSWER, value=Value.YES)),
    ],
)
def test_what_is_meant_instead_goes_to_the_answer_that_it_corrects(
    bot: Parts, question: str, text: str, move: Move
) -> None:
    assert moves_of(bot.prescreen_dialogue.decide(Said(text, prescreen=question))) == [move]


@pytest.mark.parametrize("text", ["i drink coffee at 9", "my heart doctor knows", "i take calls at nine"])
@pytest.mark.parametrize("question", [CONTACT, MESSAGES])
def test_how_to_be_reached_tells_nothing_of_health(bot: Parts, question: str, text: str) -> None:
    assert kinds_of(bot.prescreen_dialogue.decide(Said(text, prescreen=question))) == [MoveKind.ANSWER]


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("heart_blood_pressure", "i have afib", Value.YES),
        ("heart_blood_pressure", "i had a stroke", Value.YES),
        ("heart_blood_pressure", "i have high blood pressure", Value.YES),
        ("heart_blood_pressure", "i take lisinopril", Value.YES),
        ("psychosis_history", "i have schizophrenia", Value.YES),
        ("psychosis_history", "when i was manic in 2015 i heard voices", Value.YES),
        ("previous_treatment", "i take zoloft", Value.YES),
    ],
)
def test_a_plain_statement_is_the_answer_to_its_own_question(
    bot: Parts, question: str, text: str, value: Value
) -> None:
    assert bot.prescreen_dialogue.decide(Said(text, prescreen=question)) == [
        PrescreenMove(move=Move(kind=MoveKind.ANSWER, value=value))
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("substance_use", "i dont drink"),
        ("heart_blood_pressure", "bp is normal"),
        ("heart_blood_pressure", "my heart is fine"),
        ("heart_blood_pressure", "i dont have heart problems"),
        ("liver_kidney", "my kidneys are fine"),
    ],
)
def test_half_a_denial_is_recorded_and_the_rest_is_asked_about(bot: Parts, question: str, text: str) -> None:
    assert moves_of(bot.prescreen_dialogue.decide(Said(text, prescreen=question))) == [
        Move(kind=MoveKind.ANSWER, value=Value.NEEDS_FOLLOWUP)
    ]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("pregnancy", "im not pregnant"),
        ("pregnancy", "not pregnant or breastfeeding"),
        ("substance_use", "i dont drink and i dont do drugs"),
        ("heart_blood_pressure", "no heart problems or high bp"),
    ],
)
def test_a_denial_of_all_of_it_is_a_no(bot: Parts, question: str, text: str) -> None:
    assert moves_of(bot.prescreen_dialogue.decide(Said(text, prescreen=question))) == [
        Move(kind=MoveKind.ANSWER, value=Value.NO)
    ]


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        ("reason_for_interest", "anxiety. how long is one session", ["session_duration"]),
        ("reason_for_interest", "anxiety. what does it cost", []),
        ("medications", "zoloft. what does it cost", []),
    ],
)
def test_what_is_asked_beside_an_answer_is_answered_or_said_to_be_unknown(
    bot: Parts, question: str, text: str, asked: list[str]
) -> None:
    acts = bot.prescreen_dialogue.decide(Said(text, prescreen=question))
    assert kinds_of(acts) == [MoveKind.ANSWER]
    assert entries_of(acts) == asked
    assert asked or any(isinstance(act, NotCovered | Clarify) for act in acts)


@pytest.mark.parametrize(
    "text", ["my life fell apart. how do i even go on", "i lost my job. why me", "when i was 20 i had a breakdown"]
)
def test_a_story_that_asks_nobody_is_told_nothing_beside(bot: Parts, text: str) -> None:
    acts = bot.prescreen_dialogue.decide(Said(text, prescreen="reason_for_interest"))
    assert kinds_of(acts) == [MoveKind.ANSWER]
    assert len(acts) == 1


@pytest.mark.parametrize(
    "text", ["we're already on the waitlist", "were already on the waitlist", "im on your waiting list"]
)
def test_who_stands_on_the_waiting_list_has_agreed_to_nothing(dialogue: PrescreenDialogue, text: str) -> None:
    acts = dialogue.decide(Said(text, prescreen=Place.CONSENT, intent="start_prescreen", sureness=0.99))
    assert kinds_of(acts) == [MoveKind.SHOW]
    assert texts_of(acts) == [TextId.CLINIC_REACH]
