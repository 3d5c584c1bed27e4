"""References: short names that survive a telephone and a slip of paper."""

import re

from bot.handoff.references import ALPHABET, as_reference, new_reference


def test_a_reference_is_two_groups_of_four_that_nobody_misreads() -> None:
    made = {new_reference() for _ in range(2000)}
    assert len(made) == 2000
    assert all(re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", reference) for reference in made)
    assert not set(ALPHABET) & set("01258AEIOUBLSZ")


def test_a_reference_is_known_however_it_is_typed() -> None:
    for typed in ("K7FM-3QPD", "k7fm-3qpd", " k7fm 3qpd ", "K7FM3QPD", "k7-fm-3q-pd"):
        assert as_reference(typed) == "K7FM-3QPD"


def test_what_is_none_comes_back_as_what_matches_none() -> None:
    for typed in ("", "-", "K7FM", "K7FM-3QPDX", "0123456789abcdef0123456789abcdef"):
        assert not re.fullmatch(r"\w{4}-\w{4}", as_reference(typed))
