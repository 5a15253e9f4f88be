"""Write `studio/engine/models/pretrained/characters.py`: what the package `tokenizers` makes of each single character.

Its tables are those of several Unicode versions, with slips of their own, and models were trained on what it does. So
it is asked, not a Unicode database.

    python tools/tokenizer_characters.py > studio/engine/models/pretrained/characters.py
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap

from tokenizers import Regex, normalizers, pre_tokenizers

_CHARACTERS = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]

_HEADER = '''"""Sets of characters as the package `tokenizers` has them: made by tools/tokenizer_characters.py.

They stand as regular expressions. `DELETED` and `WHITE_SPACE` are those of BERT's clean text, `ACCENTS` those that it
strips, `IDEOGRAPHS` and `PUNCTUATION` its words of one character; `MARKS` is what the step StripAccents removes;
`LETTERS`, `NUMBERS` and `SPACES` are those of GPT-2's split.
"""
'''


def _bert(**changed: bool) -> Callable[[str], str]:
    names = ("clean_text", "handle_chinese_chars", "strip_accents", "lowercase")
    settings = dict.fromkeys(names, False) | changed
    normalizer = normalizers.BertNormalizer(**settings)
    return lambda text: str(normalizer.normalize_str(text))


def _becomes(normalize: Callable[[str], str], *wanted: str) -> Iterator[str]:
    for character in _CHARACTERS:
        if normalize(f"a{character}b")[1:-1] in [each.replace("?", character) for each in wanted]:
            yield character


def _is_alone(character: str) -> bool:
    pieces = pre_tokenizers.BertPreTokenizer().pre_tokenize_str(f"a{character}b")
    return [piece for piece, _ in pieces] == ["a", character, "b"]


def _matching(pattern: str) -> Iterator[str]:
    split = pre_tokenizers.Split(Regex(pattern), "removed")
    return (character for character in _CHARACTERS if not split.pre_tokenize_str(character))


def _ranges(characters: Iterable[str]) -> str:
    found: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if found and code - found[-1][1] == 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(rf"\x{{{a:X}}}" if a == b else rf"\x{{{a:X}}}-\x{{{b:X}}}" for a, b in found)


def main() -> None:
    """Print the module."""
    strip = normalizers.StripAccents()
    sets = {
        "DELETED": _becomes(_bert(clean_text=True), ""),
        "WHITE_SPACE": _becomes(_bert(clean_text=True), " "),
        "ACCENTS": _becomes(_bert(strip_accents=True), ""),
        "IDEOGRAPHS": _becomes(_bert(handle_chinese_chars=True), " ? "),
        "PUNCTUATION": filter(_is_alone, _CHARACTERS),
        "MARKS": _becomes(lambda text: str(strip.normalize_str(text)), ""),
        "LETTERS": _matching(r"\p{L}"),
        "NUMBERS": _matching(r"\p{N}"),
        "SPACES": _matching(r"\s"),
    }
    print(_HEADER)
    for name, characters in sets.items():
        lines = wrap(_ranges(characters).replace(r"\x", r" \x").replace("- ", "-"), 105)
        print(f"{name} = (")
        print("\n".join(f'    r"{line.replace(" ", "")}"' for line in lines))
        print(")\n" if name != "SPACES" else ")")


if __name__ == "__main__":
    main()
