"""The machine: what each move leads to from wherever a person is, and that no answer is lost or changed by the way."""

from dataclasses import replace

import pytest

from bot.library.texts import TextId
from bot.prescreen.machine import Machine, can_be_reached
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.questionnaire import Label
from bot.prescreen.shown import Asking, ConsentShown, EditShown, QuestionShown, ReviewShown
from bot.prescreen.state import MOST_CHARACTERS, Outcome, Prescreen, Stage
from bot.prescreen.values import QUESTIONS, Value
from tests.prescreen.walking import CONTACT, MESSAGES, NOON, ORDER, QUESTIONNAIRE, Walk, changed

ANSWERS = [Value.YES, Value.NO, Value.UNSURE, Value.DECLINED]
EXTRA: dict[str, object] = {
    "id": "blood_thinners",
    "kind": "topic",
    "part_of": "heart_blood_pressure",
    "title": "Blood thinners",
    "text": "Do you take anything that thins the blood?",
    "why": "Clinicians ask everyone about this.",
    "follow_up": "Could you say a little more?",
}


@pytest.fixture
def walk() -> Walk:
    return Walk()


@pytest.fixture
def at_review() -> Walk:
    return Walk().begins().answers_all()


@pytest.fixture
def sent() -> Walk:
    return Walk().begins().answers_all().does(MoveKind.SEND)


# Before it begins


def test_it_begins_with_consent_and_no_question(walk: Walk) -> None:
    walk.does(MoveKind.START)
    assert walk.shown == (ConsentShown(),)
    assert walk.here.stage is Stage.CONSENT
    assert not walk.here.answers


@pytest.mark.parametrize(
    ("kind", "text"),
    [(MoveKind.SOMEONE_ELSE, TextId.PRESCREEN_FOR_OTHER), (MoveKind.UNDER_AGE, TextId.UNDER_AGE)],
)
def test_who_asks_for_another_or_is_under_age_is_led_to_the_clinic_and_nothing_is_kept(
    walk: Walk, kind: MoveKind, text: TextId
) -> None:
    assert walk.does(kind).told == [text]
    assert walk.prescreen is None
    assert walk.does(MoveKind.START).does(kind).told == [text]
    assert walk.prescreen is None


@pytest.mark.parametrize(
    "kind", [kind for kind in MoveKind if kind not in (MoveKind.START, MoveKind.SOMEONE_ELSE, MoveKind.UNDER_AGE)]
)
def test_without_a_pre_screen_every_other_move_is_a_stale_button(walk: Walk, kind: MoveKind) -> None:
    assert walk.does(kind, "yes", value=Value.YES).told == [TextId.STALE_CHOICE]
    assert walk.prescreen is None


# Consent


def test_agreeing_keeps_what_was_agreed_to_in_its_words_and_asks_the_first_question(walk: Walk) -> None:
    walk.begins()
    consent = walk.here.consent
    assert consent is not None
    assert (consent.version, consent.text) == (QUESTIONNAIRE.consent.version, QUESTIONNAIRE.consent.text)
    assert consent.at == walk.now
    assert walk.told == [TextId.PRESCREEN_BEGUN]
    assert walk.asked == QuestionShown(QUESTIONS[0])


@pytest.mark.parametrize("kind", [MoveKind.NOT_NOW, MoveKind.STOP, MoveKind.KEEP, MoveKind.ERASE])
def test_who_does_not_agree_leaves_nothing_behind(walk: Walk, kind: MoveKind) -> None:
    assert walk.does(MoveKind.START).does(kind).told == [TextId.PRESCREEN_NOT_NOW]
    assert walk.prescreen is None


@pytest.mark.parametrize(
    "kind",
    [
        MoveKind.START, MoveKind.ANSWER, MoveKind.CHOOSE, MoveKind.SKIP, MoveKind.WHY, MoveKind.BACK, MoveKind.SHOW,
        MoveKind.GO_ON, MoveKind.CHOOSE_EDIT, MoveKind.EDIT, MoveKind.TO_REVIEW, MoveKind.SEND, MoveKind.AMEND,
    ],
)  # fmt: skip
def test_nothing_but_agreeing_gets_past_consent(walk: Walk, kind: MoveKind) -> None:
    walk.does(MoveKind.START).does(kind, "i have high blood pressure", value=Value.YES, question="pregnancy")
    assert walk.shown == (ConsentShown(),)
    assert walk.here.consent is None
    assert not walk.here.answers


def test_who_agrees_to_a_questionnaire_that_changed_meanwhile_is_shown_the_new_one_first(walk: Walk) -> None:
    walk.does(MoveKind.START)
    walk.machine = Machine(changed(version=7))
    # Nobody agrees to words that they were not shown.
    assert walk.does(MoveKind.AGREE).shown == (ConsentShown(),)
    assert walk.here.consent is None
    agreed = walk.does(MoveKind.AGREE).here
    assert agreed.questionnaire == 7
    assert agreed.stage is Stage.ASKING


# Questions


def test_each_question_comes_once_in_its_order_and_then_the_review(walk: Walk) -> None:
    walk.begins()
    met = []
    while walk.here.question is not None:
        met.append(walk.asked.question)
        walk.answers_one()
    assert tuple(met) == ORDER
    assert walk.shown == (ReviewShown(walk.here.answers),)


def test_what_is_taken_back_is_asked_again_and_recorded_nowhere(walk: Walk) -> None:
    walk.begins().answers_until("heart_blood_pressure")
    before = walk.here.answers
    walk.does(MoveKind.CORRECT, "wait i meant no", value=Value.NO)
    assert walk.asked == QuestionShown("psychosis_history")
    assert walk.here.answers == before
    assert walk.writes("no", Value.NO).here.question == "heart_blood_pressure"
    assert walk.given("psychosis_history").value is Value.NO


def test_what_is_taken_back_is_what_was_answered_last_and_not_the_question_before(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").does(MoveKind.BACK).does(MoveKind.BACK)
    assert walk.writes("no", Value.NO).here.question == "pregnancy"
    assert walk.does(MoveKind.CORRECT, value=Value.YES).asked == QuestionShown("heart_blood_pressure")


def test_a_named_question_is_asked_again_where_it_was_answered(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy")
    assert walk.does(MoveKind.CORRECT, question="medications", value=Value.YES).here.question == "pregnancy"
    assert walk.does(MoveKind.CORRECT, question="psychosis_history").asked == QuestionShown("psychosis_history")


def test_what_is_taken_back_at_a_follow_up_is_the_answer_to_it(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").writes("hm well", Value.NEEDS_FOLLOWUP)
    walk.does(MoveKind.CORRECT, "i meant no", value=Value.NO)
    assert walk.given("pregnancy").value is Value.NO
    assert walk.here.question == "substance_use"


def test_a_slip_at_the_first_question_and_at_a_follow_up_asks_it_again(walk: Walk) -> None:
    assert walk.begins().does(MoveKind.CORRECT).asked == QuestionShown(QUESTIONS[0])
    walk.answers_until("pregnancy").writes("hm well", Value.NEEDS_FOLLOWUP)
    assert walk.does(MoveKind.CORRECT).asked == QuestionShown("pregnancy")


@pytest.mark.parametrize("value", ANSWERS)
def test_an_answer_keeps_the_question_the_words_the_reading_and_the_moment(walk: Walk, value: Value) -> None:
    walk.begins().answers_until("liver_kidney").writes("my liver, once", value)
    given = walk.given("liver_kidney")
    assert (given.asked, given.words, given.value) == (
        QUESTIONNAIRE["liver_kidney"].text,
        "my liver, once",
        value,
    )
    assert (given.at, given.is_tapped) == (walk.now, False)
    assert walk.asked == QuestionShown("pregnancy")


@pytest.mark.parametrize("value", ANSWERS)
def test_a_tap_keeps_what_the_button_says(walk: Walk, value: Value) -> None:
    walk.begins().answers_until("pregnancy").taps(value)
    given = walk.given("pregnancy")
    assert (given.value, given.is_tapped) == (value, True)
    assert given.words


@pytest.mark.parametrize("question", [question for question in ORDER if question != MESSAGES])
def test_any_question_can_be_skipped(walk: Walk, question: str) -> None:
    walk.begins().answers_until(question).does(MoveKind.SKIP, "skip this one")
    assert (walk.given(question).words, walk.given(question).value) == ("", Value.DECLINED)
    assert walk.here.question != question


def test_whether_a_message_may_be_left_can_be_skipped_too(walk: Walk) -> None:
    walk.begins().answers_until(MESSAGES).does(MoveKind.SKIP)
    assert walk.here.stage is Stage.REVIEW


def test_who_leaves_no_way_to_be_reached_is_not_asked_about_messages(walk: Walk) -> None:
    walk.begins().answers_until(CONTACT).does(MoveKind.SKIP)
    assert walk.here.stage is Stage.REVIEW
    assert MESSAGES not in walk.here.answers


@pytest.mark.parametrize("choice", list(QUESTIONNAIRE[MESSAGES].choices))
def test_a_choice_of_the_question_itself_is_kept_by_its_id_and_its_words(walk: Walk, choice: str) -> None:
    walk.begins().answers_until(MESSAGES).does(MoveKind.CHOOSE, question=MESSAGES, choice=choice, is_tapped=True)
    assert walk.given(MESSAGES).choice == choice
    assert walk.given(MESSAGES).words == QUESTIONNAIRE[MESSAGES].choices[choice]


def test_own_words_are_kept_also_where_they_are_read_as_one_of_the_choices(walk: Walk) -> None:
    words = "yes, but say it's the dentist"
    walk.begins().answers_until(MESSAGES).does(MoveKind.CHOOSE, words, question=MESSAGES, choice="discreet")
    assert walk.given(MESSAGES).words == words
    assert (walk.given(MESSAGES).choice, walk.given(MESSAGES).is_tapped) == ("discreet", False)


def test_a_choice_that_the_question_does_not_have_changes_nothing(walk: Walk) -> None:
    walk.begins().answers_until(MESSAGES)
    before = walk.here
    walk.does(MoveKind.CHOOSE, question=MESSAGES, choice="shout_it_out")
    assert walk.here == before
    assert walk.asked.question == MESSAGES


def test_why_is_answered_from_the_question_and_changes_nothing(walk: Walk) -> None:
    walk.begins().answers_until("substance_use")
    before = walk.here
    walk.does(MoveKind.WHY)
    assert walk.asked == QuestionShown("substance_use", Asking.WITH_REASON)
    assert walk.here == before


def test_an_answer_without_a_reading_is_no_answer(walk: Walk) -> None:
    walk.begins().does(MoveKind.ANSWER, "something")
    assert not walk.here.answers


@pytest.mark.parametrize("kind", [MoveKind.SHOW, MoveKind.START, MoveKind.GO_ON, MoveKind.AGREE, MoveKind.SEND])
def test_moves_that_make_no_sense_at_a_question_show_it_again(walk: Walk, kind: MoveKind) -> None:
    walk.begins().answers_until("medications")
    before = walk.here
    assert walk.does(kind).asked == QuestionShown("medications")
    assert walk.here == before


def test_a_very_long_answer_is_kept_up_to_the_limit(walk: Walk) -> None:
    walk.begins().writes("a" * (MOST_CHARACTERS + 500))
    assert len(walk.given(QUESTIONS[0]).words) == MOST_CHARACTERS


# Once more


@pytest.mark.parametrize("question", [question for question in ORDER if question != MESSAGES])
def test_an_unclear_answer_is_asked_about_once_and_not_twice(walk: Walk, question: str) -> None:
    walk.begins().answers_until(question).writes("it depends", Value.NEEDS_FOLLOWUP)
    assert walk.asked == QuestionShown(question, Asking.FOLLOW_UP)
    walk.writes("i mean it depends", Value.NEEDS_FOLLOWUP)
    assert walk.here.question != question
    assert walk.given(question).words == "it depends\ni mean it depends"
    assert walk.given(question).value is Value.NEEDS_FOLLOWUP


def test_the_first_words_stay_beside_the_second(walk: Walk) -> None:
    walk.begins().answers_until("psychosis_history").writes("my uncle", Value.NEEDS_FOLLOWUP).writes("not me", Value.NO)
    assert walk.given("psychosis_history").words == "my uncle\nnot me"
    assert walk.given("psychosis_history").value is Value.NO


@pytest.mark.parametrize(
    "words",
    ["no", "No.", "nope that's it", "no thats it", "thats all", "no nothing more", "not really", "i don’t think so"],
)
@pytest.mark.parametrize("read_as", [Value.NO, Value.YES, Value.DECLINED])
def test_who_has_nothing_to_add_denies_nothing_of_what_was_said_first(walk: Walk, words: str, read_as: Value) -> None:
    walk.begins().answers_until("heart_blood_pressure").writes("i have afib", Value.NEEDS_FOLLOWUP)
    walk.writes(words, read_as)
    assert walk.here.question == "liver_kidney"
    assert walk.given("heart_blood_pressure").value is Value.NEEDS_FOLLOWUP
    assert walk.given("heart_blood_pressure").words == f"i have afib\n{words}"


@pytest.mark.parametrize("words", ["no heart problems", "no, my bp is fine", "none of my own, it was my dad", "not me"])
def test_a_denial_at_the_second_asking_is_one(walk: Walk, words: str) -> None:
    walk.begins().answers_until("heart_blood_pressure").writes("my dad", Value.NEEDS_FOLLOWUP).writes(words, Value.NO)
    assert walk.given("heart_blood_pressure").value is Value.NO


def test_a_no_at_the_first_asking_is_one(walk: Walk) -> None:
    walk.begins().answers_until("heart_blood_pressure").writes("no thats it", Value.NO)
    assert walk.given("heart_blood_pressure").value is Value.NO


def test_not_knowing_more_is_an_answer_at_the_second_asking_too(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").writes("hm", Value.NEEDS_FOLLOWUP).writes("i don't know", Value.UNSURE)
    assert walk.given("pregnancy").value is Value.UNSURE


def test_the_first_words_stay_when_the_second_answer_is_a_button(walk: Walk) -> None:
    walk.begins().answers_until("psychosis_history").writes("my uncle had it", Value.NEEDS_FOLLOWUP).taps(Value.NO)
    assert "my uncle had it" in walk.given("psychosis_history").words
    assert walk.given("psychosis_history").value is Value.NO


@pytest.mark.parametrize("question", ["reason_for_interest", "medications", CONTACT])
def test_the_first_words_stay_when_the_second_question_is_skipped(walk: Walk, question: str) -> None:
    walk.begins().answers_until(question).writes("hard to say in few words", Value.NEEDS_FOLLOWUP)
    walk.does(MoveKind.SKIP, "Skip this one", is_tapped=True)
    assert walk.given(question).words == "hard to say in few words"
    assert walk.here.question != question


def test_whoever_leaves_the_second_question_has_still_answered_the_first(walk: Walk) -> None:
    walk.begins().answers_until("medications").writes("some", Value.NEEDS_FOLLOWUP).does(MoveKind.STOP)
    walk.does(MoveKind.KEEP).does(MoveKind.GO_ON)
    assert walk.asked == QuestionShown("medications", Asking.FOLLOW_UP)
    assert walk.given("medications").words == "some"


def test_the_reason_does_not_make_it_ask_a_third_time(walk: Walk) -> None:
    walk.begins().writes("hm", Value.NEEDS_FOLLOWUP).does(MoveKind.WHY).writes("hm again", Value.NEEDS_FOLLOWUP)
    assert walk.here.question == QUESTIONS[1]


# Back


def test_back_opens_the_question_before_and_the_new_answer_takes_the_place_of_the_old(walk: Walk) -> None:
    walk.begins().answers_until("liver_kidney").does(MoveKind.BACK)
    assert walk.asked == QuestionShown("heart_blood_pressure")
    walk.writes("no, never", Value.NO)
    assert walk.given("heart_blood_pressure").words == "no, never"
    assert walk.asked == QuestionShown("liver_kidney"), "what was answered is not asked again"


def test_back_goes_to_the_very_first_and_no_further(walk: Walk) -> None:
    walk.begins().answers_until(CONTACT)
    for _ in range(20):
        walk.does(MoveKind.BACK)
    assert walk.asked == QuestionShown(QUESTIONS[0])
    assert walk.here.consent is not None


def test_back_from_a_second_question_leaves_the_first_words_and_begins_anew_there(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").writes("maybe later", Value.NEEDS_FOLLOWUP).does(MoveKind.BACK)
    assert walk.asked == QuestionShown("liver_kidney")
    assert walk.given("pregnancy").words == "maybe later"
    walk.writes("fine", Value.NEEDS_FOLLOWUP)
    assert walk.given("liver_kidney").words == "fine", "the words of another time are no part of it"


# Review and edit


@pytest.mark.parametrize("question", ORDER)
def test_every_answer_can_be_changed_at_the_review_and_the_review_comes_again(at_review: Walk, question: str) -> None:
    others = {name: given for name, given in at_review.here.answers.items() if name != question}
    assert list(at_review.does(MoveKind.CHOOSE_EDIT).shown) == [EditShown()]
    at_review.does(MoveKind.EDIT, question=question)
    assert at_review.asked == QuestionShown(question, is_editing=True)
    at_review.answers_one() if question == MESSAGES else at_review.writes("changed", Value.UNSURE)
    assert at_review.here.stage is Stage.REVIEW
    assert {name: at_review.given(name) for name in others} == others
    assert at_review.shown == (ReviewShown(at_review.here.answers),)


@pytest.mark.parametrize("kind", [MoveKind.BACK, MoveKind.TO_REVIEW])
def test_who_opens_an_answer_can_leave_it_as_it_was(at_review: Walk, kind: MoveKind) -> None:
    before = at_review.here.answers
    at_review.does(MoveKind.EDIT, question="pregnancy").does(kind)
    assert at_review.shown == (ReviewShown(before),)


def test_why_and_one_more_question_work_while_changing_too(at_review: Walk) -> None:
    at_review.does(MoveKind.EDIT, question="pregnancy").does(MoveKind.WHY)
    assert at_review.asked == QuestionShown("pregnancy", Asking.WITH_REASON, is_editing=True)
    at_review.writes("hm", Value.NEEDS_FOLLOWUP)
    assert at_review.asked == QuestionShown("pregnancy", Asking.FOLLOW_UP, is_editing=True)
    assert at_review.writes("no", Value.NO).here.stage is Stage.REVIEW


def test_the_words_of_an_answer_that_is_changed_are_replaced(at_review: Walk) -> None:
    at_review.does(MoveKind.EDIT, question="pregnancy").writes("new words", Value.NO)
    assert at_review.given("pregnancy").words == "new words"


def test_a_question_that_is_not_there_cannot_be_changed(at_review: Walk) -> None:
    before = at_review.here
    assert at_review.does(MoveKind.EDIT, question="favourite_colour").here == before


@pytest.mark.parametrize(
    "kind", [MoveKind.SHOW, MoveKind.START, MoveKind.GO_ON, MoveKind.ANSWER, MoveKind.SKIP, MoveKind.WHY]
)
def test_the_review_stays_whatever_else_is_tapped(at_review: Walk, kind: MoveKind) -> None:
    before = at_review.here
    at_review.does(kind, "yes", value=Value.NO, question="pregnancy", is_tapped=True)
    assert at_review.shown == (ReviewShown(before.answers),)
    assert at_review.here == before


def test_who_gives_a_number_only_at_the_review_can_be_reached(walk: Walk) -> None:
    walk.begins().answers_until(CONTACT).does(MoveKind.SKIP)
    assert not can_be_reached(walk.here)
    walk.does(MoveKind.EDIT, question=CONTACT).writes("212 555 0142")
    assert can_be_reached(walk.here)


# Buttons of another question


@pytest.mark.parametrize("kind", [MoveKind.ANSWER, MoveKind.SKIP, MoveKind.WHY, MoveKind.BACK, MoveKind.CHOOSE])
def test_a_button_of_another_question_leaves_all_answers_as_they_are(walk: Walk, kind: MoveKind) -> None:
    walk.begins().answers_until("medications")
    before = walk.here
    walk.does(kind, "No", value=Value.NO, question="pregnancy", is_tapped=True)
    assert walk.told == [TextId.PRESCREEN_MOVED_ON]
    assert walk.asked == QuestionShown("medications")
    assert walk.here == before


def test_the_same_button_tapped_twice_is_one_answer(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").taps(Value.NO)
    after = walk.here
    walk.taps(Value.NO, question="pregnancy")
    assert walk.here == after
    assert TextId.PRESCREEN_MOVED_ON in walk.told


def test_a_button_of_another_question_answers_none_while_one_is_changed(at_review: Walk) -> None:
    at_review.does(MoveKind.EDIT, question="pregnancy")
    before = at_review.here
    at_review.taps(Value.YES, question="medications")
    assert at_review.here == before


# Stopping


def test_stop_asks_what_becomes_of_the_answers_and_changes_none(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy")
    answers = walk.here.answers
    walk.does(MoveKind.STOP)
    assert walk.told == [TextId.PRESCREEN_STOP_ASKED]
    assert walk.offered == [Label.KEEP, Label.ERASE, Label.GO_ON]
    assert (walk.here.is_leaving, walk.here.answers) == (True, answers)


def test_stop_and_keep_waits_until_the_person_says_so_and_goes_on_at_the_same_question(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy")
    answers = walk.here.answers
    walk.does(MoveKind.STOP).does(MoveKind.KEEP)
    assert walk.told == [TextId.PRESCREEN_KEPT]
    assert not walk.here.is_open, "what is said now is no answer"
    assert walk.here.answers == answers
    walk.does(MoveKind.GO_ON)
    assert walk.asked == QuestionShown("pregnancy")
    assert walk.here.is_open


def test_stop_and_erase_leaves_nothing(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").does(MoveKind.STOP).does(MoveKind.ERASE)
    assert walk.told == [TextId.PRESCREEN_ERASED]
    assert walk.prescreen is None


def test_what_was_kept_can_be_erased_later(walk: Walk) -> None:
    walk.begins().answers_all().does(MoveKind.STOP).does(MoveKind.KEEP).does(MoveKind.ERASE)
    assert walk.prescreen is None


def test_who_answers_instead_of_saying_keep_or_erase_goes_on(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").does(MoveKind.STOP).taps(Value.NO, question="pregnancy")
    assert not walk.here.is_leaving
    assert walk.given("pregnancy").value is Value.NO


@pytest.mark.parametrize("kind", [MoveKind.START, MoveKind.GO_ON, MoveKind.SHOW])
def test_every_way_back_leads_to_the_same_place(at_review: Walk, kind: MoveKind) -> None:
    before = at_review.here
    at_review.does(MoveKind.STOP).does(MoveKind.KEEP).does(kind)
    assert at_review.here == before
    assert at_review.shown == (ReviewShown(before.answers),)


@pytest.mark.parametrize(
    ("kind", "text"),
    [(MoveKind.SOMEONE_ELSE, TextId.PRESCREEN_FOR_OTHER), (MoveKind.UNDER_AGE, TextId.UNDER_AGE)],
)
def test_who_turns_out_to_ask_for_another_or_to_be_under_age_is_asked_no_further(
    walk: Walk, kind: MoveKind, text: TextId
) -> None:
    walk.begins().answers_until("pregnancy").does(kind)
    assert walk.told == [text]
    assert not any(isinstance(each, QuestionShown) for each in walk.shown)
    assert walk.here.is_paused
    assert Label.ERASE in walk.offered
    assert walk.does(MoveKind.ERASE).prescreen is None


# Sending


@pytest.mark.parametrize(("is_open", "text"), [(True, TextId.PRESCREEN_SENT), (False, TextId.PRESCREEN_SENT_CLOSED)])
def test_what_is_promised_on_sending_depends_on_the_hours(at_review: Walk, is_open: bool, text: TextId) -> None:
    at_review.is_clinic_open = is_open
    assert at_review.does(MoveKind.SEND).told == [text]


def test_what_was_sent_is_what_stood_at_the_review(at_review: Walk) -> None:
    answers = at_review.here.answers
    at_review.does(MoveKind.SEND)
    assert at_review.here.sent == answers
    assert (at_review.here.sent_at, at_review.here.times_sent) == (at_review.now, 1)
    assert at_review.here.stage is Stage.SENT
    assert not at_review.here.is_open


def test_who_left_no_way_to_be_reached_gets_the_clinics_number(walk: Walk) -> None:
    walk.begins().answers_until(CONTACT).does(MoveKind.SKIP).does(MoveKind.SEND)
    assert walk.told == [TextId.PRESCREEN_SENT, TextId.PRESCREEN_NO_CONTACT]


def test_who_skips_every_single_question_can_send_all_the_same(walk: Walk) -> None:
    walk.begins()
    while walk.here.question is not None:
        walk.does(MoveKind.SKIP)
    walk.does(MoveKind.SEND)
    assert walk.here.outcome is Outcome.ROUTED_TO_CLINICIAN


def test_nothing_can_be_sent_before_the_review(walk: Walk) -> None:
    walk.begins()
    while walk.here.question is not None:
        assert walk.does(MoveKind.SEND).here.times_sent == 0
        walk.answers_one()


def test_sent_twice_is_one_send(sent: Walk) -> None:
    before = sent.here
    assert sent.does(MoveKind.SEND).told == [TextId.PRESCREEN_ALREADY_SENT]
    assert sent.here == before


AFTER_SENDING = (MoveKind.AMEND, MoveKind.CHOOSE_EDIT, MoveKind.WHEN, MoveKind.ADD, MoveKind.RESTATE)


@pytest.mark.parametrize("kind", [kind for kind in MoveKind if kind not in AFTER_SENDING])
def test_after_sending_every_other_move_names_the_item_and_changes_nothing(sent: Walk, kind: MoveKind) -> None:
    before = sent.here
    sent.does(kind, "no", value=Value.NO, question="pregnancy")
    assert sent.told == [TextId.PRESCREEN_ALREADY_SENT]
    assert sent.here == before
    assert all(getattr(each, "names_reference", False) for each in sent.shown)


def test_what_was_sent_can_be_changed_and_sent_again(sent: Walk) -> None:
    before = sent.here.sent
    assert sent.does(MoveKind.AMEND).shown == (EditShown(),)
    sent.does(MoveKind.EDIT, question="pregnancy").writes("yes, i am", Value.YES)
    assert sent.here.sent == before, "the clinic has what was sent, until it is sent again"
    sent.does(MoveKind.SEND)
    assert sent.here.times_sent == 2
    assert sent.here.sent is not None
    assert sent.here.sent["pregnancy"].words == "yes, i am"


def test_who_stops_changing_leaves_what_was_sent_as_it_is(sent: Walk) -> None:
    before = sent.here.sent
    sent.does(MoveKind.AMEND).does(MoveKind.EDIT, question="pregnancy").writes("hm", Value.UNSURE).does(MoveKind.STOP)
    assert sent.told == [TextId.PRESCREEN_ALREADY_SENT]
    assert (sent.here.stage, sent.here.answers, sent.here.sent) == (Stage.SENT, before, before)


def test_what_is_added_to_an_earlier_answer_is_kept_there_and_more_is_asked_about_it(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").does(MoveKind.EDIT, question="pregnancy")
    before = walk.here.answers["previous_treatment"]
    walk.does(MoveKind.ADD, "and hypnosis", question="previous_treatment")
    assert walk.asked == QuestionShown("previous_treatment", Asking.FOLLOW_UP)
    assert walk.here.answers["previous_treatment"].words == f"{before.words}\nand hypnosis"
    assert "pregnancy" not in walk.here.answers
    walk.writes("no nothing else", Value.NO)
    assert walk.here.question == "pregnancy"
    assert walk.here.answers["previous_treatment"].value is before.value is Value.YES, "what stood there is not undone"
    assert walk.here.answers["previous_treatment"].words.endswith("and hypnosis\nno nothing else")


def test_who_adds_to_an_answer_and_skips_the_rest_has_it_kept(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").does(MoveKind.ADD, "oh and a stent", question="heart_blood_pressure")
    walk.does(MoveKind.SKIP)
    assert walk.here.question == "pregnancy"
    assert walk.here.answers["heart_blood_pressure"].words.endswith("oh and a stent")
    assert walk.here.answers["heart_blood_pressure"].value in (Value.YES, Value.NEEDS_FOLLOWUP)


def test_what_belongs_to_a_later_question_is_kept_for_it_and_the_present_one_asked_again(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").does(MoveKind.ADD, "also i take lithium", question="medications")
    assert walk.told == [TextId.PRESCREEN_KEPT_FOR_LATER]
    assert walk.asked == QuestionShown("pregnancy")
    assert "pregnancy" not in walk.here.answers, "nothing of it answers the question that is open"
    walk.answers_until("medications")
    assert walk.asked == QuestionShown("medications", said_before="also i take lithium")
    assert walk.does(MoveKind.WHY).asked.said_before == "also i take lithium"
    given = walk.writes("and xanax", Value.YES).given("medications")
    assert (given.words, given.value, given.is_early) == ("also i take lithium\nand xanax", Value.YES, False)


def test_what_was_said_before_its_question_is_confirmed_by_a_tap(walk: Walk) -> None:
    walk.begins().does(MoveKind.ADD, "i have afib", question="heart_blood_pressure", value=Value.YES)
    given = walk.answers_until("heart_blood_pressure").taps(Value.YES).given("heart_blood_pressure")
    assert given.words == f"i have afib\n{QUESTIONNAIRE.labels[Label.YES]}"
    assert (given.value, given.is_tapped) == (Value.YES, False)


def test_a_no_to_what_was_said_before_is_asked_about(walk: Walk) -> None:
    walk.begins().does(MoveKind.ADD, "i have afib", question="heart_blood_pressure", value=Value.YES)
    walk.answers_until("heart_blood_pressure").taps(Value.NO)
    assert walk.asked == QuestionShown("heart_blood_pressure", Asking.FOLLOW_UP)
    assert walk.given("heart_blood_pressure").value is Value.NEEDS_FOLLOWUP


def test_who_skips_a_question_has_said_what_they_said_before(walk: Walk) -> None:
    walk.begins().does(MoveKind.ADD, "i dont drink", question="substance_use").answers_until("substance_use")
    given = walk.does(MoveKind.SKIP).given("substance_use")
    assert (given.words, given.is_early) == ("i dont drink", False)


def test_what_was_said_before_is_in_no_way_past_the_questions(walk: Walk) -> None:
    for question in ORDER[1:-1]:
        walk = Walk().begins().does(MoveKind.ADD, "so", question=question).answers_all()
        assert not any(given.is_early for given in walk.here.answers.values())


def test_the_consent_is_said_in_full_twice_and_then_briefly(walk: Walk) -> None:
    walk.does(MoveKind.START)
    assert walk.does(MoveKind.SHOW).shown == (ConsentShown(),)
    for _ in range(3):
        assert walk.does(MoveKind.SHOW).told == [TextId.PRESCREEN_CONSENT_AGAIN]
        assert walk.offered == [Label.AGREE, Label.NOT_NOW, Label.SOMEONE_ELSE, Label.UNDER_AGE]
    assert walk.does(MoveKind.AGREE).asked == QuestionShown(ORDER[0])


def test_who_begins_anew_or_meets_another_version_reads_all_of_the_consent(walk: Walk) -> None:
    walk.does(MoveKind.START).does(MoveKind.SHOW).does(MoveKind.SHOW)
    assert walk.does(MoveKind.START).shown == (ConsentShown(),)
    walk.does(MoveKind.SHOW).does(MoveKind.SHOW)
    walk.machine = Machine(changed(version=7))
    assert walk.does(MoveKind.SHOW).shown == (ConsentShown(),)


@pytest.mark.parametrize("question", ["medications", "anything_else", CONTACT])
def test_what_is_added_at_the_review_stands_behind_the_answer_and_the_review_comes_again(
    at_review: Walk, question: str
) -> None:
    before = at_review.given(question).words
    at_review.does(MoveKind.ADD, "also lithium", question=question)
    assert at_review.given(question).words == f"{before}\nalso lithium"
    assert at_review.given(question).value is Value.YES
    assert at_review.shown == (ReviewShown(at_review.here.answers),)


def test_what_is_added_to_a_no_is_something_to_talk_over(walk: Walk) -> None:
    walk.begins().answers_until("medications").writes("no", Value.NO).answers_all()
    walk.does(MoveKind.ADD, "i also take lithium", question="medications")
    assert (walk.given("medications").words, walk.given("medications").value) == (
        "no\ni also take lithium",
        Value.NEEDS_FOLLOWUP,
    )


def test_a_number_that_is_added_at_the_review_is_a_way_to_be_reached(walk: Walk) -> None:
    walk.begins().answers_until(CONTACT).does(MoveKind.SKIP).answers_all()
    assert not can_be_reached(walk.here)
    walk.does(MoveKind.ADD, "my number is 212 555 0143", question=CONTACT, value=Value.YES)
    assert can_be_reached(walk.here)
    assert walk.here.stage is Stage.REVIEW


def test_what_is_added_after_sending_is_kept_and_sent_again_only_when_they_say_so(sent: Walk) -> None:
    before = sent.given("medications").words
    sent.does(MoveKind.ADD, "also lithium", question="medications")
    assert sent.shown == (ReviewShown(sent.here.answers, was_sent=True),)
    assert sent.given("medications").words == f"{before}\nalso lithium"
    assert sent.here.times_sent == 1
    assert sent.does(MoveKind.SEND).here.times_sent == 2


def test_the_words_of_an_answer_that_is_changed_stay_where_more_is_added(at_review: Walk) -> None:
    at_review.does(MoveKind.EDIT, question="medications").writes("zoloft 50")
    at_review.does(MoveKind.EDIT, question="medications").writes("also i take lithium")
    assert at_review.given("medications").words == "zoloft 50\nalso i take lithium"
    at_review.does(MoveKind.EDIT, question="medications").writes("only lithium now")
    assert at_review.given("medications").words == "only lithium now"


@pytest.mark.parametrize(("is_open", "text"), [(True, TextId.PRESCREEN_SENT), (False, TextId.PRESCREEN_SENT_CLOSED)])
def test_who_asks_when_the_clinic_gets_back_reads_the_promise_again(sent: Walk, is_open: bool, text: TextId) -> None:
    before = sent.here
    sent.is_clinic_open = is_open
    sent.does(MoveKind.WHEN)
    assert sent.told == [text]
    assert sent.offered == [Label.AMEND]
    assert sent.here == before


def test_who_names_what_has_changed_is_asked_that_at_once(sent: Walk) -> None:
    sent.does(MoveKind.AMEND, question="pregnancy")
    assert sent.asked == QuestionShown("pregnancy", is_editing=True)
    assert sent.writes("yes, i am", Value.YES).here.stage is Stage.REVIEW


def test_what_was_sent_is_not_said_to_be_erased_by_the_button_that_stops(sent: Walk) -> None:
    sent.does(MoveKind.AMEND).does(MoveKind.EDIT, question="pregnancy").does(MoveKind.ERASE)
    assert sent.prescreen is not None
    assert TextId.PRESCREEN_ERASED not in sent.told


def test_who_is_under_age_is_not_offered_to_go_on(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").does(MoveKind.UNDER_AGE)
    assert walk.offered == [Label.ERASE]


@pytest.mark.parametrize("kind", [MoveKind.SOMEONE_ELSE, MoveKind.UNDER_AGE])
def test_who_pauses_while_changing_what_was_sent_gets_no_button_that_does_nothing(sent: Walk, kind: MoveKind) -> None:
    sent.does(MoveKind.AMEND).does(MoveKind.EDIT, question="pregnancy").does(kind)
    assert Label.ERASE not in sent.offered, "what was sent is not erased by it, and nothing says so"


# A questionnaire that changes while someone is in it


def test_who_stands_at_a_question_that_is_gone_gets_the_next(walk: Walk) -> None:
    walk.begins().answers_until(MESSAGES)
    walk.machine = Machine(changed(without=(MESSAGES,)))
    walk.does(MoveKind.SHOW)
    assert walk.shown == (ReviewShown(walk.here.answers),)
    assert walk.does(MoveKind.SEND).here.times_sent == 1


def test_an_answer_to_a_question_that_is_gone_answers_no_other(walk: Walk) -> None:
    machine = Machine(changed(add=EXTRA, after="heart_blood_pressure"))
    walk.machine = machine
    walk.begins().answers_until("blood_thinners")
    walk.machine = Machine(QUESTIONNAIRE)
    walk.taps(Value.YES, question="blood_thinners")
    assert walk.asked == QuestionShown("liver_kidney")
    assert "liver_kidney" not in walk.here.answers
    assert TextId.PRESCREEN_MOVED_ON in walk.told


def test_a_question_that_is_new_is_asked_as_well(walk: Walk) -> None:
    walk.begins().answers_until("medications")
    walk.machine = Machine(changed(add=EXTRA, after="heart_blood_pressure"))
    walk.answers_one()
    assert walk.asked == QuestionShown("blood_thinners")
    walk.writes("no", Value.NO)
    assert walk.asked == QuestionShown("allergy_ketamine")


def test_an_answer_keeps_the_words_that_were_asked_when_it_was_given(walk: Walk) -> None:
    walk.begins().answers_until("pregnancy").taps(Value.NO)
    walk.machine = Machine(changed(reworded={"pregnancy": "Might you be expecting?"}))
    assert walk.given("pregnancy").asked == QUESTIONNAIRE["pregnancy"].text
    walk.does(MoveKind.BACK).writes("no", Value.NO)
    assert walk.given("pregnancy").asked == "Might you be expecting?"


def test_an_answer_to_a_question_that_is_gone_is_still_sent(walk: Walk) -> None:
    walk.begins().answers_all()
    walk.machine = Machine(changed(without=(MESSAGES,)))
    walk.does(MoveKind.SEND)
    assert walk.here.sent is not None
    assert MESSAGES in walk.here.sent


def test_a_question_that_is_gone_while_it_is_changed_leads_back_to_the_review(at_review: Walk) -> None:
    at_review.does(MoveKind.EDIT, question=MESSAGES)
    at_review.machine = Machine(changed(without=(MESSAGES,)))
    assert isinstance(at_review.does(MoveKind.SHOW).shown[0], ReviewShown)
    assert at_review.does(MoveKind.SEND).here.times_sent == 1


# Everything from everywhere


def places() -> list[Prescreen | None]:
    """The pre-screen at every point that it can be at."""
    found: list[Prescreen | None] = [None, Walk().does(MoveKind.START).prescreen]
    for question in ORDER:
        found.append(Walk().begins().answers_until(question).prescreen)
        if question != MESSAGES:
            found.append(Walk().begins().answers_until(question).writes("hm", Value.NEEDS_FOLLOWUP).prescreen)
        found.append(Walk().begins().answers_until(question).does(MoveKind.STOP).prescreen)
        found.append(Walk().begins().answers_until(question).does(MoveKind.STOP).does(MoveKind.KEEP).prescreen)
        found.append(Walk().begins().answers_all().does(MoveKind.EDIT, question=question).prescreen)
    found.append(Walk().begins().answers_all().prescreen)
    found.append(Walk().begins().answers_all().does(MoveKind.SEND).prescreen)
    found.append(Walk().begins().answers_all().does(MoveKind.SEND).does(MoveKind.AMEND).prescreen)
    return [*found, *(replace(each, is_paused=True) for each in found if each is not None)]


@pytest.mark.parametrize("kind", list(MoveKind))
def test_every_move_from_every_place_shows_something_and_invents_no_answer(kind: MoveKind) -> None:
    count = 0
    for place in places():
        for question in (None, place.question if place else None, "pregnancy", "never_asked"):
            for value in (None, *Value):
                walk = Walk(prescreen=place)
                walk.does(kind, "w", question=question, value=value, choice="discreet")
                count += 1
                assert walk.shown
                after = walk.prescreen
                if after is None or place is None:
                    continue
                new = {name for name in after.answers if after.answers[name] != place.answers.get(name)}
                # An addition goes to the answer that it names, or is kept for that question.
                added_to = {question} & set(ORDER) if kind in (MoveKind.ADD, MoveKind.RESTATE) else set()
                assert new <= {place.question} | added_to, f"{kind} on {question} changed {new}"
                assert after.consent == place.consent or place.stage is Stage.CONSENT
                assert set(place.answers) <= set(after.answers), "no answer is lost"
    assert count > 1000


def test_a_button_stands_for_its_move_and_back() -> None:
    for kind in MoveKind:
        for each in (Move(kind=kind), Move(kind=kind, question="pregnancy", value=Value.NO, choice="discreet")):
            assert Move.from_payload(each.as_payload()) == each
    for broken in ("", "send", "send:::x:", "fly:::", "answer:pregnancy:perhaps:", "answer:Pregnancy::"):
        with pytest.raises(ValueError, match=r".*"):
            Move.from_payload(broken)


def test_there_is_one_outcome_and_only_for_what_was_sent(at_review: Walk) -> None:
    assert [outcome.value for outcome in Outcome] == ["routed_to_clinician"]
    assert at_review.here.outcome is None
    assert at_review.does(MoveKind.SEND).here.outcome is Outcome.ROUTED_TO_CLINICIAN
    assert Prescreen(1).outcome is None
    assert at_review.now > NOON
