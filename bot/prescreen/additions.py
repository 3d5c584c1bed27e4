"""What belongs to the words that stand there already: more of them, or a word that there is no more."""

import re
from typing import Final

_APOSTROPHES: Final = str.maketrans("\u2019\u02bc", "''")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Nothing here speaks of health: "not me" and "no heart problems" do, and are answers of their own.
_EMPTY_WORDS: Final = (
    "no nope nah na none nothing never mind not really at all any anything anymore more else further thats that's that"
    " this it its it's is be was just only about sums up pretty much enough everything add say tell to i i'm im i've"
    " ive am have got can cant can't don't dont do think believe of so guess for now ok okay k fine good great thanks"
    " thank you thx please pls sorry um uh well hmm hm oh actually lol and but there there's theres isn't isnt"
    " other than know what said already told"
)
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())
_NOT: Final = frozenset({"don't", "dont", "not", "cant", "can't"})
_MOST_WORDS: Final = 14
_MORE: Final = re.compile(
    r"(?:(?:oh|ah|wait|sorry|ok|okay|actually|yes|btw|please|pls|um+|hm+)[ ,.:!-]+){0,3}"
    r"(?:also|and|plus|as well as|in addition|additionally|(?:please |can you |could you )?add"
    r"|(?:i(?:'?ve| have)? )(?:also|forgot|forgotten)|forgot|one more|another (?:one|thing)"
    r"|i should have (?:said|added))\b"
)


def adds_nothing(words: str) -> bool:
    """Whether somebody who is asked for a little more says that there is none: "no", "nope that's it"."""
    said = _WORD.findall(words.casefold().translate(_APOSTROPHES))
    if not said or len(said) > _MOST_WORDS:
        return False
    # "I don't know" is an answer.
    return _EMPTY.issuperset(said) and not ("know" in said and not _NOT.isdisjoint(said))


def adds_to_the_rest(words: str) -> bool:
    """Whether an answer goes on where an earlier one ended: "also lithium"."""
    return _MORE.match(words.casefold().translate(_APOSTROPHES).lstrip()) is not None
