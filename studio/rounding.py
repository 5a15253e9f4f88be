"""How exact an estimate is told: the same everywhere, so that no page seems to know it better than another."""


def about_seconds(seconds: float) -> int:
    """Return a rough time, rounded as it is told: to 5 s, then to a minute, to half an hour, to an hour."""
    if seconds < 55:
        return max(5, 5 * round(seconds / 5))
    if seconds < 5_400:
        return 60 * max(1, round(seconds / 60))
    return 3_600 * round(seconds / 3_600) if seconds > 36_000 else 1_800 * round(seconds / 1_800)
