"""Rendering: acts become messages, out of approved texts and published answers alone."""

from bot.assembly import Parts
from bot.conversation.acts import Act, Answer, Clarify, NotCovered, Say
from bot.conversation.rendering import MOST_RELATED, Rendered, Renderer
from bot.library.kinds import Kind
from bot.library.texts import ChoiceId, TextId


def entries_of(rendered: Rendered) -> list[str | None]:
    return [choice.entry for choice in rendered.message.choices]


def test_every_approved_text_can_be_said(shared_parts: Parts) -> None:
    renderer = Renderer(shared_parts.texts)
    for name, filled in shared_parts.texts.all():
        [rendered] = renderer.render([Say(text=name)], shared_parts.library.shelf())
        assert (rendered.message.kind, rendered.message.text) == (filled.kind, filled.text)
        assert rendered.message.choices == []


def test_every_published_answer_can_be_given(shared_parts: Parts) -> None:
    shelf = shared_parts.library.shelf()
    for slug, entry in shelf.entries.items():
        [rendered] = Renderer(shared_parts.texts).render([Answer(entry=slug)], shelf)
        assert (rendered.message.entry, rendered.message.text) == (slug, entry.body)
        assert rendered.message.citations, f"{slug} cites nothing"
        assert entries_of(rendered) == [name for name in entry.related if name in shelf.entries][:MOST_RELATED]


def test_each_button_has_one_payload_and_an_id_that_tells_nothing(shared_parts: Parts) -> None:
    act = Clarify(entries=("ptsd", "trauma"))
    [rendered] = Renderer(shared_parts.texts).render([act], shared_parts.library.shelf())
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
    [clarify, answer] = Renderer(shared_parts.texts).render(
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
    greeting, offer, answer, not_covered = Renderer(shared_parts.texts).render(acts, None)
    assert greeting.message.choices == []
    assert [choice.label for choice in offer.message.choices] == [shared_parts.texts.label(ChoiceId.ERASE_NOW)]
    assert answer.message.text == shared_parts.texts[TextId.FAULT].text
    assert entries_of(not_covered) == [None]


def test_near_answers_are_only_announced_where_there_are_some(shared_parts: Parts) -> None:
    renderer, shelf = Renderer(shared_parts.texts), shared_parts.library.shelf()
    near, far = renderer.render([NotCovered(nearest=("ptsd",)), NotCovered()], shelf)
    assert near.message.text == shared_parts.texts[TextId.NOT_COVERED_BUT_NEAR].text
    assert entries_of(near) == ["ptsd", None]
    assert far.message.text == shared_parts.texts[TextId.NOT_COVERED].text
    assert near.message.kind is far.message.kind is Kind.NOT_COVERED
