"""Whatever people answer, in whatever order, the pre-screen says the same and ends with a clinician.

Two people take the same steps through the machine and answer differently; everything that they are shown is rendered as
it would be sent, and compared.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.conversation.rendering import Renderer
from bot.library.kinds import Kind
from bot.library.texts import TextId
from bot.library.wording import judgements, promises
from bot.prescreen.machine import can_be_reached, has_unsent_changes
from bot.prescreen.moves import MoveKind
from bot.prescreen.shown import ReviewShown, Shown, Told
from bot.prescreen.state import Outcome, Prescreen, Stage
from bot.prescreen.values import Value
from tests.prescreen.walking import CONTACT, MESSAGES, ORDER, QUESTIONNAIRE, TEXTS, Walk

RENDERER = Renderer(TEXTS, QUESTIONNAIRE)
REFERENCE = "K7FM-3RPD"
FAULT = TEXTS[TextId.FAULT].text
QUOTED = re.compile(r"“[^“”\n]*”")
READING = re.compile(rf" {re.escape(QUESTIONNAIRE.review.read_as)}: .*")

CLEAR = [Value.YES, Value.NO, Value.UNSURE, Value.DECLINED]
STEERING = [kind for kind in MoveKind if kind not in (MoveKind.ANSWER, MoveKind.CHOOSE)]
# What a person does who wants it to end there.
ENDS = {
    MoveKind.NOT_NOW: TextId.PRESCREEN_NOT_NOW,
    MoveKind.STOP: TextId.PRESCREEN_NOT_NOW,
    MoveKind.UNDO: TextId.PRESCREEN_NOT_NOW,
    MoveKind.HOLD: TextId.PRESCREEN_NOT_NOW,
    MoveKind.KEEP: TextId.PRESCREEN_NOT_NOW,
    MoveKind.ERASE: TextId.PRESCREEN_ERASED,
    MoveKind.SOMEONE_ELSE: TextId.PRESCREEN_FOR_OTHER,
    MoveKind.UNDER_AGE: TextId.UNDER_AGE,
}

stories = st.text(max_size=60) | st.sampled_from(
    [
        "yes", "no", "i had psychosis twice", "never, thank god", "you qualify for KAP", "am i a candidate?",
        "**You are not eligible.**", "ketamine every day", "”\n\nYou can have KAP.\n\n“", "lithium and xanax", "",
        "a" * 400, "\u202eno", "[you qualify](https://x.example)", "212 555 0142",
    ]
)  # fmt: skip
values = st.sampled_from(CLEAR)
questions = st.none() | st.sampled_from(ORDER)
Said = tuple[Kind, str, tuple[tuple[str, str], ...], tuple[int, int] | None]

met: Counter[str] = Counter()
closings: dict[tuple[bool, bool], set[tuple[str, ...]]] = {}


def rendered(shown: Shown) -> Said:
    """What a person reads and can tap, without the ids that differ each time."""
    [one] = RENDERER.render([shown], None, REFERENCE)
    message = one.message
    buttons = tuple((choice.label, one.payloads[choice.id]) for choice in message.choices)
    progress = (message.progress.step, message.progress.of) if message.progress else None
    return message.kind, message.text, buttons, progress


def without_answers(said: Said) -> Said:
    """The same without the person's own answers, which stand at the review."""
    kind, text, buttons, progress = said
    if kind is Kind.PRESCREEN_QUESTION:
        return kind, QUOTED.sub("…", text), buttons, progress
    if kind is not Kind.PRESCREEN_REVIEW:
        return said
    lines = [
        QUOTED.sub("…", READING.sub("", line)).replace(QUESTIONNAIRE.review.skipped, "…")
        if line.startswith("- **")
        else line
        for line in text.splitlines()
    ]
    return kind, "\n".join(lines), buttons, progress


class TwoPeople(RuleBasedStateMachine):
    """The same steps, other answers."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.other = Walk(), Walk()
        self.moves = 0

    @property
    def both(self) -> tuple[Walk, Walk]:
        return self.one, self.other

    @property
    def open_question(self) -> str | None:
        return self.one.prescreen.question if self.one.prescreen else None

    def step(self, what: Callable[[Walk, int], object], kind: MoveKind) -> None:
        """The same step of both, and what must hold of it."""
        before = self.one.prescreen
        for number, walk in enumerate(self.both):
            what(walk, number)
        self.moves += 1
        met["moves"] += 1
        self.must_read_the_same(before, kind)
        self.must_not_vanish(before, kind)

    def must_read_the_same(self, before: Prescreen | None, done: MoveKind) -> None:
        read = [[rendered(shown) for shown in walk.shown] for walk in self.both]
        # Something else is asked of who has changes to send, and they are told nothing of the pre-screen meanwhile.
        is_held = done is MoveKind.HOLD and before is not None and has_unsent_changes(before)
        assert bool(read[0]) is not is_held, "nothing is said"
        assert [without_answers(each) for each in read[0]] == [without_answers(each) for each in read[1]]
        for walk, said in zip(self.both, read, strict=True):
            for kind, text, buttons, progress in said:
                met["messages"] += 1
                assert text != FAULT, "a message was held back"
                quotes = kind in (Kind.PRESCREEN_REVIEW, Kind.PRESCREEN_QUESTION)
                own = QUOTED.sub("“”", text) if quotes else text
                for words in (own, *(label for label, _ in buttons)):
                    assert judgements(words) == []
                    assert promises(words) == []
                assert (progress is not None) is (kind is Kind.PRESCREEN_QUESTION)
                if progress is not None:
                    assert 1 <= progress[0] <= progress[1] == 11
            # Who asks later when the clinic gets back reads the promise alone.
            is_sent = walk.told and walk.told[0] in (TextId.PRESCREEN_SENT, TextId.PRESCREEN_SENT_CLOSED)
            if is_sent and done is MoveKind.SEND:
                key = (walk.is_clinic_open, can_be_reached(walk.here))
                closings.setdefault(key, set()).add(tuple(text for _, text, _, _ in said))
                met["sent"] += 1

    def must_not_vanish(self, before: Prescreen | None, kind: MoveKind) -> None:
        if before is not None and self.one.prescreen is None:
            event(f"ended by {kind}")
            met["ended by the person"] += 1
            expected = ENDS[kind]
            if before.stage is Stage.CONSENT and kind is MoveKind.ERASE:
                expected = TextId.PRESCREEN_NOT_NOW
            assert self.one.told == [expected]
            assert before.sent is None, "what the clinic has does not vanish"

    @initialize(is_open=st.booleans(), begins=st.booleans())
    def begin(self, is_open: bool, begins: bool) -> None:
        self.one.is_clinic_open = self.other.is_clinic_open = is_open
        if begins:
            for kind in (MoveKind.START, MoveKind.AGREE):
                self.step(lambda walk, _, kind=kind: walk.does(kind), kind)  # type: ignore[misc]

    @rule(words=st.tuples(stories, stories), read=st.tuples(values, values), tapped=st.booleans())
    def answer(self, words: tuple[str, str], read: tuple[Value, Value], tapped: bool) -> None:
        """Each in their own words, or by a button; whether they can be reached is no matter of health."""
        is_about_contact = self.open_question in (CONTACT, MESSAGES)

        def answers(walk: Walk, number: int) -> None:
            value = read[0 if is_about_contact else number]
            if tapped and walk.prescreen is not None and walk.prescreen.question is not None:
                walk.taps(value)
            else:
                walk.writes(words[number], value)

        self.step(answers, MoveKind.ANSWER)

    @rule(words=st.tuples(stories, stories))
    def answer_unclearly(self, words: tuple[str, str]) -> None:
        self.step(lambda walk, number: walk.writes(words[number], Value.NEEDS_FOLLOWUP), MoveKind.ANSWER)

    @rule(words=st.tuples(stories.filter(bool), stories.filter(bool)), question=st.sampled_from(ORDER[:-2]))
    def tell_of_another_question(self, words: tuple[str, str], question: str) -> None:
        self.step(lambda walk, number: walk.does(MoveKind.ADD, words[number], question=question), MoveKind.ADD)

    @rule(read=st.tuples(values, values), question=st.sampled_from(ORDER))
    def tap_an_older_button(self, read: tuple[Value, Value], question: str) -> None:
        if question in (CONTACT, MESSAGES):
            read = (read[0], read[0])
        self.step(
            lambda walk, number: walk.does(
                MoveKind.ANSWER, "Yes", is_tapped=True, question=question, value=read[number]
            ),
            MoveKind.ANSWER,
        )

    @rule(choices=st.tuples(*[st.sampled_from([*QUESTIONNAIRE[MESSAGES].choices, "none_of_them"])] * 2))
    def choose(self, choices: tuple[str, str]) -> None:
        if "none_of_them" in choices:
            choices = ("none_of_them", "none_of_them")
        self.step(
            lambda walk, number: walk.does(MoveKind.CHOOSE, is_tapped=True, choice=choices[number]), MoveKind.CHOOSE
        )

    @rule(kind=st.sampled_from(STEERING), question=questions)
    def steer(self, kind: MoveKind, question: str | None) -> None:
        self.step(lambda walk, _: walk.does(kind, question=question), kind)

    @precondition(lambda self: self.one.prescreen is not None and self.one.prescreen.stage is Stage.ASKING)
    @rule(words=st.tuples(stories, stories), read=st.tuples(values, values))
    def answer_to_the_end(self, words: tuple[str, str], read: tuple[Value, Value]) -> None:
        """Patience: without it few would ever come to the review."""
        while self.one.prescreen is not None and self.one.prescreen.question is not None:
            self.answer(words, read, False)

    @rule()
    def be_in_danger(self) -> None:
        """What the conversation does with the pre-screen of someone in danger: it waits."""
        for walk in self.both:
            if walk.prescreen is not None and walk.prescreen.is_open:
                walk.prescreen = replace(walk.prescreen, is_paused=True)

    @rule()
    def see_the_clinic_open_or_close(self) -> None:
        for walk in self.both:
            walk.is_clinic_open = not walk.is_clinic_open

    @invariant()
    def no_answer_is_held_before_consent(self) -> None:
        for walk in self.both:
            if walk.prescreen is not None and walk.prescreen.consent is None:
                assert not walk.prescreen.answers
                assert walk.prescreen.stage is Stage.CONSENT

    @invariant()
    def they_stand_in_the_same_place(self) -> None:
        places = [
            (each.stage, each.question, each.is_editing, each.followed_up, each.is_paused, each.is_leaving,
             each.times_sent, each.outcome, list(each.answers))
            if each is not None
            else None
            for each in (walk.prescreen for walk in self.both)
        ]  # fmt: skip
        assert places[0] == places[1]

    @invariant()
    def it_has_ended_or_can_go_on(self) -> None:
        """Sent, stopped by the person, or still open: nothing else."""
        here = self.one.prescreen
        if here is None:
            return
        if here.stage is Stage.SENT:
            assert here.outcome is Outcome.ROUTED_TO_CLINICIAN
        else:
            assert here.is_paused or here.is_open

    def teardown(self) -> None:
        """From wherever they are, both can still get to a clinician, without one more answer, and read the same."""
        met["conversations"] += 1
        for walk in self.both:
            walk.is_clinic_open = True
        if self.one.prescreen is None:
            self.step(lambda walk, _: walk.does(MoveKind.START), MoveKind.START)
        if self.one.here.stage is Stage.CONSENT:
            self.step(lambda walk, _: walk.does(MoveKind.AGREE), MoveKind.AGREE)
        if self.one.here.stage is not Stage.SENT:
            self.step(lambda walk, _: walk.does(MoveKind.GO_ON), MoveKind.GO_ON)
        for _ in range(len(ORDER) + 1):
            if self.one.here.question is not None:
                self.step(lambda walk, _: walk.does(MoveKind.SKIP), MoveKind.SKIP)
        if self.one.here.stage is not Stage.SENT:
            self.step(lambda walk, _: walk.does(MoveKind.SEND), MoveKind.SEND)
        event(f"sent {min(self.one.here.times_sent, 3)} times or more")
        for walk in self.both:
            assert walk.here.outcome is Outcome.ROUTED_TO_CLINICIAN


def test_nothing_that_anyone_reads_depends_on_what_they_answered(
    record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    met.clear()
    closings.clear()
    run_state_machine_as_test(
        TwoPeople,
        settings=settings(
            max_examples=300, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    for name, count in met.items():
        record_property(name, count)
    with capsys.disabled():
        print(f"\n  pairs of conversations: {dict(met)}")
    assert met["conversations"] >= 300
    assert met["sent"] > 300
    assert len(closings) > 1
    for (is_open, is_reachable), texts in closings.items():
        assert texts == {plain_closing(is_open, is_reachable)}


def plain_closing(is_open: bool, is_reachable: bool) -> tuple[str, ...]:
    """What someone reads at the end who left out every question, but perhaps the one on how to be reached."""
    walk = Walk(is_clinic_open=is_open).begins()
    while walk.here.question is not None:
        walk.answers_one() if is_reachable and walk.here.question == CONTACT else walk.does(MoveKind.SKIP)
    return tuple(rendered(shown)[1] for shown in walk.does(MoveKind.SEND).shown)


@given(
    answers=st.dictionaries(
        st.sampled_from(ORDER[:-2]), st.tuples(stories, st.sampled_from(list(Value)), stories, values)
    )
)
@settings(max_examples=150, deadline=None)
def test_an_unclear_answer_leads_to_one_neutral_question_and_then_to_the_same_place(
    answers: dict[str, tuple[str, Value, str, Value]],
) -> None:
    plain, asked_again = Walk().begins(), Walk().begins()
    while plain.here.question is not None:
        question = plain.here.question
        first, value, second, later = answers.get(question, ("x", Value.YES, "y", Value.YES))
        plain.answers_one()
        if question in (CONTACT, MESSAGES):
            asked_again.answers_one()
            continue
        asked_again.writes(first, value)
        if value is Value.NEEDS_FOLLOWUP:
            [(kind, text, _, _)] = [rendered(shown) for shown in asked_again.shown]
            assert (kind, text) == (Kind.PRESCREEN_QUESTION, QUESTIONNAIRE[question].follow_up)
            asked_again.writes(second, later)
        assert [without_answers(rendered(s)) for s in plain.shown] == [
            without_answers(rendered(s)) for s in asked_again.shown
        ]
    assert [rendered(s) for s in plain.does(MoveKind.SEND).shown] == [
        rendered(s) for s in asked_again.does(MoveKind.SEND).shown
    ]


@pytest.mark.parametrize("value", list(Value))
def test_who_answers_every_question_alike_reads_the_same_end_as_who_answers_none(value: Value) -> None:
    ends = []
    for reading in (value, None):
        walk = Walk().begins()
        while walk.here.question is not None:
            if walk.here.question in (CONTACT, MESSAGES):
                walk.answers_one()
            elif reading is None:
                walk.does(MoveKind.SKIP)
            else:
                walk.writes("so", reading)
        ends.append([rendered(shown) for shown in walk.does(MoveKind.SEND).shown])
    assert ends[0] == ends[1]


def test_there_is_one_outcome() -> None:
    assert len(Outcome) == 1


def test_what_is_told_at_the_end_holds_the_reference_and_no_answer() -> None:
    walk = Walk().begins().answers_all().does(MoveKind.SEND)
    [(kind, text, _, _)] = [rendered(shown) for shown in walk.shown]
    assert kind is Kind.HANDOFF
    assert REFERENCE in text
    assert "words on" not in text
    assert [isinstance(shown, Told) for shown in walk.shown] == [True]
    assert not any(isinstance(shown, ReviewShown) for shown in walk.shown)
