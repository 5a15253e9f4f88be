"""How fast work goes, and how long it still takes, from what it reports."""

import time
from collections import deque
from collections.abc import Callable

_WINDOW_S = 20.0
_LEAST_S = 2.0


class Pace:
    """Looks at the last seconds only, so that what was done before, or a pause, does not count.

    Args:
        now: The clock, in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._seen: deque[tuple[float, int]] = deque()
        self._total = 0

    def add(self, done: int, total: int) -> None:
        """Take how far the work is. Less than before, or another total, is other work: the clock starts anew."""
        if total != self._total or (self._seen and done < self._seen[-1][1]):
            self._seen.clear()
            self._total = total
        self._seen.append((self._now(), done))
        while len(self._seen) > 2 and self._seen[-1][0] - self._seen[1][0] >= _WINDOW_S:
            self._seen.popleft()

    def per_second(self) -> float | None:
        """Return how much is done in a second; `None` as long as that cannot be said."""
        if not self._seen:
            return None
        (began, before), (_, done) = self._seen[0], self._seen[-1]
        seconds = self._now() - began
        return (done - before) / seconds if seconds >= _LEAST_S and done > before else None

    def seconds_left(self) -> float | None:
        """Return how long it still takes; `None` as long as that cannot be said, and once all is done."""
        rate = self.per_second()
        left = self._total - self._seen[-1][1] if self._seen else 0
        return left / rate if rate and left > 0 else None
