"""Presets on Kaggle, through kagglehub, into the cache that KerasHub reads."""

from pathlib import Path

from studio.catalogue.caches import KaggleHandle, kaggle_folder, kaggle_marker
from studio.downloads.hubs import Hub, RemoteFile
from studio.errors import DownloadError, StudioError

_PAGE_SIZE = 100
_FORBIDDEN = (401, 403)
_NOT_FOUND = 404


class KaggleHub:
    """Fetches file by file, as KerasHub asks for them; kagglehub marks each whole file."""

    name = "Kaggle"

    def endpoint(self) -> str:
        """See `Hub`."""
        from kagglesdk.kaggle_env import get_endpoint, get_env  # type: ignore[import-untyped]

        return str(get_endpoint(get_env()))

    def page(self, handle: str) -> str:
        """See `Hub`."""
        return f"https://www.kaggle.com/models/{KaggleHandle.parse(handle).path}"

    def list_files(self, handle: str) -> list[RemoteFile]:
        """See `Hub`."""
        from kagglehub.clients import build_kaggle_client
        from kagglehub.exceptions import handle_call
        from kagglehub.handle import parse_model_handle
        from kagglesdk.models.types.model_api_service import (  # type: ignore[import-untyped]
            ApiListModelInstanceVersionFilesRequest,
        )

        ours = KaggleHandle.parse(handle)
        theirs = parse_model_handle(ours.path)
        request = ApiListModelInstanceVersionFilesRequest()
        request.owner_slug, request.model_slug = ours.owner, ours.model
        request.framework, request.instance_slug = theirs.framework_enum(), ours.variation
        request.version_number, request.page_size = ours.version, _PAGE_SIZE
        files: list[RemoteFile] = []
        with build_kaggle_client() as client:
            list_page = client.models.model_api_client.list_model_instance_version_files
            while True:
                page = handle_call(lambda: list_page(request), theirs)
                files += [
                    RemoteFile(file.name, file.size, kaggle_folder(ours) / file.name) for file in page.files or ()
                ]
                if not page.next_page_token:
                    return files
                request.page_token = page.next_page_token

    def fetch(self, handle: str, name: str) -> None:
        """See `Hub`."""
        import kagglehub

        kagglehub.model_download(KaggleHandle.parse(handle).path, name)

    def explain(self, handle: str, error: Exception) -> StudioError | None:
        """See `Hub`."""
        status = getattr(getattr(error, "response", None), "status_code", None)
        if status in _FORBIDDEN:
            return DownloadError(
                "Kaggle does not give out {preset} without a consent: sign in, accept its terms at {page}, and put "
                "your API token into the KAGGLE_API_TOKEN environment variable.",
                preset=handle,
                page=self.page(handle),
            )
        if status == _NOT_FOUND:
            return DownloadError("Kaggle has no {preset}. Look at {page}.", preset=handle, page=self.page(handle))
        return None

    def partial_files(self, handle: str) -> list[Path]:
        """See `Hub`."""
        parsed = KaggleHandle.parse(handle)
        folder = kaggle_folder(parsed)
        if (folder.parent / f"{folder.name}.complete").exists():
            return []
        files = (file for file in folder.rglob("*") if file.is_file())
        return [file for file in files if not kaggle_marker(parsed, file.relative_to(folder).as_posix()).exists()]


HUB: Hub = KaggleHub()
