"""A pre-screen as FHIR: what the person said, whole and in their words, and nothing that counts or ranks."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire as FhirQuestionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as FhirResponse
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli import app
from bot.handoff.items import ItemView
from bot.handoff.kinds import ItemKind
from bot.handoff.queue import Queue
from bot.handoff.rounds import Rounds
from bot.library.texts import read_texts
from bot.prescreen.export import NothingToExport, PrescreenExport, questionnaire_export
from bot.prescreen.fhir import ABSENT, ANSWERED_AT, TAPPED, answers_from, fhir_questionnaire, fhir_response
from bot.prescreen.questionnaire import Questionnaire, read_questionnaire
from bot.prescreen.state import MOST_CHARACTERS, ConsentGiven, Given, Prescreen, Stage
from bot.prescreen.store import Held, PrescreenStore
from bot.prescreen.values import QUESTIONS, Value
from bot.settings import PROJECT, Settings
from bot.storage.database import open_database, upgrade
from bot.storage.keys import vault
from bot.storage.models import ConversationRow

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
CONTENT = PROJECT / "content"
ASKED = read_questionnaire(CONTENT, read_texts(CONTENT))
CONSENT = ConsentGiven(1, "Is that all right with you?", NOW)
NAME, NUMBER = "Zebedee Quill", "212 555 0199"

ANSWERS = {
    "reason_for_interest": Given("What brings you here?", "It's been a long year.\n\nتعبت 😔", Value.YES, NOW),
    "heart_blood_pressure": Given("Your heart?", "Yes", Value.YES, NOW, is_tapped=True),
    "pregnancy": Given("Are you pregnant?", "", Value.DECLINED, NOW),
    "medications": Given("Any medicines?", "Prefer not to say", Value.DECLINED, NOW, is_tapped=True),
    "contact_preference": Given("How to reach you?", f"{NAME}, {NUMBER}", Value.YES, NOW),
    "message_preference": Given("A message?", "Yes, but a discreet one", Value.YES, NOW, "discreet", True),
}
SENT = Prescreen(3, Stage.SENT, answers=ANSWERS, consent=CONSENT, sent=ANSWERS, sent_at=NOW, times_sent=1)


def held(prescreen: Prescreen) -> Held:
    return Held("0f" * 16, 4, NOW - timedelta(days=1), NOW + timedelta(hours=2), None, prescreen)


def as_json(resource: FhirQuestionnaire | FhirResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resource.model_dump_json())
    return found


def items(resource: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every item, however deep."""
    for item in resource.get("item", []):
        yield item
        yield from items(item)
        for answer in item.get("answer", []):
            yield from items(answer)


def item(resource: Mapping[str, Any], link: str) -> dict[str, Any]:
    [found] = [each for each in items(resource) if each["linkId"] == link]
    return found


def keys(part: object) -> Iterator[str]:
    """Every name in it, however deep."""
    match part:
        case dict():
            yield from part
            for value in part.values():
                yield from keys(value)
        case list():
            for value in part:
                yield from keys(value)


# What is asked.


def test_the_questionnaire_asks_every_question_in_its_order_and_its_words() -> None:
    written = as_json(fhir_questionnaire(ASKED))
    assert as_json(FhirQuestionnaire.model_validate(written)) == written
    assert (written["status"], written["url"], written["version"]) == ("active", "urn:kap-guide:prescreen", "1")
    consent, *asked = written["item"]
    assert consent["type"] == "group"
    assert [each["linkId"] for each in asked] == [question.id for question in ASKED.questions]
    assert [each["text"] for each in asked] == [question.text for question in ASKED.questions]
    assert {each["type"] for each in asked} == {"text"}
    links = [each["linkId"] for each in items(written)]
    assert len(links) == len(set(links))


def test_a_reading_has_the_five_values_and_is_marked_as_a_programs() -> None:
    written = as_json(fhir_questionnaire(ASKED))
    for question in QUESTIONS:
        reading = item(written, f"{question}.reading")
        assert (reading["type"], reading["readOnly"]) == ("choice", True)
        assert "by a program" in reading["text"]
        assert [option["valueCoding"]["code"] for option in reading["answerOption"]] == list(Value)
    choices = item(written, "message_preference.choice")["answerOption"]
    assert [option["valueCoding"]["display"] for option in choices] == list(
        ASKED["message_preference"].choices.values()
    )


def test_no_question_counts_as_a_yes_by_being_open() -> None:
    options = item(as_json(fhir_questionnaire(ASKED)), "reason_for_interest.reading")["answerOption"]
    assert [option["valueCoding"]["display"] for option in options][:2] == ["answered", "none wanted"]


# What was answered.


def test_a_response_is_what_the_person_said_when_they_said_it() -> None:
    written = as_json(fhir_response(held(SENT), ASKED, reference="K7FM-3QPD"))
    assert as_json(FhirResponse.model_validate(written)) == written
    assert written["questionnaire"] == "urn:kap-guide:prescreen|3"
    assert written["authored"] == "2026-11-22T10:30:00Z"
    assert written["identifier"]["value"] == "K7FM-3QPD"
    reason = item(written, "reason_for_interest")
    assert reason["text"] == "What brings you here?"
    [answer] = reason["answer"]
    assert answer["valueString"] == "It's been a long year.\n\nتعبت 😔"
    assert item(written, "heart_blood_pressure.reading")["answer"][0]["valueCoding"]["display"] == "yes"
    chosen = item(written, "message_preference.choice")["answer"][0]["valueCoding"]
    assert (chosen["code"], chosen["display"]) == ("discreet", "Yes, but a discreet one")


def test_every_item_of_a_response_is_one_of_the_questionnaires_where_it_stands_there() -> None:
    def paths(resource: Mapping[str, Any], above: str = "") -> Iterator[str]:
        for each in resource.get("item", []):
            yield f"{above}/{each['linkId']}"
            for inner in [each, *each.get("answer", [])]:
                yield from paths(inner, f"{above}/{each['linkId']}")

    asked = list(paths(as_json(fhir_questionnaire(ASKED))))
    answered = list(paths(as_json(fhir_response(held(SENT), ASKED))))
    assert set(answered) <= set(asked)
    assert answered == sorted(answered, key=asked.index)
    # Beneath a question FHIR has items in its answer, never beside it.
    flat = as_json(fhir_response(held(SENT), ASKED))["item"][1:]
    assert [each["linkId"] for each in flat if "item" in each] == []


def test_a_question_that_was_left_out_is_there_without_an_answer_and_one_never_asked_is_not() -> None:
    written = as_json(fhir_response(held(SENT), ASKED))
    left_out = item(written, "pregnancy")
    assert "answer" not in left_out
    assert {"url": ABSENT, "valueCode": "asked-declined"} in left_out["extension"]
    # Who says "Prefer not to say" has given an answer.
    assert item(written, "medications")["answer"][0]["valueString"] == "Prefer not to say"
    assert "liver_kidney" not in [each["linkId"] for each in items(written)]


def test_the_consent_stands_first_in_the_words_agreed_to() -> None:
    written = as_json(fhir_response(held(SENT), ASKED))
    assert written["item"][0]["linkId"] == "consent.given"
    assert [each["answer"][0] for each in written["item"][0]["item"]] == [
        {"valueString": "Is that all right with you?"},
        {"valueString": "1"},
        {"valueDateTime": "2026-11-22T10:30:00Z"},
    ]


@pytest.mark.parametrize(
    ("prescreen", "status"),
    [
        (Prescreen(1), "in-progress"),
        (Prescreen(1, Stage.ASKING, "pregnancy", ANSWERS, CONSENT), "in-progress"),
        (Prescreen(1, Stage.REVIEW, answers=ANSWERS, consent=CONSENT), "in-progress"),
        (Prescreen(1, Stage.ASKING, "pregnancy", ANSWERS, CONSENT, is_paused=True), "stopped"),
        (SENT, "completed"),
        (replace(SENT, stage=Stage.REVIEW, is_paused=True), "completed"),
        (replace(SENT, times_sent=2), "amended"),
        (replace(SENT, times_sent=3), "amended"),
    ],
)
def test_the_status_tells_how_far_it_is(prescreen: Prescreen, status: str) -> None:
    response = fhir_response(held(prescreen), ASKED)
    assert response.status == status
    assert answers_from(response) == prescreen.answers


def test_changes_since_it_was_sent_stay_with_the_person() -> None:
    changed = {**ANSWERS, "pregnancy": Given("Are you pregnant?", "yes, I think", Value.YES, NOW)}
    response = fhir_response(held(replace(SENT, stage=Stage.REVIEW, answers=changed)), ASKED)
    assert answers_from(response) == ANSWERS
    unsent = fhir_response(held(replace(SENT, stage=Stage.REVIEW, answers=changed, sent=None, times_sent=0)), ASKED)
    assert answers_from(unsent) == changed


def test_an_answer_to_a_question_that_is_no_longer_asked_is_kept() -> None:
    old = {"former_question": Given("What was asked then?", "what was said then", Value.UNSURE, NOW), **ANSWERS}
    response = fhir_response(held(replace(SENT, sent=old)), ASKED)
    assert answers_from(response) == old
    assert as_json(response)["item"][-1]["linkId"] == "former_question"


def test_no_name_stands_in_an_id() -> None:
    written = as_json(fhir_response(held(SENT), ASKED, reference="K7FM-3QPD"))
    named = [
        each["linkId"]
        for each in items(written)
        for answer in each.get("answer", [])
        if NAME in str(answer.get("valueString"))
    ]
    assert named == ["contact_preference"]
    rest = json.dumps({**written, "item": [each["linkId"] for each in items(written)]})
    assert NAME not in rest
    assert NUMBER not in rest
    assert not {"subject", "source", "author"} & set(written)


@pytest.mark.parametrize(
    "written",
    [as_json(fhir_questionnaire(ASKED)), as_json(fhir_response(held(SENT), ASKED))],
    ids=["asked", "answered"],
)
def test_nothing_counts_or_ranks(written: dict[str, Any]) -> None:
    numbers = {"valueInteger", "valueDecimal", "valueQuantity", "initial", "enableWhen"}
    assert numbers & set(keys(written)) == set()
    assert {each.get("type") for each in items(written)} <= {None, "group", "text", "string", "dateTime", "choice"}
    extensions = {found["url"] for each in items(written) for found in each.get("extension", [])}
    assert extensions <= {ANSWERED_AT, TAPPED, ABSENT}
    text = json.dumps(written).lower()
    assert [
        word for word in ("score", "weight", "risk", "eligib", "ordinal", "priority", "points") if word in text
    ] == []


# Letters of all scripts, marks, emoji, tabs and ends of lines: what `cleaned` lets in.
_CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t\u202e😀🏳️")
_WORDS = st.text(_CHARACTERS, min_size=1, max_size=300).filter(lambda text: bool(text.strip()))
_LONG = st.builds(lambda text: (text * MOST_CHARACTERS)[:MOST_CHARACTERS], _WORDS).filter(
    lambda text: bool(text.strip())
)
_MOMENTS = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5)), timezone(timedelta(hours=5, minutes=45))]),
)
_SAID = st.builds(
    Given, _WORDS, _WORDS | _LONG, st.sampled_from(Value), _MOMENTS, st.none() | st.just("discreet"), st.booleans()
)
_UNSAID = st.builds(Given, _WORDS, st.just(""), st.sampled_from(Value), _MOMENTS, st.none(), st.booleans())
_ANSWERS = st.dictionaries(st.sampled_from([each.id for each in ASKED.questions]), _SAID | _UNSAID)


@settings(max_examples=150, deadline=None)
@given(_ANSWERS)
def test_the_answers_are_read_back_as_they_were_whatever_they_say(answers: dict[str, Given]) -> None:
    prescreen = replace(SENT, answers=answers, sent=answers)
    written = fhir_response(held(prescreen), ASKED, reference="K7FM-3QPD").model_dump_json()
    assert answers_from(FhirResponse.model_validate_json(written)) == answers


@pytest.mark.parametrize("words", ["\x00", "\x0b \x1f", "\u2003", " "])
def test_words_that_say_nothing_are_no_blank_string(words: str) -> None:
    answers = {"pregnancy": Given("Are you pregnant?", words, Value.NEEDS_FOLLOWUP, NOW, "discreet")}
    response = fhir_response(held(replace(SENT, sent=answers)), ASKED)
    assert answers_from(response) == {"pregnancy": replace(answers["pregnancy"], words="")}


def test_a_response_of_another_program_is_not_taken_for_ours() -> None:
    foreign = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [{"linkId": "pregnancy"}]}
    with pytest.raises(ValueError, match="pregnancy does not say when"):
        answers_from(FhirResponse.model_validate(foreign))


# From the clinic's queue.


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KAP_DATABASE_URL", "")
    found = Settings()
    upgrade(found)
    return found


def queue(clinic: Settings) -> Queue:
    return Queue(vault(clinic), Rounds.from_settings(clinic, ()))


def put(clinic: Settings, kind: ItemKind, prescreen: Prescreen | None = None) -> ItemView:
    with closing(open_database(clinic)) as database, database.transaction() as session:
        session.add(ConversationRow(id="c1", channel="web", address="c1", created_at=NOW, last_active_at=NOW))
        session.flush()
        found = queue(clinic).add(session, kind, "c1", "web")
        if prescreen is not None:
            PrescreenStore(vault(clinic)).keep(session, "c1", None, prescreen, found.id)
        return found


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["export", "fhir", *words])
    return done.exit_code, done.output


def test_a_sent_prescreen_is_exported_by_its_reference_and_by_its_id(clinic: Settings) -> None:
    found = put(clinic, ItemKind.PRESCREEN, SENT)
    status, output = run(found.reference.lower().replace("-", " "))
    assert status == 0
    written = json.loads(output)
    assert (written["status"], written["identifier"]["value"]) == ("completed", found.reference)
    assert answers_from(FhirResponse.model_validate(written)) == ANSWERS
    assert run(found.id) == (0, output)
    with closing(open_database(clinic)) as database, database.transaction() as session:
        service = PrescreenExport(queue(clinic), PrescreenStore(vault(clinic)), ASKED)
        assert service.fhir_export(session, found.reference) == written


def test_a_file_with_answers_is_for_its_owner_alone(clinic: Settings, tmp_path: Path) -> None:
    found, out = put(clinic, ItemKind.PRESCREEN, SENT), tmp_path / "answers.json"
    before = os.umask(0o022)
    try:
        assert run(found.reference, "--out", str(out)) == (0, "")
    finally:
        os.umask(before)
    assert out.stat().st_mode & 0o777 == 0o600
    assert json.loads(out.read_text(encoding="utf-8"))["resourceType"] == "QuestionnaireResponse"
    status, output = run(found.reference, "--out", str(tmp_path / "nowhere" / "answers.json"))
    assert (status, "cannot be written" in output) == (1, True)


def test_what_cannot_be_exported_is_said(clinic: Settings) -> None:
    assert run("K7FM-3QPD") == (1, "There is no such item.\n")
    call = put(clinic, ItemKind.CALLBACK)
    assert run(call.reference) == (1, "This item is no pre-screen.\n")
    with closing(open_database(clinic)) as database, database.transaction() as session:
        empty = queue(clinic).add(session, ItemKind.PRESCREEN, "c1", "web")
    assert run(empty.reference) == (1, "The answers of this pre-screen are no longer there.\n")


def test_the_service_says_it_too(clinic: Settings) -> None:
    service = PrescreenExport(queue(clinic), PrescreenStore(vault(clinic)), ASKED)
    missing = pytest.raises(NothingToExport, match="no such item")
    with closing(open_database(clinic)) as database, database.transaction() as session, missing:
        service.fhir_export(session, "K7FM-3QPD")


def test_the_questionnaire_is_printed_without_a_database(clinic: Settings) -> None:
    (clinic.data_dir / "kap.sqlite3").unlink()
    status, output = run("--questionnaire")
    assert status == 0
    told = "Only the files are read, the database cannot be: OperationalError.\n"
    assert told in output
    assert json.loads(output.replace(told, "")) == questionnaire_export(_asked(clinic))


def _asked(clinic: Settings) -> Questionnaire:
    texts = read_texts(clinic.content_dir)
    return read_questionnaire(clinic.content_dir, texts)


@pytest.mark.parametrize("words", [[], ["K7FM-3QPD", "--questionnaire"]])
def test_one_thing_is_asked_for_at_a_time(clinic: Settings, words: list[str]) -> None:
    status, output = run(*words)
    assert (status, "one of the two" in output) == (1, True)


def test_nobody_waits_for_the_library_who_exports_nothing() -> None:
    loaded = "import sys, bot.cli, bot.prescreen.export; print(any(name.startswith('fhir') for name in sys.modules))"
    told = subprocess.run([sys.executable, "-c", loaded], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
