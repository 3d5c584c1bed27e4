"""What a message in the pre-screen asks beside what it tells: "no. what dose is it", "zoloft, should i stop"."""

import re
from typing import Final

from bot.conversation.phrases.asking_words import ASKING, asks_in_words
from bot.conversation.phrases.plain_replies import asks
from bot.library.likeness import small_letters

_ASKING = rf"(?:{ASKING}|does \w+)"
_ASKING_WITH = (
    r"(?:how (?:long|much|many|often|soon|bad|safe|far|big|strong|well|fast|quickly|likely|common|dangerous|come)\b"
    rf"|(?:what|how|when|where|who|which|why|wats|whats)(?! (?:i|he|she|my|it|that|they|we|you)\b)"
    rf"(?: \w+){{0,2}} {_ASKING}"
    r"|(?:what|how) (?:if|about)\b|what'?s (?:the|that|it|next)\b|what happens\b|why (?:not|though|tho)\b)"
)
_OPENS_ASKING: Final = re.compile(
    rf"(?:(?:so|and|but|ok|okay|wait|sorry|hi|also|btw|well|then|oh)[ ,]+)*(?:{_ASKING}|{_ASKING_WITH})"
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?\u2026])\s+|\n+"
    r"|(?<=[,;])\s+(?=(?:(?:and|but|so|also) )*(?:what|how|when|where|who|which|why|can|could|do|does"
    r"|is|are|will|would|should|am)\b)",
    re.IGNORECASE,
)
# "No how long is it", "yes am i out": a plain word, and the question right behind it.
_SHORT_REPLY: Final = re.compile(
    rf"((?:(?:ok|oh|um+|well|sorry)[ ,.]+)?(?:no|nope|nah|naw|never|none|yes|yeah|yep|yup)(?: (?:never|none"
    rf"|not at all))?)(?:[ ,.!-]+)((?:(?:and|but|so|then|also|btw) )?(?:{_ASKING}|{_ASKING_WITH}).*)",
    re.IGNORECASE | re.DOTALL,
)
_NO_IS: Final = re.compile(r"(?:no|yes) is\b", re.IGNORECASE)
# "A glass of wine w dinner thats ok right?": what is told stands before the wish for a word on it, without a stop.
_WELL = r"(?:ok|okay|fine|alright|all right|allowed|safe|bad|good|normal|a problem|an issue|too much)"
_ASKS_A_WORD: Final = re.compile(
    r"(.{3,200}?\w[,.!]?) ((?:(?:so|and|but) )?(?:that'?s|that is|is that|thats|is it|its|it'?s|that) "
    rf"(?:(?:still|all|really|not|not too|probably|surely) )?{_WELL}"
    r"(?:,? (?:right|yeah|yes|no|isn'?t it|or not|or no|correct|huh|for me))?(?: ?\?+| right| or not))[ .!]*",
    re.IGNORECASE,
)
_TREATMENT: Final = re.compile(r"\b(?:ketamine|ket|k|kap|it|this|session|sessions|dose|treatment|therapy)\b")
_ONESELF: Final = re.compile(r"\b(?:i|my|me|mine|i'?m|i'?ve|i'?ll)\b")
_OWN: Final = re.compile(
    r"\bmy (?!(?:boss|own|answers?|question|husband|wife|partner|family|employer|job|doctor|therapist|clinician)\b)\w"
    r"|\bi(?:'?ve| have| had| took| was| use| used| drink| smoke)\b"
    r"|\bi (?:still )?(?:keep|stay|continue|go on) (?:on|with|taking|using|drinking|smoking)\b"
)
_TAIL: Final = re.compile(r"\b(?:right|correct|ok|okay|or not|or no|huh|innit)$")

_THERE = r"(?= ?(?:$|[?.!,]|(?:with|if|then|now|anyway|or|after|right|for me)\b))"
_LEARNS: Final = re.compile(
    r"\b(?:is|are|will|would|can|could|does|do|might|may|who|who'?s|what if) (?!(?:i|you know)\b)"
    r"(?:[\w']+ ){1,5}?"
    r"(?:know|knows|find out|finds out|learn|learns|see|sees|read|reads|be told|get told|hear|hears|get to (?:see|know)"
    r"|be (?:informed|notified|contacted)|have access|get access|access)\b"
    r"(?= ?(?:$|[?.!,]|(?:about|of|it|this|that|i|what|my|the|these|them|to|if)\b))"
)
_VERDICT: Final = re.compile(
    r"\b(?:(?:did|do|have|will|would|am) i (?:even |still |actually |already )?(?:pass(?:ed)?(?! out)|fail(?:ed)?"
    r"|qualify|make it|made it|get in|got in|in|out|eligible|suitable|accepted|approved|rejected|disqualified|ok|okay"
    r"|good to go|fit|a (?:good |bad )?(?:candidate|fit)|ruled out|allowed|excluded|done for)\b"
    r"|can i (?:still |even |now |actually )?(?:do|have|get|try|take part|join|come)"
    rf"(?: (?:it|this|kap|ketamine|the (?:treatment|therapy)|in(?: it)?))?{_THERE}"
    r"|(?:what'?s|what is|give me|tell me|where'?s) (?:the|my|your|ur|a) (?:verdict|results?|score|outcome|decision)\b"
    r"|(?:does|do|will|would|could|can|is|did) [\w' ]{0,40}?(?:rule|count|knock|exclude|disqualify|stop|cancel|bar) me"
    rf"(?: out| from (?:it|this|kap|doing it|having it))?{_THERE}"
    r"|(?:does|do|will|would|so) [\w' ]{0,20}?means? (?:that )?(?:i'?m|i am|i can|i can'?t) (?:\w+ )?"
    r"(?:safe|ok|okay|out|in|fine|eligible|suitable|allowed|good|not|have|do|disqualified|ruled)\b"
    r"|(?:so|then) (?:that'?s|that is|it'?s|is that|is it) an? (?:no|yes|no[ -]go|deal ?breaker)"
    r"(?= ?(?:[?]|(?:then|right|for me|huh)\b))"
    rf"|is (?:that|it|this) (?:a |an )?(?:problem|deal ?breaker|no[ -]go|issue|disqualifier|risk){_THERE}"
    r"|is (?:it|that|this) (?:still )?safe for me\b"
    rf"|(?:so|then) (?:i'?m|am i) (?:in|out|eligible|accepted|disqualified|suitable|approved|safe){_THERE})"
)
_MEDICINE_CHANGE: Final = re.compile(
    r"\b(?:(?:i'?ll|i will|i'?m|i am|im|gonna|going to|i can|can i|should i|shall i|could i|do i|must i|may i|i should"
    r"|i could|i might|have to|need to|want to|better|i'?d|let me) (?:just |always |then |simply |have to |need to "
    r"|maybe |probably |gonna |going to |easily |also |better |first )*"
    r"(?:stop(?:ping)?|quit(?:ting)?|skip(?:ping(?! ?(?:$|[?.!,])))?|come off|coming off|get off|getting off"
    r"|go off|going off|be off|drop(?:ping)?|pause|pausing|halve|halving"
    r"|cut(?:ting)?|taper(?:ing)?|wean(?:ing)?|reduce|reducing|lower(?:ing)?|double|take (?:less|more|half|extra)"
    r"|not take|miss)(?: (?:taking|down on|down|back on|off|out))?)"
    r"(?= ?(?:$|[?.!,]|it\b|them\b|that\b|those\b|mine\b|my\b|all\b|one\b|taking\b|before\b|for\b|on\b|or\b|then\b"
    r"|now\b|first\b|the day\b|altogether\b))"
)


def told_and_asked(text: str, *, is_story: bool = False) -> tuple[str, str]:
    """What a message tells before it asks, and the sentences that ask; either may be empty.

    What comes after a question belongs to it: "How long is one session? My sister wants to know." A sentence that
    merely opens like a question, as "when i was twenty", stands in both. `is_story`: whether any sentence without a
    question mark is part of what is told.
    """
    whole = text.strip()
    brief = _SHORT_REPLY.fullmatch(whole)
    if brief is not None and not is_story and not _NO_IS.match(whole):
        return brief[1], brief[2]
    beside = _ASKS_A_WORD.fullmatch(whole)
    if beside is not None and not asks(beside[1]) and not surely_asks(beside[1]):
        return beside[1], beside[2]
    sentences = [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]
    asked = [each for each in sentences if each.endswith("?") or (not is_story and surely_asks(each))]
    if not asked:
        # "When i was manic i heard voices" opens like a question, and asks nothing.
        return text, " ".join(each for each in sentences if asks(each) and (asks_in_words(each) or surely_asks(each)))
    return " ".join(sentences[: sentences.index(asked[0])]), " ".join(asked)


def surely_asks(sentence: str) -> bool:
    """Whether a sentence opens as only a question does, also without its mark, or as a wish for a verdict."""
    words = small_letters(sentence)
    return _OPENS_ASKING.match(words) is not None or _VERDICT.match(words) is not None


def asks_who_learns_of_it(text: str) -> bool:
    """Whether someone asks if another person will know, see or be told: "is my boss gonna know"."""
    return _LEARNS.search(small_letters(text)) is not None


def asks_for_verdict(text: str) -> bool:
    """Whether someone asks, or takes as said, whether they may have it: "did i pass", "so thats a no then"."""
    return _VERDICT.search(small_letters(text)) is not None


def asks_somewhere(text: str) -> bool:
    """Whether any sentence of a text surely asks: an "is it?" at the end of a guess is none."""
    return any(surely_asks(sentence) for sentence in (*_SENTENCE_END.split(text), told_and_asked(text)[1]) if sentence)


def is_tagged(text: str) -> bool:
    """Whether a text asks to be agreed with at its end: "i can skip it that day right"."""
    return _TAIL.search(small_letters(text).rstrip(" .!?")) is not None


def plans_a_change(text: str) -> bool:
    """Whether someone says or asks that they will stop or change what they take, also where only "it" is named."""
    return _MEDICINE_CHANGE.search(small_letters(text)) is not None


def asks_for_a_word(text: str) -> bool:
    """Whether a text tells something and asks to hear that it is all right: "wine w dinner, thats ok right?"."""
    return _ASKS_A_WORD.fullmatch(text.strip()) is not None


def is_about_treatment(text: str) -> bool:
    """Whether a question is about the treatment and not about the one who asks: "is ketamine addictive"."""
    words = small_letters(text)
    return _TREATMENT.search(words) is not None and _ONESELF.search(words) is None


def speaks_of_oneself(text: str) -> bool:
    """Whether a question is about the one who asks: "how do i go on", "will my murmur matter"."""
    return _ONESELF.search(small_letters(text)) is not None


def speaks_of_own(text: str) -> bool:
    """Whether a question names what is the person's own: "is my murmur a problem", "can i keep taking it"."""
    return _OWN.search(small_letters(text)) is not None
