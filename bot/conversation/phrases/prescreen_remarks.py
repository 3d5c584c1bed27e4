"""What people say at a question of the pre-screen that answers nothing: "hold on", "wdym", "show me my answers"."""

import re
from enum import Enum, auto
from typing import Final

from bot.conversation.phrases.erasing_words import orders_keeping
from bot.conversation.phrases.plain_replies import counted
from bot.conversation.phrases.prescreen_commands import command_in
from bot.library.likeness import small_letters
from bot.prescreen.moves import MoveKind

_MOST_WORDS = 16


class Remark(Enum):
    """What such a message is. Where there are two of them, the later one here counts."""

    PAUSE = auto()
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
    whole = _of(words)
    if whole is not None:
        return whole
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
