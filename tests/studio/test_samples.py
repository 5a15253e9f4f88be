import json

import pytest

from studio import tasks
from studio.data import guess_columns, open_source
from studio.samples import samples


def test_every_sample_that_travels_with_the_studio_is_whole():
    found = samples()

    assert found
    for sample in found:
        assert sample.title
        assert sample.note
        assert sample.task in tasks.all_tasks()
        assert sample.licence
        assert (sample.path.parent / "LICENSE.txt").is_file()


def test_a_sample_without_its_file_is_left_out(tmp_path):
    (tmp_path / "broken").mkdir()
    data = {"title": "Broken", "file": "gone.csv", "task": "masked_lm"}
    (tmp_path / "broken" / "sample.json").write_text(json.dumps(data))
    assert samples(tmp_path) == ()

    (tmp_path / "broken" / "gone.csv").write_text("text\nback\n")
    assert [sample.task.name for sample in samples(tmp_path)] == ["masked_lm"]


def test_a_sample_of_a_task_that_is_not_known_here_is_left_out(tmp_path):
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "speech.csv").write_text("text\nwords\n")
    data = {"title": "Speech", "file": "speech.csv", "task": "speech_synthesis"}
    (tmp_path / "later" / "sample.json").write_text(json.dumps(data))
    assert samples(tmp_path) == ()


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_the_columns_of_a_sample_are_guessed_as_they_are_meant(sample):
    meant = json.loads((sample.path.parent / "sample.json").read_text(encoding="utf-8"))["columns"]

    assert guess_columns(open_source(sample.path), sample.task) == meant
