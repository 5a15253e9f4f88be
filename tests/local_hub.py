"""A hub on this computer that answers as Kaggle and as Hugging Face do.

kagglehub has no setting for its address but one that means `http://localhost`; that is reached through the usual
variable for a proxy, so that any free port will do.
"""

import hashlib
import http.server
import json
import threading
from pathlib import Path
from urllib.parse import unquote, urlsplit

import h5py
import numpy as np
import pytest

KAGGLE = "kaggle://owner/tiny/keras/tiny_bert/2"
HUGGING_FACE = "hf://owner/tiny"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub(http.server.ThreadingHTTPServer):
    """Serves the files of one folder under both addresses.

    Attributes:
        status: Answered to every request for a file or a list instead of its content, if set.
        hold_at: After how many bytes of the weights the answer halts, until `release` is set.
        is_holding: Set once an answer halts.
    """

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.status: int | None = None
        self.hold_at: int | None = None
        self.is_holding, self.release = threading.Event(), threading.Event()
        self.requests: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def names(self) -> list[str]:
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return sorted(file.relative_to(self.folder).as_posix() for file in files)

    def handle_error(self, request, client_address):
        """A client that was killed in mid-download is no error here."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Hub

    def log_message(self, *arguments):
        self.server.requests.append(self.requestline)

    def do_POST(self):  # Kaggle
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.status:
            self._send_json({"code": self.server.status, "message": "no"}, self.server.status)
        elif self.path.endswith("ListModelInstanceVersionFiles"):
            self._send_page(body)
        elif self.path.endswith("DownloadModelInstanceVersion"):
            self._send_file(body["path"])
        else:
            self.send_error(404)

    def do_HEAD(self):
        self._answer_hugging_face()

    def do_GET(self):
        self._answer_hugging_face()

    def _answer_hugging_face(self):
        path = unquote(urlsplit(self.path).path)
        if path == "/":
            self._send_json({})
        elif self.server.status:
            codes = {401: "GatedRepo", 404: "RepoNotFound"}
            self._send_json({}, self.server.status, {"X-Error-Code": codes.get(self.server.status, "")})
        elif path.startswith("/api/models/owner/tiny"):
            entries = [{"rfilename": name, **self._metadata(name)} for name in self.server.names()]
            self._send_json({"id": "owner/tiny", "sha": COMMIT, "siblings": entries})
        elif path.startswith("/owner/tiny/resolve/"):
            name = path.split("/", 5)[5]
            etag = self._metadata(name)["blobId"]
            self._send_file(name, {"X-Repo-Commit": COMMIT, "ETag": f'"{etag}"'})
        else:
            self.send_error(404)

    def _metadata(self, name):
        content = (self.server.folder / name).read_bytes()
        return {"size": len(content), "blobId": hashlib.sha1(content).hexdigest()}

    def _send_page(self, body):
        """Two pages, as Kaggle gives out long lists."""
        names = self.server.names()
        start = int(body.get("pageToken") or 0)
        end = start + len(names) // 2 + 1
        files = [{"name": name, "size": (self.server.folder / name).stat().st_size} for name in names[start:end]]
        self._send_json({"files": files, "nextPageToken": str(end) if end < len(names) else ""})

    def _send_json(self, data, status=200, headers=()):
        content = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_file(self, name, headers=()):
        content = (self.server.folder / name).read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(content)))
        for key, value in dict(headers).items():
            self.send_header(key, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        hold_at = self.server.hold_at
        if hold_at is not None and name.endswith((".h5", ".safetensors")):
            self.wfile.write(content[:hold_at])
            self.wfile.flush()
            self.server.is_holding.set()
            self.server.release.wait(30)
            content = content[hold_at:]
        self.wfile.write(content)


@pytest.fixture
def preset_folder(tmp_path):
    """A folder in KerasHub's layout, as far as the studio's checks go."""
    folder = tmp_path / "served"
    (folder / "assets" / "tokenizer").mkdir(parents=True)
    config = {"registered_name": "keras_hub>BertBackbone", "config": {"num_layers": 2, "hidden_dim": 8}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text('{"registered_name": "keras_hub>BertTokenizer", "config": {}}')
    (folder / "assets" / "tokenizer" / "vocabulary.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n")
    (folder / "task.weights.h5").write_bytes(b"not needed")
    with h5py.File(folder / "model.weights.h5", "w") as file:
        file.create_dataset("layers/token_embedding/vars/0", data=np.zeros((1200, 640), np.float32))
    return folder


@pytest.fixture
def hub(preset_folder, tmp_path, monkeypatch):
    """A hub that serves `preset_folder`; both libraries are turned to it and to empty caches."""
    server = Hub(preset_folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    for name in ("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "kagglehub"))
    monkeypatch.setenv("KAGGLE_API_ENVIRONMENT", "LOCALHOST")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hf" / "hub"))
    monkeypatch.setenv("HF_HUB_DISABLE_TELEMETRY", "1")
    monkeypatch.setenv("HF_TOKEN", "")
    monkeypatch.setenv("HF_ENDPOINT", server.address)
    monkeypatch.setenv("http_proxy", server.address)
    # Hugging Face's address is reached straight, Kaggle's through the proxy.
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()
    thread.join()
