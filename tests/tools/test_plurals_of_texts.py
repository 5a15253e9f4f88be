"""Words follow their numbers in every text: `{count} {count:row|rows}`, never `{count} rows`."""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from strings import STUDIO, find_texts  # noqa: E402

# What the studio counts. Rates (examples/s) and units (ms, bytes) do not follow their number.
NOUNS = (
    "answers areas categories cells characters classes columns entries epochs evaluations examples files heads labels "
    "layers lines masks numbers rows runs sentences settings sheets steps tasks texts tokens values words"
)
NUMBER = r"(?:\{\w*\}|%L?n)"
BETWEEN = r"(?: (?:different|distinct|hidden|more|new|other|special|such))?"
PATTERN = re.compile(rf"{NUMBER}{BETWEEN} (?:{NOUNS.replace(' ', '|')})\b(?!/s)")


def texts_of_the_terminal():
    for path in sorted((ROOT / "studio" / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
                yield f"{path.name}:{node.lineno}", "".join(map(str, parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{path.name}:{node.lineno}", node.value


def test_no_text_of_window_and_studio_counts_without_a_choice_of_words():
    # Qt has the numerus forms of a text of the window that follows a number; the studio writes them out.
    found = [text.source for text in find_texts() if text.context == STUDIO or not text.is_plural]
    assert [source for source in found if PATTERN.search(source)] == []


def test_no_line_of_the_terminal_counts_without_a_choice_of_words():
    assert [place for place, text in texts_of_the_terminal() if PATTERN.search(text)] == []


def test_a_count_without_a_choice_of_words_is_found():
    assert PATTERN.search("{num} rows written")
    assert PATTERN.search("{count} more classes")
    assert not PATTERN.search("{count} {count:row|rows}")
    assert not PATTERN.search("{rate} examples/s")
