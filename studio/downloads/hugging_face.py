"""Presets on the Hugging Face Hub, through huggingface_hub, into the cache that KerasHub reads."""

from pathlib import Path

from studio.catalogue.caches import HUGGING_FACE_PREFIX, hugging_face_folder
from studio.downloads.hubs import Hub, RemoteFile
from studio.errors import DownloadError, StudioError

_INCOMPLETE = "*.incomplete"


class HuggingFaceHub:
    """Fetches the main branch; the library links whole files into a snapshot."""

    name = "Hugging Face"

    def endpoint(self) -> str:
        """See `Hub`."""
        from huggingface_hub import constants

        return constants.ENDPOINT

    def page(self, handle: str) -> str:
        """See `Hub`."""
        return f"https://huggingface.co/{_repository(handle)}"

    def list_files(self, handle: str) -> list[RemoteFile]:
        """See `Hub`."""
        from huggingface_hub import HfApi

        info = HfApi().model_info(_repository(handle), files_metadata=True)
        blobs = hugging_face_folder(handle) / "blobs"
        files = []
        for entry in info.siblings or ():
            etag = entry.lfs.sha256 if entry.lfs is not None else entry.blob_id or ""
            files.append(RemoteFile(entry.rfilename, entry.size or 0, blobs / etag))
        return files

    def fetch(self, handle: str, name: str) -> None:
        """See `Hub`."""
        from huggingface_hub import hf_hub_download

        hf_hub_download(_repository(handle), name)

    def explain(self, handle: str, error: Exception) -> StudioError | None:
        """See `Hub`."""
        from huggingface_hub import errors

        if isinstance(error, errors.GatedRepoError):
            return DownloadError(
                "Hugging Face does not give out {preset} without a consent: sign in, accept its terms at {page}, and "
                "put your token into the HF_TOKEN environment variable.",
                preset=handle,
                page=self.page(handle),
            )
        if isinstance(error, errors.RepositoryNotFoundError | errors.RevisionNotFoundError):
            return DownloadError(
                "Hugging Face has no {preset}, or it is private. Look at {page}.",
                preset=handle,
                page=self.page(handle),
            )
        return None

    def partial_files(self, handle: str) -> list[Path]:
        """See `Hub`."""
        return list((hugging_face_folder(handle) / "blobs").glob(_INCOMPLETE))


def _repository(handle: str) -> str:
    return handle.removeprefix(HUGGING_FACE_PREFIX)


HUB: Hub = HuggingFaceHub()
