"""Wording: what no approved text may say to its reader: a verdict on them, a promise, a dose or a price.

A verdict speaks to "you" and settles what only a clinician settles. Facts about KAP ("not recommended with psychosis")
and sentences that leave the matter open ("whether KAP is right for you is decided with a clinician") are none. The
patterns would rather find too much than too little, since a sentence can always be put another way.
"""

import re
from typing import Final

from bot.library.markup import plain

# A space in a pattern is one space: `_runs` smooths the text first.
_NOT = "(?: not|n'?t)"
_ANY_MODAL = f"(?:cannot|(?:wo|ca|sha){_NOT}|(?:can|could|will|would|should|may|might|must|shall|do|did){_NOT}?)"
# "You will receive ketamine by injection" describes a session; "you won't receive ketamine" is a verdict.
_DECIDING_MODAL = (
    f"(?:cannot|(?:wo|ca|sha){_NOT}|(?:will|would){_NOT}|(?:can|could|should|may|might|must|shall){_NOT}?)"
)
_BEING = f"(?:'?re|'?ve|'d|'ll| (?:are|were|have|had|look|sound|seem|appear|make){_NOT}?| {_ANY_MODAL})"
_IS = f"(?:'s|'d|'ll| (?:is|was|looks?|sounds?|seems?){_NOT}?| {_ANY_MODAL})"
_KAP = (
    "(?:KA[PT](?: sessions?)?|ketamine(?:[- ]assisted)?(?: (?:psycho)?therapy| treatments?| sessions?)?"
    "|(?:the|this|that|our) (?:treatment|therapy|drug))"
)
_HAVE_KAP = (
    f"(?:(?:have|get|receive|take|try|start|begin|do|undergo|use|join|benefit from|go ahead with) {_KAP}"
    r"|go ahead\b(?! and))"
)
# Words that may stand before the verdict itself and leave it a verdict.
_FILLERS = (
    r"(?:(?:\w+ly|not|never|also|perhaps|maybe|most|more|less|very|quite|still|now|indeed|too|just|well|almost|a|an|the"
    "|one|our|good|great|ideal|perfect|strong|right|poor|bad|weak|real|possible|potential|be|been|to be|being|going"
    "|considered|deemed|found|judged|thought|seen|regarded|as|make|like) ){0,6}"
)
_STATE = (
    "(?:(?:in)?eligible|(?:un)?suitable|(?:un)?suited|(?:un|dis)?qualified|candidates?|contraindicated|excluded"
    "|rejected|accepted|approved|barred|cleared|(?:turned|ruled|screened) (?:away|down|in|out)"
    r"|fit(?= for| with|\W*$|[.,;])"
    f"|(?:safe|fine|ok|okay|able|allowed|ready|free|(?:well|healthy) enough) (?:to {_HAVE_KAP}|for {_KAP})"
    rf"|(?:ill|sick|old|young|unwell|frail|unstable) for {_KAP}|(?:at )?(?:higher|high|lower|low)[- ]risk)\b"
)
_READER = (
    "(?:you|(?:someone|people|a person) like you"
    r"|your (?:\w+ )?(?:condition|case|situation|history|heart|pressure|diagnosis|illness|medicines?|medications?|age))"
    r"\b"
)
_NOUN = "(?:fit|option|choice|idea|match|treatment|therapy|candidate|path)"
_OF_KAP = (
    "(?:(?:right|(?:un)?safe|(?:un)?suitable|(?:in)?appropriate|recommended|advisable|contraindicated|dangerous|risky)"
    rf"(?: (?:and|or) \w+| enough)?(?: {_NOUN})?|{_NOUN})"
)
_OF_ANYTHING = (
    "(?:good|bad|best|wrong|fine|okay|ok|possible|impossible|perfect|ideal|effective|made|meant|allowed|advised)"
)
# "It is fine for you to ask": what follows "to" has nothing to do with treatment.
_NO_OTHER_USE = f"(?! to (?!{_HAVE_KAP}))"

_JUDGEMENTS: Final = (
    # you qualify; you do not meet our criteria
    rf"\byou (?:{_ANY_MODAL} )?{_FILLERS}(?:qualify|(?:meet|fit) (?:\w+ )?(?:criteria|requirements))\b",
    r"\byou (?:have )?(?:pass|fail)(?:ed)? (?:the|this|our|your) (?:pre-?)?screen",
    # you're eligible; you are not a candidate; you wouldn't be accepted
    rf"\byou{_BEING} {_FILLERS}{_STATE}",
    # you can have KAP; you should not take ketamine; you can have it
    rf"\byou {_DECIDING_MODAL} {_FILLERS}{_HAVE_KAP}",
    rf"\byou (?:cannot|(?:can|could|should){_NOT}?) (?:have|receive|undergo) it\b",
    # (KAP is not) right for you; (that is) a good option for someone like you; KAP suits you
    rf"\b{_OF_KAP} (?:for|with|in|given) {_READER}{_NO_OTHER_USE}",
    rf"\b(?:{_KAP}|it|this|that){_IS} {_FILLERS}{_OF_ANYTHING} (?:for|with|in) {_READER}{_NO_OTHER_USE}",
    rf"\b(?:{_KAP}|it) (?:(?:{_ANY_MODAL}|does{_NOT}) )?{_FILLERS}suits? you\b",
    # this rules you out; that makes you a good candidate; we can offer you KAP
    r"(?<! or )\b(?:rul(?:es?|ed|ing) you (?:in|out)|(?:disqualif(?:y|ies|ied)|exclude[sd]?) you)\b(?! or)",
    r"(?<! or )\b(?:turn(?:s|ed)? you (?:away|down)|(?:accept|reject)(?:s|ed)? you)\b(?! as| or)",
    rf"\bmak(?:es?|ing) you {_FILLERS}{_STATE}",
    rf"\b(?:can|could|will|would){_NOT}? (?:offer|give) you {_KAP}",
    # your answers show; your history rules out
    (
        rf"\byour (?:answers?|results?|score|history|condition|health) (?:(?:do|does|did){_NOT}? )?"
        r"(?:suggests?|shows?|means?|indicates?|points? to|rules? (?:in|out)|(?:dis)?qualif(?:y|ies))\b"
    ),
)
# Right before a verdict, these leave it open: "whether (KAP is) …", "can't tell you if …", "does not mean that …".
# "If you have asthma KAP is unsafe for you" stays a verdict: another "you" stands between.
_OTHER_WORDS = r"(?: ?(?!you\b|your\b)[\w'-]+)"
_NOBODY = "(?:cannot|never|nobody|nothing|no one|none|only)"
_SAY = "(?:mean|say|tell|judge|decide|promise|claim|know)s?(?: you| us| me)?(?: that)?"
_LEFT_OPEN: Final = (
    rf"\bwhether\b{_OTHER_WORDS}{{0,8}} ?$",
    r"\bwhat(?:'s| is| would be| might be| may be)(?: most| the| best)? $",
    rf"\b(?:if|before|until|till|once|when|whenever|unless)\b{_OTHER_WORDS}{{0,4}} ?$",
    rf"(?:\b{_NOBODY}|\w{_NOT})\b.{{0,60}}?\b{_SAY}[ \"']*{_OTHER_WORDS}{{0,4}} ?$",
)
_PROMISES: Final = (
    r"\bwill (?:\w+ly )?(?:cure|heal|fix|end your|change your life|take away|stop your|solve)\b",
    (
        rf"\b(?:{_KAP}|treatment|therapy|it) (?:will|always) (?:\w+ly )?(?:helps?|works?|relieves?|saves?|makes? you)\b"
        r"(?! (?:with|closely|on|out|to)\b)"
    ),
    (
        r"\b(?:you|things|everything|it|life)(?:'ll| will) (?:soon |all |definitely )?(?:feel|be|get) "
        r"(?:better|well|cured|healed|happier|fine|free|okay|ok|safe|alright|all right)\b"
    ),
    r"\bguarante\w+",
    r"\b(?:we|I) promise\b",
    r"(?:\b(?:completely|totally|perfectly|entirely)|\b100 ?%) (?:safe|harmless|effective)\b",
    r"\brisk[ -]free\b|\bno (?:risks?|side effects)\b|\bmiracle\b",
    rf"\b(?:{_KAP}|it|this) (?:cures|heals)\b",
    r"\bworks for everyone\b",
)
_DENIED: Final = (r"(?:\b(?:not|no|never|nobody|nothing|cannot|without|whether|if|none|neither)|n't)\b.{0,60}$",)
_DOSES: Final = (r"\b\d+(?:[.,]\d+)? ?(?:mg|mcg|µg|ml|milligrams?|micrograms?|millilit(?:er|re)s?)\b",)
_PRICES: Final = (r"[$€£] ?\d+", r"\b\d+ ?(?:dollars?|euros?|pounds|usd)\b")
_SHOUTS: Final = ("!",)

_STRAIGHT_QUOTES: Final = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_CLAUSE_MARKS: Final = ".,;:!?\n(\u2014\u2013"
_WRAPPED_LINE = re.compile(r"(?<!\n)\n(?!\n|\s*-\s)")
_SPACES = re.compile(r"[^\S\n]+")
_ASKING = re.compile(
    r" ?(?:- )?(?:is|are|do|does|did|can|could|will|would|should|may|might|was|were|has|have)\b", re.IGNORECASE
)


def judgements(text: str) -> list[str]:
    """Return the runs of a text that judge its reader, each from the start of its clause; empty when none does."""
    return _runs(_JUDGEMENTS, text, excuses=_LEFT_OPEN)


def promises(text: str) -> list[str]:
    """Return the runs of a text that promise an outcome ("will cure", "guaranteed"); a denial is no promise."""
    return _runs(_PROMISES, text, excuses=_DENIED)


def style_faults(text: str) -> list[str]:
    """Return a sentence for each promise, dose, price and exclamation mark in a text."""
    faults = [f'It promises something: "{run}".' for run in promises(text)]
    faults += [f'It names a dose: "{run}".' for run in _runs(_DOSES, text)]
    faults += [f'It names a price: "{run}".' for run in _runs(_PRICES, text)]
    faults += [f'It has an exclamation mark: "{run}".' for run in _runs(_SHOUTS, text)]
    return faults


def _runs(patterns: tuple[str, ...], text: str, excuses: tuple[str, ...] = ()) -> list[str]:
    """Return what the patterns find and no excuse clears, in order, one run for matches that overlap."""
    shown = _SPACES.sub(" ", _WRAPPED_LINE.sub(" ", plain(text).translate(_STRAIGHT_QUOTES)))
    spans = sorted(match.span() for pattern in patterns for match in re.finditer(pattern, shown, re.IGNORECASE))
    runs: list[str] = []
    end_of_last = 0
    for start, end in spans:
        clause_start = 1 + max(shown.rfind(mark, 0, start) for mark in _CLAUSE_MARKS)
        before = shown[clause_start:start]
        if start < end_of_last or (excuses and _is_question(shown, start)):
            continue
        if not any(re.search(excuse, before, re.IGNORECASE) for excuse in excuses):
            runs.append(shown[clause_start:end].strip())
            end_of_last = end
    return runs


def _is_question(text: str, position: int) -> bool:
    """Tell whether the sentence at a position asks ("Do you qualify?"); "You qualify, right?" does not."""
    start = 1 + max(text.rfind(mark, 0, position) for mark in ".!?:\n")
    end = re.search(r"[.!?\n]|$", text[position:])
    return _ASKING.match(text, start) is not None and end is not None and end[0] == "?"
