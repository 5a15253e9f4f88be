import io
import itertools
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console

from studio import downloads
from studio.cli import bars, main
from studio.jobs import Progress
from tests.local_hub import HUGGING_FACE, KAGGLE, hub, preset_folder

__all__ = ["hub", "preset_folder"]

Call = Callable[..., tuple[int, dict[str, Any]]]


def test_a_preset_is_downloaded_once(hub, call: Call):
    status, answer = call("download", KAGGLE)
    assert (status, answer["preset"]) == (0, KAGGLE)
    assert (Path(answer["folder"]) / "model.weights.h5").is_file()
    num_requests = len(hub.requests)
    assert call("download", KAGGLE) == (status, answer)
    assert len(hub.requests) == num_requests


def test_what_is_here_already_needs_no_download(call: Call):
    status, answer = call("download", "minilm_l6_en_uncased")
    assert status == 0
    assert Path(answer["folder"]).is_dir()


def test_ctrl_c_keeps_what_came_and_says_how_to_go_on(hub, wait_until):
    hub.faults.hold_at = 1_000_000
    command = [sys.executable, "-m", "studio", "download", HUGGING_FACE]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, stderr=subprocess.PIPE, cwd=root, env=os.environ, text=True) as process:
        wait_until(lambda: downloads.partial_bytes(HUGGING_FACE) > 1_000_000)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
    assert process.returncode == 3
    kept = downloads.partial_bytes(HUGGING_FACE)
    assert re.search(r"1\.0 MB are kept: `python -m studio download hf://owner/tiny` goes on", errors)
    hub.recover()
    assert main(["download", HUGGING_FACE]) == 0
    assert hub.served[-1][0] == kept


def test_what_came_can_be_deleted(hub, call: Call):
    hub.faults.always_breaks_at = 0
    hub.faults.hold_at = 0
    hub.release.set()
    assert call("download", KAGGLE)[0] == 2
    folder = downloads.partial_folders(KAGGLE)[0]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.weights.h5").write_bytes(b"1234")
    assert call("download", KAGGLE, "--discard") == (0, {"preset": KAGGLE, "discarded_bytes": 4})
    assert downloads.partial_bytes(KAGGLE) == 0


def test_a_terminal_sees_size_rate_and_time_left():
    clock = itertools.count()
    console = Console(file=io.StringIO(), force_terminal=True, width=120, get_time=lambda: float(next(clock)))
    with bars.watch_job(console, bars.byte_columns()) as (show, _):
        for done in range(0, 50_000_000, 5_000_000):
            show(Progress("Downloading", done, 100_000_000))
    printed = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", console.file.getvalue())
    assert re.search(r"Downloading .*45\.0/100\.0 MB \d+\.\d MB/s 0:\d\d:\d\d", printed)


def test_fit_downloads_first_and_refuses_before_there_is_a_run(hub, tmp_path, monkeypatch, call: Call):
    monkeypatch.setenv("FETTLE_WORKSPACE", str(tmp_path / "workspace"))
    (tmp_path / "data.csv").write_text("text,label\n" + "good,a\nbad,b\n" * 20)
    spec = {
        "task": "text_classification",
        "backbone": {"preset": KAGGLE},
        "data": {"train": str(tmp_path / "data.csv")},
    }
    (tmp_path / "run.json").write_text(json.dumps(spec))
    hub.faults.status = 404
    status, answer = call("fit", str(tmp_path / "run.json"))
    assert status == 2
    assert answer["error"]["type"] == "DownloadError"
    assert not list((tmp_path / "workspace").glob("runs/*"))
