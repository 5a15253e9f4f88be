"""A preset on the Hugging Face Hub, into the cache of huggingface_hub, which KerasHub reads."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING

from studio import credentials
from studio.catalogue.caches import HUGGING_FACE_PREFIX, hugging_face_folder, partial_folders
from studio.downloads import transfer
from studio.downloads.patience import Patience
from studio.downloads.transfer import TIMEOUT_S, Checksum, RemoteFile
from studio.errors import AccessError, DownloadError, StudioError
from studio.files import write_atomically

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

_UNAUTHORIZED = 401
_DIGEST = re.compile(r"[0-9a-f]{40,64}")


class HuggingFaceHub:
    """Fetches the files of the commit that the main branch points to; see `Hub`.

    The library keeps content by its checksum in `blobs` and links it into a snapshot of the commit. The file
    `refs/main`, which says which snapshot is the present one, is written last.
    """

    name = "Hugging Face"
    account = "hugging_face"

    def __init__(self, handle: str) -> None:
        self.handle = handle
        self._repository = handle.removeprefix(HUGGING_FACE_PREFIX)
        self._folder = hugging_face_folder(handle)
        self._commit = "main"

    def endpoint(self) -> str:
        """See `Hub`."""
        from huggingface_hub import constants

        # The library reads the variable when it is first imported.
        return (os.environ.get("HF_ENDPOINT") or constants.ENDPOINT).rstrip("/")

    def page(self) -> str:
        """See `Hub`."""
        return f"https://huggingface.co/{self._repository}"

    def list_files(self) -> list[RemoteFile]:
        """See `Hub`."""
        from huggingface_hub import HfApi

        info = HfApi(endpoint=self.endpoint(), token=self._token).model_info(self._repository, files_metadata=True)
        self._commit = info.sha or self._commit
        (part_folder,) = partial_folders(self.handle)
        files = []
        for entry in info.siblings or ():
            # Large files are named by the SHA-256 of their content, small ones as git names them.
            checksum = Checksum("git_sha1", entry.blob_id or "")
            if entry.lfs is not None:
                checksum = Checksum("sha256", entry.lfs.sha256)
            if not _DIGEST.fullmatch(checksum.digest):
                # It names files on this computer.
                continue
            path = self._folder / "snapshots" / self._commit / entry.rfilename
            files.append(RemoteFile(entry.rfilename, entry.size or 0, path, part_folder / checksum.digest, checksum))
        return files

    def fetch(self, file: RemoteFile, patience: Patience, on_check: Callable[[], None]) -> None:
        """See `Hub`."""
        from huggingface_hub import hf_hub_download

        assert file.checksum is not None
        blob = self._folder / "blobs" / file.checksum.digest
        if transfer.size_of(blob) != file.num_bytes:
            transfer.fetch(file, lambda offset: self._open_at(file, offset), patience, on_check)
            blob.parent.mkdir(parents=True, exist_ok=True)
            file.part.replace(blob)
        file.path.unlink(missing_ok=True)
        # The content is there: the library only links it.
        options = {"revision": self._commit, "cache_dir": str(self._folder.parent), "endpoint": self.endpoint()}
        link = partial(hf_hub_download, self._repository, file.name, token=self._token, **options)
        patience.insist(link)
        if not file.path.is_symlink():
            # Where links are not allowed, as on Windows at first, it made a copy.
            blob.unlink(missing_ok=True)

    def complete(self, files: Sequence[RemoteFile]) -> None:
        """See `Hub`."""
        path = self._folder / "refs" / "main"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, self._commit.encode())

    def explain(self, error: Exception) -> StudioError | None:
        """See `Hub`."""
        from huggingface_hub import errors

        if isinstance(error, errors.GatedRepoError):
            return None
        if not isinstance(error, errors.RepositoryNotFoundError | errors.RevisionNotFoundError):
            return None
        # Without a token, what is private and what does not exist get the same answer.
        is_perhaps_private = error.response.status_code == _UNAUTHORIZED
        if is_perhaps_private and credentials.status(self.account).source is None:
            return AccessError(
                "Hugging Face has no {preset}, or gives it out only with a token. Look at {page}. A token is kept in "
                "the settings (in a terminal: python -m studio token set {hub_name}).",
                preset=self.handle,
                page=self.page(),
                hub_name=self.account,
            )
        return DownloadError(
            "Hugging Face has no {preset}, or it is private. Look at {page}.", preset=self.handle, page=self.page()
        )

    @cached_property
    def _token(self) -> str | None:
        """The keyring's token; without one the library looks at the variables and at its own login."""
        return credentials.token_for(self.account)

    @contextmanager
    def _open_at(self, file: RemoteFile, offset: int) -> "Iterator[Response]":
        import requests
        from huggingface_hub import hf_hub_url
        from huggingface_hub.utils import build_hf_headers  # type: ignore[attr-defined]

        url = hf_hub_url(self._repository, file.name, revision=self._commit, endpoint=self.endpoint())
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={offset}-"} if offset else {})
        for name, value in build_hf_headers(token=self._token).items():
            headers[name.title()] = value
        authorize = _Authorize(headers.pop("Authorization", None))
        with requests.get(url, headers=headers, auth=authorize, stream=True, timeout=TIMEOUT_S) as response:
            yield response


class _Authorize:
    """Sets the header that says who asks.

    As an `auth` of requests it is not replaced by a `.netrc`, and not sent on to the storage that the hub points to.
    """

    def __init__(self, value: str | None) -> None:
        self._value = value

    def __call__(self, request: "PreparedRequest") -> "PreparedRequest":
        if self._value is not None:
            request.headers["Authorization"] = self._value
        return request


def make_hub(handle: str) -> HuggingFaceHub:
    """Return the hub of a handle."""
    return HuggingFaceHub(handle)
