"""The tokens that were added to a model's vocabulary, wherever its folder tells of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from studio.catalogue.own_tokens.definition import AddedToken
from studio.catalogue.own_tokens.refusals import refuse_setting
from studio.errors import PresetError
from studio.files import read_json

_SPECIAL_NAMES = ("unk_token", "sep_token", "pad_token", "cls_token", "mask_token", "bos_token", "eos_token")
_LISTS = ("extra_special_tokens", "additional_special_tokens")

# The largest vocabularies have a few hundred thousand.
_MOST_TOKENS = 2**24

Entry = dict[str, Any]


def read_added(
    folder: Path, settings: Mapping[str, Any], vocabulary: Mapping[str, int], defaults: Sequence[str | Entry] = ()
) -> list[Entry]:
    """Return the added tokens of a folder without a `tokenizer.json`, as that file would list them.

    Args:
        folder: The folder.
        settings: What its `tokenizer_config.json` says.
        vocabulary: The ids by token of its vocabulary.
        defaults: The special tokens that the kind of tokenizer has by itself, the ones that it lacks left out.
    """
    found: dict[str, Entry] = {}
    for token_id, token in dict(settings.get("added_tokens_decoder") or {}).items():
        found[token["content"]] = _entry(token, int(token_id))
    for content, token_id in dict(read_json(folder / "added_tokens.json") or {}).items():
        found.setdefault(content, _entry({"content": content, "normalized": True, "special": False}, int(token_id)))
    next_id = max([-1, *vocabulary.values(), *(entry["id"] for entry in found.values())]) + 1
    own = [token for token in defaults if _content(token) in vocabulary]
    for token in [*own, *_special(settings), *_special(read_json(folder / "special_tokens_map.json") or {})]:
        entry = token if isinstance(token, Mapping) else {"content": str(token)}
        content = str(entry["content"])
        if content in found:
            # A special token is looked for in the text as it came.
            found[content] |= {"special": True, "normalized": bool(entry.get("normalized", False))}
            continue
        found[content] = _entry(entry, vocabulary.get(content, next_id))
        next_id += content not in vocabulary
    return sorted(found.values(), key=lambda entry: int(entry["id"]))


def check_ids(file: Path, ids: Iterable[object]) -> None:
    """Check the ids of tokens: a list of all tokens is made by them.

    Raises:
        PresetError: if one is no id that a vocabulary may have.
    """
    for token_id in ids:
        if type(token_id) is not int or not 0 <= token_id < _MOST_TOKENS:
            raise PresetError(
                "{file}: expected ids of tokens from {least} to {most}. Received: {received}.",
                file=file,
                least=0,
                most=_MOST_TOKENS - 1,
                received=str(token_id)[:40],
            )


def read_entries(file: Path, entries: Sequence[Entry], vocabulary: Mapping[str, int]) -> tuple[AddedToken, ...]:
    """Return added tokens as values.

    Raises:
        PresetError: if one of them is to be found in a way that is not supported.
    """
    found = tuple(_read_entry(file, entry, vocabulary) for entry in entries)
    check_ids(file, (token.token_id for token in found))
    return found


def write_entries(tokens: Sequence[AddedToken]) -> list[Entry]:
    """Return added tokens as `tokenizer.json` lists them: what `read_entries` gave, back again."""
    return [
        {
            "id": token.token_id,
            "content": token.content,
            "single_word": False,
            "lstrip": token.takes_left,
            "rstrip": token.takes_right,
            "normalized": token.is_normalized,
            "special": not token.is_normalized,
        }
        for token in tokens
    ]


def _read_entry(file: Path, entry: Entry, vocabulary: Mapping[str, int]) -> AddedToken:
    if entry.get("single_word"):
        raise refuse_setting(file, f"single_word ({entry['content']})", True, "false")
    return AddedToken(
        content=str(entry["content"]),
        token_id=int(entry["id"]),
        is_normalized=bool(entry.get("normalized")),
        takes_left=bool(entry.get("lstrip")),
        takes_right=bool(entry.get("rstrip")),
        is_in_model=entry["content"] in vocabulary,
    )


def _content(token: str | Entry) -> str:
    return token if isinstance(token, str) else str(token["content"])


def _special(settings: Mapping[str, Any]) -> Iterator[Any]:
    yield from (settings[name] for name in _SPECIAL_NAMES if settings.get(name))
    for name in _LISTS:
        tokens = settings.get(name) or ()
        yield from tokens.values() if isinstance(tokens, Mapping) else tokens


def _entry(token: Mapping[str, Any], token_id: int) -> Entry:
    flags = {name: bool(token.get(name, False)) for name in ("single_word", "lstrip", "rstrip", "normalized")}
    return {"id": token_id, "content": token["content"], **flags, "special": bool(token.get("special", True))}
