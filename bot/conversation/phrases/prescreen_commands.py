"""Short words with which people steer through the pre-screen: "back", "skip", "stop", "why do you ask?"."""

import re
from typing import Final

from bot.conversation.phrases.erasing_words import orders_erasure, speaks_for_keeping
from bot.conversation.phrases.plain_replies import FILLER, GAP, YES, counted
from bot.conversation.phrases.plain_words import few_words
from bot.library.likeness import small_letters
from bot.prescreen.moves import MoveKind

_MOST_WORDS = 9
_MOST_WORDS_AT_THE_REVIEW = 20

# What may stand before a command. No bare "i" nor "i can": "i quit" and "i can stop" tell of drinking.
_ADDRESS = (
    r"(?:ok|okay|k|please|pls|plz|just|now|no|nah|hi|hey|u[mh]+|er|h+m+|well|so|but|and|sorry|wait|hang on|hold on|oops"
    r"|whoops|oh|actually|maybe|then|(?:i made a )?mistake|(?:i pressed the )?wrong (?:one|button|thing|answer))"
)
_WISH = (
    r"(?:(?:can|could|may|shall|should) (?:we|i|you|u)|(?:we|you) can|(?:i|we)(?:'?ll| will)|i'?m (?:going to|gonna)"
    r"|(?:(?:i|we)(?:'?d| would)? )?(?:(?:really|just|also) )?(?:(?:want|like|love|prefer|need|have) to|wanna|gotta"
    r"|rather|want)|let'?s|let (?:me|us)|i (?:think|guess|suppose))"
)
_LEAD = rf"(?:(?:{_ADDRESS}|{_WISH})[ ,.!:-]+)*"
_END = (
    r"(?:[ ,]+(?:please|pls|plz|thanks|thank you|now|right now|for now|for today|here|then|it|this|that|this one"
    r"|that one|one|though|tho|if that'?s (?:ok|okay|all right|alright)))*[ .!?]*$"
)

_QUESTIONS = r"(?:(?:the |these |this |that |your )?(?:questions?|pre-?screen|form|questionnaire|rest)|these|this|it)"
_LATER = r"(?:later(?: on| today)?|(?:another|some other) (?:time|day)|next time)"
_STEP = r"(?:question|one|step|answer)"
_COMMANDS: Final = (
    # why do you need my number; why does it matter; why must i say that
    (
        MoveKind.WHY,
        r"(?:why|y)(?: on earth| exactly)? (?:do|did|would|are|is|does|should|must)"
        r" (?:you|they|u|the clinic|anyone)(?: (?:really|even|actually|have to|guys|all))*"
        r" (?:ask|asking|need|want|care|collect|wanna)\b[\w' -]*",
    ),
    (
        MoveKind.WHY,
        r"(?:why|y) (?:do|does|is|are|was|would|should|must|did) (?:i|we|it|this|that|these)"
        r"(?: (?:have|need) to)? (?:tell|answer|say|share|know|asked|needed|necessary|relevant|important|matter)\b"
        r"[\w' -]*",
    ),
    (MoveKind.WHY, r"why|(?:why|y) (?:though|tho)|why (?:you )?(?:ask|asking|need)"),
    (
        MoveKind.WHY,
        r"what(?:'s| is)? (?:that|this|it) for|what do you need (?:that|this|it) for|how is (?:that|this|it) relevant"
        r"|how come you (?:ask|need|want)(?: to know)?"
        r"|what(?:'s| has| does) (?:that|this|it) (?:got |have )?to do with it",
    ),
    (
        MoveKind.BACK,
        rf"(?:(?:go|step|take me|move|get) )?back(?: (?:a|one|to))?(?: (?:the )?(?:last|previous))?(?: {_STEP})?"
        rf"|(?:the )?(?:previous|last) {_STEP}(?: again)?|previous|undo"
        rf"|(?:change|correct|fix|redo) (?:my |the )?(?:last|previous)(?: {_STEP})?"
        r"|(?:delete|erase|remove|undo|clear) (?:(?:my |the |that )?(?:last|previous) (?:answer|one|question)"
        r"|my answer)",
    ),
    (
        MoveKind.SKIP,
        r"(?:skip|pass|next)(?: (?:on )?(?:it|this|that|one|question|the question|this question|that question))*"
        rf"|(?:move|go) on to the next(?: {_STEP})?|leave (?:it|this|that)(?: one)? (?:out|blank|empty)",
    ),
    (
        MoveKind.STOP,
        r"(?:stop|quit|cancel|exit|abort|enough|that'?s enough)"
        rf"(?: (?:it|here|asking(?: me)?|with|for me|{_QUESTIONS}))*"
        r"|end(?: here| (?:the|this) (?:questions?|pre-?screen|form|questionnaire)|(?! it\b| this\b))"
        r"|(?:no more|too many) questions"
        rf"|(?:i'?m|i am|we'?re) (?:all )?(?:done|finished)(?: with {_QUESTIONS})?"
        r"|(?:do|finish|continue|answer|complete|carry on|go on|come back|resume)(?: (?:with|to))?"
        rf"(?: {_QUESTIONS})? (?:{_LATER}|tomorrow|tonight|in a (?:bit|while|moment))|{_LATER}"
        r"|(?:i )?(?:don'?t|do not) want to (?:do|answer|continue|go on|carry on)"
        r"(?: (?:this|any ?more|with this|it|now))*"
        r"|(?:i )?(?:(?:take|need|want) )?a break|(?:i(?:'?ve)? )?(?:(?:have|need|got) to|gotta) (?:go|leave)|pause",
    ),
    (MoveKind.SHOW, r"(?:say|repeat|show)(?: me)? (?:that|it|the question)(?: again)?|(?:what|which) was the question"),
    (
        MoveKind.GO_ON,
        r"(?:continue|go on|carry on|resume|keep going)(?: (?:with )?(?:the )?(?:questions?|pre-?screen|form))?",
    ),
)
# Beside anything else these are part of an answer: "no sorry".
_BARE = (
    r"(?:(?:sorry|wait|huh|um+|h+m+)[ ,.?!]+)?(?:what|pardon|sorry|huh|again|repeat|come again|which question"
    r"|what did you ask(?: me)?)(?: please)?[ .?!]*$"
)
_PATTERNS: Final = (
    *((kind, re.compile(rf"{_LEAD}(?:{pattern}){_END}")) for kind, pattern in _COMMANDS),
    (MoveKind.SHOW, re.compile(_BARE)),
)

_MOST_WORDS_TO_AGREE = 14
_IT_ALL = r"(?:it|this|that|them|the questions|the pre-?screen|the form)"
_TAKING_UP = (
    rf"(?:yes+|yea+|yeah|yep|yup|si|oui|ja|sure|go ahead|(?:let'?s|i'?ll|i will|i can|we can|i want to|i'?d like to)"
    rf" (?:do|try|answer|start|begin|fill (?:in|out)|go)(?: {_IT_ALL})?(?: in| out)?|i'?m in"
    r"|(?:i(?:'?ve)? )?changed? my mind|i take (?:it|that) back|why not)"
)
_BEFORE_THAT = (
    r"(?:no|nope|wait|hang on|hold on|actually|sorry|oh|ok|okay|well|h+m+|u[mh]+|so|but|and|then|alright|all right|oops"
    r"|on second thoughts?|you know what|never ?mind|thinking about it|i meant|wrong button|my mistake)"
)
_AFTER_ALL: Final = re.compile(
    rf"(?:{_BEFORE_THAT}{GAP})*{_TAKING_UP}(?:{GAP}(?:{_TAKING_UP}|{_BEFORE_THAT}|after all|please|pls|now|thanks"
    r"|thank you|the questions|instead))*[ .!]*"
)

# At the consent alone: elsewhere "go" is no reply to anything.
_BEGINS: Final = re.compile(
    rf"(?:(?:{YES}|{FILLER}){GAP}){{0,4}}(?:(?:let'?s |lets )?go(?: (?:ahead|on|for it|then|now))?|start|begin|proceed"
    rf"|bring it on|hit me|fire away|shoot)(?:{GAP}(?:please|pls|then|now|thanks))?[\s.!]*"
)
# For words as `plain_words` leaves them. No "hit me", which tells of being hit.
_TO_ASK: Final = (
    r"(?:(?:with )?(?:the|your|those|these|all your|some) (?:questions?|pre ?screen|form)|with (?:it|them)|questions)"
)
_BIDS_TO_ASK: Final = re.compile(
    r"(?:(?:ok|okay|sure|yes|yeah|yep|alright|all right|well|so|then|right|great|cool|go on|hi|hello|please|i am"
    r"|i am ready"
    r"|ready when you are|let us go|and) ){0,4}"
    r"(?:fire away|shoot(?: away)?|ask away|go ahead(?: and)? (?:ask|shoot)(?: me)?(?: (?:away|anything|whatever))?"
    rf"|(?:just )?ask (?:me (?:away|{_TO_ASK})|away|{_TO_ASK}|your questions)|bring (?:them|it|the questions) on"
    rf"|(?:shoot|give) me {_TO_ASK}"
    rf"|let me have (?:the|your) questions|ready for (?:the|your) questions)(?: {_TO_ASK})?"
    r"(?: (?:then|please|pls|now|mate|friend|when (?:you are )?ready|i am ready|thanks)){0,3}"
)
_NAMES_QUESTIONS: Final = re.compile(r"\b(?:questions?|pre ?screen|form)\b")
_HOW_THEY_FEEL: Final = re.compile(
    rf"(?:{YES}{GAP}){{1,3}}(?:(?:but|though|and|even though|just|altho(?:ugh)?){GAP})?"
    r"(?:i'?m|i am|im|i feel|i'?m feeling|feeling|i get|i'?m just) (?:(?:a|bit|little|tad|very|so|really|kinda|kind of"
    r"|pretty|quite|super|just|rather|still|also|feeling|low key|scared and|nervous and) ){0,4}"
    r"(?:nervous|scared|anxious|afraid|worried|shy|shaky|tense|frightened|terrified|embarrassed|ashamed|stressed|uneasy"
    r"|apprehensive|overwhelmed|sad|emotional)(?: (?:about (?:it|this|that)|of (?:it|this|that)|now|though|tho|lol|too"
    r"|right now|sorry|tbh|honestly)){0,3}[\s.!]*"
)
_BACK_AGAIN: Final = re.compile(
    r"(?:(?:hi+|hey+|hello|ok|okay|so|well|good (?:morning|evening|afternoon)|sorry)[ ,.!:-]+){0,3}"
    r"(?:(?:it'?s me again|me again|i'?m (?:back|here) ?(?:again|now)?|back again|here again|i came back)[ ,.!:-]+)?"
    r"(?:(?:so|and|now|sorry)[ ,.!:-]+){0,2}"
)

_SEES_ANSWERS: Final = re.compile(
    r"(?:(?:ok|so|and|but|wait|sorry|hi|hey|um+|also|please|can you (?:tell|show|remind) me|tell me"
    r"|remind me)[ ,.]+){0,3}"
    r"(?:what(?:'?s| is| did| do| have| was)?|which|how did|show me(?: what)?|let me see(?: what)?)"
    r"(?: (?:did|do|have|has|is|was|answers?))?"
    r" (?:(?:you|u|i|we|my answers?)(?: (?:have|did|do))?(?: (?:put|write|wrote|written|record|recorded|note|noted|save"
    r"|saved|say|said|answer|answered|have|got|took|read|enter|entered|tell|told you|tell you|give|gave|given)"
    r"(?: (?:down|in|it|that|me))?)?"
    r"|(?:written|noted|recorded|put|saved)(?: down)?)"
    r" (?:for|about|on|to|at|under|as)\b[\w' ,-]{0,50}[ ?.!]*"
)

_TO_SEND = (
    r"(?:send|submit)(?: (?:it|them|that|this|all|everything|off|in|over|on|now|away|my answers"
    r"|to (?:them|the clinic|the clinician|you)))*"
)
_RIGHT = (
    r"(?:(?:it|that|this|everything|all|they)?(?:'?s| is| are|'?re)? ?(?:looks? |all )?correct"
    r"|(?:(?:it|that|this|everything|all of it)(?:'?s| is| looks?)|(?:all )?looks?|all) (?:all )?"
    r"(?:good|right|fine|ok|okay|great|perfect|true|accurate)(?: to me)?|that(?:'?s| is) (?:all|it|everything))"
)
_BESIDE_SENDING = rf"(?:{FILLER}|just|i want to|i'?d like to)"
# What a message that sends may be made of, each part matched by itself: in one pattern, "ok" can be read in two ways,
# and twenty of them in a million.
_MEANING: Final = tuple(re.compile(rf"(?:{part})(?![\w'])") for part in (YES, _TO_SEND, _RIGHT))
_BESIDE: Final = re.compile(rf"{_BESIDE_SENDING}(?![\w'])")
_GAP: Final = re.compile(GAP)
# "Ok", "fine", "cool thanks" and a thumbs-up may as well answer what was said beside the review, so they send nothing.
# One of these must be among the words.
_MEANS_TO_SEND: Final = re.compile(
    r"\b(?:yes+|yea+|yeah|yep|yup|yh|ye|ya|y|si|s\u00ed|oui|ja|send|submit|go ahead|go for (?:it|this|that)"
    r"|do (?:it|this|that)|please do|(?:is|are|'?s|'?re|all|looks?|everything) (?:all )?(?:correct|accurate|true)"
    r"|(?:is|are|'?s|'?re|looks?) right|correct|looks?|everything"
    r"|that(?:'?s| is) all(?! (?:good|fine|right|ok|okay|great)))\b"
)
_ASKS_TO_SEND: Final = re.compile(r"\b(?:send|submit)\b")
_CHANGES: Final = re.compile(
    r"\b(?:change|edit|correct|fix|wrong|mistakes?|errors?|redo|amend|different|update)\b"
    r"|(?:\b(?:not|isnt|arent)|n't)(?: \w+)? (?:right|true)\b"
)
_AMISS = (
    r"(?:chang(?:e|es|ed|ing)|edit(?:s|ed)?|fix(?:ed)?|wrong|mistakes?|errors?|redo|amend(?:ed)?|different"
    r"|updates?|typos?|add|missing|(?<=to )correct|corrections?)\b"
)
# "Nothing to change", "no mistakes", "i don't want to change anything". Not "no, number 3 is wrong".
_NOTHING_AMISS: Final = re.compile(
    r"\b(?:no (?:(?:more|further|need to|reason to|other) )*"
    r"(?=changes|mistakes?|errors?|edits|corrections?|updates|typos?|change(?: needed| necessary)?\W*$|(?<=to ))"
    r"|(?:i )?(?:nothing|not|never|(?:do|did|does|would|wo|need|is|are|was|have)n'?t)"
    r"(?:'s)? (?:(?:want|needs?|wish|have|has|like|think|see|find|notice|really|to|there|is|was|be|that|any|anything|a"
    rf"|it|looks?|seems?|made|make|else|here) )*){_AMISS}"
    r"(?: (?:any|anything|something|it|them|that|this|else|more|at all|there|here|with|now|of|in|my|the|answers?|needed"
    r"|necessary|to|make))*"
)
_NOT_NOW: Final = re.compile(rf"{_LEAD}not (?:right now|just now|now|yet|today|at the moment){_END}")


def command_in(speech: str) -> MoveKind | None:
    """The move that a short message asks for; None for anything else."""
    words = small_letters(speech)
    if counted(words) > _MOST_WORDS:
        return None
    return next((kind for kind, pattern in _PATTERNS if pattern.match(words)), None)


def begins_at_once(speech: str) -> bool:
    """Whether somebody who was asked to agree only says to go ahead: "ok go"."""
    is_begun = counted(speech) <= _MOST_WORDS and _BEGINS.fullmatch(small_letters(speech)) is not None
    return is_begun or bids_to_ask(speech)


def bids_to_ask(speech: str) -> bool:
    """Whether a short message only says that questions may be asked now: "fire away", "go ahead ask"."""
    return _BIDS_TO_ASK.fullmatch(few_words(speech, _MOST_WORDS_TO_AGREE)) is not None


def bids_without_naming(speech: str) -> bool:
    """Whether such a message names neither questions nor the pre-screen, and may be said to whoever speaks: "shoot"."""
    return bids_to_ask(speech) and _NAMES_QUESTIONS.search(few_words(speech, _MOST_WORDS_TO_AGREE)) is None


def agrees_with_feeling(speech: str) -> bool:
    """Whether somebody agrees and tells beside it only how they feel: "yes but im nervous"."""
    return counted(speech) <= _MOST_WORDS_TO_AGREE and _HOW_THEY_FEEL.fullmatch(small_letters(speech)) is not None


def goes_on(speech: str) -> bool:
    """Whether somebody goes on with what waits, also with a greeting before it: "hi im back can we continue"."""
    words = small_letters(speech)
    greeting = _BACK_AGAIN.match(words)
    return command_in(words[greeting.end() :] if greeting else words) is MoveKind.GO_ON


def asks_for_answers(speech: str) -> bool:
    """Whether somebody asks what stands there as an answer of theirs: "what did you put for heart"."""
    return counted(speech) <= _MOST_WORDS_TO_AGREE and _SEES_ANSWERS.fullmatch(small_letters(speech)) is not None


def agrees_after_all(speech: str) -> bool:
    """Whether someone who just said no takes it back: "actually yes". A bare "ok" or "fine" takes nothing back."""
    words = small_letters(speech)
    return counted(words) <= _MOST_WORDS_TO_AGREE and _AFTER_ALL.fullmatch(words) is not None


def command_when_leaving(speech: str) -> MoveKind | None:
    """Whether to keep or erase the answers, or to go on after all; None where that is not said clearly."""
    if command_in(speech) is MoveKind.GO_ON or orders_sending(speech):
        # Nothing is sent by a word said elsewhere than at the review, which is shown again.
        return MoveKind.GO_ON
    if speaks_for_keeping(speech):
        return MoveKind.KEEP
    return MoveKind.ERASE if orders_erasure(speech) else None


def orders_sending(speech: str) -> bool:
    """Whether a short message says that the answers are to be sent, and nothing else: "yes send it"."""
    words = small_letters(speech)
    is_brief = counted(words) <= _MOST_WORDS
    return is_brief and _sends(words) and _ASKS_TO_SEND.search(words) is not None


def command_at_review(speech: str) -> MoveKind | None:
    """Whether to send or to change something, or to show it all again where a word may mean as little as "I see"; None
    where nothing of that is said."""
    words = small_letters(speech)
    if _NOT_NOW.match(words):
        return MoveKind.STOP
    if counted(words) > _MOST_WORDS_AT_THE_REVIEW:
        return MoveKind.CHOOSE_EDIT if _CHANGES.search(words) else None
    rest = _NOTHING_AMISS.sub("", words)
    if rest != words and _ASKS_TO_SEND.search(rest):
        # "No, nothing to change, send it."
        rest = re.sub(r"^no\b", "", rest)
    if _sends(rest):
        return MoveKind.SEND if _MEANS_TO_SEND.search(rest) else MoveKind.SHOW
    if _CHANGES.search(rest):
        return MoveKind.CHOOSE_EDIT
    return MoveKind.SHOW if rest != words else command_in(speech)


def _sends(words: str) -> bool:
    """Whether words agree, send or say that all is right, and do nothing else."""
    # Each place in the words that such parts lead up to, and whether one of them meant something. A gap stands between.
    open_gap = _GAP.match(words)
    reached = {(open_gap.end() if open_gap else 0, False)}
    seen = set(reached)
    while reached:
        at, is_meant = reached.pop()
        parts = [(pattern, True) for pattern in _MEANING] + [(_BESIDE, is_meant)]
        for pattern, means in parts:
            found = pattern.match(words, at)
            if found is None or found.end() == at:
                continue
            gap = _GAP.match(words, found.end())
            here = (gap.end() if gap else found.end(), means or is_meant)
            if here[0] == len(words):
                if here[1]:
                    return True
            elif gap is not None and here not in seen:
                seen.add(here)
                reached.add(here)
    return False
