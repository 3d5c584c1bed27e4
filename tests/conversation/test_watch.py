"""Staying with a person who was in danger: what is said when, and that worry ends only as it may."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.acts import Act, Answer, Clarify, NotCovered, Part, RequestPerson, Say, Simply
from bot.conversation.after_alarm import fits
from bot.conversation.care import ALARMING, CARE_CHOICES
from bot.conversation.care_beside import CALM_TURNS, beside_care
from bot.conversation.care_dialogue import reply_to_care
from bot.conversation.care_given import in_danger, tapped
from bot.conversation.care_said import care_once_more, contact_heard, first_support
from bot.conversation.phrases.care_replies import Question, asks_about_means
from bot.conversation.watch import Watch, is_close, lets_go_on, reports_help, takes_contact
from bot.library.kinds import Kind
from bot.library.texts import ApprovedTexts, ChoiceId, TextId, read_texts
from bot.safety.dangers import Danger
from bot.settings import PROJECT
from tests.conversation.act_readings import buttons_of, texts_of

CRISES = [danger for danger in Danger if not danger.is_emergency]
# Where the emergency number is said again and again.
URGENT = (Danger.OVERDOSE, Danger.MEDICAL, Danger.VIOLENCE)
EMERGENCIES = [danger for danger in Danger if danger.is_emergency]
UNDER_ANSWERS = (TextId.SUPPORT_LINE, TextId.NOT_EMERGENCY_CARE)
ANSWER = Answer(entry="what_is_kap")


@pytest.fixture(scope="module")
def texts() -> ApprovedTexts:
    return read_texts(PROJECT / "content")


def watched(danger: Danger = Danger.SUICIDE) -> Watch:
    """After the first message of danger."""
    return in_danger(None, danger, "")[1]


def after(watch: Watch, *texts: str) -> tuple[list[TextId], Watch]:
    """What is said to the last of these, each a reply."""
    acts: list[Part] = []
    for text in texts:
        heard = reply_to_care(watch, text)
        assert heard is not None, text
        acts, watch = heard
    return texts_of(acts), watch


# Danger, again and again


@pytest.mark.parametrize("danger", [danger for danger in CRISES if danger not in (*URGENT, Danger.OTHER_PERSON)])
def test_each_crisis_has_words_of_its_own_and_then_others_by_turns(danger: Danger) -> None:
    watch, heard = None, []
    for _ in range(5):
        acts, watch = in_danger(watch, danger, "i can't go on")
        heard += texts_of(acts)
    assert heard[0] is first_support(danger).text
    assert heard[1:] == [TextId.CRISIS_AGAIN, TextId.CRISIS_THIRD, TextId.CRISIS_AGAIN, TextId.CRISIS_THIRD]


@pytest.mark.parametrize("danger", URGENT)
def test_an_emergency_never_reads_the_same_twice_in_a_row(danger: Danger) -> None:
    watch, heard = None, []
    for _ in range(4):
        acts, watch = in_danger(watch, danger, "help")
        heard += texts_of(acts)
    first = first_support(danger).text
    assert heard == [first, TextId.EMERGENCY_AGAIN, first, TextId.EMERGENCY_AGAIN]


@pytest.mark.parametrize("milder", CRISES)
@pytest.mark.parametrize("graver", list(Danger))
def test_another_kind_of_danger_gets_its_own_first_words(milder: Danger, graver: Danger) -> None:
    watch = watched(milder)
    acts, watch = in_danger(watch, graver, "now this")
    assert (texts_of(acts)[0] is first_support(graver).text) is (milder is not graver)
    assert watch.danger is graver


@pytest.mark.parametrize("emergency", EMERGENCIES)
@pytest.mark.parametrize("danger", CRISES)
def test_an_emergency_is_not_forgotten_over_a_danger_of_another_kind(emergency: Danger, danger: Danger) -> None:
    acts, watch = in_danger(watched(emergency), danger, "i want to die")
    about_oneself = danger in (Danger.SUICIDE, Danger.SELF_HARM)
    assert texts_of(acts) == [TextId.EMERGENCY_AGAIN, *([] if about_oneself else [first_support(danger).text])]
    assert watch.danger is emergency
    for text in ("kinda sleepy", "im so dizzy", "cant feel my legs", "feeling cold", "no"):
        words, watch = after(watch, text)
        assert words[0] in (TextId.EMERGENCY_AGAIN, first_support(emergency).text)
    assert texts_of(in_danger(watch, danger, "now this")[0])[1:] == (
        [] if about_oneself or danger in watch.shown else [first_support(danger).text]
    )


def test_after_a_word_on_safety_a_danger_of_another_kind_is_met_as_its_own() -> None:
    _, safe = after(watched(Danger.OVERDOSE), "i'm safe now")
    acts, watch = in_danger(safe, Danger.SUICIDE, "i want to die")
    assert texts_of(acts) == [TextId.CRISIS_SUICIDE]
    assert watch.danger is Danger.SUICIDE


@pytest.mark.parametrize("emergency", EMERGENCIES)
def test_the_emergency_number_comes_before_any_answer_until_help_is_called(emergency: Danger) -> None:
    watch: Watch | None = watched(emergency)
    numbers = (TextId.EMERGENCY_AGAIN, first_support(emergency).text)
    for act in (ANSWER, Simply(entry="what_is_kap"), ANSWER):
        assert watch is not None
        acts, watch = beside_care(watch, [act], "what is kap", False)
        assert texts_of(acts)[0] in numbers
        assert acts[1] == act
    _, helped = after(watched(emergency), "i called 911")
    for calmer in (helped, tapped(watched(emergency), ChoiceId.I_AM_SAFE)[1]):
        assert not set(numbers) & set(texts_of(beside_care(calmer, [ANSWER], "what is kap", False)[0]))


@pytest.mark.parametrize("text", ["so anyway how long is a session", "ok and what is ketamine", "what is kap"])
def test_a_question_is_one_whatever_it_begins_with(text: str) -> None:
    assert fits([ANSWER], text, is_emergency=True)
    assert not fits([ANSWER], "so anyway the treatment", is_emergency=True)


def test_the_third_words_come_third_even_with_a_calm_message_between() -> None:
    _, watch = in_danger(watched(), Danger.SUICIDE, "again")
    _, still = beside_care(watch, [ANSWER], "what is kap", False)
    assert still is not None
    assert texts_of(in_danger(still, Danger.SUICIDE, "again")[0]) == [TextId.CRISIS_THIRD]


def test_the_direct_question_is_asked_about_oneself_only_and_its_buttons_come_only_with_it() -> None:
    for danger in Danger:
        acts, watch = in_danger(None, danger, "")
        asks = danger in (Danger.SUICIDE, Danger.SELF_HARM)
        assert (ChoiceId.SAFETY_YES in buttons_of(acts)) is asks
        assert (watch.asked is Question.ENDING_LIFE) is asks
        assert ChoiceId.NOT_MEANT in buttons_of(acts)
        again, watch = in_danger(watch, danger, "")
        assert ChoiceId.SAFETY_NO not in buttons_of(again)
        assert watch.asked is None


def test_a_grave_yes_is_met_as_a_yes() -> None:
    acts, _ = in_danger(watched(), Danger.SUICIDE, "yes i want to die")
    assert texts_of(acts) == [TextId.CRISIS_YES]
    acts, _ = in_danger(watched(), Danger.OVERDOSE, "yes i took them all")
    assert texts_of(acts) == [TextId.EMERGENCY_OVERDOSE]


def test_what_is_to_happen_now_is_met_with_the_emergency_number() -> None:
    acts, watch = in_danger(watched(), Danger.SUICIDE, "i am going to kill myself tonight")
    assert texts_of(acts) == [TextId.CRISIS_YES]
    acts, _ = in_danger(watch, Danger.SUICIDE, "tonight, really")
    assert texts_of(acts) == [TextId.CRISIS_AGAIN]


def test_danger_takes_back_that_someone_is_safe() -> None:
    _, watch = tapped(watched(), ChoiceId.I_AM_SAFE)
    _, watch = in_danger(watch, Danger.SUICIDE, "no i don't want to be here")
    assert not watch.said_safe


# Replies


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("yeah", ChoiceId.SAFETY_YES),
        ("yes but not today", ChoiceId.SAFETY_YES),
        ("i'm not safe", ChoiceId.SAFETY_YES),
        ("no", ChoiceId.SAFETY_NO),
        ("no i'm not", ChoiceId.SAFETY_NO),
        ("idk", ChoiceId.SAFETY_UNSURE),
        ("no not really", ChoiceId.SAFETY_UNSURE),
        ("not right now", ChoiceId.SAFETY_UNSURE),
        ("that's not what I meant", ChoiceId.NOT_MEANT),
        ("can the clinic call me", ChoiceId.TELL_CLINIC),
    ],
)
def test_typing_leads_where_the_button_leads(text: str, choice: ChoiceId) -> None:
    assert reply_to_care(watched(), text) == tapped(watched(), choice)


@pytest.mark.parametrize("danger", [Danger.SUICIDE, Danger.SELF_HARM])
def test_each_answer_has_its_own_words(danger: Danger) -> None:
    expected = {
        ChoiceId.SAFETY_YES: TextId.CRISIS_YES,
        ChoiceId.SAFETY_NO: TextId.CRISIS_NO,
        ChoiceId.SAFETY_UNSURE: TextId.CRISIS_UNSURE,
        ChoiceId.NOT_MEANT: TextId.CRISIS_MISREAD,
    }
    for choice, text in expected.items():
        assert texts_of(tapped(watched(danger), choice)[0]) == [text]


@pytest.mark.parametrize(
    "text", ["no one would care", "no i don't want to be here", "no thanks", "i'm ok with dying", "no reason to live"]
)
def test_no_dark_word_that_begins_with_no_is_taken_for_safe(text: str) -> None:
    heard = reply_to_care(watched(), text)
    assert heard is None or not heard[1].said_safe
    _, still = beside_care(watched(), [ANSWER], text, True)
    assert still is not None
    assert not still.said_safe


def test_a_no_to_other_words_than_the_question_is_no_answer_to_it() -> None:
    _, watch = in_danger(watched(), Danger.SUICIDE, "again")
    words, watch = after(watch, "no")
    assert words == [TextId.CRISIS_THIRD]
    assert not watch.said_safe


def test_a_late_yes_is_still_one() -> None:
    _, watch = in_danger(watched(), Danger.SUICIDE, "again")
    assert after(watch, "yes but not today")[0] == [TextId.CRISIS_YES]
    assert after(watch, "yes i will call them")[0] == [TextId.CRISIS_THIRD]


def test_who_cannot_call_is_not_left_with_small_talk() -> None:
    _, watch = tapped(watched(), ChoiceId.SAFETY_YES)
    assert after(watch, "i can't")[0] == [TextId.CRISIS_AGAIN]
    assert after(watched(Danger.OVERDOSE), "i can't")[0] == [TextId.EMERGENCY_AGAIN]
    assert not fits([Say(text=TextId.HEARD_NO)], "nah not doing that", is_emergency=False)
    assert texts_of(care_once_more(watch)[0]) == [TextId.CRISIS_AGAIN]


def test_silence_is_met_once_and_leaves_the_question_open() -> None:
    acts, watch = beside_care(watched(), [ANSWER], "what is kap", False)
    assert texts_of(acts) == [TextId.CRISIS_SILENCE, TextId.NOT_EMERGENCY_CARE]
    assert ANSWER in acts
    assert watch is not None
    assert after(watch, "no")[0] == [TextId.CRISIS_NO]
    acts, watch = beside_care(watch, [ANSWER], "what is kap", False)
    assert texts_of(acts) == [TextId.NOT_EMERGENCY_CARE]


def test_a_no_before_a_question_is_heard_and_the_question_answered() -> None:
    text = "I'm fine thanks, what is KAP"
    assert reply_to_care(watched(), text) is None
    acts, watch = beside_care(watched(), [ANSWER], text, False)
    assert [texts_of(acts), acts[1]] == [[TextId.CRISIS_NO, TextId.NOT_EMERGENCY_CARE], ANSWER]
    assert watch is not None
    assert (watch.said_safe, watch.calm_turns) == (True, 0)


def test_a_misreading_is_softened_and_asks_whether_the_person_is_safe() -> None:
    words, watch = after(watched(), "that's not what i meant")
    assert words == [TextId.CRISIS_MISREAD]
    assert not watch.said_safe
    assert after(watch, "yes")[0] == [TextId.CRISIS_SAFE]
    assert after(watch, "yes")[1].said_safe
    assert after(watch, "no")[0] == [TextId.CRISIS_YES]
    assert after(watch, "not really")[0] == [TextId.CRISIS_UNSURE]
    assert after(watch, "you misunderstood")[0] == [TextId.DENIAL_HEARD]


def test_a_denial_that_was_heard_can_be_made_to_count() -> None:
    acts, watch = beside_care(watched(), [Say(text=TextId.DENIAL_HEARD)], "i would not do such a thing to them", False)
    assert texts_of(acts) == [TextId.DENIAL_HEARD, TextId.SUPPORT_LINE]
    assert buttons_of(acts) == [ChoiceId.I_AM_SAFE]
    assert watch is not None
    assert not watch.said_safe


# Contact


def test_a_name_without_a_number_may_be_tried_again_once() -> None:
    words, watch = after(watched(), "contact me", "Anna")
    assert words == [TextId.CONTACT_UNCLEAR]
    assert watch.contact_asked
    assert reply_to_care(watch, "Anna!") is None


def test_no_to_contact_is_no_word_on_safety() -> None:
    words, watch = after(watched(), "contact me", "no I'm fine")
    assert words == [TextId.CONTACT_DECLINED]
    assert (watch.contact_asked, watch.said_safe) == (False, False)


def test_a_question_instead_of_a_number_is_left_to_be_answered_and_the_number_may_come_later() -> None:
    _, watch = after(watched(), "contact me")
    assert reply_to_care(watch, "how long does a session take?") is None
    _, still = beside_care(watch, [ANSWER], "how long does a session take?", False)
    assert still is not None
    assert still.contact_asked
    words, done = contact_heard(still, TextId.CONTACT_KEPT)
    assert texts_of(words) == [TextId.CONTACT_KEPT]
    assert not done.contact_asked


def test_danger_in_place_of_a_number_leaves_the_offer_open() -> None:
    _, watch = after(watched(), "contact me")
    assert in_danger(watch, Danger.SUICIDE, "what for, i will be dead")[1].contact_asked


def test_a_number_that_comes_unasked_is_for_the_clinic_unless_another_may_hold_the_phone() -> None:
    assert takes_contact(watched())
    assert not takes_contact(watched(Danger.VIOLENCE))
    assert after(watched(Danger.VIOLENCE), "212 555 0142")[0] == [TextId.CONTACT_CHECKED]


def test_a_number_that_was_checked_is_kept_when_it_comes_once_more() -> None:
    words, watch = after(watched(Danger.VIOLENCE), "call me on 212 555 0142")
    assert words == [TextId.CONTACT_CHECKED]
    assert takes_contact(watch)
    assert after(watched(Danger.VIOLENCE), "contact me")[0] == [TextId.CONTACT_ASKED]


# What comes next


@pytest.mark.parametrize(
    "text",
    ["its in my hand", "too late", "now", "i just did it", "send someone", "44 5th ave apt 2", "can you call 911"],
)
def test_what_happens_now_is_met_with_the_emergency_number(text: str) -> None:
    assert after(watched(), text)[0] == [TextId.CRISIS_YES]
    assert after(watched(Danger.OVERDOSE), text)[0] == [TextId.EMERGENCY_AGAIN]


@pytest.mark.parametrize(
    "text", ["nvm", "it's nothing", "i'm fine", "feel a bit better", "forget it", "i was just tired"]
)
def test_what_is_smoothed_over_is_met_softly_in_a_crisis_and_not_at_all_in_an_emergency(text: str) -> None:
    _, asked = in_danger(watched(), Danger.SUICIDE, "again")
    words, watch = after(asked, text)
    assert words == [TextId.CRISIS_MISREAD]
    assert not watch.said_safe
    assert after(watched(Danger.OVERDOSE), text)[0] == [TextId.EMERGENCY_AGAIN]


@pytest.mark.parametrize(
    "text",
    [
        "i called 988. theyre helping",
        "ok i called them",
        "the ambulance is here",
        "calling now",
    ],
)
@pytest.mark.parametrize("danger", [Danger.SUICIDE, Danger.OVERDOSE, Danger.OTHER_PERSON])
def test_that_help_is_there_is_heard(text: str, danger: Danger) -> None:
    words, watch = after(watched(danger), text)
    assert words == [TextId.CRISIS_HELP_REACHED]
    assert (calm(watch, CALM_TURNS) is None) is not danger.is_emergency


@pytest.mark.parametrize(
    "text", ["nobody is coming", "should i call them", "i called them but they hung up", "will the police come"]
)
def test_help_that_is_in_doubt_is_not_taken_for_help(text: str) -> None:
    heard = reply_to_care(watched(Danger.OVERDOSE), text)
    assert heard is None or texts_of(heard[0]) == [TextId.EMERGENCY_AGAIN]


def test_who_comes_home_to_violence_is_no_help() -> None:
    assert after(watched(Danger.VIOLENCE), "my husband is here")[0] == [TextId.EMERGENCY_AGAIN]


OWN_PEOPLE = (
    "I called my husband", "i texted my sister", "i told a friend", "messaged my roommate", "my mom is here",
    "im with my brother now", "she picked up", "my friends are coming",
)  # fmt: skip


@pytest.mark.parametrize("text", OWN_PEOPLE)
@pytest.mark.parametrize("danger", URGENT)
def test_own_people_are_no_emergency_help(text: str, danger: Danger) -> None:
    heard = reply_to_care(watched(danger), text)
    if heard is None:
        # Then care stays, since the alarm is close.
        assert danger is Danger.VIOLENCE
        assert text in ("she picked up", "im with my brother now")
        return
    assert texts_of(heard[0]) == [TextId.EMERGENCY_AGAIN]
    assert (heard[1].helped, heard[1].said_safe) == (False, False)
    assert is_close(heard[1])


@pytest.mark.parametrize("text", OWN_PEOPLE)
@pytest.mark.parametrize("danger", [Danger.SUICIDE, Danger.OTHER_PERSON])
def test_own_people_are_met_warmly_in_a_crisis_and_worry_stays(text: str, danger: Danger) -> None:
    words, watch = after(watched(danger), text)
    assert words == [TextId.CRISIS_HELP_REACHED]
    assert not watch.said_safe
    assert calm(watch, CALM_TURNS + 2) is not None
    assert after(watch, "my sister is with me")[1].said_safe is False


@pytest.mark.parametrize(
    "text", ["i called my mom and 911", "my husband called an ambulance", "my dad is taking me to the er"]
)
@pytest.mark.parametrize("danger", URGENT)
def test_own_people_who_call_for_help_are_help(text: str, danger: Danger) -> None:
    assert after(watched(danger), text)[0] == [TextId.CRISIS_HELP_REACHED]


@pytest.mark.parametrize(
    "text",
    [
        "they are coming", "he's at the door", "he's back", "hes breaking the door", "he's in the house",
        "they found me", "someone is at the door", "he wont stop", "hes kicking the door in",
        "i'm hiding in the bathroom",
        "he is trying to get in", "my ex is outside", "they're here",
    ],
)  # fmt: skip
def test_who_is_at_the_door_is_met_with_the_emergency_number_again_and_again(text: str) -> None:
    for watch in (watched(Danger.VIOLENCE), calm(watched(Danger.VIOLENCE), 3)):
        assert watch is not None
        words, now = after(watch, text)
        assert words == [TextId.EMERGENCY_AGAIN]
        assert after(now, text)[0] == [TextId.CRISIS_VIOLENCE]


def test_after_a_call_they_are_those_who_help() -> None:
    _, helped = after(watched(Danger.VIOLENCE), "i called the police")
    assert after(helped, "they are coming")[0] == [TextId.CRISIS_HELP_STAYS]
    assert after(helped, "they are coming with guns")[0] == [TextId.EMERGENCY_AGAIN]
    assert after(helped, "he's back")[0] == [TextId.EMERGENCY_AGAIN]


@pytest.mark.parametrize("text", ["he is not going to come back", "thank you", "my sister is nice"])
def test_who_is_away_is_not_at_the_door(text: str) -> None:
    assert reply_to_care(watched(Danger.VIOLENCE), text) is None


ALARMS_AGAIN = (
    TextId.CRISIS_AGAIN, TextId.CRISIS_THIRD, TextId.CRISIS_OTHER_AGAIN, TextId.CRISIS_YES, TextId.EMERGENCY_AGAIN,
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "nobody is coming", "they didnt come", "the ambulance never came", "no one is picking up", "they hung up",
        "i lied", "i lied i didnt call", "i never called anyone", "im alone again", "its getting worse", "help me",
        "what should i do", "what now", "911 put me on hold",
    ],
)  # fmt: skip
@pytest.mark.parametrize("danger", list(Danger))
@pytest.mark.parametrize("calm_turns", [0, 1])
def test_help_that_fails_after_all_brings_the_alarm_back(text: str, danger: Danger, calm_turns: int) -> None:
    words, watch = after(watched(danger), "i called 911")
    assert words == [TextId.CRISIS_HELP_REACHED]
    still = calm(watch, calm_turns)
    assert still is not None
    words, now = after(still, text)
    assert words[0] in (*ALARMS_AGAIN, first_support(danger).text)
    assert (now.said_safe, now.helped) == (False, False)


@pytest.mark.parametrize("text", ["im getting sleepy", "cant keep my eyes open", "she isnt breathing", "i threw up"])
def test_what_gets_worse_is_heard_in_an_emergency_even_after_help_or_a_word_on_safety(text: str) -> None:
    for lead in ("i called my mom", "i'm safe"):
        _, watch = after(watched(Danger.OVERDOSE), lead)
        assert after(watch, text)[0][0] in (TextId.EMERGENCY_AGAIN, TextId.EMERGENCY_OVERDOSE)


@pytest.mark.parametrize(
    "text", ["will ketamine make me sleepy?", "does nobody answer at the clinic?", "i lied about my age", "is kap safe"]
)
@pytest.mark.parametrize("danger", [Danger.OVERDOSE, Danger.VIOLENCE, Danger.SUICIDE])
def test_an_ordinary_message_after_a_word_on_safety_brings_no_alarm_back(text: str, danger: Danger) -> None:
    _, watch = tapped(watched(danger), ChoiceId.I_AM_SAFE)
    assert reply_to_care(watch, text) is None


@pytest.mark.parametrize("danger", URGENT)
def test_help_that_was_called_is_no_word_on_safety_and_a_thanks_after_it_no_new_alarm(danger: Danger) -> None:
    _, watch = after(watched(danger), "i called 911")
    assert is_close(watch)
    assert calm(watch, 5) is not None
    assert after(watch, "ok thanks")[0] == [TextId.CRISIS_HELP_STAYS]


@pytest.mark.parametrize("danger", list(Danger))
def test_a_lie_is_taken_back_whatever_the_danger_and_whatever_came_between(danger: Danger) -> None:
    _, safe = tapped(watched(danger), ChoiceId.I_AM_SAFE)
    for watch in (safe, calm(safe, 1), calm(watched(danger), 3)):
        assert watch is not None
        words, now = after(watch, "i lied")
        assert words[0] in (*ALARMS_AGAIN, first_support(danger).text)
        assert not now.said_safe


@pytest.mark.parametrize("text", ["she says shes fine", "she seems ok", "he told me he is ok", "shes awake"])
def test_somebody_who_feels_well_still_needs_help_in_an_emergency(text: str) -> None:
    for danger in EMERGENCIES:
        assert after(watched(danger), text)[0] == [TextId.EMERGENCY_AGAIN]
        _, helped = after(watched(danger), "the paramedics are with her")
        assert after(helped, text)[0] == [TextId.CRISIS_HELP_STAYS]


def test_hearsay_is_no_news_of_help_for_somebody_who_may_end_their_life() -> None:
    assert reply_to_care(watched(Danger.OTHER_PERSON), "she says shes fine") is None
    _, helped = after(watched(Danger.OTHER_PERSON), "i called them")
    assert after(helped, "she is safe now")[0] == [TextId.CRISIS_OTHER_WELL]


@pytest.mark.parametrize("text", ["he's coming", "hes here", "my ex is at the door", "he has a knife", "help me"])
def test_a_question_between_does_not_make_the_cry_of_somebody_who_is_hit_senseless(text: str) -> None:
    watch = calm(watched(Danger.VIOLENCE), 1)
    assert watch is not None
    assert is_close(watch)
    assert after(watch, text)[0] == [TextId.EMERGENCY_AGAIN]


@pytest.mark.parametrize(
    "text",
    ["he left", "its ok he stopped", "he is in jail", "hes asleep now", "ok he stopped hitting me", "its over now"],
)
def test_that_the_one_who_hits_is_away_is_heard_softly_and_worry_stays_close(text: str) -> None:
    words, watch = after(watched(Danger.VIOLENCE), text)
    assert words == [TextId.CRISIS_VIOLENCE_QUIET]
    assert is_close(watch)
    assert not lets_go_on(watch)
    assert after(watch, "hes back")[0] == [TextId.EMERGENCY_AGAIN]


@pytest.mark.parametrize(
    "text",
    ["he left but he will be back", "she passed out", "the police left", "he is not coming back", "has he left?"],
)
def test_what_is_not_surely_over_is_not_heard_so(text: str) -> None:
    heard = reply_to_care(watched(Danger.VIOLENCE), text)
    assert heard is None or texts_of(heard[0]) != [TextId.CRISIS_VIOLENCE_QUIET]


@pytest.mark.parametrize("text", ["hes gone, police are here", "police are here he ran away"])
def test_that_he_is_gone_takes_nothing_from_a_report_of_help(text: str) -> None:
    assert reports_help(watched(Danger.VIOLENCE), text)
    assert after(watched(Danger.VIOLENCE), text)[0] == [TextId.CRISIS_HELP_REACHED]
    assert not reports_help(watched(Danger.VIOLENCE), f"{text} but he hit me")
    assert not reports_help(watched(Danger.OTHER_PERSON), "hes gone, police are here")


def test_who_fears_for_somebody_else_reads_what_to_do_for_them_each_time() -> None:
    watch, heard = None, []
    for text in ("my friend says she will jump", "shes on the roof", "she is on the edge now"):
        acts, watch = in_danger(watch, Danger.OTHER_PERSON, text)
        heard += texts_of(acts)
    assert heard == [TextId.CRISIS_OTHER_PERSON, TextId.CRISIS_OTHER_AGAIN, TextId.CRISIS_OTHER_PERSON]


@pytest.mark.parametrize("thanks", ["thanks", "danke", "ok thanks", "thank you so much", "merci beaucoup", "ty"])
@pytest.mark.parametrize("danger", [Danger.SUICIDE, Danger.SELF_HARM])
def test_who_says_thanks_after_a_yes_is_not_sent_off(danger: Danger, thanks: str) -> None:
    words, watch = after(watched(danger), "yes", thanks)
    assert words == [TextId.CRISIS_NEAR]
    assert takes_contact(watch)
    assert is_close(watch)
    assert after(watch, "no")[0][0] in (TextId.CRISIS_AGAIN, TextId.CRISIS_THIRD)


@pytest.mark.parametrize("thanks", ["thanks", "ok thanks", "danke", "thank you so much"])
def test_who_may_hurt_another_and_says_thanks_is_not_told_to_stay_close_to_someone(thanks: str) -> None:
    words, watch = after(watched(Danger.THREAT), thanks)
    assert words[0] in (TextId.CRISIS_AGAIN, TextId.CRISIS_THIRD)
    words, watch = after(watch, thanks)
    assert words == [TextId.CRISIS_THREAT]
    assert is_close(watch)


@pytest.mark.parametrize("text", ["fine", "nvm", "its nothing"])
def test_a_bare_word_after_what_is_smoothed_over_does_not_close_it(text: str) -> None:
    _, asked = in_danger(watched(), Danger.SUICIDE, "again")
    _, watch = after(asked, text)
    assert (watch.asked, watch.not_meant) == (Question.SAFE, False)
    assert not lets_go_on(watch)
    assert texts_of(care_once_more(watch)[0]) == [TextId.CRISIS_SILENCE]


@pytest.mark.parametrize("text", ["ok", "yes", "go on", "continue", "yeah sure"])
def test_a_bare_word_in_a_home_with_violence_is_not_told_to_shout(text: str) -> None:
    for lead in ([], ["he left"], ["im out of the house"], ["i got away"]):
        words, watch = after(watched(Danger.VIOLENCE), *lead, text)
        assert words == [TextId.CRISIS_VIOLENCE_NEAR]
        assert texts_of(care_once_more(watch)[0]) == [TextId.CRISIS_VIOLENCE]
        for cry in ("help me", "hes back", "he is at the door"):
            assert after(watch, cry)[0] == [TextId.EMERGENCY_AGAIN]


@pytest.mark.parametrize("text", ["im out of the house", "we got out", "i'm at a friend's place", "he is gone"])
def test_who_is_out_of_the_house_reads_what_fits(text: str) -> None:
    assert after(watched(Danger.VIOLENCE), text)[0] == [TextId.CRISIS_VIOLENCE_QUIET]


@pytest.mark.parametrize(
    "text", ["i am at my dad's house", "im at my parents place", "i'm at my brother's", "i'm at my boy friend's house"]
)
def test_a_home_of_kin_or_of_a_partner_may_be_where_it_happens(text: str) -> None:
    heard = reply_to_care(watched(Danger.VIOLENCE), text)
    assert heard is None or texts_of(heard[0]) != [TextId.CRISIS_VIOLENCE_QUIET]


@pytest.mark.parametrize("text", ["not safe", "i can't", "no", "i'm not safe", "i don't know", "no i cant"])
def test_who_is_hit_and_says_less_than_yes_reads_the_number_again(text: str) -> None:
    assert after(watched(Danger.VIOLENCE), text)[0] == [TextId.EMERGENCY_AGAIN]


@pytest.mark.parametrize("text", ["she is ok now", "he's safe", "she is fine thank god", "ok she is home now"])
def test_that_another_is_well_again_lets_the_worried_one_go_on(text: str) -> None:
    words, watch = after(watched(Danger.OTHER_PERSON), text)
    assert words == [TextId.CRISIS_OTHER_WELL]
    assert lets_go_on(watch)
    assert not lets_go_on(after(watched(Danger.OTHER_PERSON), "the ambulance is with her")[1])
    assert not lets_go_on(in_danger(watch, Danger.OTHER_PERSON, "she is on the roof")[1])


@pytest.mark.parametrize("text", ["i lied its me", "its actually me", "ok fine its about me", "the friend is me"])
def test_who_turns_out_to_be_the_one_in_danger_is_asked_directly(text: str) -> None:
    words, watch = after(watched(Danger.OTHER_PERSON), text)
    assert words == [TextId.CRISIS_SUICIDE]
    assert (watch.danger, watch.asked) == (Danger.SUICIDE, Question.ENDING_LIFE)
    assert after(watch, "i mean my sister is")[0] == [TextId.CRISIS_OTHER_AGAIN]
    for danger in EMERGENCIES:
        words, watch = after(watched(danger), text)
        assert words == [TextId.EMERGENCY_AGAIN]
        assert watch.danger is danger


def test_who_feels_as_the_other_does_is_asked_directly() -> None:
    for text in ("me too", "so do i", "she is fine but im not"):
        assert after(watched(Danger.OTHER_PERSON), text)[0] == [TextId.CRISIS_SUICIDE]
    _, well = after(watched(Danger.OTHER_PERSON), "she is ok now")
    assert reply_to_care(well, "me too") is None
    assert after(well, "she is fine but im not")[0] == [TextId.CRISIS_SUICIDE]


@pytest.mark.parametrize(
    "text",
    ["she is home with pills", "she is fine on the floor", "he is ok with dying", "she is not ok", "she is better dead",
     "she is alive barely", "he is home alone", "she is safe from nobody"],
)  # fmt: skip
def test_a_word_of_being_well_beside_others_does_not_close_the_matter(text: str) -> None:
    heard = reply_to_care(watched(Danger.OTHER_PERSON), text)
    assert heard is None or not heard[1].said_safe


@pytest.mark.parametrize("own", [Danger.SUICIDE, Danger.SELF_HARM])
def test_that_another_is_well_leaves_what_they_said_of_themselves_open(own: Danger) -> None:
    _, watch = in_danger(watched(own), Danger.OTHER_PERSON, "my sister wants to kill herself")
    words, now = after(watch, "she is fine")
    assert words[0] in ALARMS_AGAIN
    assert (now.danger, now.said_safe) == (own, False)
    assert not lets_go_on(now)


@pytest.mark.parametrize("text", ["i mean my sister is", "its my best friend not me", "no i meant my brother"])
def test_who_speaks_of_another_after_all_reads_what_to_do_for_them(text: str) -> None:
    words, watch = after(watched(), text)
    assert words == [TextId.CRISIS_OTHER_PERSON]
    assert watch.danger is Danger.OTHER_PERSON
    assert not lets_go_on(watch)


@pytest.mark.parametrize(
    ("danger", "text"),
    [
        (Danger.OVERDOSE, "i did not take anything"),
        (Danger.OVERDOSE, "no i mean in general"),
        (Danger.OVERDOSE, "i mean i took on too much at work"),
        (Danger.OVERDOSE, "not pills"),
        (Danger.SUICIDE, "its for my boat"),
        (Danger.VIOLENCE, "10 years ago, my ex"),
        (Danger.SUICIDE, "sorry i lied, i'm fine"),
    ],
)
def test_a_correction_is_met_softly_and_asked_back_on(danger: Danger, text: str) -> None:
    words, watch = after(watched(danger), text)
    assert words == [TextId.CRISIS_MISREAD]
    assert is_close(watch)
    assert not watch.said_safe
    # Where minutes count, a correction is no leave to talk of other things.
    assert lets_go_on(watch) is not danger.is_emergency
    _, again = in_danger(watch, danger, "i want to die")
    assert not lets_go_on(again)


@pytest.mark.parametrize(
    "text", ["i did not take anything", "i havent taken them", "didnt swallow any", "took nothing", "never took any"]
)
def test_a_bare_yes_after_a_denial_of_having_taken_anything_is_no_word_on_safety(text: str) -> None:
    for reply in ("yes", "yeah", "yep i am", "ok yes"):
        words, watch = after(watched(Danger.OVERDOSE), text)
        assert words == [TextId.CRISIS_MISREAD]
        heard = reply_to_care(watch, reply)
        assert heard is not None
        assert not heard[1].said_safe
    _, safe = after(watch, "i am safe")
    assert safe.said_safe


@pytest.mark.parametrize(
    ("danger", "alarming", "text"),
    [
        (Danger.SUICIDE, "i want to kill myself", "it is about my marriage"),
        (Danger.SUICIDE, "i want to kill myself", "it's about my job"),
        (Danger.SUICIDE, "i want to kill myself", "my marriage i mean"),
        (Danger.SUICIDE, "i want to kill myself", "i'm moving to pills"),
        (Danger.SUICIDE, "i want to die", "im moving to ohio"),
        (Danger.THREAT, "i'm going to stab him", "it's about my job"),
        (Danger.THREAT, "i want to kill my husband", "it is about my marriage"),
        (Danger.OVERDOSE, "i took two bottles of tylenol", "i mean two"),
        (Danger.OVERDOSE, "i took a bottle of tylenol", "it was one"),
        (Danger.OVERDOSE, "i took 20 bottles", "i meant 2 not 20"),
        (Danger.OVERDOSE, "i took 40 pills", "i meant 4"),
    ],
)
def test_the_reason_for_it_or_a_lone_number_quiets_no_alarm(danger: Danger, alarming: str, text: str) -> None:
    heard = reply_to_care(in_danger(None, danger, alarming)[1], text)
    assert heard is None or (TextId.CRISIS_MISREAD not in texts_of(heard[0]) and not heard[1].not_meant)


def test_loose_words_are_put_right_until_plain_ones_come() -> None:
    _, watch = in_danger(None, Danger.SUICIDE, "i want to end it")
    assert after(watch, "my marriage i mean")[0] == [TextId.CRISIS_MISREAD]
    for _, graver in (in_danger(watch, Danger.SUICIDE, "i want to die"), tapped(watch, ChoiceId.SAFETY_YES)):
        _, again = in_danger(graver, Danger.SUICIDE, "i want to end it")
        assert not again.loosely_said
        assert reply_to_care(again, "my marriage i mean") is None


@pytest.mark.parametrize("text", ["yes", "yes yes", "no", "yeah"])
def test_a_bare_word_after_fewer_tablets_is_no_word_on_safety(text: str) -> None:
    _, watch = in_danger(None, Danger.OVERDOSE, "i took 40 pills")
    words, watch = after(watch, "typo, i meant 4 not 40")
    assert words == [TextId.CRISIS_MISREAD]
    words, watch = after(watch, text)
    assert words == [TextId.EMERGENCY_AGAIN]
    assert not watch.said_safe
    assert after(watch, "i'm safe")[1].said_safe


@pytest.mark.parametrize("danger", list(Danger))
def test_a_mistaken_alarm_lets_somebody_go_on_until_there_is_trouble(danger: Danger) -> None:
    _, watch = tapped(watched(danger), ChoiceId.NOT_MEANT)
    assert lets_go_on(watch)
    for text in ("i lied", "help me"):
        assert not lets_go_on(after(watch, text)[1])
    assert not lets_go_on(tapped(watch, ChoiceId.SAFETY_UNSURE)[1])


@pytest.mark.parametrize("text", ["im in the ambulance", "she is driving me to the ER", "im with my sister now"])
def test_a_report_of_help_alone_is_told_from_one_with_danger_in_it(text: str) -> None:
    assert reports_help(watched(), text)
    assert not reports_help(None, text)
    for dark in ("but i want to die", "and i took more pills", "and he has a gun"):
        assert not reports_help(watched(), f"{text} {dark}")


def test_the_prescreen_goes_on_only_after_a_word_on_safety() -> None:
    _, safe = tapped(tapped(watched(), ChoiceId.NOT_MEANT)[1], ChoiceId.I_AM_SAFE)
    assert lets_go_on(safe)
    assert lets_go_on(None)
    assert not lets_go_on(watched())
    assert not lets_go_on(after(watched(), "i called them")[1])


@pytest.mark.parametrize("other", [Danger.VIOLENCE, Danger.THREAT, Danger.OTHER_PERSON])
@pytest.mark.parametrize("own", [Danger.SUICIDE, Danger.SELF_HARM])
def test_a_no_on_suicide_is_no_word_on_another_danger(other: Danger, own: Danger) -> None:
    _, both = in_danger(watched(other), own, "")
    words, watch = after(both, "no")
    assert words[0] in ALARMING
    assert words[1] is TextId.CRISIS_NO
    assert (watch.danger, watch.said_safe) == (other, False)
    assert not lets_go_on(watch)
    _, tapped_again = tapped(watch, ChoiceId.SAFETY_NO)
    assert not tapped_again.said_safe
    _, safe = after(watch, "i am safe")
    assert safe.said_safe
    assert after(both, "i am safe")[1].said_safe
    assert not after(both, "i called 988")[1].said_safe


@pytest.mark.parametrize("other", [Danger.VIOLENCE, Danger.THREAT, Danger.OTHER_PERSON])
def test_a_mistake_about_suicide_is_none_about_another_danger(other: Danger) -> None:
    for text in ("thats not what i meant", "10 years ago", "i lied im fine"):
        words, watch = after(in_danger(watched(other), Danger.SUICIDE, "")[1], text)
        assert words == [TextId.CRISIS_MISREAD]
        assert watch.danger is other
        assert not lets_go_on(watch)
        assert after(watch, "yes i am safe")[1].said_safe


@pytest.mark.parametrize("choice", [ChoiceId.I_AM_SAFE, ChoiceId.NOT_MEANT])
def test_a_danger_that_was_settled_before_is_not_opened_again_by_a_no(choice: ChoiceId) -> None:
    _, settled = tapped(watched(Danger.VIOLENCE), choice)
    words, watch = after(in_danger(settled, Danger.SUICIDE, "")[1], "no")
    assert words == [TextId.CRISIS_NO]
    assert watch.said_safe


def test_who_spoke_of_themselves_all_along_has_nobody_besides() -> None:
    _, own = after(watched(Danger.OTHER_PERSON), "its me, not my friend")
    assert own.danger is Danger.SUICIDE
    assert own.besides is None


def test_news_in_a_word_said_a_thousand_times_is_read_at_once() -> None:
    for word in ("i", "help", "ok", "they are", "my sister", "in the", "she is"):
        reply_to_care(watched(Danger.OVERDOSE), f"{word} " * 1000)
        reports_help(watched(), f"{word} " * 1000)


@pytest.mark.parametrize("text", ["yes", "actually yes", "actually yes i do", "i lied", "no i'm not safe"])
def test_a_no_can_be_taken_back(text: str) -> None:
    _, watch = after(watched(), "no")
    words, now = after(watch, text)
    assert words == [TextId.CRISIS_YES]
    assert not now.said_safe


NEXT = (
    "getting sleepy", "about 30", "u there?", "help me", "room is spinning", "its been like an hour", "goodnight",
    "my phone is dying", "what now", "not deep", "i have the pills",
)  # fmt: skip


@pytest.mark.parametrize("text", NEXT)
@pytest.mark.parametrize(
    "act", [ANSWER, Clarify(entries=("what_is_kap",)), NotCovered(), RequestPerson(), Say(text=TextId.GREET)]
)
def test_what_follows_an_alarm_is_no_talk_about_kap(text: str, act: Act) -> None:
    for danger in (Danger.SUICIDE, Danger.OVERDOSE):
        heard = reply_to_care(watched(danger), text)
        assert heard is not None or not fits([act], text, is_emergency=danger.is_emergency) or act == ANSWER
    heard = reply_to_care(watched(Danger.OVERDOSE), text)
    assert heard is not None or not fits([act], text, is_emergency=True)


def test_a_plain_question_about_kap_is_answered_right_after_an_alarm_too() -> None:
    assert fits([ANSWER], "how long does it take", is_emergency=False)
    assert not fits([ANSWER], "how long does it take", is_emergency=True)
    assert fits([ANSWER], "how long does one session take", is_emergency=True)
    assert fits([Say(text=TextId.ERASURE_OFFER)], "delete this chat", is_emergency=True)


def test_whoever_says_it_was_taken_wrong_is_not_asked_the_same_again() -> None:
    _, watch = after(watched(), "that's not what i meant")
    acts, still = beside_care(watch, [ANSWER], "how long is a session", False)
    assert texts_of(acts) == [TextId.NOT_EMERGENCY_CARE]
    assert still is not None
    assert not is_close(still)


# The end of worry


def calm(watch: Watch | None, times: int, is_acknowledged: bool = False) -> Watch | None:
    for _ in range(times):
        assert watch is not None
        _, watch = beside_care(watch, [ANSWER], "what is kap", is_acknowledged)
    return watch


@pytest.mark.parametrize("choice", [ChoiceId.SAFETY_NO, ChoiceId.I_AM_SAFE])
def test_worry_ends_with_a_word_on_safety_and_calm_messages(choice: ChoiceId) -> None:
    _, watch = tapped(watched(), choice)
    assert calm(watch, CALM_TURNS - 1) is not None
    assert calm(watch, CALM_TURNS) is None


def test_worry_ends_with_a_word_on_safety_and_a_clinician() -> None:
    _, watch = tapped(watched(), ChoiceId.SAFETY_NO)
    assert calm(watch, 1, is_acknowledged=True) is None


@pytest.mark.parametrize("danger", list(Danger))
def test_neither_calm_nor_a_clinician_alone_ends_it(danger: Danger) -> None:
    watch = calm(watched(danger), 20)
    assert watch is not None
    assert calm(watch, 3, is_acknowledged=True) is not None


def test_who_is_not_sure_after_all_takes_it_back() -> None:
    _, watch = tapped(watched(), ChoiceId.SAFETY_NO)
    _, watch = tapped(watch, ChoiceId.SAFETY_UNSURE)
    assert calm(watch, 5) is not None


@pytest.mark.parametrize(
    ("act", "text"),
    [
        (ANSWER, "how much would be too much"),
        (Say(text=TextId.DISTRESS), "everything is so heavy"),
        (Say(text=TextId.STALE_CHOICE), ""),
        (Say(text=TextId.FAULT), "hello"),
    ],
)
def test_what_is_not_calm_does_not_count_as_calm(act: Act, text: str) -> None:
    _, watch = tapped(watched(), ChoiceId.I_AM_SAFE)
    still: Watch | None = watch
    for _ in range(5):
        assert still is not None
        _, still = beside_care(still, [act], text, True)
    assert still is not None


def test_a_question_about_means_is_never_answered_and_takes_safety_back() -> None:
    _, watch = tapped(watched(), ChoiceId.I_AM_SAFE)
    acts, still = beside_care(
        watch, [ANSWER, Simply(entry="route_of_administration")], "how much would be too much", True
    )
    assert texts_of(acts) == [TextId.NO_METHODS, TextId.SUPPORT_LINE]
    assert len(acts) == 2
    assert still is not None
    assert not still.said_safe


def test_that_someone_is_safe_can_be_typed_at_any_time() -> None:
    for danger in Danger:
        words, watch = after(watched(danger), "i'm safe now")
        assert words == [TextId.CRISIS_SAFE if danger not in (Danger.SUICIDE, Danger.SELF_HARM) else TextId.CRISIS_NO]
        assert watch.said_safe


# Whatever comes in whatever order

# Among letters there would now and then be a "y", which says yes.
WORDLESS = st.text(st.characters(exclude_categories=("L", "Nl", "So")))

SAFE_WORDS = ("no", "i'm safe", "no i'm fine", "yes")
OTHER_WORDS = (
    "no one would care", "idk", "what is kap", "how much would be too much", "that's not what i meant", "ok", "thanks",
    "Anna 212 555 0142", "contact me", "no thanks", "i can't", "yes but not today", "i'm fine thanks, what is kap", "…",
)  # fmt: skip
ACTS: list[Act] = [
    ANSWER,
    Simply(entry="what_is_kap"),
    *(Say(text=text) for text in (TextId.DISTRESS, TextId.HEARD_NO, TextId.HEARD_YES, TextId.FAULT)),
    *(Say(text=text) for text in (TextId.DENIAL_HEARD, TextId.ERASURE_OFFER, TextId.THANKS)),
]
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("danger"), st.sampled_from(Danger), st.sampled_from(OTHER_WORDS)),
        st.tuples(st.just("tap"), st.sampled_from(sorted(CARE_CHOICES)), st.just("")),
        st.tuples(st.just("type"), st.sampled_from(ACTS), st.sampled_from(SAFE_WORDS + OTHER_WORDS) | WORDLESS),
    ),
    max_size=25,
)


@settings(max_examples=300, deadline=None)
@given(events=EVENTS, is_acknowledged=st.booleans())
def test_whatever_happens_help_stays_and_worry_ends_only_after_a_word_on_safety(
    texts: ApprovedTexts, events: list[tuple[str, Act | Danger | ChoiceId, str]], is_acknowledged: bool
) -> None:
    watch: Watch | None = watched()
    last: TextId | None = TextId.CRISIS_SUICIDE
    is_safe = False
    for what, thing, text in events:
        assert watch is not None
        before = watch
        if isinstance(thing, Danger):
            acts, watch = in_danger(watch, thing, text)
            is_safe = False
        elif isinstance(thing, ChoiceId):
            acts, watch = tapped(watch, thing)
            is_safe = thing in (ChoiceId.SAFETY_NO, ChoiceId.I_AM_SAFE) or (
                is_safe and thing not in (ChoiceId.SAFETY_YES, ChoiceId.SAFETY_UNSURE)
            )
        else:
            heard = reply_to_care(watch, text)
            acts, watch = heard or beside_care(watch, [thing], text, is_acknowledged)
            is_safe = is_safe or text in SAFE_WORDS or text.startswith("i'm fine")
            if heard is None:
                assert texts_of(acts)[-1] in UNDER_ANSWERS or texts_of(acts)[-1] in ALARMING
                assert not (asks_about_means(text) and any(isinstance(act, Answer | Simply) for act in acts))
        assert acts, what
        ends = texts_of(acts)[-1]
        assert texts.crisis_line in texts[ends].text or texts.emergency_line in texts[ends].text
        care = next((name for name in texts_of(acts) if texts[name].kind in (Kind.CRISIS, Kind.EMERGENCY)), None)
        assert care is None or care is not last, "nothing grave comes word for word twice in a row"
        last = care
        if watch is None:
            assert is_safe
            assert before.said_safe
            assert is_acknowledged or before.calm_turns == CALM_TURNS - 1
            return
        assert not watch.said_safe or is_safe


@given(st.text(max_size=200))
def test_any_text_is_a_reply_or_is_left_to_the_rest(text: str) -> None:
    for question in (None, *Question):
        heard = reply_to_care(replace(watched(), asked=question, contact_asked=question is Question.CONTACT), text)
        assert heard is None or heard[0]
