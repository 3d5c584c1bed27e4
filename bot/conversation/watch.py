"""What is remembered of a person who was in danger, and what it still stands in the way of."""

from dataclasses import dataclass, replace

from bot.conversation.care import ABOUT_ONESELF, HELP_MAY_FAIL
from bot.conversation.phrases.alarm_news import reports_help_alone
from bot.conversation.phrases.care_replies import Question
from bot.library.texts import TextId
from bot.safety.dangers import Danger


@dataclass(frozen=True, slots=True)
class Watch:
    """What is remembered of a danger: the last one seen, which were met, and what the person said since.

    `asked`: what the last reply asked. `last`: the text of care in it. `repeats`: how often one of `REPEATS` was said.
    `contact_asked`: a way to reach the person, whenever it comes, is for the clinic. `told`: the person read that the
    clinic has an alert. `helped`: they said that help is there or called. `in_prescreen`: they said that they are safe
    and went on with the pre-screen: it goes its way, and only a sign of trouble is met. `not_meant`: they said that the
    alarm was a mistake, and nothing since that tells otherwise. `loosely_said`: all that raised alarms was vague, or
    one number, so that what was meant by it can be told. `besides`: what was open when a danger of their own was seen:
    that this one was a mistake, or a "no" to the direct question, is no word on it.
    """

    danger: Danger
    shown: tuple[Danger, ...] = ()
    asked: Question | None = None
    last: TextId | None = None
    repeats: int = 0
    contact_asked: bool = False
    told: bool = False
    said_safe: bool = False
    calm_turns: int = 0
    helped: bool = False
    in_prescreen: bool = False
    not_meant: bool = False
    loosely_said: bool = False
    besides: Danger | None = None


def in_emergency(watch: Watch | None) -> bool:
    """Whether minutes count, as far as anyone here can tell."""
    return watch is not None and watch.danger.is_emergency and not watch.said_safe


def is_close(watch: Watch) -> bool:
    """Whether an alarm is so near that only what surely is no part of it is answered as at any other time."""
    return not watch.said_safe and (watch.danger in HELP_MAY_FAIL or watch.calm_turns == 0)


def reports_help(watch: Watch | None, speech: str) -> bool:
    """Whether a message tells of help for the danger that was seen, and of nothing besides."""
    return watch is not None and reports_help_alone(speech, watch.danger)


def lets_go_on(watch: Watch | None) -> bool:
    """Whether someone who asks to go on with the pre-screen may: nobody worries, or they said that they are safe."""
    return watch is None or ((watch.said_safe or watch.not_meant) and not watch.helped)


def takes_contact(watch: Watch) -> bool:
    """Whether a way to reach the person, in whatever message it comes, is for the clinic."""
    return watch.contact_asked or watch.danger in ABOUT_ONESELF


def going_on(watch: Watch) -> Watch:
    """The watch of someone who said that they are safe, and goes on with the pre-screen."""
    return replace(watch, in_prescreen=True, asked=None, last=None, contact_asked=False, calm_turns=0)


def after_prescreen(watch: Watch) -> Watch:
    """The same once the pre-screen asks no more."""
    return replace(watch, in_prescreen=False)


def worried(watch: Watch) -> Watch:
    """As if nothing had been said since the alarm that takes the worry away."""
    return replace(
        watch, said_safe=False, helped=False, not_meant=False, calm_turns=0, in_prescreen=False, loosely_said=False
    )
