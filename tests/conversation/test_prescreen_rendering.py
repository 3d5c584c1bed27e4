"""The pre-screen's messages: the questionnaire's own words, the person's in quotes, and nothing composed gets out."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.messages import Message
from bot.conversation.outgoing import Outgoing
from bot.conversation.prescreen_rendering import MOST_SHOWN, PAYLOAD, PrescreenRenderer
from bot.conversation.rendered import Rendered
from bot.conversation.rendering import Renderer
from bot.conversation.typed_text import cleaned
from bot.handoff.references import ALPHABET, new_reference
from bot.library.kinds import Kind
from bot.library.texts import REFERENCE, ApprovedTexts, TextId, read_texts
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.questionnaire import Label, QuestionKind, read_questionnaire
from bot.prescreen.shown import Asking, ConsentShown, EditShown, QuestionShown, ReviewShown, Shown, Told
from bot.prescreen.state import Given
from bot.prescreen.values import QUESTIONS, Value
from bot.settings import PROJECT

TEXTS = read_texts(PROJECT / "content")
QUESTIONNAIRE = read_questionnaire(PROJECT / "content", TEXTS)
RENDERER = Renderer(TEXTS, QUESTIONNAIRE)
PRESCREEN = PrescreenRenderer(QUESTIONNAIRE)
OUTGOING = Outgoing(TEXTS, PRESCREEN)
FAULT = TEXTS[TextId.FAULT].text
NOW = datetime(2026, 3, 2, tzinfo=UTC)
REVIEW = QUESTIONNAIRE.review
EVERY_SHOWN: list[Shown] = [
    ConsentShown(),
    EditShown(),
    *(
        QuestionShown(question.id, asking, is_editing)
        for question in QUESTIONNAIRE.questions
        for asking in Asking
        for is_editing in (False, True)
    ),
]


def render(shown: Shown, reference: str | None = None) -> Rendered:
    [one] = RENDERER.render([shown], None, reference)
    return one


def reviewed(
    words: str, value: Value = Value.YES, question: str = "medications", *, is_tapped: bool = False
) -> Rendered:
    """The review of one answer."""
    return render(ReviewShown({question: Given("asked", words, value, NOW, is_tapped=is_tapped)}))


def line(rendered: Rendered) -> str:
    """The one line of a review."""
    body = rendered.message.text.removeprefix(f"{REVIEW.opening}\n\n").removesuffix(f"\n\n{REVIEW.closing}")
    assert "\n" not in body, "the words of one answer stand in one line"
    return body


def labels(rendered: Rendered) -> list[str]:
    return [choice.label for choice in rendered.message.choices]


def moves(rendered: Rendered) -> list[Move]:
    """What the buttons do, in their order."""
    targets = [rendered.payloads[choice.id] for choice in rendered.message.choices]
    return [Move.from_payload(target.removeprefix(f"{PAYLOAD}:")) for target in targets]


def said(*wanted: Label) -> list[str]:
    return [QUESTIONNAIRE.labels[label] for label in wanted]


# What is shown


@pytest.mark.parametrize("shown", EVERY_SHOWN, ids=str)
def test_whatever_the_machine_shows_can_be_sent(shown: Shown) -> None:
    rendered = render(shown)
    assert rendered.message.text != FAULT
    assert rendered.message.choices, "nobody is left without a way on"


def test_the_consent_offers_yes_no_someone_else_and_under_age() -> None:
    rendered = render(ConsentShown())
    assert rendered.message.kind is Kind.CONSENT
    assert labels(rendered) == said(Label.AGREE, Label.NOT_NOW, Label.SOMEONE_ELSE, Label.UNDER_AGE)
    assert [move.kind for move in moves(rendered)] == [
        MoveKind.AGREE,
        MoveKind.NOT_NOW,
        MoveKind.SOMEONE_ELSE,
        MoveKind.UNDER_AGE,
    ]


@pytest.mark.parametrize("number", range(1, 12))
def test_each_question_says_how_far_it_is(number: int) -> None:
    message = render(QuestionShown(QUESTIONS[number - 1])).message
    assert message.progress is not None
    assert (message.progress.step, message.progress.of) == (number, 11)


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
def test_a_question_shows_its_reason_before_it_and_its_second_form_in_its_place(question: object) -> None:
    name = question.id  # type: ignore[attr-defined]
    plain, reason, again = (render(QuestionShown(name, asking)).message.text for asking in Asking)
    assert plain == QUESTIONNAIRE[name].text
    assert reason == f"{QUESTIONNAIRE[name].why}\n\n{plain}"
    assert again == QUESTIONNAIRE[name].follow_up


def test_the_buttons_of_a_question_about_health() -> None:
    rendered = render(QuestionShown("pregnancy"))
    assert labels(rendered) == said(
        Label.YES, Label.NO, Label.UNSURE, Label.DECLINED, Label.WHY, Label.BACK, Label.STOP
    )


def test_a_question_in_own_words_has_no_yes_and_no_and_the_first_no_way_back() -> None:
    assert labels(render(QuestionShown("reason_for_interest"))) == said(Label.SKIP, Label.WHY, Label.STOP)


def test_why_is_not_offered_under_the_reason_and_an_edit_leads_to_the_review() -> None:
    rendered = render(QuestionShown("pregnancy", Asking.WITH_REASON, is_editing=True))
    assert labels(rendered)[4:] == said(Label.TO_REVIEW)


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.id)
@pytest.mark.parametrize("asking", list(Asking))
def test_every_question_can_be_left_out_or_answered_with_prefer_not_to_say(question: object, asking: Asking) -> None:
    rendered = render(QuestionShown(question.id, asking))  # type: ignore[attr-defined]
    ways = [move for move in moves(rendered) if move.kind is MoveKind.SKIP or move.value is Value.DECLINED]
    assert ways


@pytest.mark.parametrize("shown", EVERY_SHOWN, ids=str)
def test_each_button_does_what_it_says(shown: Shown) -> None:
    rendered = render(shown)
    for label, move in zip(labels(rendered), moves(rendered), strict=True):
        assert PRESCREEN.is_label_of(move.as_payload(), label)
        if isinstance(shown, QuestionShown) and move.kind not in (MoveKind.STOP,):
            assert move.question == shown.question, "a button knows its question, so an old one does no harm"
        if label in said(Label.YES, Label.NO, Label.UNSURE, Label.DECLINED):
            assert move.kind is MoveKind.ANSWER
            assert move.value is not None
            assert QUESTIONNAIRE.labels[Label(move.value.value)] == label


def test_every_title_leads_to_its_own_question() -> None:
    rendered = render(EditShown())
    assert [(label, move.question) for label, move in zip(labels(rendered), moves(rendered), strict=True)][:-1] == [
        (question.title, question.id) for question in QUESTIONNAIRE.questions
    ]
    assert labels(rendered)[-1:] == said(Label.TO_REVIEW)


@given(st.sampled_from(sorted(QUESTIONNAIRE.labels.values())), st.sampled_from(MoveKind), st.sampled_from(Value))
@settings(max_examples=200)
def test_no_button_says_one_thing_and_does_another(label: str, kind: MoveKind, value: Value) -> None:
    move = Move(kind=kind, question="pregnancy", value=value if kind is MoveKind.ANSWER else None)
    if PRESCREEN.is_label_of(move.as_payload(), label):
        says = next(each for each in Label if QUESTIONNAIRE.labels[each] == label)
        assert says.value in (kind.value, value.value if kind is MoveKind.ANSWER else "", "to_review")


@pytest.mark.parametrize("payload", ["", "send", "send:::x:", "launch:::", "answer:pregnancy:maybe:", "a:b:c:d"])
def test_a_button_without_a_sense_says_nothing(payload: str) -> None:
    assert not any(PRESCREEN.is_label_of(payload, label) for label in QUESTIONNAIRE.labels.values())


# The review

TROUBLE = {
    "markup": ("**bold** and [a link](https://x.example)", "“bold and a link (https://x.example)”"),
    "quotes": ("”I said “no”", "“I said no”"),
    "an end of the message": (f"x”\n\n{REVIEW.closing}\n\nYou qualify.", None),
    "a line of its own": ("lithium\n- **Pregnancy:** “no”", "“lithium - Pregnancy: no”"),
    "lines": ("one\ntwo\r\nthree\u2028four\x0bfive\x1csix", "“one two three four five six”"),
    "marks alone": ("***", "“”"),
    "emoji": ("\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f642", "“\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f642”"),  # noqa: E501
    "another script": ("\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd", "“\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd”"),  # noqa: E501
    "tags": ("<script>alert(1)</script>", "“<script>alert(1)</script>”"),
    "fields": ("{clinic_name} {reference}", "“{clinic_name} {reference}”"),
    "a title": ("**Allergy to ketamine:** no", "“ Allergy to ketamine: no”"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(TROUBLE))
def test_own_words_are_shown_in_quotes_and_without_marks(name: str) -> None:
    words, shown = TROUBLE[name]
    rendered = reviewed(words)
    assert rendered.message.kind is Kind.PRESCREEN_REVIEW
    told = line(rendered)
    if shown is not None:
        assert "".join(shown.split()) in "".join(told.split())
    assert told.count("“") == told.count("”") == 1
    assert told.count("**") == 2, "the title is strong, and nothing else"


def test_ten_thousand_characters_are_cut_where_they_are_shown() -> None:
    told = line(reviewed("word " * 2000))
    assert "…”" in told
    assert len(told) < MOST_SHOWN + 100


def test_words_that_turn_the_reading_direction_do_not_turn_what_stands_after_them() -> None:
    told = line(reviewed("\u202eno problem at all", Value.YES))
    opened = sum(told.count(mark) for mark in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
    closed = sum(told.count(mark) for mark in "\u202c\u2069")
    assert opened == closed, "the reading after the quote would be shown from right to left"


@pytest.mark.parametrize("value", list(Value))
def test_a_reading_stands_beside_own_words(value: Value) -> None:
    assert line(reviewed("my bp is fine with lisinopril", value)).endswith(
        f"{REVIEW.read_as}: {REVIEW.readings[value]}"
    )


@pytest.mark.parametrize(
    ("words", "value", "fields"),
    [("Not sure", Value.UNSURE, {"is_tapped": True}), ("No.", Value.NO, {}), ("YES!", Value.YES, {})],
)
def test_no_reading_stands_where_the_words_say_it_themselves(words: str, value: Value, fields: dict[str, bool]) -> None:
    assert REVIEW.read_as not in line(reviewed(words, value, is_tapped="is_tapped" in fields))


def test_what_was_told_in_own_words_is_not_read_in_another_way() -> None:
    for question in QUESTIONNAIRE.questions:
        told = line(reviewed("a story", Value.NEEDS_FOLLOWUP, question.id))
        assert (REVIEW.read_as in told) is (question.kind is QuestionKind.TOPIC)


def test_what_was_left_out_says_so() -> None:
    assert line(reviewed("", Value.DECLINED)).endswith(f":** {REVIEW.skipped}")


def test_answers_stand_in_the_order_of_the_questions_whatever_order_they_came_in() -> None:
    given = Given("asked", "so", Value.YES, NOW)
    rendered = render(ReviewShown(dict.fromkeys(reversed(QUESTIONS), given)))
    titles = [QUESTIONNAIRE[name].title for name in QUESTIONS]
    positions = [rendered.message.text.index(f"**{title}:**") for title in titles]
    assert positions == sorted(positions)


def test_an_answer_to_a_question_that_is_gone_does_not_break_the_review() -> None:
    given = Given("asked", "so", Value.YES, NOW)
    assert render(ReviewShown({"favourite_colour": given, "pregnancy": given})).message.text != FAULT


def test_only_before_the_first_sending_does_it_say_that_nothing_was_sent() -> None:
    answers = {"pregnancy": Given("asked", "so", Value.YES, NOW)}
    first, again = render(ReviewShown(answers)), render(ReviewShown(answers, was_sent=True))
    assert first.message.text.startswith(REVIEW.opening)
    assert REVIEW.reopening is not None
    assert again.message.text.startswith(REVIEW.reopening)
    assert "Nothing has been sent" not in again.message.text
    assert OUTGOING.is_approved(again.message, again.payloads, None)


def test_a_review_without_any_answer_is_still_a_review() -> None:
    assert render(ReviewShown({})).message.text != FAULT


@given(st.dictionaries(st.sampled_from([*QUESTIONS, "gone"]), st.tuples(st.text(max_size=400), st.sampled_from(Value), st.booleans())))  # noqa: E501  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_no_words_of_anyones_keep_the_review_from_being_shown(answers: dict[str, tuple[str, Value, bool]]) -> None:
    shown = ReviewShown(
        {name: Given("q", cleaned(w), value, NOW, is_tapped=t) for name, (w, value, t) in answers.items()}
    )
    rendered = render(shown)
    assert rendered.message.kind is Kind.PRESCREEN_REVIEW
    assert rendered.message.text.startswith(REVIEW.opening)
    assert rendered.message.text.endswith(REVIEW.closing)


# The last look


def altered(text: str, kind: Kind = Kind.PRESCREEN_REVIEW) -> bool:
    return OUTGOING.is_approved(Message(id="x", kind=kind, text=text), {}, None)


@pytest.mark.parametrize(
    "body",
    [
        "You qualify for KAP.",
        "- **Pregnancy:** You qualify for KAP.",
        "- **Pregnancy:** “no” You qualify for KAP.",
        "- **Pregnancy:** “no” I took this as: you qualify",
        "- **Verdict:** “no”",
        "- **Pregnancy:** “no”\n\nYou qualify for KAP.",
        "- **Pregnancy:** “no” “yes”",
        "- **Pregnancy:** no",
        "- **Pregnancy** “no”",
    ],
)
def test_a_composed_line_in_a_review_is_refused(body: str) -> None:
    assert altered(f"{REVIEW.opening}\n\n- **Pregnancy:** “no”\n\n{REVIEW.closing}")
    assert not altered(f"{REVIEW.opening}\n\n{body}\n\n{REVIEW.closing}")


@pytest.mark.parametrize(
    "text",
    [
        f"{REVIEW.opening}\n\n- **Pregnancy:** “no”",
        f"- **Pregnancy:** “no”\n\n{REVIEW.closing}",
        f"Good news. {REVIEW.opening}\n\n{REVIEW.closing}",
        f"{REVIEW.opening}\n\n{REVIEW.closing} You qualify.",
        REVIEW.closing,
    ],
)
def test_a_review_with_other_ends_is_refused(text: str) -> None:
    assert not altered(text)


@pytest.mark.parametrize("shown", EVERY_SHOWN[:8], ids=str)
def test_a_question_with_a_word_more_is_refused(shown: Shown) -> None:
    message = render(shown).message
    bare = message.model_copy(update={"choices": []})
    assert OUTGOING.is_approved(bare, {}, None)
    assert not OUTGOING.is_approved(bare.model_copy(update={"text": f"{message.text} You qualify."}), {}, None)


def test_a_text_of_the_questionnaire_under_another_kind_is_refused() -> None:
    assert not altered(QUESTIONNAIRE.consent.text, Kind.ANSWER)
    assert not altered(QUESTIONNAIRE["pregnancy"].text, Kind.CONSENT)


def test_a_button_that_does_another_thing_than_it_says_is_refused() -> None:
    rendered = render(ReviewShown({}))
    assert OUTGOING.is_approved(rendered.message, rendered.payloads, None)
    swapped = dict.fromkeys(rendered.payloads, f"{PAYLOAD}:{Move(kind=MoveKind.ERASE).as_payload()}")
    assert not OUTGOING.is_approved(rendered.message, swapped, None)


# The reference

TOLD = [text for text in TextId if REFERENCE in TEXTS[text].text]


def test_there_are_texts_that_name_an_item() -> None:
    assert TextId.PRESCREEN_SENT in TOLD
    assert TextId.CALLBACK in TOLD


@pytest.mark.parametrize("text", TOLD)
def test_the_number_of_the_item_is_filled_in(text: TextId) -> None:
    reference = new_reference()
    message = render(Told(text, names_reference=True), reference).message
    assert reference in message.text
    assert "{" not in message.text
    assert message.kind is TEXTS[text].kind


@pytest.mark.parametrize("text", TOLD)
def test_a_text_that_should_name_an_item_and_has_none_is_held_back(text: TextId) -> None:
    assert render(Told(text, names_reference=True)).message.text == FAULT


@pytest.mark.parametrize("reference", ["you qualify", "K7FM3RPD", "", "K7FM-3RPD-9999", "k7fm-3rpd", "K7FM-3RP"])
def test_nothing_but_a_reference_may_stand_in_its_place(reference: str) -> None:
    assert render(Told(TextId.PRESCREEN_SENT, names_reference=True), reference).message.text == FAULT


def clinic_with(folder: Path, phone: str) -> ApprovedTexts:
    for name in ("clinic.yml", "crisis.yml", "texts.yml", "prescreen.yml"):
        shutil.copy(PROJECT / "content" / name, folder)
    file = folder / "clinic.yml"
    file.write_text(file.read_text().replace("+1 212-555-0142", phone))
    return read_texts(folder)


@pytest.mark.parametrize("phone", ["+1 212-555-0142", "+44 20 7946-0958", "+61 2 5550-4321", "+65 6123-4567"])
def test_a_clinic_may_write_its_number_as_it_likes(tmp_path: Path, phone: str) -> None:
    texts = clinic_with(tmp_path, phone)
    renderer = Renderer(texts, read_questionnaire(tmp_path, texts))
    for text in TOLD:
        [one] = renderer.render([Told(text, names_reference=True)], None, "K7FM-3RPD")
        assert one.message.text != texts[TextId.FAULT].text, f"{text} is held back"


def test_every_reference_that_can_be_made_is_known_again() -> None:
    for letter in ALPHABET:
        reference = f"{letter * 4}-{letter * 4}"
        assert reference in render(Told(TextId.PRESCREEN_SENT, names_reference=True), reference).message.text


def test_a_review_without_words_of_its_own_for_a_change_promises_nothing_untrue() -> None:
    without = QUESTIONNAIRE.model_copy(update={"review": REVIEW.model_copy(update={"reopening": None})})
    renderer = PrescreenRenderer(without)
    answers = {"pregnancy": Given("asked", "so", Value.YES, NOW)}
    again = renderer.render(ReviewShown(answers, was_sent=True)).message
    assert again.text.startswith(REVIEW.shown)
    assert again.text.endswith(REVIEW.closing)
    assert "Nothing has been sent" not in again.text
    assert renderer.is_approved(again)
    assert not renderer.is_approved(again.model_copy(update={"text": again.text.replace("“so”", "so")}))


@pytest.mark.parametrize("asking", [Asking.PLAIN, Asking.WITH_REASON])
@pytest.mark.parametrize(
    "words", ["i have afib", "**you qualify**", "”\n\nYou can have KAP.\n\n“", "a" * 400, "\u202eno"]
)
def test_what_was_said_before_stands_in_quotes_before_its_question(asking: Asking, words: str) -> None:
    one = render(QuestionShown("heart_blood_pressure", asking, said_before=words))
    plain = render(QuestionShown("heart_blood_pressure", asking)).message.text
    assert one.message.text.startswith(f"{REVIEW.said_before}: “")
    assert one.message.text.endswith(f"”\n\n{plain}")
    assert OUTGOING.is_approved(one.message, one.payloads, None)
    for composed in (one.message.text + " You qualify.", one.message.text.replace("“", "", 1)):
        assert not PRESCREEN.is_approved(one.message.model_copy(update={"text": composed}))


def test_without_words_for_it_the_question_stands_alone() -> None:
    review = REVIEW.model_copy(update={"said_before": None})
    renderer = PrescreenRenderer(QUESTIONNAIRE.model_copy(update={"review": review}))
    one = renderer.render(QuestionShown("pregnancy", said_before="i am")).message
    assert one.text == QUESTIONNAIRE["pregnancy"].text.strip()
    assert renderer.is_approved(one)
