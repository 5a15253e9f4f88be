"""A preset on Kaggle, into the cache of kagglehub, which KerasHub reads."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from studio import credentials
from studio.catalogue.caches import KAGGLE_PREFIX, KaggleHandle, kaggle_folder, kaggle_marker, partial_folders
from studio.downloads import transfer
from studio.downloads.patience import Patience
from studio.downloads.transfer import TIMEOUT_S, RemoteFile
from studio.errors import StudioError

if TYPE_CHECKING:
    from requests import Response

_PAGE_SIZE = 100


class KaggleHub:
    """Fetches file by file, as KerasHub asks for them; a marker beside the folder says that a file is whole.

    See `Hub`.
    """

    name = "Kaggle"
    account = "kaggle"

    def __init__(self, handle: str) -> None:
        self.handle = handle
        self._parsed = KaggleHandle.parse(handle)

    def endpoint(self) -> str:
        """See `Hub`."""
        from kagglesdk.kaggle_env import get_endpoint, get_env  # type: ignore[import-untyped]

        return str(get_endpoint(get_env()))

    def page(self) -> str:
        """See `Hub`."""
        return f"https://www.kaggle.com/models/{self._parsed.path}"

    def list_files(self) -> list[RemoteFile]:
        """See `Hub`."""
        from kagglehub.exceptions import handle_call
        from kagglesdk.models.types.model_api_service import (  # type: ignore[import-untyped]
            ApiListModelInstanceVersionFilesRequest,
        )

        with self._client() as client:
            if self._parsed.version is None:
                self._parsed = replace(self._parsed, version=self._current_version(client))
            request = self._fill(ApiListModelInstanceVersionFilesRequest())
            request.page_size = _PAGE_SIZE
            list_page = client.models.model_api_client.list_model_instance_version_files
            files: list[RemoteFile] = []
            while True:
                page = handle_call(lambda: list_page(request))
                files += [self._file(entry.name, entry.size) for entry in page.files or ()]
                if not page.next_page_token:
                    return files
                request.page_token = page.next_page_token

    def fetch(self, file: RemoteFile, patience: Patience, on_check: Callable[[], None]) -> None:
        """See `Hub`."""
        try:
            transfer.fetch(file, lambda offset: self._open_at(file, offset), patience, on_check)
        except _ZippedError:
            self._fetch_zipped(file)
            return
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.part.replace(file.path)
        assert file.marker is not None
        file.marker.parent.mkdir(parents=True, exist_ok=True)
        file.marker.touch()

    def complete(self, files: Sequence[RemoteFile]) -> None:
        """Delete what other programs left half beside the files: with it the preset would never count as whole."""
        folder = kaggle_folder(self._parsed)
        if (folder.parent / f"{folder.name}.complete").exists():
            return
        for path in folder.rglob("*"):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not kaggle_marker(self._parsed, name).exists():
                with contextlib.suppress(OSError):
                    path.unlink()

    def explain(self, error: Exception) -> StudioError | None:
        """See `Hub`."""
        return None

    @cached_property
    def _token(self) -> str | None:
        """The keyring's token; without one the library looks at the variables and at its own login."""
        return credentials.token_for(self.account)

    def _client(self) -> Any:
        from kagglehub.clients import build_kaggle_client, get_user_agent
        from kagglesdk.kaggle_client import KaggleClient  # type: ignore[import-untyped]

        if self._token is None:
            return build_kaggle_client()
        return KaggleClient(api_token=self._token, user_agent=get_user_agent())

    def _current_version(self, client: Any) -> int:
        from kagglehub.exceptions import handle_call
        from kagglesdk.models.types.model_api_service import ApiGetModelInstanceRequest

        request = ApiGetModelInstanceRequest()
        ours = self._parsed
        request.owner_slug, request.model_slug, request.instance_slug = ours.owner, ours.model, ours.variation
        request.framework = self._framework()
        return int(handle_call(lambda: client.models.model_api_client.get_model_instance(request)).version_number)

    def _file(self, name: str, num_bytes: int) -> RemoteFile:
        (part_folder,) = partial_folders(f"{KAGGLE_PREFIX}{self._parsed.path}")
        path, marker = kaggle_folder(self._parsed) / name, kaggle_marker(self._parsed, name)
        return RemoteFile(name, num_bytes, path, part_folder / name, marker=marker)

    def _fill(self, request: Any) -> Any:
        """Name the version in a request."""
        ours = self._parsed
        request.owner_slug, request.model_slug, request.instance_slug = ours.owner, ours.model, ours.variation
        request.framework, request.version_number = self._framework(), ours.version
        return request

    def _framework(self) -> Any:
        from kagglehub.handle import parse_model_handle

        return parse_model_handle(self._parsed.path).framework_enum()

    @contextmanager
    def _open_at(self, file: RemoteFile, offset: int) -> "Iterator[Response]":
        import requests
        from kagglehub.exceptions import handle_call
        from kagglesdk.models.types.model_api_service import ApiDownloadModelInstanceVersionRequest

        request = self._fill(ApiDownloadModelInstanceVersionRequest())
        request.path = file.name
        with self._client() as client:
            whole = handle_call(lambda: client.models.model_api_client.download_model_instance_version(request))
            with whole:
                if urlsplit(whole.url).path.endswith(f"/{PurePosixPath(file.name).name}.zip"):
                    raise _ZippedError
                # The API takes no range; the storage that it points to, for a short time, does.
                if not offset or not whole.history:
                    yield whole
                    return
            headers = {"Range": f"bytes={offset}-", "Accept-Encoding": "identity"}
            with requests.get(whole.url, headers=headers, stream=True, timeout=TIMEOUT_S) as rest:
                yield rest

    def _fetch_zipped(self, file: RemoteFile) -> None:
        import kagglehub

        file.part.unlink(missing_ok=True)
        kagglehub.model_download(self._parsed.path, file.name)


class _ZippedError(Exception):
    """Kaggle sends a small archive instead of the file. Its library unpacks it."""


def make_hub(handle: str) -> KaggleHub:
    """Return the hub of a handle."""
    return KaggleHub(handle)
