"""Moves in the pre-screen that stand in the words themselves, whatever Rasa would take them for."""

from bot.conversation.phrases.conclusions import conclusion_in
from bot.conversation.phrases.erasing_words import wishes_one_erased
from bot.conversation.phrases.left_messages import may_be_none_there, message_choice
from bot.conversation.phrases.minors import is_of_age
from bot.conversation.phrases.new_facts import question_of_fact
from bot.conversation.phrases.prescreen_additions import (
    ANYTHING_ELSE,
    amends,
    asks_when_they_get_back,
    asks_whether_sent,
    question_added_to,
    question_meant,
    refuses_to_send,
)
from bot.conversation.phrases.prescreen_commands import agrees_after_all, bids_to_ask, goes_on, orders_sending
from bot.conversation.phrases.someone_else import fills_in_for_another, is_for_oneself
from bot.conversation.talk import Talk
from bot.prescreen.machine import CONTACT, MESSAGES, has_unsent_changes
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.state import Stage
from bot.prescreen.values import Value
from bot.safety.screen import Finding

# What somebody under 18 may still do: nothing of it goes on.
_OPEN_TO_MINORS = (MoveKind.STOP, MoveKind.KEEP, MoveKind.ERASE, MoveKind.NOT_NOW, MoveKind.SOMEONE_ELSE)


def resuming(talk: Talk, speech: str) -> MoveKind | None:
    """The move of someone who goes on with a pre-screen that waits, or says that it is for them after all."""
    if talk.is_paused and (goes_on(speech) or is_for_oneself(speech) or bids_to_ask(speech)):
        return MoveKind.GO_ON
    if talk.is_paused and talk.prescreen is not None and has_unsent_changes(talk.prescreen) and orders_sending(speech):
        # It is shown once more before it goes.
        return MoveKind.GO_ON
    if talk.is_paused and talk.is_minor and is_of_age(speech):
        return MoveKind.GO_ON
    if talk.prescreen is not None:
        return None
    if talk.offers_prescreen and talk.watch is None and bids_to_ask(speech):
        return MoveKind.START
    is_for_them = is_for_oneself(speech) and fills_in_for_another(talk.last_words)
    # What they agree to is shown once more, and asked again.
    return MoveKind.START if is_for_them or (talk.has_declined and agrees_after_all(speech)) else None


def about_sent(talk: Talk, speech: str, finding: Finding) -> Move | None:
    """The move of someone who speaks of what they sent: asks after it, or puts it right."""
    if talk.prescreen is None or not _is_sent(talk, speech):
        return None
    if finding.hints_at_danger or finding.comfort is not None:
        # It may be about more than the answers.
        return None
    if conclusion_in(speech, talk.matter, talk.last_words, is_answering=False) is not None:
        # "Actually i'll drink one then" concludes from what the bot said.
        return None
    if refuses_to_send(speech) or asks_whether_sent(speech):
        # "That's fine, we can stop here" would say that the clinic has nothing.
        return Move(kind=MoveKind.SHOW)
    if asks_when_they_get_back(speech):
        return Move(kind=MoveKind.WHEN)
    if wishes_one_erased(speech):
        # The question that it belongs to, or all to choose from.
        return Move(kind=MoveKind.AMEND, question=question_meant(speech))
    choice = message_choice(speech)
    if choice is not None:
        return Move(kind=MoveKind.CHOOSE, question=MESSAGES, choice=choice)
    if may_be_none_there(speech):
        return Move(kind=MoveKind.AMEND, question=MESSAGES)
    fact = question_of_fact(speech)
    if fact is None and not amends(speech):
        return None
    added_to = question_added_to(speech)
    if added_to in (None, ANYTHING_ELSE):
        added_to = fact or added_to
    if added_to is not None:
        value = Value.YES if added_to == CONTACT else None
        return Move(kind=MoveKind.ADD, question=added_to, value=value)
    # The question that it belongs to, or all to choose from.
    return Move(kind=MoveKind.AMEND, question=question_meant(speech))


def _is_sent(talk: Talk, speech: str) -> bool:
    """Whether the clinic has it all; or a change to it waits, and the person asks when they hear back."""
    prescreen = talk.prescreen
    if prescreen is None or prescreen.stage is Stage.SENT:
        return prescreen is not None
    waits = talk.is_paused and prescreen.stage is Stage.REVIEW and has_unsent_changes(prescreen)
    return waits and asks_when_they_get_back(speech)


def allowed(talk: Talk, move: Move, speech: str) -> Move:
    """The move; in its place the word for people under 18 where someone who said to be one would go on."""
    if not talk.is_minor or move.kind in _OPEN_TO_MINORS or (speech and is_of_age(speech)):
        return move
    return Move(kind=MoveKind.UNDER_AGE)
