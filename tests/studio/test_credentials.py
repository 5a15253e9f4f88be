import json
import sys
import types

import keyring
import pytest
from keyring.backend import KeyringBackend

from studio import credentials
from studio.errors import CredentialError
from tests.keyrings import TOKEN, no_logins, test_keyring, use_backend, use_keyring

__all__ = ["no_logins", "test_keyring"]

HUBS = [entry.name for entry in credentials.accounts()]


@pytest.mark.parametrize("hub", HUBS)
def test_a_token_is_kept_until_it_is_deleted(test_keyring, hub):
    assert credentials.token_for(hub) is None
    credentials.set_token(hub, f"  {TOKEN}\n")
    assert credentials.token_for(hub) == TOKEN
    assert credentials.status(hub).source == "keyring"
    assert credentials.delete_token(hub)
    assert credentials.token_for(hub) is None
    assert credentials.status(hub) == credentials.TokenStatus(hub, None)
    assert not credentials.delete_token(hub)


def test_each_hub_has_a_token_of_its_own(test_keyring):
    credentials.set_token("kaggle", TOKEN)
    assert credentials.token_for("hugging_face") is None


@pytest.mark.parametrize(
    ("hub", "variables", "place"),
    [
        ("hugging_face", {"HF_TOKEN": "hf_other"}, "HF_TOKEN"),
        ("hugging_face", {"HF_TOKEN": "", "HUGGING_FACE_HUB_TOKEN": "hf_other"}, "HUGGING_FACE_HUB_TOKEN"),
        ("kaggle", {"KAGGLE_API_TOKEN": "KGAT_other"}, "KAGGLE_API_TOKEN"),
        ("kaggle", {"KAGGLE_USERNAME": "someone", "KAGGLE_KEY": "other"}, "KAGGLE_KEY"),
    ],
)
def test_the_environment_comes_before_the_keyring(test_keyring, monkeypatch, hub, variables, place):
    credentials.set_token(hub, TOKEN)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    status = credentials.status(hub)
    assert (status.source, status.place, status.is_in_keyring) == ("environment", place, True)
    # The hub's library reads the variable by itself.
    assert credentials.token_for(hub) is None


@pytest.mark.parametrize("variables", [{"HF_TOKEN": " "}, {"KAGGLE_USERNAME": "someone"}])
def test_half_of_a_login_or_an_empty_variable_does_not_count(test_keyring, monkeypatch, variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert [credentials.status(hub).source for hub in HUBS] == [None, None]


@pytest.mark.parametrize(
    ("hub", "path"),
    [
        ("hugging_face", ".cache/huggingface/token"),
        ("kaggle", ".kaggle/kaggle.json"),
        ("kaggle", ".kaggle/access_token"),
    ],
)
def test_the_login_of_the_hub_s_own_program_comes_last(test_keyring, tmp_path, hub, path):
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text("{}")
    assert (credentials.status(hub).source, credentials.status(hub).place) == ("login", str(file))
    credentials.set_token(hub, TOKEN)
    assert credentials.status(hub).source == "keyring"


@pytest.mark.parametrize("name", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring", "no.such.Keyring"])
def test_without_a_keyring_one_message_says_what_works(monkeypatch, name):
    use_backend(monkeypatch, name)
    for attempt in (lambda: credentials.set_token("kaggle", TOKEN), lambda: credentials.delete_token("kaggle")):
        with pytest.raises(CredentialError, match=r"no keyring .* HF_TOKEN or KAGGLE_API_TOKEN instead\. On Linux"):
            attempt()
    assert credentials.token_for("kaggle") is None
    assert "no keyring" in str(credentials.status("kaggle").problem)


@pytest.mark.parametrize("module", ["keyrings.alt.file", "somebody.derived"])
def test_a_keyring_in_plain_text_is_refused(monkeypatch, module):
    base = type("PlaintextKeyring", (KeyringBackend,), _methods() | {"__module__": "keyrings.alt.file"})
    kind = base if module == "keyrings.alt.file" else type("Derived", (base,), _methods() | {"__module__": module})
    use_backend(monkeypatch, "keyring.backends.fail.Keyring")
    monkeypatch.setattr(keyring.core, "_keyring_backend", kind())
    with pytest.raises(CredentialError, match="keeps passwords in a file"):
        credentials.set_token("kaggle", TOKEN)
    assert kind.kept == {}
    KeyringBackend._classes -= {base, kind}


def test_among_several_keyrings_one_in_plain_text_is_passed_over(monkeypatch, test_keyring):
    from keyring.backends.chainer import ChainerBackend

    from tests.keyrings import FileKeyring

    plain = type("PlaintextKeyring", (KeyringBackend,), _methods() | {"__module__": "keyrings.alt.file"})
    KeyringBackend._classes -= {plain}
    monkeypatch.setattr(ChainerBackend, "backends", [plain(), FileKeyring()])
    monkeypatch.setattr(keyring.core, "_keyring_backend", ChainerBackend())
    credentials.set_token("kaggle", TOKEN)
    assert plain.kept == {}
    assert TOKEN in test_keyring.read_text()


def test_a_locked_keyring_is_named_and_stops_no_download(monkeypatch, tmp_path):
    use_keyring(monkeypatch, tmp_path / "entries.json", "LockedKeyring")
    with pytest.raises(CredentialError, match=r"did not answer as expected: Failed to unlock the collection!\. Unlock"):
        credentials.set_token("kaggle", TOKEN)
    assert credentials.token_for("kaggle") is None


@pytest.mark.parametrize(
    "given", ["", "  \n", "two words", '{"username":"a", "key":"b"}', "schlüssel", "line\nbreak", "x" * 1281]
)
def test_what_cannot_be_a_token_is_refused_and_not_repeated(test_keyring, given):
    with pytest.raises(CredentialError) as caught:
        credentials.set_token("hugging_face", given)
    assert not given.strip() or given.strip() not in json.dumps(caught.value.to_json(), ensure_ascii=False)
    assert not test_keyring.exists()


def test_a_token_in_the_place_of_a_hub_is_not_repeated():
    with pytest.raises(CredentialError, match="hugging_face or kaggle") as caught:
        credentials.account(TOKEN)
    assert TOKEN not in repr(caught.value.to_json())


def test_a_state_never_holds_the_token(test_keyring):
    credentials.set_token("hugging_face", TOKEN)
    assert TOKEN not in repr(credentials.status("hugging_face"))


def test_the_keyring_is_loaded_only_when_it_is_asked(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", types.ModuleType("keyring"))
    assert len(credentials.accounts()) == 2


def _methods():
    kept = {}
    return {
        "kept": kept,
        "priority": 9,
        "get_password": lambda self, service, name: kept.get(name),
        "set_password": lambda self, service, name, password: kept.update({name: password}),
        "delete_password": lambda self, service, name: kept.pop(name),
    }
