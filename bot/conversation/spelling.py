"""Mends misspelled words, towards the words of the domain only: "ketemine", "presure", "perscribed"."""

import re
from collections import defaultdict
from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from understanding.classifier import TextClassifier

# Shorter words have too many neighbours, and two slips are much in a word of seven letters.
_SHORTEST = 6
_TWO_SLIPS_FROM = 8
# In how many more examples a word stands than a lone one, as the natural logarithm of the ratio.
_FAR_COMMONER = 2.3
# Not beside an apostrophe: what is left of "shouldn't" is no word.
_WORD = re.compile(rf"(?<![\w'\u2019-])[A-Za-z]{{{_SHORTEST},30}}(?![\w'\u2019-])")


class Spelling:
    """Safe to share between threads."""

    def __init__(self, domain: Collection[str], known: Collection[str]) -> None:
        """`domain`: words to mend towards. `known`: words that are right as they are, whatever they mean."""
        self._domain: dict[str, list[str]] = defaultdict(list)
        for word in sorted(domain):
            if _WORD.fullmatch(word):
                self._domain[word[0]].append(word)
        self._right = {*domain, *known}

    def repaired(self, text: str) -> str:
        """The text with each unknown word replaced by the nearest word of the domain, where one is near."""
        return _WORD.sub(lambda match: self._nearest(match[0]), text)

    def knows(self, word: str) -> bool:
        """Whether a word, in small letters, is one of the domain, or one of them misspelled."""
        return word in self._domain.get(word[:1], ()) or self.repaired(word) != word

    def has_a_neighbour(self, word: str) -> bool:
        """Whether a word of the domain differs from this one in a single letter."""
        return process.extractOne(word, self._domain.get(word[0], ()), scorer=OSA.distance, score_cutoff=1) is not None

    def _is_form_of_one(self, small: str) -> bool:
        """Whether a word is a right one with the end of a past or of something going on: "phoned", "phoning"."""
        # Only of words in -e, where nobody who forgets to double a letter writes the same ("stoped").
        stem = small[:-1] if small.endswith("ed") else f"{small[:-3]}e" if small.endswith("ing") else ""
        return stem.endswith("e") and stem in self._right

    def _nearest(self, word: str) -> str:
        small = word.lower()
        if small in self._right or self._is_form_of_one(small):
            return word
        most = 1 if len(small) < _TWO_SLIPS_FROM else 2
        # People get the first letter right, and a word that begins otherwise is mostly another one.
        found = process.extractOne(small, self._domain.get(small[0], ()), scorer=OSA.distance, score_cutoff=most)
        return found[0] if found else word


def trained_words(classifier: TextClassifier, known: Collection[str]) -> frozenset[str]:
    """The words that stand in more than one of the classifier's examples; a lone one may be misspelled itself.

    So may one that several people wrote, and none of the `known` words is, where a far commoner one is a slip away.
    """
    [terms, *_] = classifier.terms
    rarity = {term: float(terms.rarity[index]) for term, index in terms.vocabulary.items() if " " not in term}
    once = max(rarity.values(), default=0.0)
    words = {term for term, how in rarity.items() if how < once}
    common = Spelling([word for word in words if once - rarity[word] >= _FAR_COMMONER], ())
    return frozenset(
        word
        for word in words
        if word in known or once - rarity[word] >= _FAR_COMMONER or not common.has_a_neighbour(word)
    )
