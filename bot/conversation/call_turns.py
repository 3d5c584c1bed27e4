"""The turns about a call that a person asked for: when it comes, a wish for it, a change of mind, a number."""

from collections.abc import Callable

from bot.conversation.acts import Say
from bot.conversation.clinic_desk import Reachable
from bot.conversation.given_contact import (
    contact_told,
    contact_wished,
    is_call_asked_about,
    is_part_corrected,
    is_taken_back,
    mail_wished,
    may_be_dropped,
)
from bot.conversation.phrases.contact import way_to_reach
from bot.conversation.talk import Turn, Typed
from bot.library.texts import TextId
from bot.prescreen.machine import CONTACT
from bot.prescreen.shown import Told


def call_spoken_of(typed: Typed) -> Turn | None:
    """The turn for words about the call itself; None for any other message, and while there is worry."""
    talk, request = typed.talk, typed.talk.request
    if request is None or talk.watch is not None:
        return None
    if is_call_asked_about(talk, typed.speech):
        known = TextId.CALLBACK_STANDS if talk.known_contact else TextId.CALLBACK_STANDS_UNREACHABLE
        return Turn(typed.text, [Told(known, names_reference=True)], reference=request.reference)
    if is_taken_back(talk, typed.speech):
        # The clinic has the request, and must hear that from them.
        return Turn(typed.text, [Say(text=TextId.CALLS_REFUSED)])
    if typed.finding.hints_at_danger:
        return None
    if typed.finding.comfort is None and may_be_dropped(talk, typed.speech):
        # Whoever meant something else by it reads no more than what is so.
        return Turn(typed.text, [Say(text=TextId.CALLS_REFUSED)])
    # Before a contact is looked for: "wrong area code" is no name.
    if is_part_corrected(talk, typed.speech):
        # From "it ends in 11" nobody can tell which digits stay.
        again = Told(TextId.CALLBACK_NUMBER_AGAIN, names_reference=True)
        return Turn(typed.text, [again], reference=request.reference)
    by_mail = mail_wished(talk, typed.speech)
    if by_mail is not None:
        asked = Told(TextId.CALLBACK_MAILBOX_ASKED, names_reference=True)
        return Turn(typed.text, [asked], reachable=Reachable(request.id, by_mail))
    contact = contact_wished(talk, typed.speech)
    if contact is None:
        return None
    if not contact.reach:
        told = Told(TextId.CALLBACK_WISH_UNREACHABLE, names_reference=True)
        return Turn(typed.text, [told], reference=request.reference)
    told = Told(TextId.CALLBACK_WISH_KEPT, names_reference=True)
    return Turn(typed.text, [told], reachable=Reachable(request.id, contact))


def contact_given(typed: Typed, is_ordinary: Callable[[str], bool]) -> Turn | None:
    """The turn for a way to reach the person, or a name, for what they asked of the clinic before; None without one.

    `is_ordinary`: whether a word, in small letters, is one that people use here for other things than names.
    """
    talk, request = typed.talk, typed.talk.request
    if request is None or talk.worry is not None or talk.place == CONTACT:
        return None
    if typed.finding.hints_at_danger and way_to_reach(typed.speech) is None:
        # What may speak of danger is no name.
        return None
    contact = contact_told(talk, typed.speech, is_ordinary)
    if contact is None:
        return None
    kept = TextId.CALLBACK_CONTACT_KEPT if contact.reach else TextId.CALLBACK_NAME_KEPT
    return Turn(typed.text, [Told(kept, names_reference=True)], reachable=Reachable(request.id, contact))
