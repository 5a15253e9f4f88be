"""The model card: what a stranger who finds an export needs to know."""

import importlib.metadata
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from studio import __version__, catalogue, exports
from studio.engine import tasks as engine_tasks
from studio.engine.models.model_info import ModelInfo
from studio.errors import StudioError
from studio.exports import ExportReport
from studio.runs import RunFolder
from studio.spec import RunSpec
from studio.tasks import ExportOutput
from studio.tasks.long_texts import ASKED

_PACKAGES = ("tensorflow", "tensorflow-text", "keras", "keras-hub", "numpy")
_MAX_CLASSES = 50


def model_card(run: RunFolder, info: ModelInfo, report: ExportReport) -> str:
    """Return the card as Markdown."""
    spec = run.spec()
    title = run.name(spec)
    parts = [
        f"# {title}\n\nA model for {info.task.name.replace('_', ' ')}, {_origin(spec, info)}.",
        _answers(info),
        _classes(info),
        _calls(run, report),
        _data(spec, run),
        _settings(spec),
        _metrics(run),
        _check(report),
        _versions(run),
        _licence(spec),
    ]
    return "\n\n".join(part.rstrip() for part in parts if part) + "\n"


def _origin(spec: RunSpec, info: ModelInfo) -> str:
    studio = f"with Fettle Studio {info.studio_version}"
    architecture = spec.backbone.architecture
    if architecture is None:
        return f"fine-tuned {studio} from the backbone `{spec.backbone.name}`"
    return (
        f"trained from scratch {studio}: {architecture.kind.replace('_', '–')}, {architecture.num_layers} layers, "
        f"{architecture.hidden_dim} wide, with a tokenizer ({architecture.tokenizer}) learned from its training data"
    )


def _answers(info: ModelInfo) -> str:
    outputs = "\n".join(f"- {_output(output)}" for output in info.task.outputs)
    settings = info.task.settings.model_validate(info.settings, strict=False)
    length = min(info.task.input_length(settings, info.sequence_length), info.sequence_length)
    return f"## Answers\n\n{outputs}\n\n{ASKED[info.task.long_texts].format(length=length)}"


def _output(output: ExportOutput) -> str:
    shape = ", any number for each row, padded" if output.is_ragged else ""
    meaning = f": {output.meaning}" if output.meaning else ""
    return f"`{output.name}` ({output.dtype}{shape}){meaning}"


def _classes(info: ModelInfo) -> str:
    names = info.class_names
    if not names:
        return ""
    listed = ", ".join(f"`{name}`" for name in names[:_MAX_CLASSES])
    more = f" and {len(names) - _MAX_CLASSES} more" if len(names) > _MAX_CLASSES else ""
    file = engine_tasks.get(info.task).CLASS_NAMES_FILE
    return f"## Classes\n\n{len(names)}, in their order (also in `{file}`): {listed}{more}."


def _calls(run: RunFolder, report: ExportReport) -> str:
    task = run.spec().task
    given = " and ".join(f"`{entry}`" for entry in task.served_inputs.values())
    code = (
        f"{snippet.label}:\n\n```{snippet.language}\n{snippet.code}```"
        for snippet in exports.snippets(Path("/path/to/this/folder"), task.name, task)
    )
    return (
        f"## How to call it\n\nThe signature `serving_default` takes {given} (strings, any number). The tokenizer is "
        "inside.\n\n" + "\n\n".join(code) + "\n\n" + _server(report)
    )


def _server(report: ExportReport) -> str:
    return f"TensorFlow Serving {report.oldest_serving} or newer knows all operations of the graph."


def _data(spec: RunSpec, run: RunFolder) -> str:
    rows = [(role, f"column `{name}`") for role, name in spec.data.columns.items()]
    rows += [
        (label, f"`{path}`")
        for label, path in (
            ("training data", spec.data.train),
            ("validation data", spec.data.validation),
            ("test data", spec.data.test),
        )
        if path is not None
    ]
    data = run.passport_part("data")
    rows += _flat("", {name: data[name] for name in ("splits", "left_out", "fingerprint") if name in data})
    return "## Data\n\n" + _table(("part", "value"), rows)


def _settings(spec: RunSpec) -> str:
    data = spec.to_json()
    parts = {
        "backbone": data["backbone"],
        "data": {"sequence_length": data["data"]["sequence_length"]},
        "fit": data["fit"],
        "settings": data["settings"],
    }
    return "## Settings\n\n" + _table(("setting", "value"), _dotted("", parts))


def _metrics(run: RunFolder) -> str:
    reports = {split: report["metrics"] for split, report in run.metrics().items()}
    if not reports:
        return "## Metrics\n\nNone were measured."
    names = list(dict.fromkeys(name for metrics in reports.values() for name in metrics))
    rows = [(name, *(_number(metrics.get(name)) for metrics in reports.values())) for name in names]
    return "## Metrics\n\n" + _table(("metric", *reports), rows)


def _check(report: ExportReport) -> str:
    return (
        "## Check\n\nRun in a process with TensorFlow and TensorFlow Text, without KerasHub and the studio, on "
        f"{report.rows} texts, {report.held_out_rows} of them not seen in training: "
        f"{report.label_mismatches} answers differ from the studio's own float32 predictions; the largest difference "
        f"of a number is {report.max_difference:.2g} (allowed: {report.tolerance:g}).\n\n"
        f"On the computer of the export: {report.latency_ms:.1f} ms for one text, "
        f"{report.texts_per_second:.0f} texts a second in batches of {report.batch_size}."
    )


def _versions(run: RunFolder) -> str:
    rows = [("fettle-studio", __version__)]
    rows += [(name, version) for name in _PACKAGES if (version := _version(name)) is not None]
    trained = _flat("", run.passport_part("packages"))
    text = "## Versions\n\nOf the export:\n\n" + _table(("package", "version"), rows)
    return text + ("\n\nOf the training:\n\n" + _table(("package", "version"), trained) if trained else "")


def _licence(spec: RunSpec) -> str:
    if spec.backbone.architecture is not None:
        return "## Licence\n\nThe backbone was built from scratch. The licence of the training data may bind the model."
    try:
        preset = catalogue.describe_backbone(spec.backbone)
    except StudioError:
        preset = None
    licence = preset.licence if preset is not None else None
    known = f"is published under {licence}" if licence else "comes with a licence that the studio does not know"
    return (
        f"## Licence\n\nThe backbone `{spec.backbone.name}` {known}. The licence of the training data may bind the "
        "model as well."
    )


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _flat(prefix: str, data: Any) -> list[tuple[str, str]]:
    if isinstance(data, Mapping):
        return [row for name, value in data.items() for row in _flat(f"{prefix} {name}".strip(), value)]
    return [(prefix.replace("_", " "), f"{data:.4g}" if isinstance(data, float) else str(data))]


def _dotted(prefix: str, data: Any) -> list[tuple[str, str]]:
    if isinstance(data, Mapping):
        return [row for name, value in data.items() for row in _dotted(f"{prefix}.{name}".removeprefix("."), value)]
    return [(prefix, f"`{json.dumps(data, ensure_ascii=False)}`")]


def _number(value: Any) -> str:
    return "–" if value is None else f"{value:.4f}"


def _table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(columns)
    lines = [names, ["---"] * len(names), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
