"""SavedModels: graphs of TensorFlow with the tokenizer inside."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from studio.engine import tasks
from studio.engine.exporting.formats.base import ExportFormatEngine, ExportRun
from studio.engine.exporting.serving import oldest_serving
from studio.engine.models.text_model import TextModel
from studio.errors import ExportError
from studio.files import temporary_prefix
from studio.processes import child_environment

_SCRIPT = Path(__file__).with_name("run_saved_model.py")
_NUM_LAST_LINES = 12


class SavedModel(ExportFormatEngine):
    """A SavedModel whose `serving_default` takes the task's inputs as strings and gives its outputs."""

    def write(self, model: TextModel, folder: Path) -> None:
        """Write the graph and the weights. See `ExportFormatEngine`.

        Raises:
            ExportError: if tensorflow-text is missing or the model cannot be traced.
        """
        if importlib.util.find_spec("tensorflow_text") is None:
            raise ExportError(
                "A SavedModel that takes raw texts needs the package tensorflow-text, which is not installed."
            )
        names = model.info.task.served_inputs
        signature = [tf.TensorSpec([None], tf.string, name=name) for name in names.values()]
        task = tasks.get(model.info.task)

        def serve(*texts: Any) -> dict[str, Any]:
            return task.serve(model, dict(zip(names, texts, strict=True)))

        archive = keras.export.ExportArchive()
        # The tables of tokenizers must be tracked; the variables are by themselves. WORKAROUND: Keras 3.15 writes the
        # variables of a tracked layer twice, so the layer is hidden in a module.
        resources = tf.Module()
        resources.preprocessor = model.network.preprocessor
        resources.others = task.resources(model)
        archive.track(resources)
        try:
            archive.add_endpoint("serving_default", tf.function(serve, input_signature=signature, jit_compile=False))
            for name, (function, specs) in task.more_signatures(model).items():
                archive.add_endpoint(name, tf.function(function, input_signature=specs, jit_compile=False))
            archive.write_out(str(folder), verbose=False)
        except (ValueError, TypeError, NotImplementedError, AssertionError, tf.errors.OpError) as error:
            raise ExportError("The model cannot be written as a SavedModel: {reason}", reason=str(error)) from error

    def run(self, folder: Path, inputs: Mapping[str, Sequence[str]], batch_size: int) -> ExportRun:
        """Run it with TensorFlow and TensorFlow Text alone. See `ExportFormatEngine`.

        Raises:
            ExportError: if it does not run, with the last words of its process.
        """
        with tempfile.TemporaryDirectory(prefix=temporary_prefix()) as name:
            given, out = Path(name) / "in.json", Path(name) / "out.json"
            content = {"inputs": {key: list(texts) for key, texts in inputs.items()}, "batch_size": batch_size}
            given.write_text(json.dumps(content), encoding="utf-8")
            # -E and -P: neither the environment nor a neighbouring file may slip in what a stranger would not have.
            command = [sys.executable, "-E", "-P", "-X", "utf8", str(_SCRIPT), str(folder), str(given), str(out)]
            done = subprocess.run(command, capture_output=True, check=False, env=child_environment(), cwd=name)
            if done.returncode != 0 or not out.is_file():
                raise ExportError(
                    "The export does not run in a process of its own (exit status {status}). Its last words: {log}",
                    status=done.returncode,
                    log="\n".join(done.stderr.decode("utf-8", "replace").splitlines()[-_NUM_LAST_LINES:]) or "none",
                )
            return ExportRun(**json.loads(out.read_text(encoding="utf-8")))

    def oldest_serving(self, folder: Path) -> str:
        """Return the version of the oldest TensorFlow Serving that knows all operations of the graph."""
        return oldest_serving(folder)
