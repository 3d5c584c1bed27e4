"""What a danger leads to, and what the buttons under it lead to."""

from dataclasses import replace

from bot.conversation.acts import Part, Say
from bot.conversation.care import ABOUT_ONESELF, FIRST, REPEATS, SAFE, TAPPED, UNSAFE
from bot.conversation.care_said import again, says
from bot.conversation.phrases.care_replies import Question, is_imminent, reply_in
from bot.conversation.phrases.loose_words import is_loosely_said
from bot.conversation.watch import Watch, in_emergency, worried
from bot.library.texts import ChoiceId, TextId
from bot.safety.dangers import Danger

# A "no" to the question about suicide is no word on these.
_FROM_WITHOUT = (Danger.VIOLENCE, Danger.THREAT, Danger.OTHER_PERSON)


def in_danger(watch: Watch | None, danger: Danger, speech: str) -> tuple[list[Part], Watch]:
    """The support for a message that speaks of danger: in other words each time, in its own for each kind."""
    before = watch or Watch(danger)
    if in_emergency(watch) and not danger.is_emergency:
        return _still_an_emergency(before, danger)
    loosely_said = is_loosely_said(speech, danger) and (before.loosely_said or not before.shown)
    now = replace(worried(before), danger=danger, loosely_said=loosely_said, besides=_open_besides(watch, danger))
    was_asked = before.asked is Question.ENDING_LIFE or before.last in REPEATS
    if was_asked and danger in ABOUT_ONESELF and reply_in(Question.ENDING_LIFE, speech) is ChoiceId.SAFETY_YES:
        return says(now, TextId.CRISIS_YES)
    if danger in before.shown:
        is_now = danger in ABOUT_ONESELF and before.last is not TextId.CRISIS_YES and is_imminent(speech)
        return says(now, TextId.CRISIS_YES) if is_now else again(now)
    return says(replace(now, shown=(*before.shown, danger)), FIRST[danger])


def _open_besides(watch: Watch | None, danger: Danger) -> Danger | None:
    """A danger to somebody else, or from somebody else, that is still open when their own wish to die is seen."""
    if watch is None or danger not in ABOUT_ONESELF or watch.said_safe or watch.not_meant:
        return None
    return watch.danger if watch.danger in _FROM_WITHOUT else watch.besides


def _still_an_emergency(watch: Watch, danger: Danger) -> tuple[list[Part], Watch]:
    """The emergency number once more, before the words for a danger of another kind: what was taken works on.

    It names the line for despair too, and a "no" to the direct question would be taken for a word on the tablets.
    """
    said, now = again(worried(watch))
    if danger in ABOUT_ONESELF or danger in watch.shown:
        return said, now
    return [*said, Say(text=FIRST[danger])], replace(now, shown=(*now.shown, danger))


def tapped(watch: Watch | None, choice: ChoiceId) -> tuple[list[Part], Watch]:
    """What one of the buttons of care leads to."""
    now = replace(watch or Watch(Danger.SUICIDE), calm_turns=0, in_prescreen=False)
    besides = _still_besides(now, choice)
    if besides is not None:
        return _back_to(now, besides, choice)
    if choice in SAFE:
        now = replace(now, said_safe=True, helped=False, besides=None)
    elif choice in UNSAFE:
        now = worried(now)
    elif choice is ChoiceId.NOT_MEANT:
        now = replace(now, not_meant=True)
    if choice in (ChoiceId.TELL_CLINIC, ChoiceId.NO_CONTACT):
        now = replace(now, contact_asked=choice is ChoiceId.TELL_CLINIC)
    return says(now, TAPPED[choice])


def _still_besides(watch: Watch, choice: ChoiceId) -> Danger | None:
    """The other danger that is still open after the word that there is none of their own."""
    if choice is ChoiceId.NOT_MEANT:
        return watch.besides
    # The button may be tapped once more, when what they read is about the other danger again.
    was_asked = any(danger in watch.shown for danger in ABOUT_ONESELF) and not watch.said_safe
    is_other = watch.danger in _FROM_WITHOUT and was_asked
    return (watch.danger if is_other else watch.besides) if choice is ChoiceId.SAFETY_NO else None


def _back_to(watch: Watch, besides: Danger, choice: ChoiceId) -> tuple[list[Part], Watch]:
    """What to do about the other danger first; where it was a mistake, whether they are safe is asked of all of it."""
    now = replace(worried(watch), danger=besides, besides=None)
    if choice is ChoiceId.NOT_MEANT:
        return says(now, TAPPED[choice])
    said, now = again(now)
    return [*said, Say(text=TAPPED[choice])], now


def put_right(watch: Watch) -> tuple[list[Part], Watch]:
    """A correction is met softly and asked back on. Where minutes count, it is no leave to talk of other things."""
    acts, now = tapped(replace(watch, said_safe=False, helped=False), ChoiceId.NOT_MEANT)
    is_all_of_it = watch.besides is None and not watch.danger.is_emergency
    return acts, replace(now, not_meant=watch.not_meant or is_all_of_it)


def heard_unsafe(watch: Watch) -> tuple[list[Part], Watch]:
    """As after a yes to the direct question, where there is one; the alarm in other words for any other danger."""
    return tapped(watch, ChoiceId.SAFETY_YES) if watch.danger in ABOUT_ONESELF else again(worried(watch))
