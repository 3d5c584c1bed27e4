"""What people say at a question of the pre-screen that answers nothing: "hold on", "wdym", "show me my answers"."""

import re
from enum import Enum, auto
from typing import Final

from bot.conversation.phrases.erasing_words import orders_keeping
from bot.conversation.phrases.own_answers import asks_what_is_held
from bot.conversation.phrases.pauses import is_away
from bot.conversation.phrases.plain_replies import counted
from bot.conversation.phrases.prescreen_commands import command_in
from bot.library.likeness import small_letters
from bot.prescreen.moves import MoveKind

_MOST_WORDS = 16


class Remark(Enum):
    """What such a message is. Where there are two of them, the later one here counts."""

    PAUSE = auto()
    UNANSWERED = auto()
    PUZZLED = auto()
    SLIP = auto()
    MAY_SKIP = auto()
    ANSWERS = auto()
    KEEP = auto()
    WEARY = auto()
    STOP = auto()


_LEAD = (
    r"(?:(?:ok|okay|k|oh|ah|so|but|and|well|now|sorry|please|pls|plz|hi|hey|u[mh]+|er+|h+m+|wait|actually|just|then"
    r"|oops|whoops|ugh|omg|lol|god|man)[ ,.!]+)*"
)
# Beside "ok" and "this is too much" a yes or no is the answer.
_YES_OR_NO = r"(?:(?:no|nope|yes|yeah)[ ,.!]+)?"
_END = r"(?:[ ,]+(?:please|pls|plz|thanks|thank you|thx|again|now|so far|then|though|tho|sorry|here|lol))*"
_MOMENT = r"(?:(?:sec|second|minute|min|moment|mo|bit|while)s?)"
# Not "it": "I can't take it anymore" tells of a medicine.
_THIS = r"(?:this|these|(?:all )?(?:of )?(?:this|these|the|your)(?: (?:stuff|form|thing|quiz|survey))?(?: questions?)?)"
_MINE = (
    r"(?:(?:all |everything |the )?(?:of )?(?:(?:my|the) (?:previous |earlier |old |other |last )?"
    r"(?:answers?|replies|responses?|data)|what(?:ever)? (?:(?:i'?ve|i have|i)|we(?:'ve| have)?) (?:already )?"
    r"(?:answered|said|put|told(?: (?:you|u))?|wrote|written|typed|entered|have so far|given(?: (?:you|u))?)"
    r"(?: down| in)?"
    r"|everything (?:i'?ve|i have|i) (?:answered|said|put|told(?: (?:you|u))?|wrote|written|typed|entered)))"
)
_ANY = r"(?:some|any|one|all|a few|few|most|parts?|certain|questions?)"
_REMARKS: Final = {
    Remark.PAUSE: (
        r"(?:ok+|okay|okey|k+|kk|alright|all right|right|cool|h+m+|u[mh]+|er+m?|oh|ah+|wait|waiting|hold up|hold on"
        r"|hang on|hold please|lol|ha(?:ha)+|whoa|wow|interesting|got it|i see|gotcha|roger"
        r"|(?:let'?s|lets) (?:go|do (?:this|it)|begin|start|get going)|i'?m (?:ready|here|back now|still here|thinking)"
        r"|ready|brb|be right back|still (?:here|thinking)|thinking"
        r"|let me (?:think|see|check|look|remember|find out|ask)"
        r"(?: (?:about|on|over|for|it|that|this|a|again|first|my \w+|the \w+)| %(moment)s){0,5}"
        r"|(?:(?:i'?ll|i will|i) )?(?:have|need|got) to (?:think|check|look)(?: (?:about|on|it|that|this|up|for|a)"
        r"| %(moment)s){0,4}"
        r"|(?:just )?(?:give|gimme|gimmie)(?: me)? (?:a|one|1|another|some|two|2|five|5|few) (?:%(moment)s|time)"
        r"|(?:no )?(?:wait|hang on|hold on)|(?:just )?(?:(?:wait|hang on|hold on|for|just) )?(?:a|one|1) (?:quick )?"
        r"(?:sec|second|minute|min|moment|mo)"
        r"|how (?:many|much) (?:more|longer)(?: (?:questions?|of (?:these|them)|is (?:this|it)|are (?:there|left)|left"
        r"|to go|will (?:this|it) take|does (?:this|it) take|do i have))*"
        r"|how many (?:questions?|of these) (?:are )?(?:there|left)|are we (?:there|done|finished)(?: yet)?"
        r"|(?:are we |am i )?(?:nearly|almost) (?:done|there|finished)"
        r"|(?:i )?need (?:a|one|some) (?:more )?(?:%(moment)s|time)(?: to think)?|i (?:was|am) thinking"
        r"|(?:un|one|deux|een) (?:momento|moment|instant)|momento|moment(?: mal)?)"
    ),
    Remark.UNANSWERED: (
        r"(?:(?:you|u|that|this|it) (?:still |just |totally |completely )?(?:(?:did|have|has|do|does) ?n[o']?t"
        r"|never|ignored?|skipped|dodged|missed)(?: (?:really |even |actually )?(?:answer(?:ed|s)?|reply to"
        r"|respond to|read))? (?:my|the) (?:\w+ )?question"
        r"|(?:you|u|that|this|it) (?:still |just |really |even )?(?:(?:did|have|has|do|does) ?n[o']?t|never)"
        r"(?: (?:really|even|actually))? answer(?:ed)?(?: (?:me|that|it|what i asked))?"
        r"|(?:that'?s|that is|this is|it'?s) not what i (?:asked|wanted to know|meant)"
        r"|(?:i )?(?:asked|had asked|was asking) (?:you )?(?:a|another|something|my)"
        r" (?:question|else|different question)"
        r"|answer (?:my|the) question(?: first)?|what about my question|my question(?: first)?)"
    ),
    Remark.PUZZLED: (
        r"(?:wdym|wym|what (?:do|did) (?:you|u|ya) mean(?: (?:by|with) (?:that|this|it))?"
        r"|(?:what|wat|wot|wut) (?:does|do) (?:that|this|it) (?:even )?mean|what is (?:that|this)|\?+"
        r"|(?:(?:i'?m|i am|i) )?(?:do not|don'?t|dont|didn'?t|didnt|not|can'?t|cannot|cant) (?:really |quite |even )?"
        r"(?:understand(?:ing)?|get|following|follow|getting)(?: (?:it|that|this|you|u|the question|this question|what"
        r" (?:you|u|that) means?|what (?:you|u)(?:'re| are)? asking))?"
        r"|(?:(?:i'?m|i am) )?(?:so |a bit |very )?confused(?: (?:now|by (?:this|that|it)))?|(?:this|that|it) is"
        r" confusing"
        r"|no (?:entiendo|comprendo|entendi|entend\u00ed)(?: (?:nada|la pregunta|esto))?|que significa(?: eso| esto)?"
        r"|(?:je )?(?:ne )?comprends pas|(?:ich )?verstehe? (?:ich )?(?:das |die frage )?nicht|no capisco|nao entendi"
        r"|(?:i )?(?:do not|don'?t|dont) (?:speak|read)(?: (?:any|much|good))? english"
        r"|(?:espa\u00f1ol|espanol|en espa\u00f1ol|en espanol|deutsch|fran[c\u00e7]ais)(?: por favor| bitte)?)"
    ),
    Remark.SLIP: (
        r"(?:(?:(?:i|my finger|that was)(?: \w+)? )?(?:(?:pressed|hit|tapped|clicked|pushed|chose|picked|touched|sent"
        r"|slipped) )?(?:on )?(?:the |a |my )?(?:wrong|incorrect) (?:button|one|key|answer|choice|option|box|thing)"
        r"|(?:that(?:'s| was| is|s)? )?(?:my |a )?(?:typo|mis-?click(?:ed)?|mistap(?:ped)?)|that was an accident|oops+"
        r"|whoops|my bad"
        r"|(?:i )?mis-?(?:clicked|tapped|typed|read|spoke|pressed)(?: (?:it|that|the (?:last )?question))?"
        r"|(?:that was |it was |i )?(?:(?:pressed|hit|tapped|clicked|sent|answered) )?(?:it |that )?"
        r"(?:by (?:mistake|accident)|accidentally)|wrong"
        r"|(?:i |that was |it was )?(?:a |made a |my )mistake|(?:i )?(?:didn'?t|did not|didnt) mean (?:to|that|it|to "
        r"(?:press|tap|hit|click|send|say|put) (?:that|it|this|the button))"
        r"|(?:i (?:want|need|would like|'?d like) to |can i |let me |how do i )?(?:change|correct|fix|redo|edit)"
        r" (?:that|what i (?:just )?(?:said|put|wrote|tapped)|the one (?:before|above)|that (?:one|answer)"
        r"|(?:the|my) answer(?: (?:before|above))?))"
    ),
    Remark.MAY_SKIP: (
        r"(?:(?:can|could|may|am i allowed to|is it (?:ok|okay|fine) (?:if i|to))(?: i| you)? (?:just )?"
        rf"(?:skip|leave out|pass on|not answer|leave)(?: (?:{_ANY}|of|them|these|this|those|the|out|blank|questions))+"
        rf"|(?:do|must|should) (?:i|we) (?:really |have to |need to |gotta )*(?:answer|do|fill in|fill out|complete)"
        rf" (?:all|every|each|any|everything|them|these|this|it|{_ANY})(?: (?:of|one|them|these|this|the|questions?))*"
        r"|are (?:these|they|all of (?:these|them)|the questions) (?:all )?(?:mandatory|required|optional|compulsory"
        r"|necessary|needed)|is (?:this|it|that|this one) (?:mandatory|required|optional|compulsory|necessary|a must)"
        r"|which (?:ones|questions) can i (?:skip|leave out))"
    ),
    Remark.ANSWERS: (
        r"(?:(?:(?:can|could|may) (?:i|you|u|we) |(?:i'?d|i would|i) (?:want|like|need) to |i wanna |let me |let'?s )?"
        r"(?:please |just )?(?:show|see|view|list|read|review|check|display|give|look at|look over|read back|go over)"
        rf"(?: me)?(?: back)? (?:{_MINE}|everything|all of (?:it|them)|it all|them all)(?: back)?"
        rf"|(?:what (?:are|were|is|was)|where (?:are|is)) {_MINE}|what (?:do|did|have) (?:you|u) (?:have|get|got|put"
        r"|save|saved|written?|note|noted|record|recorded)(?: down)?(?: (?:of|on|about|for) me| so far| from me)?"
        r"|(?:what|which) (?:did|have|had) i (?:just |already )?(?:answer(?:ed)?|say|said|put|tell|told|write|written"
        r"|type|typed|enter|entered|give|given)(?: (?:down|in|you|u|before|last|earlier|so far|there|for (?:that|it)))*"
        r"|my answers)"
    ),
    Remark.WEARY: (
        r"(?:(?:that'?s|this|this is|that is|there are|these are|all (?:of )?this is)"
        r" (?:(?:just|really|all|way|getting|a bit|far|becoming|is|quite) )*"
        r"(?:(?:too|so) (?:much|many|long|hard|heavy)|a lot|overwhelming)"
        r"(?: (?:for me|right now|today|now|questions|of questions|to answer))*|(?:too|so) many questions"
        r"|(?:(?:i'?ve|i have|i) )had enough(?: of (?:this|these|it))?"
        r"|(?:(?:i'?m|i am|i) )?(?:just )?(?:can'?t|cannot|cant|can not) (?:do|take|face|handle|answer|deal with"
        rf"|keep doing|go on with|continue with) {_THIS}(?: (?:any ?more|right now|today|now))*"
        r"|(?:(?:i'?m|i am|i) )?(?:so |really |getting |too |just )*(?:tired|sick|exhausted|fed up|bored)"
        rf" (?:of|with|by|from) {_THIS}(?: (?:questions?|now|already))*)"
    ),
    Remark.STOP: (
        r"(?:(?:(?:that'?s|that is|it'?s) )?enough(?: (?:of (?:this|these|it)|questions|now|already"
        r"|for (?:today|now|one day|tonight|me)))+"
        r"|(?:can|could|may) (?:i|we) (?:continue|finish|do (?:this|the rest)|come back|go on|carry on)"
        r"(?: (?:this|it|the rest))?(?: (?:later(?: on)?|tomorrow|tonight|another (?:time|day)|some other time"
        r"|in a (?:bit|while)))"
        r"|(?:i'?ll|i will) (?:come|be) back(?: (?:to (?:this|it)|later|tomorrow|tonight|another (?:time|day)))+)"
    ),
}
_BARE = (Remark.PAUSE, Remark.WEARY)
_PATTERNS: Final = {
    kind: re.compile(rf"{_LEAD}{'' if kind in _BARE else _YES_OR_NO}(?:{pattern.replace('%(moment)s', _MOMENT)}){_END}")
    for kind, pattern in _REMARKS.items()
}
# "Stop this is too long": the reason beside the word says that it is about these questions. "Stop smoking in may" and
# "i get tired when i stop" tell of something else, so nothing else may stand there.
_SO_MUCH = r"(?:(?:just|really|all|way|getting|a bit|far|becoming|quite|so|too|very|taking|takes|feels?|feeling)[ ]+)*"
_REASON = (
    rf"(?:(?:it'?s|it is|its|that'?s|that is|this is|this|these are|there are|there is|it|this form is) {_SO_MUCH}"
    r"(?:long|much|many|hard|heavy|a lot|overwhelming|boring|annoying|stupid|silly|pointless|useless|personal|private"
    r"|intrusive|invasive|slow|stressful|upsetting|exhausting|tiring|forever|ages|enough)"
    r"(?: (?:for me|now|today|right now|time|questions|of questions))*"
    rf"|(?:i'?m|i am|im|i feel|i'?ve|i get) {_SO_MUCH}(?:tired|exhausted|bored|overwhelmed|fed up|stressed|upset|busy"
    r"|done|uncomfortable|not comfortable|sleepy|annoyed|worn out|had enough|not ready|not in the mood)"
    rf"(?: (?:of|with|by|from) {_THIS})?(?: (?:now|today|right now|already))*"
    r"|(?:i )?(?:do not|don'?t|dont) (?:want|wanna|like|feel like|feel comfortable|have (?:the )?(?:time|energy))"
    r"(?: (?:to|with|for|doing|do|answer|answering|go on|continue|any ?more|more|questions|this|these|it"
    r"|now|today)){0,6}"
    r"|(?:i )?(?:can'?t|cannot|cant) (?:do|answer|handle|take|face) (?:this|these)"
    r"(?: (?:any ?more|now|today|right now))*"
    r"|(?:i )?(?:need|want|have|got|gotta)(?: to)? (?:a break|go|leave|rest|sleep|stop)(?: now)?"
    r"|(?:too|so) (?:long|much|many)(?: questions)?|enough(?: (?:is enough|already|now|questions|of (?:this|these)))*)"
)
_STOP_IT = (
    r"(?:(?:i said|please|pls|just|can (?:we|you|i)|could (?:we|you)|let'?s|lets|so|ok|okay|no|and)[ ,.!]+){0,3}"
    r"(?:stop|quit|enough)(?: (?:it|this|that|here|now|please|pls|asking(?: me)?|the questions|these questions))*"
)
_BESIDE_A_REASON = r"(?:(?:because|cos|cuz|bc|since|as|and|so|but|no|god|ugh|omg|sorry|please)[ ,.!]+){0,2}"
_STOPS_FOR_A_REASON: Final = re.compile(
    rf"{_LEAD}(?:{_STOP_IT}[ ,.!-]+{_BESIDE_A_REASON}{_REASON}|{_REASON}[ ,.!-]+{_STOP_IT}"
    rf"|{_STOP_IT}(?:[ ,.!-]+{_STOP_IT})+){_END}"
)
_CLAUSE_END: Final = re.compile(r"[.!?,;\u2026]+(?: |$)")
_MARKS = " .!,;\u2026-"
_NAMES_ANSWERS: Final = re.compile(r"\b(?:answers?|everything|progress|replies|responses)\b")


def remark_in(speech: str) -> Remark | None:
    """What a message is that is made of such remarks and nothing else; None for any other."""
    words = small_letters(speech)
    if not words or counted(words) > _MOST_WORDS:
        return None
    if orders_keeping(speech) and _NAMES_ANSWERS.search(words):
        return Remark.KEEP
    if _STOPS_FOR_A_REASON.fullmatch(words.strip(_MARKS)):
        return Remark.STOP
    whole = _of(words)
    if whole is not None:
        return whole
    if is_away(speech):
        return Remark.PAUSE
    if asks_what_is_held(speech):
        return Remark.ANSWERS
    found = [_of(clause) for clause in _clauses(words)]
    kinds = [kind for kind in found if kind is not None]
    return max(kinds, key=lambda kind: kind.value) if kinds and len(kinds) == len(found) else None


def _clauses(words: str) -> list[str]:
    return [clause for clause in _CLAUSE_END.split(words) if clause.strip(_MARKS)]


def _of(clause: str) -> Remark | None:
    bare = clause.strip(_MARKS)
    bare = bare.rstrip("? ") or bare
    found = next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(bare)), None)
    return found or (Remark.STOP if command_in(clause) is MoveKind.STOP else None)
