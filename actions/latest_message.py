"""What a person wrote, from Rasa's tracker."""

from rasa_sdk import Tracker

from bot.conversation.lookup import Said
from bot.conversation.stand_in import ADVICE_INTENT, VERDICT_INTENT


def said_in(tracker: Tracker) -> Said:
    """The latest message, with what the app sent along and how Rasa's classifier read it."""
    latest = tracker.latest_message
    share = {each["name"]: each["confidence"] for each in latest.get("intent_ranking") or []}
    told = latest.get("metadata") or {}
    intent = latest.get("intent") or {}
    return Said(
        latest.get("text") or "",
        told.get("about"),
        advice=share.get(ADVICE_INTENT, 0.0),
        verdict=share.get(VERDICT_INTENT, 0.0),
        prescreen=told.get("prescreen"),
        intent=intent.get("name") or "",
        sureness=intent.get("confidence") or 0.0,
    )
