"""Times of many calls."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

SECONDS = 60.0  # of one measurement at most


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds, call by call."""

    each: list[float]

    @property
    def middle(self) -> float:
        """Milliseconds of the middle call: what else the machine does disturbs it least."""
        return float(np.median(self.each))

    @property
    def p95(self) -> float:
        """Milliseconds that 95 of 100 calls stay below."""
        return float(np.percentile(self.each, 95))

    @property
    def rate(self) -> float:
        """Calls a second, one after another."""
        return 1000 / self.middle


def in_turns(calls: Sequence[Callable[[int], object]], times: int) -> tuple[Times, ...]:
    """The times of each of the calls, 0, 1, 2 …, one after the other in turns, so that all meet the same machine.

    The first tenth is not counted, and a minute is enough.
    """
    each: list[list[float]] = [[] for _ in calls]
    until = time.monotonic() + SECONDS
    for n in range(times):
        for call, found in zip(calls, each, strict=True):
            began = time.perf_counter()
            call(n)
            found.append((time.perf_counter() - began) * 1000)
        if time.monotonic() > until and n >= 10:
            break
    return tuple(Times(found[len(found) // 10 :]) for found in each)
