"""Compare what the studio reads from a model folder with what transformers gave for it.

    python tools/compare_folder.py FOLDER...

A folder may hold `expected.json`: a list of objects with `text`, `ids` (its token ids, the special ones among them) and
`first` (the hidden state of its first token). For each text a line says whether the ids are equal, and by how much the
hidden state is off. A folder that the studio refuses to open is named with the reason. The exit status is 1 where ids
differ or a hidden state is off by more than 1e-5.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from studio import catalogue
from studio.engine.building.model import build_model
from studio.engine.models.text_model import TextModel
from studio.engine.texts.tokens import TextEncoder
from studio.errors import StudioError
from studio.schema import Schema
from studio.spec import RunSpec

_TOLERANCE = 1e-5


def main() -> int:
    """Compare the folders and return the exit status."""
    if not sys.argv[1:]:
        print(__doc__)
        return 2
    is_equal = True
    for folder in (Path(name).resolve() for name in sys.argv[1:]):
        for line, is_same in _lines(folder):
            print(f"{folder.name}: {line}")
            is_equal &= is_same
    return 0 if is_equal else 1


def _lines(folder: Path) -> Iterator[tuple[str, bool]]:
    """Yield what is to be said of a folder, and whether all is as it should be."""
    spec = {
        "task": "text_classification",
        "backbone": {"preset": str(folder)},
        "data": {"train": "none.csv", "sequence_length": 128},
    }
    try:
        catalogue.describe_folder(folder)
        model = build_model(RunSpec.parse(spec), Schema(("a", "b")))
    except StudioError as error:
        yield f"refused: {error}", True
        return
    path = folder / "expected.json"
    if not path.is_file():
        yield "opened; it says nothing to compare with", True
        return
    wanted: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    rows = TextEncoder(model).encode([entry["text"] for entry in wanted])
    for index, entry in enumerate(wanted):
        found = rows.token_ids[rows.offsets[index] : rows.offsets[index + 1]].tolist()
        distance = float(np.abs(_first_hidden(model, entry["ids"]) - np.array(entry["first"])).max())
        ids = "ids equal" if found == entry["ids"] else f"ids OTHER: {found} instead of {entry['ids']}"
        is_same = found == entry["ids"] and distance <= _TOLERANCE
        yield f"{entry['text']!r}: {ids}; hidden state off by {distance:.1e}", is_same


def _first_hidden(model: TextModel, ids: list[int]) -> Any:
    token_ids = np.array([ids], np.int32)
    arrays = {
        "token_ids": token_ids,
        "padding_mask": np.ones_like(token_ids),
        "segment_ids": np.zeros_like(token_ids),
    }
    hidden = model.network.backbone({name: arrays[name] for name in model.input_names})
    sequence = hidden["sequence_output"] if isinstance(hidden, dict) else hidden
    return np.asarray(sequence)[0, 0]


if __name__ == "__main__":
    sys.exit(main())
