"""How the words on reaching somebody read after they put a part of them right: a number, a mailbox or a name."""

import re
from collections.abc import Callable
from typing import Final

from bot.conversation.phrases.asking_words import asks_somehow
from bot.conversation.phrases.contact import (
    may_be_name,
    name_alone,
    names_other_number,
    puts_contact_right,
    speaks_of_contact,
    tells_how_to_call,
    way_to_reach,
)
from bot.conversation.phrases.medicine_changes import names_a_medicine
from bot.conversation.phrases.named_corrections import named_correction
from bot.conversation.phrases.plain_replies import counted
from bot.conversation.phrases.prescreen_additions import questions_named
from bot.library.likeness import small_letters
from bot.prescreen.machine import CONTACT

_MOST_WORDS = 25
_CONTACT_NAMED: Final = re.compile(
    r"(?:(?:my|the|how|to|for|phone|tele|cell|contact|best) ?){0,3}(?:contact(?:ing)?|phones?|telephone|cell|mobile"
    r"|numbers?|e-?mails?|mailbox|address|call(?:ing|back)?|call back|reach(?:ing)?|details|info)"
    r"(?: (?:me|numbers?|address|details|info))?|last|previous|earlier"
)
_MOST_WORDS_OF_ONE = 16
_OF_ANOTHER: Final = re.compile(
    r"\b(?:his|her|their|my \w+(?:'s|s') \w+|my \w+s (?:number|phone|cell|mobile|e-?mail))\b"
)
_CLAUSE_END: Final = re.compile(r"(?<=[.!?;])\s+|\n+|,\s+(?=(?:and )?(?:my|call|reach|text|you can)\b)", re.IGNORECASE)
_NAME = r"[^\W\d_][^\W\d_'-]{0,30}(?:['-][^\W\d_]{1,30}){0,2}"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,2}}?"
_AFTER_NAME = (
    r"(?=\s*(?:$|[.,;:!()]|(?:and|not|but|btw|by the way|please|pls|thanks|thank you|thx|instead|actually|sorry|lol|if"
    r"|so|you|they|my|in case)\b))"
)
_NAME_TOLD: Final = re.compile(
    r"\b(?:(?:my|the) (?:first |full |last |real )?name(?: is|'s|s| should be| was(?: meant to be)?| to)?|^name is)"
    r"(?: (?:actually|really|in fact))?(?: (?:spelled|spelt|written))?(?: like(?: this)?| as)?"
    rf"[ :,]{{1,3}}(?P<name>(?:[^\W\d_][ .-]){{1,12}}[^\W\d_]\b|{_NAMES}){_AFTER_NAME}"
    rf"(?:[ ,]{{1,2}}(?:and )?not (?P<wrong>{_NAME}))?",
    re.IGNORECASE,
)
_NAME_INSTEAD: Final = re.compile(
    rf"(?:^|\b(?:it'?s|it is|i'?m|i am|call me|meant|name is|should be) )(?P<name>{_NAME}),? not (?P<wrong>{_NAME})"
    r"[ .!]*$",
    re.IGNORECASE,
)
_NAME_AMISS: Final = re.compile(
    r"\bname\b[\w' ]{0,20}\b(?:(?:spelled|spelt) (?:with|wrong\w*|differently|incorrect\w*)|misspelled|misspelt|wrong"
    r"|incorrect|typo|mistake|missing)\b"
    r"|\b(?:wrong|misspelled|misspelt|typo in|mistake in|mistake with)\b[\w' ]{0,12}\bname\b"
)
_ORDINAL = r"(?:last|first|final|second|third|fourth|middle|2nd|3rd|4th)"
_SOME = r"(?:two|three|four|five|six|few|couple|[2-6])"
_REFUSES_ONE: Final = re.compile(r"\b(?:don'?t|do not|never|delete|remove)\b")
# Only whole numbers are recorded: who names a part of one is asked for all of it.
_PART_OF_NUMBER: Final = re.compile(
    rf"\b{_ORDINAL} (?:{_SOME} )?(?:digits?|figures?|numbers?)(?: (?:of|in) (?:it|my \w{{1,9}}(?: number)?))?"
    r" (?:is|are|was|were|should|has|have|isn'?t|wrong|missing)\b"
    rf"|\b(?:the )?last {_SOME} (?:is|are|was|were|should) (?:be )?(?=\d)"
    r"|\b\d{1,6} (?:at|in|on) the (?:end|start|beginning|middle|front|back)\b"
    r"|\b(?:ends?|ending|starts?|starting|begins?) (?:in|on|with) (?:a |an )?\d{1,6}"
    r"(?!\d| ?(?:mg|percent|years?|days?|weeks?|months?|hours?|minutes?|and|to)\b)\b"
    r"|\b(?:digit|figure)s? (?:is|are|was|were|short|too|wrong|missing|off)\b"
    r"|\b(?:missing|forgot|left out|missed|mixed up|swapped|switched|wrong)"
    rf" (?:a|one|the|some|two|{_ORDINAL})(?: \w{{1,6}})? ?(?:digits?|figures?)\b"
    r"|\b(?:area|country|dialling|dialing) code (?:is|should|was|has)\b"
)
_INSTEAD_OF: Final = re.compile(r"\b\d{2,6}(?:,? and|,)? not (?P<wrong>\d{2,6})\b")
_FURTHER: Final = re.compile(
    r"\b(?:also|too|as well|another|other|second|backup|or|plus|add|additionally|both|alternatively|work number"
    r"|home number)\b"
)
_CHANGES: Final = re.compile(
    r"\b(?:change|correct|make (?:it|that)|switch|use|put|set|it should|last digit|misspelled)\b"
    r"|^(?:(?:no|ok|oh|sorry|wait|yes|hi|um+)[ ,.]+){0,3}(?:it'?s|it is)\b"
)
_CARRYING_WORDS: Final = (
    "my the a is it's its it was be should number phone cell mobile telephone tel email e-mail mail address contact"
    " name actually sorry oops whoops no not yes ok okay please pls thanks thank you change changed correct correction"
    " to from make use put set new wrong typo mistake i i've i'm meant mean can could reach call text me at on under by"
    " instead rather now old one that that's this and also here update replace them they in so oh wait hi forgot gave"
    " give digit last right want wanna would like need for fix edit btw"
)
_CARRYING: Final = frozenset(_CARRYING_WORDS.split())
_WORD: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def names_part_of_number(speech: str, before: str) -> bool:
    """Whether a message without a whole number says what a few digits of one are, or that a name in `before`, the words
    on reaching the person so far, is amiss without saying what it is."""
    words = small_letters(speech)
    if way_to_reach(speech) is not None or counted(words) > _MOST_WORDS or asks_somehow(speech):
        return False
    if _PART_OF_NUMBER.search(words) or _NAME_AMISS.search(words):
        return True
    instead = _INSTEAD_OF.search(words)
    return instead is not None and instead["wrong"] in re.sub(r"\D", "", before)


def contact_after(
    before: str, speech: str, is_ordinary: Callable[[str], bool], *, is_asked: bool = False
) -> str | None:
    """The words on reaching a person after a message; None where it tells nothing for them. Whatever it does not put
    right stays. `is_asked`: they were asked for it, so that a further number takes the place of the one before.

    `is_ordinary`: whether a word, in small letters, is one that people use here for other things than names.
    """
    if counted(speech) > _MOST_WORDS or names_other_number(speech):
        return None
    found = way_to_reach(speech)
    if found is None:
        return _with_name_told(before, speech, is_ordinary, is_asked=is_asked)
    words = small_letters(speech)
    if names_a_medicine(speech):
        # "Lithium 300 600 900 now" is no number to call.
        return None
    if before and _REFUSES_ONE.search(words):
        # Which number they mean by "never call it" nobody can tell but the clinic.
        return f"{before}\n{speech.strip()}"
    is_order = _CHANGES.search(words) is not None
    if asks_somehow(speech) and not is_order:
        return None
    ways_before = _ways(before)
    if not ways_before:
        return "\n".join(filter(None, (before, speech.strip())))
    known = {_bare(way) for way in ways_before}
    told = [way for way in found[1].split(", ") if _bare(way) not in known]
    is_change = (is_asked or is_order or puts_contact_right(speech)) and not _FURTHER.search(words)
    after = _with_ways(before, ways_before, told, _bare(speech)) if is_change else None
    if after is None:
        # Whatever is unclear stays beside what was there.
        return f"{before}\n{speech.strip()}" if told else _renamed_by(before, speech) or before
    name = found[0]
    if is_asked and name is not None and may_be_name(name) and not set(_words_of(name)) <= _CARRYING:
        return speech.strip()
    renamed = _renamed_by(after, speech)
    if renamed is not None:
        return renamed
    return f"{after}\n{speech.strip()}" if _is_more_told(speech, found[1]) else after


def told_for_contact(speech: str) -> str | None:
    """What a message tells for the question on reaching the person, which it names, where a number or a mailbox is in
    it: "about the phone one, its 212 555 0142". None for any other message."""
    named = named_correction(speech)
    if named is None or way_to_reach(named.told) is None or names_other_number(speech):
        return None
    if asks_somehow(named.told) or names_a_medicine(named.told):
        return None
    return named.told if _CONTACT_NAMED.fullmatch(named.about) is not None else None


def tells_contact_only(speech: str) -> bool:
    """Whether a message is a way to reach the person, with or without the name, and nothing else."""
    found = way_to_reach(speech)
    if found is None or names_other_number(speech) or asks_somehow(speech) or names_a_medicine(speech):
        return False
    return not _is_more_told(speech, found[1]) or (
        _is_named(found[0]) and not _is_more_told(speech, found[1], found[0])
    )


def contact_beside(speech: str) -> tuple[str, str] | None:
    """The sentence with a way to reach the person, and the rest; None where that is not plain."""
    clauses = [clause for clause in _CLAUSE_END.split(speech) if clause.strip()]
    found = [clause for clause in clauses if way_to_reach(clause) is not None]
    if len(found) != 1 or len(clauses) < 2 or not speaks_of_contact(found[0]) or counted(found[0]) > _MOST_WORDS_OF_ONE:
        return None
    if names_other_number(found[0]) or asks_somehow(found[0]) or _OF_ANOTHER.search(small_letters(found[0])):
        return None
    if {*questions_named(found[0])} - {CONTACT} or names_a_medicine(found[0]):
        # "Reach me at 212 555 0142 but my bp is high" is more than a contact, and "no" before it no answer.
        return None
    return found[0].strip(), " ".join(clause.strip() for clause in clauses if clause is not found[0])


def _with_name_told(before: str, speech: str, is_ordinary: Callable[[str], bool], *, is_asked: bool) -> str | None:
    if asks_somehow(speech):
        return None
    renamed = _renamed_by(before, speech)
    if renamed is not None or not is_asked or not before:
        return renamed
    name = name_alone(speech, is_ordinary)
    if name is not None:
        return _renamed(before, name)
    return f"{before}\n{speech.strip()}" if tells_how_to_call(speech) else None


def _renamed_by(before: str, speech: str) -> str | None:
    """With the name that a message tells as its own, in the place of the one before."""
    told = _NAME_TOLD.search(speech)
    if told is None or not may_be_name(_spelled_out(told["name"]), is_told=True):
        told = _NAME_INSTEAD.search(speech)
        if told is None or not _is_in(told["wrong"], before):
            return None
    return _renamed(before, _spelled_out(told["name"]), told["wrong"])


def _spelled_out(name: str) -> str:
    """A name as it is written, from its letters one by one: "s a m m"."""
    return re.sub(r"[ .-]", "", name) if re.fullmatch(r"(?:[^\W\d_][ .-])+[^\W\d_]", name) else name


def _renamed(before: str, name: str, wrong: str | None = None) -> str:
    if not before:
        return name
    if wrong is not None and _is_in(wrong, before):
        return _put(before, wrong, name)
    told = _NAME_TOLD.search(before)
    found = way_to_reach(before)
    earlier = told["name"] if told is not None else found[0] if found is not None else before.strip()
    if earlier and _is_named(earlier) and _is_in(earlier, before):
        return _put(before, earlier, name)
    return before if _is_in(name, before) else f"{name}, {before}"


def _with_ways(before: str, known: list[str], told: list[str], said: str) -> str | None:
    """With each number in the place of the one before it, and each mailbox likewise; None where it is unclear which."""
    after = before
    for is_mail in (True, False):
        new = [way for way in told if ("@" in way) is is_mail]
        old = [way for way in known if ("@" in way) is is_mail]
        # "Not 212 555 0142, it's 212 555 0188" names the wrong one.
        old = [way for way in old if _bare(way) in said] or old
        if not new:
            continue
        if len(new) != 1 or len(old) > 1 or (old and old[0] not in before):
            return None
        after = after.replace(old[0], new[0]) if old else f"{after}, {new[0]}"
    return after if told else None


def _ways(words: str) -> list[str]:
    found = way_to_reach(words) if words else None
    return found[1].split(", ") if found is not None else []


def _is_more_told(speech: str, ways: str, name: str | None = None) -> bool:
    """Whether more is told than the ways themselves: "only after six"."""
    left = small_letters(speech)
    for way in (*ways.split(", "), name or ""):
        left = left.replace(small_letters(way), " ") if way else left
    told = _NAME_TOLD.sub(" ", left)
    return not set(_words_of(told)) <= _CARRYING or re.search(r"\d", told) is not None


def _is_named(name: str | None) -> bool:
    return name is not None and may_be_name(name) and len(name.split()) <= 3


def _is_in(word: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words, re.IGNORECASE) is not None


def _put(words: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, words, count=1, flags=re.IGNORECASE)


def _words_of(text: str) -> list[str]:
    return _WORD.findall(small_letters(text))


def _bare(way: str) -> str:
    """A number by its digits alone, and a mailbox in small letters."""
    return way.casefold() if "@" in way else re.sub(r"\D", "", way)
