"""The last look before sending: whatever is decided or goes wrong, only approved texts get through."""

import logging
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.conversation.acts import Act, Answer, Clarify, InDanger, NotCovered, Say, Simply
from bot.conversation.messages import Choice, Citation, Message
from bot.conversation.outgoing import Outgoing
from bot.conversation.rendering import Rendered, Renderer
from bot.library.entries import Entry, Source
from bot.library.kinds import Kind
from bot.library.live import Shelf
from bot.library.matching import EntryMatcher
from bot.library.texts import ChoiceId, TextId, read_texts
from bot.settings import PROJECT

TEXTS = read_texts(PROJECT / "content", session_days=30)
LABELS = {choice: TEXTS.label(choice) for choice in ChoiceId}
APPROVED = {(filled.kind, filled.text) for _, filled in TEXTS.all()}
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
acts: st.SearchStrategy[Act] = st.one_of(
    st.builds(
        Say,
        text=st.sampled_from(TextId),
        choices=st.lists(st.sampled_from(ChoiceId), max_size=4).map(tuple),
        suggest=st.booleans(),
    ),
    st.builds(Answer, entry=slugs),
    st.builds(Simply, entry=slugs),
    st.builds(Clarify, entries=some_slugs, text=st.sampled_from(TextId)),
    st.builds(NotCovered, nearest=some_slugs),
    st.builds(InDanger, is_emergency=st.booleans()),
)


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
        elif (target.removeprefix("choice:"), choice.label) not in LABELS.items():
            return False
    if message.kind is not Kind.ANSWER:
        plain = (message.entry, message.citations, message.reviewed) == (None, [], None)
        return plain and (message.kind, message.text) in APPROVED
    entry = known[message.entry or ""]
    cited = [(citation.document, citation.section) for citation in message.citations]
    says = {entry.body, entry.simply, entry.body.split("\n\n")[0]}
    return (
        message.text in says
        and cited == [(source.document, source.section) for source in entry.sources]
        and message.reviewed == entry.reviewed
    )


@given(st.lists(acts, max_size=6), shelves())
def test_whatever_is_decided_only_approved_texts_come_out(decided: list[Act], shelf: Shelf | None) -> None:
    rendered = Renderer(TEXTS).render(decided, shelf)
    assert len(rendered) == len(decided)
    assert all(is_published_or_approved(one, shelf) for one in rendered)


@given(acts, shelves())
def test_what_the_renderer_makes_is_never_held_back(act: Act, shelf: Shelf | None) -> None:
    [rendered] = Renderer(TEXTS).render([act], shelf)
    is_known = shelf is not None and isinstance(act, Answer | Simply) and act.entry in shelf.entries
    if is_known or not isinstance(act, Answer | Simply):
        asked_for_fault = getattr(act, "text", None) is TextId.FAULT
        assert asked_for_fault or rendered.message.text != FAULT.text
    else:
        assert rendered.message.text == FAULT.text, "a withdrawn answer is a fault"


def _with_choice(message: Message, **update: object) -> Message:
    first, *others = message.choices
    return message.model_copy(update={"choices": [first.model_copy(update=update), *others]})


@st.composite
def tampered(draw: st.DrawFn) -> tuple[Rendered, Shelf | None]:
    """A message as it should be, with one thing changed into something else."""
    shelf = draw(shelves())
    [rendered] = Renderer(TEXTS).render([draw(acts)], shelf)
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
            payloads["new"] = draw(st.sampled_from(["entry:alpha", "choice:erase_now", strange]))
        case "label":
            message = _with_choice(message, label=strange)
        case "choice entry":
            message = _with_choice(message, entry=draw(st.none() | slugs))
        case "payload":
            payloads[message.choices[0].id] = draw(st.sampled_from(["entry:alpha", "choice:erase_now", strange]))
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
    assert Outgoing(TEXTS).is_approved(rendered.message, rendered.payloads, shelf) is expected


@given(st.text(), st.sampled_from(Kind), shelves())
def test_a_text_of_nobodys_is_not_approved(text: str, kind: Kind, shelf: Shelf | None) -> None:
    assume((kind, text) not in APPROVED)
    message = Message(id="x", kind=kind, text=text)
    assert not Outgoing(TEXTS).is_approved(message, {}, shelf)


class Composer(Renderer):
    """A renderer that was changed to write a verdict of its own."""

    def _render(self, act: Act, shelf: Shelf | None) -> Rendered:
        rendered = super()._render(act, shelf)
        return replace(rendered, message=rendered.message.model_copy(update={"text": "You qualify for KAP."}))


@given(st.lists(acts, min_size=1, max_size=3), shelves())
@settings(max_examples=25)
def test_what_is_not_approved_becomes_the_notice_of_a_fault(decided: list[Act], shelf: Shelf | None) -> None:
    for rendered in Composer(TEXTS).render(decided, shelf):
        assert (rendered.message.kind, rendered.message.text) == (FAULT.kind, FAULT.text)
        assert rendered.message.choices == []
        assert rendered.payloads == {}


def test_what_is_held_back_is_logged_by_kind_and_id_and_without_a_word_of_it(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        Composer(TEXTS).render([Say(text=TextId.VERDICT_DECLINED)], None)
    [record] = caplog.records
    assert "verdict_declined" in record.getMessage()
    assert "qualify" not in record.getMessage()


def test_two_texts_of_different_kinds_do_not_vouch_for_each_other() -> None:
    filled = TEXTS[TextId.CRISIS_SUICIDE]
    message = Message(id="x", kind=Kind.SMALL_TALK, text=filled.text)
    assert not Outgoing(TEXTS).is_approved(message, {}, None)
    assert Outgoing(TEXTS).is_approved(message.model_copy(update={"kind": filled.kind}), {}, None)


def test_an_answer_that_was_withdrawn_meanwhile_is_held_back() -> None:
    entry = Entry("alpha", "A", "A?", (), (Source("d", "s"),), (), None, None, "Body.")
    shelf = Shelf(1, {"alpha": entry}, cast(EntryMatcher, None))
    [rendered] = Renderer(TEXTS).render([Answer(entry="alpha")], shelf)
    outgoing = Outgoing(TEXTS)
    assert outgoing.is_approved(rendered.message, rendered.payloads, shelf)
    assert not outgoing.is_approved(rendered.message, rendered.payloads, replace(shelf, entries={}))
    assert not outgoing.is_approved(rendered.message, rendered.payloads, None)


def test_a_clinic_that_changed_a_text_approves_the_new_one_alone(tmp_path: Path) -> None:
    for name in ("clinic.yml", "crisis.yml", "texts.yml"):
        shutil.copy(PROJECT / "content" / name, tmp_path)
    file = tmp_path / "texts.yml"
    file.write_text(file.read_text().replace("text: Hello. I'm here", "text: Welcome. I'm here"))
    texts = read_texts(tmp_path, session_days=30)
    [old], [new] = (Renderer(each).render([Say(text=TextId.GREET)], None) for each in (TEXTS, texts))
    assert old.message.text != new.message.text
    assert Outgoing(texts).is_approved(new.message, {}, None)
    assert not Outgoing(texts).is_approved(old.message, {}, None)


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
    [rendered] = Renderer(TEXTS).render([Answer(entry="alpha")], SHELF)
    assert Outgoing(TEXTS).is_approved(rendered.message.model_copy(update=update), rendered.payloads, SHELF)


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
    [rendered] = Renderer(TEXTS).render([Answer(entry="alpha")], SHELF)
    button = rendered.message.choices[0].model_copy(update={"id": "b"})
    message = rendered.message.model_copy(update={"choices": [button]})
    assert Outgoing(TEXTS).is_approved(message, {"b": "entry:beta"}, SHELF)
    assert not Outgoing(TEXTS).is_approved(message.model_copy(update=update), {"b": "entry:beta"}, SHELF)


def test_a_fixed_text_with_a_source_or_a_review_is_not_approved() -> None:
    [rendered] = Renderer(TEXTS).render([Say(text=TextId.GREET)], SHELF)
    reviewed = rendered.message.model_copy(update={"reviewed": date(1066, 10, 14)})
    cited = rendered.message.model_copy(update={"citations": [Citation(document="d", section="s")]})
    assert not Outgoing(TEXTS).is_approved(reviewed, {}, SHELF)
    assert not Outgoing(TEXTS).is_approved(cited, {}, SHELF)
    assert not Outgoing(TEXTS).is_approved(rendered.message, {"hidden": "choice:erase_now"}, SHELF)


def test_a_button_that_does_another_thing_than_it_says_is_not_approved() -> None:
    [rendered] = Renderer(TEXTS).render([Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.KEEP_CHAT,))], SHELF)
    swapped = dict.fromkeys(rendered.payloads, f"choice:{ChoiceId.ERASE_NOW}")
    assert Outgoing(TEXTS).is_approved(rendered.message, rendered.payloads, SHELF)
    assert not Outgoing(TEXTS).is_approved(rendered.message, swapped, SHELF)
