import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from studio import credentials
from studio.cli import main
from tests.keyrings import TOKEN, no_logins, test_keyring, use_backend

__all__ = ["no_logins", "test_keyring"]

Call = Callable[..., tuple[int, dict[str, Any]]]


def type_in(monkeypatch, text):
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_a_token_comes_from_standard_input_and_is_never_printed(test_keyring, monkeypatch, capsys):
    type_in(monkeypatch, f"{TOKEN}\n")
    assert main(["token", "set", "hugging_face"]) == 0
    assert main(["token", "list"]) == 0
    captured = capsys.readouterr()
    assert "Hugging Face: kept in the keyring (a test's keyring)." in captured.out
    assert "from the keyring" in captured.out
    assert TOKEN not in captured.out + captured.err
    assert credentials.token_for("hugging_face") == TOKEN


def test_on_a_terminal_it_is_asked_for_and_not_shown(test_keyring, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    asked = []
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("getpass.getpass", lambda prompt: asked.append(prompt) or TOKEN)
    assert main(["token", "set", "kaggle"]) == 0
    assert asked == ["Token of Kaggle (it is not shown): "]
    assert credentials.token_for("kaggle") == TOKEN


@pytest.mark.parametrize("arguments", [["set", "hugging_face", TOKEN], ["set", TOKEN], ["delete", TOKEN]])
def test_a_token_among_the_arguments_is_refused_and_not_printed(test_keyring, monkeypatch, capsys, arguments):
    type_in(monkeypatch, "")
    for options in ([], ["--json"]):
        assert main(["token", *arguments, *options]) == 2
        captured = capsys.readouterr()
        assert TOKEN not in captured.out + captured.err
        assert captured.err.startswith("Error: ")
    assert not test_keyring.exists()


def test_the_list_says_where_each_comes_from(test_keyring, monkeypatch, call: Call):
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    credentials.set_token("kaggle", TOKEN)
    status, answer = call("token", "list")
    assert status == 0
    assert [(entry["hub"], entry["source"], entry["place"]) for entry in answer["tokens"]] == [
        ("hugging_face", "environment", "HF_TOKEN"),
        ("kaggle", "keyring", "a test's keyring"),
    ]
    assert TOKEN not in json.dumps(answer)


def test_a_token_that_is_deleted_is_gone(test_keyring, call: Call):
    credentials.set_token("kaggle", TOKEN)
    assert call("token", "delete", "kaggle")[1]["was_there"] is True
    assert call("token", "delete", "kaggle")[1]["was_there"] is False
    assert credentials.token_for("kaggle") is None


def test_one_is_told_that_the_environment_comes_first(test_keyring, monkeypatch, capsys):
    monkeypatch.setenv("KAGGLE_API_TOKEN", "another")
    type_in(monkeypatch, TOKEN)
    assert main(["token", "set", "kaggle"]) == 0
    assert "The environment variable KAGGLE_API_TOKEN is set, and is used before the keyring." in (
        capsys.readouterr().err
    )


def test_without_a_keyring_the_message_says_what_to_do(monkeypatch, call: Call):
    use_backend(monkeypatch, "keyring.backends.fail.Keyring")
    type_in(monkeypatch, TOKEN)
    status, answer = call("token", "set", "hugging_face")
    assert status == 2
    assert answer["error"]["type"] == "CredentialError"
    assert "Set the environment variable HF_TOKEN or KAGGLE_API_TOKEN instead" in answer["error"]["message"]
    status, answer = call("token", "list")
    assert status == 0
    assert [entry["source"] for entry in answer["tokens"]] == [None, None]
