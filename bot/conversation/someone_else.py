"""Whether a request for a verdict is about another person than the one who writes."""

import re
from typing import Final

from bot.safety.normalisation import plain_letters


def _any(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"


_KIN = (
    r"(?:(?:step|half|grand|god|foster|great)[ -]?)*"
    + _any(
        "mum mom mam mama mummy mommy mother dad daddy father papa pa nan nana gran granny grandma grandpa grandad "
        "granddad sister sis brother bro son daughter wife missus husband hubby hubbie aunt auntie aunty uncle cousin "
        "niece nephew fiancee? eldest youngest parents? siblings? twin"
    )
    + "(?:[ -]in[ -]law)?"
)
_HOUSEMATE = _any(
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
_ASKS = rf"{_any('can cn could cud would wud will should may might is was does has shall must')}(?:n'?t| not)?"
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
_FOR_ONESELF: Final = _one_of(
    # can I; my husband says no, but could I
    rf"\b(?:{_ASKS}|am|do|did|have) (?:we|i)\b(?! (?:see|tell|know|ask|hope|find out|right|wasting|correct)\b)",
    r"\bi (?:can(?:'?t|not)?|could(?:n'?t)?|should(?:n'?t)?|may|might) (?:have|do|get|take|try|start)\b",
    rf"\bi(?:'?m|'?d|'?ll| am| would| will| can| could| should)?(?: \w+){{0,2}} {_VERDICT}\b",
    # would they take me; rule me out; for somebody like me
    rf"\b{_any('accept take have let refuse treat turn turned approve clear see reject bar touch want give consider')}"
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
    rf"{_any('for to send bring book sign enroll? refer put get register tell give let')} (?:him|her|them|{_NAMED})\b"
)
# "My wife has lupus." "Hes got a stent." Not what she reckons: that may be about the writer.
_BEING = rf"(?= (?:on|got|a|an|had|been|in|not|so|very|always|bipolar|diabetic|pregnant|\d+|{_any('\\w+teen')})\b)"
_SUBJECT: Final = re.compile(
    r"(?:^|[.!?,;:\n] ?|\b(?:and|but|so|what if|as) )"
    rf"(?:{_NAMED}|(?:{_WHOSE} (?:\w+ )?)?{PERSON}'?s{_BEING}|{_HOUSEMATE}(?! of mine)|he|she|hes|shes|he's|she's)\b"
    rf"(?! {_any('died passed killed says? said reckons? thinks? told sent asked left')}\b| wants me)"
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
