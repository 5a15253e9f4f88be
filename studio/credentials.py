"""Tokens for the model hubs, kept in the system's keyring: never in a file, in an argument or in a log.

The first of these that is there is used:

1. the environment variables that the hub's own programs read, e.g. `HF_TOKEN`;
2. the system's keyring;
3. the login of the hub's own program, which its library reads by itself, e.g. that of `hf auth login`.

Whoever needs a token asks for it here, in its own process: it is never handed on.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from studio.errors import CredentialError, StudioError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "fettle-studio"

Source = Literal["environment", "keyring", "login"]
T = TypeVar("T")

# The most that the Windows Credential Manager holds, in UTF-16.
_MOST_CHARACTERS = 1280
_PLAIN_TEXT_PACKAGE = "keyrings.alt"
_NO_BACKENDS = ("keyring.backends.fail", "keyring.backends.null")


@dataclass(frozen=True, slots=True)
class HubAccount:
    """A hub that gives out some models only to people it knows.

    Attributes:
        name: What the command line and the keyring call it.
        variables: Sets of environment variables; a set counts when all of them have a value.
        login_files: Where the hub's own program keeps its login; the first part may be a variable.
        token_page: Where its users make a token.
    """

    name: str
    label: str
    variables: tuple[tuple[str, ...], ...]
    login_files: tuple[str, ...]
    token_page: str


@dataclass(frozen=True, slots=True)
class TokenStatus:
    """Whether there is a token for a hub, and where it comes from. The token itself is not in it.

    Attributes:
        source: The place whose token is used; `None` where there is none.
        place: The variable, the keyring or the file, by its name.
        is_in_keyring: Whether the keyring has one, perhaps behind a variable.
        problem: Why the keyring cannot be used.
    """

    hub: str
    source: Source | None
    place: str = ""
    is_in_keyring: bool = False
    problem: StudioError | None = None


_ACCOUNTS = (
    HubAccount(
        "hugging_face",
        "Hugging Face",
        (("HF_TOKEN",), ("HUGGING_FACE_HUB_TOKEN",)),
        ("$HF_TOKEN_PATH", "$HF_HOME/token", "~/.cache/huggingface/token"),
        "https://huggingface.co/settings/tokens",
    ),
    HubAccount(
        "kaggle",
        "Kaggle",
        (("KAGGLE_API_TOKEN",), ("KAGGLE_USERNAME", "KAGGLE_KEY")),
        (
            "~/.kaggle/access_token",
            "~/.kaggle/access_token.txt",
            "$KAGGLE_CONFIG_DIR/kaggle.json",
            "~/.kaggle/kaggle.json",
        ),
        "https://www.kaggle.com/settings",
    ),
)


def accounts() -> tuple[HubAccount, ...]:
    """Return the hubs that take a token."""
    return _ACCOUNTS


def account(name: str) -> HubAccount:
    """Return a hub by its name.

    Raises:
        CredentialError: if there is none. What was given is not repeated: it may be a token in the wrong place.
    """
    for entry in _ACCOUNTS:
        if entry.name == name:
            return entry
    raise CredentialError("Expected the name of a hub: {expected}.", expected=" or ".join(a.name for a in _ACCOUNTS))


def token_for(hub: str) -> str | None:
    """Return the token that a hub's library must be given.

    Returns:
        The keyring's; `None` where a variable has one, which the library reads itself, or where there is none at all.
        A keyring that is locked or missing counts as one without a token: most presets need none.
    """
    if _variable(account(hub)):
        return None
    try:
        return _ask(lambda backend: backend.get_password(SERVICE, hub)) or None
    except CredentialError:
        return None


def status(hub: str) -> TokenStatus:
    """Return whether there is a token for a hub, and from where."""
    known = account(hub)
    problem, is_in_keyring, place = None, False, ""
    try:
        is_in_keyring = bool(_ask(lambda backend: backend.get_password(SERVICE, hub)))
        place = _backend_name()
    except CredentialError as error:
        problem = error
    variable = _variable(known)
    if variable:
        return TokenStatus(hub, "environment", variable, is_in_keyring, problem)
    if is_in_keyring:
        return TokenStatus(hub, "keyring", place, is_in_keyring, problem)
    login = next((path for path in _login_paths(known) if path.is_file()), None)
    return TokenStatus(hub, None if login is None else "login", str(login or ""), is_in_keyring, problem)


def set_token(hub: str, token: str) -> None:
    """Keep a token in the system's keyring; an earlier one is replaced.

    Raises:
        CredentialError: if it cannot be a token, or there is no keyring. The message never holds the token.
    """
    known, token = account(hub), token.strip()
    if not token:
        raise CredentialError("Expected a token. Received nothing.")
    if len(token) > _MOST_CHARACTERS or not token.isascii() or not all("!" <= letter <= "~" for letter in token):
        raise CredentialError(
            "This is no token of {hub}: expected one word of letters and digits, as {page} shows it.",
            hub=known.label,
            page=known.token_page,
        )
    _ask(lambda backend: backend.set_password(SERVICE, hub, token))


def delete_token(hub: str) -> bool:
    """Take a hub's token out of the keyring, and return whether there was one.

    Raises:
        CredentialError: if there is no keyring, or it refuses.
    """
    account(hub)
    if not _ask(lambda backend: backend.get_password(SERVICE, hub)):
        return False
    _ask(lambda backend: backend.delete_password(SERVICE, hub))
    return True


def _variable(known: HubAccount) -> str:
    """Return the first variable that has a token in it; empty if none has."""
    for names in known.variables:
        if all(os.environ.get(name, "").strip() for name in names):
            return names[-1]
    return ""


def _login_paths(known: HubAccount) -> Iterator[Path]:
    for pattern in known.login_files:
        path = os.path.expandvars(pattern)
        if "$" not in path:
            yield Path(path).expanduser()


def _ask(question: Callable[["KeyringBackend"], T]) -> T:
    backend = _backend()
    try:
        return question(backend)
    except Exception as error:  # Each system's keyring raises errors of its own.
        raise CredentialError(
            "The keyring did not answer as expected: {reason}. Unlock it and try again, or set the environment "
            "variable {variables} instead.",
            reason=(str(error) or type(error).__name__).rstrip("."),
            variables=_variable_names(),
        ) from None


def _backend_name() -> str:
    return str(_backend().name)


def _backend() -> "KeyringBackend":
    """Return the system's keyring.

    Raises:
        CredentialError: if there is none, or only one that keeps passwords in plain text.
    """
    import keyring
    from keyring.backends.chainer import ChainerBackend

    try:
        chosen = keyring.get_keyring()
    except Exception as error:  # A backend that is named in the environment but cannot be loaded.
        raise _no_keyring(f"{type(error).__name__}: {error}".rstrip(".")) from None
    candidates = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    usable = [backend for backend in candidates if not _is_refused(backend)]
    if usable:
        return usable[0]
    if any(_is_plain_text(backend) for backend in candidates):
        raise CredentialError(
            "The keyring {backend} keeps passwords in a file, which the studio does not do with tokens. Use the "
            "system's own keyring, or set the environment variable {variables} instead.",
            backend=type(candidates[0]).__module__,
            variables=_variable_names(),
        )
    raise _no_keyring(reason="none was found")


def _no_keyring(reason: str) -> CredentialError:
    return CredentialError(
        "There is no keyring on this computer that could keep a token ({reason}). Set the environment variable "
        "{variables} instead. On Linux, GNOME Keyring or KWallet in a session with D-Bus is a keyring.",
        reason=reason,
        variables=_variable_names(),
    )


def _variable_names() -> str:
    return " or ".join(entry.variables[0][0] for entry in _ACCOUNTS)


def _is_refused(backend: "KeyringBackend") -> bool:
    return type(backend).__module__ in _NO_BACKENDS or _is_plain_text(backend)


def _is_plain_text(backend: "KeyringBackend") -> bool:
    # The whole package and what is derived from it: its encrypted file asks for a password on a terminal.
    modules = (kind.__module__ for kind in type(backend).__mro__)
    return any(f"{module}.".startswith(f"{_PLAIN_TEXT_PACKAGE}.") for module in modules)
