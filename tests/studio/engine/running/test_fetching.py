"""A run whose backbone must be downloaded first, in its worker."""

import pytest

from studio import credentials, downloads
from studio.runs import RunState, Workspace, read_events, start, wait_until_over
from studio.runs.events import FailedEvent, LogEvent
from studio.spec import RunSpec
from tests.keyrings import TOKEN, test_keyring
from tests.local_hub import HUGGING_FACE, KAGGLE, hub
from tests.whole_run import finish

__all__ = ["hub", "test_keyring"]

pytestmark = pytest.mark.engine


@pytest.fixture
def preset_folder(tiny_preset):
    return tiny_preset


@pytest.fixture
def make_run(reviews, tmp_path):
    def make(handle):
        spec = RunSpec.parse(
            {
                "task": "text_classification",
                "backbone": {"preset": handle},
                "data": {"train": str(reviews), "sequence_length": 16},
                "fit": {"epochs": 1, "batch_size": 32, "precision": "float32"},
            }
        )
        return Workspace(tmp_path / "workspace").create_run(spec)

    return make


@pytest.fixture
def gated(hub, test_keyring, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.FileKeyring")
    hub.faults.token = TOKEN
    return hub


def test_a_gated_backbone_is_fetched_with_the_token_of_the_keyring_which_stands_nowhere(gated, make_run, tmp_path):
    credentials.set_token("hugging_face", TOKEN)
    run = make_run(HUGGING_FACE)
    finish(run)
    logs = [str(event.body.message) for event in read_events(run.events_path) if isinstance(event.body, LogEvent)]
    assert logs[0] == f"Downloading the backbone {HUGGING_FACE}."
    assert run.spec().backbone.preset == HUGGING_FACE
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"run.json", "events.jsonl", "worker.log", "passport.json"} <= {path.name for path in files}
    assert [str(path) for path in files if TOKEN.encode() in path.read_bytes()] == []


def test_a_backbone_that_the_hub_refuses_ends_the_run_with_the_reason(gated, make_run):
    run = make_run(KAGGLE)
    start(run)
    assert wait_until_over(run) is RunState.FAILED
    (failed,) = [event.body for event in read_events(run.events_path) if isinstance(event.body, FailedEvent)]
    assert failed.error["type"] == "AccessError"
    assert failed.error["details"]["hub_name"] == "kaggle"


def test_a_run_that_is_stopped_while_it_downloads_keeps_what_came(hub, make_run):
    hub.faults.hold_at = 200_000
    run = make_run(KAGGLE)
    start(run)
    assert hub.is_holding.wait(60)
    run.ask_to_stop()
    assert wait_until_over(run) is RunState.STOPPED
    assert downloads.partial_bytes(KAGGLE) > 0
    hub.recover()
    finish(run)
