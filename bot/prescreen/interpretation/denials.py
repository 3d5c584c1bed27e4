"""Short denials that are whole, in whatever words: "not pregnant or breastfeeding"; and what only was: "not for years".

The classifier learned to doubt a denial that names the half of what is asked, and has seen few of these alone.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.prescreen.interpretation.words import BREAK

_MOST_WORDS: Final = 18
_LEAD = r"(?:(?:no|never|oh|um|well|hi|lol|definitely|certainly|of course)(?: \|)? ){0,3}"
_TAIL = r"(?: (?:at all|ever|either|thanks|thank you|thankfully|thank god|sir|lol|right now|now|currently))?"
# "No drugs now" says nothing of before.
_TAIL_OF_EVER = r"(?: (?:at all|ever|either|thanks|thank you|thankfully|thank god|sir|lol))?"
_OF_NOW: Final = re.compile(r"\b(?:right now|now|currently|until|till|these days|any ?more|presently)\b")
_READING: Final = re.compile(r"\d{2,3}/\d{2,3}")
_TROUBLE = r"(?: (?:problems?|issues?|troubles?|disease|conditions?))?"
_HAVE_NONE = (
    r"(?:i )?(?:do not have|have not had|have never had|never had|have not got|have no|had no|never have had|no)"
    r"(?: (?:any|known|history of)){0,2} "
)
_DO_NOT = r"(?:(?:i )?(?:do not|never|have never|no)(?: (?:ever|really))? )"
_DRINKING = r"(?:drink|(?:(?:do|use|take|touch|consume) )?(?:any )?(?:alcohol|booze|drink))"
_DRUGS = r"(?:(?:do|use|take|touch) )?(?:any )?(?:drugs|substances|street drugs|recreational drugs)|use"
_NURSING = r"(?:breast ?feeding|breast ?feed|nursing|pumping|lactating|trying|planning)"


def _nothing_of(denied: str, *parts: str) -> re.Pattern[str]:
    """Where each of the parts is denied, in any order: "no heart problems or high bp", "i dont drink, dont use"."""
    part = "|".join(parts)
    # A second part needs a word that carries the denial on: "no drugs, alcohol" might begin to tell of the alcohol.
    joined = rf"(?: \|)?(?: (?:or|nor|and))? {denied}(?:any )?|(?: \|)? (?:or|nor) (?:any )?(?:high )?"
    return re.compile(rf"{_LEAD}{denied}(?:{part})(?:(?:{joined})(?:{part})){{1,4}}{_TAIL_OF_EVER}")


_HEART: Final = (rf"heart{_TROUBLE}", rf"(?:high )?(?:blood pressure|bp){_TROUBLE}|hypertension")
_ORGANS: Final = (rf"liver{_TROUBLE}", rf"kidneys?{_TROUBLE}")
_PARTS: Final = {
    "heart_blood_pressure": (_HAVE_NONE, _HEART),
    "liver_kidney": (_HAVE_NONE, _ORGANS),
    "substance_use": (_DO_NOT, (_DRINKING, _DRUGS)),
}
_WHOLE: Final = {question: _nothing_of(denied, *parts) for question, (denied, parts) in _PARTS.items()}
# Of the two things that are asked there the first is what people deny; "not pregnant, breastfeeding" is no denial.
_NOT_PREGNANT: Final = re.compile(
    rf"{_LEAD}(?:i am )?(?:(?:definitely|certainly|currently) )?not (?:currently )?(?:pregnant|expecting)"
    rf"(?:(?: \|)? (?:or|nor) {_NURSING}|(?: \|)?(?: and| or| nor)? (?:i am )?not {_NURSING}){{0,3}}{_TAIL}"
)
_A_WHILE = (
    r"(?:(?:many|some|several|a few|quite a few|a couple of|over|about|the last|like|\d+|two|three|four|five|six|seven"
    r"|eight|nine|ten|twenty) ){0,3}(?:years?|months?|decades?|ages|weeks|a while|a long time|long time|forever|long)"
)
_ONCE: Final = re.compile(
    rf"{_LEAD}(?:(?:i (?:am|do|have|did) )?not (?:any ?more|for {_A_WHILE}|in {_A_WHILE}|since [a-z0-9]+)|no longer)"
    r"(?: (?:now|thanks|thank god|thankfully|lol|any ?more))?"
)
_ONCE_PREGNANT: Final = re.compile(
    rf"{_LEAD}(?:i am )?(?:no longer (?:pregnant|{_NURSING})|not (?:pregnant|{_NURSING})(?: (?:or|nor) {_NURSING})?"
    r" (?:any ?more|any longer))"
)

# "I dont drink and do drugs" may deny both or neither, and "drugs sometimes" is no denial, whatever stands before it.
_USES_AFTER_ALL: Final = re.compile(
    r"(?:\||\b(?:and|but|just|only|though|although|except)\b)(?: (?:i|just|only|still|did|do))*"
    r" (?:do|use|take|smoke|drink|vape|eat|have)\b(?! not\b)"
    r"|\b(?:sometimes|occasionally|socially|rarely|seldom|now and (?:then|again)|once in a while|every (?:so often|now"
    r"|other|day|night|week\w*)|on (?:the )?weekends?|at parties"
    r")\b"
)


def tells_of_use(question: str, words: Sequence[str]) -> bool:
    """Whether an answer on alcohol and drugs tells of some after all, beside a denial or without: never a "no"."""
    return question == "substance_use" and _USES_AFTER_ALL.search(" ".join(words).replace(BREAK, "|")) is not None


def tells_of_now_alone(words: Sequence[str]) -> bool:
    """Whether a denial may be of the present alone: "no drugs now", "never until 2020"."""
    return _OF_NOW.search(" ".join(words)) is not None


def holds_a_reading(words: Sequence[str]) -> bool:
    """Whether a blood pressure stands in an answer: "no, 160/100 last time" is for a clinician to read."""
    return any(_READING.fullmatch(word) for word in words)


def denies_all(question: str, words: Sequence[str]) -> bool:
    """Whether the plain words of an answer deny all of what a question asks, and say nothing else."""
    joined = _joined(words)
    if question == "pregnancy":
        return joined is not None and _NOT_PREGNANT.fullmatch(joined) is not None
    pattern = _WHOLE.get(question)
    if pattern is None or joined is None or pattern.fullmatch(joined) is None:
        return False
    return all(re.search(rf"\b(?:{part})\b", joined) for part in _PARTS[question][1])


def tells_of_before(question: str, words: Sequence[str]) -> bool:
    """Whether an answer says that something is over, and nothing else: "not anymore", "not for years"."""
    joined = _joined(words)
    if joined is None:
        return False
    is_over = question == "pregnancy" and _ONCE_PREGNANT.fullmatch(joined) is not None
    return is_over or _ONCE.fullmatch(joined) is not None


def _joined(words: Sequence[str]) -> str | None:
    return None if len(words) > _MOST_WORDS else " ".join(words).replace(BREAK, "|")
