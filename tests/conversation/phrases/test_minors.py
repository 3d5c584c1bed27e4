"""People under 18: who says that they are one, and who tells of one."""

from datetime import UTC, datetime

import pytest

from bot.conversation.phrases.minors import beside_age, is_of_age, is_under_age, speaks_of_a_minor, was_under_age

UNDER_AGE = [
    "i'm 16",
    "I\u2019m 16.",
    "IM 16",
    "I am 17 years old",
    "i am only 15 years old and my doctor said no",
    "im fifteen yo",
    "i'm fourteen, can i still do it?",
    "im 13 and really sad",
    "im 17 and i cant get out of bed",
    "i'm 17 but my parents are ok with it",
    "Im 17 do i need my mom to sign",
    "hi, im 16f and want to know about ketamine",
    "i'm a 16 year old girl with depression",
    "i'm a 15yo",
    "as a 17 year old, could i have this?",
    "16f here, how does it work",
    "15 yo, depressed, what can i do",
    "hi 14 here",
    "i am 16 years. can i take it",
    "i'm 16 and a half, does it matter",
    "i'm just 12 years old",
    "im 9 years old",
    "i'm like 16 lol",
    "i'm 16 - is that too young?",
    "i'm 17 in march, is that too young",
    "im 17 with bad anxiety",
    "im 17 lets start",
    "i'm 15 need help",
    "i'm 16 on lexapro",
    "I'm 16, 12 weeks pregnant",
    "i turn 18 next year",
    "I'll turn 18 in May, can I book for June?",
    "i'm turning 17 soon",
    "i'll be 17 in may",
    "im 18 next month, would they see me before",
    "can i have it when i turn 18",
    "do i have to wait until i'm 18?",
    "i'm not 18 yet",
    "i'm almost 18",
    "im under 18, is it allowed",
    "i'm under 16",
    "just turned 17, can i do this",
    "i've just turned 16",
    "i turned 17 last week",
    "my 17th birthday was last week",
    "my 18th birthday is in june",
    "my age is 16",
    "I'm a minor.",
    "im still a minor, so can i",
    "i'm underage",
    "i'm a teenager and want to know what it is",
    "i'm not an adult yet",
    "still in middle school",
    "I'm still in middle school, is it for me",
    "i'm in high school and so depressed",
    "i go to high school",
    "i'm in 9th grade",
    "im in year 10",
    "i'm still at school, can i ask",
    "doing my gcses and cant cope",
    f"i was born in {datetime.now(UTC).year - 15}",
    "tengo 16 años",
    "Hola, tengo dieciséis años y estoy triste",
    "tengo 15",
    "cumplo 18 el año que viene",
    "soy menor de edad",
    "todavía no tengo 18",
    "estoy en la secundaria",
    "j'ai 16 ans",
    "J\u2019ai quinze ans, est-ce possible ?",
    "je n'ai que 15 ans",
    "je suis mineure",
    "je vais avoir 18 ans en mai",
    "je suis au lycée",
]

NOT_UNDER_AGE = [
    "",
    "\U0001f600",
    "I'm 15 weeks pregnant",
    "i am fifteen weeks along",
    "im 16 wks",
    "16 months sober",
    "I'm 16 months sober",
    "i'm 17 years sober",
    "I am 17 years in recovery",
    "I've been 17 years on citalopram",
    "i'm 16 years clean and i want to stay so",
    "I was 16 when it began",
    "i was sixteen",
    "when i was 15 i tried it",
    "depressed since i was 15",
    "depressed since i'm 15",
    "i first took it at 17, im 36 now",
    "in room 12",
    "I'm in room 12",
    "I'm 15 minutes away",
    "im 15m away",
    "i'm 10 min out",
    "I'm 16 miles from the clinic",
    "10 mg",
    "i'm on 15 mg",
    "I'm 17 stone",
    "i'm 16.5 stone",
    "i'm 16 and a half stone, is there a limit",
    "I'm 15-20 minutes late",
    "im 12 days in",
    "i'm 14 sessions in",
    "im 10 yrs in, sponsor 3 guys",
    "my phq is bad, i'm 17, is that a lot",
    "i'm 12 out of 27",
    "i scored 16",
    "i'm 16/27 on it",
    "i'm 18",
    "i'm 18 and in high school",
    "im 19 and i live at home",
    "i'm 45 and my son is 16",
    "my son is 15, could he",
    "my daughter is sixteen",
    "my 16 year old wants it",
    "i'm the mum of a 16 year old",
    "I'm a 16 year old's mum",
    "my daughter says i'm 16 i can decide, what do i tell her",
    "she thinks i'm 12",
    "i feel like i'm 15 again",
    "i'm 15 again in my head",
    "part of me is 12",
    "i'm not 17 anymore",
    "I'm not 18 anymore, I know",
    "i'm almost 18 months sober",
    "I turned 16 in 1985",
    "i turned 18 last week",
    "I'm a 16-year survivor",
    "i teach in a middle school",
    "i'm a high school teacher",
    "my kids are still in middle school",
    "used to cut my arms in high school",
    "bullied in middle school, long ago",
    "i was a teenager when it started",
    "i had a minor stroke",
    "i'm a child of divorce",
    "i'm a kid at heart",
    "i'm in year 9 of sobriety",
    "do you take 16 year olds",
    "is it for people under 18",
    "they gave me 15 and i felt sick",
    "how much is 17 sessions",
    "i was born in 1985",
    "tengo 16 años de casada",
    "tengo 15 años con depresión",
    "mi hijo tiene 15 años",
    "tenía 16 años",
    "tengo 15 semanas de embarazo",
    "desde que tengo 15 años",
    "tengo 45 años",
    "j'ai 16 ans d'abstinence",
    "j'avais 16 ans",
    "depuis que j'ai 15 ans",
    "mon fils a 15 ans",
    "j'ai 45 ans",
]

OF_A_MINOR = [
    "my son is 15, could he",
    "can my daughter have it she is 16 and nothing else has worked",
    "my daughter's 16 and wont eat",
    "my 15 yo has depression, would she be accepted",
    "my lad's 17, is there any chance",
    "my sis 17 tried shrooms. she allowed",
    "would my child be eligible",
    "is my teenage son a candidate",
    "he's in middle school, can he",
    "she is under 18, could she have it",
    "my nephew just turned 14. would he qualify?",
]
NOT_OF_A_MINOR = [
    "",
    "my son is 29, could he",
    "my mum is on lithium, could she",
    "my wife is 15 weeks pregnant, can she",
    "my dad is 5 years sober, would he be accepted",
    "my husband had 12 sessions, can he have more",
    "ex wife, mother of my kids, on suboxone. she allowed",
    "my boy is grown, 26. would he be allowed",
    "can my sister have it",
    "my brother was sixteen when it began, he is forty",
]


@pytest.mark.parametrize("text", UNDER_AGE)
def test_a_person_under_18_is_heard(text: str) -> None:
    assert is_under_age(text)


@pytest.mark.parametrize("text", NOT_UNDER_AGE)
def test_another_number_another_person_or_another_time_is_no_age(text: str) -> None:
    assert not is_under_age(text)


@pytest.mark.parametrize("text", OF_A_MINOR)
def test_a_minor_who_is_asked_for_is_heard(text: str) -> None:
    assert speaks_of_a_minor(text)
    assert not is_under_age(text)


@pytest.mark.parametrize("text", NOT_OF_A_MINOR)
def test_an_adult_who_is_asked_for_is_no_minor(text: str) -> None:
    assert not speaks_of_a_minor(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("I'm 16. How long does it take?", "How long does it take?"),
        ("does it hurt?\ntengo 15 años", "does it hurt?"),
        ("i'm 16 and does it hurt", ""),
        ("does it hurt", "does it hurt"),
        ("", ""),
    ],
)
def test_the_rest_of_a_message_stands_apart_from_the_age(text: str, rest: str) -> None:
    assert beside_age(text) == rest


@pytest.mark.parametrize(
    "text", ["sorry i meant 27", "no im 27", "i am over 18", "typo, 38", "im not 17, im 71", "i'm an adult", "i'm 25"]
)
def test_an_age_that_is_taken_back_is_heard(text: str) -> None:
    assert is_of_age(text)
    assert was_under_age(["im 17", "yes"])
    assert not was_under_age(["im 17", text, "yes"])


@pytest.mark.parametrize(
    "text", ["27", "yes", "go on", "i'll be 18 soon", "no im 16", "when i'm 25", "i take 20 mg", "my mom is 40"]
)
def test_nothing_else_takes_an_age_back(text: str) -> None:
    assert not is_of_age(text)
    assert was_under_age(["im 17", text])
