"""The crisis screen: reads the raw text first, and needs neither Rasa nor the database.

Two layers, either of which is enough: plain statements in a lexicon, and a classifier of its own on the whole text
and on each part of it. Rasa's own intents are a third, where Rasa answers.
"""

import contextlib
import itertools
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from bot.safety.dangers import Danger
from bot.safety.lexicon import Lexicon
from bot.safety.normalisation import deciphered, plain_letters, without_contacts
from bot.safety.passages import PASSAGE_WORDS, Passage, passages_of
from bot.settings import PROJECT
from understanding.classifier import TextClassifier
from understanding.encoder import SentenceEncoder

LEXICON = PROJECT / "data" / "screen" / "lexicon.yml"
# The classifier's label for what is no danger and wants no kind word.
NO_DANGER = "none"
MODEL_FILE = "screen.npz"

# Chosen on the development half of tests/evaluation/safety; see docs/decisions/.
ALARMS_AT = 0.36
# The last messages together speak of danger where none of them did alone; looked at where there is a trace of it.
TOGETHER_ALARMS_AT = 0.70
TOGETHER_FROM = 0.10
# Below this the classifier sees hardly a trace of any trouble, and Rasa's word for it is not taken.
NO_TROUBLE_BELOW = 0.10
# Too little for an alarm, enough to leave the support line.
TENDER_AT = 0.20
# What Rasa takes for danger is one, unless the screen sees next to nothing of it.
RASA_IS_BELIEVED_AT = 0.30
# A denial or a tale of long ago is met as such.
COMFORTS_AT = 0.50
# The one thing that a plain statement yields to: "I wished I were dead, in 1998, and have been well since".
LONG_AGO_AT = 0.60
LONG_AGO_BELOW = 0.15

_PIECE_WORDS = 4
# Many parts at once would take memory that is never given back.
_PARTS_AT_ONCE = 32
# A text longer than anyone types takes seconds; one at a time, so that a flood of them leaves the others room.
_LONG_CHARACTERS = 10_000
_WORD = re.compile(r"\w")
_TENDER = re.compile(
    r"\bsuicid\w*|\bself.?harm\w*|\b(?:harm|hurt|cut|kill)(?:ing|s)? (?:my|your|him|her|them|one)sel\w+|\boverdos\w+"
    r"|\b(?:end(?:s|ing|ed)?|tak(?:es?|ing|en)|took) (?:my|his|her|their|your|one'?s) (?:own )?li(?:fe|ves)\b"
    r"|\bkills? (?:you|me|people|someone)\b|\b(?:fatal|lethal|deadly|ld ?50)\b"
    r"|\b(?:has|have|did|does|do|can|could) (?:any|some)?(?:one|body|people|patients?|you) (?:ever )?die\w*\b"
)


class Comfort(StrEnum):
    """What is no danger, and still wants a kind word with the support line."""

    DENIAL = "denial"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the screen sees in a message.

    `share`: how likely it is danger by the classifier, 0 to 1; `likely`: which one, if it were. `is_tender`: it speaks
    of suicide or death, if only to ask. `past`: how likely it tells of long ago. `trouble`: how likely it is anything
    but harmless, distress and denials included.
    """

    danger: Danger | None = None
    comfort: Comfort | None = None
    is_tender: bool = False
    share: float = 0.0
    likely: Danger = Danger.SUICIDE
    past: float = 0.0
    trouble: float = 1.0

    @property
    def hints_at_danger(self) -> bool:
        """Whether there is so much of it that no rule for harmless words may take the message."""
        return self.share >= RASA_IS_BELIEVED_AT


class Screen:
    """Safe to share between threads."""

    def __init__(self, lexicon: Lexicon, classifier: TextClassifier, encoder: SentenceEncoder) -> None:
        """`classifier`: as `training` leaves it, with a label for each `Danger` and `Comfort` among others."""
        self._lexicon = lexicon
        self._classifier = classifier
        self._encoder = encoder
        self._dangers = [Danger(label) for label in classifier.labels if label in set(Danger)]
        self._one_long_text = threading.Lock()

    def look(self, text: str) -> Finding:
        """What a text speaks of. Texts of any length are read whole.

        Where a telephone number or a mail address stands in it, what is left without them is looked at as well: beside
        so many digits the classifier hardly sees the words.
        """
        plain = plain_letters(text)
        seen, rest = self._seen(plain), without_contacts(plain)
        if rest is None or (seen.danger is not None and seen.danger.is_emergency):
            return seen
        of_rest = self._seen(rest)
        if seen.danger is None:
            return of_rest if of_rest.danger is not None or of_rest.share > seen.share else seen
        # Whichever sees more of it knows better what it is.
        is_graver = of_rest.danger is not None and (of_rest.danger.is_emergency or of_rest.share > seen.share)
        return of_rest if is_graver else seen

    def _seen(self, plain: str) -> Finding:
        is_tender = bool(_TENDER.search(plain))
        stated = self._lexicon.find(plain)
        if not _WORD.search(plain):
            # A row of pictures can be a statement; there is nothing in it for the classifier.
            return Finding() if stated is None else Finding(stated, None, is_tender, 1.0, stated)
        is_long = len(plain) > _LONG_CHARACTERS
        # A statement in a text that takes seconds to read does not wait for its turn.
        if stated is not None and (stated.is_emergency or is_long):
            return Finding(stated, None, is_tender, 1.0, stated)
        with self._one_long_text if is_long else contextlib.nullcontext():
            seen = self._classified(_read_in(plain), is_tender)
        if stated is None or _is_surely_long_ago(seen):
            return seen
        return Finding(stated, None, is_tender, 1.0, stated)

    def look_at_pieces(self, texts: Sequence[str]) -> Danger | None:
        """What the last messages, oldest first, state as one sentence, where each is a piece of a few words."""
        pieces = [*itertools.takewhile(_is_piece, reversed(texts))][::-1]
        if len(pieces) < 2 or any(self._lexicon.find(plain_letters(piece)) for piece in pieces):
            # What one of them states was met when it came.
            return None
        together = plain_letters(" ".join(pieces))
        return self._lexicon.find(without_contacts(together) or together)

    def look_together(self, texts: Sequence[str]) -> Danger | None:
        """Whether the last messages of a person, oldest first, speak of danger together."""
        together = plain_letters(". ".join(texts))[-_LONG_CHARACTERS:]
        together = without_contacts(together) or together
        if not together:
            return None
        [shares] = self._shares([" ".join(together.split()[-PASSAGE_WORDS:])])
        return self._likeliest(shares) if self._of_danger(shares) >= TOGETHER_ALARMS_AT else None

    def _classified(self, passages: Sequence[Passage], is_tender: bool) -> Finding:
        texts = list(dict.fromkeys(text for passage in passages for text in passage.texts))
        found = dict(zip(texts, self._shares(texts), strict=True))
        dangers = {text: self._of_danger(shares) for text, shares in found.items()}
        share = max(passage.share(dangers) for passage in passages)
        likely = self._likeliest(max(found.values(), key=lambda shares: max(map(shares.__getitem__, self._dangers))))
        if share >= ALARMS_AT:
            return Finding(likely, None, is_tender, share, likely)
        is_tender = is_tender or share >= TENDER_AT
        first = found[passages[0].whole]
        comfort = next((each for each in Comfort if first.get(each, 0.0) >= COMFORTS_AT), None)
        past, trouble = first.get(Comfort.PAST, 0.0), 1 - first.get(NO_DANGER, 0.0)
        return Finding(None, comfort, is_tender, share, likely, past, trouble)

    def _of_danger(self, shares: Mapping[str, float]) -> float:
        return sum(shares[danger] for danger in self._dangers)

    def _likeliest(self, shares: Mapping[str, float]) -> Danger:
        return max(self._dangers, key=lambda danger: shares[danger])

    def _shares(self, parts: list[str]) -> list[dict[str, float]]:
        found = []
        for start in range(0, len(parts), _PARTS_AT_ONCE):
            some = parts[start : start + _PARTS_AT_ONCE]
            for ranked in self._classifier.rank_many(some, self._encoder.encode(some)):
                found.append({rank.label: rank.probability for rank in ranked})
        return found


def _is_piece(text: str) -> bool:
    return len(text.split()) <= _PIECE_WORDS


def _is_surely_long_ago(seen: Finding) -> bool:
    return seen.danger is None and seen.past >= LONG_AGO_AT and seen.share < LONG_AGO_BELOW


def read_screen(models: Path, encoder: SentenceEncoder) -> Screen:
    """The screen with its lexicon and the classifier that `training` left in `models`.

    Raises ContentError, OSError, ValueError before `kap prepare`.
    """
    return Screen(Lexicon(LEXICON), TextClassifier.load(models / MODEL_FILE), encoder)


def _read_in(plain: str) -> list[Passage]:
    """The passages of a text; what its first words are meant to say, if they are disguised, is a part of the first."""
    first, *rest = passages_of(plain)
    meant = deciphered(first.whole)
    return [replace(first, parts=(*first.parts, " ".join(meant.split()))) if meant else first, *rest]
