"""Hands a finished pre-screen over to the clinic's other systems."""

import json
from typing import Any

from sqlalchemy.orm import Session

from bot.handoff.kinds import ItemKind
from bot.handoff.queue import Queue
from bot.prescreen.fhir import fhir_questionnaire, fhir_response
from bot.prescreen.questionnaire import Questionnaire
from bot.prescreen.store import PrescreenStore


class NothingToExport(Exception):
    """There is no such item, or no pre-screen belongs to it; the text is one sentence."""


class PrescreenExport:
    """Works within a session that the caller holds, and changes nothing. Safe to share between threads.

    May raise sqlalchemy.exc.SQLAlchemyError and bot.storage.keys.KeyFault.
    """

    def __init__(self, queue: Queue, prescreens: PrescreenStore, questionnaire: Questionnaire) -> None:
        self._queue = queue
        self._prescreens = prescreens
        self._questionnaire = questionnaire

    def fhir_export(self, session: Session, item_reference: str) -> dict[str, Any]:
        """The QuestionnaireResponse of the item of that reference or id, as JSON. Raises NothingToExport."""
        item = self._queue.find(session, item_reference)
        if item is None:
            raise NothingToExport("There is no such item.")
        if item.kind is not ItemKind.PRESCREEN:
            raise NothingToExport("This item is no pre-screen.")
        held = self._prescreens.of_item(session, item.id)
        if held is None:
            raise NothingToExport("The answers of this pre-screen are no longer there.")
        return _as_json(fhir_response(held, self._questionnaire, reference=item.reference).model_dump_json())


def questionnaire_export(questionnaire: Questionnaire) -> dict[str, Any]:
    """The Questionnaire, as JSON."""
    return _as_json(fhir_questionnaire(questionnaire).model_dump_json())


def _as_json(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(text)
    return parsed
