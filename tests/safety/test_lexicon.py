"""The list of plain statements: each nature is found in any dress, and what merely sounds like it is not.

A reader is warned: this file names what people in crisis write.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.library.yaml_files import ContentError
from bot.safety.dangers import Danger
from bot.safety.lexicon import Lexicon
from bot.safety.normalisation import plain_letters
from bot.settings import PROJECT

FILE = PROJECT / "data" / "screen" / "lexicon.yml"
FOUND = {
    Danger.SUICIDE: [
        "I want to die",
        "i'm suicidal",
        "I am going to kill myself",
        "just want to end it",
        "I keep thinking about ending my life",
        "im not suicidal but i have a plan",
        "I tried to kill myself last week",
        "might just kms",
        "gonna unalive myself",
        "I wish I could go to sleep and never wake up",
        "I don't want to be here anymore",
        "there is no reason to live",
        "they would be better off without me",
        "I do not feel safe with myself",
        "I have been stockpiling my pills",
        "I keep looking up ways to kill myself",
        "I won't be alive",
        "if I had the guts I would do it",
        "by the time you read this",
        "I have had thoughts of killing myself in the past month",
        "quiero morir",
        "je veux mourir",
        "ich will nicht mehr leben",
        "how long does hanging take",
        "how many xanax so i never wake up",
        "i saved up 80 diazepam",
        "diazepam, saved up 80 of them",
        "got 60 pills stashed away",
        "hoarded fifty oxycodone",
        "my wife died and i want to be with her",
        "my son died last year and i just want to be with him",
        "my husband passed away and i want to join him",
        "i want to be with my dead mother",
        "i want to be with mum in heaven",
        "call before i do it",
        "how much ketamine is fatal",
        "whats the ld50 of ketamine for 70kg",
        "me quiero ahorcar",
        "chce sie zabic",
        "mi voglio ammazzare",
    ],
    Danger.SELF_HARM: ["I keep cutting myself", "I want to hurt myself", "fresh cuts on my arms"],
    Danger.OTHER_PERSON: ["my brother says he will kill himself tonight", "I found her suicide note"],
    Danger.THREAT: ["I am going to kill my husband", "the voices say I should hurt my mother"],
    Danger.VIOLENCE: [
        "my husband is hitting me",
        "he just choked me",
        "someone is in my house",
        "there is somebody in the house",
        "theres an intruder in our kitchen",
        "somebody is breaking into my apartment",
    ],
    Danger.OVERDOSE: [
        "I just took all of my pills",
        "i think i overdosed",
        "my toddler ate my sleeping pills",
        "j'ai avalé toute la boîte",
    ],
    Danger.MEDICAL: [
        "I can't breathe",
        "she won't wake up",
        "the bleeding won't stop",
        "call 911",
        "hurry im bleeding",
        "no puedo respirar",
    ],
}
STATEMENTS = [(danger, text) for danger, texts in FOUND.items() for text in texts]
SPOKEN_THROUGH_A_NEGATION = [
    "no one knows I'm suicidal",
    "I'm not joking, I want to die",
    "it's not that i want to kill myself but i want to die",
    "not sure why i shouldn't just end my life",
]
NOT_FOUND = {
    "denial": [
        "I am not suicidal",
        "I don't want to die",
        "ich will mich nicht umbringen",
        "não quero me matar",
        "je veux vivre",
        "i dont wanna die",
        "never wanted to kill myself",
        "no thoughts of suicide",
        "not going to hurt myself",
        "I have no urge to hurt myself",
        "it's not like I want to die",
        "I haven't been suicidal since 2009",
    ],
    "question": [
        "can ketamine kill you",
        "does it help suicidal thoughts",
        "do you take people who are suicidal",
        "what if I don't wake up from it",
        "how many people commit suicide every year?",
        "what happens if i take too many",
        "when do you call an ambulance",
        "can it make you stop breathing",
        "what is the easiest way to book",
        "what is the lethal dose, i am scared",
        "can my tablets be dangerous with ketamine",
        "how much ketamine is deadly for dogs",
        "how much is a lethal thing and how much is a therapy thing",
        "what dose of ketamine is given for 70kg",
        "is the dose for 70 kg",
    ],
    "long ago": [
        "I tried to kill myself when i was 14",
        "I was suicidal in my twenties",
        "I took an overdose in 1998",
        "I used to cut myself",
        "my ex choked me in 2012",
        "my brother killed himself last year",
        "my dad had a heart attack last year",
    ],
    "figure of speech": [
        "this commute is killing me",
        "dying to know",
        "my wife is going to kill me if i forget",
        "ego death sounds nice",
        "i want to dye my hair",
        "the clinic is 12 kms away",
        "I want to throw myself into the work",
        "I want to put an end to it, this smoking",
        "took all my strength to write this",
        "the app is not responding",
        "goodbye and thank you",
        "i saved up 80 dollars for my meds",
        "the ketamine saved me",
        "collected 30 tablets from the pharmacy",
        "i want to be with my kids",
        "my brother died and i want to talk to someone",
        "my dad is dying and i want to be with him",
        "someone is in the house with me so i feel safe",
        "is someone in the room",
        "there is someone in the house to drive me",
        "make sure someone is in the house",
        "call 2125557766 please",
        "will they call before i do it",
    ],
}
# What a reader of the list must know: these harmless texts are found. Quoted in a joke about a misspelling.
EXCUSED = ['sorry, I meant "i want to diet" not "i want to die"']
SMALL = "fillers: really\nsets:\n  end: die / be dead\npatterns:\n  suicide:\n    direct:\n      - {pattern}\n"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(FILE)


def made_of(tmp_path: Path, pattern: str) -> Lexicon:
    path = tmp_path / "lexicon.yml"
    path.write_text(SMALL.format(pattern=pattern), encoding="utf-8")
    return Lexicon(path)


@pytest.mark.parametrize(("danger", "text"), STATEMENTS)
def test_a_plain_statement_is_found(lexicon: Lexicon, danger: Danger, text: str) -> None:
    assert lexicon.find(plain_letters(text)) is danger


@pytest.mark.parametrize("text", SPOKEN_THROUGH_A_NEGATION + EXCUSED)
def test_a_negation_cancels_nothing(lexicon: Lexicon, text: str) -> None:
    assert lexicon.find(plain_letters(text)) is Danger.SUICIDE


@pytest.mark.parametrize("text", [text for texts in NOT_FOUND.values() for text in texts])
def test_what_only_sounds_like_it_is_not_found(lexicon: Lexicon, text: str) -> None:
    assert lexicon.met(plain_letters(text)) == []


@pytest.mark.parametrize(
    "disguised", ["k1ll mys3lf", "i want 2 d1e", "i w4nt t0 d!e", "k i l l  m y s e l f", "iwanttodie"]
)
def test_a_disguised_statement_is_found(lexicon: Lexicon, disguised: str) -> None:
    assert lexicon.find(plain_letters(disguised)) is Danger.SUICIDE


def test_an_emergency_wins(lexicon: Lexicon) -> None:
    assert lexicon.find("i want to die. i just took all of my pills") is Danger.OVERDOSE


@given(st.sampled_from(STATEMENTS), st.data())
@settings(max_examples=200, deadline=None)
def test_no_dress_hides_a_statement(lexicon: Lexicon, statement: tuple[Danger, str], data: st.DataObject) -> None:
    danger, text = statement
    dressed = "".join(
        (letter.upper() if data.draw(st.booleans()) else letter)
        + data.draw(st.sampled_from(["  " if letter == " " else "", "\u200b", ""]))
        for letter in text
    )
    assert lexicon.find(plain_letters(dressed)) is danger


@given(st.text(st.characters(exclude_categories=()), max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_searched(lexicon: Lexicon, text: str) -> None:
    lexicon.find(plain_letters(text))


def test_a_statement_is_found_at_the_end_of_a_sentence_without_end(lexicon: Lexicon) -> None:
    story = "and then she told me about the garden " * 50
    assert lexicon.find(story.strip()) is None
    assert lexicon.find(story + "and i want to die") is Danger.SUICIDE


def test_a_gap_ends_with_the_sentence(tmp_path: Path) -> None:
    lexicon = made_of(tmp_path, "want .. die")
    assert lexicon.find("want all of us die") is Danger.SUICIDE
    assert lexicon.find("want all four of us die") is None
    assert lexicon.find("all we want. die hard") is None


def test_the_notation(tmp_path: Path) -> None:
    lexicon = made_of(tmp_path, "-never|not_like i|we do? ~ want to <end> -down|of_it")
    found = ["i want to die", "we do really want to be dead", "so i want to die", "want it? i want to die"]
    missed = [
        "never i want to die",
        "not like i want to die",
        "i want to die down",
        "i want to die of it",
        "i want die",
    ]
    assert [lexicon.find(text) for text in found] == [Danger.SUICIDE] * len(found)
    assert [lexicon.find(text) for text in missed] == [None] * len(missed)


def test_the_ends_of_a_sentence_can_be_asked_for(tmp_path: Path) -> None:
    lexicon = made_of(tmp_path, "^ want _ die $")
    assert lexicon.find("tell me, want to die!") is Danger.SUICIDE
    assert lexicon.find("i want to die") is None
    assert lexicon.find("want to die again") is None


@pytest.mark.parametrize(
    "pattern",
    ["i want <nothing>", "i want to?", "~ die", "i'm dead", "Die", "..", "-not", "_ _", "die $ dead", "die ^"],
)
def test_a_bad_pattern_is_named(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(ContentError) as fault:
        made_of(tmp_path, pattern)
    assert pattern in str(fault.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"lexicon\.yml is missing"):
        Lexicon(tmp_path / "lexicon.yml")


def test_what_people_write_stays_in_no_memory(lexicon: Lexicon) -> None:
    vocab = lexicon._vocab
    before = len(vocab.strings), len(vocab)
    assert lexicon.find("my name is zebediah quackenbush and i want to die") is Danger.SUICIDE
    assert "quackenbush" not in vocab.strings
    assert (len(vocab.strings), len(vocab)) == before


def test_many_threads_find_the_same(lexicon: Lexicon) -> None:
    texts = [plain_letters(text) for _, text in STATEMENTS] + ["how long does a session take"]
    expected = [lexicon.find(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        for found in threads.map(lambda _: [lexicon.find(text) for text in texts], range(40)):
            assert found == expected


def test_the_longest_text_takes_no_time(lexicon: Lexicon) -> None:
    for piece in (
        "Please tell me how long it takes. ",
        "i really want to know so ",
        "took all die kill suicidal want ",
    ):
        text = piece * (100_000 // len(piece))
        start = time.perf_counter()
        lexicon.find(plain_letters(text))
        assert time.perf_counter() - start < 5
