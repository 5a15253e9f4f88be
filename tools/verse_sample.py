"""Pairs of verses: the same verse in the World English Bible and in the King James Version, both in the public domain.

The texts come from the Debian packages `sword-text-web` and `sword-text-kjv`, which apt fetches and `dpkg-deb` opens;
the package `pysword` reads them.
"""

import csv
import hashlib
import importlib
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGES = {"sword-text-web": "engWEB2015eb", "sword-text-kjv": "engKJV2006eb"}
NUM_PAIRS = 3000
_MIN_WORDS = 6
_MAX_WORDS = 40


def download(folder: Path, *others: str) -> Path:
    """Fetch and open the packages, and others of their kind, and return the folder with the texts."""
    subprocess.run(["apt-get", "download", *PACKAGES, *others], cwd=folder, check=True)
    for archive in sorted(folder.glob("sword-text-*.deb")):
        subprocess.run(["dpkg-deb", "--extract", str(archive), str(folder)], check=True)
    return folder / "usr" / "share" / "sword"


def write(path: Path, texts: Path) -> None:
    """Write the chosen pairs as UTF-8 CSV, in the order of the hashes of their references."""
    modern, old = (dict(verses(texts, module)) for module in PACKAGES.values())
    pairs = [(reference, modern[reference], old[reference]) for reference in old if reference in modern]
    fitting = [pair for pair in pairs if pair[1] != pair[2] and all(_is_fit(text) for text in pair[1:])]
    chosen = sorted(fitting, key=lambda pair: hashlib.sha256(pair[0].encode()).digest())[:NUM_PAIRS]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("reference", "text", "second_text"))
        writer.writerows(chosen)


def verses(texts: Path, module: str) -> Iterator[tuple[str, str]]:
    """Yield references and verses, without marks of paragraphs and with single spaces."""
    modules: Any = importlib.import_module("pysword.modules").SwordModules(str(texts))
    modules.parse_modules()
    bible: Any = modules.get_bible_from_module(module)
    for books in bible.get_structure().get_books().values():
        for book in books:
            for chapter, num_verses in enumerate(book.chapter_lengths, start=1):
                for verse in range(1, num_verses + 1):
                    text = bible.get(books=[book.name], chapters=[chapter], verses=[verse], clean=True)
                    yield f"{book.name} {chapter}:{verse}", " ".join(text.replace("¶", " ").split())


def _is_fit(text: str) -> bool:
    return _MIN_WORDS <= len(text.split()) <= _MAX_WORDS
