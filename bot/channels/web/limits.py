"""How often one session and one address may ask. Counted in memory, by each process for itself."""

import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# A person reading and typing fast stays far below; a script does not. An address may be a whole clinic's Wi-Fi.
PER_SESSION = parse("40/minute")
PER_ADDRESS = parse("240/minute")
NEW_SESSIONS_PER_ADDRESS = parse("30/minute")


class RateLimits:
    """Safe to share between threads."""

    def __init__(self, enabled: bool) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage()) if enabled else None

    def wait_for_message(self, token: str, address: str) -> int | None:
        """Seconds to wait before another message, or None where it may come now."""
        return self._wait(("session", token, PER_SESSION), ("address", address, PER_ADDRESS))

    def wait_for_session(self, address: str) -> int | None:
        """Seconds to wait before another session is opened, or None where it may be opened now."""
        return self._wait(("new", address, NEW_SESSIONS_PER_ADDRESS))

    def _wait(self, *counters: tuple[str, str, RateLimitItem]) -> int | None:
        if self._limiter is None:
            return None
        for name, key, limit in counters:
            if not self._limiter.hit(limit, name, key):
                reset = self._limiter.get_window_stats(limit, name, key).reset_time
                return max(1, math.ceil(reset - time.time()))
        return None
