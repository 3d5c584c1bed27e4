"""Guessing gets slow, and nobody stays outside for long."""

import pytest

from bot.staff.guesses import (
    FREE_FOR_A_NAME,
    FREE_FOR_A_PAIR,
    FREE_FOR_AN_ADDRESS,
    LONGEST_WAIT_SECONDS,
    MOST_COUNTED,
    Guesses,
)

HOME, AWAY = "192.0.2.1", "203.0.113.9"


class Ticks:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def guesses(ticks: Ticks) -> Guesses:
    return Guesses(ticks)


def tries_in(guesses: Guesses, ticks: Ticks, seconds: float, login: str = "ann", address: str = HOME) -> int:
    """How often a stranger who waits as told can guess in that time."""
    end, tried = ticks.now + seconds, 0
    while ticks.now < end:
        wait = guesses.wait_for(login, address)
        if wait is None:
            tried += 1
        else:
            ticks.now += wait
    return tried


def test_the_wait_grows_and_never_beyond_half_a_minute(guesses: Guesses, ticks: Ticks) -> None:
    waits = []
    for _ in range(FREE_FOR_A_PAIR + 8):
        waits.append(guesses.wait_for("ann", HOME) or 0)
        ticks.now += waits[-1]
        assert waits[-1] == 0 or guesses.wait_for("ann", HOME) is None, "whoever has waited may try"
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30]
    assert max(waits) == LONGEST_WAIT_SECONDS


def test_asking_while_it_waits_does_not_make_it_longer(guesses: Guesses, ticks: Ticks) -> None:
    for _ in range(FREE_FOR_A_PAIR + 3):
        ticks.now += guesses.wait_for("ann", HOME) or 0
    first = guesses.wait_for("ann", HOME)
    for _ in range(100):
        assert guesses.wait_for("ann", HOME) == first


def test_an_hour_of_guessing_is_little_over_a_hundred_tries(guesses: Guesses, ticks: Ticks) -> None:
    assert tries_in(guesses, ticks, 3600) < 130


def test_a_colleague_elsewhere_is_not_kept_waiting(guesses: Guesses, ticks: Ticks) -> None:
    tries_in(guesses, ticks, 600)
    assert guesses.wait_for("ann", AWAY) is None


def test_whoever_came_in_before_is_not_held_up_by_strangers(guesses: Guesses, ticks: Ticks) -> None:
    assert guesses.wait_for("ann", HOME) is None
    guesses.succeeded("ann", HOME)
    for number in range(5 * FREE_FOR_A_NAME):
        guesses.wait_for("ann", f"198.51.100.{number}")
        guesses.wait_for(f"name{number}", HOME)
    assert guesses.wait_for("ann", HOME) is None
    assert guesses.wait_for("bo", HOME) is not None, "somebody new at that address waits"


def test_trying_many_names_from_one_address_is_slowed(guesses: Guesses) -> None:
    waits = [guesses.wait_for(f"name{number}", HOME) for number in range(FREE_FOR_AN_ADDRESS + 2)]
    assert waits[:-1] == [None] * (FREE_FOR_AN_ADDRESS + 1)
    assert waits[-1] == 1


def test_trying_one_name_from_many_addresses_is_slowed(guesses: Guesses) -> None:
    waits = [guesses.wait_for("ann", f"198.51.100.{number}") for number in range(FREE_FOR_A_NAME + 2)]
    assert waits[-1] == 1


def test_a_network_of_ipv6_is_one_address(guesses: Guesses) -> None:
    for number in range(FREE_FOR_A_PAIR + 1):
        assert guesses.wait_for("ann", f"2001:db8::{number}") is None
    assert guesses.wait_for("ann", "2001:db8::ffff") == 1
    assert guesses.wait_for("ann", "2001:db8:0:1::1") is None
    assert guesses.wait_for("ann", "::ffff:192.0.2.1") is None


def test_many_at_once_are_counted_before_they_are_answered(guesses: Guesses) -> None:
    assert [guesses.wait_for("ann", HOME) for _ in range(100)].count(None) == FREE_FOR_A_PAIR + 1


def test_success_and_a_quarter_of_an_hour_forget(guesses: Guesses, ticks: Ticks) -> None:
    for forget in (lambda: guesses.succeeded("ann", HOME), lambda: setattr(ticks, "now", ticks.now + 900)):
        for _ in range(FREE_FOR_A_PAIR + 1):
            assert guesses.wait_for("ANN ", HOME) is None
        assert guesses.wait_for("ann", HOME) == 1
        forget()
        assert guesses.wait_for("ann", HOME) is None
        ticks.now += 900


def test_memory_does_not_grow_for_ever(guesses: Guesses) -> None:
    for number in range(MOST_COUNTED):
        guesses.wait_for(f"name{number}", f"address {number}")
    assert len(guesses._counts) <= MOST_COUNTED
