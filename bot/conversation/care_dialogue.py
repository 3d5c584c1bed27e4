"""What a typed reply to care leads to: to its direct question, a correction, news of help, a goodbye."""

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.acts import Part
from bot.conversation.care import ABOUT_ONESELF, GRAVE, HELP_MAY_FAIL
from bot.conversation.care_given import heard_unsafe, in_danger, put_right, tapped
from bot.conversation.care_said import again, asked_again, care_once_more, near, says
from bot.conversation.phrases.alarm_news import News, is_of_kap, news_in
from bot.conversation.phrases.care_replies import (
    Question,
    is_bare,
    is_courtesy,
    is_mere_yes,
    reply_in,
    says_misread,
    says_safe,
    says_thanks,
    tries_contact,
    wants_contact,
    will_call,
)
from bot.conversation.phrases.contact import way_to_reach
from bot.conversation.phrases.farewells import leaves_for_good, only_spares_you, says_goodbye, says_mere_bye
from bot.conversation.phrases.prescreen_commands import goes_on
from bot.conversation.phrases.renewed_trouble import tells_of_trouble
from bot.conversation.phrases.taken_wrong import corrects_amount, denies_taking, lied_and_is_well, takes_back_alarm
from bot.conversation.phrases.whose_danger import says_oneself_too, turns_to_another, turns_to_oneself
from bot.conversation.watch import Watch, is_close, worried
from bot.library.texts import ChoiceId, TextId
from bot.safety.dangers import Danger

# Whoever wants to die and has taken nothing may do so yet.
_AT_HAND = (*ABOUT_ONESELF, Danger.OTHER_PERSON)


def reply_to_care(watch: Watch, speech: str, before: Sequence[str] = ()) -> tuple[list[Part], Watch] | None:
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
        return put_right(watch) if watch.danger.is_emergency else tapped(watch, ChoiceId.NOT_MEANT)
    if lied_and_is_well(speech):
        return put_right(watch)
    if is_close(watch) and not watch.not_meant and watch.danger in _AT_HAND and denies_taking(speech):
        # It may be at hand. What the screen has for a denial would take them at their word.
        return care_once_more(watch)
    if is_close(watch) and takes_back_alarm(speech, watch.danger, loosely_said=watch.loosely_said):
        acts, now = put_right(watch)
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
            return says(replace(watch, calm_turns=0), TextId.CONTACT_UNCLEAR)
    # Where another may hold the phone, the person first reads what a number would be for.
    elif not watch.danger.is_emergency and way_to_reach(speech):
        return says(replace(watch, contact_asked=True, calm_turns=0), TextId.CONTACT_CHECKED)
    elif not watch.danger.is_emergency and wants_contact(speech):
        return tapped(watch, ChoiceId.TELL_CLINIC)
    return _right_after(watch, speech, news) if is_close(watch) or watch.helped else None


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


def _troubled(watch: Watch, speech: str) -> tuple[list[Part], Watch] | None:
    """The alarm once more for a sign of trouble amid the pre-screen; an answer is left to it."""
    if tells_of_trouble(speech, watch.danger):
        return heard_unsafe(watch)
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
        return again(worried(watch))
    if watch.helped and is_mere_bye:
        return says(replace(watch, calm_turns=0), TextId.CRISIS_HELP_REACHED)
    if watch.danger not in ABOUT_ONESELF:
        return care_once_more(watch) if is_close(watch) else None
    is_asked = watch.asked in (Question.ENDING_LIFE, Question.SAFE)
    if is_asked or watch.last is TextId.CRISIS_NEAR:
        return asked_again(watch)
    return says(replace(watch, contact_asked=True, calm_turns=0), TextId.CRISIS_NEAR)


def _gone_for_good(watch: Watch, speech: str) -> tuple[list[Part], Watch] | None:
    """The alarm once more for who says that it is their last message, whatever they said of their safety before; None
    where they said that all is well, and only that they will not trouble anybody here again."""
    if only_spares_you(speech):
        if watch.said_safe and not watch.danger.is_emergency:
            return None
        if watch.danger is Danger.OTHER_PERSON and not any(danger in watch.shown for danger in ABOUT_ONESELF):
            return again(worried(watch))
    if watch.danger.is_emergency or watch.danger in (Danger.VIOLENCE, Danger.THREAT):
        # Where somebody is hit, it is the emergency number again, and nothing general.
        return in_danger(watch, watch.danger, "")
    own = next((danger for danger in ABOUT_ONESELF if danger in (watch.danger, *watch.shown)), Danger.SUICIDE)
    return in_danger(watch, own, "")


def _says_yes_after_no(watch: Watch, speech: str) -> bool:
    """Whether somebody who said no to the direct question says yes to it after all."""
    if not watch.said_safe or watch.danger not in ABOUT_ONESELF or watch.last is not TextId.CRISIS_NO:
        return False
    return reply_in(Question.ENDING_LIFE, speech) is ChoiceId.SAFETY_YES and not will_call(speech)


def _alarmed_anew(watch: Watch, speech: str, news: News | None) -> tuple[list[Part], Watch] | None:
    """What brings the alarm back at any time while worry remains: "I lied", "nobody is coming", "help me"."""
    now = worried(watch)
    if news is News.TAKEN_BACK:
        return heard_unsafe(watch)
    if news is News.ASKS_FOR_HELP or (news is News.ASKS_WHAT_NOW and (watch.helped or not watch.said_safe)):
        return asked_again(now)
    if is_close(watch) and not watch.helped:
        return None
    happens = news in (News.HELP_FAILED, News.HAPPENING)
    return again(now) if happens and not is_of_kap(speech) else None


def _right_after(watch: Watch, speech: str, news: News | None) -> tuple[list[Part], Watch] | None:
    if news is News.OWN_PEOPLE_REACHED and not watch.helped:
        return _own_people_reached(watch)
    if news is News.OVER_FOR_NOW:
        return says(replace(watch, calm_turns=0), TextId.CRISIS_VIOLENCE_QUIET)
    if news is News.OTHER_IS_WELL:
        own = next((danger for danger in ABOUT_ONESELF if danger in watch.shown), None)
        if own is not None:
            # What they said of themselves is not settled by how another is.
            return in_danger(replace(watch, said_safe=True), own, "")
        return says(replace(watch, helped=False, said_safe=True, calm_turns=0), TextId.CRISIS_OTHER_WELL)
    is_heard_so = watch.helped and (news is News.SMOOTHED_OVER or is_courtesy(speech))
    if is_heard_so or news in (News.HELP_REACHED, News.OWN_PEOPLE_REACHED):
        may_fail = watch.danger in HELP_MAY_FAIL or watch.besides is not None
        is_safe = watch.said_safe or (not may_fail and news is News.HELP_REACHED)
        return says(replace(watch, helped=True, said_safe=is_safe, calm_turns=0), TextId.CRISIS_HELP_REACHED)
    if not is_close(watch):
        return None
    if watch.danger.is_emergency:
        now = replace(watch, calm_turns=0, not_meant=False)
        return again(now) if news is not None or is_bare(speech) else None
    if news is News.SMOOTHED_OVER:
        # "Fine" is less than "that's not what I meant": a bare word after it does not close the matter.
        acts, now = tapped(watch, ChoiceId.NOT_MEANT)
        return acts, replace(now, not_meant=watch.not_meant)
    if news is News.HELP_FAILED:
        return asked_again(watch)
    if news is not None:
        return heard_unsafe(watch)
    return _still_in_danger(watch, speech) if watch.asked is None and watch.last in GRAVE else None


def _own_people_reached(watch: Watch) -> tuple[list[Part], Watch]:
    """Somebody of their own is good to have near: where minutes count, they are no help yet."""
    if watch.danger in HELP_MAY_FAIL:
        return again(replace(watch, calm_turns=0))
    return says(replace(watch, helped=True, calm_turns=0), TextId.CRISIS_HELP_REACHED)


def _still_in_danger(watch: Watch, speech: str) -> tuple[list[Part], Watch] | None:
    """A "yes" may still be one to the question of before; no other bare word is taken for an answer to it."""
    was_asked = any(danger in ABOUT_ONESELF for danger in watch.shown) and not watch.danger.is_emergency
    says_yes = was_asked and reply_in(Question.ENDING_LIFE, speech) is ChoiceId.SAFETY_YES
    if says_yes and watch.last is not TextId.CRISIS_YES and not will_call(speech):
        return tapped(watch, ChoiceId.SAFETY_YES)
    # Nobody who may act on it is thanked and let go; who may hurt another is to keep away, not close to someone.
    if watch.danger is Danger.THREAT and says_thanks(speech):
        now = replace(watch, calm_turns=0)
        return again(now) if watch.last is TextId.CRISIS_THREAT else says(now, TextId.CRISIS_THREAT)
    if watch.danger in ABOUT_ONESELF and says_thanks(speech) and watch.last is not TextId.CRISIS_NEAR:
        return says(replace(watch, contact_asked=True, calm_turns=0), TextId.CRISIS_NEAR)
    agrees = is_courtesy(speech) and not says_thanks(speech)
    if watch.danger is Danger.VIOLENCE and (agrees or is_mere_yes(speech) or goes_on(speech)):
        return near(watch)
    return again(replace(watch, calm_turns=0)) if says_yes or is_bare(speech) else None
