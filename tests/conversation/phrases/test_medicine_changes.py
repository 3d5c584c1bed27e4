"""Messages that speak of stopping or changing a medicine, and those that only name one."""

import pytest

from bot.conversation.phrases.medicine_changes import speaks_of_changing_a_medicine

CHANGES = [
    "do people stop their lexapro before it",
    "Do you have to come off antidepressants first?",
    "will i need to be off my meds",
    "i stopped my sertraline last week, how long does a session take",
    "is it normal to taper benzos before ketamine",
    "weaning myself off prozac for this",
    "i quit zoloft cold turkey",
    "can people skip their lithium on the day",
    "i skipped my tablets this morning",
    "i missed a dose, what happens in a session",
    "how long before should a person be off xanax",
    "must antidepressants be stopped",
    "is lithium paused before a session",
    "who decides whether a benzo gets stopped before kap",
    "im on zoloft, should i stop before my session",
    "my blood pressure pills: do i hold them",
    "switching from effexor to ketamine, does it work",
    "do they change your medication",
    "does it help people get off opioids",
    "getting off pain pills through kap, does that work",
    "do they halve the dose of my antidepressant",
    "he stopped taking his insulin",
    "is 3 weeks off lexapro enough",
    "i take less quetiapine now, is that ok for kap",
    "do they make people stop what theyre on",
    "I DON\u2019T TAKE MY MEDS ANY MORE",
    "are ssris discontinued beforehand",
    "in my country they leave off the pills a week before",
]
NO_CHANGES = [
    "",
    "how long does one session take",
    "is lexapro a problem with kap",
    "i take zoloft. how does it feel",
    "do benzos stop ketamine working",
    "can they stop the session if i panic",
    "does ketamine stop the pain",
    "when can i stop",
    "stop",
    "my meds stopped working, does this help",
    "when does the drug wear off",
    "can they change the dose during the session",
    "what happens if i miss a session",
    "how do i reduce anxiety before it",
    "do i have to stop smoking",
    "should i cut down on wine",
    "i dropped out of therapy",
    "switching the tablet off now, nighty night",
    "which medicines can be a problem",
    "will it change my life",
    "does insurance pay for pills. i want to stop here",
    "my old mans heart skips and hes on a beta blocker, is ketamine a strain on it",
    "can i change my appointment",
    "quit asking me that",
]


@pytest.mark.parametrize("text", CHANGES)
def test_a_change_of_medicine_is_heard(text: str) -> None:
    assert speaks_of_changing_a_medicine(text)


@pytest.mark.parametrize("text", NO_CHANGES)
def test_the_name_of_a_medicine_or_another_change_is_none(text: str) -> None:
    assert not speaks_of_changing_a_medicine(text)
