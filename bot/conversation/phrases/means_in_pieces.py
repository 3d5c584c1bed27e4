"""Whether the last messages of a person tell together of a means to die, where none of them does alone: "can you die
from it", "how much", "i have some here"."""

import re
from collections.abc import Sequence
from typing import Final

from bot.conversation.phrases.care_replies import asks_something
from bot.conversation.phrases.plain_words import few_words, plain_words

_MOST_WORDS: Final = 12

# Every pattern below is for words as `plain_words` leaves them.
# "Has anyone died" and "does it help with suicidal thoughts" ask about others, and what is lethal is asked of oneself.
_ON_LETHALITY: Final = re.compile(
    r"\b(?:can|could|will|would|do|does|is it possible to|how do|how to|possible to) (?:(?:you|u|i|one|someone|a person"
    r"|people|it|this|ketamine|ket|k|that|they|taking|the \w+) ){0,2}(?:\w+ )?(?:die|od|overdose|kill (?:you|me|someone"
    r"|a person|people|u)|be (?:lethal|fatal|deadly))\b"
    r"|\b(?:lethal|fatal|deadly|ld ?50|lethal dose)\b|\bkills you\b|\bdie (?:from|of|on|if)\b"
)
_DARK: Final = re.compile(
    r"\b(?:those|these|dark|bad|scary|intrusive|same|such|awful|horrible|terrible|suicidal|the) (?:\w+ )?thoughts\b"
    r"|\bthoughts (?:again|(?:are|came|come|keep coming) back|of (?:death|dying|ending))\b|\bsuicid\w+\b"
    r"|\bdo not want to (?:be here|live|wake up|exist|go on|do this)\b|\bcan not (?:take|stand|bear) (?:this|it)\b"
    r"|\bcan not do (?:this|it) any ?(?:more|longer)\b"
    r"|\b(?:want|wish) (?:it|everything|this) (?:to|would) (?:stop|end|be over)\b|\bend (?:it|it all|my life)\b"
    r"|\bno (?:point|reason|way out)\b|\bbetter off (?:dead|without)\b|\bgiving up\b|\bi give up\b"
)
_OF_NO_ONE: Final = re.compile(
    r"\b(?:no|never|without|not (?:had|having|have|suicidal|thinking)|do not have|years ago|used to|in the past"
    r"|help with|treats?|my (?:brother|sister|mom|mum|dad|friend|son|daughter|wife|husband))\b"
)
_LEAD = r"(?:(?:and|so|but|ok|okay|well|just|like|then|or|yes|yeah|no|asking|because|bc|cause|cuz|since|maybe) ){0,5}"
_AMOUNT: Final = re.compile(
    rf"{_LEAD}(?:how (?:much|many|high)|what (?:dose|amount|quantity))(?: (?:exactly|roughly|about|though|then|of it|of"
    r" them|of that|mg|milligrams?|grams?|pills?|tablets?|lozenges?|ketamine|k|ket)){0,3}"
    r"(?! (?:is|are|was) (?:it|that|this|one|they)$)(?: (?:is|are|would|will|do|does|did|should|it|that"
    r"|i|you|u|one|someone|a person|have to|need|needed|take|takes|too (?:much|many)|enough|be|to"
    r"|do it|for|me|my (?:weight|size)|someone my (?:weight|size)|\d+ ?(?:kg|kgs|kilos|lbs|pounds)?|at once)){0,8}"
)
_PLACE = (
    r"(?:here|at home|at my place|in (?:my|the) \w+|next to me|beside me|with me|on me|left|left over|saved(?: up)?"
    r"|stored|stashed|hidden|ready|upstairs|downstairs|in front of me|on the table)"
)
_SOME = (
    r"(?:some|it|them|enough|plenty|loads|lots|tons|a (?:lot|few|bunch|load|ton|bottle|box|pack|bag|stash|gram|vial)"
    r"|two|three|four|five|ten|twenty|thirty|\d+(?: ?(?:mg|g|grams?))?|(?:the|my|those|all my|all the))"
)
_MEANS = (
    r"(?:(?:sleeping )?pills?|tablets?|tabs|meds|medication|bottles?|ketamine|ket|lozenges|vials?|insulin|opioids"
    r"|morphine|oxy|fentanyl|benzos|xanax|razors?|blades?|rope|knife|gun|noose|belt)"
)
_HAVE = (
    r"(?:i|we|ive)(?: have)? (?:(?:still|also|already|do|just|actually) ){0,2}(?:have|got|have got|kept|keep|saved"
    r"|bought|ordered|found|stashed|hid|own)"
)
_AT_HAND: Final = re.compile(
    rf"{_LEAD}(?:{_HAVE}|got|have|there (?:is|are)) (?:{_SOME} ){{0,2}}(?:of )?(?:(?:it|them|my|the|that) )?"
    rf"(?:(?:\w+ )?{_MEANS} )?(?:still |right |all )?{_PLACE}(?: (?:too|now|already|anyway|right now)){{0,2}}"
    rf"|{_LEAD}(?:it|they|they all|the {_MEANS}|my {_MEANS}) (?:is|are) (?:right )?{_PLACE}"
    rf"|{_LEAD}{_HAVE} (?:enough|plenty|loads|lots|a lot|some)(?: saved)?(?: (?:up|now|too|already|anyway)){{0,2}}"
    rf"|{_LEAD}(?:i|we|ive)(?: have)? (?:{_SOME} )?(?:been )?(?:saved|saving|stashed|stockpil\w+|hoard\w+)"
    rf"(?: up)? (?:{_SOME} )?(?:of )?(?:my )?{_MEANS}(?: up)?"
)
_MEANS_ALONE: Final = re.compile(
    r"(?:(?:and|but|so|maybe|this time|again|just|like|or|only|probably|i think|thinking (?:of|about)) ){0,3}"
    rf"(?:(?:with|by|using) (?:the |my |some |a |those |his |her |all the |all my )?{_MEANS}"
    r"|(?:the|my|a|those|moms|dads) "
    r"(?:(?:sleeping )?pills|tablets|razors?|blades?|rope|knife|gun|noose|belt|bridge|roof|train(?: tracks)?))"
    r"(?: (?:again|this time|tonight|in my hand|too|maybe|here|now)){0,2}"
)
# "How many sessions are too many" asks about the treatment.
_OF_OTHER_THINGS = (
    r"(?:sessions?|treatments?|visits?|appointments?|times?|years?|weeks?|months?|days?|hours?|minutes?|people|kids?"
    r"|children|siblings|questions?|answers?|friends?|dollars?|money|percent|steps?|anxiety|stress|pain|talking|therapy"
    r"|coffees?|coffee|screen|mg|kg|kgs|lbs|pounds|st|th|nd|rd)"
)
_ON_EXCESS: Final = re.compile(
    rf"\bhow (?:much|many)(?: (?!{_OF_OTHER_THINGS}\b)\w+){{0,5}} (?:is|are|would be|counts as|becomes?|gets?|be)"
    r" (?:\w+ )?(?:too (?:much|many)|dangerous|toxic|unsafe|harmful|poisonous|bad for (?:you|me))\b"
    rf"|\bhow (?:much|many)(?: (?!{_OF_OTHER_THINGS}\b)\w+){{0,5}} (?:at once|in one go|all together)\b"
    r"|\b(?:max\w*|highest|biggest|most|strongest) (?:\w+ )?"
    r"(?:dose|amount|number of (?:pills|tablets|lozenges|capsules))\b"
)
_HAS_MANY: Final = re.compile(
    rf"{_LEAD}(?:{_HAVE}|got|there (?:is|are)) (?:(?:about|around|like|nearly|over|almost|still) ){{0,2}}\d{{2,4}}"
    rf"(?: (?:of )?(?:them|those|these)| (?:of (?:my|the) )?(?!{_OF_OTHER_THINGS}\b)\w+(?: (?:pills|tablets|capsules"
    rf"|tabs))?)?(?: {_PLACE}| all| (?:right )?now){{0,2}}"
)
_ON_DOSE: Final = re.compile(
    r"\b(?:dos(?:e|es|age)|amount|how (?:much|many)|pills|tablets|overdose|milligrams?|grams)\b"
)
_OF_DYING: Final = re.compile(
    rf"{_LEAD}(?:(?:what|how) (?:about|of) |how much |how many |the (?:one|dose|amount) )?"
    r"(?:for|to|so(?: that)? (?:i|you|one)|enough to|enough so (?:i|you)|that (?:would|will)|that makes (?:you|me))"
    r" (?:(?:just|really|actually|surely) )?"
    r"(?:(?:not|never|do not|will not|would not|does not)(?: ever)? (?:wak(?:e|ing)|com(?:e|ing) back|get up)"
    r"|die|dying|be dead|kill (?:me|myself|you|someone|a person)|end (?:it|it all|my life|everything)"
    r"|(?:sleep|go to sleep|be gone) (?:forever|for good)|sleeping forever|stop (?:my|your|the) heart"
    r"|be (?:fatal|lethal))"
    r"(?: (?:up|again|ever|anymore|at all|after|for sure|quickly|in my sleep|then)){0,3}"
)

_ASKS_WHAT_KILLS: Final = re.compile(
    r"\b(?:how (?:much|many|high)|(?:what|which) (?:\w+ )?(?:dose|dosage|amount|quantity|level)|whats"
    r"|what (?:is|are|would be))\b.{0,60}\b(?:lethal|fatal|deadly|kills?|die|od|overdose)\b"
    r"|\b(?:lethal|fatal|deadly) (?:dose|amount|quantity)\b"
)
_WAS_TAKEN: Final = re.compile(
    r"\b(?:took|taken|tooken|had|has|ate|eaten|drank|drunk|swallowed|popped|downed|necked|snorted|injected|sniffed|shot"
    r"|did|done|used|overdosed|overdosing|gave|given|got into|already|just|now|help|ago|earlier|feel|feeling|tonight"
    r"|today|inside|mixed|chewed|accidentally|mistake|so far|consumed|eat|drink|taking|swallow(?:ing)?|whole bottle"
    r"|until|having|in me|in my|what do i do|what happens)\b|^\d+ "
)


def asks_lethal_amount(speech: str) -> bool:
    """Whether a message asks what amount kills, and holds no word of anything taken."""
    words = plain_words(speech)
    return _ASKS_WHAT_KILLS.search(words) is not None and not _WAS_TAKEN.search(words)


def tells_of_means(recent: Sequence[str], speech: str, *, is_answering: bool) -> bool:
    """Whether `speech` adds an amount, or a means at hand, to what the person wrote before it, oldest first, on dying.

    `is_answering`: they are asked what they take, so that to name it is an answer.
    """
    words = few_words(speech, _MOST_WORDS)
    if not words:
        return False
    if _OF_DYING.fullmatch(words) and any(_ON_DOSE.search(plain_words(before)) for before in recent):
        return True
    if _ON_EXCESS.search(words) and any(_HAS_MANY.fullmatch(plain_words(before)) for before in recent):
        return True
    if _AMOUNT.fullmatch(words):
        return _is_of_lethality(recent)
    if asks_something(speech):
        return False
    has_at_hand = _AT_HAND.fullmatch(words) is not None
    has_amount = not is_answering and (has_at_hand or _HAS_MANY.fullmatch(words) is not None)
    if has_amount and any(_asks_on_lethality(before) or _ON_EXCESS.search(plain_words(before)) for before in recent):
        return True
    means = has_at_hand or _MEANS_ALONE.fullmatch(words) is not None
    return means and not is_answering and any(_is_dark(before) for before in recent)


def _is_of_lethality(recent: Sequence[str]) -> bool:
    """Whether the last message with a topic is on what is lethal: after one on the cost, "how much" is of that."""
    for before in reversed(recent):
        words = plain_words(before)
        if not (_AMOUNT.fullmatch(words) or _AT_HAND.fullmatch(words)):
            return _asks_on_lethality(before)
    return False


def _asks_on_lethality(before: str) -> bool:
    words = plain_words(before)
    return _ON_LETHALITY.search(words) is not None


def _is_dark(before: str) -> bool:
    words = plain_words(before)
    return _DARK.search(words) is not None and not asks_something(before) and not _OF_NO_ONE.search(words)
