"""How exact a number is told: the same everywhere, so that no page seems to know it better than another."""


def about_seconds(seconds: float) -> int:
    """Return a rough time, rounded as it is told: to 5 s, then to a minute, to half an hour, to an hour."""
    if seconds < 55:
        return max(5, 5 * round(seconds / 5))
    if seconds < 5_400:
        return 60 * max(1, round(seconds / 60))
    return 3_600 * round(seconds / 3_600) if seconds > 36_000 else 1_800 * round(seconds / 1_800)


def about_number(value: float, digits: int = 4) -> str:
    """Return a number with so many significant digits, its thousands parted: `3.5`, `1,808`, `250,000`, `1.2e-05`."""
    exponent = int(f"{value:.{digits - 1}e}".split("e")[1])
    # An exponent only where a number is tiny: nobody writes a price as 2.5e+05.
    if exponent < -4:
        return f"{value:.{digits}g}"
    shown = f"{value:,.{max(0, digits - 1 - exponent)}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown
