"""The samples of tasks that write text: verses to translate, abstracts to summarize, dialogue, and a novel.

Verses: the World English Bible and the Reina-Valera of 1909, both in the public domain, from the Debian packages
`sword-text-web` and `sword-text-sparv`; `verse_sample.py` says how such packages are read.

Abstracts: those of 250 papers in the data set ACLSum (package `aclsum`), with what its annotators say of each paper's
challenge, approach and outcome.

Dialogue: questions and answers of chatterbot's corpus (package `chatterbot-corpus`; the package `pyyaml` reads it).

The novel: the first chapters of Pride and Prejudice, in the public domain, out of the Debian package
`r-cran-janeaustenr`, whose file holds each novel as a serialized R vector of lines (R Internals, section 1.8).
"""

import csv
import hashlib
import importlib
import json
import re
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import verse_sample

SUMMARIES = "aclsum==0.1.2"
DIALOGUE = "chatterbot-corpus==1.3.3"
NOVELS = "r-cran-janeaustenr"
SPANISH = ("sword-text-sparv", "spaRV1909eb")
ENGLISH = "engWEB2015eb"
_NUM_VERSES = 2400
_MIN_WORDS, _MAX_WORDS = 4, 20
# What is left out is out of date, or no topic for a sample.
_TOPICS = (
    "ai", "botprofile", "coding", "computers", "conversations", "food", "greetings", "history", "literature", "money",
    "movies", "science", "sports", "tech_support", "trivia",
)  # fmt: skip
# In these, what is said is said in turns; in the others, what follows the first answer is another one.
_IN_TURNS = ("conversations",)
_NUM_CHAPTERS = 23
_TITLE = b"PRIDE AND PREJUDICE"
# How a serialized vector of texts says what it is: the type of vectors of texts, and that of a text.
_TEXT_VECTOR, _TEXT = 16, 9
# An abstract's words are parted from the marks behind them, as programs that cut texts into words leave them.
_SPACED = re.compile(r" ([.,;:!?%)\]])|([(\[]) ")


def write_verses(path: Path, texts: Path) -> None:
    """Write verses that are not long as UTF-8 CSV of reference, en and es, in the order of a hash of the references."""
    english = dict(verse_sample.verses(texts, ENGLISH))
    spanish = dict(verse_sample.verses(texts, SPANISH[1]))
    pairs = [(reference, english[reference], text) for reference, text in spanish.items() if reference in english]
    fitting = [pair for pair in pairs if all(_MIN_WORDS <= len(text.split()) <= _MAX_WORDS for text in pair[1:])]
    chosen = sorted(fitting, key=lambda pair: hashlib.sha256(pair[0].encode()).digest())[:_NUM_VERSES]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("reference", "en", "es"))
        writer.writerows(chosen)


def write_summaries(path: Path, archive: Path) -> None:
    """Write the abstracts with their summaries as JSON lines."""
    with zipfile.ZipFile(archive) as members:
        parts = [members.read(f"aclsum/dataset/{part}.jsonl").decode() for part in ("train", "val", "test")]
    papers = [json.loads(line) for part in parts for line in part.splitlines()]
    rows = [
        {
            "id": paper["id"],
            "text": _joined(" ".join(paper["sentences"]["abstract"])),
            "summary": " ".join(" ".join(paper["summary"].values()).split()),
        }
        for paper in papers
    ]
    _write_lines(path, rows)


def write_dialogue(path: Path, archive: Path) -> None:
    """Write the dialogues as JSON lines of messages, each first question once."""
    load: Any = importlib.import_module("yaml").safe_load
    rows: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(archive) as members:
        for topic in _TOPICS:
            content = load(members.read(f"chatterbot_corpus/data/english/{topic}.yml").decode())
            for turns in content["conversations"]:
                said = turns if topic in _IN_TURNS else turns[:2]
                said = [" ".join(str(text).split()) if topic != "coding" else str(text).strip() for text in said]
                said = said[: len(said) // 2 * 2]
                if said and all(said):
                    rows.setdefault(said[0].casefold(), {"messages": [*_messages(said)], "topic": topic})
    _write_lines(path, rows.values())


def write_novel(path: Path, packages: Path) -> None:
    """Write the first chapters as text, each paragraph, and each heading, on a line of its own."""
    file = packages / "usr/lib/R/site-library/janeaustenr/data/Rdata.rdb"
    lines = next(lines for lines in map(_texts, _serialized(file.read_bytes())) if lines[0] == _TITLE.decode())
    paragraphs = [" ".join(block.split("\n")) for block in re.split(r"\n{2,}", "\n".join(lines)) if block.strip()]
    start = next(place for place, text in enumerate(paragraphs) if text == "Chapter 1")
    end = next(place for place, text in enumerate(paragraphs) if text == f"Chapter {_NUM_CHAPTERS + 1}")
    path.write_text("".join(f"{text.strip()}\n" for text in paragraphs[start:end]), encoding="utf-8", newline="")


def download_novels(folder: Path) -> Path:
    """Fetch and open the package of novels, and return the folder with its files."""
    subprocess.run(["apt-get", "download", NOVELS], cwd=folder, check=True)
    subprocess.run(["dpkg-deb", "--extract", str(next(folder.glob(f"{NOVELS}*.deb"))), str(folder)], check=True)
    return folder


def _messages(said: Sequence[str]) -> Iterator[dict[str, str]]:
    for place, text in enumerate(said):
        yield {"role": ("user", "assistant")[place % 2], "content": text}


def _joined(text: str) -> str:
    return _SPACED.sub(lambda found: found[1] or found[2], " ".join(text.split()))


def _serialized(content: bytes) -> Iterator[bytes]:
    """Yield the objects of a file of R's, which lie one after the other, each behind its size when it is unzipped."""
    while content:
        unzip = zlib.decompressobj()
        yield unzip.decompress(content[4:])
        content = unzip.unused_data


def _texts(content: bytes) -> list[str]:
    """Return a serialized vector of texts."""
    # Behind the format's letter stand its version, two of R's, and the name of the encoding with its length.
    place = 2 + 3 * 4
    (length,) = struct.unpack_from(">i", content, place)
    place += 4 + length
    kind, count = struct.unpack_from(">ii", content, place)
    if kind & 0xFF != _TEXT_VECTOR:
        return [""]
    place += 8
    found = []
    for _ in range(count):
        kind, length = struct.unpack_from(">ii", content, place)
        if kind & 0xFF != _TEXT:
            raise SystemExit(f"Expected a text of type {_TEXT}. Received: {kind & 0xFF}.")
        found.append(content[place + 8 : place + 8 + length].decode())
        place += 8 + length
    return found


def _write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="")
