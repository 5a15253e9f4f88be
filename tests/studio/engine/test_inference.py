import json
import subprocess

import pytest

from studio.processes import child_environment, module_command

pytestmark = pytest.mark.engine


@pytest.fixture
def worker(finished_run):
    from studio.engine.inference import InferenceWorker

    return InferenceWorker(finished_run.model_path)


def ask(worker, **request):
    return worker.answer(json.dumps(request))


def test_a_request_is_answered_in_its_order(worker):
    answer = ask(worker, id=3, texts=["a warm film", "a dull film"])
    assert answer["id"] == 3
    assert answer["class_names"] == ["bad", "good"]
    for label, row in zip(answer["label"], answer["probabilities"], strict=True):
        assert label == answer["class_names"][row.index(max(row))]
        assert sum(row) == pytest.approx(1.0)


def test_no_text_is_answered_with_nothing(worker):
    assert ask(worker, id=1, texts=[])["probabilities"] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("no json", "Expected a JSON object"),
        ("[1]", "Received: list"),
        ('{"id": 5}', "texts: expected a list of strings"),
        ('{"id": 5, "texts": ["a", 1]}', "texts: expected a list of strings"),
        ('{"id": 5, "texts": ["a"], "model": "other"}', "model: expected after or before"),
    ],
)
def test_a_bad_request_gets_an_error_and_the_worker_lives_on(worker, line, expected):
    answer = worker.answer(line)
    assert answer["id"] == (5 if "5" in line else None)
    assert expected in answer["error"]["message"]
    assert "label" in ask(worker, id=6, texts=["a warm film"])


def test_the_model_before_fine_tuning_gives_other_answers(worker):
    after = ask(worker, id=1, texts=["a warm film"])
    before = ask(worker, id=2, texts=["a warm film"], model="before")
    assert before["class_names"] == after["class_names"]
    assert before["probabilities"] != after["probabilities"]


def test_without_its_run_there_is_no_model_before(finished_run, tmp_path):
    from studio.engine.inference import InferenceWorker

    alone = tmp_path / "alone" / "model"
    alone.parent.mkdir()
    finished_run.model_path.rename(alone)
    answer = ask(InferenceWorker(alone), id=1, texts=["a"], model="before")
    assert answer["error"]["type"] == "NotFoundError"


def test_the_process_answers_lines_until_its_input_ends(finished_run):
    done = subprocess.run(
        module_command("studio.engine.inference", str(finished_run.model_path)),
        input='{"id": 1, "texts": ["a warm film"]}\n\nno json\n',
        capture_output=True,
        encoding="utf-8",
        env=child_environment(),
        check=False,
    )
    ready, answer, error = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, ready) == (0, {"ready": True, "class_names": ["bad", "good"]})
    assert answer["id"] == 1
    assert error["error"]["type"] == "InputError"


def test_a_folder_without_a_model_is_told_instead_of_ready(tmp_path):
    from studio.engine.inference import serve

    sent = []
    assert serve(tmp_path, [], sent.append) == 2
    assert sent[0]["ready"] is False
    assert sent[0]["error"]["type"] == "NotFoundError"
