"""Keyrings for tests: one that other processes see too, and one in plain text of the kind that is refused.

A test turns the studio to one with the variable `PYTHON_KEYRING_BACKEND`; `use_keyring` does so.
"""

import json
import os
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

FILE_VARIABLE = "FETTLE_TEST_KEYRING"
TOKEN = "hf_notARealTokenButOneToLookFor0123456789"


class FileKeyring(KeyringBackend):
    """Keeps its entries in a file that the test names, so that child processes find them."""

    priority = 1

    @property
    def name(self):
        return "a test's keyring"

    def get_password(self, service, username):
        return self._read().get(f"{service}/{username}")

    def set_password(self, service, username, password):
        self._write(self._read() | {f"{service}/{username}": password})

    def delete_password(self, service, username):
        entries = self._read()
        if entries.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("not there")
        self._write(entries)

    def _read(self):
        path = Path(os.environ[FILE_VARIABLE])
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def _write(self, entries):
        Path(os.environ[FILE_VARIABLE]).write_text(json.dumps(entries), encoding="utf-8")


class LockedKeyring(FileKeyring):
    """Refuses, as one does whose question for the password was waved away."""

    def get_password(self, service, username):
        raise KeyringLocked("Failed to unlock the collection!")

    def set_password(self, service, username, password):
        raise KeyringLocked("Failed to unlock the collection!")


def use_keyring(monkeypatch, path, kind="FileKeyring"):
    """Turn this process and its children to a keyring of this module."""
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    use_backend(monkeypatch, f"{__name__}.{kind}")


def use_backend(monkeypatch, name):
    """Turn this process and its children to a backend by its name."""
    for variable in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "KAGGLE_API_TOKEN", "KAGGLE_USERNAME", "KAGGLE_KEY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
    # Whatever was chosen before is forgotten, and again after the test.
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)


@pytest.fixture
def test_keyring(monkeypatch, tmp_path_factory):
    """An empty keyring, outside of all that a test looks through."""
    path = tmp_path_factory.mktemp("keyring") / "entries.json"
    use_keyring(monkeypatch, path)
    return path


@pytest.fixture(autouse=True)
def no_logins(monkeypatch, tmp_path):
    """A home without logins of other programs, for each test of a module that imports this."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for name in ("HF_HOME", "HF_TOKEN_PATH", "KAGGLE_CONFIG_DIR"):
        monkeypatch.delenv(name, raising=False)
