"""Other answers while worry remains: how long the support line stays under them, and what is not told."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.acts import Answer, Clarify, NotCovered, Part, Say, Simply
from bot.conversation.care import BUTTONS, HEARD, NEITHER
from bot.conversation.care_given import tapped
from bot.conversation.care_said import again, says
from bot.conversation.phrases.care_replies import Question, asks_about_means, reply_before_question
from bot.conversation.watch import Watch, in_emergency
from bot.library.texts import TextId

# After the person said that they are safe, so many calm messages support it.
CALM_TURNS = 2


def beside_care(
    watch: Watch, acts: Sequence[Part], speech: str, is_acknowledged: bool
) -> tuple[list[Part], Watch | None]:
    """Other acts while worry remains: with the support line under them, and none on means.

    None for the watch once the person has said that they are safe, and a clinician or calm messages support it.
    """
    if asks_about_means(speech):
        said, now = says(replace(watch, said_safe=False, not_meant=False, calm_turns=0), TextId.NO_METHODS)
        return [*said, Say(text=TextId.SUPPORT_LINE)], now
    texts = {act.text for act in acts if isinstance(act, Say)}
    said, now = _on_what_was_asked(watch, speech, has_denied=TextId.DENIAL_HEARD in texts)
    informs = any(isinstance(act, Answer | Simply) for act in acts)
    tells_of_kap = informs or any(isinstance(act, Clarify | NotCovered) for act in acts)
    if tells_of_kap and in_emergency(now) and not (now.helped or now.not_meant or said):
        # Help first, and then what was asked.
        said, now = again(now)
    is_calm = not said and texts.isdisjoint((*NEITHER, TextId.DISTRESS))
    # "What would you like to know?" has no place under care.
    said += [_with_way_out(act, now) for act in acts if not (said and isinstance(act, Say) and act.text in HEARD)]
    said.append(Say(text=TextId.NOT_EMERGENCY_CARE if informs else TextId.SUPPORT_LINE))
    if TextId.DISTRESS in texts:
        return said, replace(now, calm_turns=0)
    if not is_calm:
        return said, now
    now = replace(now, asked=None, last=None, calm_turns=now.calm_turns + 1)
    supported = is_acknowledged or now.calm_turns >= CALM_TURNS
    return said, None if now.said_safe and supported else now


def _on_what_was_asked(watch: Watch, speech: str, *, has_denied: bool) -> tuple[list[Part], Watch]:
    """What comes before other acts where a question about danger is open."""
    if watch.asked not in (Question.ENDING_LIFE, Question.SAFE):
        return [], watch
    choice = reply_before_question(watch.asked, speech)
    if choice is not None:
        return tapped(watch, choice)
    if has_denied or watch.last in (TextId.CRISIS_SILENCE, TextId.CRISIS_MISREAD):
        # Whoever says that it was taken wrong is not asked the same again.
        return [], replace(watch, asked=None)
    return says(watch, TextId.CRISIS_SILENCE)


def _with_way_out(act: Part, watch: Watch) -> Part:
    """A denial that was heard, with the button that says it so that it counts."""
    if isinstance(act, Say) and act.text is TextId.DENIAL_HEARD and not watch.said_safe:
        return Say(text=act.text, choices=BUTTONS[act.text])
    return act
