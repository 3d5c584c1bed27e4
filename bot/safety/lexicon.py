"""Plain statements of danger, in letters as `screen.plain_letters` leaves them.

A reader is warned: this file names what people in crisis write. Negation never cancels one of these.
"""

import re

_I = r"(?:i|i'm|im|i am|i've|ive|i'll|ill|me)"
_GOING_TO = r"(?:going to|gonna|about to|want to|wanna|wanting to|need to|plan to|planning to|thinking (?:of|about)|will|could|might|should)"

CRISIS = re.compile(
    r"|".join(
        [
            rf"\b{_I}\b[^.?!\n]{{0,40}}\b(?:kill(?:ing)?|hurt(?:ing)?|cut(?:ting)?|harm(?:ing)?|hang(?:ing)?|shoot(?:ing)?) ?my ?self\b",
            rf"\b{_I}\b[^.?!\n]{{0,25}}\b{_GOING_TO}\b[^.?!\n]{{0,15}}\b(?:die|end (?:it all|my life|everything)|end things|take my (?:own )?life)\b",
            r"\b(?:i|we) (?:just )?(?:want|wanted|wanna|wish|long) (?:to be |i was |i were |i'd be |to )?dead\b",
            r"\b(?:i )?(?:want|wanna|wants) (?:to )?die\b(?! down)",
            r"\bi(?:'m| am|m)? (?:feeling |so |very |really |actively )?suicidal\b",
            r"\b(?:end|ending|take|taking) my (?:own )?life\b",
            r"\bbetter off (?:dead|without me)\b",
            r"\b(?:wish i (?:was|were) (?:dead|never born)|wish i (?:could|would) not wake up|(?:don't|dont|do not|never) want to (?:wake up|be alive|live|exist|be here) ?(?:any ?more|again|tomorrow)?)\b",
            r"\b(?:no|not a) reason (?:left )?(?:to|for) (?:live|living|go on|going on)\b",
            r"\b(?:kms|unalive (?:myself|me)|off myself|top myself|suicide (?:note|plan|letter))\b",
            rf"\b{_I}\b[^.?!\n]{{0,25}}\b{_GOING_TO}\b[^.?!\n]{{0,15}}\bkill (?:him|her|them|someone|somebody|my \w+|everyone|people)\b",
            r"\b(?:he|she|they|my \w+)(?:'s| is|s)? (?:going to|gonna|wants to|threatening to|about to|says (?:he|she|they)(?:'ll| will)?) (?:kill|hurt|shoot|hang) (?:himself|herself|themselves|themself|me|us|him|her)\b",
            r"\b(?:quiero morir(?:me)?|me quiero morir|quiero matarme|suicidarme|je veux mourir|me tuer|me suicider)\b",
        ]
    )
)

EMERGENCY = re.compile(
    r"|".join(
        [
            r"\b(?:took|taken|swallowed|have taken|just took)\b[^.?!\n]{0,30}\b(?:too many|all (?:of )?(?:my|the|them|his|her)|whole (?:bottle|pack|box|strip)|overdose)\b",
            r"\b(?:i|he|she|they|my \w+|who)(?:'ve|'s|ve| have| has)? (?:just )?(?:overdosed|od'?d|od'ed)\b",
            r"(?<!if )(?<!when )\b(?:i|he|she|they|my \w+) (?:can't|cant|cannot|can not) breathe\b",
            r"(?<!if )(?<!when )\b(?:he|she|they|my \w+)(?:'s| is|s)? ?(?:not|isn't|isnt|stopped|aren't|arent) breathing\b",
            r"\b(?:is|has gone|gone|he's|she's|hes|shes) (?:unconscious|unresponsive|blue in the face)\b",
            r"\bwon'?t wake up\b(?! from)",
            r"\bhaving (?:a |an )?(?:seizure|heart attack|stroke|overdose)\b(?! (?:risk|history))",
            r"\bbleeding (?:out|a lot|badly|heavily|everywhere)\b|\bbleeding (?:won't|wont|will not) stop\b",
        ]
    )
)
