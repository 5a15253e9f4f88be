"""Fields in which people worked, several for many of them, made from the introductions of encyclopedia articles.

The first sentence of an introduction says what somebody was: *an Italian painter, engineer and architect*. The words
for occupations in it give the labels, by the table below; the text is what comes after that sentence, so that the
labels are not simply read off.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

_TOPIC = "People"
_MIN_WORDS = 20
_MAX_WORDS = 120
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]\"'][.])\s+(?=[A-Z\"'])")
FIELDS = {
    "art": "painter|sculptor|architect|artist|printmaker|photographer|draughtsman|engraver|illustrator",
    "film and stage": "actor|actress|filmmaker|film director|film producer|screenwriter|dancer|choreographer|comedian",
    "humanities": "historian|economist|sociologist|psychologist|anthropologist|jurist|lawyer|linguist|psychoanalyst",
    "mathematics": "mathematician|logician|computer scientist|statistician",
    "military": "general|admiral|military|commander|warrior|conqueror|soldier|marshal|army officer",
    "music": "composer|singer|songwriter|musician|pianist|guitarist|violinist|conductor|rock band|rapper",
    "natural science": "physicist|chemist|biologist|astronomer|naturalist|botanist|geologist|physician|scientist",
    "philosophy": "philosopher",
    "politics": "politician|statesman|stateswoman|diplomat|president|prime minister|chancellor|revolutionary|activist",
    "religion": "theologian|priest|prophet|bishop|pope|monk|nun|saint|mystic|rabbi|friar|missionary|religious leader",
    "rule": "king|queen|emperor|empress|sultan|monarch|pharaoh|caliph|tsar|shah|khan|ruler",
    "technology": "engineer|inventor|industrialist|aviator|businessman|businesswoman|entrepreneur",
    "writing": "writer|poet|novelist|author|playwright|essayist|dramatist|journalist|memoirist",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE) for name, words in FIELDS.items()}


def write(path: Path, articles: Iterable[Mapping[str, str]]) -> int:
    """Write a JSON line for each person and return how many there are."""
    rows = [row for article in articles if article["topic"] == _TOPIC and (row := _row(article)) is not None]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in sorted(rows, key=lambda row: str(row["title"])))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
    return len(rows)


def _row(article: Mapping[str, str]) -> dict[str, object] | None:
    first, *others = _SENTENCE_END.split(" ".join(article["extract"].split()))
    # Behind "was" stands what somebody was; before it, names such as Martin Luther King.
    said = re.split(r"\b(?:was|were|is|are)\b", first, maxsplit=1)[-1]
    labels = [name for name, pattern in _PATTERNS.items() if pattern.search(said)]
    words = " ".join(others).split()[:_MAX_WORDS]
    if not labels or len(words) < _MIN_WORDS:
        return None
    return {"title": article["title"], "text": " ".join(words), "labels": labels}
