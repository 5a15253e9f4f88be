"""Files as people have them, made from the texts of the sample: a workbook, a table with semicolons, class folders.

The tests of the first journeys and the pictures of the guide open the same ones.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from studio.samples import sample

Row = dict[str, str]
SHEET_TITLE = "Encyclopedia articles, chosen for the topics that we need"
# Every so many rows a cell of a workbook is blank.
TEXT_GAP, LABEL_GAP = 60, 45
TOPICS = ("Biology and health sciences", "Geography", "People", "Technology")
UNLABELLED_TOPIC = "History"


def write_workbook(folder: Path, num_rows: int = 360) -> Path:
    """Write a workbook with a title above the names of the columns, blank cells and a second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Articles"
    sheet.append([SHEET_TITLE])
    sheet.append([])
    sheet.append(["Title", "Introduction", "Topic"])
    for number, row in enumerate(_rows(TOPICS, num_rows)):
        text = None if number % TEXT_GAP == 7 else row["text"]
        label = None if number % LABEL_GAP == 11 else row["label"]
        sheet.append([row["title"], text, label])
    book.create_sheet("Notes").append(["Topics as the encyclopedia names them"])
    path = folder / "articles.xlsx"
    book.save(path)
    return path


def write_semicolons(folder: Path, num_rows: int = 360) -> Path:
    """Write a table as spreadsheet programs of Western Europe save it: Windows-1252, with semicolons."""
    path = folder / "articles.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        lines = csv.writer(file, delimiter=";")
        lines.writerow(["title", "text", "topic"])
        lines.writerows([row["title"], row["text"], row["label"]] for row in _rows(TOPICS, num_rows, encoding="cp1252"))
    return path


def write_class_folders(folder: Path, num_train: int = 70, num_test: int = 25) -> Path:
    """Write train and test above class folders, with lists of addresses and texts without a label beside them.

    Args:
        folder: Where the folder is made.
        num_train: Texts of each class to learn from.
        num_test: Texts of each class to measure on.
    """
    root = folder / "encyclopedia"
    for topic in TOPICS:
        texts = [row["text"] for row in _rows((topic,), num_train + num_test)]
        name = topic.lower().replace(" ", "_")
        _write_texts(root / "train" / name, texts[:num_train])
        _write_texts(root / "test" / name, texts[num_train:])
    _write_texts(root / "train" / "unsup", [row["text"] for row in _rows((UNLABELLED_TOPIC,), num_train)])
    for part in ("train", "test"):
        (root / part / f"urls_{part}.txt").write_text("https://example.org/\n" * num_train, encoding="utf-8")
    (root / "README").write_text("Introductions of encyclopedia articles, by topic.\n", encoding="utf-8")
    return root


def _write_texts(folder: Path, texts: list[str]) -> None:
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def _rows(topics: tuple[str, ...], count: int, encoding: str = "utf-8") -> list[Row]:
    """Return rows of the sample, the topics in turn; those first whose letters tell the encoding."""
    each = [_of_topic(topic, encoding) for topic in topics]
    return [row for group in zip(*each, strict=False) for row in group][:count]


def _of_topic(topic: str, encoding: str) -> Iterator[Row]:
    with sample("text_classification").path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["label"] == topic and _fits(row, encoding)]
    yield from sorted(rows, key=lambda row: encoding == "utf-8" or row["text"].isascii())


def _fits(row: Row, encoding: str) -> bool:
    try:
        "".join(row.values()).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
