"""Slows those who guess passwords, without locking anybody out for long.

Each further failure costs a longer wait, never more than half a minute. It is counted for a sign-in name from one
address, for an address, and for a sign-in name. The last two would let a stranger keep a colleague waiting, so they do
not count for whoever has signed in with that name from that address before. Counted in memory, by each process for
itself: a stranger who guesses must not make the database write.
"""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

LONGEST_WAIT_SECONDS = 30.0
FREE_FOR_A_PAIR = 3
# An address may be a whole clinic's, and a name may be guessed at from everywhere.
FREE_FOR_AN_ADDRESS = 30
FREE_FOR_A_NAME = 30
FORGOTTEN_AFTER_SECONDS = 15 * 60
MOST_COUNTED = 20_000
_IPV6_NETWORK = 64


@dataclass(slots=True)
class _Count:
    failures: int = 0
    last: float = 0.0
    wait_until: float = 0.0


class Guesses:
    """Safe to share between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._counts: OrderedDict[tuple[str, ...], _Count] = OrderedDict()
        self._known: OrderedDict[tuple[str, str], None] = OrderedDict()

    def wait_for(self, login: str, address: str) -> int | None:
        """Seconds to wait before the next try, or None: then this one counts as failed until `succeeded` is called.

        A try that is refused does not make the wait longer.
        """
        with self._lock:
            now, pair = self._clock(), (_name(login), _network(address))
            counters = self._counters(pair)
            wait = max(self._count(key, now).wait_until for key, _ in counters) - now
            if wait > 0:
                return math.ceil(wait)
            for key, free in counters:
                count = self._count(key, now)
                count.failures += 1
                count.last = now
                count.wait_until = now + _wait_after(count.failures - free)
            return None

    def succeeded(self, login: str, address: str) -> None:
        """The password was right: the failures of that name from that address are forgotten."""
        with self._lock:
            pair = (_name(login), _network(address))
            for key, _ in self._counters(pair):
                if key[0] == "pair":
                    self._counts.pop(key, None)
                elif (count := self._counts.get(key)) is not None:
                    count.failures -= 1
            self._known[pair] = None
            self._known.move_to_end(pair)
            while len(self._known) > MOST_COUNTED:
                self._known.popitem(last=False)

    def _counters(self, pair: tuple[str, str]) -> list[tuple[tuple[str, ...], int]]:
        own: list[tuple[tuple[str, ...], int]] = [(("pair", *pair), FREE_FOR_A_PAIR)]
        if pair in self._known:
            return own
        return [*own, (("name", pair[0]), FREE_FOR_A_NAME), (("address", pair[1]), FREE_FOR_AN_ADDRESS)]

    def _count(self, key: tuple[str, ...], now: float) -> _Count:
        count = self._counts.setdefault(key, _Count())
        self._counts.move_to_end(key)
        if count.failures and count.last + FORGOTTEN_AFTER_SECONDS <= now:
            count.failures, count.wait_until = 0, 0.0
        while len(self._counts) > MOST_COUNTED:
            self._counts.popitem(last=False)
        return count


def _wait_after(failures: int) -> float:
    """Nothing for those that are free, then 1, 2, 4, … seconds."""
    return 0.0 if failures <= 0 else min(LONGEST_WAIT_SECONDS, 2.0 ** min(failures - 1, 10))


def _name(login: str) -> str:
    return login.strip().lower()[:200]


def _network(address: str) -> str:
    """Whoever has one address of IPv6 has a whole network of them."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.ip_network((found, _IPV6_NETWORK), strict=False))
