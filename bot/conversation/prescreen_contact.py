"""What a message changes, anywhere in the pre-screen, in how the clinic reaches a person about their answers."""

from collections.abc import Callable

from bot.conversation.phrases.contact import means_the_same, way_to_reach
from bot.conversation.phrases.contact_changes import (
    contact_after,
    contact_beside,
    names_part_of_number,
    tells_contact_only,
    told_for_contact,
)
from bot.conversation.phrases.plain_replies import is_plain_yes
from bot.conversation.phrases.reach_wishes import asks_to_be_reached, reach_wish, restricts_reach
from bot.conversation.prescreen_dialogue import Place
from bot.conversation.talk import Talk
from bot.prescreen.machine import CONTACT, MESSAGES
from bot.prescreen.moves import Move, MoveKind
from bot.prescreen.state import Given, Prescreen, Stage
from bot.prescreen.values import Value

_NOT_AT = (Place.CONSENT, Place.LEAVING)
# Where "they only text me" may tell of voices.
_OF_VOICES = "psychosis_history"
_REFUSED = (Value.NO, Value.DECLINED)


def contact_move(talk: Talk, speech: str, is_ordinary: Callable[[str], bool]) -> tuple[Move, str] | None:
    """The move for a message about the contact of the pre-screen, and the words of the answer; None for any other.

    `is_ordinary`: whether a word, in small letters, is one that people use here for other things than names.
    """
    prescreen = talk.prescreen
    if prescreen is None or talk.worry is not None or talk.place in _NOT_AT:
        return None
    given = prescreen.answers.get(CONTACT)
    if talk.place == CONTACT:
        return _when_asked(prescreen, given, speech, is_ordinary)
    if not (talk.place or prescreen.stage is Stage.SENT) or _waits_for_call(talk):
        return None
    before = given.words if given is not None else ""
    is_shown = talk.place in (None, Place.REVIEW, Place.CHOOSING)
    if not is_shown and (given is None or given.is_early):
        # It is told before it is asked for; beside a request it belongs to that.
        if talk.request is not None:
            return None
        named = told_for_contact(speech)
        if named is not None:
            return _told(MoveKind.ADD, named), named
        is_for_it = _is_only_contact(talk, speech) or _is_only_wish(talk, speech)
        return (_told(MoveKind.ADD, speech), speech) if is_for_it else None
    named = told_for_contact(speech)
    if named is not None:
        # They point to it, so that what they tell takes the place of what stands there.
        after = contact_after(before, named, is_ordinary, is_asked=True)
        return (_told(MoveKind.RESTATE, after), after) if after is not None else None
    if names_part_of_number(speech, before):
        return Move(kind=_again(talk), question=CONTACT), speech
    if is_shown and (restricts_reach(speech) if talk.place is None else reach_wish(speech)):
        if given is not None and given.value in _REFUSED:
            # They wanted no contact, and may want some now: that is asked, and what they said stands until then.
            return Move(kind=_again(talk), question=CONTACT), speech
        # It stands beside the ways that they gave, and takes none of them back.
        return Move(kind=MoveKind.ADD, question=CONTACT), speech
    if not is_shown and _is_only_wish(talk, speech):
        return Move(
            kind=MoveKind.RESTATE, question=CONTACT, value=given.value if given else None
        ), f"{before}\n{speech}".strip()
    if not is_shown and talk.place != MESSAGES and not tells_contact_only(speech):
        return None
    after = contact_after(before, speech, is_ordinary)
    return (_told(MoveKind.RESTATE, after), after) if after is not None else None


def told_beside(talk: Talk, speech: str) -> tuple[Move, str, str] | None:
    """The move for a contact that stands beside an answer, its words, and the rest; None where there is none yet to
    come, or it is not clear which words are which."""
    prescreen = talk.prescreen
    if prescreen is None or prescreen.stage is not Stage.ASKING or talk.place in (None, *_NOT_AT, CONTACT, MESSAGES):
        return None
    is_open = CONTACT not in prescreen.answers and talk.request is None
    parts = contact_beside(speech) if is_open else None
    if parts is None:
        return None
    contact, rest = parts
    return _told(MoveKind.ADD, contact), contact, rest


def _when_asked(
    prescreen: Prescreen, given: Given | None, speech: str, is_ordinary: Callable[[str], bool]
) -> tuple[Move, str] | None:
    """At the question itself, where there is an answer already."""
    if names_part_of_number(speech, given.words if given is not None else ""):
        return Move(kind=MoveKind.SHOW), speech
    if given is None or given.value is not Value.YES or prescreen.followed_up:
        # "I just gave it", where nothing is known, is no way to reach anybody.
        is_nothing = means_the_same(speech) and not is_plain_yes(speech)
        return (Move(kind=MoveKind.SHOW), speech) if is_nothing else None
    if means_the_same(speech):
        # What was told early is the answer then, and what is edited stays as it was.
        return Move(kind=MoveKind.SKIP if given.is_early else MoveKind.TO_REVIEW), speech
    after = contact_after(given.words, speech, is_ordinary, is_asked=True)
    return (_told(MoveKind.RESTATE, after), after) if after is not None else None


def _waits_for_call(talk: Talk) -> bool:
    """Whether a number belongs to a call that they asked for, outside the pre-screen."""
    return talk.place is None and talk.request is not None and talk.known_contact is None


def _is_only_contact(talk: Talk, speech: str) -> bool:
    return talk.place != MESSAGES and tells_contact_only(speech)


def _is_only_wish(talk: Talk, speech: str) -> bool:
    """Whether "call after 5 only" stands at another question, which it does not answer."""
    if talk.place == _OF_VOICES:
        return asks_to_be_reached(speech)
    return talk.place != MESSAGES and restricts_reach(speech)


def _again(talk: Talk) -> MoveKind:
    if talk.place is None:
        return MoveKind.AMEND
    return MoveKind.EDIT if talk.place in (Place.REVIEW, Place.CHOOSING) else MoveKind.CORRECT


def _told(kind: MoveKind, words: str) -> Move:
    value = Value.YES if way_to_reach(words) is not None else None
    return Move(kind=kind, question=CONTACT, value=value)
