"""Exports: a model that takes raw texts, checked against the studio before it gets its name."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from studio import exports
from studio.engine import tasks
from studio.engine.building.model import load_model
from studio.engine.exporting import formats, parity
from studio.engine.exporting.check_rows import read_check_rows
from studio.engine.exporting.model_card import model_card
from studio.engine.models.text_model import TextModel
from studio.errors import ExportError, InputError
from studio.exports import ExportReport
from studio.files import expand_user
from studio.jobs import Progress
from studio.leftovers import remove_unfinished
from studio.manifest import sealed_folder
from studio.runs import RunFolder


def run_job(arguments: Mapping[str, Any], report: Callable[[Progress], None]) -> dict[str, Any]:
    """Export a run's best model and check the export.

    Args:
        arguments: `run` (a folder), `format`, `out` (a folder, or nothing for the run's own), `force`.
        report: Called with the progress.

    Returns:
        `path`, `format`, `size_bytes` and `parity`, the report.
    """
    run = RunFolder(Path(arguments["run"]))
    export_format = exports.get(arguments.get("format") or exports.FORMATS[0].name)
    out = expand_user(arguments.get("out") or run.exports_path / export_format.name).absolute()
    found = export_run(run, export_format.name, out, report, is_forced=bool(arguments.get("force")))
    return {"path": str(out), "format": found.format, "size_bytes": found.size_bytes, "parity": asdict(found)}


def export_run(
    run: RunFolder,
    format_name: str,
    out: Path,
    report: Callable[[Progress], None] = lambda progress: None,
    *,
    is_forced: bool = False,
) -> ExportReport:
    """Write an export; it is there complete and checked, or not at all.

    Args:
        run: Whose best model is exported.
        format_name: A name of `exports.FORMATS`.
        out: The folder to make. An earlier export of the studio in it is replaced.
        report: Called with the progress.
        is_forced: Whether a SavedModel that is not the studio's may be replaced as well.

    Raises:
        InputError: if something else is in the folder.
        ExportError: if the export could not be made, or predicts something else than the studio.
    """
    check_target(out, format_name, is_forced=is_forced)
    report(Progress("Loading the model"))
    model = load_model(run.model_path)
    report(Progress("Reading the texts of the check"))
    check = read_check_rows(run).for_model(model)
    writer = formats.get(format_name)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        remove_unfinished(out.parent)
        with sealed_folder(out) as unfinished:
            report(Progress("Writing the export"))
            writer.write(model, unfinished)
            report(Progress("Predicting in the studio"))
            ours = parity.studio_outputs(model, check)
            report(Progress("Predicting with the export"))
            found = parity.compare(unfinished, format_name, check, ours, model.info.task, run.id)
            found = replace(found, oldest_serving=writer.oldest_serving(unfinished))
            found = _complete(unfinished, run, model, found)
    except OSError as error:
        raise ExportError("The export could not be written to {file}: {reason}", file=out, reason=str(error)) from error
    return found


def check_target(out: Path, format_name: str, *, is_forced: bool) -> None:
    """Check that nothing but an earlier export would be replaced.

    Raises:
        InputError: says what is in the way.
    """
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    is_export = exports.read_report(out) is not None
    is_foreign_export = (out / exports.get(format_name).marker).is_file()
    if is_export or (is_foreign_export and is_forced):
        return
    if is_foreign_export:
        raise InputError(
            "{file}: expected a new folder or an earlier export. Received: a SavedModel that is not the studio's. "
            "Choose another folder, or replace it on the command line with --force.",
            file=out,
        )
    raise InputError(
        "{file}: expected a new folder or an earlier export. Received: a folder or a file of something else. "
        "Choose another folder.",
        file=out,
    )


def _complete(folder: Path, run: RunFolder, model: TextModel, found: ExportReport) -> ExportReport:
    if model.info.class_names:
        # One a line, whatever a name holds.
        names = "".join(f"{' '.join(name.splitlines())}\n" for name in model.info.class_names)
        (folder / tasks.get(model.info.task).CLASS_NAMES_FILE).write_text(names, encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(model_card(run, model.info, found), encoding="utf-8", newline="\n")
    found = replace(found, size_bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()))
    found.write(folder)
    return found
