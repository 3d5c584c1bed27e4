"""Whether a message asks to see what the person answered or wrote here: "what did i put for the meds one"."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 20

# Every pattern below is for words as `plain_words` leaves them.
_ASKS_FOR_OWN: Final = re.compile(
    r"\bwhat did i (?:put|answer|write|type|enter|fill in)\b(?! (?:my|his|her|in my (?:body|system)"
    r"|(?:at|in|on|under|through|to) (?:(?:so much|such|great|more|any) )?(?:risk|stake|danger|harm|jeopardy|stress"
    r"|strain|shame|rest|hold)\b(?! (?:one|question|part|form|answer))|up with|myself|weight|pounds))"
    r"|\bdid i (?:say|put|answer|tick) (?:yes or no|no or yes|yes|no) (?:to|for|on|at)\b"
    r"|\b(?:forgot|forget|not sure|can not remember|do not remember) what i (?:put|answered|wrote|typed|entered)\b"
    r"|\blet me (?:see|look at|check|read) (?:the summary(?! (?:of|about|on|for|from|in) (?!my\b|what i\b"
    r"|(?:the|all|these|those) (?:my |the )?(?:answers?|form|pre ?screen|questionnaire)\b))"
    r"|(?:what i|my) (?:answer(?:s|ed)|put|wrote|typed|entered))\b"
    r"|^(?:(?:please|pls|can you|could you) ){0,2}(?:send|give|e ?mail) me (?:my|the) transcript\b"
    r"|\b(?:copy|printout|print out|pdf) of my (?:form|answers|questionnaire|transcript)\b"
    r"|^(?:please )?(?:export|download) my (?:data|answers|info|information)\b"
    r"|\bcheck (?:that |if |whether )?i (?:wrote|put|typed|entered) (?:\w+ ){0,5}show (?:it|me)\b"
)


def asks_for_own_answers(text: str) -> bool:
    """Whether a short message asks to see the person's own answers or words."""
    return _ASKS_FOR_OWN.search(few_words(text, _MOST_WORDS)) is not None
