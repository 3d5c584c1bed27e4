"""Whether the guide is asked what it would do for its own: "if it was your child would you do it". A program has none,
and there is no trouble in the question."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 20

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|so|and|but|well|honestly|be honest|tell me|seriously|really|just|hi|hey|thanks|then|now|honest"
    r" question|serious question|i wonder|just wondering|curious) ){0,4}"
)
_YOURS = (
    r"(?:(?:your|ur) (?:own )?(?:little |teenage |old |best |dear )?(?:child|children|kids?|son|daughter|boy|girl|baby"
    r"|mum|mom|mother|dad|father|parents?|wife|husband|partner|girlfriend|boyfriend|brother|sister|friends?|family"
    r"|loved ones?|grandma|grandpa|gran|nan|cousin|aunt|uncle|relatives?|body|brain)"
    r"|(?:a|some) (?:friend|loved one|relative|family member)(?: of yours)?)"
)
_IT = r"(?:it|this|that|kap|ketamine|the (?:treatment|therapy|medicine)|this (?:treatment|therapy|stuff|medicine)|them)"
_DO = (
    r"(?:(?:do|try|take|have|use|get|want|choose|recommend|suggest|allow|trust|risk|go for|go through with|agree to"
    rf"|sign up for|consider) {_IT}|say (?:yes|no|go for it|do it)|go ahead|be (?:ok|okay|fine|happy|comfortable)"
    rf" with (?:{_IT}|(?:him|her|them) (?:doing|having|taking|trying) {_IT}))"
)
_WOULD = (
    r"(?:would|will|wud|could) (?:you|u|ya) (?:(?:still|even|ever|really|actually|honestly|also|then|yourself) ){0,2}"
)
_IF_YOURS = rf"(?:if|what if|say|imagine|suppose) (?:it|this|that|i|he|she) (?:was|were|is|am) {_YOURS}"
_THEM_DO = (
    rf"(?:let|want|allow|have|send|encourage|tell|advise|get|ask|put|give|sign up) (?:(?:him|her|them|{_YOURS}) )"
    rf"(?:to |up )?(?:{_DO}|on {_IT}|{_IT}|for {_IT}|in for {_IT}|through {_IT})"
)
_GIVE = rf"(?:give|recommend|suggest|offer) {_IT} (?:to|for) (?:him|her|them|{_YOURS})"
_FOR_YOURS = rf"{_DO} (?:for|with|to) {_YOURS}"
_AT_END = (
    r"(?: (?:if (?:it|this|that) (?:was|were) you|though|then|please|honestly|yes or no|or not|or no|too|as well)){0,2}"
)
_ASKS: Final = re.compile(
    rf"{_LEAD}(?:{_IF_YOURS} {_WOULD}(?:{_DO}|{_THEM_DO}|{_GIVE})"
    rf"|{_WOULD}(?:{_DO}|{_THEM_DO}|{_GIVE}) {_IF_YOURS}"
    rf"|{_WOULD}(?:{_THEM_DO}|{_GIVE}|{_FOR_YOURS})){_AT_END}"
)
_NAMES_YOURS: Final = re.compile(rf"\b{_YOURS}\b")


def asks_own_opinion(text: str) -> bool:
    """Whether a short message asks what the guide would do if it were for somebody of its own, and nothing else."""
    words = few_words(text, _MOST_WORDS)
    return _NAMES_YOURS.search(words) is not None and _ASKS.fullmatch(words) is not None
