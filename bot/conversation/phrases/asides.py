"""What people say in passing at a question on their health, of others and of the day: "my cat is sick"."""

import re
from typing import Final

from bot.conversation.phrases.medicine_changes import names_a_medicine
from bot.conversation.phrases.patterns import any_of
from bot.conversation.phrases.prescreen_additions import questions_named
from bot.safety.normalisation import plain_letters

_MOST_WORDS = 14
_LEAD = r"(?:(?:oh|ok|okay|well|hi|btw|also|and|so|u[mh]+|actually|sorry|wait|omg|lol|ugh|hm+|haha)[ ,.:!-]+){0,4}"
# No kin and no partner: what these have may bear on the answer.
_OTHERS = any_of(
    "cats? dogs? pets? kitten kitty puppy pup horses? birds? hamster rabbit fish boss manager supervisor co-?workers? "
    "colleagues? neighbou?rs? landlord landlady roommate flatmate housemate teacher professor friends? buddy bestie "
    "barber hairdresser mailman president"
)
_OF_ANOTHER: Final = re.compile(rf"{_LEAD}(?:my|the|our|a) (?:\w+ ){{0,2}}?{_OTHERS}(?:'s|s)?\b")
_ONESELF: Final = re.compile(r"\b(?:i|me|myself|mine|i'?m|im|i'?ve|ive|i'?ll|we|us|like my|and my)\b")
_JOB = any_of(
    "nurse teacher doctor driver trucker student lawyer engineer chef cook waiter waitress carpenter plumber "
    "electrician mechanic farmer artist writer musician programmer developer accountant cashier firefighter paramedic "
    "veteran soldier cop policeman librarian scientist salesman manager builder pilot"
)
_PLACE = (
    r"(?:at (?:work|home|school|the (?:office|gym|store|shop|beach|park|airport|library))|on (?:the|a) (?:bus"
    r"|train|sofa|couch|plane|toilet)|in (?:the|my) (?:car|kitchen|garden|office|bath)|outside|home"
    r"|on my (?:break|lunch|phone|way))"
)
_OF_THE_DAY: Final = re.compile(
    rf"{_LEAD}(?:it'?s (?:so |really |very |quite |a bit |been )*(?:raining|snowing|sunny|windy|stormy|cold|hot|late"
    r"|early|dark|my birthday|a nice day|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: \w+){0,3}"
    r"|(?:the )?(?:weather|rain|snow|sun|traffic|wifi|wi-fi|internet|dinner|lunch|game|food|pizza|bus|train)"
    r"(?:'s| (?:is|was|here|just))(?: \w+){1,4}"
    r"|(?:someone|somebody)(?:'s| is) at the door|(?:the|my) (?:phone|battery|laptop|screen)(?:'s| is)? (?:\w+ ){0,2}"
    r"(?:dying|dead|low|slow|ringing|broken|at \d+ ?%?|cracked|freezing)"
    r"|(?:the|my) (?:kids?|baby|son|daughter|toddler|husband|wife|mum|mom|dad) (?:is|are|was|just|keeps?) (?:\w+ )?"
    r"(?:crying|screaming|yelling|calling|awake|asleep|hungry|home|here|woke up|waking up|cooking|waiting)"
    rf"|i(?:'?m| am) (?:just |still |currently |sitting )*{_PLACE}(?: (?:now|right now|rn|today|atm))?"
    rf"|i(?:'?m| am) an? (?:\w+ )?{_JOB}|i work (?:at|as|in|for|nights|days|from home|night shifts?)(?: \w+){{0,4}}"
    r"|(?:i live|i'?m living|i(?:'?m| am) from|i come from|i grew up)(?: (?:in|near|from))?"
    r" (?!(?:in|on|near|from|with) |an? (?:rehab|ward|halfway|sober|recovery|group)"
    r"|rehab|hospital)[\w ,]{2,30}"
    r"|i (?:like|love|hate) (?:turtles|pizza|cats|dogs|music|coffee|rain|snow|mondays|football|you|this bot))"
    r"(?: (?:lol|haha|btw|today|now|here|again))*[ .!]*"
)

# What others give, and what neighbours and birds say, is of the person: "a friend shares oxycontin".
_TELLS_OF_ONESELF: Final = re.compile(
    r"\b(?:gives?|gave|giving|shares?|sharing|sells?|sold|watch\w*|listen\w*|hear\w*|whisper\w*|talk\w*|speak\w*"
    r"|send\w*|poison\w*|follow\w*|spy\w*|spies|control\w*|laugh\w*|messages?|walls?)\b"
)


def is_aside(text: str) -> bool:
    """Whether a short text tells of people and animals that are no kin, or of the day, and of no matter of health of
    one's own."""
    plain = plain_letters(text)
    if "?" in plain or len(plain.split()) > _MOST_WORDS or _TELLS_OF_ONESELF.search(plain):
        return False
    if _OF_THE_DAY.fullmatch(plain):
        # "I work with heroin users", "i'm from rehab" may be more.
        return not (plain.startswith("i") and (questions_named(text) or names_a_medicine(text)))
    found = _OF_ANOTHER.match(plain)
    return found is not None and _ONESELF.search(plain, found.end()) is None
