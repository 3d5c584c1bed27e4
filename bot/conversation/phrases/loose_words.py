"""Whether the words that raised an alarm may have been a slip or about other things: only then is "my marriage, I mean"
or "4, not 40" heard as putting them right, and never as the reason for them."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words
from bot.safety.dangers import Danger

_MOST_WORDS: Final = 12

# Every pattern below is for words as `plain_words` leaves them.
_LOOSE: Final = re.compile(
    r"\b(?:end(?:ing)? (?:it|this|things)(?! all\b)"
    r"|(?:put|putting) (?:him|her|it|them) (?:down|to sleep)|(?:put|putting) (?:my|our|the) \w+ (?:\w+ )?down"
    r"|(?:not|never|no longer) (?:going to )?be (?:around|here|there|in|coming)\b)"
)
_GRIM: Final = re.compile(
    r"\b(?:kill\w*|die[ds]?|dying|dead|death|suicid\w*|unaliv\w*|stab\w*|shoot\w*|shot|hurt\w*|harm\w*|hang\w*|jump\w*"
    r"|cut\w*|slit\w*|chok\w*|strangl\w*|drown\w*|burn\w*|poison\w*|murder\w*|attack\w*|beat\w*|punch\w*|hit\w*|blood\w*"
    r"|guns?|rifle|knife|knives|bombs?|weapons?|rope|noose|bridge|roof|train|wrists?|pills?|tablets?|meds|overdos\w*|od"
    r"|(?:a)?live|lives|living|life|exist\w*|wake|breath\w*|world|earth|planet|heaven|god|pain|suffer\w*|goodbye"
    r"|good bye|farewell|note|will|miss|burden|without me|better off|everyone|anymore"
    r"|any more|forever|tonight|myself|me|us)\b"
)
# "Will not be around" speaks of the time to come, and is no testament.
_WILL_NOT: Final = re.compile(r"\bwill (?=(?:not|never|no longer)\b)")
_COUNTED: Final = re.compile(
    r"\b(?:\d{1,3}|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred)\b"
)
_BY_THE_PACK: Final = re.compile(
    r"\b(?:bottles?|box(?:es)?|packe?ts?|packs?|bags?|jars?|strips?|blisters?|cartons?|tubs?|tubes?|vials?|handfuls?"
    r"|fistfuls?|bunch|lots?|loads?|all|whole|entire|full|rest|every|everything|half|both|cups?|glass(?:es)?|shots?"
    r"|m?gs?|mgs?|grams?|ml|pints?|lit(?:er|re)s?)\b"
)


def is_loosely_said(speech: str, danger: Danger) -> bool:
    """Whether a message that was taken for `danger` is so vague that it may have been about something else, or, where
    something was taken, rests on one number alone, which a finger may have slipped on."""
    words = few_words(speech, _MOST_WORDS)
    if not words:
        return False
    if danger is Danger.OVERDOSE:
        return len(_COUNTED.findall(words)) == 1 and not _BY_THE_PACK.search(words)
    return _LOOSE.search(words) is not None and not _GRIM.search(_WILL_NOT.sub("", words))
