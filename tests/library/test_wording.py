"""Wording: verdicts on the reader are found, facts and open questions pass."""

import pytest

from bot.library.wording import judgements, promises, style_faults

VERDICTS = [
    "you qualify",
    "You're eligible for KAP.",
    "youre eligible",
    "You are not a candidate.",
    "you can have KAP",
    "You wouldn't be accepted.",
    "KAP is right for you",
    "KAP is safe for you.",
    "you would not be suitable",
    "You **qualify** for this",
    "You\u2019re a great candidate for KAP",
    "If you have asthma you qualify.",
    "If you are pregnant, you are not a candidate.",
    "If you have asthma KAP is unsafe for you.",
    "Whether you drink or not, KAP is safe for you.",
    "Unfortunately, you do not meet our criteria.",
    "You can't have ketamine.",
    "You cannot go ahead.",
    "You should not take ketamine.",
    "This rules you out.",
    "That disqualifies you.",
    "That makes you a good candidate.",
    "We can offer you KAP.",
    "Your answers suggest that KAP fits.",
    "KAP would be a good option for you.",
    "KAP may not be right for you.",
    "KAP is not recommended for you.",
    "It would not be safe for someone like you.",
    "KAP isn't safe with your heart condition.",
    "You seem to be a good fit.",
    "You are well suited for KAP.",
    "You have been approved.",
    "You will be turned away.",
    "You're cleared for ketamine.",
    "You are too ill for KAP.",
    "You are able to have KAP.",
    "You are not allowed to have KAP.",
    "You won't get KAP here.",
    "you\nqualify",
    "You'd be a poor candidate",
    "Good news: you may be eligible",
    "You could benefit from KAP",
    "KAP suits you",
    "You are an ideal candidate, and we look forward to it.",
    "You might not qualify.",
    "We think you'd be accepted.",
    "The clinic will accept you.",
    "You are at high risk.",
    "You shouldn't have it",
    "you are ineligible",
    "Ketamine-assisted psychotherapy is the right treatment for you.",
    "The treatment is appropriate for you.",
    "You are in luck, you qualify, don't you?",
    "You will not be excluded.",
    "You have passed the pre-screen.",
    "You do not qualify.",
    "A clinician has decided that you are eligible.",
    "It is safe for you to have KAP.",
    "You are ready for KAP",
    "You should be fine to have KAP.",
    "You fit the criteria.",
    "You must not take ketamine.",
    "you are probably eligible",
    "KAP is not an option for you",
    "There is no reason you would not qualify",
]

NO_VERDICTS = [
    "KAP is not recommended with psychosis.",
    "whether KAP is right for you is decided with a clinician",
    "Nobody here can say whether you are eligible.",
    "I can't tell you if you qualify.",
    "I cannot tell you whether you would be accepted.",
    "Only a clinician can say that you are eligible.",
    "This does not mean you qualify.",
    "This does not mean that KAP is right for you.",
    "Do you qualify? Only a clinician can say.",
    "To find out if KAP is a good fit for you, talk to a clinician.",
    "It is fine for you to ask questions.",
    "It is okay for you to stop at any time.",
    "Is that okay for you?",
    "You can ask about KAP.",
    "You can take it slowly.",
    "You are monitored until you are fit to go home.",
    "You talk about what you hope for.",
    "Nothing that you write here rules you in or out.",
    "People who are pregnant are usually not candidates.",
    "A session is planned only after KAP has been found suitable.",
    "The clinician looks at what is right for you.",
    "A person and their clinicians decide together if it is suitable for them.",
    "If such thoughts are close right now, for you or for someone near you, please do not wait.",
    "This is not a promise, and it may be different for you.",
    "You will receive ketamine through a drip.",
    "Once you have been accepted, the clinic calls.",
    "Before you start KAP, a clinician talks with you.",
    'This chat never says "you qualify" or "you do not".',
    "The clinic\u2019s clinicians decide with you whether it\u2019s safe and right for you.",
    "Who qualifies is decided by the clinic.",
    "You are not alone.",
    "You can have someone with you.",
    "You may have it without knowing it.",
    "You do not have to be alone with this.",
    "A health professional can talk with you about whether it could fit your needs.",
    "I can't tell you if KAP is safe for you.",
    "You can have a friend take you home.",
    "When you have had KAP before, tell the clinic.",
    "Your answers are shown to a clinician.",
    "Not eligible people are told by a person.",
    "You should have an hour free.",
    "Would you like to be called? Choose a time.",
    "We do not decide whether you are suitable.",
    "It cannot say whether you, or anyone, are eligible.",
    "People with heart failure may not be able to have KAP.",
    "You should not stop any medicine on your own.",
    "you can talk with the therapist",
    "Have you had ketamine before?",
    "Tell us if you take any medicines.",
    "You may feel that you are floating.",
    "The clinic does not accept or reject you here.",
    "Whether or not KAP is safe for you is for a clinician to say.",
    "whether\nyou qualify is not for us to say",
]


@pytest.mark.parametrize("text", VERDICTS)
def test_a_verdict_on_the_reader_is_found(text: str) -> None:
    assert judgements(text)


@pytest.mark.parametrize("text", NO_VERDICTS)
def test_a_fact_or_an_open_question_passes(text: str) -> None:
    assert judgements(text) == []


def test_runs_come_in_order_from_the_start_of_their_clause() -> None:
    text = "If you are pregnant, you are **not** a candidate. Fine words. So KAP is right for you; you qualify."
    assert judgements(text) == ["you are not a candidate", "So KAP is right for you", "you qualify"]


@pytest.mark.parametrize("text", ["", "😀", "\0", "هل أنت مؤهل", "you " * 20_000, "not " * 20_000 + "eligible"])
def test_odd_texts_pass(text: str) -> None:
    assert judgements(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "KAP will cure depression.",
        "Relief is guaranteed.",
        "We guarantee it.",
        "You will feel better.",
        "You\u2019ll be fine.",
        "Ketamine will help you.",
        "It always works.",
        "It is completely safe.",
        "There are no side effects",
        "KAP cures depression.",
        "It works for everyone.",
        "A risk-free plan, and a miracle.",
    ],
)
def test_a_promise_is_found(text: str) -> None:
    assert promises(text)
    assert style_faults(text) == [f'It promises something: "{run}".' for run in promises(text)]


@pytest.mark.parametrize(
    "text",
    [
        "KAP is not a cure.",
        "Nothing is guaranteed.",
        "There is no guarantee.",
        "Nobody can promise that you will feel better.",
        "Nobody knows if it will work.",
        "KAP will not cure depression.",
        "Will it always work?",
        "The therapist will work closely with you.",
        "KAP may help some people.",
    ],
)
def test_a_denied_or_open_promise_passes(text: str) -> None:
    assert promises(text) == []
    assert style_faults(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Call us!", 'It has an exclamation mark: "Call us!".'),
        ("Some get 0.5 mg of it.", 'It names a dose: "Some get 0.5 mg".'),
        ("Some get 40 milligrams.", 'It names a dose: "Some get 40 milligrams".'),
        ("It costs $ 400.", 'It names a price: "It costs $ 400".'),
        ("It costs 400 dollars.", 'It names a price: "It costs 400 dollars".'),
    ],
)
def test_shouts_doses_and_prices_are_style_faults(text: str, said: str) -> None:
    assert style_faults(text) == [said]
