"""What staff save is what people read next, without a restart, and a fault in it silences nobody."""

import secrets
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.assembly import Parts
from bot.conversation.service import Incoming
from bot.library.clinic_settings import ChangedMeanwhile, save_change, saved_changes, saved_versions
from bot.library.texts import TextId, fingerprint
from bot.library.yaml_files import ContentError


def save(parts: Parts, file: str, patch: dict[str, Any], base: int = 0) -> int:
    with parts.database.transaction() as session:
        return save_change(session, file, patch, base=base, author="ann")


def greeting(parts: Parts) -> str:
    return parts.conversation.begin("web", secrets.token_hex(8))[0].text


def test_a_saved_name_is_in_the_next_greeting(small_parts: Parts) -> None:
    conversation = small_parts.conversation
    save(small_parts, "clinic.yml", {"name": "Praxis am See", "hours": {"monday": None, "sunday": "10:00-12:00"}})
    assert "Praxis am See" not in greeting(small_parts)
    small_parts.voice.refresh()
    assert "Praxis am See" in greeting(small_parts)
    assert "Tuesday" in small_parts.texts.clinic.spoken_hours
    assert "Monday" not in small_parts.texts.clinic.spoken_hours
    assert small_parts.conversation is not conversation
    small_parts.voice.refresh()
    assert greeting(small_parts).count("Praxis am See") >= 1


def test_a_question_in_new_words_is_asked_in_them(small_parts: Parts) -> None:
    words = {"id": "liver_kidney", "text": "Liver or kidneys, anything there?"}
    save(small_parts, "prescreen.yml", {"version": 2, "questions": [words]})
    small_parts.voice.refresh()
    assert small_parts.questionnaire["liver_kidney"].text == "Liver or kidneys, anything there?"
    assert small_parts.questionnaire["pregnancy"].text.startswith("Are you pregnant")
    assert small_parts.questionnaire.version == 2


def test_what_makes_no_sense_is_told_to_who_tries_it_and_never_spoken(
    small_parts: Parts, caplog: pytest.LogCaptureFixture
) -> None:
    bad = {"clinic.yml": {"phone": "call us"}}
    with pytest.raises(ContentError, match=r"clinic\.yml has a fault: phone"):
        small_parts.voice.tried(bad)
    save(small_parts, "clinic.yml", bad["clinic.yml"])
    before = greeting(small_parts)
    small_parts.voice.refresh()
    assert greeting(small_parts) == before
    assert "the last words stay" in caplog.text


def test_an_open_talk_goes_on_through_a_change(small_parts: Parts) -> None:
    address = secrets.token_hex(8)
    small_parts.conversation.begin("web", address)
    save(small_parts, "texts.yml", {"texts": {"thanks": {"text": "You're so welcome."}}})
    small_parts.voice.refresh()
    said = small_parts.conversation.reply("web", address, Incoming(text="thank you"))
    assert "You're so welcome." in [message.text for message in said]
    assert len(small_parts.conversation.transcript("web", address)) == 2 + len(said)


def test_without_the_database_the_last_words_stay(small_parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: object) -> None:
        raise OperationalError("", {}, Exception())

    save(small_parts, "clinic.yml", {"name": "Praxis am See"})
    with monkeypatch.context() as broken:
        broken.setattr(small_parts.database, "transaction", down)
        small_parts.voice.refresh()
    assert small_parts.texts.clinic.name == "Example KAP Clinic"
    small_parts.voice.refresh()
    assert small_parts.texts.clinic.name == "Praxis am See"


def test_the_second_of_two_editors_changes_nothing_and_is_told(small_parts: Parts) -> None:
    assert save(small_parts, "clinic.yml", {"name": "First"}) == 1
    with pytest.raises(ChangedMeanwhile):
        save(small_parts, "clinic.yml", {"name": "Second"})
    assert save(small_parts, "clinic.yml", {"name": "Third"}, base=1) == 2
    with small_parts.database.transaction() as session:
        assert saved_changes(session) == {"clinic.yml": {"name": "Third"}}
        assert [version.number for version in saved_versions(session, "clinic.yml")] == [2, 1]


def test_an_approval_stands_for_the_words_that_were_read(small_parts: Parts) -> None:
    read = small_parts.texts[TextId.CRISIS_SUICIDE].unfilled
    approved = {"by": "Dr. Ann Nwosu", "on": "2026-11-22", "words": fingerprint(read)}
    save(small_parts, "texts.yml", {"texts": {"crisis_suicide": {"approved": approved}}})
    small_parts.voice.refresh()
    assert TextId.CRISIS_SUICIDE not in small_parts.texts.awaiting_approval()
    reworded = {"approved": approved, "text": f"{read} We are here."}
    save(small_parts, "texts.yml", {"texts": {"crisis_suicide": reworded}}, base=1)
    small_parts.voice.refresh()
    assert TextId.CRISIS_SUICIDE in small_parts.texts.awaiting_approval()
