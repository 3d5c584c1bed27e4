"""The wording of the privacy text, of the consent and of each question of the pre-screen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.status import HTTP_404_NOT_FOUND, HTTP_422_UNPROCESSABLE_CONTENT

from bot.channels.staff.declaration import ADMINISTRATORS, Pages
from bot.channels.staff.patient_view import rich_text
from bot.channels.staff.settings_form import Form, drawn, line_field, number_field, opened, sent, text_field, unshowable
from bot.channels.staff.settings_sections import CONSENT, PRIVACY, Values, Wording, question_section
from bot.channels.staff.settings_state import Judged, Refused, State, judge, state_of
from bot.channels.staff.visit import Visit
from bot.library.check import HIGHEST_GRADE
from bot.library.markup import plain
from bot.library.readability import grade
from bot.library.texts import ApprovedTexts, Field
from bot.prescreen.questionnaire import Label, QuestionKind, Questionnaire

MOST_IN_A_LINE, MOST_IN_A_TEXT, MOST_IN_A_PAGE = 60, 2000, 3500
_BRACES = re.compile(r"\{([^{}]*)\}")
_FILLED: Final = {
    Field.CLINIC_NAME: "the clinic's name",
    Field.CLINIC_PHONE: "the phone number",
    Field.CLINIC_CONTACT: "phone and e-mail, to stand after a colon",
    Field.CLINIC_HOURS: "the opening hours",
    Field.CRISIS_LINE: "the crisis line of your country, to stand after a colon",
    Field.EMERGENCY_LINE: "the emergency number of your country, to stand after “call”",
    Field.URGENT_LINE: "whom to call after a session, to stand after a colon",
    Field.WATCH_HOURS: "when staff look at the alerts, to end a sentence",
    Field.SESSION_DAYS: "how many days a chat is kept",
    Field.PRESCREEN_DAYS: "how many days a closed pre-screen is kept",
    Field.REPLY_OPEN: "when people hear from you, while you are open",
    Field.REPLY_CLOSED: "when people hear from you, while you are closed",
}
_TYPED: Final = {
    "title": "Short title",
    "text": "Text",
    "why": "Why it is asked",
    "follow_up": "Asked once more, where an answer was not clear",
}
_CONSENT_LABELS = (Label.AGREE, Label.NOT_NOW, Label.SOMEONE_ELSE, Label.UNDER_AGE)
_TOPIC_LABELS = (Label.YES, Label.NO, Label.UNSURE, Label.DECLINED)

pages = Pages()


@dataclass(frozen=True, slots=True)
class Shown:
    """A field as the patient reads it, with its reading grade (None for a line) and what the checks say."""

    label: str
    text: Markup
    grade: float | None
    problems: list[str]
    warnings: list[str]


@pages.page("/staff/settings/privacy", roles=ADMINISTRATORS)
def show_privacy(visit: Visit) -> Response:
    """The form, and the text as it is now."""
    return _opened(visit, PRIVACY)


@pages.page("/staff/settings/privacy", ["POST"], roles=ADMINISTRATORS, gives_back=_TYPED)
def send_privacy(visit: Visit) -> Response:
    """Looks at it, or saves it."""
    return _sent(visit, PRIVACY)


@pages.page("/staff/settings/prescreen", roles=ADMINISTRATORS)
def show_prescreen(visit: Visit) -> Response:
    """Everything that is asked, in its order, with a way to change each part."""
    asked = visit.parts.questionnaire
    parts: list[tuple[Wording, Markup, float]] = [(CONSENT, rich_text(asked.consent.text), grade(asked.consent.text))]
    for question in asked.questions:
        parts.append((question_section(asked, question.id), rich_text(question.text), grade(question.text)))
    return visit.render("settings_prescreen.html", parts=parts, version=asked.version, highest=HIGHEST_GRADE)


@pages.page("/staff/settings/prescreen/{part}", roles=ADMINISTRATORS)
def show_part(visit: Visit) -> Response:
    """The form of the consent or of one question."""
    return _opened(visit, _section(visit))


@pages.page("/staff/settings/prescreen/{part}", ["POST"], roles=ADMINISTRATORS, gives_back=_TYPED)
def send_part(visit: Visit) -> Response:
    """Looks at it, or saves it."""
    return _sent(visit, _section(visit))


def _section(visit: Visit) -> Wording:
    part = visit.path("part")
    if part == CONSENT.key:
        return CONSENT
    try:
        return question_section(visit.parts.questionnaire, part)
    except KeyError:
        raise HTTPException(HTTP_404_NOT_FOUND) from None


def _opened(visit: Visit, section: Wording) -> Response:
    state, form = opened(visit, section)
    try:
        judged = judge(visit, state, dict(form.typed))
    except Refused as refused:
        # What was once a version need not go with today's file.
        return _show(visit, section, state, Form(form.typed, form.seen, form.restored, sentences=refused.sentences))
    return _show(visit, section, state, form, judged=judged, is_kept=form.restored is None)


def _sent(visit: Visit, section: Wording) -> Response:
    values: Values = {
        name: line_field(visit, name) if name in section.lines else text_field(visit, name) for name in section.labels
    }
    faults = _faults(visit, section, values)

    def show(state: State, form: Form, status: int) -> Response:
        return _show(visit, section, state, form, status)

    if visit.field("act") == "save" or faults:
        return sent(visit, section, values, faults, values, show, {})
    state, seen, restored = state_of(visit, section), number_field(visit, "seen"), number_field(visit, "restored")
    stage = next((each for each in state.stages if each.number == restored), None)
    try:
        return _show(visit, section, state, Form(values, seen, stage), judged=judge(visit, state, values))
    except Refused as refused:
        form = Form(values, seen, stage, refused.fields, refused.sentences)
        return show(state, form, HTTP_422_UNPROCESSABLE_CONTENT)


def _faults(visit: Visit, section: Wording, values: Values) -> dict[str, str]:
    faults = unshowable(values)
    for name, text in values.items():
        if not text:
            faults[name] = "Please write something here."
        elif len(text) > (most := _most(section, name)):
            faults[name] = f"This has {len(text)} characters; at most {most} fit."
        elif unknown := [field for field in _BRACES.findall(text) if field not in set(_FILLED)]:
            faults[name] = (
                f"Nothing is known that could stand for {{{unknown[0][:40]}}}. The table below lists what may."
            )
        elif name in section.lines and re.search(r"[<>*\[\]]", text):
            faults[name] = "This is a plain line, without < > * [ and ]."
    return faults


def _most(section: Wording, name: str) -> int:
    if name in section.lines:
        return MOST_IN_A_LINE
    return MOST_IN_A_PAGE if section is PRIVACY else MOST_IN_A_TEXT


def _show(
    visit: Visit,
    section: Wording,
    state: State,
    form: Form,
    status: int = 200,
    *,
    judged: Judged | None = None,
    is_kept: bool = False,
) -> Response:
    texts, asked = visit.parts.texts, visit.parts.questionnaire
    return drawn(
        visit,
        "settings_wording.html",
        state,
        form,
        status,
        dict(form.typed),
        judged=judged,
        is_kept=is_kept,
        shown=_shown(section, form.typed, judged) if judged is not None else [],
        buttons=_buttons(section, asked),
        limits={name: _most(section, name) for name in section.labels},
        fillings=[(f"{{{name}}}", words, _value(texts, name)) for name, words in _FILLED.items()],
        highest=HIGHEST_GRADE,
        is_consent=section is CONSENT,
        is_privacy=section is PRIVACY,
        consent_version=asked.consent.version,
        version=asked.version,
    )


def _shown(section: Wording, typed: Mapping[str, object], judged: Judged) -> list[Shown]:
    found = []
    for name, label in section.labels.items():
        text = judged.voice.texts.filled(str(typed[name]))
        grade_of_it = None if name in section.lines else grade(text)
        problems, warnings = judged.problems.get(name, []), judged.warnings.get(name, [])
        found.append(Shown(label, rich_text(text), grade_of_it, problems, warnings))
    return found


def _buttons(section: Wording, asked: Questionnaire) -> list[str]:
    """What stands under the first text in the chat."""
    if section is CONSENT:
        return [asked.labels[label] for label in _CONSENT_LABELS]
    if section is PRIVACY:
        return []
    question = asked[section.key]
    if question.kind is QuestionKind.TOPIC:
        return [asked.labels[label] for label in _TOPIC_LABELS]
    return list(question.choices.values())


def _value(texts: ApprovedTexts, name: Field) -> str:
    return plain(texts.filled(f"{{{name}}}"))
