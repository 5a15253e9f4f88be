"""Where a text may be parted for a tag or an answer."""

import re

import pytest

from studio.pieces import blank_expression, find_pieces, is_blank, piece_expression


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Don't stop, Dr. café_1!", ["Don", "'", "t", "stop", ",", "Dr", ".", "café_1", "!"]),
        ("e\u0301t\u200be", ["e\u0301t\u200be"]),
        ("東京へ行った。ＡＢＣ", ["東", "京", "へ", "行", "っ", "た", "。", "ＡＢＣ"]),
        ("か\u3099き", ["か\u3099", "き"]),
        ("ไทยทั้ง", ["ไ", "ท", "ย", "ทั้", "ง"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("👍🏽\u00a0ok\x00\n3.5%", ["👍", "🏽", "ok", "3", ".", "5", "%"]),
        ("\u0301 \u200b", ["\u0301", "\u200b"]),
        (" \t\u3000", []),
        ("", []),
    ],
)
def test_a_piece_is_a_run_of_letters_or_one_character_with_what_has_no_width(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in find_pieces(text)] == pieces


def test_every_character_is_in_a_piece_or_a_blank() -> None:
    text = "".join(chr(code) for code in range(0x3500) if not 0xD800 <= code < 0xE000)
    inside = {place for start, end in find_pieces(text) for place in range(start, end)}
    assert [is_blank(character) for character in text] == [place not in inside for place in range(len(text))]


def test_the_expression_is_written_for_tensorflow() -> None:
    assert re.fullmatch(r"\[(\\x\{[0-9A-F]+\}-\\x\{[0-9A-F]+\})+\]\+", blank_expression())
    assert r"\x{61}-\x{7A}" in piece_expression()
