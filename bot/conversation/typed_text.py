"""Makes what a person typed safe to store and to pass on, without changing what they meant."""

import re
import unicodedata

# Long enough for any story; the question is mostly in the last lines, the topic in the first.
GIST_HEAD = 600
GIST_TAIL = 1400

_KEPT_CONTROLS = "\n\t"
# Some word processors break lines with the last three.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85]")
_SLASHES = "/\\\u2044\u2215\u29f8\uff0f\u2571\u27cb\u1735"
_COMMAND = re.compile(rf"^[\s{re.escape(_SLASHES)}]+")
_SPACES = re.compile(r"[^\S\n]+")


def cleaned(text: str) -> str:
    """The text without NULs, other control characters, half characters and blank edges; emoji and scripts stay."""
    kept = (
        character
        for character in _LINE_ENDS.sub("\n", text)
        if character in _KEPT_CONTROLS or unicodedata.category(character) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


def plain_speech(text: str) -> str:
    """What Rasa and the classifiers get: never a command, and no longer than 2,000 characters.

    Rasa takes a leading slash for an intent and drops the rest, so slashes and what looks like them go from the
    front. Empty where nothing else was typed.
    """
    words = _COMMAND.sub("", _SPACES.sub(" ", text)).strip()
    if not any(unicodedata.category(character)[0] not in "ZC" for character in words):
        return ""
    if len(words) <= GIST_HEAD + GIST_TAIL:
        return words
    return f"{words[:GIST_HEAD].rstrip()} {words[-GIST_TAIL:].lstrip()}"
