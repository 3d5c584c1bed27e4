"""How care speaks: which text comes the first, second and third time, and the watch that remembers it."""

from dataclasses import replace

from bot.conversation.acts import Part, Say
from bot.conversation.care import ALARMING, ASKING, BUTTONS, FIRST, HELP_MAY_FAIL, OTHERWISE, REPEATS
from bot.conversation.phrases.care_replies import Question
from bot.conversation.watch import Watch
from bot.library.texts import ChoiceId, TextId
from bot.safety.dangers import Danger

_QUIET = (TextId.CRISIS_VIOLENCE_QUIET, TextId.CRISIS_VIOLENCE_NEAR)


def first_support(danger: Danger) -> Say:
    """What a person in danger reads first, for a place where no button can be answered."""
    return Say(text=FIRST[danger])


def says(watch: Watch, text: TextId) -> tuple[list[Part], Watch]:
    """The text, or another one where the person has just read it, and the watch that remembers it."""
    chosen = OTHERWISE.get(text, text) if watch.last is text else text
    repeats = watch.repeats
    if chosen in REPEATS:
        chosen, repeats = REPEATS[repeats % len(REPEATS)], repeats + 1
    buttons = BUTTONS.get(chosen, (ChoiceId.NOT_MEANT,) if chosen in ALARMING else ())
    if chosen is TextId.DENIAL_HEARD and watch.said_safe:
        buttons = ()
    return [Say(text=chosen, choices=buttons)], replace(watch, asked=ASKING.get(chosen), last=chosen, repeats=repeats)


def again(watch: Watch) -> tuple[list[Part], Watch]:
    """Other words for a danger of a kind that was met before."""
    if watch.danger is Danger.OTHER_PERSON:
        has_just_read = watch.last is TextId.CRISIS_OTHER_AGAIN
        return says(watch, FIRST[watch.danger] if has_just_read else TextId.CRISIS_OTHER_AGAIN)
    # In a home with violence it is the emergency number again, and nothing general.
    if watch.danger not in HELP_MAY_FAIL:
        return says(watch, TextId.CRISIS_AGAIN)
    has_just_read = watch.last is TextId.EMERGENCY_AGAIN
    return says(watch, FIRST[watch.danger] if has_just_read else TextId.EMERGENCY_AGAIN)


def near(watch: Watch) -> tuple[list[Part], Watch]:
    """Where somebody is hit, and tells nothing new: whoever shouts for help then may be heard by the wrong one."""
    return says(replace(watch, calm_turns=0), TextId.CRISIS_VIOLENCE_NEAR)


def care_once_more(watch: Watch) -> tuple[list[Part], Watch]:
    """Care once more, where nothing else fits."""
    return near(watch) if watch.last in _QUIET else asked_again(watch)


def asked_again(watch: Watch) -> tuple[list[Part], Watch]:
    now = replace(watch, calm_turns=0)
    is_asked = watch.asked in (Question.ENDING_LIFE, Question.SAFE) and not watch.danger.is_emergency
    return says(now, TextId.CRISIS_SILENCE) if is_asked and watch.last is not TextId.CRISIS_SILENCE else again(now)


def contact_heard(watch: Watch, text: TextId) -> tuple[list[Part], Watch]:
    """After a message that was to hold a way to reach the person: `text` says what became of it."""
    return says(replace(watch, contact_asked=False, calm_turns=0), text)
