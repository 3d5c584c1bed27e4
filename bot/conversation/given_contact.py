"""What a message changes in how the clinic can reach a person for what they asked of it."""

from collections.abc import Callable
from dataclasses import replace

from bot.conversation.phrases.asking_words import asks_in_words
from bot.conversation.phrases.call_questions import asks_about_call, asks_when
from bot.conversation.phrases.call_wishes import call_wish, corrects_part, is_of_a_call, would_rather_have_mail
from bot.conversation.phrases.clinic_questions import asks_for_person
from bot.conversation.phrases.contact import (
    name_alone,
    name_beside,
    names_other_number,
    puts_contact_right,
    speaks_of_contact,
    way_to_reach,
    ways_together,
    with_wish,
)
from bot.conversation.phrases.kin_calls import kin_to_call, owner_of_number
from bot.conversation.phrases.refused_calls import may_drop_it, takes_call_back, takes_it_back
from bot.conversation.phrases.told_numbers import orders_call, tells_own_number
from bot.conversation.talk import Talk
from bot.handoff.items import Contact
from bot.library.kinds import Kind
from bot.prescreen.state import Stage


def contact_told(talk: Talk, speech: str, is_ordinary: Callable[[str], bool]) -> Contact | None:
    """The contact of the person's request as it is after a message; None where the message tells nothing for it.

    `is_ordinary`: whether a word, in small letters, is one that people use here for other things than names.
    """
    request = talk.request
    if request is None:
        return None
    before = request.contact or Contact(None, "")
    if asks_for_person(speech) or kin_to_call(speech):
        return contact_in_request(talk, speech, is_ordinary)
    found = way_to_reach(speech)
    if found is None:
        name = name_alone(speech, is_ordinary) if _was_asked(talk) and before.name is None else None
        return Contact(name, before.reach) if name is not None else None
    whose = _owner(talk, speech)
    if before.reach and whose is None and not _is_about_contact(talk, speech):
        return None
    name, ways = (None, _labelled(found[1], whose)) if whose is not None else found
    is_correction = puts_contact_right(speech) or corrects_part(talk.last_words)
    called = name if name is not None and (before.name is None or is_correction) else before.name
    return _with_wish(Contact(called, ways_together(before.reach, ways, is_correction=is_correction)), speech)


def contact_wished(talk: Talk, speech: str) -> Contact | None:
    """The contact of the person's request with what a message wishes of the call, which has no way to reach them in
    it; as it was where nobody can be called yet. None where the message is no such wish."""
    request, wish = talk.request, call_wish(speech)
    if request is None or wish is None or talk.place is not None or way_to_reach(speech) is not None:
        return None
    if not is_of_a_call(speech) and not _was_asked(talk):
        return None
    before = request.contact or Contact(None, "")
    return replace(before, reach=with_wish(before.reach, wish)) if before.reach else before


def mail_wished(talk: Talk, speech: str) -> Contact | None:
    """The contact of the person's request with their word that they would rather have an e-mail, right after the
    request was spoken of; None for any other message, and where the clinic has nothing or a mailbox already."""
    known = talk.known_contact
    if known is None or "@" in known.reach or not _was_asked(talk) or not would_rather_have_mail(speech):
        return None
    return replace(known, reach=with_wish(known.reach, "would rather have an e-mail"))


def is_part_corrected(talk: Talk, speech: str) -> bool:
    """Whether a message puts a part of the contact right that was spoken of just now, and not the whole of it."""
    return talk.known_contact is not None and _was_asked(talk) and corrects_part(speech)


def is_taken_back(talk: Talk, speech: str) -> bool:
    """Whether a message takes back that the person asked for a call."""
    if talk.request is None or talk.place is not None or way_to_reach(speech) is not None:
        return False
    return takes_call_back(speech) or (_was_asked(talk) and takes_it_back(speech))


def is_call_asked_about(talk: Talk, speech: str) -> bool:
    """Whether a message asks of the call that the person asked for; a bare "when" only right after it."""
    return asks_about_call(speech) or (_was_asked(talk) and asks_when(speech))


def may_be_dropped(talk: Talk, speech: str) -> bool:
    """Whether a message, right after the request was spoken of, may well mean that it is no longer wanted."""
    return talk.request is not None and _was_asked(talk) and may_drop_it(speech)


def _with_wish(contact: Contact, speech: str) -> Contact:
    wish = call_wish(speech)
    return replace(contact, reach=with_wish(contact.reach, wish)) if wish is not None else contact


def contact_in_request(talk: Talk, speech: str, is_ordinary: Callable[[str], bool]) -> Contact | None:
    """The contact that a message tells which asks for a call itself, or that one shortly before it told, with what is
    known already; None for none."""
    found, whose = way_to_reach(speech), kin_to_call(speech) or owner_of_number(speech)
    if found is None and whose is None and not talk.is_reachable:
        # Who told their number just now is not asked for it.
        speech = next(filter(tells_own_number, reversed(talk.recent)), speech)
        found = way_to_reach(speech)
    if found is None or (names_other_number(speech) and whose is None):
        return None
    name = name_beside(speech, is_ordinary) if whose is None else None
    ways = _labelled(found[1], whose)
    before = talk.request.contact if talk.request is not None else None
    if before is None:
        return _with_wish(Contact(name, ways), speech)
    together = ways_together(before.reach, ways, is_correction=puts_contact_right(speech))
    return _with_wish(Contact(before.name or name, together), speech)


def orders_call_to_number(talk: Talk, speech: str) -> bool:
    """Whether a few words ask for a call to the number that the person told just before: "please call"."""
    if talk.request is not None or talk.place is not None or talk.worry is not None:
        return False
    return tells_own_number(talk.last_words) and orders_call(speech)


def _owner(talk: Talk, speech: str) -> str | None:
    """Of whom the clinic is to call a number is, where they asked for that just now; None for their own."""
    asked = next(filter(None, map(kin_to_call, reversed(talk.recent))), None)
    if asked is None:
        return None
    told = owner_of_number(speech)
    if told is None:
        is_bare = _was_asked(talk) and not speaks_of_contact(speech) and kin_to_call(talk.last_words) is not None
        return asked if is_bare else None
    return asked if told in ("him", "her") else told


def _labelled(ways: str, whose: str | None) -> str:
    """Ways to reach someone, with whose they are where they are not the person's own: staff ask for them then."""
    return ", ".join(f"{whose}: {way}" for way in ways.split(", ")) if whose is not None else ways


def _was_asked(talk: Talk) -> bool:
    """Whether the last that the bot said of any weight was about the request."""
    return talk.place is None and Kind.HANDOFF in talk.matter.kinds


def _is_about_contact(talk: Talk, speech: str) -> bool:
    """Whether a number is one to be reached at, where the clinic has one already; it may be any other number."""
    if talk.prescreen is not None and talk.prescreen.stage is Stage.SENT:
        # It belongs to the answers that were sent, which have a contact of their own.
        return False
    if names_other_number(speech):
        return False
    if speaks_of_contact(speech):
        return True
    if puts_contact_right(speech):
        return talk.place is None
    return _was_asked(talk) and not asks_in_words(speech)
