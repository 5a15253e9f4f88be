"""Gated presets: the token reaches the hub, and nobody else."""

import json
import threading

import psutil
import pytest

from studio import credentials, downloads
from studio.cli import main
from studio.errors import AccessError
from studio.runs import Workspace
from tests.keyrings import TOKEN, test_keyring
from tests.local_hub import HUGGING_FACE, KAGGLE, turn_to_hub

__all__ = ["test_keyring"]

both_hubs = pytest.mark.parametrize(("handle", "name"), [(KAGGLE, "kaggle"), (HUGGING_FACE, "hugging_face")])
VARIABLES = {"kaggle": "KAGGLE_API_TOKEN", "hugging_face": "HF_TOKEN"}


@pytest.fixture
def gated(hub, test_keyring, monkeypatch, tmp_path):
    """A hub that gives out nothing without `TOKEN`, and an empty keyring."""
    turn_to_hub(monkeypatch, hub.address, tmp_path)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.keyrings.FileKeyring")
    hub.faults.token = TOKEN
    return hub


def files_with(token, *folders):
    """Return the files below some folders in which a token stands."""
    paths = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in paths if token.encode() in path.read_bytes()]


@both_hubs
def test_without_a_token_the_message_leads_to_the_settings(gated, handle, name):
    with pytest.raises(AccessError, match=r"only to people it knows: accept the terms at .*keep it in the settings"):
        downloads.download(handle)
    assert not downloads.is_downloaded(handle)


@both_hubs
def test_the_token_of_the_keyring_opens_a_gated_preset(gated, handle, name):
    credentials.set_token(name, TOKEN)
    downloads.download(handle)
    assert downloads.is_downloaded(handle)
    assert set(gated.authorizations) == {f"Bearer {TOKEN}"}


def test_the_token_is_not_sent_on_to_another_host(gated):
    credentials.set_token("hugging_face", TOKEN)
    downloads.download(HUGGING_FACE)
    assert set(gated.to_storage) == {None}


@both_hubs
def test_a_token_in_the_environment_is_used_before_that_of_the_keyring(gated, monkeypatch, handle, name):
    credentials.set_token(name, "a-wrong-one")
    monkeypatch.setenv(VARIABLES[name], TOKEN)
    downloads.download(handle)
    assert set(gated.authorizations) == {f"Bearer {TOKEN}"}


@both_hubs
def test_a_wrong_token_is_named_by_its_place(gated, monkeypatch, handle, name):
    credentials.set_token(name, "a-wrong-one")
    with pytest.raises(AccessError, match=r"does not take the token from a test's keyring: it is wrong") as caught:
        downloads.download(handle)
    assert caught.value.message.details["hub_name"] == name
    monkeypatch.setenv(VARIABLES[name], "another-wrong-one")
    with pytest.raises(AccessError, match=f"does not take the token from {VARIABLES[name]}: "):
        downloads.download(handle)


@both_hubs
def test_terms_that_were_not_accepted_are_told_apart_from_a_wrong_token(gated, handle, name):
    credentials.set_token(name, TOKEN)
    gated.faults.is_forbidden = True
    with pytest.raises(AccessError, match=r"does not give .*tiny.* to the owner of the token .*Accept the terms at"):
        downloads.download(handle)


@both_hubs
def test_a_hub_that_needs_no_token_is_used_without_a_keyring(hub, monkeypatch, handle, name):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    downloads.download(handle)
    assert set(hub.authorizations) == {None}


@both_hubs
def test_the_token_stands_in_no_argument_file_log_or_message(gated, tmp_path, capfd, monkeypatch, handle, name):
    """A download that is held, one that is refused, and a run, seen from everywhere but the keyring."""
    credentials.set_token(name, TOKEN)
    monkeypatch.setenv("FETTLE_WORKSPACE", str(tmp_path / "workspace"))
    gated.faults.hold_at = 1_000_000
    work = threading.Thread(target=lambda: main(["download", handle, "--json"]))
    work.start()
    assert gated.is_holding.wait(60)
    child = next(child for child in psutil.Process().children() if "studio.downloads" in child.cmdline())
    assert TOKEN not in " ".join(child.cmdline())
    assert TOKEN not in json.dumps(child.environ())
    gated.release.set()
    work.join()
    assert downloads.is_downloaded(handle)

    gated.faults.is_forbidden = True
    assert main(["download", handle.replace("tiny", "other"), "--json"]) == 2
    spec = {"task": "text_classification", "backbone": {"preset": handle}, "data": {"train": "absent.csv"}}
    (tmp_path / "run.json").write_text(json.dumps(spec))
    assert main(["fit", str(tmp_path / "run.json"), "--json"]) == 2
    assert Workspace.open().path == tmp_path / "workspace"

    captured = capfd.readouterr()
    assert TOKEN not in captured.out + captured.err
    assert files_with(TOKEN, tmp_path) == []
