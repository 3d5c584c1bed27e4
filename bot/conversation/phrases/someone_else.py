"""Whether a request for a verdict is about another person than the one who writes, and who fills in a form for one."""

import re
from typing import Final

from bot.conversation.phrases.asking_words import asks_in_words
from bot.conversation.phrases.patterns import any_of
from bot.safety.normalisation import plain_letters

_KIN = (
    r"(?:(?:step|half|grand|god|foster|great)[ -]?)*"
    + any_of(
        "mum mom mam mama mummy mommy mother dad daddy father papa pa nan nana gran granny grandma grandpa grandad "
        "granddad sister sis brother bro son daughter wife missus husband hubby hubbie aunt auntie aunty uncle cousin "
        "niece nephew fiancee? eldest youngest parents? siblings? twin"
    )
    + "(?:[ -]in[ -]law)?"
)
_HOUSEMATE = any_of(
    "neighbou?r flatmate roommate housemate lodger friend mate buddy partner spouse boyfriend girlfriend bf gf"
)
PERSON: Final = (
    rf"(?:{_KIN}|{_HOUSEMATE}|kids?|child|children|teen|teenager|boy|girl|lad|baby|ex|other half|better half|colleague"
    r"|co-?worker|boss|teacher|patient|client|student|pupil|resident|carer|relative|family member|loved one"
    r"|(?:person|someone) i (?:know|love|care for))"
)
"""A pattern for a person that one may ask about, in plain letters."""

_WHOSE = "(?:my|our|the|an?|his|her|their|this|that|me|one of my)"
# Not "my sister's schizophrenia": that is an illness in the family, and the question may well be about oneself.
# And no article before a man or a woman: "would they take a man with a scarred liver" is mostly that man's question.
_NAMED = (
    rf"(?:{_WHOSE} (?:[\w-]+ ){{0,2}}?{PERSON}|{_KIN}"
    r"|(?:my|our|this) (?:\w+ )?(?:man|woman|bloke|fella|lady|gentleman|guy|chap))(?!'s?\b|s\b)\b"
)
_OTHER = rf"(?:{_NAMED}|he|she|(?:someone|somebody) else|another person)\b"
_ASKS = rf"{any_of('can cn could cud would wud will should may might is was does has shall must')}(?:n'?t| not)?"
_VERDICT = (
    r"(?:eligible|qualif\w+|(?:\w+ )?candidate|suitable|allowed|accepted|safe|ok|okay|fine|fit|able|a no|off the list"
    r"|pass|good to go|barred|excluded|rejected|refused|considered|taken|get in|got no chance|in the running)"
)


def _one_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_FOR_ANOTHER: Final = _one_of(
    # can my sister have it; is he eligible; a straight answer on whether she is
    rf"\b(?:{_ASKS}|whether|reckon|suppose) (?:(?:really|even|ever|still|also|be|maybe|such) )?{_OTHER}",
    # are my parents eligible; would they be
    rf"\b(?:are|do|were) {_WHOSE} (?:[\w-]+ ){{0,2}}?(?:kids|children|parents|patients|clients|friends)\b",
    r"\b(?:are|would|could|can|will|should) they (?:be|get in|qualify|eligible|candidates?|allowed)\b",
    # safe for him; on behalf of a client; would they take her; does that rule her out
    r"\b(?:for|on behalf of|in|about|(?:people|someone|somebody) like) "
    rf"(?:(?:him|her|them)\b|{_NAMED}|(?:someone|somebody) else|another)",
    r"\bon behalf of (?!me\b|myself\b)",
    rf"\b(?:take|accept|treat|see|have|let|refuse|clear|consider|help|put|admit|do) (?:him|her|{_NAMED})\b",
    r"\b(?:turn(?:ed)? (?:him|her|them) (?:away|down)|rules? (?:him|her|them) out|(?:accept|treat|refuse) them)\b",
    r"\b(?:given|offered|open|available|said|no|yes) to (?:him|her|them)\b|\bpeople like (?:him|her|them)\b",
    r"\b(?:cost|stop|bar|against|exclude|disqualif\w+|get) (?:him|her)\b",
    # she can take it or no; he allowed
    r"\b(?:he|she)(?: (?:can|may|could|would|will|gonna|get)|'?d)? (?:to )?(?:be|can|may|could|have|take|get|do|or)\b",
    rf"\b(?:he|she|{_NAMED})(?:'?s| is| be)? (?:(?:a|an|not|still|even|ever|also|too) )*{_VERDICT}\b",
)
_TAKE = any_of("accept take have let refuse treat turn turned approve clear see reject bar touch want give consider")
_FOR_ONESELF: Final = _one_of(
    # can I; my husband says no, but could I
    rf"\b(?:{_ASKS}|am|do|did|have) (?:we|i)\b(?! (?:see|tell|know|ask|hope|find out|right|wasting|correct)\b)",
    r"\bi (?:can(?:'?t|not)?|could(?:n'?t)?|should(?:n'?t)?|may|might) (?:have|do|get|take|try|start)\b",
    rf"\bi(?:'?m|'?d|'?ll| am| would| will| can| could| should)?(?: \w+){{0,2}} {_VERDICT}\b",
    # would they take me; rule me out; for somebody like me
    rf"\b{_TAKE}"
    r" (?:it )?(?:to )?(?:me|us)\b",
    r"\b(?:exclude|risk|allow|do|cancel|rules?|ruled|stop|disqualif\w+|against|(?:yes|no) to|knock) (?:me|us)\b",
    r"\b(?:for|like|suits?|with|on|to|be|its|it's|thats|that's|is it|as|ie|i\.e\.?|being) (?:me|myself|us)\b"
    r"(?! (?:mum|mam|dad|mate))",
    r"\bmy (?:exact |own |kind of )?(?:problems|history|chances|case|position|situation)\b",
    r"\bme too\b|\bi am (?:he|she)\b|\basking as the\b",
)
# "Can I get it for my mum" and "can I book my husband in".
_ERRAND: Final = re.compile(
    r"\b(?:can|could|may|should|do|am|will|would) i (?:[\w']+ ){0,4}?"
    rf"{any_of('for to send bring book sign enroll? refer put get register tell give let')} (?:him|her|them|{_NAMED})\b"
)
# "My wife has lupus." "Hes got a stent." Not what she reckons: that may be about the writer.
_BEING = rf"(?= (?:on|got|a|an|had|been|in|not|so|very|always|bipolar|diabetic|pregnant|\d+|{any_of('\\w+teen')})\b)"
_SUBJECT: Final = re.compile(
    r"(?:^|[.!?,;:\n] ?|\b(?:and|but|so|what if|as) )"
    rf"(?:{_NAMED}|(?:{_WHOSE} (?:\w+ )?)?{PERSON}'?s{_BEING}|{_HOUSEMATE}(?! of mine)|he|she|hes|shes|he's|she's)\b"
    rf"(?! {any_of('died passed killed says? said reckons? thinks? told sent asked left')}\b| wants me)"
)
_I_ANYWHERE: Final = re.compile(r"\b(?:i|i'?m|i've|ive|i'd|i'll|me|myself|mine)\b")


def asks_for_someone_else(text: str) -> bool:
    """Whether a request for a verdict is about another person. One that is about the writer too is the writer's."""
    plain = plain_letters(text)
    is_errand = _ERRAND.search(plain) is not None
    if _FOR_ONESELF.search(_ERRAND.sub(" ", plain)):
        return False
    if is_errand or _FOR_ANOTHER.search(plain):
        return True
    return _SUBJECT.search(plain) is not None and _I_ANYWHERE.search(plain) is None


# The form for another. A wife who is the reason, a mother who drank, a child one wants to be well for: these belong to
# one's own story, so nothing counts here but the filling in itself, or a question whether the other may have it.
_ONE = (
    r"(?!(?:[\w-]+ ){0,3}?(?:baby|kids|children)\b)"
    rf"(?:(?:him|her|them)\b(?! \w+)|{_NAMED}|(?:someone|somebody) else\b)"
)
_FOR: Final = rf"(?:for|on behalf of|about|instead of) {_ONE}"
_FORM = r"(?:this|that|it|these|the|in|out|up|your|form|questions?|questionnaire|pre-?screen|survey|answers?)"
_FILLING = (
    r"(?:fill(?:ing)?|answer(?:ing)?|complet(?:e|ing)|ask(?:ing)?|typ(?:e|ing)|writ(?:e|ing)|apply(?:ing)?"
    r"|sign(?:ing)?|enquir(?:e|ing)|inquir(?:e|ing)|research(?:ing)?|speak(?:ing)?|look(?:ing)? into|do(?:ing)?"
    rf" (?:this|it|these|the) (?:form|questions?|questionnaire|pre-?screen|survey))(?: {_FORM}){{0,4}}"
)
_TREATMENT = r"(?:treatment|therapy|help|info|information|answers|options?|kap|ketamine|an? (?:appointment|place|call))"
_HANDS = (
    r"(?:type|fill|use (?:a |the |his |her |their )?(?:computer|phone|keyboard|internet|screen)"
    r"|(?:read|see|write|answer|do|manage) (?:this|it|these|that)"
    r"|(?:read|write|answer) (?:for |by )?(?:him|her|them)sel(?:f|ves))"
)
_CANNOT = (
    r"(?:can(?:'?t|not| not)|could ?n'?t|is ?n'?t able to|is not able to|is unable to|struggles to"
    r"|does ?n'?t know how to|(?:'s |is )?too \w+ to)"
)
_FILLS_IN_FOR_ANOTHER: Final = _one_of(
    # it's for my son; this is for someone else; it isn't for me but for my brother
    rf"(?:^|[.,;!?:\n-] ?|\b(?:no|but|and|so|actually|hi|hey|ok|well) )"
    rf"(?:(?:it'?s|its|it is|this is|this'?s|that'?s|these are)(?: (?:all|actually|really|not for me|not me))*[ ,]+"
    rf"(?:but |it'?s )?)?(?:for|on behalf of) {_ONE}"
    r"(?= *(?:$|[.,;!?\n]|who\b|not me|because|cos|(?:and )?(?:he|she|he'?s|she'?s)\b))",
    # i'm filling this in for my wife; looking for help for my husband
    rf"\b{_FILLING} {_FOR}",
    rf"\b(?:need|want|get|getting|seek|seeking|find|finding|look(?:ing)? for|after) (?:\w+ )?{_TREATMENT} for {_ONE}",
    r"\bon behalf of (?!me\b|myself\b)",
    rf"\b(?:not|isn'?t) (?:for|about) me\b.{{0,20}}\b(?:for|about) {_ONE}",
    # she can't type
    rf"\b(?:he|she|{_NAMED}) (?:really |just )?{_CANNOT} {_HANDS}\b",
)
# "He asked me to fill this": a therapist and a wife say so to the person themselves.
_SENT_TO_FILL: Final = re.compile(
    rf"\b(?:he|she|{_NAMED})(?:'s| has| had)? (?:asked|wants?|wanted|told|got|needs?) me to (?:please )?"
    rf"(?:fill|answer|complete|do|type|write)(?: {_FORM}){{0,4}}"
)
_CARES_FOR_ONE: Final = re.compile(
    r"\b(?:i'?m|i am|as) (?:his|her|their|my [\w-]+'?s) (?:\w+ )?"
    r"(?:care ?giver|carer|guardian|poa|power of attorney|nurse|aide|social worker|case ?worker|advocate"
    r"|representative|assistant|proxy)\b"
)
_AILING: Final = re.compile(rf"\b(?:he|she|{_NAMED})(?:'s|'?s got)? (?:has|have|is|suffers?|struggles|needs|got)\b")
# What tells of the writer's own trouble, beside "i'm her carer" and "asked me to".
_OWN_STORY: Final = re.compile(
    r"\b(?:i|i'?m|im|i'?ve|i'?d) (?:also |just |really |so |still |always |am |have )*"
    r"(?:feel\w*|felt|can'?t|cannot|need|want|drink|have|had|take|was|been|get|got|lost|cry|sad"
    r"|tired|depressed|anxious|exhausted|burn\w*|numb|dead|empty|struggl\w*|suffer\w*|not|so|worn|scared|angry|lonely"
    r"|stressed|falling)\b"
    r"|\b(?:for|about|kills|killing|breaks|breaking|wears|wearing|makes|making) me\b"
    r"|\bmy (?:own|life|depression|anxiety)\b"
)
_MINE: Final = re.compile(r"(?<!not )(?<!n't )\b(?:for|about) (?:me|myself)\b|\bi am the (?:patient|person|one)\b")
_MAY_HAVE: Final = re.compile(
    rf"\b(?:have|take|try|do|use|receive|start|get|benefit|help|work|join|see you|{_VERDICT})\b"
    r"|\b(?:he|she|they)\W*$"
)
# "Can my wife come along", "will my boss find out": about another, and the treatment is one's own.
_BESIDE_ONE: Final = re.compile(
    r"\b(?:know|find out|see|read|hear|hears|told|tell|notice|come|coming|sit|stay|wait|visit|bring|drive"
    r"|pick|collect|attend|watch|room|along|with me|present|baby|unborn|foetus|fetus)\b"
)
_CLAUSE: Final = re.compile(r"(?<=[.!?;\n])\s*|,\s*")


def fills_in_for_another(text: str) -> bool:
    """Whether somebody clearly answers the questions for another person. What relatives had or did is no such thing."""
    plain = plain_letters(text)
    if _MINE.search(plain):
        return False
    if _FILLS_IN_FOR_ANOTHER.search(plain):
        return True
    if _OWN_STORY.search(plain):
        return False
    return bool(_CARES_FOR_ONE.search(plain) or (_SENT_TO_FILL.search(plain) and _AILING.search(plain)))


# At a question of health a relative is mostly part of the answer: "not me, but for my brother it was bad".
_FORM_OF_ANOTHER: Final = _one_of(
    # its for my mother she is 82; this is all for someone else. Not "it's for my heart"
    r"^(?:(?:no|nope|yes|sorry|wait|hi|oh|ok|but|so|actually|btw)[ ,.!-]+){0,3}"
    rf"(?:it'?s|its|it is|this is|this'?s|these are)(?: (?:all|actually|really|not for me,?(?: but)?))*"
    rf" (?:for|about) {_ONE}"
    r"(?= *(?:$|[.,;!?\n]|who\b|not me|and not|(?:and )?(?:he|she|he'?s|she'?s)\b))",
    # i'm answering for her; i am filling this in for my dad
    r"\b(?:i'?m|i am|im) (?:just |actually |only |here )?(?:answering|filling|completing|typing|replying|responding"
    r"|doing (?=this|these|the (?:form|questions)))"
    rf"(?: (?:{_FORM}|here|all|on)){{0,4}} ?(?:for|on behalf of|instead of) {_ONE}",
)


def says_it_is_for_another(text: str) -> bool:
    """Whether somebody says outright that they answer for another, so plainly that it is no answer about health."""
    plain = plain_letters(text)
    if _THIS_IS_FOR_ANOTHER.fullmatch(plain[: _MOST_OF_A_BRIEF_ONE + 1]):
        return True
    return _MINE.search(plain) is None and _FORM_OF_ANOTHER.search(plain) is not None


def asks_whether_another_may(text: str) -> bool:
    """Whether it is asked if another person may have the treatment, in the sentence itself that asks."""
    asking = [clause for clause in _CLAUSE.split(plain_letters(text)) if asks_in_words(clause)]
    return any(
        asks_for_someone_else(clause) and _MAY_HAVE.search(clause) and not _BESIDE_ONE.search(clause)
        for clause in asking
    )


_MOST_OF_A_BRIEF_ONE: Final = 120
_AFTER_ANOTHER = (
    r"(?:[ ,.-]+(?:actually|really|though|tho|btw|by the way|sorry|not (?:for )?me|not for myself|instead|you know|lol"
    r"|just so you know|if that'?s (?:ok|okay)|is that (?:ok|okay)))*"
)
# Amid the questions "it" may be a tablet and "he" whoever one told of, so nothing may stand there but this.
_THIS_IS_FOR_ANOTHER: Final = re.compile(
    r"(?:(?:no|wait|actually|oh|sorry|hi|hey|hang on|hold on|but|and|so|ok|okay|u[mh]+|i should say|btw|by the way"
    r"|just so you know)[ ,.!:-]+){0,4}"
    r"(?:(?:(?:it'?s|it is|this is|this'?s|these are|all this is|this form is|the form is)"
    r"|(?:i'?m|i am|im|i was) (?:(?:only|just|actually) )?(?:here|asking|answering|doing|filling|writing|completing)"
    r"(?: (?:this|it|these|that|in|out|all|the|form|questions|here)){0,4})"
    r"(?: (?:all|actually|really|not for me|not me|just|only))*[ ,]+(?:but |it'?s )?(?:for|on behalf of)"
    rf"|(?:this|it|these) (?:is|are|isn'?t) (?:not )?(?:for|about) me[ ,]+(?:but |it'?s )?(?:for|about)) {_ONE}"
    rf"{_AFTER_ANOTHER}[ .!?]*"
)
_BEFORE_ONESELF = (
    r"(?:no+|nah|nope|na|sorry|wait|actually|oh|but|oops|um+|ok|well|please|i mean(?:t)?|not (?:him|her|them))"
)
_FOR_MYSELF: Final = re.compile(
    rf"(?:{_BEFORE_ONESELF}[ ,.!:;-]+)*"
    r"(?:(?:it'?s|its|it is|it was|this is|this'?s|that'?s|that is|these are|i'?m|i am|i was|i meant?)"
    r"(?: (?:all|actually|just|really|only|here|asking|answering|writing|talking|doing|filling|it|this|that"
    r"|in|out))*[ ]+)?"
    r"(?:(?:for|about) (?:me|myself)(?: (?:only|alone|actually|though|myself))?|me(?: myself)?"
    r"|the (?:patient|person|one)(?: (?:who|it'?s for|myself)(?: \w+){0,3})?|my own)"
    r"(?:[ ,.!-]+(?:not|no)(?: for| about)? (?:my )?[\w-]+)?(?:[ ,.!-]+(?:please|thanks?|sorry))*[ .!]*"
)


def is_for_oneself(text: str) -> bool:
    """Whether a brief message says that it is about the writer, and nothing else: "no it's for me"."""
    return _FOR_MYSELF.fullmatch(plain_letters(text)[:_MOST_OF_A_BRIEF_ONE]) is not None
