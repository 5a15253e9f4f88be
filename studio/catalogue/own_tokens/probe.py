"""Strings on which tokenizers of the same name part ways."""

_LONG = 120

# fmt: off
PROBE = (
    # Spaces of Unicode, and characters that are none.
    "a good\u00a0film", "25\u202f000 m", "full\u3000width", "thin\u2009space", "line\u2028break",
    "next\u0085line", "a\u200bb\u00adc",
    "zero\u200dwidth", "\ufeffmark", "nul\x00ends nothing", "private \ue000\U000f0000 use",
    "replaced \ufffd", "tab\tand\r\nline",
    "  many   spaces  ", "\n\n", "", " ", "vertical\x0bform\x0cfeed", "a\x1cb",
    # Case and accents.
    "Straße ẞ", "ΣΟΦΌΣ Σ ΣΣ", "İstanbul ISPARTA ı", "CAFÉ café cafe\u0301", "Ǆ ǅ ǆ", "Ångström K", "ﬁne ﬀ", "Ⅳ ① ½ ²",
    "Việt Nam", "Ñandú", "й ё Й Ё", "ÌÍĨĮ ìíĩį", "ΐ ΰ", "\u1e9b\u0323",
    # Scripts.
    "水泵很安静，非常满意！", "好吗？（很好）", "Hello，世界。", "東京タワー　ｶﾀｶﾅ", "ひらがな、がぎぐ",
    "한국어 문장입니다.", "각",
    "สวัสดีครับ",
    "ก" * _LONG, "ສະບາຍດີ" * 16,
    "မင်္ဂလာပါ" * 12,
    "សួស្តី" * 17,
    "नमस्ते दुनिया",
    "שָׁלוֹם עוֹלָם", "مَرْحَبًا بالعالم", "გამარჯობა",
    "\u2f00\U00020000\U0002b820\uf900", "Ａ１！", "x" * _LONG, "x" * 100, "é" * 100,
    # Marks, digits, signs.
    "don't they're we'll I've 'twas 'S", "it''s ``quoted''",
    "e-mail: a_b@c.de, https://x.org/?q=1&r=2#z", "3.14 1,000 50% $5 €7 £9 ¥3",
    "^`~<>|=+ «» “” ‘’ … — ·", "9,9, 2020,", "a  b", "word\u00a0\u00a0 word", "trailing ",
    " leading", "\u3000", "a\u3000 b", "!?!?...",
    "emoji 🎉 👩\u200d👩\u200d👧 ❤\ufe0f 🇩🇪", "𝕌𝕟𝕚 𝟙𝟚",
    # What looks like a special token.
    "[MASK] [SEP][CLS] [UNK] [PAD]", "a <mask> b<mask> </s> <s> <unk> <pad>", "[mask] <MASK>",
    "[X] [ MASK ]", "## ##a ▁ ▁a",
)
# fmt: on
