"""From any error of a download to one that tells the user what happened, what was kept and what to do."""

import errno
import re
import shutil
from pathlib import Path

from studio import catalogue, credentials
from studio.catalogue.caches import download_lock
from studio.downloads.hubs import Hub, unreachable
from studio.downloads.patience import StatusError, status_error
from studio.downloads.transfer import BrokenOffError, Damage, DamagedError
from studio.errors import AccessError, DownloadError, StudioError

_UNAUTHORIZED = 401
# Signed addresses let whoever has them download for a while.
_QUERY = re.compile(r"\?[^\s'\")>]+")
# Whole sentences each, so that the window can translate them.
_DAMAGE_WORDS = {
    Damage.LENGTH: "{file} of {preset} came damaged from {hub}: expected {expected} bytes. "
    "Received: {received}. It is deleted; all other files are kept. Download again, and if it happens "
    "again, report it at {page}.",
    Damage.LONGER: "{file} of {preset} came damaged from {hub}: expected {expected} bytes. "
    "Received: more. It is deleted; all other files are kept. Download again, and if it happens "
    "again, report it at {page}.",
    Damage.SHORTER: "{file} of {preset} came damaged from {hub}: expected {expected} bytes. "
    "Received: at most {received}. It is deleted; all other files are kept. Download again, and if it happens "
    "again, report it at {page}.",
    Damage.PLACE: "{file} of {preset} came damaged from {hub}: expected what follows byte {expected}. "
    "Received: what follows byte {received}. It is deleted; all other files are kept. Download again, and if it "
    "happens again, report it at {page}.",
    Damage.CHECKSUM: "{file} of {preset} came damaged from {hub}: expected the {kind} {expected}. "
    "Received: another one. It is deleted; all other files are kept. Download again, and if it happens "
    "again, report it at {page}.",
}


def explain(hub: Hub, error: Exception, missing_bytes: int) -> StudioError:
    """Return the error to show.

    Args:
        hub: Where the preset is.
        error: What went wrong.
        missing_bytes: How much has not come yet.
    """
    known = hub.explain(error)
    if known is not None:
        return known
    status = status_error(error)
    if status is not None:
        return _refused(hub, status)
    if isinstance(error, DamagedError):
        return _damaged(hub, error)
    if isinstance(error, BrokenOffError):
        return DownloadError(
            "{file} of {preset} breaks off after {received} of {expected} bytes, at each of several tries. What came "
            "is kept: download again to go on.",
            file=error.file.name,
            preset=hub.handle,
            received=error.received,
            expected=error.file.num_bytes,
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return too_little_space(download_lock(hub.handle).parent, missing_bytes)
    return _unknown(hub, error)


def too_little_space(folder: Path, needed_bytes: int) -> DownloadError:
    """Return the error that says how much room is missing."""
    return DownloadError(
        "There is too little space on the disk of {folder}: expected {needed} bytes. Free: {free}. What came is "
        "kept: make room and download again.",
        folder=folder,
        needed=needed_bytes,
        free=shutil.disk_usage(folder).free,
    )


def _refused(hub: Hub, status: StatusError) -> StudioError:
    match status.status:
        case 401 | 403:
            return _no_access(hub, status.status)
        case 404:
            return DownloadError(
                "{hub} has no {preset}. Look at {page}.", hub=hub.name, preset=hub.handle, page=hub.page()
            )
        case 429:
            return DownloadError(
                "{hub} has had too many requests from here ({reason}). What came is kept: download again in "
                "{seconds} s.",
                hub=hub.name,
                reason=str(status),
                seconds=round(status.retry_after_s or 60),
            )
        case 502 | 503 | 504:
            return DownloadError(
                "{hub} is not available now: it answers {reason}. What came is kept: download again later. Without it "
                "these work: the bundled backbone {bundled}, local folders and presets downloaded before.",
                hub=hub.name,
                reason=str(status),
                bundled=catalogue.BUNDLED_NAME,
            )
        case _:
            return DownloadError(
                "{preset} could not be downloaded from {hub}: it answers {reason}. What came is kept: download again "
                "to go on.",
                preset=hub.handle,
                hub=hub.name,
                reason=str(status),
            )


def _no_access(hub: Hub, status: int) -> AccessError:
    account, known = credentials.account(hub.account), credentials.status(hub.account)
    details = {
        "hub": hub.name,
        "preset": hub.handle,
        "page": hub.page(),
        "token_page": account.token_page,
        "hub_name": hub.account,
        "place": known.place,
    }
    if known.source is None:
        return AccessError(
            "{hub} gives {preset} out only to people it knows: accept the terms at {page}, make a token at "
            "{token_page}, and keep it in the settings (in a terminal: python -m studio token set {hub_name}).",
            **details,
        )
    if status == _UNAUTHORIZED:
        return AccessError(
            "{hub} does not take the token from {place}: it is wrong, or no longer valid. Make a new one at "
            "{token_page}, and keep it in the settings (in a terminal: python -m studio token set {hub_name}).",
            **details,
        )
    return AccessError(
        "{hub} does not give {preset} to the owner of the token from {place}. Accept the terms at {page} with that "
        "account, or keep another token in the settings (in a terminal: python -m studio token set {hub_name}).",
        **details,
    )


def _damaged(hub: Hub, error: DamagedError) -> DownloadError:
    return DownloadError(
        _DAMAGE_WORDS[error.damage],
        file=error.file.name,
        preset=hub.handle,
        hub=hub.name,
        page=hub.page(),
        **error.details,
    )


def _unknown(hub: Hub, error: Exception) -> StudioError:
    import requests

    if isinstance(error, requests.ConnectionError | requests.Timeout):
        return unreachable(hub, _reason(error))
    return DownloadError(
        "{preset} could not be downloaded from {hub}: {reason}. What came is kept: download again to go on.",
        preset=hub.handle,
        hub=hub.name,
        reason=_reason(error),
    )


def _reason(error: Exception) -> str:
    return _QUERY.sub("?…", str(error) or type(error).__name__).strip().rstrip(".")
