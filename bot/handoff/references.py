"""The short names by which people call an item of the queue, on the telephone and on paper."""

import secrets

# Without vowels, so that no word comes about, and without what is taken for something else on paper: 0 O, 1 I L, 2 Z,
# 5 S, 8 B, U.
ALPHABET = "34679CDFGHJKMNPQRTVWXY"
_HALF = 4


def new_reference() -> str:
    """A random one, such as `K7FM-3RPD`: 55 thousand million are possible, and whoever stores it sees to its rule that
    each is there once."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(2 * _HALF))
    return f"{letters[:_HALF]}-{letters[_HALF:]}"


def as_reference(typed: str) -> str:
    """What somebody typed, in the form in which references are stored: "k7fm 3rpd" becomes "K7FM-3RPD".

    What cannot be a reference comes back in a form that matches none.
    """
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return f"{letters[:_HALF]}-{letters[_HALF:]}"
