"""A hub on this computer that answers as Kaggle and as Hugging Face do, and misbehaves when it is told to.

kagglehub has no setting for its address but one that means `http://localhost`; that is reached through the usual
variable for a proxy, so that any free port will do. As the real ones do, both hubs point to a storage for the content.
"""

import base64
import hashlib
import http.server
import io
import json
import threading
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import h5py
import numpy as np
import pytest

KAGGLE = "kaggle://owner/tiny/keras/tiny_bert/2"
HUGGING_FACE = "hf://owner/tiny"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
SIGNATURE = "a-signature-that-opens-the-storage"
LARGE = (".h5", ".safetensors")
_PIECE = 64 * 1024


@dataclass
class Faults:
    """How the hub misbehaves. The weights are what is served slowly, held, broken off, cut or garbled.

    Attributes:
        status: Answered to every request for a file or a list instead of its content, if set.
        busy: Statuses that are answered to that many requests before all is well.
        retry_after: What such answers ask to wait, in seconds.
        token: Without it as a bearer no file is given out.
        is_forbidden: Whether the token's owner has not accepted the terms.
        hold_at: After how many bytes the answer halts, until `release` is set.
        bytes_per_s: How fast the answer comes.
        breaks: After how many bytes of an answer its connection breaks, one for each answer.
        always_breaks_at: After how many bytes of the file every connection breaks.
        missing_bytes: How much shorter the file is than listed.
        is_garbled: Whether the content is another one than listed.
        has_ranges: Whether a part can be asked for.
        zipped: Names of files that come as an archive, as Kaggle does it with some.
    """

    status: int | None = None
    busy: list[int] = field(default_factory=list)
    retry_after: str | None = "0"
    token: str | None = None
    is_forbidden: bool = False
    hold_at: int | None = None
    bytes_per_s: float | None = None
    breaks: list[int] = field(default_factory=list)
    always_breaks_at: int | None = None
    missing_bytes: int = 0
    is_garbled: bool = False
    has_ranges: bool = True
    zipped: tuple[str, ...] = ()


class Hub(http.server.ThreadingHTTPServer):
    """Serves the files of one folder under both addresses.

    Attributes:
        faults: How it misbehaves.
        is_holding: Set once an answer halts.
        requests: The lines of all requests.
        authorizations: What the requests for files said of who asks; those to the storage are in `to_storage`.
        served: For each answer with weights the byte it began at, and how many it was meant to have.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.faults = Faults()
        self.is_holding, self.release = threading.Event(), threading.Event()
        self.requests: list[str] = []
        self.authorizations: list[str | None] = []
        self.to_storage: list[str | None] = []
        self.served: list[tuple[int, int]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def names(self) -> list[str]:
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return sorted(file.relative_to(self.folder).as_posix() for file in files)

    def recover(self) -> None:
        """Be a good hub from now on."""
        self.faults = Faults()
        self.release.set()

    def handle_error(self, request, client_address):
        """A client that was killed in mid-download is no error here."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Hub

    def log_message(self, *arguments):
        self.server.requests.append(self.requestline)

    # === Kaggle ===

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._is_refused():
            return
        if self.path.endswith("GetModelInstance"):
            self._send_json({"versionNumber": 2})
        elif self.path.endswith("ListModelInstanceVersionFiles"):
            assert body["versionNumber"] > 0
            self._send_page(body)
        elif self.path.endswith("DownloadModelInstanceVersion"):
            if self._may_have():
                zipped = ".zip" if body["path"] in self.server.faults.zipped else ""
                self._send_on(f"http://localhost/storage/{quote(body['path'])}{zipped}")
        else:
            self.send_error(404)

    def _send_page(self, body):
        """Two pages, as Kaggle gives out long lists."""
        names = self.server.names()
        start = int(body.get("pageToken") or 0)
        end = start + len(names) // 2 + 1
        files = [{"name": name, "size": (self.server.folder / name).stat().st_size} for name in names[start:end]]
        self._send_json({"files": files, "nextPageToken": str(end) if end < len(names) else ""})

    # === Hugging Face ===

    def do_HEAD(self):
        self._answer()

    def do_GET(self):
        self._answer()

    def _answer(self):
        path = unquote(urlsplit(self.path).path)
        if path == "/":
            self._send_json({})
        elif path.startswith("/storage/"):
            self.server.to_storage.append(self.headers.get("Authorization"))
            self._send_file(path.removeprefix("/storage/"))
        elif self._is_refused():
            return
        elif path.startswith("/api/models/owner/tiny"):
            entries = [self._entry(name) for name in self.server.names()]
            self._send_json({"id": "owner/tiny", "sha": COMMIT, "siblings": entries})
        elif path.startswith("/owner/tiny/resolve/"):
            self._resolve(path.split("/", 5)[5])
        else:
            self.send_error(404)

    def _entry(self, name):
        content = (self.server.folder / name).read_bytes()
        entry = {"rfilename": name, "size": len(content), "blobId": git_sha1(content)}
        if name.endswith(LARGE):
            entry["lfs"] = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 134}
        return entry

    def _resolve(self, name):
        if not self._may_have():
            return
        entry = self._entry(name)
        if name.endswith(LARGE):
            headers = {"X-Linked-Etag": f'"{entry["lfs"]["sha256"]}"', "X-Linked-Size": str(entry["size"])}
            self._send_on(f"http://localhost/storage/{quote(name)}", headers)
        else:
            self._send_file(name, {"X-Repo-Commit": COMMIT, "ETag": f'"{entry["blobId"]}"'})

    # === Both ===

    def _is_refused(self):
        faults = self.server.faults
        status = faults.busy.pop(0) if faults.busy else faults.status
        if status is None:
            return False
        self._refuse(status, {404: "RepoNotFound", 401: "RepoNotFound"}.get(status, ""))
        return True

    def _may_have(self):
        """Answer whoever may not have a file."""
        faults, given = self.server.faults, self.headers.get("Authorization")
        self.server.authorizations.append(given)
        if faults.token is None:
            return True
        if given == f"Bearer {faults.token}":
            if faults.is_forbidden:
                self._refuse(403, "GatedRepo")
            return not faults.is_forbidden
        self._refuse(401, "GatedRepo" if given is None else "", "" if given is None else "Invalid credentials")
        return False

    def _refuse(self, status, code="", message=""):
        headers = {"X-Error-Code": code, "X-Error-Message": message and f"{message} in Authorization header"}
        if self.server.faults.retry_after is not None:
            headers["Retry-After"] = self.server.faults.retry_after
        self._send_json({"code": status, "message": "no"}, status, headers)

    def _send_on(self, address, headers=()):
        self.send_response(302)
        self.send_header("Location", f"{address}?X-Signature={SIGNATURE}")
        self.send_header("Content-Length", "0")
        for name, value in {"X-Repo-Commit": COMMIT, **dict(headers)}.items():
            self.send_header(name, value)
        self.end_headers()

    def _send_json(self, data, status=200, headers=()):
        content = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in dict(headers).items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_file(self, name, headers=()):
        content, is_large = self._content(name), name.endswith(LARGE)
        begin = self._begin(len(content))
        if begin is None:
            return
        hashes = f"crc32c=n03x6A==,md5={base64.b64encode(hashlib.md5(content).digest()).decode()}"
        if is_large:
            content = self._spoil(content)
            self.server.served.append((begin, len(content) - begin))
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(content) - begin))
        self.send_header("Accept-Ranges", "bytes")
        if name in self.server.names():
            self.send_header("x-goog-hash", hashes)
        for key, value in dict(headers).items():
            self.send_header(key, value)
        self.end_headers()
        if self.command != "HEAD":
            self._write(content, begin, is_large)

    def _content(self, name):
        path = self.server.folder / name
        if path.is_file():
            return path.read_bytes()
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.write(path.with_suffix(""), path.stem)
        return archive.getvalue()

    def _begin(self, length):
        """Return the byte to begin with; `None` if there are not that many, and that was answered."""
        wanted = self.headers.get("Range")
        if wanted is None or not self.server.faults.has_ranges:
            return 0
        begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
        if begin < length:
            return begin
        self._send_json({}, 416, {"Content-Range": f"bytes */{length}"})
        return None

    def _spoil(self, content):
        faults = self.server.faults
        if faults.is_garbled:
            content = content[:-8] + b"garbled!"
        return content[: len(content) - faults.missing_bytes]

    def _write(self, content, begin, is_large):
        faults = self.server.faults
        end = self._end(faults, begin, len(content)) if is_large else len(content)
        for start in range(begin, end, _PIECE):
            if is_large and faults.hold_at is not None and start >= faults.hold_at:
                self.server.is_holding.set()
                self.server.release.wait(60)
            if is_large and faults.bytes_per_s is not None:
                time.sleep(_PIECE / faults.bytes_per_s)
            self.wfile.write(content[start : min(start + _PIECE, end)])
            self.wfile.flush()
        if end < len(content):
            self.close_connection = True

    @staticmethod
    def _end(faults, begin, length):
        """Return where the connection breaks."""
        ends = [begin + faults.breaks.pop(0)] if faults.breaks else []
        if faults.always_breaks_at is not None:
            ends.append(max(begin, faults.always_breaks_at))
        return min([length, *ends])


def git_sha1(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


@pytest.fixture
def preset_folder(tmp_path):
    """A folder in KerasHub's layout, as far as the studio's checks go."""
    return make_preset_folder(tmp_path / "served")


def make_preset_folder(folder):
    """Fill a folder in KerasHub's layout, and return it."""
    (folder / "assets" / "tokenizer").mkdir(parents=True)
    config = {"registered_name": "keras_hub>BertBackbone", "config": {"num_layers": 2, "hidden_dim": 8}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text('{"registered_name": "keras_hub>BertTokenizer", "config": {}}')
    (folder / "assets" / "tokenizer" / "vocabulary.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n")
    (folder / "task.weights.h5").write_bytes(b"not needed")
    values = np.random.default_rng(0).standard_normal((1200, 640), np.float32)
    with h5py.File(folder / "model.weights.h5", "w") as file:
        file.create_dataset("layers/token_embedding/vars/0", data=values)
    return folder


@pytest.fixture
def hub(preset_folder, tmp_path, monkeypatch):
    """A hub that serves `preset_folder`; both libraries are turned to it, to empty caches and to no token."""
    server = Hub(preset_folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    turn_to_hub(monkeypatch, server.address, tmp_path)
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()
    thread.join()


def turn_to_hub(monkeypatch, address, folder):
    """Turn both libraries, here and in child processes, to an address and to caches in a folder."""
    for name in ("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name in ("KAGGLE_API_TOKEN", "KAGGLE_USERNAME", "KAGGLE_KEY", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(folder / "kagglehub"))
    monkeypatch.setenv("KAGGLE_API_ENVIRONMENT", "LOCALHOST")
    monkeypatch.setenv("HF_HOME", str(folder / "hf"))
    monkeypatch.setenv("HF_HUB_CACHE", str(folder / "hf" / "hub"))
    monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
    monkeypatch.setenv("HF_TOKEN", "")
    monkeypatch.setenv("HF_ENDPOINT", address)
    monkeypatch.setenv("http_proxy", address)
    # Hugging Face's address is reached straight, Kaggle's through the proxy.
    monkeypatch.setenv("no_proxy", "127.0.0.1")
