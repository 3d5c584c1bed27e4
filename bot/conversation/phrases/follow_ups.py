"""Short questions that name nothing themselves, only what was spoken of: "is that normal", "how long do they last"."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import plain_words

_MOST_WORDS: Final = 12

# Every pattern below is for words as `plain_words` leaves them.
_LEAD = (
    r"(?:(?:ok|okay|so|and|but|oh|wait|hm+|well|also|then|wow|sorry|thanks|no|yes|like|do you know|can you tell me"
    r"|i mean"
    r"|is it true) ){0,3}"
)
_TAIL = (
    r"(?: (?:though|then|usually|normally|mostly|always|ever|too|again|after|afterwards|or not|at all|for (?:everyone"
    r"|everybody|most people|people|long|a long time|good|ever|me|days|weeks|hours)|by (?:itself|themselves)|on"
    r" (?:its|their)"
    r" own|over time|with time|eventually|please|really|in the end|often|a lot|very often|to people|to everyone"
    r"|to many people|to me|soon|quickly)){0,3}"
)
_THAT = r"(?:it|that|this|they|those|these|them|all (?:of )?(?:that|this|those)|any of (?:it|that|those|these))"
_HOW_IT_IS = (
    r"(?:normal|bad|common|rare|usual|unusual|typical|expected|permanent|serious|dangerous|harmful|scary|painful"
    r"|likely"
    r"|unlikely|temporary|forever|worrying|severe|mild|lasting|a problem|a bad sign|a good sign|something to worry"
    r" about"
    r"|to be expected|long|frequent|treatable|reversible|avoidable)"
)
_DOES = (
    r"(?:go away|last|stop|pass|happen|hurt|wear off|fade|fade away|come back|return|get better|get worse|end"
    r"|disappear"
    r"|occur|stay|continue|go|keep going|clear up|ease|ease off|be (?:treated|prevented|stopped|avoided|helped"
    r"|dangerous"
    r"|permanent|bad|normal))"
)
_BARE: Final = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:is|are|was|were|would) {_THAT} (?:(?:really|all|also|so|very|actually|even|pretty|kind of|considered|be)"
    rf" ){{0,2}}"
    rf"{_HOW_IT_IS}"
    rf"|(?:do|does|will|can|could|would|did) {_THAT} (?:(?:really|all|also|ever|usually|normally|always|just"
    rf"|eventually|often|actually) ){{0,2}}{_DOES}"
    rf"|how (?:long|often|soon|quickly|fast|much) (?:do|does|will|can|could|would|is|are) {_THAT}"
    rf"(?: (?:usually|normally|really|typically|actually))?(?: {_DOES})?"
    r"|how (?:common|bad|likely|serious|dangerous|normal|rare|severe|painful|frequent|long lasting) (?:is|are|can"
    r"|could"
    rf"|would) {_THAT}(?: be| get)?"
    r"|what (?:can|do|does|should|could) (?:i|you|they|people|one|we|someone|anyone) do (?:about|against|for|with|if)"
    rf" {_THAT}(?: happens?| lasts?| does not stop| do not stop| gets? worse)?"
    rf"|why (?:do|does|is|are|would) {_THAT}(?: {_DOES}| so| {_HOW_IT_IS})?"
    rf"|what (?:causes|helps|helps with|helps against|triggers) {_THAT}|what if {_THAT} (?:does not|do not|happens?"
    rf"|gets?)"
    rf"(?: {_DOES}| worse)?"
    rf"){_TAIL}"
)


def names_only_the_last(text: str) -> bool:
    """Whether a short question is about what was spoken of last, and says nothing itself of what that is."""
    words = plain_words(text)
    return 0 < len(words.split()) <= _MOST_WORDS and _BARE.fullmatch(words) is not None
