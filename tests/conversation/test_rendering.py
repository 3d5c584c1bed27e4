"""Rendering: acts become messages, out of approved texts and published answers alone."""

from bot.assembly import Parts
from bot.conversation.acts import Act, Answer, Clarify, NotCovered, PrescreenMove, RequestPerson, Say
from bot.conversation.rendered import Rendered
from bot.conversation.rendering import MOST_RELATED, Renderer
from bot.library.kinds import Kind
from bot.library.texts import REFERENCE, ChoiceId, TextId
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.shown import Told

TO_STAFF = ["choice:pass_on", "choice:talk_to_person"]


def renderer_of(parts: Parts) -> Renderer:
    return Renderer(parts.texts, parts.questionnaire)


def entries_of(rendered: Rendered) -> list[str | None]:
    return [choice.entry for choice in rendered.message.choices]


def test_every_approved_text_can_be_said(shared_parts: Parts) -> None:
    renderer = renderer_of(shared_parts)
    for name, filled in shared_parts.texts.all():
        says = Told(name) if REFERENCE in filled.text else Say(text=name)
        [rendered] = renderer.render([says], shared_parts.library.shelf(), "K7FM-3QPD")
        assert rendered.message.kind is filled.kind
        assert rendered.message.text == filled.text.replace(REFERENCE, "K7FM-3QPD"), name
        assert rendered.message.choices == []


def test_a_text_that_names_an_item_is_not_sent_without_its_number(shared_parts: Parts) -> None:
    [rendered] = renderer_of(shared_parts).render([Told(TextId.CALLBACK, names_reference=True)], None)
    assert rendered.message.text == shared_parts.texts[TextId.FAULT].text


def test_what_the_app_has_to_do_is_never_said_as_it_is(shared_parts: Parts) -> None:
    undone = [RequestPerson(), PrescreenMove(move=Move(kind=MoveKind.START))]
    for rendered in renderer_of(shared_parts).render(undone, shared_parts.library.shelf()):
        assert rendered.message.text == shared_parts.texts[TextId.FAULT].text


def test_every_published_answer_can_be_given(shared_parts: Parts) -> None:
    shelf = shared_parts.library.shelf()
    for slug, entry in shelf.entries.items():
        [rendered] = renderer_of(shared_parts).render([Answer(entry=slug)], shelf)
        assert (rendered.message.entry, rendered.message.text) == (slug, entry.body)
        assert rendered.message.citations, f"{slug} cites nothing"
        assert entries_of(rendered) == [name for name in entry.related if name in shelf.entries][:MOST_RELATED]


def test_each_button_has_one_payload_and_an_id_that_tells_nothing(shared_parts: Parts) -> None:
    act = Clarify(entries=("ptsd", "trauma"))
    [rendered] = renderer_of(shared_parts).render([act], shared_parts.library.shelf())
    choices = rendered.message.choices
    assert [rendered.payloads[choice.id] for choice in choices] == [
        "entry:ptsd",
        "entry:trauma",
        "choice:talk_to_person",
    ]
    assert len(rendered.payloads) == 3
    for choice in choices:
        assert len(choice.id) >= 16
        assert "ptsd" not in choice.id


def test_what_is_not_published_is_not_offered(shared_parts: Parts) -> None:
    shelf = shared_parts.library.shelf()
    [clarify, answer] = renderer_of(shared_parts).render(
        [Clarify(entries=("ptsd", "gone")), Answer(entry="gone")], shelf
    )
    assert entries_of(clarify) == ["ptsd", None]
    assert answer.message.text == shared_parts.texts[TextId.FAULT].text


def test_without_a_library_the_fixed_texts_still_come(shared_parts: Parts) -> None:
    acts: list[Act] = [
        Say(text=TextId.GREETING, suggest=True),
        Say(text=TextId.ERASURE_OFFER, choices=(ChoiceId.ERASE_NOW,)),
        Answer(entry="what_is_kap"),
        NotCovered(nearest=("ptsd",)),
    ]
    greeting, offer, answer, not_covered = renderer_of(shared_parts).render(acts, None)
    assert greeting.message.choices == []
    assert [choice.label for choice in offer.message.choices] == [shared_parts.texts.label(ChoiceId.ERASE_NOW)]
    assert answer.message.text == shared_parts.texts[TextId.FAULT].text
    assert list(not_covered.payloads.values()) == TO_STAFF


def test_near_answers_are_only_announced_where_there_are_some(shared_parts: Parts) -> None:
    renderer, shelf = renderer_of(shared_parts), shared_parts.library.shelf()
    near, far = renderer.render([NotCovered(nearest=("ptsd",)), NotCovered()], shelf)
    assert near.message.text == shared_parts.texts[TextId.NOT_COVERED_BUT_NEAR].text
    assert list(near.payloads.values()) == ["entry:ptsd", *TO_STAFF]
    assert list(far.payloads.values()) == TO_STAFF
    assert far.message.text == shared_parts.texts[TextId.NOT_COVERED].text
    assert near.message.kind is far.message.kind is Kind.NOT_COVERED
