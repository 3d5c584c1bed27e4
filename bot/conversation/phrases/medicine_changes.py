"""Whether a message speaks of stopping, skipping, tapering or changing a medicine."""

import re
from typing import Final

from bot.conversation.phrases.patterns import any_of
from bot.safety.normalisation import plain_letters

# By the ends of their names, and by name where the end tells nothing: "medicine" and "wine" end like many of them.
_END = any_of(
    "azepam zolam epam oxetine azine apine etine idone iptyline ipramine oxamine faxine opram aline azole olol sartan "
    "pril statin gabalin codone morphone triptan lukast fentanil thyroxine giline phylline"
)
_NAME = any_of(
    "lexapro zoloft prozac paxil celexa cipralex effexor pristiq cymbalta wellbutrin bupropion zyban remeron trazodone "
    "viibryd trintellix brintellix nardil parnate maois? ssris? snris? tricyclics? lithium lamictal lamotrigine "
    "depakote valpro\\w+ tegretol topamax seroquel abilify aripiprazole zyprexa risperdal latuda clozaril haldol "
    "haloperidol depot xanax valium klonopin rivotril ativan librium ambien zolpidem zopiclone zimovane benzos? "
    "benzodiazepines? gabapentin lyrica neurontin buspar buspirone hydroxyzine clonidine guanfacine prazosin adderall "
    "vyvanse ritalin concerta elvanse strattera methylphenidate stimulants? suboxone subutex methadone buprenorphine "
    "tramadol codeine co-?codamol morphine oxycontin percocet norco vicodin fentanyl opioids? opiates? naltrexone "
    "antabuse warfarin eliquis apixaban xarelto clopidogrel aspirin insulin metformin prednisolone prednisone "
    "steroids? inhalers? hrt melatonin antihistamines? anti-?depressants? anti-?psychotics? anticonvulsants? "
    "sedatives? tranquilli[sz]ers? painkillers? testosterone levothyroxine"
)
_TWO_WORDS = (
    r"(?:(?:sleeping|pain|heart|anxiety|depression|blood pressure|bp|water|nerve|fentanyl) "
    r"(?:pills?|tabs?|tablets?|meds?|medicines?|patch(?:es)?)|pain killers?|blood thinners?|beta[ -]?blockers?"
    r"|mood stabili[sz]ers?|the pill)"
)
_WHOSE = any_of(
    "my his her their your our an? any some other another that one regular current daily usual "
    "(?:tonight|mum|mom|mother|dad|father|son|daughter|wife|husband|hubby)'?s"
)
# In the singular "the medicine" and "the dose" are mostly ketamine's own.
_ANY_KIND = (
    r"(?:meds|medications?|medicines|prescriptions?|scripts|tablets|pills|capsules|prescri(?:ption|bed) drugs?"
    rf"|{_WHOSE} (?:\w+ )?(?:med|medicine|pill|tablet|dose|dosage|patch))"
)
_MEDICINE = rf"\b(?:\w{{3,}}{_END}s?|{_NAME}|{_TWO_WORDS}|{_ANY_KIND})\b(?! (?:appointment|history|list|review))"

_CHANGING = (
    r"(?:stop(?:s|ped|ping)?(?! (?:by|at|in)\b)|quit(?:s|ting)?|skip(?:ped|ping)?|miss(?:ed|ing|es)?"
    r"|paus(?:e|es|ed|ing)"
    r"|(?:com(?:e|es|ing)|came|go(?:es|ing)?|went|get(?:s|ting)?|got|be(?:en|ing)?|was|were|am|i'?m|is|keep|stay"
    r"|wants?|taken?|taking|weeks?|days?|months?) off"
    r"|wean(?:s|ed|ing)?|taper(?:s|ed|ing)?|hold(?:ing)?(?: off)?|held|halv(?:e|es|ed|ing)|cut(?:s|ting)?"
    r"|lower(?:s|ed|ing)?|reduc(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|doubl(?:e|es|ed|ing)"
    r"|drop(?:s|ped|ping)?(?! off| out)|ditch(?:ed|ing)?|bin(?:ned|ning)?|chuck(?:ed|ing)?|flush(?:ed|ing)?"
    r"|switch(?:es|ed|ing)?|swap(?:s|ped|ping)?|chang(?:e|es|ed|ing)(?! (?:my|your|his|her) mind)|adjust(?:s|ed|ing)?"
    r"|alter(?:s|ed|ing)?|discontinu(?:e|es|ed|ing)|withdraw(?:s|ing|al)?|giv(?:e|es|ing) up|gave up"
    r"|(?:go|going|went|do|be) without|(?:leav(?:e|ing)|left) (?:off|out)|detox(?:ing)?|restart(?:s|ed|ing)?"
    r"|resum(?:e|es|ed|ing)|(?:tak(?:e|en|ing)|took) (?:less|more|fewer|extra|half)"
    r"|(?:not|don'?t|didn'?t|without) tak(?:e|en|ing)|wash(?:ing)? ?out)"
)
_BE = r"(?:be|been|being|get|gets|got|getting|is|are|was|were) (?:\w+ly )?"
_HALTED = any_of("halted held skipped missed weaned reduced lowered halved changed switched swapped adjusted cut")
_CHANGED = (
    rf"(?:{_BE}{_HALTED}"
    rf"|{_BE}(?:dropped|discontinued|withdrawn|increased|doubled|left off)|(?:{_BE})?(?:stopped|paused|tapered))"
)
_STOP = (
    r"(?:stop|quit|come off|go off|get off|coming off|be off|wean|taper|skip|miss|pause|halve|cut|reduce|lower|drop"
    r"|ditch|switch|swap|change|hold)"
)
_TO = any_of("should do must can could may to would will if need gotta just better i i'll")
_WHO = any_of("i we he she they people you me to just also have need first")
# "I'm on zoloft, should I stop?": what comes after is the medicine, or nothing.
_IT = r"(?= *(?:$|[?.!,]|(?:it|them|that|those|taking|for|before(?:hand)?|first|on|now|altogether|or|a)\b))"

_CHANGES: Final = re.compile(
    "|".join(
        (
            # do people stop their lexapro before it; weaning myself off prozac; not over the end of a sentence
            rf"\b{_CHANGING}\s(?:[^.!?\n]{{0,40}}?\s)?{_MEDICINE}(?! (?:from |not )?work)",
            # must antidepressants be stopped; a benzo gets paused
            rf"{_MEDICINE} (?:[\w'-]+ ){{0,5}}?{_CHANGED}\b(?! (?:work|touch|help|being|doing))",
            rf"\b(?:is|are|was|were) {_MEDICINE} (?:\w+ly )?(?:discontinued|held|reduced|changed)\b",
            rf"{_MEDICINE}.{{0,60}}?\b{_TO} (?:{_WHO} ){{0,3}}{_STOP}{_IT}",
            # do they make people stop what they're on
            r"\bstop(?:ping)? what (?:i|they|you|he|she)(?:'?re|'?m|'?s| are| am| is)? (?:on|taking|take)\b",
            r"\b(?:skip|miss|double|halve)(?:ped|ping|ed|ing|d)? (?:a|my|tonight'?s?|the|one|today'?s) (?:\w+ )?dose\b",
            r"\bcold turkey\b",
        )
    )
)


# Of a medicine that is named, and nothing more.
NAMED: Final = rf"(?:\b(?:\w{{3,}}{_END}s?|{_NAME}|{_TWO_WORDS})\b)"
_NAMED: Final = re.compile(NAMED)


def names_a_medicine(text: str) -> bool:
    """Whether a text names a medicine, as far as its name or the end of it tells."""
    return _NAMED.search(plain_letters(text)) is not None


def without_medicines(plain: str) -> str:
    """A text in plain letters without the medicines that it names."""
    return _NAMED.sub(" ", plain)


def speaks_of_changing_a_medicine(text: str) -> bool:
    """Whether a text speaks of stopping, skipping, tapering or changing a medicine, whoever takes it."""
    return _CHANGES.search(plain_letters(text)) is not None
