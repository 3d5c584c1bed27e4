"""What somebody plainly tells of themselves at a question of the pre-screen: "i have afib", "bp is normal"."""

import re
from typing import Final

from bot.conversation.phrases.asking_words import asks_somehow
from bot.conversation.phrases.medicine_changes import names_a_medicine
from bot.conversation.phrases.patterns import any_of
from bot.conversation.phrases.plain_replies import negates
from bot.conversation.phrases.prescreen_additions import questions_named
from bot.prescreen.machine import CONTACT, MESSAGES
from bot.safety.normalisation import plain_letters

_MOST_WORDS = 12
# A "yes" before what belongs elsewhere says yes to that, or to nothing that is sure: it is asked again.
_LEAD = (
    r"(?:(?:oh|ok|okay|well|hi|btw|fyi|also|and|so|u[mh]+|actually|sorry|by the way|just so you know|lol|hm+"
    r"|(?:no )?wait|hang on|hold on|yes|yeah|yep|yea|true|shit|damn|oops|whoops|i lied|correction)[ ,.:!-]+){0,5}"
)
_MATTER = (
    r"(?:(?:high |low )?(?:blood pressure|bp)|heart|liver|kidneys?|meds|medicines?|medications?|pills|alcohol|drugs"
    r"|drinking|allerg(?:y|ies)|afib|hypertension|psychosis|schizophrenia)"
)
# A bare "no" before it answers what is asked, but "no meds" tells of them.
_TELLS: Final = re.compile(
    rf"{_LEAD}(?:i\b|i'|im\b|ive\b|my\b|not (?:pregnant|breastfeeding|allergic|drinking|on)\b"
    rf"|never (?:drink|drank|smoke|smoked|had|have|took|take)\b"
    rf"|no {_MATTER}\b|(?:the )?{_MATTER}(?: and {_MATTER})?(?:'s| (?:is|are|was|were|runs|all))\b)"
)
# These make it somebody else's, a guess, or what holds at some times only; it is read as a whole then.
_TURNS: Final = re.compile(
    r"\b(?:he|she|him|her|his|hers|they|them|their|you|your|we|us|our|who|which|when|while|if|only|because|cause|cos"
    r"|but|except|though|after|before|until|unless|or|maybe|perhaps|probably|might|think|guess|sure|know|wish|want"
    r"|wonder|hope|worried|afraid|scared|it'?s|this|that|these|those|it|them|with|from"
    r"|almost|nearly|would|could|should|used to)\b"
)
# What comes after these only adds to the fact: "i do have high bp but it's under control".
_ADDS_TO_IT: Final = re.compile(r"[ ,.;]+(?:but|though|although|tho|however)\b")
_NO_ONE_ELSE: Final = re.compile(
    rf"\bmy (?:{any_of('mum mom mother dad father sister brother bro sis aunt uncle cousin gran grandma grandpa')}"
    rf"|{any_of('grandfather grandmother wife husband partner girlfriend boyfriend gf bf ex son daughter kids?')}"
    rf"|{any_of('child baby niece nephew family parents? twin friend roommate boss cat dog neighbou?r coworker')})\b"
)
_ALL_IS_WELL: Final = re.compile(
    r"\b(?:normal|fine|ok|okay|good|great|healthy|clear|perfect|well|excellent|all right|alright)\b"
)
_NOW: Final = re.compile(r"\b(?:have|am|i'?m|take|drink|smoke|use|on|is|are|do)\b|n'?t\b")
# At the question what was tried, and at others that a medicine or a drug may be a part of.
_TRIED: Final = re.compile(r"\b(?:tried|try|trying|helps?|helped|used?|using|did)\b")
_BIRTH_CONTROL: Final = re.compile(r"\b(?:the pill|birth control|contracepti\w+|the patch|an? iud)\b")
_AGED: Final = re.compile(
    rf"{_LEAD}(?:(?:i am|i'?m|age(?:d)?|i (?:just |recently )?turned|just turned|i'?ll be|turning|i'?m turning)[ :]+"
    r"(?:an? )?[1-9]\d(?:[ -]?(?:years?[ -]?old|yrs?(?: old)?|y/?o|years))?"
    r"|[1-9]\d[ -]?(?:years?[ -]old|yrs? old|y/?o))"
    r"(?: (?:now|today|tomorrow|soon|next \w+|in \w+|this \w+|lol|man|woman|male|female|btw|by the way))*[ .!]*"
)
_NAMED: Final = re.compile(
    rf"{_LEAD}(?:my name(?:'s| is)|i am called|i'?m called|call me) [^\W\d_]+(?: [^\W\d_]+)?[ .!]*"
)
_SUBSTANCES, _MEDICINES, _TREATMENTS = "substance_use", "medications", "previous_treatment"
_ALLERGY, _PREGNANCY, _ANYTHING_ELSE = "allergy_ketamine", "pregnancy", "anything_else"


def question_told(text: str, asked: str) -> str | None:
    """The question of the pre-screen that a short, plain statement about oneself tells something for, which may be the
    one that is `asked`. None for any other text, and where it may well be a part of what is asked."""
    plain = plain_letters(text)
    if len(plain.split()) > _MOST_WORDS:
        return None
    if _NAMED.fullmatch(plain):
        return CONTACT
    if _AGED.fullmatch(plain):
        return _ANYTHING_ELSE if asked != _PREGNANCY else None
    fact = _ADDS_TO_IT.split(plain, maxsplit=1)[0]
    if not _TELLS.match(fact) or _TURNS.search(fact) or _NO_ONE_ELSE.search(plain):
        return None
    if asks_somehow(text):
        return None
    found = questions_named(text)
    if not found or not {CONTACT, MESSAGES}.isdisjoint(found):
        return None
    if found == [asked]:
        return asked
    is_for_this = asked in found or any(_may_belong(plain, each, asked) for each in found)
    # Where two others are named, the words are kept whole at the first.
    return None if is_for_this else found[0]


def denies_plainly(text: str) -> bool:
    """Whether such a statement says that something is not so, or is well."""
    return negates(text) or _ALL_IS_WELL.search(plain_letters(text)) is not None


def _may_belong(plain: str, meant: str | None, asked: str) -> bool:
    """Whether what tells of one question may be an answer to another."""
    match asked:
        case str() if asked == _TREATMENTS:
            return meant == _MEDICINES or _TRIED.search(plain) is not None
        case str() if asked == _SUBSTANCES:
            # Medicines are taken as drugs too, and rehab is a treatment.
            return meant in (_MEDICINES, _TREATMENTS)
        case str() if asked == _ALLERGY:
            # "My heart raced" may be what ketamine did.
            return _NOW.search(plain) is None
        case str() if asked == _PREGNANCY:
            return _BIRTH_CONTROL.search(plain) is not None
        case _:
            is_vague = meant == _MEDICINES and not names_a_medicine(plain) and not negates(plain)
            return is_vague and asked != _MEDICINES
