"""Which language texts are in, as far as the choice of a backbone depends on it.

The script decides most of it: a backbone that never saw Chinese characters has no tokens for them. English is told
from other languages in Latin letters by its function words, which make up about a quarter of any running text and
hardly occur elsewhere (Grefenstette, Comparing two language identification schemes, JADT 1995, on small words).
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh", "ja", "ko", "latin", "other", "mixed"]

LANGUAGES: tuple[Language, ...] = ("en", "zh", "ja", "ko", "latin", "other", "mixed")

# A character of Chinese or Japanese counts as much as a word of letters.
_UNITS = re.compile(
    r"(?P<han>[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ebef])"
    r"|(?P<kana>[\u3040-\u30ff\u31f0-\u31ff])"
    r"|(?P<hangul>[\u1100-\u11ff\uac00-\ud7af]+)"
    r"|(?P<latin>[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+)"
    r"|(?P<other>[^\W\d_])"
)
# fmt: off
_ENGLISH = frozenset({
    "the", "of", "and", "to", "is", "that", "it", "for", "was", "with", "this", "have", "from", "had", "not", "are",
    "but", "what", "were", "we", "when", "your", "there", "which", "their", "if", "would", "been", "has", "you", "they",
    "who", "his", "her", "how",
})
# fmt: on
# Words of many other languages in Latin letters that hardly occur in English texts. Names, keywords and codes have few
# English function words too, and are no other language.
_OTHER = frozenset(
    {
        "der",
        "die",
        "und",
        "ist",
        "nicht",
        "das",
        "ich",
        "mit",
        "auf",
        "ein",
        "eine",
        "zu",
        "het",
        "een",
        "van",
        "niet",
        "le",
        "la",
        "les",
        "des",
        "une",
        "est",
        "que",
        "et",
        "du",
        "pas",
        "el",
        "los",
        "las",
        "una",
        "por",
        "con",
        "para",
        "di",
        "che",
        "il",
        "della",
        "sono",
        "do",
        "da",
        "um",
        "uma",
        "com",
        "och",
        "att",
        "det",
        "som",
        "jag",
        "og",
        "ikke",
        "nie",
        "jest",
        "na",
        "ja",
        "ei",
        "ve",
        "bir",
        "bu",
        "yang",
        "dan",
        "tidak",
        "ini",
        "dengan",
    }
) - {"die", "do", "la", "el", "da"}
# Measured: docs/design/which-backbone.md.
_ENGLISH_SHARE = 0.08
_SURE_NOT_ENGLISH_SHARE = 0.05
_SURE_NUM_WORDS = 200
_OTHER_SHARE = 0.05
# Chinese texts have next to none of the syllables between which Japanese sets its characters.
_JAPANESE_SHARE = 0.1
_MAIN_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """What a sample of texts is written in.

    Attributes:
        language: `latin` is any language in Latin letters but English, `other` any other script, `mixed` several.
        is_sure: Whether there was enough text to tell; of another language in Latin letters also whether its own
            function words or letters were seen.
        shares: Which part of the texts is in which of them, the largest first.
    """

    language: Language
    is_sure: bool
    shares: tuple[tuple[Language, float], ...]


def guess_language(texts: Iterable[str]) -> LanguageGuess | None:
    """Guess the language of a sample of texts.

    Args:
        texts: A few hundred are enough.

    Returns:
        The guess; `None` where no text has a letter.
    """
    scripts: Counter[str] = Counter()
    syllables: Counter[bool] = Counter()
    words: Counter[bool] = Counter()
    others: Counter[bool] = Counter()
    for text in texts:
        units = [(match.lastgroup or "", match.group()) for match in _UNITS.finditer(text)]
        script = _script_of(Counter(name for name, _ in units))
        if script is None:
            continue
        scripts[script] += 1
        if script == "han":
            syllables.update(name == "kana" for name, _ in units if name in ("han", "kana"))
        elif script == "latin":
            found = [word.lower() for name, word in units if name == "latin"]
            words.update(word in _ENGLISH for word in found)
            others.update(word in _OTHER or not word.isascii() for word in found)
    return _judge(scripts, _share(syllables), _share(words), _share(others), words.total()) if scripts else None


def _judge(scripts: Counter[str], kana: float, english: float, other: float, num_words: int) -> LanguageGuess:
    names: dict[str, Language] = {
        "han": "ja" if kana >= _JAPANESE_SHARE else "zh",
        "hangul": "ko",
        "latin": "en" if english >= _ENGLISH_SHARE else "latin",
        "other": "other",
    }
    shares = tuple((names[script], count / scripts.total()) for script, count in scripts.most_common())
    main, share = shares[0]
    if share < _MAIN_SHARE:
        return LanguageGuess("mixed", is_sure=True, shares=shares)
    is_clear = num_words >= _SURE_NUM_WORDS and not _SURE_NOT_ENGLISH_SHARE < english < _ENGLISH_SHARE
    is_sure = {"en": is_clear, "latin": is_clear and other >= _OTHER_SHARE}.get(main, True)
    return LanguageGuess(main, is_sure=is_sure, shares=shares)


def _script_of(counts: Counter[str]) -> str | None:
    """Return the script that most of a text is in; `han` for Chinese and Japanese alike."""
    # Letters of other scripts are counted one by one, and make about a word of five.
    sizes = {
        "han": counts["han"] + counts["kana"],
        "hangul": counts["hangul"],
        "latin": counts["latin"],
        "other": counts["other"] / 5,
    }
    name, most = max(sizes.items(), key=lambda entry: entry[1])
    return name if most else None


def _share(counts: Counter[bool]) -> float:
    return counts[True] / max(1, counts.total())
