"""The whole pre-screen as a person meets it, with Rasa away: what they read, what is stored, and what becomes of it."""

import re
import secrets
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bot.assembly import Parts, assemble
from bot.conversation.messages import Message
from bot.conversation.service import Incoming, StorageUnavailable, UnknownConversation
from bot.conversation.talk import Turn
from bot.conversation.turns import Turns
from bot.handoff.items import ItemState, ItemView
from bot.handoff.kinds import ItemKind
from bot.library.kinds import Kind
from bot.library.texts import REFERENCE, ChoiceId, TextId
from bot.prescreen.questionnaire import Label
from bot.prescreen.state import Given, Prescreen, Stage
from bot.prescreen.store import Held, Overtaken
from bot.prescreen.values import QUESTIONS, Value
from bot.settings import Settings
from bot.storage.models import (
    ErasureReceiptRow,
    MessageRow,
    PrescreenRow,
    QueueItemRow,
    UnansweredQuestionRow,
)

MONDAY_NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
SUNDAY = datetime(2026, 3, 1, 17, tzinfo=UTC)
CONTACT, MESSAGES = "contact_preference", "message_preference"
ORDER = (*QUESTIONS, MESSAGES)
NUMBER = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
STORIES = {
    "reason_for_interest": "i have been depressed for years and nothing helps any more",
    "previous_treatment": "yes, therapy and prozac",
    "psychosis_history": "nope never",
    "heart_blood_pressure": "bp is fine with lisinopril",
    "liver_kidney": "no",
    "pregnancy": "no",
    "substance_use": "not sure",
    "medications": "lisinopril and zoloft",
    "allergy_ketamine": "i don't think so",
    "anything_else": "i am afraid of needles",
    CONTACT: "Anna, 212 555 0142, evenings",
    MESSAGES: "yes but be discreet please",
}


@dataclass
class Person:
    """One person in one conversation; `latest` is what they were told last."""

    parts: Parts
    address: str = field(default_factory=lambda: secrets.token_hex(8))
    latest: list[Message] = field(default_factory=list)
    heard: list[Message] = field(default_factory=list)

    def arrives(self) -> "Person":
        self.latest = self.parts.conversation.begin("web", self.address)
        self.heard += self.latest
        return self

    def _does(self, incoming: Incoming) -> "Person":
        self.latest = self.parts.conversation.reply("web", self.address, incoming)
        self.heard += self.latest
        return self

    def says(self, text: str, message_id: str | None = None) -> "Person":
        return self._does(Incoming(text=text, message_id=message_id))

    def taps(self, label: Label | ChoiceId | str, message_id: str | None = None) -> "Person":
        """The newest button that says so."""
        return self._does(Incoming(choice=self.button(label), message_id=message_id))

    def button(self, label: Label | ChoiceId | str) -> str:
        text = str(label)
        if isinstance(label, Label):
            text = self.parts.questionnaire.labels[label]
        elif isinstance(label, ChoiceId):
            text = self.parts.texts.label(label)
        found = [choice.id for message in self.heard for choice in message.choices if choice.label == text]
        assert found, f"no button says {text}"
        return found[-1]

    def begins(self) -> "Person":
        return self.arrives().taps(ChoiceId.START_PRESCREEN).taps(Label.AGREE)

    def tells_until(self, question: str) -> "Person":
        """Answers each question up to this one, in own words."""
        for _ in range(20):
            if self.prescreen.question == question:
                return self
            self.says(STORIES[self.prescreen.question or ""])
        raise AssertionError(f"{question} never came")

    def answers_until(self, question: str) -> "Person":
        """As if they had told all up to this question, and had it put to them again: in a moment, for tests about what
        comes then."""
        return self._has_answered(ORDER[: ORDER.index(question)], stage=Stage.ASKING, question=question)

    def answers_all(self) -> "Person":
        """As if they had told all of it, and had it all shown back."""
        return self._has_answered(
            [name for name in ORDER if name not in self.prescreen.answers], stage=Stage.REVIEW, question=None
        )

    def _has_answered(self, names: Sequence[str], **fields: object) -> "Person":
        held = self.held
        assert held is not None
        told = {name: Given("asked", STORIES[name], Value.YES, MONDAY_NOON) for name in names}
        now = replace(held.prescreen, answers={**held.prescreen.answers, **told}, **fields)  # type: ignore[arg-type]
        conversation = self.conversation
        with self.parts.database.transaction() as session:
            self.parts.prescreens.keep(session, conversation, held, now)
        return self.says("what was the question?")

    def sends(self) -> "Person":
        return self.begins().answers_all().taps(Label.SEND)

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.latest]

    def was_told(self, text: TextId) -> bool:
        """Whether one of the latest messages is this text, whatever the number in it."""
        approved = self.parts.texts[text].text
        return any(NUMBER.sub(REFERENCE, each) == approved or each == approved for each in self.texts)

    @property
    def is_asked(self) -> str | None:
        """The question that the last message puts, in whichever form."""
        last = self.latest[-1].text
        forms = {
            form: question.id
            for question in self.parts.questionnaire.questions
            for form in (question.text, question.follow_up, f"{question.why}\n\n{question.text}")
        }
        return forms.get(last)

    @property
    def conversation(self) -> str:
        with self.parts.database.transaction() as session:
            row = self.parts.conversation._store.find(session, "web", self.address)
            assert row is not None
            return row.id

    @property
    def held(self) -> Held | None:
        conversation = self.conversation
        with self.parts.database.transaction() as session:
            return self.parts.prescreens.of(session, conversation)

    @property
    def prescreen(self) -> Prescreen:
        held = self.held
        assert held is not None, "there is no pre-screen"
        return held.prescreen

    def given(self, question: str) -> Given:
        return self.prescreen.answers[question]

    def items(self, *kinds: ItemKind) -> list[ItemView]:
        conversation = self.conversation
        with self.parts.database.transaction() as session:
            return [
                item for item in self.parts.queue.of(session, conversation) if item.kind in (kinds or tuple(ItemKind))
            ]


@pytest.fixture
def person(small_parts: Parts) -> Person:
    at(small_parts, MONDAY_NOON)
    return Person(small_parts)


def at(parts: Parts, moment: datetime) -> None:
    """The moment by which it is decided whether the clinic is open."""
    parts.conversation._turns._clock = lambda: moment


def count(parts: Parts, table: type) -> int:
    with parts.database.transaction() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def interleave(parts: Parts, monkeypatch: pytest.MonkeyPatch, other_tab: Callable[[], object]) -> None:
    """Lets the other tab be faster, once: after this turn was decided, and before it is stored."""
    turns = parts.conversation._turns
    waiting = [other_tab]

    def decided(name: str) -> Callable[..., Turn]:
        decide: Callable[..., Turn] = getattr(Turns, name)

        def first(*args: object) -> Turn:
            turn = decide(turns, *args)
            if waiting:
                waiting.pop()()
            return turn

        return first

    for name in ("typed", "tapped"):
        monkeypatch.setattr(turns, name, decided(name))


# From end to end


def test_the_whole_of_it_by_buttons(person: Person) -> None:
    person.begins()
    assert person.was_told(TextId.PRESCREEN_BEGUN)
    steps = []
    while person.is_asked != CONTACT:
        assert person.latest[-1].progress is not None
        steps.append(person.latest[-1].progress.step)
        is_topic = any(choice.label == "Not sure" for choice in person.latest[-1].choices)
        person.taps(Label.UNSURE if is_topic else Label.SKIP)
    assert steps == list(range(1, 11))
    person.says("Anna, 212 555 0142").taps("Yes, but a discreet one")
    assert person.latest[-1].kind is Kind.PRESCREEN_REVIEW
    person.taps(Label.SEND)
    assert person.was_told(TextId.PRESCREEN_SENT)
    assert person.latest[0].kind is Kind.HANDOFF
    [item] = person.items()
    assert (item.kind, item.state, item.times) == (ItemKind.PRESCREEN, ItemState.NEW, 1)
    assert item.reference in person.texts[0]
    assert item.contact is not None
    assert "212 555 0142" in item.contact.reach


def test_the_whole_of_it_in_own_words(person: Person) -> None:
    person.arrives().says("i'd like to answer the questions for the clinic")
    assert person.latest[-1].kind == "consent"
    person.says("yes, let's begin")
    for question in [*QUESTIONS, MESSAGES]:
        if person.is_asked != question:
            # An unclear answer was asked about once more, which is fine.
            person.says("that is all i can say")
        assert person.is_asked == question
        person.says(STORIES[question])
    if person.latest[-1].kind is Kind.PRESCREEN_QUESTION:
        person.says("that is all i can say")
    review = person.texts[-1]
    for question in QUESTIONS:
        assert STORIES[question] in review, f"the words on {question} are shown back"
    person.says("yes, send it please")
    assert person.was_told(TextId.PRESCREEN_SENT)
    [item] = person.items()
    with person.parts.database.transaction() as session:
        stored = person.parts.prescreens.of_item(session, item.id)
    assert stored is not None
    assert stored.prescreen.sent is not None
    for question in QUESTIONS:
        assert STORIES[question] in stored.prescreen.sent[question].words
    assert stored.prescreen.sent["heart_blood_pressure"].value is Value.YES
    assert stored.prescreen.sent["psychosis_history"].value is Value.NO


def test_whatever_people_answer_they_read_the_same_at_the_end(small_parts: Parts) -> None:
    at(small_parts, MONDAY_NOON)
    ends = set()
    for label in (Label.YES, Label.NO, Label.UNSURE, Label.DECLINED):
        person = Person(small_parts).begins()
        for _ in range(40):
            if person.prescreen.question is None:
                break
            if person.prescreen.question == CONTACT:
                person.says("212 555 0142").taps(Label.SKIP)
            elif person.prescreen.question in ("reason_for_interest", "anything_else"):
                question = person.prescreen.question
                person.says(f"my work is {label} {secrets.token_hex(4)} stressful, and i sleep badly")
                if person.prescreen.question == question:
                    person.taps(Label.SKIP)
            else:
                person.taps(label)
        person.taps(Label.SEND)
        ends.add(tuple(NUMBER.sub(REFERENCE, text) for text in person.texts))
    assert len(ends) == 1


def test_nothing_that_is_written_before_consent_is_an_answer(person: Person) -> None:
    person.arrives().taps(ChoiceId.START_PRESCREEN).says("i have schizophrenia and take lithium")
    assert person.prescreen.stage is Stage.CONSENT
    assert not person.prescreen.answers
    assert person.latest[-1].kind is Kind.CONSENT
    person.taps(Label.NOT_NOW)
    assert person.held is None
    assert person.items() == []


@pytest.mark.parametrize("text", ["actually yes", "wait, i changed my mind"])
def test_who_takes_a_no_back_is_asked_for_consent_once_more(person: Person, text: str) -> None:
    person.arrives().taps(ChoiceId.START_PRESCREEN).says("no")
    assert person.was_told(TextId.PRESCREEN_NOT_NOW)
    person.says(text)
    assert person.texts == [person.parts.questionnaire.consent.text]
    assert person.prescreen.consent is None, "nobody agrees to what they read before they said no"


def test_a_yes_is_about_the_no_only_right_after_it(person: Person) -> None:
    person.arrives().taps(ChoiceId.START_PRESCREEN).says("no").says("how long does one session take?")
    person.says("actually yes")
    assert person.held is None


def test_all_answers_are_shown_at_a_question_and_it_stays_open(person: Person) -> None:
    person.begins().tells_until("heart_blood_pressure").says("show me my answers")
    assert person.was_told(TextId.MY_DATA)
    assert STORIES["psychosis_history"] in " ".join(person.texts)
    assert person.is_asked == "heart_blood_pressure"
    assert "heart_blood_pressure" not in person.prescreen.answers


def test_what_is_taken_back_is_asked_again(person: Person) -> None:
    person.begins().tells_until("heart_blood_pressure").says("wait i meant yes")
    assert person.is_asked == "psychosis_history"
    person.says("yes")
    assert person.prescreen.answers["psychosis_history"].value is Value.YES
    assert person.is_asked == "heart_blood_pressure"


def test_consent_is_stored_with_its_text(person: Person) -> None:
    person.begins()
    consent = person.prescreen.consent
    assert consent is not None
    assert consent.text == person.parts.questionnaire.consent.text
    assert consent.version == person.parts.questionnaire.consent.version


@pytest.mark.parametrize(
    ("label", "text"), [(Label.SOMEONE_ELSE, TextId.PRESCREEN_FOR_OTHER), (Label.UNDER_AGE, TextId.UNDER_AGE)]
)
def test_who_it_is_not_for_is_led_to_the_clinic(person: Person, label: Label, text: TextId) -> None:
    person.arrives().taps(ChoiceId.START_PRESCREEN).taps(label)
    assert person.was_told(text)
    assert person.held is None


@pytest.mark.parametrize(
    ("moment", "text"), [(MONDAY_NOON, TextId.PRESCREEN_SENT), (SUNDAY, TextId.PRESCREEN_SENT_CLOSED)]
)
def test_the_promise_depends_on_the_hours(person: Person, moment: datetime, text: TextId) -> None:
    person.begins().answers_all()
    at(person.parts, moment)
    assert person.taps(Label.SEND).was_told(text)


def test_without_a_way_to_be_reached_the_clinics_number_is_given(person: Person) -> None:
    person.begins().answers_until(CONTACT).taps(Label.SKIP).taps(Label.SEND)
    assert person.was_told(TextId.PRESCREEN_NO_CONTACT)
    [item] = person.items()
    assert item.contact is None
    assert all(item.reference in text for text in person.texts)


# Stored before it is told


def test_nobody_is_told_what_could_not_be_stored(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.begins().answers_all()
    before = count(person.parts, MessageRow)

    def broken(*args: object) -> None:
        raise OperationalError("insert", {}, Exception("disk full"))

    with monkeypatch.context() as context:
        context.setattr(person.parts.prescreens, "keep", broken)
        with pytest.raises(StorageUnavailable):
            person.taps(Label.SEND)
    assert person.items() == [], "an item without its answers is none"
    assert count(person.parts, MessageRow) == before
    assert person.taps(Label.SEND).was_told(TextId.PRESCREEN_SENT)
    assert len(person.items()) == 1


def test_the_item_is_there_when_the_words_are_made(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number in the text is the stored item's own: there is no text before there is an item."""
    person.begins().answers_all()
    seen: list[str | None] = []
    render = person.parts.conversation._renderer.render

    def watched(acts: object, shelf: object, reference: str | None = None) -> object:
        seen.append(reference)
        return render(acts, shelf, reference)  # type: ignore[arg-type]

    monkeypatch.setattr(person.parts.conversation._renderer, "render", watched)
    person.taps(Label.SEND)
    assert seen == [person.items()[0].reference]


def test_the_same_message_twice_gets_the_same_reply_and_one_item(person: Person) -> None:
    person.begins().answers_all()
    first = person.taps(Label.SEND, message_id="m-1").latest
    again = person.taps(Label.SEND, message_id="m-1").latest
    assert again == first
    [item] = person.items()
    assert item.times == 1


def test_an_answer_sent_twice_is_one_answer(person: Person) -> None:
    person.begins().says("i am tired of being sad", message_id="a-1")
    version = person.held.version if person.held else 0
    person.says("i am tired of being sad", message_id="a-1")
    assert person.held is not None
    assert person.held.version == version
    assert set(person.prescreen.answers) == {"reason_for_interest"}


def test_sent_twice_is_one_item(person: Person) -> None:
    person.sends()
    [item] = person.items()
    assert person.taps(Label.SEND).was_told(TextId.PRESCREEN_ALREADY_SENT)
    assert item.reference in person.texts[0]
    [again] = person.items()
    assert again.times == 1


def test_what_was_sent_can_be_changed_and_is_the_same_item(person: Person) -> None:
    person.sends().taps(Label.AMEND).taps("Pregnancy").says("yes, i am pregnant").taps(Label.SEND)
    assert person.was_told(TextId.PRESCREEN_SENT)
    [item] = person.items()
    assert item.times == 2
    assert item.reference in person.texts[0]
    assert person.prescreen.sent is not None
    assert person.prescreen.sent["pregnancy"].words == "yes, i am pregnant"


def test_a_claimed_and_closed_item_comes_back_when_the_answers_change(person: Person) -> None:
    person.sends()
    [item] = person.items()
    with person.parts.database.transaction() as session:
        person.parts.queue.close(session, item.id, "dr. b")
    person.taps(Label.AMEND).taps("Medicines").says("lithium too").taps(Label.SEND)
    [again] = person.items()
    assert (again.id, again.state) == (item.id, ItemState.NEW)


# Two tabs


def test_two_tabs_that_answer_the_same_question_at_once_keep_the_first_and_lose_nothing(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.begins().answers_until("pregnancy")
    no, yes = person.button(Label.NO), person.button(Label.YES)
    reply = person.parts.conversation.reply
    interleave(person.parts, monkeypatch, lambda: reply("web", person.address, Incoming(choice=no)))
    person.latest = reply("web", person.address, Incoming(choice=yes))
    assert person.given("pregnancy").value is Value.NO
    assert "substance_use" not in person.prescreen.answers, "a button of one question answers no other"
    assert person.was_told(TextId.PRESCREEN_MOVED_ON)
    assert person.is_asked == "substance_use"


def test_two_tabs_that_begin_at_once_begin_once(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.arrives()
    button = person.button(ChoiceId.START_PRESCREEN)
    reply = person.parts.conversation.reply
    interleave(person.parts, monkeypatch, lambda: reply("web", person.address, Incoming(choice=button)))
    person.latest = reply("web", person.address, Incoming(choice=button))
    assert person.latest[-1].kind is Kind.CONSENT
    assert count(person.parts, PrescreenRow) == 1


def test_two_tabs_that_send_at_once_send_once(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.begins().answers_all()
    button = person.button(Label.SEND)
    reply = person.parts.conversation.reply
    interleave(person.parts, monkeypatch, lambda: reply("web", person.address, Incoming(choice=button)))
    person.latest = reply("web", person.address, Incoming(choice=button))
    assert person.was_told(TextId.PRESCREEN_ALREADY_SENT)
    [item] = person.items()
    assert item.times == 1


def test_what_one_tab_erases_the_other_does_not_bring_back(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.begins().answers_until("pregnancy").taps(Label.STOP)
    erase, no = person.button(Label.ERASE), person.button(Label.NO)
    reply = person.parts.conversation.reply
    interleave(person.parts, monkeypatch, lambda: reply("web", person.address, Incoming(choice=erase)))
    person.latest = reply("web", person.address, Incoming(choice=no))
    assert person.held is None
    assert person.was_told(TextId.STALE_CHOICE)


def test_a_conversation_that_another_tab_erased_is_gone(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.begins().answers_until("pregnancy")
    interleave(person.parts, monkeypatch, lambda: person.parts.conversation.erase("web", person.address))
    with pytest.raises(UnknownConversation):
        person.says("no")
    assert count(person.parts, PrescreenRow) == 0


def test_ten_taps_at_once_are_one_item(person: Person) -> None:
    person.begins().answers_all()
    button = person.button(Label.SEND)
    faults: list[BaseException] = []

    def tap() -> None:
        try:
            person.parts.conversation.reply("web", person.address, Incoming(choice=button))
        except Overtaken as error:
            faults.append(error)

    threads = [threading.Thread(target=tap) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    [item] = person.items()
    assert item.times == 1


# Coming back


def test_a_restart_goes_on_at_the_same_question(small_settings: Settings) -> None:
    first = assemble(small_settings)
    person = Person(first).begins().answers_until("liver_kidney")
    answers = person.prescreen.answers
    first.close()
    second = assemble(small_settings)
    try:
        again = Person(second, person.address)
        assert again.prescreen.answers == answers
        again.says("no")
        assert again.is_asked == "pregnancy"
        assert again.given("liver_kidney").words == "no"
    finally:
        second.close()


def test_a_page_that_is_loaded_again_offers_to_go_on(person: Person) -> None:
    person.begins().answers_until("liver_kidney").arrives()
    assert person.was_told(TextId.PRESCREEN_RESUME)
    assert person.taps(Label.GO_ON).is_asked == "liver_kidney"


def test_a_finished_one_is_not_offered_again(person: Person) -> None:
    person.sends().arrives()
    assert not person.was_told(TextId.PRESCREEN_RESUME)


def test_while_answers_to_the_clinic_are_changed_nobody_offers_to_erase_what_was_sent(person: Person) -> None:
    """The button says "Stop, and erase my answers"; what was sent stays with the clinic."""
    person.sends().taps(Label.AMEND).taps("Pregnancy").arrives()
    erase = person.parts.questionnaire.labels[Label.ERASE]
    assert erase not in [choice.label for message in person.latest for choice in message.choices]


def test_kept_answers_wait_and_nothing_that_is_said_meanwhile_is_one(person: Person) -> None:
    person.begins().answers_until("pregnancy").taps(Label.STOP).taps(Label.KEEP)
    assert person.was_told(TextId.PRESCREEN_KEPT)
    answers = person.prescreen.answers
    for text in ("no", "yes", "what is kap", "i take lithium"):
        person.says(text)
        assert person.prescreen.answers == answers
    assert person.taps(Label.GO_ON).is_asked == "pregnancy"


@pytest.mark.parametrize("text", ["go on with the questions", "continue", "let's go on"])
def test_people_go_on_in_their_own_words(person: Person, text: str) -> None:
    person.begins().answers_until("pregnancy").says("stop").says("keep them")
    assert person.says(text).is_asked == "pregnancy"


# In between


def test_a_question_in_the_middle_is_answered_and_the_same_question_stays(person: Person) -> None:
    person.begins().answers_until("medications")
    answers = person.prescreen.answers
    person.says("how long does one session take?")
    assert person.latest[0].entry == "session_duration"
    assert person.is_asked == "medications"
    assert person.prescreen.answers == answers


def test_why_is_answered_from_the_question(person: Person) -> None:
    person.begins().answers_until("medications").says("why do you ask?")
    assert person.texts == [
        "\n\n".join(getattr(person.parts.questionnaire["medications"], part) for part in ("why", "text"))
    ]


def test_a_blank_message_is_no_answer(person: Person) -> None:
    person.begins().answers_until("medications").says("   ")
    assert person.was_told(TextId.BLANK)
    assert person.is_asked == "medications"


def test_the_question_is_not_shown_to_whom_it_is_not_put(person: Person) -> None:
    """Asked whether to keep or erase, someone sends an empty message. What they write next is about what they see."""
    person.begins().answers_until("pregnancy").taps(Label.STOP).says("   ")
    if person.is_asked == "pregnancy":
        person.says("no, i can't be")
        assert "pregnancy" in person.prescreen.answers
    else:
        assert person.was_told(TextId.PRESCREEN_STOP_ASKED)


@pytest.mark.parametrize("moment", [MONDAY_NOON, SUNDAY])
def test_a_request_for_a_person_is_one_callback_and_the_question_stays(person: Person, moment: datetime) -> None:
    person.begins().answers_until("medications")
    at(person.parts, moment)
    person.says("can i talk to a human please")
    [item] = person.items(ItemKind.CALLBACK)
    assert item.reference in person.texts[0]
    assert person.was_told(TextId.CALLBACK if moment == MONDAY_NOON else TextId.CALLBACK_CLOSED)
    assert person.is_asked == "medications"
    person.says("i want to talk to a real person")
    assert len(person.items(ItemKind.CALLBACK)) == 1


def test_a_way_to_be_reached_that_comes_afterwards_goes_to_the_callback(person: Person) -> None:
    person.begins().answers_until("medications").says("can i talk to a human please")
    person.says("Anna, 212 555 0142")
    [item] = person.items(ItemKind.CALLBACK)
    assert item.contact is not None
    assert (item.contact.name, item.contact.reach) == ("Anna", "212 555 0142")
    assert person.was_told(TextId.CALLBACK_CONTACT_KEPT)
    assert item.reference in person.texts[0]
    assert person.is_asked == "medications"
    assert "medications" not in person.prescreen.answers


def test_a_way_to_be_reached_that_the_pre_screen_asks_for_goes_to_the_callback_too(person: Person) -> None:
    person.begins().answers_until("medications").says("can i talk to a human please").answers_all().taps(Label.SEND)
    [item] = person.items(ItemKind.CALLBACK)
    assert item.contact is not None, "the clinic is to call and does not know where"
    assert "212 555 0142" in item.contact.reach


def test_the_button_for_a_person_leaves_the_question_on_the_screen_too(person: Person) -> None:
    person.begins().answers_until("medications").says("how much does it cost")
    assert person.is_asked == "medications"
    person.taps(ChoiceId.TALK_TO_PERSON)
    assert len(person.items(ItemKind.CALLBACK)) == 1
    assert person.is_asked == "medications", "as after the same wish in words"


def test_who_was_reached_in_the_pre_screen_is_not_asked_again_how(person: Person) -> None:
    person.sends().says("can i talk to a human please")
    assert person.was_told(TextId.CALLBACK_REACHABLE)
    [item] = person.items(ItemKind.CALLBACK)
    assert item.contact is not None
    assert "212 555 0142" in item.contact.reach


def test_a_question_can_be_passed_on_with_its_words(person: Person) -> None:
    person.begins().answers_until("medications").says("how much does it cost")
    person.taps(ChoiceId.PASS_ON)
    [item] = person.items(ItemKind.QUESTION)
    assert item.words == "how much does it cost"
    assert item.reference in person.texts[0]
    assert person.was_told(TextId.QUESTION_PASSED_ON)
    assert person.is_asked == "medications"


def test_a_question_passed_on_outside_the_pre_screen_is_one_item_however_often_it_is_repeated(person: Person) -> None:
    person.arrives().says("how much does it cost").taps(ChoiceId.PASS_ON, message_id="p-1")
    person.taps(ChoiceId.PASS_ON, message_id="p-1").taps(ChoiceId.PASS_ON)
    assert len(person.items(ItemKind.QUESTION)) == 1


# Danger in the middle


def test_danger_pauses_the_pre_screen_and_keeps_the_answers(person: Person) -> None:
    person.begins().answers_until("medications")
    answers = person.prescreen.answers
    person.says("I want to die")
    assert person.latest[0].kind is Kind.CRISIS, "help comes first"
    assert all(message.kind is not Kind.PRESCREEN_QUESTION for message in person.latest)
    assert person.prescreen.is_paused
    assert person.prescreen.answers == answers
    assert len(person.items(ItemKind.CRISIS)) == 1


def test_nothing_that_someone_in_danger_says_is_an_answer(person: Person) -> None:
    person.begins().answers_until("medications")
    answers = person.prescreen.answers
    for text in ("I want to die", "yes", "no", "lithium", "go on with the questions"):
        person.says(text)
        assert person.prescreen.answers == answers
        assert all(message.kind is not Kind.PRESCREEN_QUESTION for message in person.latest)
    person.taps(Label.DECLINED)
    assert person.was_told(TextId.PRESCREEN_WAITS)
    assert person.prescreen.answers == answers


def test_after_the_danger_is_over_the_pre_screen_is_offered_and_goes_on_where_it_was(person: Person) -> None:
    person.begins().answers_until("medications").says("I want to die")
    assert not person.was_told(TextId.PRESCREEN_RESUME)
    answers = person.prescreen.answers
    person.says("i'm safe")
    assert person.was_told(TextId.PRESCREEN_RESUME)
    # Nobody thinks that they answer the questions here.
    person.says("bp is sky high")
    assert person.was_told(TextId.PRESCREEN_RESUME)
    assert person.prescreen.answers == answers
    assert person.taps(Label.GO_ON).is_asked == "medications"
    person.answers_all().taps(Label.SEND)
    assert person.was_told(TextId.PRESCREEN_SENT)


@pytest.mark.parametrize("text", ["ok next", "therapy", "can i do the questions", "bp is sky high"])
def test_after_a_mistaken_alarm_an_ordinary_message_leads_back_into_the_pre_screen(person: Person, text: str) -> None:
    person.begins().answers_until("medications").says("I want to die").says("that's not what i meant")
    assert person.was_told(TextId.PRESCREEN_RESUME)
    answers = person.prescreen.answers
    person.says(text)
    assert person.was_told(TextId.SUPPORT_LINE)
    assert person.is_asked == "medications"
    assert person.prescreen.answers == answers


@pytest.mark.parametrize("text", ["i want to die", "no i'm not safe", "i lied"])
def test_danger_after_a_mistaken_alarm_is_still_met(person: Person, text: str) -> None:
    person.begins().answers_until("medications").says("I want to die").says("that's not what i meant")
    person.says(text)
    assert person.is_asked is None
    assert not person.was_told(TextId.PRESCREEN_RESUME)


def test_a_restart_during_a_crisis_forgets_neither(small_settings: Settings) -> None:
    first = assemble(small_settings)
    person = Person(first).begins().answers_until("medications").says("I want to die")
    answers = person.prescreen.answers
    first.close()
    second = assemble(small_settings)
    try:
        again = Person(second, person.address).says("no")
        assert again.was_told(TextId.CRISIS_NO)
        assert again.prescreen.answers == answers
    finally:
        second.close()


def test_danger_at_consent_leaves_no_consent(person: Person) -> None:
    person.arrives().taps(ChoiceId.START_PRESCREEN).says("I want to die").says("yes")
    assert person.prescreen.consent is None


# Erasing


def test_stop_and_erase_takes_the_answers_and_what_was_said_with_them(person: Person) -> None:
    person.arrives().says("what is kap").taps(ChoiceId.START_PRESCREEN).taps(Label.AGREE)
    person.tells_until("pregnancy").says("stop").says("erase everything")
    assert person.was_told(TextId.PRESCREEN_ERASED)
    assert person.held is None
    said = " ".join(message.text for message in person.parts.conversation.transcript("web", person.address))
    assert "what is kap" in said
    for question in ("reason_for_interest", "previous_treatment", "heart_blood_pressure"):
        assert STORIES[question] not in said
    assert person.parts.questionnaire["pregnancy"].text not in said
    assert person.items() == []


def test_stop_and_erase_takes_the_questions_that_were_noted_since_too(person: Person) -> None:
    """ "So is what we wrote from the first question on", it says."""
    person.begins().answers_until("pregnancy").says("how much does it cost")
    assert count(person.parts, UnansweredQuestionRow) == 1
    person.says("stop").says("erase everything")
    assert count(person.parts, UnansweredQuestionRow) == 0


def test_a_new_one_can_begin_after_that(person: Person) -> None:
    person.begins().answers_until("pregnancy").says("stop").says("erase everything")
    person.says("i'd like to answer the questions for the clinic")
    assert person.latest[-1].kind is Kind.CONSENT
    assert not person.prescreen.answers


def test_own_words_on_leaving_a_message_are_kept(person: Person) -> None:
    """Who must not know, and what may be said, is more than any of the buttons says."""
    words = "yes but be discreet please, just say it's the dentist"
    person.begins().answers_until(MESSAGES).says(words)
    assert words in person.given(MESSAGES).words
    assert person.given(MESSAGES).choice == "discreet"


def test_a_request_to_delete_all_in_the_middle_never_makes_an_answer_of_the_yes(person: Person) -> None:
    person.begins().answers_until("medications")
    answers = person.prescreen.answers
    person.says("delete all my data")
    assert person.was_told(TextId.ERASURE_OFFER)
    person.says("yes")
    try:
        after = person.prescreen.answers
    except AssertionError:
        return  # All of it was deleted, which is what they asked for.
    assert after == answers


def test_the_button_deletes_all_of_it(person: Person) -> None:
    person.begins().answers_until("medications").says("delete all my data").taps(ChoiceId.ERASE_NOW)
    assert person.was_told(TextId.ERASED)
    assert count(person.parts, PrescreenRow) == 0
    assert count(person.parts, MessageRow) == 0
    with pytest.raises(UnknownConversation):
        person.says("hello")


def test_what_nobody_has_taken_up_yet_is_erased_with_the_conversation(person: Person) -> None:
    person.sends().says("delete all my data").taps(ChoiceId.ERASE_NOW)
    assert person.was_told(TextId.ERASED)
    assert count(person.parts, QueueItemRow) == 0
    assert count(person.parts, PrescreenRow) == 0


def claimed(person: Person) -> str:
    [item] = person.items(ItemKind.PRESCREEN)
    with person.parts.database.transaction() as session:
        assert person.parts.queue.claim(session, item.id, "dr. b")
    return item.id


def test_what_a_clinician_works_on_stays_and_the_person_is_told_so(person: Person) -> None:
    item = claimed(person.sends())
    person.says("delete all my data").taps(ChoiceId.ERASE_NOW)
    assert person.was_told(TextId.ERASED_BUT_ITEM)
    with person.parts.database.transaction() as session:
        kept = person.parts.prescreens.of_item(session, item)
        assert kept is not None
        assert kept.prescreen.sent is not None
        assert session.scalars(select(PrescreenRow.conversation_id)).all() == [None]
    assert count(person.parts, MessageRow) == 0


def test_a_clinic_may_erase_what_it_works_on_as_well(small_settings: Settings) -> None:
    file = small_settings.content_dir / "clinic.yml"
    file.write_text(file.read_text().replace("erase_items_in_work: false", "erase_items_in_work: true"))
    parts = assemble(small_settings)
    try:
        person = Person(parts)
        claimed(person.sends())
        person.says("delete all my data").taps(ChoiceId.ERASE_NOW)
        assert person.was_told(TextId.ERASED)
        assert count(parts, QueueItemRow) == 0
        assert count(parts, PrescreenRow) == 0
    finally:
        parts.close()


@pytest.mark.parametrize("is_claimed", [False, True])
def test_a_receipt_without_content_stays(person: Person, is_claimed: bool) -> None:
    person.sends()
    if is_claimed:
        claimed(person)
    conversation = person.conversation
    assert person.parts.conversation.erase("web", person.address) == int(is_claimed)
    with person.parts.database.transaction() as session:
        [receipt] = session.scalars(select(ErasureReceiptRow)).all()
        columns = {column.name for column in ErasureReceiptRow.__table__.columns}
        assert columns == {"id", "channel", "at", "kept_items"}
        assert (receipt.channel, receipt.kept_items) == ("web", int(is_claimed))
        assert receipt.id != conversation


def test_another_persons_answers_are_not_touched(small_parts: Parts) -> None:
    one, other = Person(small_parts).begins().answers_until("pregnancy"), Person(small_parts).sends()
    answers = one.prescreen.answers
    other.parts.conversation.erase("web", other.address)
    assert one.prescreen.answers == answers
    assert one.says("no").is_asked == "substance_use"


def test_what_was_sent_outlives_the_silence_of_its_conversation(person: Person) -> None:
    person.sends()
    [item] = person.items()
    person.parts.conversation.erase_silent(-1)
    with person.parts.database.transaction() as session:
        assert person.parts.prescreens.of_item(session, item.id) is not None
    unsent = Person(person.parts).begins().answers_until("pregnancy")
    assert unsent.prescreen.answers
    person.parts.conversation.erase_silent(-1)
    assert count(person.parts, PrescreenRow) == 1


# Who is under 18


@pytest.mark.parametrize("said", ["im 17 and i cant get out of bed", "i'm 16"])
def test_who_said_to_be_under_18_cannot_begin_nor_go_on(person: Person, said: str) -> None:
    person.arrives().says(said).taps(ChoiceId.START_PRESCREEN)
    assert person.was_told(TextId.UNDER_AGE)
    assert person.held is None
    person.says("let's start the questions")
    assert person.held is None


def test_who_said_so_at_consent_cannot_begin_by_words(person: Person) -> None:
    person.arrives().taps(ChoiceId.START_PRESCREEN).taps(Label.UNDER_AGE).says("yes lets begin").says("yes")
    assert person.held is None


def test_who_said_so_at_a_question_is_not_offered_to_go_on_and_cannot(person: Person) -> None:
    person.begins().says("i'm 17 and so tired")
    assert person.was_told(TextId.UNDER_AGE)
    assert [choice.label for message in person.latest for choice in message.choices] == [
        person.parts.questionnaire.labels[Label.ERASE]
    ]
    person.says("go on with the questions")
    assert person.was_told(TextId.UNDER_AGE)
    assert person.prescreen.is_paused
    assert not person.prescreen.answers


@pytest.mark.parametrize("text", ["sorry i meant 27", "no im 27", "typo, i'm over 18"])
def test_who_corrects_their_age_goes_on(person: Person, text: str) -> None:
    person.begins().says("i'm 17").says(text)
    assert not person.prescreen.is_paused
    assert person.latest[-1].kind is Kind.PRESCREEN_QUESTION


# For whom it is


def test_who_was_taken_for_another_goes_on_when_it_is_for_them(person: Person) -> None:
    person.begins().says("i'm filling this in for my wife")
    assert person.prescreen.is_paused
    person.says("no its for me")
    assert not person.prescreen.is_paused
    assert person.latest[-1].kind is Kind.PRESCREEN_QUESTION


def test_who_was_taken_for_another_before_consent_is_asked_for_it_again(person: Person) -> None:
    person.arrives().taps(ChoiceId.START_PRESCREEN).says("it's for my son").says("no sorry, it's for me")
    assert person.prescreen.stage is Stage.CONSENT
    assert person.latest[-1].kind is Kind.CONSENT


# What is put right at a later question


@pytest.mark.parametrize("text", ["oh wait i do have high blood pressure", "yes i have high bp"])
@pytest.mark.parametrize("question", ["liver_kidney", "pregnancy"])
def test_a_no_after_what_belongs_elsewhere_is_joined_with_it_nowhere(person: Person, question: str, text: str) -> None:
    person.begins().answers_until("heart_blood_pressure").says("no").tells_until(question)
    assert person.given("heart_blood_pressure").value is Value.NO
    person.says(text)
    assert person.prescreen.question == "heart_blood_pressure"
    person.says("no")
    assert person.given("heart_blood_pressure").value is Value.YES
    assert person.prescreen.question == question
    person.says("no")
    assert (person.given(question).words, person.given(question).value) == ("no", Value.NO)


def test_what_comes_too_early_waits_and_the_no_answers_what_is_open(person: Person) -> None:
    person.begins().answers_until("heart_blood_pressure").says("actually yes im on lithium").says("no")
    assert (person.given("heart_blood_pressure").words, person.given("heart_blood_pressure").value) == ("no", Value.NO)
    assert person.given("medications").is_early
    assert person.given("medications").value is Value.YES


def test_who_wants_to_change_an_earlier_answer_is_asked_that_question_again(person: Person) -> None:
    person.begins().answers_until("pregnancy").says("can i change the psychosis one")
    assert person.is_asked == "psychosis_history"
    person.says("yes i heard voices once")
    assert person.given("psychosis_history").words == "yes i heard voices once"
    assert person.prescreen.question == "pregnancy"


@pytest.mark.parametrize(
    ("text", "choice"),
    [("no message", "no_message"), ("no dont leave a message pls", "no_message"), ("discreet please", "discreet")],
)
def test_a_word_on_messages_after_a_detour_answers_that_question(person: Person, text: str, choice: str) -> None:
    person.begins().answers_until(MESSAGES).says("i forgot to say i take zoloft 50")
    assert person.prescreen.question == "medications"
    person.says(text)
    assert person.given("medications").value is Value.YES
    assert text not in person.given("medications").words
    assert (person.given(MESSAGES).choice, person.given(MESSAGES).words) == (choice, text)
    assert person.prescreen.stage is Stage.REVIEW


def test_a_bare_no_after_a_detour_denies_nothing_and_the_question_on_messages_is_put(person: Person) -> None:
    person.begins().answers_until(MESSAGES).says("i forgot to say i take zoloft 50").says("no")
    assert person.given("medications").value is Value.YES
    assert person.is_asked == MESSAGES


@pytest.mark.parametrize("question", ["medications", "liver_kidney"])
def test_a_word_on_messages_before_that_question_is_no_answer(person: Person, question: str) -> None:
    person.begins().answers_until(question).says("no message")
    assert person.is_asked == question
    assert not {question, MESSAGES} & set(person.prescreen.answers)


def test_what_was_meant_instead_stands_with_the_first_answer_and_is_nothing_tried(person: Person) -> None:
    person.begins().says("depression").says("no i meant anxiety")
    assert person.given("reason_for_interest").words == "depression\nno i meant anxiety"
    assert "previous_treatment" not in person.prescreen.answers
    person.says("skip")
    assert person.is_asked == "previous_treatment"


# What is put right after sending


@pytest.mark.parametrize(
    ("text", "question"), [("remove my phone number", CONTACT), ("my medicines are wrong", "medications")]
)
def test_what_is_to_be_changed_after_sending_opens_its_question(person: Person, text: str, question: str) -> None:
    person.sends().says(text)
    assert (person.prescreen.stage, person.prescreen.question) == (Stage.ASKING, question)
    assert person.prescreen.sent is not None
    assert person.latest[-1].kind is Kind.PRESCREEN_QUESTION


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("email is tom@tom.io, tom", CONTACT),
        ("i forgot something, i also take lithium", "medications"),
        ("im pregnant actually", "pregnancy"),
        ("i forgot something, i had a seizure once", "anything_else"),
        ("can you add that i have asthma", "anything_else"),
    ],
)
def test_what_is_added_after_sending_stands_behind_its_answer(person: Person, text: str, question: str) -> None:
    person.sends()
    before = person.prescreen.answers[question].words
    person.says(text)
    assert person.prescreen.stage is Stage.REVIEW
    assert person.prescreen.answers[question].words == f"{before}\n{text}".strip()
    assert person.latest[-1].kind is Kind.PRESCREEN_REVIEW
    assert person.latest[-1].text.startswith(person.parts.questionnaire.review.reopening or "-")


@pytest.mark.parametrize("text", ["change what i sent", "i forgot something"])
def test_what_belongs_to_no_question_opens_the_list(person: Person, text: str) -> None:
    person.sends().says(text)
    assert person.latest[-1].text == person.parts.questionnaire.review.choose


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "how long does one session take?",
        "my heart feels lighter now",
        "waiting for the phone makes me nervous",
    ],
)
def test_anything_else_after_sending_changes_nothing(person: Person, text: str) -> None:
    person.sends().says(text)
    assert person.prescreen.stage is Stage.SENT


@pytest.mark.parametrize("text", ["dont send", "wait dont send it", "did they get it"])
def test_who_would_rather_not_have_sent_reads_that_the_clinic_has_it(person: Person, text: str) -> None:
    person.sends().says(text)
    assert person.was_told(TextId.PRESCREEN_ALREADY_SENT)
    assert not person.was_told(TextId.STOPPED)
    assert person.prescreen.stage is Stage.SENT


@pytest.mark.parametrize("text", ["thanks what happens next", "how long till they call"])
def test_who_asks_when_the_clinic_gets_back_reads_that(person: Person, text: str) -> None:
    at(person.parts, MONDAY_NOON)
    person.sends().says(text)
    assert person.was_told(TextId.PRESCREEN_SENT)
    assert person.prescreen.stage is Stage.SENT


def test_what_is_concluded_from_a_reply_after_sending_is_declined_and_amends_nothing(person: Person) -> None:
    person.sends().says("can i drink after").says("actually ok i'll have a beer then")
    assert person.latest[-1].kind is Kind.ADVICE_DECLINED
    assert person.prescreen.stage is Stage.SENT
