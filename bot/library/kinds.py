"""What a message of the bot is for; a channel may style by it."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of the public chat API."""

    GREETING = "greeting"
    ANSWER = "answer"
    CLARIFY = "clarify"
    NOT_COVERED = "not_covered"
    CRISIS = "crisis"
    EMERGENCY = "emergency"
    SUPPORT = "support"
    VERDICT_DECLINED = "verdict_declined"
    ADVICE_DECLINED = "advice_declined"
    CONSENT = "consent"
    PRESCREEN_QUESTION = "prescreen_question"
    PRESCREEN_REVIEW = "prescreen_review"
    HANDOFF = "handoff"
    SMALL_TALK = "small_talk"
    PRIVACY = "privacy"
    NOTICE = "notice"
