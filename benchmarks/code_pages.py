"""How often the code page of a short CSV file is told, and told wrong: real sentences in many languages and code pages.

    python benchmarks/code_pages.py FOLDER [--seed N] [--files-each N]

`FOLDER` holds gettext catalogues, `<language>/LC_MESSAGES/*.po` anywhere below it, such as an unpacked Django package:
about a hundred languages. Each file is made of 5 to 100 of their sentences. A text that is read otherwise than it was
written, without a question, counts as wrong.
"""

import argparse
import ast
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import project  # noqa: F401

from studio.data.detecting import detect

_CODE_PAGES = {
    "en": ("cp1252", "mac_roman", "cp850"),
    "fr es de it pt nl sv da nb fi": ("cp1252", "iso8859-1", "iso8859-15", "mac_roman", "cp850"),
    "pl cs hu sk sl hr": ("cp1250", "iso8859-2", "cp852"),
    "ru bg uk": ("cp1251", "koi8-r", "iso8859-5", "cp866"),
    "el": ("cp1253", "iso8859-7"),
    "tr": ("cp1254",),
    "he": ("cp1255", "iso8859-8"),
    "ar": ("cp1256", "iso8859-6"),
    "lt lv et": ("cp1257", "iso8859-13"),
    "th": ("cp874",),
    "ko": ("cp949", "euc_kr"),
    "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "zh_Hans": ("gb18030", "gb2312"),
    "zh_Hant": ("big5", "cp950"),
}
# English has no letters of its own beyond ASCII: prices, quotes and borrowed words are all there is.
_ENGLISH = (
    "£5",
    "£12",
    "€3",
    "“so”",
    "it’s",
    "—",
    "café",
    "naïve",
    "résumé",
    "20°",
    "½",
    "©",
    "fiancée",
    "piñata",
    "µm",
    "§ 2",
)
_MARKED_PART = 0.3
_NUM_ROWS = (5, 10, 20, 50, 100)


def read_sentences(folder: Path) -> dict[str, list[str]]:
    """Return the translated sentences by language."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.rglob("LC_MESSAGES/*.po")):
        for block in re.findall(r'^msgstr (".*?"(?:\n".*?")*)$', path.read_text(encoding="utf-8"), re.MULTILINE):
            text = "".join(ast.literal_eval(line) for line in block.splitlines())
            if len(text) > 3 and "\n" not in text and not text.isascii():
                found[path.parent.parent.name].add(text)
    found["en"] = read_sources(folder)
    return {language: sorted(texts) for language, texts in found.items()}


def read_sources(folder: Path) -> set[str]:
    """Return the English sentences that were translated."""
    found: set[str] = set()
    for path in sorted(folder.rglob("de/LC_MESSAGES/*.po")):
        for line in re.findall(r'^msgid (".+")$', path.read_text(encoding="utf-8"), re.MULTILINE):
            if len(text := ast.literal_eval(line)) > 20:
                found.add(text)
    return found


def make_file(texts: list[str], encoding: str, rng: random.Random) -> tuple[str, bytes] | None:
    """Return a CSV file as text and as bytes; `None` if too few sentences can be written in the code page."""
    num_rows = rng.choice(_NUM_ROWS)
    if texts and all(text.isascii() for text in texts):
        marks = [mark for mark in rng.sample(_ENGLISH, rng.randint(2, 5)) if _can_write(mark, encoding)]
        texts = [f"{text} {rng.choice(marks)}" if marks and rng.random() < _MARKED_PART else text for text in texts]
    writable = [text for text in texts if _can_write(text, encoding)]
    if len(writable) < num_rows:
        return None
    rows = [f'"{text.replace(chr(34), chr(34) * 2)}",{rng.randrange(2)}' for text in rng.sample(writable, num_rows)]
    content = "\r\n".join(["text,label", *rows]) + "\r\n"
    return None if content.isascii() else (content, content.encode(encoding))


def _can_write(text: str, encoding: str) -> bool:
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeError:
        return False


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--files-each", type=int, default=12)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)  # noqa: S311  # noqa: S311
    sentences = read_sentences(arguments.folder)
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for languages, encodings in _CODE_PAGES.items():
        for language in languages.split():
            for encoding in encodings:
                for _ in range(arguments.files_each):
                    made = make_file(sentences.get(language, []), encoding, rng)
                    if made is None:
                        continue
                    content, data = made
                    found = detect(data)
                    offered = [guess.encoding for guess in found.guesses] or [found.encoding or ""]
                    texts = [data.decode(name, errors="replace") for name in offered]
                    kind = "asked" if found.encoding is None else "right" if content in texts else "wrong"
                    totals[encoding][kind] += 1
                    if kind == "asked" and content in texts:
                        totals[encoding]["offered"] += 1
                    if kind == "wrong":
                        print(f"wrong: {language} {encoding} read as {found.encoding}")
    print(f"{'code page':12} {'files':>6} {'right':>6} {'asked':>6} {'(offered)':>9} {'wrong':>6}")
    whole: Counter[str] = Counter()
    for encoding, counts in totals.items():
        whole += counts
        _print_row(encoding, counts)
    _print_row("all", whole)


def _print_row(name: str, counts: Counter[str]) -> None:
    num_files = counts["right"] + counts["asked"] + counts["wrong"]
    print(f"{name:12} {num_files:6} {counts['right']:6} {counts['asked']:6} {counts['offered']:9} {counts['wrong']:6}")


if __name__ == "__main__":
    main()
