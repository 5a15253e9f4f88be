"""Token ids of whole splits, made once and kept in the workspace as memory-mapped arrays."""

import contextlib
import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.engine.texts.tokens import TextEncoder, TokenRows
from studio.errors import RunError
from studio.files import read_json, sync_folder, write_json

_FORMAT = 2
_TOKENS_NAME = "token_ids.bin"
_OFFSETS_NAME = "offsets.npy"
_INFO_NAME = "info.json"


def cache_key(data_fingerprint: str, split_name: str, row_numbers: NDArray[np.int64], encoder: TextEncoder) -> str:
    """Return the name under which a split's tokens are kept: all that they depend on, hashed.

    Separate files of the same length have the same row numbers, so the split's name counts as well.
    """
    digest = hashlib.sha256(f"{_FORMAT} {data_fingerprint} {split_name} {encoder.fingerprint} ".encode())
    digest.update(np.ascontiguousarray(row_numbers).tobytes())
    return digest.hexdigest()[:32]


def cached_tokens(
    cache_path: Path,
    key: str,
    encoder: TextEncoder,
    texts: Iterable[list[str]],
    on_progress: Callable[[int], None] | None = None,
) -> TokenRows:
    """Return the tokens of a split; they are made if they are not there yet.

    Two runs may ask for the same at once: each writes a folder of its own, and the first to be done gives it the name.

    Args:
        cache_path: The workspace's cache.
        key: What `cache_key` gave.
        encoder: Makes them.
        texts: The texts in batches; read only if needed.
        on_progress: Called with the number of texts done.
    """
    folder = cache_path / key
    if (found := _read(folder)) is None:
        # What a loss of power left damaged is made anew.
        shutil.rmtree(folder, ignore_errors=True)
        temporary = cache_path / f".{key}.{os.getpid()}.{uuid.uuid4().hex}.tmp"
        temporary.mkdir(parents=True)
        try:
            _write(temporary, encoder, texts, on_progress)
            try:
                temporary.rename(folder)
                sync_folder(cache_path)
            except OSError:
                if not folder.is_dir():
                    raise
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        found = _read(folder)
    if found is None:
        raise RunError("The tokens in {file} cannot be read back. Delete that folder and resume the run.", file=folder)
    # What was used last is kept longest. A cache that cannot be written to is still of use.
    with contextlib.suppress(OSError):
        os.utime(folder)
    return found


def _write(
    folder: Path, encoder: TextEncoder, texts: Iterable[list[str]], on_progress: Callable[[int], None] | None
) -> None:
    lengths: list[NDArray[np.int64]] = []
    num_texts = num_cut_tokens = num_cut_texts = 0
    with (folder / _TOKENS_NAME).open("wb") as file:
        for group in texts:
            rows = encoder.encode(group)
            file.write(rows.token_ids.tobytes())
            lengths.append(rows.lengths)
            num_texts += len(rows)
            num_cut_tokens += rows.num_cut_tokens
            num_cut_texts += rows.num_cut_texts
            if on_progress is not None:
                on_progress(num_texts)
        file.flush()
        os.fsync(file.fileno())
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    with (folder / _OFFSETS_NAME).open("wb") as file:
        np.save(file, offsets)
        file.flush()
        os.fsync(file.fileno())
    write_json(folder / _INFO_NAME, {"num_cut_tokens": num_cut_tokens, "num_cut_texts": num_cut_texts})


def _read(folder: Path) -> TokenRows | None:
    """Return what a folder holds; `None` if it is absent or damaged."""
    info = read_json(folder / _INFO_NAME)
    try:
        offsets = np.load(folder / _OFFSETS_NAME, allow_pickle=False)
        token_ids = np.memmap(folder / _TOKENS_NAME, np.int32, mode="r")
        rows = TokenRows(token_ids, offsets, int(info["num_cut_tokens"]), int(info["num_cut_texts"]))
    except (OSError, ValueError, EOFError, TypeError, KeyError):
        return None
    return rows if int(offsets[-1]) == len(token_ids) else None
