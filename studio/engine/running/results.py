"""What is measured at the end of a run."""

from pathlib import Path
from typing import Any

from studio.files import write_json


def write_metrics(path: Path, reports: dict[str, Any]) -> None:
    """Write the reports by split."""
    path.parent.mkdir(exist_ok=True)
    write_json(path, reports)
