import importlib.util

import numpy as np
import pytest

from studio import exports, tasks
from studio.errors import ExportError, InputError, ParityError
from studio.exports import read_report
from studio.manifest import check_files
from studio.runs import Workspace
from tests.asked import class_answers, exported_answers

pytestmark = pytest.mark.engine

TASK = tasks.get("text_classification")


@pytest.fixture
def out(tmp_path):
    return tmp_path / "exports" / "reviews"


def test_an_export_predicts_what_the_studio_predicts_without_the_studio(finished_run, out):
    import tensorflow as tf

    from studio.engine.exporting.export import export_run

    report = export_run(finished_run, "savedmodel", out)
    assert (report.rows, report.label_mismatches, report.loaded_modules) == (256, 0, ())
    assert report.held_out_rows == 144
    assert report.max_difference <= 1e-5
    assert report.latency_ms > 0
    assert report.texts_per_second > 0
    assert read_report(out) == report
    assert [path.name for path in out.parent.iterdir()] == [out.name]

    serve = tf.saved_model.load(str(out)).signatures["serving_default"]
    texts = ["a warm film", "a dull story , so cold !", "", "unheard-of wörds 电影", "scene " * 90]
    answer = serve(text=tf.constant(texts))
    labels, probabilities = class_answers(finished_run.model_path, texts)
    np.testing.assert_allclose(answer["probabilities"].numpy(), probabilities, atol=1e-5)
    assert [label.decode() for label in answer["label"].numpy()] == labels
    assert {name: value.dtype for name, value in answer.items()} == {"label": tf.string, "probabilities": tf.float32}


def test_the_folder_tells_a_stranger_what_it_holds(finished_run, out):
    from studio.engine.exporting.export import export_run

    report = export_run(finished_run, "savedmodel", out)
    assert (out / "class_names.txt").read_text(encoding="utf-8") == "bad\ngood\n"
    card = (out / "README.md").read_text(encoding="utf-8")
    for expected in ("# tiny", "`serving_default`", "fit.learning_rate", "`0.001`", "tensorflow", "0 answers differ"):
        assert expected in card
    about = ("parity.json", "manifest.json")
    files = [path for path in out.rglob("*") if path.is_file() and path.name not in about]
    assert report.size_bytes == sum(path.stat().st_size for path in files)
    check_files(out)


def test_each_weight_is_written_once(tiny_model, tmp_path):
    import tensorflow as tf

    from studio.engine.exporting import formats

    formats.get("savedmodel").write(tiny_model, tmp_path / "out")
    found = tf.train.list_variables(str(tmp_path / "out" / "variables" / "variables"))
    sizes = [int(np.prod(shape)) for name, shape in found if name.endswith("VARIABLE_VALUE")]
    assert sum(sizes) == tiny_model.network.count_params()


def test_an_export_with_other_weights_is_caught_and_not_kept(finished_run, out, monkeypatch):
    from studio.engine.exporting import export
    from studio.engine.exporting.formats.savedmodel import SavedModel

    written = SavedModel.write

    def write_perturbed(self, model, folder):
        kernel = model.network.output_dense.kernel
        before = np.array(kernel)
        kernel.assign(before * 1.001)
        written(self, model, folder)
        kernel.assign(before)

    monkeypatch.setattr(SavedModel, "write", write_perturbed)
    with pytest.raises(ParityError, match="Expected the same answers"):
        export.export_run(finished_run, "savedmodel", out)
    assert list(out.parent.iterdir()) == []


def test_a_failed_export_leaves_the_earlier_one_alone(finished_run, out, monkeypatch):
    from studio.engine.exporting import export
    from studio.engine.exporting.formats.savedmodel import SavedModel

    earlier = export.export_run(finished_run, "savedmodel", out)

    def fail(self, model, folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SavedModel, "write", fail)
    with pytest.raises(ExportError, match="No space left"):
        export.export_run(finished_run, "savedmodel", out)
    assert read_report(out) == earlier
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_a_folder_that_does_not_run_is_reported_with_its_last_words(finished_run, tmp_path):
    from studio.engine.exporting import parity
    from studio.engine.exporting.check_rows import read_check_rows

    check = read_check_rows(finished_run)
    ours = exported_answers(finished_run.model_path, check.inputs["text"])
    with pytest.raises(ExportError, match="does not run in a process of its own"):
        parity.compare(tmp_path, "savedmodel", check, ours, TASK, "run")


def test_the_check_asks_for_the_data_of_the_run(finished_run, tiny_spec, tmp_path):
    from studio.engine.exporting.check_rows import read_check_rows

    data = replace_path(tiny_spec, tmp_path / "absent.jsonl")
    run = Workspace(tmp_path / "other").create_run(data)
    with pytest.raises(ExportError, match=r"absent\.jsonl"):
        read_check_rows(run)


def replace_path(spec, path):
    return spec.model_copy(update={"data": spec.data.model_copy(update={"train": str(path)})})


def test_only_an_export_is_ever_replaced(tmp_path):
    from studio.engine.exporting.export import check_target

    check_target(tmp_path / "new", "savedmodel", is_forced=False)
    check_target(tmp_path, "savedmodel", is_forced=False)
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work", encoding="utf-8")
    for is_forced in (False, True):
        with pytest.raises(InputError, match="expected a new folder or an earlier export"):
            check_target(other, "savedmodel", is_forced=is_forced)
    (other / "saved_model.pb").write_bytes(b"")
    with pytest.raises(InputError, match="--force"):
        check_target(other, "savedmodel", is_forced=False)
    check_target(other, "savedmodel", is_forced=True)


def test_every_format_has_a_writer():
    from studio.engine.exporting import formats

    assert set(formats.names()) == {entry.name for entry in exports.FORMATS}


def test_without_tensorflow_text_the_export_says_so(tiny_model, tmp_path, monkeypatch):
    from studio.engine.exporting import formats

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ExportError, match="tensorflow-text"):
        formats.get("savedmodel").write(tiny_model, tmp_path / "out")


def test_a_difference_that_is_no_number_fails(finished_run, monkeypatch):
    from studio.engine.exporting import parity
    from studio.engine.exporting.check_rows import CheckRows
    from studio.engine.exporting.formats import ExportRun
    from studio.engine.exporting.formats.savedmodel import SavedModel

    check = CheckRows({"text": ["a warm film"]}, 1)
    ours = exported_answers(finished_run.model_path, check.inputs["text"])
    found = {
        "outputs": {"label": ours["label"].tolist(), "probabilities": [[float("nan"), float("nan")]]},
        "empty_shapes": {"label": [0], "probabilities": [0, 2]},
        "dtypes": {"label": "string", "probabilities": "float32"},
        "latency_ms": 1.0,
        "texts_per_second": 1.0,
        "loaded_modules": [],
    }
    monkeypatch.setattr(SavedModel, "run", lambda *given: ExportRun(**found))
    with pytest.raises(ParityError):
        parity.compare(finished_run.path, "savedmodel", check, ours, TASK, "run")
    found["loaded_modules"] = ["keras_hub"]
    with pytest.raises(ExportError, match="it loaded keras_hub"):
        parity.compare(finished_run.path, "savedmodel", check, ours, TASK, "run")
