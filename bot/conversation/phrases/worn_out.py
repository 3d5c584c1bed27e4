"""Words of somebody at the end of their strength, which no screen takes for danger: "I can't go on like this"."""

import re
from typing import Final

from bot.conversation.phrases.plain_words import plain_words

_MOST_WORDS: Final = 16

# For words as `plain_words` leaves them. "I can't do this" alone may be about the questions.
_LEAD = r"(?:(?:i|just|really|honestly|god|oh|no|so|and|but|sorry|please|ok|feel like|think|simply|actually) ){0,5}"
_LONGER = r"(?:like this|this way|anymore|any longer|much longer|any further|for much longer|another day|as things are)"
_WORN_OUT: Final = re.compile(
    rf"{_LEAD}(?:can not|could not|can hardly|can barely)(?: \w+)?? (?:(?:go on|carry on|keep going|cope|hold on"
    rf"|keep this up|keep doing this|do this|do it|take it|take this|bear it|bear this|stand it|stand this|live|manage"
    rf"|handle it|handle this)(?: {_LONGER}){{1,2}}|go on|cope|bear it|bear this)"
    rf"|{_LEAD}do not know how (?:much longer i can|to|i can|i will|long i can) (?:go on|carry on|keep going|cope"
    rf"|hold on|do this|keep doing this|take it|take this|live)(?: {_LONGER}){{0,2}}"
    rf"|{_LEAD}(?:am )?at (?:the end of my (?:rope|tether|strength)|(?:my )?(?:wits|wit s) end|breaking point|my limit)"
)


def is_worn_out(speech: str) -> bool:
    """Whether a message says nothing but that the person can hardly go on."""
    words = plain_words(speech)
    return 0 < len(words.split()) <= _MOST_WORDS and _WORN_OUT.fullmatch(words) is not None
