"""The demo's report: one HTML page with its plots inside."""

import statistics
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from charts import STYLE, Series, bar_chart, line_chart

from studio.runs.history import RunHistory
from studio.runs.history_reader import read_history

_SMOOTHING_STEPS = 25
_PAGE = Template("""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Fettle Studio: demo report</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root { --background: #F5F6F8; --surface: #FFFFFF; --border: #DFE3E8; --text: #1A1F26; --muted: #5A6472;
  --s1: #2A66D9; --s2: #C9580C; --s3: #18794E; --s4: #7A3FD1; }
@media (prefers-color-scheme: dark) { :root { --background: #14171C; --surface: #1C2128; --border: #313843;
  --text: #E9ECF1; --muted: #9BA6B4; --s1: #4C8DFF; --s2: #FF9F5A; --s3: #5CC58B;
  --s4: #C58CFF; } }
body { margin: 24px auto; max-width: 760px; padding: 0 16px; background: var(--background); color: var(--text);
  font: 14px/1.5 system-ui, sans-serif; }
section { background: var(--surface); border: 1px solid var(--border); border-radius: 10px; padding: 12px 16px;
  margin: 16px 0; }
h1 { font-size: 20px; } h2 { font-size: 14px; margin: 4px 0 8px; }
table { border-collapse: collapse; } td, th { padding: 2px 16px 2px 0; text-align: left; vertical-align: top; }
th { color: var(--muted); font-weight: normal; } .number { text-align: right; font-variant-numeric: tabular-nums; }
p.muted { color: var(--muted); } code { overflow-wrap: anywhere; }
$style
</style></head><body><h1>Fettle Studio: demo report</h1>
$sections
</body></html>
""")


def write(path: Path, result: dict[str, Any], run: Path) -> None:
    """Write the report of a demo.

    Args:
        path: The page.
        result: What each step reported.
        run: The run's folder.
    """
    history = read_history(run / "events.jsonl")
    sections = [
        _section("The job", _job(result)),
        _section("Classes", _classes(result["inspect"])),
        _section("Loss", _loss(history)),
        _section("Validation", _metrics(history)),
        _section("Learning rate", _rate(history)),
        _section("On the held-out rows", _evaluation(result["evaluate"])),
        _section("Confusion matrix", _confusion(result["evaluate"])),
        _section("Export", _export(result["export"])),
        _section("The export's answers", _examples(result["examples"])),
    ]
    path.write_text(_PAGE.substitute(style=STYLE, sections="\n".join(sections)), encoding="utf-8")


def _job(result: dict[str, Any]) -> str:
    fit, spec = result["fit"], result["spec"]
    return _table(
        (),
        [
            ("data set", spec["data"]["train"]),
            ("backbone", spec["backbone"]["preset"]),
            ("run", fit["run"]),
            ("steps", f"{fit['steps']:,}"),
            ("time", f"{fit['seconds']:.0f} s"),
            ("speed", f"{fit['examples_per_second']:.1f} examples/s"),
            ("test accuracy", f"{fit['metrics']['test']['accuracy']:.4f}"),
        ],
    )


def _classes(inspected: dict[str, Any]) -> str:
    labels = inspected["labels"]
    return bar_chart("Rows of each class", [entry["label"] for entry in labels], [entry["count"] for entry in labels])


def _loss(history: RunHistory) -> str:
    steps, loss = history.steps["step"].tolist(), history.steps["loss"].tolist()
    series = [Series("each step", steps, loss, is_faint=True), Series("training", steps, _smooth(loss))]
    return line_chart("Loss", [*series, *_validation(history, "loss", 2)], "step")


def _metrics(history: RunHistory) -> str:
    series = [*_validation(history, "accuracy", 3), *_validation(history, "macro_f1", 4)]
    return line_chart("Validation", series, "step") if series else "<p class='muted'>No validation rows.</p>"


def _validation(history: RunHistory, name: str, color: int) -> list[Series]:
    steps, values = history.metric(name)
    label = f"validation {name.replace('_', ' ')}"
    return [Series(label, steps.tolist(), values.tolist(), color, has_marks=True)] if len(steps) else []


def _rate(history: RunHistory) -> str:
    steps, rates = history.steps["step"].tolist(), history.steps["learning_rate"].tolist()
    return line_chart("Learning rate", [Series("learning rate", steps, rates)], "step")


def _evaluation(evaluated: dict[str, Any]) -> str:
    metrics = _table(("metric", "value"), [(name, f"{value:.4f}") for name, value in evaluated["metrics"].items()])
    return f"<p class='muted'>{evaluated['examples']:,} rows that the training never saw.</p>{metrics}"


def _confusion(evaluated: dict[str, Any]) -> str:
    matrix = evaluated["confusion_matrix"]
    names = matrix["labels"]
    rows = [(name, *map(str, row)) for name, row in zip(names, matrix["counts"], strict=True)]
    return f"<p class='muted'>Rows: the label. Columns: the prediction.</p>{_table(('', *names), rows)}"


def _export(exported: dict[str, Any]) -> str:
    parity = exported["parity"]
    return _table(
        (),
        [
            ("folder", exported["path"]),
            ("size", f"{exported['size_bytes'] / 1e6:.1f} MB"),
            ("compared with the studio on", f"{parity['rows']:,} rows, {parity['held_out_rows']:,} of them held out"),
            ("labels that differ", str(parity["label_mismatches"])),
            ("largest difference of a probability", f"{parity['max_difference']:.1e}"),
            ("time for one text", f"{parity['latency_ms']:.1f} ms"),
            ("in batches", f"{parity['texts_per_second']:.0f} texts/s"),
        ],
    )


def _examples(examples: Sequence[dict[str, Any]]) -> str:
    rows = [(entry["text"], entry["label"], f"{entry['probability']:.3f}") for entry in examples]
    return _table(("text", "label", "probability"), rows)


def _smooth(values: Sequence[float]) -> list[float]:
    ends = range(1, len(values) + 1)
    return [statistics.fmean(values[max(0, end - _SMOOTHING_STEPS) : end]) for end in ends]


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; under a head, numbers stand on the right."""
    header = f"<tr>{''.join(f'<th>{escape(cell)}</th>' for cell in head)}</tr>" if head else ""
    body = "".join(f"<tr><th>{escape(first)}</th>{_cells(rest, bool(head))}</tr>" for first, *rest in rows)
    return f"<table>{header}{body}</table>"


def _cells(cells: Iterable[str], has_numbers: bool) -> str:
    return "".join(
        f'<td class="number">{cell}</td>' if has_numbers and _is_number(cell) else f"<td>{escape(cell)}</td>"
        for cell in cells
    )


def _is_number(cell: str) -> bool:
    return cell.replace(".", "", 1).isdecimal()
