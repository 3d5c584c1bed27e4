"""Shares beside what they should be, and how far each can be trusted."""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959964  # of the normal distribution, for 95 %


@dataclass(frozen=True, slots=True)
class Target:
    """What a share should be at least, or at most."""

    bound: float
    is_most: bool = False

    def is_met(self, share: float) -> bool:
        """Whether a share is as it should be."""
        return share <= self.bound if self.is_most else share >= self.bound

    def __str__(self) -> str:
        return f"{'at most' if self.is_most else 'at least'} {100 * self.bound:g} %"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    name: str
    hits: int
    of: int
    target: Target | None = None

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 of nothing is 0."""
        return self.hits / self.of if self.of else 0.0

    def __str__(self) -> str:
        if not self.of:
            return f"  {self.name:46s} nothing was asked"
        low, high = wilson(self.hits, self.of)
        figures = f"{self.hits:4d} of {self.of:<4d} {100 * self.share:5.1f} %  [{100 * low:.1f}, {100 * high:.1f}]"
        line = f"  {self.name:46s} {figures:36s}"
        if self.target is None:
            return line.rstrip()
        return f"{line} {self.target}: {'met' if self.target.is_met(self.share) else 'MISSED'}"


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927); it holds near 0 and 1 too."""
    if not of:
        return 0.0, 1.0
    share = hits / of
    middle = share + _Z**2 / (2 * of)
    half_width = _Z * sqrt(share * (1 - share) / of + _Z**2 / (4 * of**2))
    scale = 1 + _Z**2 / of
    return max(0.0, (middle - half_width) / scale), min(1.0, (middle + half_width) / scale)
