"""Several facts in one answer: each is kept where it belongs, and what is asked gets no yes that nobody said."""

from itertools import dropwhile, product, takewhile

import pytest

from bot.assembly import Parts
from bot.conversation.phrases.parted_answers import affirms_beside_a_no, denies_and_tells_of_others, parted_answer
from bot.prescreen.values import Value
from tests.conversation.reading_speed import seconds_to_read
from tests.conversation.test_prescreen_service import ORDER, STORIES, Person

PSYCHOSIS, HEART, LIVER, MEDICINES = "psychosis_history", "heart_blood_pressure", "liver_kidney", "medications"
DRINK, PREGNANCY, ALLERGY = "substance_use", "pregnancy", "allergy_ketamine"


@pytest.mark.parametrize(
    ("asked", "text", "others"),
    [
        (HEART, "no heart problem but my liver is bad and i take lithium", [LIVER, MEDICINES]),
        (HEART, "no, but i take lithium", [MEDICINES]),
        (HEART, "no i have liver disease", [LIVER]),
        (HEART, "nope, my liver is bad though", [LIVER]),
        (HEART, "no heart problem. i have hepatitis", [LIVER]),
        (HEART, "my heart is fine but i have kidney disease", [LIVER]),
        (HEART, "i have kidney disease but no heart problems", [LIVER]),
        (HEART, "no but i drink and i am on zoloft", [DRINK, MEDICINES]),
        (PSYCHOSIS, "never, but i have high blood pressure", [HEART]),
        (PSYCHOSIS, "no psychosis but i had a stroke", [HEART]),
        (PSYCHOSIS, "no but i had a heart attack", [HEART]),
        (LIVER, "no but i am pregnant", [PREGNANCY]),
        (LIVER, "no liver problem, no kidney problem, but i drink wine", [DRINK]),
        (PREGNANCY, "not pregnant but i take zoloft", [MEDICINES]),
        (PREGNANCY, "no but i smoke weed every day", [DRINK]),
        (MEDICINES, "none, but i drink", [DRINK]),
        (ALLERGY, "nope but i have afib", [HEART]),
    ],
)
def test_a_denial_and_what_is_told_beside_it_are_parted(asked: str, text: str, others: list[str]) -> None:
    parts = parted_answer(text, asked)
    assert parts is not None
    assert [each for each, _ in parts.others] == others


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (HEART, "no"), (HEART, "no heart problem"), (HEART, "no but i have a murmur"),
        (HEART, "no but my sister has bipolar"), (HEART, "no, i'm fine"), (HEART, "not sure but my liver is bad"),
        (HEART, "no idea but my liver is bad"), (HEART, "yes and my liver is bad"), (HEART, "my liver is bad"),
        (HEART, "no but is my liver a problem?"), (HEART, "no but i'm scared"), (HEART, "no and i don't take meds"),
        (MEDICINES, "no but i take lithium"), (DRINK, "no but i take xanax"), (DRINK, "no but i was in rehab"),
        (HEART, "no heart problem but high blood pressure"), (ALLERGY, "no but my heart raced"), (HEART, ""),
        (HEART, "i don't know if my heart is fine but my liver is bad"),
    ],
)  # fmt: skip
def test_whatever_is_not_plain_is_left_whole(asked: str, text: str) -> None:
    assert parted_answer(text, asked) is None


def test_no_to_what_is_asked_is_the_answer_and_the_rest_waits_for_its_question(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_until(HEART).says("no, but i take lithium")
    assert person.given(HEART).value is Value.NO
    assert (person.given(MEDICINES).value, person.given(MEDICINES).is_early) == (Value.YES, True)
    assert person.is_asked == LIVER
    assert len(person.texts) == 2, "the question that is answered is not put once more"


@pytest.mark.parametrize(
    ("asked", "text", "about"),
    [
        (LIVER, "no but i drink a lot", DRINK), (HEART, "no but my liver is bad", LIVER),
        (PREGNANCY, "no but i smoke weed", DRINK), (LIVER, "no but i am pregnant", PREGNANCY),
    ],
)  # fmt: skip
def test_a_bare_no_later_on_does_not_take_back_what_was_told(
    shared_parts: Parts, asked: str, text: str, about: str
) -> None:
    person = Person(shared_parts).begins().answers_until(asked).says(text)
    for _ in takewhile(lambda each: each != about, dropwhile(lambda each: each != asked, ORDER)):
        person.says("no")
    assert person.given(about).value is Value.NEEDS_FOLLOWUP
    assert person.given(about).words == f"{text}\nno"


def test_half_of_an_answer_is_asked_about_and_the_rest_is_kept(shared_parts: Parts) -> None:
    text = "no heart problem but my liver is bad and i take lithium"
    person = Person(shared_parts).begins().answers_until(HEART).says(text)
    assert person.given(HEART).value is Value.NEEDS_FOLLOWUP
    assert person.given(LIVER).is_early
    assert person.given(MEDICINES).value is Value.YES
    assert person.is_asked == HEART


def test_what_was_answered_before_is_added_to_and_asked_about(shared_parts: Parts) -> None:
    person = Person(shared_parts).begins().answers_until(HEART).says("no but i had psychosis once")
    assert person.given(HEART).value is Value.NO
    assert person.given(PSYCHOSIS).words == f"{STORIES[PSYCHOSIS]}\nno but i had psychosis once"
    assert person.is_asked == PSYCHOSIS


@pytest.mark.parametrize(
    "text", ["no heart problem but liver bad and lithium", "no, but got kidney disease", "nope, hepatitis tho"]
)
def test_a_denial_with_other_matters_is_never_a_yes(shared_parts: Parts, text: str) -> None:
    assert denies_and_tells_of_others(text, HEART)
    person = Person(shared_parts).begins().answers_until(HEART).says(text)
    assert person.given(HEART).value is not Value.YES


@pytest.mark.parametrize("text", ["no but i have a murmur", "no, and i don't take meds", "yes, and lithium", "no"])
def test_other_answers_are_read_as_ever(text: str) -> None:
    assert not denies_and_tells_of_others(text, HEART)


_DENIALS = ("no", "nope", "never", "no, sorry", "not at all")
_YESES = ("yes", "yeah", "yep", "well yes", "actually yes", "sorry yes", "i think yes", "yes i do", "i think so",
          "i do", "sort of", "maybe", "i lied", "of course", "a little", "sure", "oh yes thanks", "true",
          "ya")  # fmt: skip
_BESIDE = {LIVER: "i have liver disease", MEDICINES: "i take lithium", HEART: "i have afib"}


@pytest.mark.parametrize("asked", [PSYCHOSIS, HEART, LIVER, PREGNANCY, DRINK, MEDICINES, ALLERGY])
@pytest.mark.parametrize("yes", _YESES)
def test_no_answer_with_a_yes_or_half_of_one_in_it_is_parted(asked: str, yes: str) -> None:
    for denial, (about, fact), gap in product(_DENIALS, _BESIDE.items(), (", ", ". ", " but ", " and ")):
        if about != asked:
            orders = ((denial, yes, fact), (yes, denial, fact), (denial, fact, yes), (yes, fact, denial))
            for order in orders:
                assert parted_answer(gap.join(order), asked) is None, order


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (DRINK, "no, well yes, and i have liver disease"), (DRINK, "no but i have hepatitis. actually yes"),
        (HEART, "no, sorry yes, i have liver disease"), (ALLERGY, "no, actually yes, and i take lithium"),
        (ALLERGY, "yes, not allergic but i take lithium"),
        (PREGNANCY, "yes but not pregnant now, and i take lithium"),
        (PSYCHOSIS, "no, actually yes, and i take lithium"),
        (MEDICINES, "no, actually yes, and i have liver disease"),
        (HEART, "no, i think yes, and i have liver disease"), (HEART, "no, yes i have liver disease"),
        (PSYCHOSIS, "no but i take risperidone"), (PSYCHOSIS, "no but i take antipsychotics"),
        (PSYCHOSIS, "never but i am on olanzapine"), (PSYCHOSIS, "no but i am on haldol"),
        (PSYCHOSIS, "no i use meth"),
        (PSYCHOSIS, "no, but i take lithium"), (HEART, "no but i take blood pressure pills"),
        (HEART, "no but i am on metoprolol"), (LIVER, "no but i take lactulose"), (DRINK, "no but i take suboxone"),
        (DRINK, "no but i have cirrhosis"), (PREGNANCY, "no but i take prenatal vitamins"),
        (MEDICINES, "no but i use insulin"), (MEDICINES, "none but i use medical marijuana"),
    ],
)  # fmt: skip
def test_a_yes_and_what_comes_of_the_thing_asked_for_is_never_a_no(shared_parts: Parts, asked: str, text: str) -> None:
    assert parted_answer(text, asked) is None
    person = Person(shared_parts).begins().answers_until(asked).says(text)
    assert person.given(asked).value is not Value.NO


@pytest.mark.parametrize(
    "text",
    ["no doubt my heart is bad, and i take lithium", "my heart problem never goes away and i take lithium",
     "without a doubt my heart is bad and i take lithium", "my heart trouble doesn't go away, and i take lithium",
     "no question my heart is bad, and i take lithium"],
)  # fmt: skip
def test_words_that_deny_nothing_leave_a_yes(shared_parts: Parts, text: str) -> None:
    assert not denies_and_tells_of_others(text, HEART)
    person = Person(shared_parts).begins().answers_until(HEART).says(text)
    assert person.given(HEART).value is Value.YES


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (PSYCHOSIS, "no but my heart is bad and people read my mind"),
        (PSYCHOSIS, "no but my liver is bad plus demons talk to me"),
        (PSYCHOSIS, "no but i am allergic to risperidone"),
        (PSYCHOSIS, "no, my blood pressure is controlled by the fbi"), (PSYCHOSIS, "no, i am pregnant by an angel"),
        (PSYCHOSIS, "no but my heart talks to me"), (HEART, "no but i have hepatitis and get chest pain"),
        (HEART, "no but i have hepatitis and attacks"), (HEART, "no but i have kidney failure and a failed one"),
        (HEART, "no but i smoke weed and pass out"), (HEART, "no, i am pregnant and had eclampsia"),
        (HEART, "my heart is fine now but i have kidney disease"), (LIVER, "no but i drink a lot and turned yellow"),
        (LIVER, "no but i am pregnant and have cholestasis"),
        (PREGNANCY, "no but i smoke weed and skipped my period"),
        (PREGNANCY, "no but i drink a lot and have a baby at the breast"),
        (DRINK, "no but i am pregnant and still use"), (DRINK, "no but i have afib and a bottle of gin a day"),
        (DRINK, "no but i was psychotic on acid"), (DRINK, "no, i had the dts and hallucinated"),
        (MEDICINES, "no but i have schizophrenia and get injections"), (MEDICINES, "no but i smoke weed for sleep"),
        (MEDICINES, "no but i have hypertension under control"), (MEDICINES, "no but i use heroin"),
        (ALLERGY, "no but i had psychosis on special k"), (ALLERGY, "no but my liver is bad since spravato"),
        (ALLERGY, "no but my heart is crazy on anesthesia"),
    ],
)  # fmt: skip
def test_what_stands_beside_another_matter_may_belong_to_what_is_asked(
    shared_parts: Parts, asked: str, text: str
) -> None:
    assert parted_answer(text, asked) is None
    person = Person(shared_parts).begins().answers_until(asked).says(text)
    assert person.given(asked).value is not Value.NO


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (ALLERGY, "no but i had voices after ketamine"), (ALLERGY, "no, i took it once and my heart stopped"),
        (HEART, "no but i had rheumatic fever and my liver is bad"),
        (HEART, "no heart problem. my liver is bad. i had one in 2010"),
        (HEART, "no heart problems anymore. my liver is bad"),
        (HEART, "no heart problem since the operation but my kidneys are bad"),
        (PREGNANCY, "no but my period is late and i take lithium"),
        (PSYCHOSIS, "no but i have afib, and the fbi follows me"),
        ("previous_treatment", "no but i take lithium"), ("previous_treatment", "no therapy but i take zoloft"),
        (DRINK, "never drank but i take xanax off the street"),
        (DRINK, "no, i take a lot of xanax and i have hepatitis"),
    ],
)  # fmt: skip
def test_a_yes_after_a_no_stays_one(shared_parts: Parts, asked: str, text: str) -> None:
    assert not denies_and_tells_of_others(text, asked)
    person = Person(shared_parts).begins().answers_until(asked).says(text)
    assert person.given(asked).value is Value.YES


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (LIVER, "never. i have psychosis and my kidneys are bad"),
        (LIVER, "no kidney problems. i have high blood pressure and my kidneys are bad"),
        (LIVER, "never, my liver was bad and i have psychosis"), (HEART, "nope. i am pregnant and my bp was high"),
        (PSYCHOSIS, "no voices, i have bipolar and i take lithium"),
        (PREGNANCY, "never, i have psychosis. i am nursing my son"),
    ],
)  # fmt: skip
def test_a_part_that_names_what_is_asked_takes_the_no_back(shared_parts: Parts, asked: str, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(asked).says(text)
    assert person.given(asked).value is not Value.NO


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (HEART, "no, my heart is great and my blood pressure is fine"), (HEART, "no, never had a heart problem"),
        (PSYCHOSIS, "no. no voices"),
        (LIVER, "no, my kidneys are fine and my liver is ok"), (PREGNANCY, "no, i am not pregnant"),
        (HEART, "no, bp 120 over 80"), (HEART, "no heart problems, checked my heart last year"),
        (DRINK, "no, a glass of wine at christmas"), (MEDICINES, "no, i don't take any meds"),
        (DRINK, "no. i don't drink and i don't use drugs"),
    ],
)  # fmt: skip
def test_a_no_whose_parts_all_deny_stays_a_no(shared_parts: Parts, asked: str, text: str) -> None:
    person = Person(shared_parts).begins().answers_until(asked).says(text)
    assert person.given(asked).value is Value.NO


def test_half_of_an_answer_loses_nothing_that_belongs_to_an_earlier_question(shared_parts: Parts) -> None:
    text = "no heart problem but i had psychosis"
    person = Person(shared_parts).begins().answers_until(PSYCHOSIS).says("no").says(text).says("no")
    assert person.given(PSYCHOSIS).value is not Value.NO
    assert text in person.given(PSYCHOSIS).words
    assert person.given(HEART).value is Value.NEEDS_FOLLOWUP


@pytest.mark.parametrize("word", ["no", "but", "and i", "no but", "ok ", "my liver is bad", ", ", "and also "])
def test_a_word_that_is_said_a_thousand_times_is_read_at_once(word: str) -> None:
    texts = [word * 1000, f"{word} " * 1000, f"{word} " * 20, f"{word} " * 39 + "x"]
    readers = (
        lambda text: parted_answer(text, HEART),
        lambda text: denies_and_tells_of_others(text, HEART),
        lambda text: affirms_beside_a_no(text, HEART),
    )
    assert seconds_to_read(texts, *readers) < 1
