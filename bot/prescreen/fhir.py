"""Pre-screens as a clinic's record system takes them: FHIR R4 Questionnaire and QuestionnaireResponse.

Each question holds the person's own words. How they were read stands beneath them, as an item of its own that says
so. There is no score and nothing that ranks.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from bot.prescreen.questionnaire import Question, QuestionKind, Questionnaire
from bot.prescreen.state import MOST_CHARACTERS, ConsentGiven, Given, Prescreen
from bot.prescreen.store import Held
from bot.prescreen.values import Value

if TYPE_CHECKING:
    # Loading these takes as long as the rest of a command, so only what makes or reads them does.
    from fhir.resources.R4B.questionnaire import Questionnaire as FhirQuestionnaire
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as FhirResponse
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponseItem

CANONICAL: Final = "urn:kap-guide:prescreen"
REFERENCES: Final = "urn:kap-guide:queue-item"
READINGS: Final = "urn:kap-guide:reading"
OPEN_READINGS: Final = "urn:kap-guide:reading-of-own-words"
ANSWERED_AT: Final = "urn:kap-guide:answered-at"
TAPPED: Final = "urn:kap-guide:tapped"
ABSENT: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

# Ids of questions have no dot, so none of these is ever one of theirs.
CONSENT: Final = "consent.given"
READING, CHOICE = ".reading", ".choice"

_READ_AS = "How the answer was read: by a program from the words above, or by the button that was tapped"
_CHOSEN = "Which of the choices was tapped"
_CONSENT_ITEMS: Final = (
    ("consent.text", "text", "What the person agreed to"),
    ("consent.version", "string", "Version of that text"),
    ("consent.at", "dateTime", "When they agreed"),
)
# FHIR's strings hold no others; a person's words have none since they came in.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

type _Json = dict[str, Any]


def fhir_questionnaire(questionnaire: Questionnaire) -> "FhirQuestionnaire":
    """What is asked, as it is asked at present."""
    from fhir.resources.R4B.questionnaire import Questionnaire as FhirQuestionnaire

    consent = [{"linkId": name, "text": text, "type": kind, "readOnly": True} for name, kind, text in _CONSENT_ITEMS]
    return FhirQuestionnaire.model_validate(
        {
            "resourceType": "Questionnaire",
            "id": f"kap-guide-prescreen-{questionnaire.version}",
            "url": CANONICAL,
            "version": str(questionnaire.version),
            "name": "KapGuidePrescreen",
            "title": "Pre-screen before a first call",
            "status": "active",
            "experimental": False,
            "subjectType": ["Patient"],
            "description": "A person's own words before a first call with a clinician, who talks them over with the "
            "person. Nothing is counted or decided from them.",
            "item": [
                {"linkId": CONSENT, "text": "Consent to be asked", "type": "group", "item": consent},
                *(_asked(question, questionnaire) for question in questionnaire.questions),
            ],
        }
    )


def fhir_response(held: Held, questionnaire: Questionnaire, *, reference: str | None = None) -> "FhirResponse":
    """What a person answered: what was sent, once it was; what there is so far, before.

    `reference`: that of the item in the clinic's queue.
    """
    from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as FhirResponse

    prescreen = held.prescreen
    answers = prescreen.answers if prescreen.sent is None else prescreen.sent
    items = [*_agreed(prescreen.consent), *_answered(answers, questionnaire)]
    response: _Json = {
        "resourceType": "QuestionnaireResponse",
        "id": held.id,
        "questionnaire": f"{CANONICAL}|{prescreen.questionnaire}",
        "status": _status(prescreen),
        "authored": _moment(prescreen.sent_at or held.changed_at),
    }
    if reference is not None:
        response["identifier"] = {"system": REFERENCES, "value": reference}
    if items:
        response["item"] = items
    return FhirResponse.model_validate(response)


def answers_from(response: "FhirResponse") -> dict[str, Given]:
    """The answers again that `fhir_response` was made of. Raises ValueError for what it did not make."""
    return {str(item.linkId): _given(item) for item in response.item or [] if item.linkId != CONSENT}


def _status(prescreen: Prescreen) -> str:
    match prescreen.times_sent:
        case 0:
            return "stopped" if prescreen.is_paused else "in-progress"
        case 1:
            return "completed"
        case _:
            return "amended"


def _asked(question: Question, questionnaire: Questionnaire) -> _Json:
    readings = [{"valueCoding": _reading(question.id, value, questionnaire)} for value in Value]
    beneath = [
        {
            "linkId": question.id + READING,
            "text": _READ_AS,
            "type": "choice",
            "readOnly": True,
            "answerOption": readings,
        }
    ]
    if question.choices:
        choices = [{"valueCoding": _choice(question.id, *choice)} for choice in question.choices.items()]
        beneath.append({"linkId": question.id + CHOICE, "text": _CHOSEN, "type": "choice", "answerOption": choices})
    return {
        "linkId": question.id,
        "text": question.text,
        "type": "text",
        "required": False,
        "maxLength": MOST_CHARACTERS,
        "item": beneath,
    }


def _reading(name: str, value: Value, questionnaire: Questionnaire) -> _Json:
    is_open = name in questionnaire and questionnaire[name].kind is not QuestionKind.TOPIC
    system = OPEN_READINGS if is_open else READINGS
    return {"system": system, "code": value.value, "display": questionnaire.reading(name, value)}


def _choice(question: str, code: str, label: str) -> _Json:
    return {"system": f"{CANONICAL}:{question}", "code": code, "display": label}


def _agreed(consent: ConsentGiven | None) -> Iterator[_Json]:
    if consent is None:
        return
    answers = (
        {"valueString": consent.text},
        {"valueString": str(consent.version)},
        {"valueDateTime": _moment(consent.at)},
    )
    yield {
        "linkId": CONSENT,
        "item": [
            {"linkId": name, "text": text, "answer": [answer]}
            for (name, _, text), answer in zip(_CONSENT_ITEMS, answers, strict=True)
        ],
    }


def _answered(answers: Mapping[str, Given], questionnaire: Questionnaire) -> Iterator[_Json]:
    for name, given in questionnaire.in_order(answers):
        yield _answer(name, given, questionnaire)


def _answer(name: str, given: Given, questionnaire: Questionnaire) -> _Json:
    words = _CONTROLS.sub("", given.words)
    extensions: list[_Json] = [{"url": ANSWERED_AT, "valueDateTime": _moment(given.at)}]
    if given.is_tapped:
        extensions.append({"url": TAPPED, "valueBoolean": True})
    item: _Json = {"linkId": name, "text": given.asked, "extension": extensions}
    if not words.strip() and given.value is Value.DECLINED:
        extensions.append({"url": ABSENT, "valueCode": "asked-declined"})
        return item
    reading = {"valueCoding": _reading(name, given.value, questionnaire)}
    beneath = [{"linkId": name + READING, "text": _READ_AS, "answer": [reading]}]
    if given.choice is not None:
        chosen = {"valueCoding": _choice(name, given.choice, words if words.strip() else given.choice)}
        beneath.append({"linkId": name + CHOICE, "text": _CHOSEN, "answer": [chosen]})
    # Blank words say nothing, and FHIR has no blank strings.
    own: _Json = {"valueString": words} if words.strip() else {}
    item["answer"] = [{**own, "item": beneath}]
    return item


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _given(item: "QuestionnaireResponseItem") -> Given:
    extensions = {str(extension.url): extension for extension in item.extension or []}
    at = extensions[ANSWERED_AT].valueDateTime if ANSWERED_AT in extensions else None
    if not isinstance(at, datetime):
        raise ValueError(f"{item.linkId} does not say when it was answered.")
    answer = item.answer[0] if item.answer else None
    codes = {
        str(beneath.linkId): beneath.answer[0].valueCoding.code
        for beneath in (answer.item if answer is not None else None) or []
        if beneath.answer and beneath.answer[0].valueCoding
    }
    return Given(
        asked=item.text or "",
        words=(answer.valueString if answer is not None else None) or "",
        value=Value(codes.get(f"{item.linkId}{READING}") or Value.DECLINED),
        at=at,
        choice=codes.get(f"{item.linkId}{CHOICE}"),
        is_tapped=TAPPED in extensions,
    )
