"""The last look before sending: whatever is decided or goes wrong, only approved texts get through."""

import logging
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.conversation.acts import Answer, Clarify, InDanger, NotCovered, Part, RequestShown, Say, Simply
from bot.conversation.messages import Choice, Citation, Message
from bot.conversation.outgoing import Outgoing
from bot.conversation.prescreen_rendering import PrescreenRenderer
from bot.conversation.rendered import Rendered
from bot.conversation.rendering import Renderer
from bot.library.entries import Entry, Source
from bot.library.kinds import Kind
from bot.library.live import Shelf
from bot.library.matching import EntryMatcher
from bot.library.texts import ApprovedTexts, ChoiceId, TextId, read_texts
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.questionnaire import Label, read_questionnaire
from bot.prescreen.shown import Asking, ConsentShown, EditShown, QuestionShown, ReviewShown, Told
from bot.prescreen.state import Given
from bot.prescreen.values import Value
from bot.settings import PROJECT

TEXTS = read_texts(PROJECT / "content")
QUESTIONNAIRE = read_questionnaire(PROJECT / "content", TEXTS)
PRESCREEN = PrescreenRenderer(QUESTIONNAIRE)
LABELS = {choice: TEXTS.label(choice) for choice in ChoiceId}
NUMBER = "K7FM-3QPD"
NAMING_AN_ITEM = {name for name, filled in TEXTS.all() if "{reference}" in filled.text}
APPROVED = {(filled.kind, filled.text.replace("{reference}", NUMBER)) for _, filled in TEXTS.all()}
ASKED = {text for each in QUESTIONNAIRE.questions for text in (each.text, f"{each.why}\n\n{each.text}", each.follow_up)}
FAULT = TEXTS[TextId.FAULT]

SLUGS = ("alpha", "beta", "gamma", "delta")
slugs = st.sampled_from((*SLUGS, "gone", "never_there"))
words = st.text("abc xyz.,", min_size=1, max_size=30).map(str.strip).filter(bool)
bodies = st.lists(words, min_size=1, max_size=3).map("\n\n".join)


@st.composite
def entries(draw: st.DrawFn, slug: str) -> Entry:
    """One that keeps the format; what it says is anything."""
    day = draw(st.none() | st.dates())
    return Entry(
        slug=slug,
        title=draw(words),
        question=draw(words) + "?",
        phrasings=(),
        sources=tuple(draw(st.lists(st.builds(Source, words, words), min_size=1, max_size=2))),
        related=tuple(draw(st.lists(slugs, max_size=4, unique=True))),
        reviewed=day,
        reviewer="Dr. A. Example" if day else None,
        body=draw(bodies),
        simply=draw(st.none() | words),
    )


@st.composite
def shelves(draw: st.DrawFn) -> Shelf | None:
    """Some of the answers are published, all, or nothing can be read."""
    if draw(st.integers(0, 9)) == 0:
        return None
    published = draw(st.lists(st.sampled_from(SLUGS), unique=True))
    # Nothing here asks the matcher.
    return Shelf(1, {slug: draw(entries(slug)) for slug in published}, cast(EntryMatcher, None))


some_slugs = st.lists(slugs, max_size=4).map(tuple)
plain_texts = st.sampled_from([name for name in TextId if name not in NAMING_AN_ITEM])
questions = st.sampled_from([each.id for each in QUESTIONNAIRE.questions])
# The buttons that the machine puts under a text: each is named as its move is.
moving = st.sampled_from([Label.GO_ON, Label.ERASE, Label.KEEP, Label.AMEND]).map(
    lambda label: (label, Move(kind=MoveKind(label.value)))
)
given_answers = st.builds(
    Given,
    asked=st.just("?"),
    words=st.text(),
    value=st.sampled_from(Value),
    at=st.just(datetime(2026, 3, 1, tzinfo=UTC)),
    is_tapped=st.booleans(),
)
acts: st.SearchStrategy[Part] = st.one_of(
    st.builds(
        Say,
        text=plain_texts,
        choices=st.lists(st.sampled_from(ChoiceId), max_size=4).map(tuple),
        suggest=st.booleans(),
    ),
    st.builds(Answer, entry=slugs),
    st.builds(Simply, entry=slugs),
    st.builds(Clarify, entries=some_slugs, text=plain_texts),
    st.builds(NotCovered, nearest=some_slugs),
    st.builds(InDanger, is_emergency=st.booleans()),
    st.builds(Told, text=st.sampled_from(TextId), buttons=st.lists(moving, max_size=3).map(tuple)),
    st.just(ConsentShown()),
    st.builds(QuestionShown, question=questions, asking=st.sampled_from(Asking), is_editing=st.booleans()),
    st.builds(ReviewShown, answers=st.dictionaries(questions, given_answers)),
    st.just(EditShown()),
)


def named_by(target: str) -> set[str]:
    """What a button of the pre-screen may say."""
    kind, question, value, choice = target.removeprefix("prescreen:").split(":")
    labels = {name.value: label for name, label in QUESTIONNAIRE.labels.items()}
    by_kind = {
        "answer": {labels.get(value, "")},
        "edit": {each.title for each in QUESTIONNAIRE.questions if each.id == question},
        "choose": {each.choices.get(choice, "") for each in QUESTIONNAIRE.questions if each.id == question},
        "show": {labels["to_review"]},
    }
    return by_kind.get(kind, {labels.get(kind, "")})


def is_text_or_of_the_prescreen(message: Message) -> bool:
    """A fixed text, or something of the questionnaire: at the review with the person's words in quotation marks."""
    if message.kind is Kind.CONSENT:
        return message.text == QUESTIONNAIRE.consent.text
    if message.kind is Kind.PRESCREEN_QUESTION:
        return message.text in ASKED
    if message.kind is not Kind.PRESCREEN_REVIEW:
        return (message.kind, message.text) in APPROVED
    review = QUESTIONNAIRE.review
    if message.text == review.choose:
        return True
    titles = "|".join(re.escape(each.title) for each in QUESTIONNAIRE.questions)
    readings = "|".join(re.escape(each) for each in review.readings.values())
    line = rf"- \*\*(?:{titles}):\*\* (?:{review.skipped}|“[^“”\n]*”(?: {review.read_as}: (?:{readings}))?)"
    whole = rf"{re.escape(review.opening)}\n\n(?:{line}(?:\n{line})*)?\n\n{re.escape(review.closing)}"
    return re.fullmatch(whole, message.text) is not None


def is_published_or_approved(rendered: Rendered, shelf: Shelf | None) -> bool:
    """Told again in other words than the code's, so that a slip in one shows in the other."""
    message, known = rendered.message, shelf.entries if shelf else {}
    for choice in message.choices:
        target = rendered.payloads[choice.id]
        if choice.entry is not None:
            if (choice.entry, choice.label, target) not in {
                (e.slug, e.question, f"entry:{e.slug}") for e in known.values()
            }:
                return False
        elif target.startswith("prescreen:"):
            if choice.label not in named_by(target):
                return False
        elif (target.removeprefix("choice:"), choice.label) not in LABELS.items():
            return False
    if message.kind is not Kind.ANSWER:
        plain = (message.entry, message.citations, message.reviewed) == (None, [], None)
        return plain and is_text_or_of_the_prescreen(message)
    entry = known[message.entry or ""]
    cited = [(citation.document, citation.section) for citation in message.citations]
    says = {entry.body, entry.simply, entry.body.split("\n\n")[0]}
    return (
        message.text in says
        and cited == [(source.document, source.section) for source in entry.sources]
        and message.reviewed == entry.reviewed
    )


@given(st.lists(acts, max_size=6), shelves())
def test_whatever_is_decided_only_approved_texts_come_out(decided: list[Part], shelf: Shelf | None) -> None:
    rendered = Renderer(TEXTS, QUESTIONNAIRE).render(decided, shelf, NUMBER)
    assert len(rendered) == len(decided)
    assert all(is_published_or_approved(one, shelf) for one in rendered)


@given(acts, shelves())
def test_what_the_renderer_makes_is_never_held_back(act: Part, shelf: Shelf | None) -> None:
    [rendered] = Renderer(TEXTS, QUESTIONNAIRE).render([act], shelf, NUMBER)
    is_known = shelf is not None and isinstance(act, Answer | Simply) and act.entry in shelf.entries
    if is_known or not isinstance(act, Answer | Simply):
        asked_for_fault = getattr(act, "text", None) is TextId.FAULT
        assert asked_for_fault or rendered.message.text != FAULT.text
    else:
        assert rendered.message.text == FAULT.text, "a withdrawn answer is a fault"


TARGETS = ("entry:alpha", "choice:erase_now", "prescreen:erase:::", "prescreen:send:::", "prescreen:answer::yes:")


def _with_choice(message: Message, **update: object) -> Message:
    first, *others = message.choices
    return message.model_copy(update={"choices": [first.model_copy(update=update), *others]})


@st.composite
def tampered(draw: st.DrawFn) -> tuple[Rendered, Shelf | None]:
    """A message as it should be, with one thing changed into something else."""
    shelf = draw(shelves())
    [rendered] = Renderer(TEXTS, QUESTIONNAIRE).render([draw(acts)], shelf, NUMBER)
    message, payloads = rendered.message, dict(rendered.payloads)
    strange = draw(st.text(min_size=1))
    whole = ["text", "added", "kind", "citations", "reviewed", "entry", "new choice"]
    match draw(
        st.sampled_from([*whole, "label", "choice entry", "payload", "no payload"] if message.choices else whole)
    ):
        case "text":
            message = message.model_copy(update={"text": strange})
        case "added":
            message = message.model_copy(update={"text": f"{message.text}{strange}"})
        case "kind":
            message = message.model_copy(update={"kind": draw(st.sampled_from(Kind))})
        case "citations":
            citation = Citation(document=strange, section="")
            message = message.model_copy(update={"citations": [*message.citations, citation]})
        case "reviewed":
            message = message.model_copy(update={"reviewed": draw(st.none() | st.just(date(1066, 10, 14)))})
        case "entry":
            message = message.model_copy(update={"entry": draw(st.none() | slugs)})
        case "new choice":
            choice = Choice(id="new", label=strange, entry=draw(st.none() | slugs))
            message = message.model_copy(update={"choices": [*message.choices, choice]})
            payloads["new"] = draw(st.sampled_from([*TARGETS, strange]))
        case "label":
            message = _with_choice(message, label=strange)
        case "choice entry":
            message = _with_choice(message, entry=draw(st.none() | slugs))
        case "payload":
            payloads[message.choices[0].id] = draw(st.sampled_from([*TARGETS, strange]))
        case "no payload":
            del payloads[message.choices[0].id]
    assume((message, payloads) != (rendered.message, rendered.payloads))
    return Rendered(message, payloads), shelf


def _is_fine_by_luck(rendered: Rendered, shelf: Shelf | None) -> bool:
    """What tampering made of it happens to be another approved message."""
    try:
        is_complete = len(rendered.payloads) == len(rendered.message.choices)
        return is_complete and is_published_or_approved(rendered, shelf)
    except KeyError:
        return False


@given(tampered())
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_what_was_tampered_with_is_not_approved(changed: tuple[Rendered, Shelf | None]) -> None:
    rendered, shelf = changed
    expected = _is_fine_by_luck(rendered, shelf)
    assert Outgoing(TEXTS, PRESCREEN).is_approved(rendered.message, rendered.payloads, shelf) is expected


@given(st.text(), st.sampled_from(Kind), shelves())
def test_a_text_of_nobodys_is_not_approved(text: str, kind: Kind, shelf: Shelf | None) -> None:
    assume((kind, text) not in APPROVED)
    message = Message(id="x", kind=kind, text=text)
    assert not Outgoing(TEXTS, PRESCREEN).is_approved(message, {}, shelf)


class Composer(Renderer):
    """A renderer that was changed to write a verdict of its own."""

    def _render(self, act: Part, shelf: Shelf | None, reference: str | None) -> Rendered:
        rendered = super()._render(act, shelf, reference)
        return replace(rendered, message=rendered.message.model_copy(update={"text": "You qualify for KAP."}))


@given(st.lists(acts, min_size=1, max_size=3), shelves())
@settings(max_examples=25)
def test_what_is_not_approved_becomes_the_notice_of_a_fault(decided: list[Part], shelf: Shelf | None) -> None:
    for rendered in Composer(TEXTS, QUESTIONNAIRE).render(decided, shelf, NUMBER):
        assert (rendered.message.kind, rendered.message.text) == (FAULT.kind, FAULT.text)
        assert rendered.message.choices == []
        assert rendered.payloads == {}


def test_what_is_held_back_is_logged_by_kind_and_id_and_without_a_word_of_it(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        Composer(TEXTS, QUESTIONNAIRE).render([Say(text=TextId.VERDICT_DECLINED)], None)
    [record] = caplog.records
    assert "verdict_declined" in record.getMessage()
    assert "qualify" not in record.getMessage()


def test_two_texts_of_different_kinds_do_not_vouch_for_each_other() -> None:
    filled = TEXTS[TextId.CRISIS_SUICIDE]
    message = Message(id="x", kind=Kind.SMALL_TALK, text=filled.text)
    assert not Outgoing(TEXTS, PRESCREEN).is_approved(message, {}, None)
    assert Outgoing(TEXTS, PRESCREEN).is_approved(message.model_copy(update={"kind": filled.kind}), {}, None)


def of_a_clinic(folder: Path, **details: str) -> ApprovedTexts:
    """The texts of a clinic with some other details."""
    for name in ("clinic.yml", "crisis.yml", "texts.yml"):
        shutil.copy(PROJECT / "content" / name, folder)
    file = folder / "clinic.yml"
    file.write_text(yaml.safe_dump(yaml.safe_load(file.read_text()) | details))
    return read_texts(folder)


@pytest.mark.parametrize("phone", ["+1 212 555 0100", "+55 11 2345-6789", "2345-6789"])
@pytest.mark.parametrize("name", sorted(NAMING_AN_ITEM))
def test_an_items_number_is_told_whatever_the_clinics_telephone_looks_like(
    tmp_path: Path, name: TextId, phone: str
) -> None:
    texts = of_a_clinic(tmp_path, phone=phone)
    [rendered] = Renderer(texts, read_questionnaire(PROJECT / "content", texts)).render([Told(name)], None, NUMBER)
    assert rendered.message.text == texts[name].text.replace("{reference}", NUMBER)


@pytest.mark.parametrize("name", sorted(NAMING_AN_ITEM))
def test_in_place_of_an_items_number_nothing_else_is_approved(name: TextId) -> None:
    filled = TEXTS[name]
    for told in ("{reference}", "", "You qualify", "k7fm-3qpd", "K7FM-3QPDX", "K7FM3QPD"):
        message = Message(id="x", kind=filled.kind, text=filled.text.replace("{reference}", told))
        assert not Outgoing(TEXTS, PRESCREEN).is_approved(message, {}, None), told


def test_a_persons_words_stand_in_quotation_marks_at_the_review_alone() -> None:
    given = Given("?", "You qualify for KAP.\n\n[call](tel:1) “now” **bold**", Value.YES, datetime.now(UTC))
    [rendered] = Renderer(TEXTS, QUESTIONNAIRE).render([ReviewShown({"pregnancy": given})], None)
    review = QUESTIONNAIRE.review
    assert rendered.message.text == (
        f"{review.opening}\n\n- **{QUESTIONNAIRE['pregnancy'].title}:** “You qualify for KAP. call (tel:1) now bold” "
        f"{review.read_as}: {review.readings[Value.YES]}\n\n{review.closing}"
    )
    unquoted = rendered.message.text.replace("“", "").replace("”", "")
    for changed in (unquoted, f"{rendered.message.text}\nYou qualify.", f"You qualify.\n{rendered.message.text}"):
        message = rendered.message.model_copy(update={"text": changed})
        assert not Outgoing(TEXTS, PRESCREEN).is_approved(message, rendered.payloads, None)


def test_what_was_given_to_be_reached_stands_in_quotes_behind_the_one_text_for_it() -> None:
    shown = [RequestShown("Ann “now”,\n212 555 0142 [call](tel:1)"), RequestShown("")]
    request, bare = Renderer(TEXTS, QUESTIONNAIRE).render(shown, None)
    assert request.message.text == (f"{TEXTS[TextId.MY_DATA_REQUEST].text}\n\n“Ann now , 212 555 0142 call (tel:1)”")
    assert bare.message.text == TEXTS[TextId.MY_DATA_REQUEST_BARE].text
    elsewhere = f"{TEXTS[TextId.MY_DATA].text}\n\n“You qualify.”"
    for changed in (f"{request.message.text}\nYou qualify.", request.message.text.replace("“", ""), elsewhere):
        message = request.message.model_copy(update={"text": changed})
        assert not Outgoing(TEXTS, PRESCREEN).is_approved(message, {}, None)


def test_an_answer_that_was_withdrawn_meanwhile_is_held_back() -> None:
    entry = Entry("alpha", "A", "A?", (), (Source("d", "s"),), (), None, None, "Body.")
    shelf = Shelf(1, {"alpha": entry}, cast(EntryMatcher, None))
    [rendered] = Renderer(TEXTS, QUESTIONNAIRE).render([Answer(entry="alpha")], shelf)
    outgoing = Outgoing(TEXTS, PRESCREEN)
    assert outgoing.is_approved(rendered.message, rendered.payloads, shelf)
    assert not outgoing.is_approved(rendered.message, rendered.payloads, replace(shelf, entries={}))
    assert not outgoing.is_approved(rendered.message, rendered.payloads, None)


def test_a_clinic_that_changed_a_text_approves_the_new_one_alone(tmp_path: Path) -> None:
    of_a_clinic(tmp_path)
    file = tmp_path / "texts.yml"
    file.write_text(file.read_text().replace("text: Hello. I'm here", "text: Welcome. I'm here"))
    texts = read_texts(tmp_path)
    [old], [new] = (Renderer(each, QUESTIONNAIRE).render([Say(text=TextId.GREET)], None) for each in (TEXTS, texts))
    assert old.message.text != new.message.text
    assert Outgoing(texts, PRESCREEN).is_approved(new.message, {}, None)
    assert not Outgoing(texts, PRESCREEN).is_approved(old.message, {}, None)


ALPHA = Entry("alpha", "A", "A?", (), (Source("d", "s"),), ("beta",), None, None, "Body.\n\nMore.", "Simply.")
BETA = replace(ALPHA, slug="beta", question="B?", related=())
SHELF = Shelf(1, {"alpha": ALPHA, "beta": BETA}, cast(EntryMatcher, None))


@pytest.mark.parametrize(
    "update",
    [
        {"text": "Body."},
        {"text": "Simply."},
        {"id": "another"},
    ],
    ids=str,
)
def test_what_the_clinic_published_passes(update: dict[str, object]) -> None:
    [rendered] = Renderer(TEXTS, QUESTIONNAIRE).render([Answer(entry="alpha")], SHELF)
    assert Outgoing(TEXTS, PRESCREEN).is_approved(rendered.message.model_copy(update=update), rendered.payloads, SHELF)


@pytest.mark.parametrize(
    "update",
    [
        {"text": "More."},
        {"kind": Kind.SMALL_TALK},
        {"entry": None},
        {"entry": "beta", "text": "Else."},
        {"citations": []},
        {"citations": [Citation(document="d", section="t")]},
        {"reviewed": date(1066, 10, 14)},
        {"choices": []},
        {"choices": [Choice(id="b", label="You qualify", entry="beta")]},
        {"choices": [Choice(id="b", label="A?", entry="beta")]},
        {"choices": [Choice(id="b", label="A?", entry="alpha")]},
        {"choices": [Choice(id="b", label="B?", entry=None)]},
        {"choices": [Choice(id="other", label="B?", entry="beta")]},
    ],
    ids=str,
)
def test_an_answer_with_anything_changed_is_not_approved(update: dict[str, object]) -> None:
    [rendered] = Renderer(TEXTS, QUESTIONNAIRE).render([Answer(entry="alpha")], SHELF)
    button = rendered.message.choices[0].model_copy(update={"id": "b"})
    message = rendered.message.model_copy(update={"choices": [button]})
    assert Outgoing(TEXTS, PRESCREEN).is_approved(message, {"b": "entry:beta"}, SHELF)
    assert not Outgoing(TEXTS, PRESCREEN).is_approved(message.model_copy(update=update), {"b": "entry:beta"}, SHELF)


def test_a_fixed_text_with_a_source_or_a_review_is_not_approved() -> None:
    [rendered] = Renderer(TEXTS, QUESTIONNAIRE).render([Say(text=TextId.GREET)], SHELF)
    reviewed = rendered.message.model_copy(update={"reviewed": date(1066, 10, 14)})
    cited = rendered.message.model_copy(update={"citations": [Citation(document="d", section="s")]})
    assert not Outgoing(TEXTS, PRESCREEN).is_approved(reviewed, {}, SHELF)
    assert not Outgoing(TEXTS, PRESCREEN).is_approved(cited, {}, SHELF)
    assert not Outgoing(TEXTS, PRESCREEN).is_approved(rendered.message, {"hidden": "choice:erase_now"}, SHELF)


def test_a_button_that_does_another_thing_than_it_says_is_not_approved() -> None:
    [rendered] = Renderer(TEXTS, QUESTIONNAIRE).render(
        [Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.KEEP_CHAT,))], SHELF
    )
    swapped = dict.fromkeys(rendered.payloads, f"choice:{ChoiceId.ERASE_NOW}")
    assert Outgoing(TEXTS, PRESCREEN).is_approved(rendered.message, rendered.payloads, SHELF)
    assert not Outgoing(TEXTS, PRESCREEN).is_approved(rendered.message, swapped, SHELF)
