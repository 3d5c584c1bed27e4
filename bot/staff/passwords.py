"""Passwords of staff: argon2id, what makes one good enough, and one-time ones."""

import secrets
import unicodedata
from functools import cached_property
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

FEWEST_CHARACTERS = 12
MOST_CHARACTERS = 200
FEWEST_DIFFERENT = 6
# A check takes a seventh of a second of one core, and whoever asks for many at once must not starve the chat.
AT_ONCE = 1
_GUESSED_FIRST = ("password", "passwort", "ketamine", "qwerty", "123456")
_ADVICE = "Three or four words that don't belong together do well."
_GROUPS, _GROUP = 4, 4
_LETTERS = "34679cdfghjkmnpqrtvwxy"


class Passwords:
    """Safe to share between threads."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        # RFC 9106's profile for ordinary memory (64 MiB, three passes), on one lane.
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
        self._turn = BoundedSemaphore(AT_ONCE)

    def hashed(self, password: str) -> str:
        """As it is stored."""
        with self._turn:
            return self._hasher.hash(_plain(password))

    def matches(self, stored: str | None, password: str) -> bool:
        """Whether it is that one. With None, where there is no such person, it takes as long and says no."""
        with self._turn:
            try:
                return self._hasher.verify(stored or self._nobody, _plain(password)) and stored is not None
            except (VerificationError, InvalidHashError):
                return False

    def is_dated(self, stored: str) -> bool:
        """Whether it was hashed with less than is usual now."""
        return self._hasher.check_needs_rehash(stored)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe(32))


def fault(password: str, login: str) -> str | None:
    """What speaks against a password, in a sentence, if anything."""
    plain = _plain(password)
    folded, own = plain.casefold(), login.partition("@")[0].casefold()
    if len(plain) < FEWEST_CHARACTERS:
        return f"A password needs at least {FEWEST_CHARACTERS} characters. {_ADVICE}"
    if len(plain) > MOST_CHARACTERS:
        return f"A password can have at most {MOST_CHARACTERS} characters."
    if len(set(folded)) < FEWEST_DIFFERENT or any(known in folded for known in _GUESSED_FIRST):
        return f"That password would be among the first to be guessed. {_ADVICE}"
    if len(own) > 3 and own in folded:
        return "That password has your sign-in name in it. Please choose another."
    return None


def one_time() -> str:
    """A password to hand over and to change at once: 16 characters that are not mistaken for one another."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))


def _plain(password: str) -> str:
    # The same letters come as one sign or two, depending on the keyboard.
    return unicodedata.normalize("NFKC", password)
