"""The dialogue: what the bot does for each action, decided from what is published at the moment."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from bot.assembly import Parts
from bot.conversation.acts import (
    Act,
    Answer,
    Clarify,
    InDanger,
    NotCovered,
    PrescreenMove,
    RequestPerson,
    Say,
    Simply,
)
from bot.conversation.dialogue import OWED_TO_ANYONE, Dialogue
from bot.conversation.lookup import Lookup, Said
from bot.library.glossary import Glossary
from bot.library.live import LiveLibrary
from bot.library.matching import LIKELY, MOST_CHOICES, NEAR, SURE, Found, Match
from bot.library.texts import ChoiceId, TextId
from bot.prescreen.moves import Move, MoveKind
from bot.settings import Settings
from bot.storage.database import open_database, upgrade
from understanding.encoder import SentenceEncoder
from understanding.terms import SHAPES, Terms

VERDICT_DECLINED = Say(text=TextId.VERDICT_DECLINED, choices=(ChoiceId.START_PRESCREEN,))
TEXTS = [
    "how long does one session take",
    "can i have it with high blood pressure",
    "asdf qwer",
    "",
    "\U0001f600",
    "x" * 9000,
]


@pytest.fixture(scope="module")
def empty_dialogue(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dialogue]:
    """A dialogue before anything has been published."""
    settings = Settings(data_dir=Path(tmp_path_factory.mktemp("empty")), database_url="")
    upgrade(settings)
    with closing(open_database(settings)) as database:
        gaps = {"cost": ["how much does it cost"]}
        terms = [Terms.learn(shape, gaps["cost"]) for shape in SHAPES]
        library = LiveLibrary(database, encoder, gaps, Glossary({}), terms)
        yield Dialogue(Lookup(library))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_every_action_does_something_whatever_was_said(shared_parts: Parts, text: str) -> None:
    published = shared_parts.library.shelf().entries.keys()
    for action in shared_parts.dialogue.actions:
        acts = shared_parts.dialogue.decide(action, Said(text))
        assert acts, f"{action} would be silent"
        assert {act.entry for act in acts if isinstance(act, Answer)} <= published


def test_every_action_does_something_before_anything_is_published(empty_dialogue: Dialogue) -> None:
    for action in empty_dialogue.actions:
        assert empty_dialogue.decide(action, Said("how long does one session take")), f"{action} would be silent"
    assert empty_dialogue.decide("action_answer_question", Said("what is kap")) == [NotCovered()]


def test_an_unknown_action_is_an_error(shared_parts: Parts) -> None:
    with pytest.raises(KeyError):
        shared_parts.dialogue.decide("action_prescribe", Said("hello"))


def test_a_sure_match_is_answered(shared_parts: Parts) -> None:
    assert shared_parts.dialogue.decide("action_answer_question", Said("How long does one session take?")) == [
        Answer(entry="session_duration")
    ]


def test_a_known_gap_is_not_covered(shared_parts: Parts) -> None:
    [act] = shared_parts.dialogue.decide("action_answer_question", Said("how much does it cost"))
    assert isinstance(act, NotCovered)


def test_between_the_thresholds_it_asks_what_was_meant(shared_parts: Parts) -> None:
    matcher = shared_parts.library.shelf().matcher
    asked = 0
    for question in ("what about music", "can i laugh", "what if i get bored", "does it help", "is it safe"):
        [act] = shared_parts.dialogue.decide("action_answer_question", Said(question))
        matches = matcher.find(question).matches
        if isinstance(act, Clarify):
            asked += 1
            assert matches[0].fit >= LIKELY
            assert 1 <= len(act.entries) <= MOST_CHOICES
            assert act.entries == tuple(match.slug for match in matches[: len(act.entries)])
            assert all(match.fit >= NEAR for match in matches[: len(act.entries)])
        elif isinstance(act, Answer):
            assert matches[0].fit >= SURE
    assert asked, "none of these questions is between the thresholds any more; find one that is"


@pytest.mark.parametrize(
    ("action", "declined"),
    [("action_decline_verdict", VERDICT_DECLINED), ("action_decline_advice", Say(text=TextId.ADVICE_DECLINED))],
)
def test_what_is_declined_is_declined_first_and_the_topic_follows(
    shared_parts: Parts, action: str, declined: Say
) -> None:
    assert shared_parts.dialogue.decide(action, Said("can i have it, i have high blood pressure")) == [
        declined,
        Answer(entry="heart_bp"),
    ]


@pytest.mark.parametrize(
    ("share", "declined"),
    [({"advice": 0.3}, Say(text=TextId.ADVICE_DECLINED)), ({"verdict": 0.3}, VERDICT_DECLINED)],
)
def test_what_may_well_ask_for_advice_or_a_verdict_is_not_answered_as_fact(
    shared_parts: Parts, share: dict[str, float], declined: Say
) -> None:
    asked = "how does high blood pressure matter"
    first, *_ = shared_parts.dialogue.decide("action_answer_question", Said(asked, **share))
    assert first == declined
    assert isinstance(shared_parts.dialogue.decide("action_answer_question", Said(asked))[0], Answer)


@pytest.mark.parametrize("text", ["am i eligible", "so can i do it or not", "just tell me yes or no"])
def test_a_bare_request_for_a_verdict_gets_no_answer_that_could_hint_at_one(shared_parts: Parts, text: str) -> None:
    assert shared_parts.dialogue.decide("action_decline_verdict", Said(text)) == [VERDICT_DECLINED]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i want to start the pre-screen", MoveKind.START),
        ("lets begin", MoveKind.START),
        ("can my sister do the pre-screen", MoveKind.SOMEONE_ELSE),
    ],
)
def test_the_pre_screen_is_begun_by_a_move_that_knows_for_whom(shared_parts: Parts, text: str, kind: MoveKind) -> None:
    assert shared_parts.dialogue.decide("prescreen_form", Said(text)) == [PrescreenMove(move=Move(kind=kind))]


def test_someone_in_distress_is_comforted_first(shared_parts: Parts) -> None:
    acts = shared_parts.dialogue.decide("action_comfort", Said("i feel so low. how long does one session take?"))
    assert acts[0] == Say(text=TextId.DISTRESS)


def test_small_talk_gives_way_to_a_sure_answer(shared_parts: Parts) -> None:
    decide = shared_parts.dialogue.decide
    assert decide("action_greet", Said("how long does one session take")) == [Answer(entry="session_duration")]
    assert decide("action_greet", Said("good morning to you")) == [Say(text=TextId.GREET, suggest=True)]


def test_erasing_is_offered_with_both_ways_out(shared_parts: Parts) -> None:
    [act] = shared_parts.dialogue.decide("action_offer_erasure", Said("delete my data"))
    assert act == Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.ERASE_NOW, ChoiceId.KEEP_CHAT))


@pytest.mark.parametrize("text", ["keep them", "keep my answers", "no, keep it all please", "save them for later"])
def test_who_wants_to_keep_something_is_not_asked_whether_to_delete_it(shared_parts: Parts, text: str) -> None:
    """Rasa takes some of these for a wish to have it deleted."""
    assert shared_parts.dialogue.decide("action_offer_erasure", Said(text)) == [Say(text=TextId.KEPT)]


@pytest.mark.parametrize("text", ["i don't want you to keep this", "why do you keep my data", "please keep nothing"])
def test_who_wants_nothing_kept_is_asked_whether_to_delete_it(shared_parts: Parts, text: str) -> None:
    [act] = shared_parts.dialogue.decide("action_offer_erasure", Said(text))
    assert act == Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.ERASE_NOW, ChoiceId.KEEP_CHAT))


def test_more_is_what_stands_beside_the_last_answer(shared_parts: Parts) -> None:
    entries = shared_parts.library.shelf().entries
    [act] = shared_parts.dialogue.decide("action_tell_more", Said("tell me more", about="heart_bp"))
    assert act == Clarify(entries=entries["heart_bp"].related, text=TextId.MORE)


def test_said_simply_is_the_last_answer_again(shared_parts: Parts) -> None:
    said = Said("say that again simply", about="heart_bp")
    assert shared_parts.dialogue.decide("action_say_it_simply", said) == [Simply(entry="heart_bp")]


def test_what_comes_next_is_the_next_step_and_otherwise_what_stands_beside(shared_parts: Parts) -> None:
    decide = shared_parts.dialogue.decide
    following = shared_parts.library.shelf().entries["session_walkthrough"].next
    assert following is not None
    said = Said("and after that?", about="session_walkthrough")
    assert decide("action_tell_what_comes_next", said) == [Answer(entry=following)]
    [act] = decide("action_tell_what_comes_next", Said("and after that?", about="heart_bp"))
    assert isinstance(act, Clarify)


@pytest.mark.parametrize("action", ["action_tell_more", "action_say_it_simply", "action_tell_what_comes_next"])
def test_a_follow_up_on_nothing_is_asked_what_it_means(shared_parts: Parts, action: str) -> None:
    assert shared_parts.dialogue.decide(action, Said("and then?")) == [Say(text=TextId.WHAT_ABOUT, suggest=True)]


def test_two_questions_in_one_message_are_both_answered(shared_parts: Parts) -> None:
    said = Said("How long does one session take? And can it be dangerous for the heart?")
    acts = shared_parts.dialogue.decide("action_answer_question", said)
    assert {act.entry for act in acts if isinstance(act, Answer)} == {"session_duration", "heart_bp"}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("how many sessions and how much does it cost", "number_of_sessions"),
        ("what are the risks? and can i drive home", "risks_side_effects"),
    ],
)
def test_of_two_questions_the_one_without_an_answer_is_not_passed_over(
    shared_parts: Parts, text: str, entry: str
) -> None:
    acts = shared_parts.dialogue.decide("action_answer_question", Said(text))
    assert acts == [Answer(entry=entry), Say(text=TextId.PART_NOT_COVERED)]


def test_a_third_question_is_offered_under_the_two_that_are_answered() -> None:
    """Of the three only two are sure; what the whole message is near to must not push the third aside."""

    found = Found(
        matches=[Match("effects_duration", 0.6), Match("session_duration", 0.5), Match("who_is_present", -0.2)],
        parts=[[Match("session_duration", 0.86)], [Match("effects_duration", 0.4)], [Match("who_is_present", 0.19)]],
    )
    shelf = SimpleNamespace(matcher=SimpleNamespace(find=lambda _text: found), entries={})
    lookup = Lookup(cast(LiveLibrary, SimpleNamespace(shelf=lambda: shelf)))
    assert lookup.acts(Said("")) == [
        Answer(entry="effects_duration"),
        Answer(entry="session_duration"),
        Clarify(entries=("who_is_present",), text=TextId.ALSO_ASKED),
    ]


def test_a_short_question_is_understood_from_the_one_before(shared_parts: Parts) -> None:
    decide = shared_parts.dialogue.decide
    [act] = decide("action_answer_question", Said("and with bad kidneys?", about="pregnancy"))
    assert act == Answer(entry="liver_kidney")


UNDER_AGE, FOR_SOMEONE_ELSE, CARE = (
    Say(text=text) for text in (TextId.UNDER_AGE, TextId.FOR_SOMEONE_ELSE, TextId.MEDICINE_CARE)
)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("can my sister have it, she has high blood pressure", [Answer(entry="heart_bp")]),
        ("is my husband eligible", []),
        ("would they take her", []),
    ],
)
def test_a_verdict_on_someone_else_is_declined_in_words_of_its_own(
    shared_parts: Parts, text: str, topic: list[Act]
) -> None:
    assert shared_parts.dialogue.decide("action_decline_verdict", Said(text)) == [FOR_SOMEONE_ELSE, *topic]


@pytest.mark.parametrize(
    "text", ["my son is 15, could he", "can my daughter have it, she is 16 and has high blood pressure"]
)
def test_about_a_child_no_answer_follows_that_could_be_taken_for_a_verdict(shared_parts: Parts, text: str) -> None:
    assert shared_parts.dialogue.decide("action_decline_verdict", Said(text)) == [FOR_SOMEONE_ELSE]


def test_advice_for_someone_else_is_declined_like_any_advice(shared_parts: Parts) -> None:
    said = Said("should my husband stop his lexapro")
    assert shared_parts.dialogue.decide("action_decline_advice", said)[0] == Say(text=TextId.ADVICE_DECLINED)


@pytest.mark.parametrize(
    "text", ["im 16 so can i have this", "tengo 16 años", "i turn 18 next year, should i stop zoloft"]
)
def test_a_person_under_18_is_told_first_whatever_else_is_done(shared_parts: Parts, text: str) -> None:
    for action in shared_parts.dialogue.actions:
        acts = shared_parts.dialogue.decide(action, Said(text, about="heart_bp"))
        assert acts[0] == UNDER_AGE, action
        if action not in OWED_TO_ANYONE:
            assert all(isinstance(act, Answer) or act == CARE for act in acts[1:]), action


def test_a_person_under_18_reads_an_answer_only_where_one_was_surely_asked_for(shared_parts: Parts) -> None:
    decide = shared_parts.dialogue.decide
    said = Said("I'm 16. How long does one session take?")
    assert decide("action_answer_question", said) == [UNDER_AGE, Answer(entry="session_duration")]
    assert decide("action_answer_question", Said("i'm 16 and i wonder about things")) == [UNDER_AGE]
    assert decide("action_decline_verdict", Said("i'm 16, am i eligible")) == [UNDER_AGE]
    assert decide("prescreen_form", Said("im 17 lets start")) == [UNDER_AGE]


def test_a_person_under_18_has_a_claim_to_all_that_is_no_treatment(shared_parts: Parts) -> None:
    decide = shared_parts.dialogue.decide
    assert decide("action_support_in_crisis", Said("im 15 and cant go on")) == [UNDER_AGE, InDanger()]
    assert decide("action_comfort", Said("im 14 and so alone")) == [UNDER_AGE, Say(text=TextId.DISTRESS)]
    assert decide("action_offer_person", Said("i'm 16, let me talk to someone")) == [
        UNDER_AGE,
        RequestPerson(),
    ]
    [first, offer] = decide("action_offer_erasure", Said("im 16, delete this"))
    assert (first, offer) == (
        UNDER_AGE,
        Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.ERASE_NOW, ChoiceId.KEEP_CHAT)),
    )
    assert shared_parts.dialogue.actions >= OWED_TO_ANYONE


def test_who_speaks_of_stopping_a_medicine_reads_not_to_do_so_alone(shared_parts: Parts) -> None:
    """Beside every action, once, and last; the texts that say so themselves need nothing more."""
    said = Said("do people stop their lexapro before it", about="heart_bp")
    says_it_already = (Answer(entry="medications"), Say(text=TextId.ADVICE_DECLINED))
    for action in shared_parts.dialogue.actions:
        acts = shared_parts.dialogue.decide(action, said)
        if any(act in says_it_already for act in acts):
            assert CARE not in acts, action
        else:
            assert acts[-1] == CARE, action
            assert acts.count(CARE) == 1, action


def test_who_speaks_of_no_change_reads_no_word_on_it(shared_parts: Parts) -> None:
    for action in shared_parts.dialogue.actions:
        assert CARE not in shared_parts.dialogue.decide(action, Said("is lexapro a problem", about="heart_bp"))


def test_an_answer_beside_something_graver_keeps_the_word_on_medicines(shared_parts: Parts) -> None:
    beside = shared_parts.dialogue.answer_beside
    assert beside(Said("How long does one session take? I stopped my lexapro.")) in (
        [],
        [Answer(entry="session_duration"), CARE],
    )
    assert beside(Said("i stopped my lexapro, so what")) in ([], [Answer(entry="medications")])


@pytest.mark.parametrize("text", ["i dont want my data deleted", "dont delete my stuff"])
def test_who_wants_nothing_deleted_is_told_that_nothing_is(shared_parts: Parts, text: str) -> None:
    assert shared_parts.dialogue.decide("action_offer_erasure", Said(text)) == [Say(text=TextId.KEPT)]
