"""Whether someone draws a verdict or leave from a reply that gave none: "so that's a yes", "ok I'll take one then"."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from bot.conversation.phrases.asked_opinion import asks_own_opinion
from bot.conversation.phrases.clinic_questions import asks_for_cost
from bot.conversation.phrases.medicine_changes import names_a_medicine, speaks_of_changing_a_medicine
from bot.conversation.phrases.plain_words import few_words, plain_words
from bot.conversation.phrases.risky_steps import announces_step, says_will_step
from bot.library.kinds import Kind


class Conclusion(Enum):
    """What a conclusion is about: whether KAP is for them, or what they take, change or do."""

    VERDICT = auto()
    ADVICE = auto()


@dataclass(frozen=True, slots=True)
class Matter:
    """What the bot last said that was more than small talk: the kinds of its messages, and the answers among them."""

    kinds: frozenset[Kind] = frozenset()
    entries: frozenset[str] = frozenset()


NO_MATTER: Final = Matter()

_MOST_WORDS: Final = 16
# Whoever has just read one of these may think of a glass, a pill or the way home.
_ON_SUBSTANCES: Final = frozenset({"medications", "substance_history", "monitoring_after", "addiction"})

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|okey|k|right|alright|all right|cool|great|good|nice|perfect|awesome|fine|well|oh|ah|aha|yay|wow|hm+"
    r"|um+|so|and|but|then|lol|thanks|thank you|thx|ty|got it|gotcha|understood|i see|now|basically|in short|you mean"
    r"|you are saying|i guess|i suppose|i think|guess|sounds like|looks like|seems like|that means|it means|means"
    r"|meaning|which means|in other words|actually|just|yes|yeah|yep|no|nope|glad|good to know|i assume|assuming"
    r"|i gather|to be clear|just to check|hence|therefore|maybe|probably) ){0,7}"
)
_TAIL = (
    r"(?: (?:then|right|yes|no|ok|okay|correct|huh|eh|really|thanks|thank you|great|good|cool|for (?:me|him|her|them)"
    r"|from you|yeah|or not|or what|basically|lol|too|now|at least|already|after all|please|yay|is it|is not it|am i"
    r"|can i|do i|for sure|anyway|though|to me|definitely|certainly)){0,5}"
)
_LEAVE = (
    r"(?:(?:all|totally|perfectly|really|probably|definitely|quite|still|not|too|very|also) )?"
    r"(?:ok|okay|fine|safe|good|good to go|allowed|all right|alright|no problem|not a problem|risky|dangerous|unsafe"
    r"|bad|harmless|possible|out of the question|out|off the table|forbidden)"
)
_A_VERDICT = (
    r"(?:(?:a )?(?:(?:clear|big|definite|definitive|hard|firm|kind of|sort of|soft) (?:a )?)?(?:yes|no|maybe|yep|nope"
    r"|green light|red light|go ahead|no go|go|pass|fail|rejection|refusal|approval|thumbs up|thumbs down))"
)
_CHOSEN = (
    r"(?:(?:not|still|probably|definitely|basically|actually) ){0,2}(?:in|eligible|approved|accepted|suitable|cleared"
    r"|rejected|refused|excluded|disqualified|qualified|(?:a|the) (?:\w+ )?(?:candidate|fit|match)|good to go"
    r"|off the list|on the list|out|fit for (?:it|kap|this))"
)
_CAN = r"(?:can|can not|could|could not|may|may not|am allowed to|am not allowed to|will get to|get to|do not get to)"
_HAVE_IT = r"(?:have|do|get|start|take part in|try|join)(?: (?:it|this|that|kap|ketamine|the treatment|the therapy))?"
_SURELY_A_VERDICT: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:(?:that|it|this) (?:is|was|sounds like|looks like|means|counts as|has to be|must be|would be)|sounds like)"
    rf" {_A_VERDICT}"
    r"|(?:i (?:will|shall|would) |i am (?:going to )?|let me |i )?(?:tak(?:e|ing)|count(?:ing)?|read(?:ing)?)"
    rf" (?:that|it|this)(?: as)? {_A_VERDICT}"
    rf"|i (?:am|was|have been|got|will be|would be|have got) {_CHOSEN}"
    r"|i (?:do not |did not |will |would |have |have not )?(?:qualify|qualified|pass(?:ed)?|made it|make it"
    r"|get in|got in|failed)"
    rf"|i {_CAN} {_HAVE_IT}"
    r"|you (?:just )?(?:said|say|told me|confirmed|think|agree|are saying|re saying)(?: that)?"
    rf" (?:{_A_VERDICT}|i (?:am|would be|was) (?:{_LEAVE}|{_CHOSEN})|i {_CAN}(?: {_HAVE_IT})?|i (?:do not )?qualify"
    rf"|(?:it|that|kap) (?:is|would be) {_LEAVE}|so|with me)"
    r"|no (?:kap|ketamine|treatment) for me"
    r"|you agree|(?:for )(?:approving|accepting|clearing|confirming)(?: (?:me|it|that))?"
    r"|(?:there is )?nothing (?:speaks |is |stands )?(?:against|in the way)(?: of)?(?: it| me)?"
    r"|(?:kap|it|this) (?:is|would be) (?:not )?(?:right|suitable|for me|meant for me|an option)"
    rf"){_TAIL}"
)
# These may be about any topic, and count only where something was declined just before, or medicines were spoken of.
_LEAVE_TAKEN: Final = re.compile(
    rf"{_LEAD}(?:"
    r"(?:that|it|this|they|one|two|a (?:little|bit|few|glass|sip)|that much|half)(?: of (?:it|them))?"
    rf" (?:is|are|was|would be|will be|should be|sounds|must be) {_LEAVE}"
    r"|(?:one|a (?:little|bit|glass|sip)|it|that)(?: \w+)? (?:will|would|can) not (?:hurt|matter|harm|kill me)"
    r"|(?:he|she|they|we|i) (?:can|could|may|should|must|need to|have to|can not|should not|do not (?:have|need) to)"
    r"(?: (?:just|still|simply|also))?(?: (?:have|do|take|get|start|try|stop|skip|drop|quit|halve|drink|drive|smoke|use"
    r"|mix|taper|pause)(?: (?:it|this|that|them|one|some|mine|ahead|(?:a|one|my|half) \w+))?)?"
    rf"|(?<=so )(?!who|what|how|when|where|why|which)(?:\w+ ){{1,3}}(?:is|are) {_LEAVE}"
    r"|(?:no|not) (?:an issue|a problem|danger|risk|harm)"
    r"|(?:(?<=so )|(?<=then ))i (?:(?:can|could|may|should|must|will|just|still|simply) ){0,3}"
    r"(?:keep|continue|carry on|go on|stay)(?: on)?(?: (?:taking|using|drinking|smoking|with|on))?"
    r" (?:it|them|that|this|mine|both|my \w+)"
    rf"){_TAIL}"
)
# "That's fine" is only small talk, and so is "no problem"; a conclusion says that it follows, or names what is fine.
_MERE_TALK: Final = re.compile(
    r"(?:(?:ok|okay|oh|ah|well|yes|yeah|no|thanks|cool|great|all right|alright|right) ){0,3}"
    r"(?:that|it|this) (?:is|was|sounds) (?:(?:all|totally|perfectly|really) )?(?:ok|okay|fine|good|all right|alright)"
    r"(?: thanks| thank you)?"
)
_SO_YES: Final = re.compile(
    r"(?:(?:ok|okay|right|cool|great|well|oh|ah|got it|gotcha|i see|understood|thanks|then|basically|alright) ){0,4}so"
    r" (?:(?:basically|probably|then|it is|a|definitely|you mean) ){0,2}(?:yes|no|yeah|yep|nope)(?: then| right)?"
)

_THING = (
    r"(?:it|them|that|this|those|one|two|three|some|half|mine|less|more|a|an|my|the|any|both|all|only|just|either|\d+"
    r"|without|with|off|instead|beforehand|before|first|today|tonight|tomorrow|anyway|then|myself|home|there|back|cold"
    r"|turkey)"
)
_VERB = (
    r"(?:take|stop|skip|halve|quit|drop|double|drink|drive|taper|pause|cut|smoke|vape|use|mix|combine|hold|miss|reduce"
    r"|lower|increase|change|switch|swap|wean|swallow|pop|restart|leave|come|go|get|have|try|do|risk|sip|dose|split)"
)
_DOING = (
    r"(?:taking|stopping|skipping|halving|quitting|dropping|doubling|drinking|driving|tapering|pausing|cutting|smoking"
    r"|using|mixing|combining|holding|missing|reducing|lowering|increasing|changing|switching|swapping|weaning"
    r"|swallowing|popping|restarting|leaving|coming|going|getting|having|trying|doing|risking)"
)
# What people take, stop or leave that is no medicine and no drink.
_HARMLESS: Final = re.compile(
    r"\b(?:(?:take|taking|have|having|get|getting) (?:(?:a|an|my|the|some|it) )?(?:\w+ )?(?:look|think|break|seat"
    r"|notes?|time|care|nap|walk|bus|taxi|cab|uber|train|screenshot|rest|breath|shower|read|easy|slow|in|up with"
    r"|from there|moment|minute|day|lift|ride|copy|number|advice|word|chat|talk|appointment|dinner|lunch|breakfast|food"
    r"|water|questions?|in touch|back to|ready|someone|a friend)"
    r"|(?:stop|stopping|leave|leaving|skip|skipping|do|doing|try|trying|use|using|go|going|get|getting|come|coming)"
    r" (?:(?:it|this|that) )?(?:(?:with|through|to|on with|over) )?(?:(?:the|this|these|that|your|my) )?"
    r"(?:here|now|asking|talking|writing|typing|chatting|bothering|worrying|by|questions?|pre ?screen|form|part|chat"
    r"|bed|sleep|work|site|guide|one question|you|later|on|a message)"
    r"|(?:speak|talk|ask|call|ring|tell|wait|think|read|check)(?:ing)?|keep (?:taking|on)"
    r"|(?:take|taking) (?:my|the) (?:\w+ )?(?:son|daughter|kids?|dog|mum|mom|wife|husband))\b"
)
_COMPLIES: Final = re.compile(r"\bnot (?:\w+ )?(?:stop|drink|drive|skip|change|mix|quit|halve|risk|smoke)\b")
_SURE_VERB = (
    r"(?:take|stop|skip|halve|quit|drop|double|drink|drive|taper|pause|cut|smoke|vape|mix|combine|miss|reduce|lower"
    r"|increase|change|switch|swap|wean|swallow|pop|restart|risk|sip|dose|split)"
)
_JUST = r"(?:(?:be|just|simply|only|then|probably|not|still|also|rather|go ahead and|try to|start|better) ){0,3}"
_I_WILL = (
    r"(?:(?:i|we|he|she|they) (?:will|am going to|are going to|is going to|shall|am|would|might|may|better|plan to"
    r"|want to|intend to)|going to|gonna|let me|imma|will)"
)
# "I take lithium" tells; "I'll take it", "so I take one then" announce.
_PLANS: Final = re.compile(
    rf"{_LEAD}{_I_WILL} {_JUST}(?:(?:{_SURE_VERB}|{_DOING})(?:$| {_THING}\b|(?: \w+){{1,3}}$)|{_VERB} {_THING}\b)"
    rf"|{_LEAD}(?:so|then) i {_JUST}{_VERB}(?: {_THING}){{1,3}}"
    rf"|{_LEAD}i {_JUST}{_VERB} (?:\w+ ){{1,3}}(?:then|instead)$"
)
_DOES: Final = re.compile(
    rf"(?:ok|okay|so|then|right|cool|great|well|alright|all right|fine|good|thanks|got it|yes|k) {_LEAD}"
    rf"(?:(?:just|only|not) )?(?:{_DOING}|{_VERB})(?: {_THING}){{1,4}}(?: \w+){{0,2}}"
)
_DOING_IT: Final = re.compile(rf"(?:just )?{_DOING}(?: {_THING}){{1,4}}{_TAIL}")
_AMOUNTS: Final = re.compile(
    rf"{_LEAD}(?:(?:just|only|maybe|or) ){{0,2}}(?:one|two|three|half|a (?:half|quarter|little|bit|few|couple|small one"
    r"|glass|beer|sip|pill|tablet|puff|dose|single one)|\d+(?: ?mg)?)"
    r"(?: (?:of (?:it|them|those)|(?:of |a )?(?:glass|beer|drink|pill|tablet|dose|puff|wine|each)))?"
    rf"{_TAIL}"
)
_HOW_MUCH: Final = re.compile(
    rf"{_LEAD}(?:how (?:many|much|often|late|little)|what dos(?:e|age)|which (?:one|ones|dose)|until when|till when)"
    r"(?: (?:of (?:it|them|those)|pills?|mg|milligrams?|tablets?|glasses|beers|drinks|a day|at once|then|can|could"
    r"|should|may|is|are|do|i|we|take|have|drink|use|skip|ok|okay|fine|safe|allowed|before|after|too much|max"
    r"|maximum|that|it|the)){0,7}"
)
# "Tylenol then", "wine instead": anything but what people say to end or go on with a talk.
_THIS_THEN: Final = re.compile(
    r"(?:(?:ok|okay|so|and|maybe|just|or|well|only) ){0,3}(?!(?:ok|okay|yes|yeah|no|nope|thanks|thank|bye"
    r"|goodbye|alright|all|fine|great|good|cool|right|sure|later|tomorrow|nothing|never|what|and|so|why|how|when|where"
    r"|about|who|until|since|back|well|see|just|next|till|go|start|begin|lets|let|please|sorry|maybe|now|i|we|questions?|that"
    r"|continue|stop|delete|forget|deal|night|cost|price|sessions?|someone|person|human|call|phone|can|could|do|is"
    r"|are|does|would|will|should)\b)\w+(?: \w+){0,2} (?:then|instead)"
)
_BARE_VERB: Final = re.compile(
    r"(?:(?:ok|okay|so|just|then|right|well|alright) ){0,3}(stop|skip|quit|halve|drop|pause|double|drink|drive|take)"
    r"(?: (?:it|them|that|one))?(?: then)?"
)
_DRINK_OR_DRIVE = (
    r"drink\w*|alcohol|wine|beers?|vodka|whisk(?:e)?y|booze|cocktails?|driv(?:e|es|ing)|pills?|tablets?|meds?"
    r"|medications?|medicines?|mg|smok\w+|weed|cannabis|cbd|thc|edibles?|joint|cocaine|mdma|shrooms|mushrooms|lsd|xanax"
    r"|valium|benzos?|zoloft|prozac|lexapro|lithium|adderall|ritalin|vyvanse|ssris?|tylenol|paracetamol|ibuprofen|advil"
    r"|aspirin|melatonin|painkillers?|antidepressants?|insulin|supplements?|grapefruit|nicotine"
)
_NAMES_A_SUBSTANCE: Final = re.compile(rf"\b(?:{_DRINK_OR_DRIVE})\b")
_SPEAKS_OF_TAKING: Final = re.compile(
    rf"\b(?:{_DRINK_OR_DRIVE}|tak(?:e|ing)|stop(?:ping)?|skip(?:ping)?|halv(?:e|ing)|quit(?:ting)?|taper(?:ing)?)\b"
)
# "I can't do this" and "I'm in" say something else, unless they come as what follows from the reply.
_SAYS_ELSE: Final = re.compile(r"\bcan not\b|\bi (?:am|was) (?:in|out)$")
_FOLLOWS: Final = re.compile(r"\b(?:so|then|means?|therefore|hence)\b")


def conclusion_in(text: str, matter: Matter, last_words: str, *, is_answering: bool = False) -> Conclusion | None:
    """What `text` concludes from `matter`, the bot's last word on anything; None where it concludes nothing.

    `last_words`: what the person wrote before it. `is_answering`: they are asked something else, so that only plain
    words on a verdict count. A bare "ok", "yes", "no" or "thanks" concludes nothing.
    """
    words = few_words(text, _MOST_WORDS)
    if not words or asks_for_cost(text) or (_SAYS_ELSE.search(words) and not _FOLLOWS.search(words)):
        return None
    # What the guide would do for its own was no word from anybody either.
    is_on_verdict = Kind.VERDICT_DECLINED in matter.kinds or asks_own_opinion(last_words)
    is_verdict = _SURELY_A_VERDICT.fullmatch(words) is not None
    if is_answering:
        return Conclusion.VERDICT if is_verdict and is_on_verdict and _FOLLOWS.search(words) else None
    before = plain_words(last_words)
    is_on_advice = _is_on_advice(matter, words, before) or speaks_of_changing_a_medicine(last_words)
    if is_verdict and (is_on_verdict or is_on_advice or matter.entries):
        return Conclusion.ADVICE if is_on_advice and not is_on_verdict else Conclusion.VERDICT
    is_on_taking = is_on_verdict and _SPEAKS_OF_TAKING.search(words) is not None
    if (is_on_advice or is_on_taking) and _announces(text, last_words, is_on_advice=is_on_advice):
        return Conclusion.ADVICE
    if is_on_advice and any(pattern.fullmatch(words) for pattern in (_AMOUNTS, _HOW_MUCH, _THIS_THEN)):
        return Conclusion.ADVICE
    if (is_on_verdict or is_on_advice) and _takes_leave(words):
        return Conclusion.ADVICE if is_on_advice and not is_on_verdict else Conclusion.VERDICT
    return None


def touches_on_advice(lately: Matter, recent: list[str]) -> bool:
    """Whether advice or a medicine was spoken of: in what the bot said lately, or in what the person wrote."""
    if Kind.ADVICE_DECLINED in lately.kinds or not _ON_SUBSTANCES.isdisjoint(lately.entries):
        return True
    return any(
        names_a_medicine(words) or speaks_of_changing_a_medicine(words) or _NAMES_A_SUBSTANCE.search(plain_words(words))
        for words in recent
    )


def _is_on_advice(matter: Matter, words: str, before: str) -> bool:
    """Whether it was about what they take or do, whatever the bot made of it."""
    if Kind.ADVICE_DECLINED in matter.kinds or _NAMES_A_SUBSTANCE.search(before) or names_a_medicine(before):
        return True
    return not _ON_SUBSTANCES.isdisjoint(matter.entries) and _SPEAKS_OF_TAKING.search(words) is not None


def _takes_leave(words: str) -> bool:
    if _MERE_TALK.fullmatch(words):
        return False
    return _LEAVE_TAKEN.fullmatch(words) is not None or _SO_YES.fullmatch(words) is not None


def _announces(text: str, last_words: str, *, is_on_advice: bool) -> bool:
    """Whether they will do something that was asked about: take, stop, drink, drive."""
    # "I'll stop it now" is a step, whatever is harmless in "now"; "skip it" is said to the guide unless it was advice.
    if announces_step(text, last_words) if is_on_advice else says_will_step(text):
        return True
    words, before = plain_words(text), plain_words(last_words)
    if _COMPLIES.search(words) or _HARMLESS.search(words):
        return False
    bare = _BARE_VERB.fullmatch(words)
    if bare is not None and re.search(rf"\b{bare[1]}", before) is None:
        # "Stop" and "skip it" are said to the bot, unless that very thing was asked about.
        return bare[1] not in ("stop", "skip", "quit", "pause", "drop")
    if bare is not None or _PLANS.match(words):
        return True
    return _DOES.fullmatch(words) is not None or _DOING_IT.fullmatch(words) is not None
