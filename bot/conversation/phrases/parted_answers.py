"""Several facts in one answer: "no heart problem but my liver is bad and i take lithium"."""

import re
from dataclasses import dataclass
from typing import Final

from bot.conversation.phrases.asking_words import asks_somehow
from bot.conversation.phrases.medicine_changes import without_medicines
from bot.conversation.phrases.own_facts import denies_plainly, question_told
from bot.conversation.phrases.prescreen_additions import questions_named, without_what_is_named
from bot.safety.normalisation import plain_letters

_MOST_WORDS: Final = 40
_CLAUSE_END: Final = re.compile(
    r"(?<=^no)(?= (?:i|i'?m|i'?ve|im|ive|my)\b)|(?<=^nope)(?= (?:i|i'?m|i'?ve|im|ive|my)\b)"
    r"|[.,;:!\n]+|\s-+\s|\b(?:but|though|although|tho|however|except)\b"
    r"|\b(?:and|plus|also)\b(?=(?: also| then)? (?:i|i'?m|i'?ve|im|ive|my)\b)"
)
_FILLER: Final = re.compile(
    r"(?:(?:oh|ok|okay|well|hi|so|and|um+|uh|hm+|sorry|actually|also|plus|just|lol|btw|that'?s it|thanks"
    r"|thank you|honestly|tbh)\s*)*"
)
_LEAD = r"(?:(?:oh|ok|okay|well|um+|uh|hm+|sorry|actually|honestly|and|also|just) )*"
_BARE_NO: Final = re.compile(
    rf"{_LEAD}(?:no|nope|nah|naw|never|none|negative)(?: (?:never|none|nope|nothing|not at all|at all|thanks"
    r"|thank you|thankfully|for that|for (?:this|that) one))?"
)
# Whatever is denied beside one of these, it may be said of another matter, or be taken back.
_AFFIRMS: Final = re.compile(
    r"\b(?:y(?:es|ess+|eah|ea|ep|up|as|e|a)|aye|sure(?! enough)|correct|right(?! now)|true|affirmative|indeed|exactly"
    r"|absolutely|definitely|certainly|of course|i (?:do|did|am|have|had|was|could|can)(?= *(?:$|[.,;:!]|but\b|and\b))"
    r"|kind of|sort of|kinda|sorta|a (?:little|bit)|in a way|somewhat|i lied|(?:just )?kidding|jk|correction"
    r"|scratch that|i meant?|on second thoughts?|come to think)\b(?! not\b)"
)
_HEDGES: Final = re.compile(
    r"\b(?:think|thought|guess|suppose|believe|maybe|perhaps|probably|possibly|might|may|unless|unsure|dunno|idk|wonder"
    r"|suspect|hopefully|assume|not (?:sure|certain|really|exactly|quite|yet|officially|formally|that i know"
    r"|technically|diagnosed)|no (?:idea|clue)|(?:do not|don'?t) (?:know|remember|recall)|hard to say|it depends"
    r"|sometimes|occasionally|technically|as far as|so far|supposedly|almost|nearly)\b"
)
# Words that deny, and say that something is so all the same: "no doubt my heart is bad".
_DENIES_NOTHING: Final = re.compile(
    r"\b(?:(?:no|without|beyond)(?: an?| any)? (?:doubt|question)|no (?:joke|lie|secret|denying|cure|end|relief|better"
    r"|use|wonder|surprise|way around)|not (?:only|just|lying|kidding|joking|gone|over|better|fine|ok|okay|good|great"
    r"|well|normal|healthy|clear|right|under control|controlled|the best|the same|working)"
    r"|(?:never|\w{2,6}n'?t|not|nothing|none)\b(?: \w+){0,3}? (?:go(?:es)?|gone|went|going|stop(?:s|ped|ping)?"
    r"|end(?:s|ed|ing)?|helps?|helped|heals?|healed|works?|worked|leaves?|left|improves?|improved|settles?|recover(?:s|ed)?|better|deny"
    r"|denied|lie|fixed|cured|normal|fine|ok|okay|good|great|well|healthy|clear|right|the same|the best))\b"
)
# "No heart problems anymore" tells of one, where it is asked whether there ever was any.
_ONLY_NOW: Final = re.compile(
    r"\b(?:any ?more|any longer|no longer|since|now|nowadays|lately|recently|currently|presently|these days|today"
    r"|this (?:time|week|month|year)|at (?:the moment|present)|for (?:a|the|\w+) \w+|in (?:\w+ )?(?:days|weeks"
    r"|months|years)|quit|stopped|sober|clean)\b"
)
# What is taken for the very thing that is denied, or comes of it: beside a "no" it is asked about.
_MEDICINES, _SUBSTANCES, _LIVER, _ALLERGY = "medications", "substance_use", "liver_kidney", "allergy_ketamine"
_TREATMENTS: Final = "previous_treatment"
_OF_THE_PRESENT: Final = ("pregnancy", _MEDICINES)
_POINTS_BACK: Final = {
    "psychosis_history": (_MEDICINES, _SUBSTANCES),
    _SUBSTANCES: (_MEDICINES, _LIVER),
}
_BELONGS_TOO: Final = {
    "heart_blood_pressure": (
        r"(?:blood pressure|bp|water|heart) \w+|beta[ -]?blockers?|(?:blood )?thinners?|diuretics?|statins?|nitro\w*"
        r"|digoxin|warfarin|eliquis|apixaban|xarelto|clopidogrel|plavix|aspirin|\w+(?:olol|pril|sartan|dipine|statin)"
        r"|lasix|furosemide|clonidine|prazosin|cocaine|coke|meth"
    ),
    _LIVER: r"lactulose|rifaximin|entecavir|tenofovir|epclusa|harvoni|interferon|tacrolimus|binders?|transplant\w*",
    "pregnancy": (
        r"prenatals?|pre-?natal|folic|folate|progesterone|clomid|letrozole|fertility|ivf|domperidone|metoclopramide"
        r"|trimester|midwife|(?:morning )?sickness"
    ),
    _MEDICINES: (
        r"medical|medicinal|prescri\w+|cbd|methadone|suboxone|buprenorphine|insulin|vitamins?|supplements?"
        r"|edibles|thc|shrooms|drugs?|heroin|cocaine|coke|meth|mdma|ecstasy|lsd|tak(?:e|ing)|use|using|on"
    ),
    _SUBSTANCES: r"use|used|using|a lot|lots|xanax|oxy\w*|perc\w*|adderall|benzos?|opioids?|opiates?|painkillers?",
    _ALLERGY: r"epi-? ?pens?|antihistamines?|benadryl|cetirizine|loratadine|hydroxyzine|ketamine",
}
_ALSO_THIS: Final = {question: re.compile(rf"\b(?:{words})\b") for question, words in _BELONGS_TOO.items()}
# What may stand beside a matter that is told of, and tells nothing more: "i have afib and see shadows" does.
_PLAIN_WORDS: Final = (
    "a an the my i i'm im i've ive am is are was were be been have has had got get do did don't dont not no never"
    " any and or nor both just also too only still now currently really very so some all every each day days daily"
    " night nightly week weekly weekend weekends morning mornings evening evenings twice once lot lots of much many"
    " more heavily bit little mg mcg ml dose doses two three stage type take taking took use used using on"
    " bad poor weak failing failed damaged fatty high low irregular enlarged chronic mild severe serious history"
    " problem problems issue issues trouble condition conditions disease diseases illness"
    " infection infections disorder rate fine ok okay good great healthy normal well clear perfect"
    " to latex penicillin peanuts nuts bees wasps pollen dust cats dogs shellfish eggs milk gluten sulfa"
)
_PLAIN_BESIDE: Final = frozenset(_PLAIN_WORDS.split())
# "Hepatitis and attacks" may be attacks of the heart.
_OF_AN_ORGAN: Final = re.compile(r"\b(?:heart|liver|kidneys?) (?:attacks?|failure)\b")
_OF_ONESELF: Final = re.compile(r"(?:(?:and|also|just|still|only|then|plus) ){0,3}(?:i|i'?m|i'?ve|im|ive|my)\b")
_BEFORE_I: Final = re.compile(r"^(?:(?:and|also|just|still|only|then|plus) )+")


@dataclass(frozen=True, slots=True)
class PartedAnswer:
    """`own`: the part that denies what is asked. `others`: the questions that the rest tells something for, each with
    the words for it."""

    own: str
    others: tuple[tuple[str, str], ...]


def parted_answer(text: str, asked: str) -> PartedAnswer | None:
    """The parts of an answer that plainly denies what is `asked` and tells of other matters beside it. None for any
    other text, and where one of its parts is not plain."""
    plain = plain_letters(text)
    if len(plain.split()) > _MOST_WORDS or asks_somehow(text):
        return None
    if _AFFIRMS.search(plain) or _HEDGES.search(plain):
        # A yes, or half of one, anywhere in it: no part of that is a no.
        return None
    own: list[str] = []
    others: list[tuple[str, str]] = []
    for clause in clauses(plain):
        if _denies_asked(clause, asked):
            own.append(clause)
            continue
        told = question_told(_BEFORE_I.sub("", clause), asked)
        if told is None or told == asked or _may_tell_of(asked, told, clause) or _tells_more(clause):
            return None
        # What is denied of another matter is asked there.
        if not denies_plainly(clause):
            others.append((told, clause))
    return PartedAnswer(". ".join(own), tuple(others)) if own and others else None


def clauses(plain: str) -> list[str]:
    """The parts of a text in plain letters, without those that say nothing."""
    found = (clause.strip() for clause in _CLAUSE_END.split(plain))
    return [clause for clause in found if not _FILLER.fullmatch(clause)]


def affirms_beside_a_no(text: str, asked: str) -> bool:
    """Whether a part of a text tells of oneself, names what is `asked` and denies nothing, whatever its other parts
    deny: "no. i have high blood pressure and my kidneys are bad" at the question on the kidneys."""
    parts = clauses(plain_letters(text))
    own = [part for part in parts if _OF_ONESELF.match(part) and asked in questions_named(part)]
    return len(parts) > 1 and any(not denies_plainly(part) for part in own)


def denies_and_tells_of_others(text: str, asked: str) -> bool:
    """Whether a text begins by denying what is `asked`, and after that names other matters and nothing else: what it
    says of these is no yes."""
    plain = plain_letters(text)
    if _AFFIRMS.search(plain):
        return False
    first, *rest = clauses(plain) or [""]
    if asked == _TREATMENTS:
        # Whatever they take or drink may be what they tried.
        return False
    also_this = _ALSO_THIS.get(asked)
    if any(_tells_more(clause) or (also_this is not None and also_this.search(clause)) for clause in rest):
        return False
    named = {question for clause in rest if not denies_plainly(clause) for question in questions_named(clause)}
    return bool(named) and asked not in named and _denies_asked(first, asked)


def _denies_asked(clause: str, asked: str) -> bool:
    if _BARE_NO.fullmatch(clause):
        return True
    is_of_now = asked not in _OF_THE_PRESENT and _ONLY_NOW.search(clause) is not None
    is_denial = denies_plainly(clause) and not is_of_now and not _is_no_denial(clause)
    return is_denial and questions_named(clause) == [asked]


def _is_no_denial(clause: str) -> bool:
    return _HEDGES.search(clause) is not None or _DENIES_NOTHING.search(clause) is not None


def _may_tell_of(asked: str, told: str, clause: str) -> bool:
    """Whether what is told for another question may be a yes to the one that is asked: "no but i am on haldol"."""
    if told in _POINTS_BACK.get(asked, ()):
        return True
    pattern = _ALSO_THIS.get(asked)
    return pattern is not None and pattern.search(clause) is not None


def _tells_more(clause: str) -> bool:
    """Whether anything stands in a clause but the matters it names: whatever that is, it may belong to what is asked,
    as in "my liver is bad from the pills" and "my heart is controlled by them"."""
    # A medicine that they react to is one that they were given, and what for is not said.
    is_of_allergy = _ALLERGY in questions_named(clause)
    named = _OF_AN_ORGAN.sub(" ", clause)
    left = without_what_is_named(named if is_of_allergy else without_medicines(named))
    return any(not word.isdigit() and word not in _PLAIN_BESIDE for word in left.split())
