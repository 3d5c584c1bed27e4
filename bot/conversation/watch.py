"""Staying with a person who was in danger: what is said the first, second and third time, what their answer to the
direct question leads to, and how long the support line stays under everything else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.conversation.acts import Answer, Clarify, NotCovered, Part, Say, Simply
from bot.conversation.care import (
    ABOUT_ONESELF,
    ALARMING,
    ASKING,
    BUTTONS,
    FIRST,
    GRAVE,
    HEARD,
    HELP_MAY_FAIL,
    NEITHER,
    OTHERWISE,
    REPEATS,
    SAFE,
    TAPPED,
    UNSAFE,
)
from bot.conversation.phrases.alarm_news import News, is_of_kap, news_in, reports_help_alone
from bot.conversation.phrases.care_replies import (
    Question,
    asks_about_means,
    is_bare,
    is_courtesy,
    is_imminent,
    is_mere_yes,
    reply_before_question,
    reply_in,
    says_misread,
    says_safe,
    says_thanks,
    tries_contact,
    wants_contact,
    will_call,
)
from bot.conversation.phrases.contact import way_to_reach
from bot.conversation.phrases.farewells import (
    leaves_for_good,
    only_spares_you,
    says_goodbye,
    says_mere_bye,
)
from bot.conversation.phrases.loose_words import is_loosely_said
from bot.conversation.phrases.prescreen_commands import goes_on
from bot.conversation.phrases.renewed_trouble import tells_of_trouble
from bot.conversation.phrases.taken_wrong import corrects_amount, denies_taking, lied_and_is_well, takes_back_alarm
from bot.conversation.phrases.whose_danger import says_oneself_too, turns_to_another, turns_to_oneself
from bot.library.texts import ChoiceId, TextId
from bot.safety.dangers import Danger

# After the person said that they are safe, so many calm messages support it.
CALM_TURNS = 2
_QUIET = (TextId.CRISIS_VIOLENCE_QUIET, TextId.CRISIS_VIOLENCE_NEAR)
# A "no" to the question about suicide is no word on these.
_FROM_WITHOUT = (Danger.VIOLENCE, Danger.THREAT, Danger.OTHER_PERSON)
# Whoever wants to die and has taken nothing may do so yet.
_AT_HAND = (*ABOUT_ONESELF, Danger.OTHER_PERSON)


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


def first_support(danger: Danger) -> Say:
    """What a person in danger reads first, for a place where no button can be answered."""
    return Say(text=FIRST[danger])


def in_danger(watch: Watch | None, danger: Danger, speech: str) -> tuple[list[Part], Watch]:
    """The support for a message that speaks of danger: in other words each time, in its own for each kind."""
    before = watch or Watch(danger)
    if in_emergency(watch) and not danger.is_emergency:
        return _still_an_emergency(before, danger)
    loosely_said = is_loosely_said(speech, danger) and (before.loosely_said or not before.shown)
    now = replace(_worried(before), danger=danger, loosely_said=loosely_said, besides=_open_besides(watch, danger))
    was_asked = before.asked is Question.ENDING_LIFE or before.last in REPEATS
    if was_asked and danger in ABOUT_ONESELF and reply_in(Question.ENDING_LIFE, speech) is ChoiceId.SAFETY_YES:
        return _says(now, TextId.CRISIS_YES)
    if danger in before.shown:
        is_now = danger in ABOUT_ONESELF and before.last is not TextId.CRISIS_YES and is_imminent(speech)
        return _says(now, TextId.CRISIS_YES) if is_now else _again(now)
    return _says(replace(now, shown=(*before.shown, danger)), FIRST[danger])


def _open_besides(watch: Watch | None, danger: Danger) -> Danger | None:
    """A danger to somebody else, or from somebody else, that is still open when their own wish to die is seen."""
    if watch is None or danger not in ABOUT_ONESELF or watch.said_safe or watch.not_meant:
        return None
    return watch.danger if watch.danger in _FROM_WITHOUT else watch.besides


def in_emergency(watch: Watch | None) -> bool:
    """Whether minutes count, as far as anyone here can tell."""
    return watch is not None and watch.danger.is_emergency and not watch.said_safe


def _still_an_emergency(watch: Watch, danger: Danger) -> tuple[list[Part], Watch]:
    """The emergency number once more, before the words for a danger of another kind: what was taken works on.

    It names the line for despair too, and a "no" to the direct question would be taken for a word on the tablets.
    """
    said, now = _again(_worried(watch))
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
        now = _worried(now)
    elif choice is ChoiceId.NOT_MEANT:
        now = replace(now, not_meant=True)
    if choice in (ChoiceId.TELL_CLINIC, ChoiceId.NO_CONTACT):
        now = replace(now, contact_asked=choice is ChoiceId.TELL_CLINIC)
    return _says(now, TAPPED[choice])


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
    now = replace(_worried(watch), danger=besides, besides=None)
    if choice is ChoiceId.NOT_MEANT:
        return _says(now, TAPPED[choice])
    said, now = _again(now)
    return [*said, Say(text=TAPPED[choice])], now


def typed(watch: Watch, speech: str, before: Sequence[str] = ()) -> tuple[list[Part], Watch] | None:
    """What a short reply leads to: to what was asked, "that's not what I meant", "I'm safe", "actually yes"; None for
    anything else. `before`: what they wrote lately, which may have been of their own danger."""
    if watch.in_prescreen:
        return _troubled(watch, speech)
    turned = _turned(watch, speech, before)
    if turned is not None:
        acts, now = in_danger(replace(watch, asked=None), turned, "")
        # "It's me, not my friend": there is nobody besides.
        return acts, now if says_oneself_too(speech) else replace(now, besides=None)
    if says_misread(speech):
        return _put_right(watch) if watch.danger.is_emergency else tapped(watch, ChoiceId.NOT_MEANT)
    if lied_and_is_well(speech):
        return _put_right(watch)
    if is_close(watch) and not watch.not_meant and watch.danger in _AT_HAND and denies_taking(speech):
        # It may be at hand. What the screen has for a denial would take them at their word.
        return stays(watch)
    if is_close(watch) and takes_back_alarm(speech, watch.danger, loosely_said=watch.loosely_said):
        acts, now = _put_right(watch)
        # Where less was taken than was written, or nothing, a bare "yes" is not enough while minutes may count: it may
        # be one to the advice to call, or "yes, i did".
        is_doubtful = corrects_amount(speech) or (watch.danger is Danger.OVERDOSE and denies_taking(speech))
        return acts, replace(now, asked=None) if is_doubtful else now
    choice = reply_in(watch.asked, speech) if watch.asked else None
    # "I am safe" says more than the "no" that it is to the direct question.
    if (choice is None or (choice is ChoiceId.SAFETY_NO and watch.besides is not None)) and says_safe(speech):
        choice = ChoiceId.I_AM_SAFE
    if choice is None and _says_yes_after_no(watch, speech):
        choice = ChoiceId.SAFETY_YES
    if choice is not None:
        return tapped(watch, choice)
    news = news_in(speech, watch.danger, is_helped=watch.helped)
    # "I am out" tells of where somebody is, where it tells anything.
    taken_leave = _taken_leave(watch, speech) if news is None or leaves_for_good(speech) else None
    if taken_leave is not None:
        return taken_leave
    alarmed = _alarmed_anew(watch, speech, news)
    if alarmed is not None:
        return alarmed
    is_just_asked = watch.asked is Question.CONTACT
    if watch.contact_asked and watch.last is not TextId.CONTACT_UNCLEAR:
        if tries_contact(speech, right_after=is_just_asked):
            return _says(replace(watch, calm_turns=0), TextId.CONTACT_UNCLEAR)
    # Where another may hold the phone, the person first reads what a number would be for.
    elif not watch.danger.is_emergency and way_to_reach(speech):
        return _says(replace(watch, contact_asked=True, calm_turns=0), TextId.CONTACT_CHECKED)
    elif not watch.danger.is_emergency and wants_contact(speech):
        return tapped(watch, ChoiceId.TELL_CLINIC)
    return _right_after(watch, speech, news) if is_close(watch) or watch.helped else None


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


def stays(watch: Watch) -> tuple[list[Part], Watch]:
    """Care once more, where nothing else fits."""
    return _near(watch) if watch.last in _QUIET else _stays(watch)


def _stays(watch: Watch) -> tuple[list[Part], Watch]:
    now = replace(watch, calm_turns=0)
    is_asked = watch.asked in (Question.ENDING_LIFE, Question.SAFE) and not watch.danger.is_emergency
    return _says(now, TextId.CRISIS_SILENCE) if is_asked and watch.last is not TextId.CRISIS_SILENCE else _again(now)


def _turned(watch: Watch, speech: str, before: Sequence[str]) -> Danger | None:
    """The danger of whom the alarm is about by a word that puts it right: the writer, or somebody else."""
    if watch.danger in ABOUT_ONESELF:
        return Danger.OTHER_PERSON if turns_to_another(speech, before) else None
    # After "I'm glad that they're all right" a "me too" is no more than that.
    if not turns_to_oneself(speech) and (watch.said_safe or not says_oneself_too(speech)):
        return None
    if watch.danger.is_emergency:
        # Whoever took it, minutes count as before.
        return watch.danger
    return Danger.SUICIDE if watch.danger is Danger.OTHER_PERSON else None


def _put_right(watch: Watch) -> tuple[list[Part], Watch]:
    """A correction is met softly and asked back on. Where minutes count, it is no leave to talk of other things."""
    acts, now = tapped(replace(watch, said_safe=False, helped=False), ChoiceId.NOT_MEANT)
    is_all_of_it = watch.besides is None and not watch.danger.is_emergency
    return acts, replace(now, not_meant=watch.not_meant or is_all_of_it)


def _troubled(watch: Watch, speech: str) -> tuple[list[Part], Watch] | None:
    """The alarm once more for a sign of trouble amid the pre-screen; an answer is left to it."""
    if tells_of_trouble(speech, watch.danger):
        return _heard_unsafe(watch)
    return _gone_for_good(watch, speech) if leaves_for_good(speech) else None


def _taken_leave(watch: Watch, speech: str) -> tuple[list[Part], Watch] | None:
    """A goodbye while worry is open may be the last one: nobody is let go with small talk. After a word on safety, or
    that it was a mistake, a mere "bye" is no more than that."""
    if leaves_for_good(speech):
        return _gone_for_good(watch, speech)
    if watch.said_safe or watch.not_meant or not says_goodbye(speech):
        return None
    is_mere_bye = says_mere_bye(speech)
    if watch.danger.is_emergency and not is_mere_bye:
        # "I am gone", "good night": who took something may be losing consciousness, whoever was called.
        return _again(_worried(watch))
    if watch.helped and is_mere_bye:
        return _says(replace(watch, calm_turns=0), TextId.CRISIS_HELP_REACHED)
    if watch.danger not in ABOUT_ONESELF:
        return stays(watch) if is_close(watch) else None
    is_asked = watch.asked in (Question.ENDING_LIFE, Question.SAFE)
    if is_asked or watch.last is TextId.CRISIS_NEAR:
        return _stays(watch)
    return _says(replace(watch, contact_asked=True, calm_turns=0), TextId.CRISIS_NEAR)


def _gone_for_good(watch: Watch, speech: str) -> tuple[list[Part], Watch] | None:
    """The alarm once more for who says that it is their last message, whatever they said of their safety before; None
    where they said that all is well, and only that they will not trouble anybody here again."""
    if only_spares_you(speech):
        if watch.said_safe and not watch.danger.is_emergency:
            return None
        if watch.danger is Danger.OTHER_PERSON and not any(danger in watch.shown for danger in ABOUT_ONESELF):
            return _again(_worried(watch))
    if watch.danger.is_emergency or watch.danger in (Danger.VIOLENCE, Danger.THREAT):
        # Where somebody is hit, it is the emergency number again, and nothing general.
        return in_danger(watch, watch.danger, "")
    own = next((danger for danger in ABOUT_ONESELF if danger in (watch.danger, *watch.shown)), Danger.SUICIDE)
    return in_danger(watch, own, "")


def _heard_unsafe(watch: Watch) -> tuple[list[Part], Watch]:
    """As after a yes to the direct question, where there is one; the alarm in other words for any other danger."""
    return tapped(watch, ChoiceId.SAFETY_YES) if watch.danger in ABOUT_ONESELF else _again(_worried(watch))


def _worried(watch: Watch) -> Watch:
    """As if nothing had been said since the alarm that takes the worry away."""
    return replace(
        watch, said_safe=False, helped=False, not_meant=False, calm_turns=0, in_prescreen=False, loosely_said=False
    )


def _says_yes_after_no(watch: Watch, speech: str) -> bool:
    """Whether somebody who said no to the direct question says yes to it after all."""
    if not watch.said_safe or watch.danger not in ABOUT_ONESELF or watch.last is not TextId.CRISIS_NO:
        return False
    return reply_in(Question.ENDING_LIFE, speech) is ChoiceId.SAFETY_YES and not will_call(speech)


def _alarmed_anew(watch: Watch, speech: str, news: News | None) -> tuple[list[Part], Watch] | None:
    """What brings the alarm back at any time while worry remains: "I lied", "nobody is coming", "help me"."""
    now = _worried(watch)
    if news is News.TAKEN_BACK:
        return _heard_unsafe(watch)
    if news is News.ASKS_FOR_HELP or (news is News.ASKS_WHAT_NOW and (watch.helped or not watch.said_safe)):
        return _stays(now)
    if is_close(watch) and not watch.helped:
        return None
    happens = news in (News.HELP_FAILED, News.HAPPENING)
    return _again(now) if happens and not is_of_kap(speech) else None


def _right_after(watch: Watch, speech: str, news: News | None) -> tuple[list[Part], Watch] | None:
    if news is News.OWN_PEOPLE_REACHED and not watch.helped:
        return _own_people_reached(watch)
    if news is News.OVER_FOR_NOW:
        return _says(replace(watch, calm_turns=0), TextId.CRISIS_VIOLENCE_QUIET)
    if news is News.OTHER_IS_WELL:
        own = next((danger for danger in ABOUT_ONESELF if danger in watch.shown), None)
        if own is not None:
            # What they said of themselves is not settled by how another is.
            return in_danger(replace(watch, said_safe=True), own, "")
        return _says(replace(watch, helped=False, said_safe=True, calm_turns=0), TextId.CRISIS_OTHER_WELL)
    is_heard_so = watch.helped and (news is News.SMOOTHED_OVER or is_courtesy(speech))
    if is_heard_so or news in (News.HELP_REACHED, News.OWN_PEOPLE_REACHED):
        may_fail = watch.danger in HELP_MAY_FAIL or watch.besides is not None
        is_safe = watch.said_safe or (not may_fail and news is News.HELP_REACHED)
        return _says(replace(watch, helped=True, said_safe=is_safe, calm_turns=0), TextId.CRISIS_HELP_REACHED)
    if not is_close(watch):
        return None
    if watch.danger.is_emergency:
        now = replace(watch, calm_turns=0, not_meant=False)
        return _again(now) if news is not None or is_bare(speech) else None
    if news is News.SMOOTHED_OVER:
        # "Fine" is less than "that's not what I meant": a bare word after it does not close the matter.
        acts, now = tapped(watch, ChoiceId.NOT_MEANT)
        return acts, replace(now, not_meant=watch.not_meant)
    if news is News.HELP_FAILED:
        return _stays(watch)
    if news is not None:
        return _heard_unsafe(watch)
    return _still_in_danger(watch, speech) if watch.asked is None and watch.last in GRAVE else None


def _own_people_reached(watch: Watch) -> tuple[list[Part], Watch]:
    """Somebody of their own is good to have near: where minutes count, they are no help yet."""
    if watch.danger in HELP_MAY_FAIL:
        return _again(replace(watch, calm_turns=0))
    return _says(replace(watch, helped=True, calm_turns=0), TextId.CRISIS_HELP_REACHED)


def _still_in_danger(watch: Watch, speech: str) -> tuple[list[Part], Watch] | None:
    """A "yes" may still be one to the question of before; no other bare word is taken for an answer to it."""
    was_asked = any(danger in ABOUT_ONESELF for danger in watch.shown) and not watch.danger.is_emergency
    says_yes = was_asked and reply_in(Question.ENDING_LIFE, speech) is ChoiceId.SAFETY_YES
    if says_yes and watch.last is not TextId.CRISIS_YES and not will_call(speech):
        return tapped(watch, ChoiceId.SAFETY_YES)
    # Nobody who may act on it is thanked and let go; who may hurt another is to keep away, not close to someone.
    if watch.danger is Danger.THREAT and says_thanks(speech):
        now = replace(watch, calm_turns=0)
        return _again(now) if watch.last is TextId.CRISIS_THREAT else _says(now, TextId.CRISIS_THREAT)
    if watch.danger in ABOUT_ONESELF and says_thanks(speech) and watch.last is not TextId.CRISIS_NEAR:
        return _says(replace(watch, contact_asked=True, calm_turns=0), TextId.CRISIS_NEAR)
    agrees = is_courtesy(speech) and not says_thanks(speech)
    if watch.danger is Danger.VIOLENCE and (agrees or is_mere_yes(speech) or goes_on(speech)):
        return _near(watch)
    return _again(replace(watch, calm_turns=0)) if says_yes or is_bare(speech) else None


def _near(watch: Watch) -> tuple[list[Part], Watch]:
    """Where somebody is hit, and tells nothing new: whoever shouts for help then may be heard by the wrong one."""
    return _says(replace(watch, calm_turns=0), TextId.CRISIS_VIOLENCE_NEAR)


def contact_heard(watch: Watch, text: TextId) -> tuple[list[Part], Watch]:
    """After a message that was to hold a way to reach the person: `text` says what became of it."""
    return _says(replace(watch, contact_asked=False, calm_turns=0), text)


def beside(watch: Watch, acts: Sequence[Part], speech: str, is_acknowledged: bool) -> tuple[list[Part], Watch | None]:
    """Other acts while worry remains: with the support line under them, and none on means.

    None for the watch once the person has said that they are safe, and a clinician or calm messages support it.
    """
    if asks_about_means(speech):
        said, now = _says(replace(watch, said_safe=False, not_meant=False, calm_turns=0), TextId.NO_METHODS)
        return [*said, Say(text=TextId.SUPPORT_LINE)], now
    texts = {act.text for act in acts if isinstance(act, Say)}
    said, now = _on_what_was_asked(watch, speech, has_denied=TextId.DENIAL_HEARD in texts)
    informs = any(isinstance(act, Answer | Simply) for act in acts)
    tells_of_kap = informs or any(isinstance(act, Clarify | NotCovered) for act in acts)
    if tells_of_kap and in_emergency(now) and not (now.helped or now.not_meant or said):
        # Help first, and then what was asked.
        said, now = _again(now)
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
    return _says(watch, TextId.CRISIS_SILENCE)


def _with_way_out(act: Part, watch: Watch) -> Part:
    """A denial that was heard, with the button that says it so that it counts."""
    if isinstance(act, Say) and act.text is TextId.DENIAL_HEARD and not watch.said_safe:
        return Say(text=act.text, choices=BUTTONS[act.text])
    return act


def _again(watch: Watch) -> tuple[list[Part], Watch]:
    """Other words for a danger of a kind that was met before."""
    if watch.danger is Danger.OTHER_PERSON:
        has_just_read = watch.last is TextId.CRISIS_OTHER_AGAIN
        return _says(watch, FIRST[watch.danger] if has_just_read else TextId.CRISIS_OTHER_AGAIN)
    # In a home with violence it is the emergency number again, and nothing general.
    if watch.danger not in HELP_MAY_FAIL:
        return _says(watch, TextId.CRISIS_AGAIN)
    has_just_read = watch.last is TextId.EMERGENCY_AGAIN
    return _says(watch, FIRST[watch.danger] if has_just_read else TextId.EMERGENCY_AGAIN)


def _says(watch: Watch, text: TextId) -> tuple[list[Part], Watch]:
    """The text, or another one where the person has just read it, and the watch that remembers it."""
    chosen = OTHERWISE.get(text, text) if watch.last is text else text
    repeats = watch.repeats
    if chosen in REPEATS:
        chosen, repeats = REPEATS[repeats % len(REPEATS)], repeats + 1
    buttons = BUTTONS.get(chosen, (ChoiceId.NOT_MEANT,) if chosen in ALARMING else ())
    if chosen is TextId.DENIAL_HEARD and watch.said_safe:
        buttons = ()
    return [Say(text=chosen, choices=buttons)], replace(watch, asked=ASKING.get(chosen), last=chosen, repeats=repeats)
