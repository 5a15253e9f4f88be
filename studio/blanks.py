"""What counts as nothing to read."""

# What counts as blank around texts and labels, and alone as nothing: spaces, control characters but NUL, and characters
# that no eye sees, such as the no-break and the ideographic space, the soft hyphen and the byte order mark.
_BLANK_RANGES = (
    (0x01, 0x20), (0x7F, 0xA0), (0xAD, 0xAD), (0x1680, 0x1680), (0x180E, 0x180E), (0x2000, 0x200F), (0x2028, 0x202F),
    (0x205F, 0x206F), (0x3000, 0x3000), (0xFEFF, 0xFEFF),
)  # fmt: skip
BLANK = "".join(chr(code) for first, last in _BLANK_RANGES for code in range(first, last + 1))


def is_blank(text: str | None) -> bool:
    """Return whether there is nothing to read in a value."""
    return text is None or not text.strip(BLANK)
