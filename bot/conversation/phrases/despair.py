"""Words of somebody who sees no sense, or whom nobody would miss: "would anyone even notice". Often they come as a
question, and stand where an answer was asked for. Each must be all that a message says."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import few_words

_MOST_WORDS: Final = 14

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|oh|no|well|so|and|but|honestly|really|like|just|idk|i do not know|i guess|i think|sometimes i think"
    r"|i (?:just )?(?:wonder|doubt|feel like|think)(?: if| that)?|if|maybe|god|sorry|to be honest|anyway|i mean) ){0,4}"
)
_TAIL = (
    r"(?: (?:anyway|really|honestly|any ?more|at all|though|tho|if i (?:did|do)|lol|tbh|to be honest|now|sorry|idk"
    r"|or not|i guess|i think|right)){0,3}"
)
_ANYONE = r"(?:any ?one|anybody|somebody|any of them|a single person|people)"
_NOBODY = r"(?:no ?one|nobody|none of them|not a soul|not one person|not a single person)"
_EVEN = r"(?:(?:even|ever|really|actually|honestly|truly|care to|bother to) ){0,2}"
_JUST = r"(?: (?:just|simply|suddenly|all of a sudden|one day)){0,2}"
_AM = r"(?: (?:am|was|were|had|have|would|will|did|do))?"
_FOR_EVER = rf"{_JUST} (?:disappear(?:ed)?|vanish(?:ed)?)"
_NO_MORE = (
    rf"{_JUST}(?: not|(?: no longer)|(?: never)){_JUST} (?:be |been )?"
    r"(?:here|around|wake up|woke up|woken up|exist(?:ed)?|alive|born)"
)
# Who is not there, or leaves, may miss a session or go home early, unless it is only imagined.
_GONE = rf"(?:if|when|once) i{_JUST}{_AM}(?:{_FOR_EVER}|{_JUST}(?: been)? gone|{_NO_MORE})"
_VANISHED = (
    rf"(?:if|when|once) i{_JUST}{_AM}(?:{_FOR_EVER}"
    rf"|{_JUST} (?:not|never) (?:wake up|woke up|woken up|exist(?:ed)?|born))"
)
_WERE_GONE = (
    rf"(?:if|when|once) i{_JUST}{_AM}(?:{_FOR_EVER}|{_JUST}(?: been)? gone|{_NO_MORE}"
    rf"|{_JUST} (?:left|leave|went away|existed|exist|alive)|{_JUST} (?:not|never){_JUST} (?:be |been )?there)"
)
_IF_GONE = rf"(?:{_GONE}|{_WERE_GONE})"
_UNMISSED: Final = re.compile(
    rf"{_LEAD}(?:(?:would|will) {_ANYONE} {_EVEN}miss me|{_ANYONE} (?:would|will) {_EVEN}miss me"
    rf"|{_NOBODY} (?:would|will|is going to) {_EVEN}miss me|who (?:would|will|is going to) {_EVEN}miss me"
    rf"|(?:will {_ANYONE}|(?:{_NOBODY}|who) will) {_EVEN}(?:notice|care) {_GONE}"
    rf"|(?:would {_ANYONE}|(?:{_NOBODY}|who) would) {_EVEN}(?:notice|care) {_WERE_GONE}"
    # Whether anybody minds is what one asks before leaving a room.
    rf"|(?:(?:would|will) {_ANYONE}|(?:{_NOBODY}|who) (?:would|will)) {_EVEN}mind {_VANISHED}"
    rf")(?: {_IF_GONE})?{_TAIL}"
)
_ALL_OF_IT = (
    r"(?:any of (?:this|it)|anything|everything|it all|all (?:of )?(?:this|it)|trying|me trying|going on|carrying on"
    r"|being here|getting up)"
)
# "Would anyone notice" may be a question on what a beer does, and "does it even matter" one on the arm that they use.
_NOTICE = r"(?:(?:even|ever|really|actually|honestly|truly|bother to) ){1,2}notice"
_DESPAIRS: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:would|will|does) {_ANYONE} (?:{_EVEN}care(?: about me)?|{_NOTICE})|would they even (?:notice|care)"
    rf"|{_NOBODY} (?:would|will) (?:{_EVEN}care|{_NOTICE})|{_NOBODY} (?:really )?cares(?: about me| any ?more"
    rf"| what happens to me)*|{_NOBODY} (?:really )?notices(?: me| any ?more| what happens to me)+"
    rf"|who would (?:{_EVEN}care|{_NOTICE})|they would not even (?:notice|care)"
    r"|would it even matter(?: to anyone)?|does it even matter to anyone|would it matter to anyone"
    r"|it would not matter to anyone"
    rf"|what is (?:even )?the point (?:even )?(?:of|in|to) {_ALL_OF_IT}|what is (?:even )?the point any ?more"
    r"|what is even the point"
    rf"|(?:there is|i see|i can see|i do not see) (?:no|any|a|the) point (?:(?:of|in|to) )?(?:{_ALL_OF_IT}|any ?more)"
    rf"|what is it all for|nothing (?:really |even )?matters|none of (?:it|this) (?:really |even )?matters"
    r"|it (?:all )?does not matter any ?more|i do not (?:even |really )?matter(?: to (?:anyone|anybody))?"
    r"|i (?:have|got|see|feel) no hope(?: left)?|there is no hope(?: (?:left|for me))*"
    r"|i (?:have )?(?:lost|given up) (?:all )?hope|i (?:give|have given) up on (?:everything|life|myself|it all)"
    r"|why do i even (?:try|bother)|why am i even (?:here|trying|alive)"
    rf"){_TAIL}"
)


def would_be_unmissed(speech: str) -> bool:
    """Whether a short message says, or asks, that nobody would miss the writer or notice if they were gone."""
    return _UNMISSED.fullmatch(few_words(speech, _MOST_WORDS)) is not None


def despairs(speech: str) -> bool:
    """Whether a short message sees no point in anything, or thinks that nobody cares, and says nothing else."""
    words = few_words(speech, _MOST_WORDS)
    return _DESPAIRS.fullmatch(words) is not None or _UNMISSED.fullmatch(words) is not None
