"""What is fuzzed: for each reader, sound files to begin with, and all that the studio does with what it reads."""

import contextlib
import gzip
import json
import sqlite3
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb
import numpy as np

from studio.answers import Classes
from studio.catalogue import describe_folder
from studio.catalogue.chat_templates import find_template, read_special_tokens
from studio.catalogue.gguf_files import read_chat_template, read_control_tokens
from studio.catalogue.own_tokens import read_own_tokenizer
from studio.catalogue.sentence_pooling import read_pooling
from studio.cli.run_commands import _row
from studio.data import count_rows, open_source, read_preview
from studio.data.reading import iter_values
from studio.errors import StudioError
from studio.exports import ExportReport, read_report
from studio.files import write_json
from studio.json_text import json_line
from studio.manifest import check_files, sealed_folder
from studio.messages import Message
from studio.runs import RunFolder, RunState, Workspace, events
from studio.runs.event_log import EventWriter, read_events
from studio.runs.events import Event, format_event
from studio.runs.history import RunHistory
from studio.runs.history_reader import HistoryReader
from studio.runs.live import live_run, with_live_numbers
from studio.spec import RunSpec
from tests import tiny_presets
from tests.fuzzing.mutations import mutate

SPEC = {
    "name": "reviews",
    "task": "text_classification",
    "backbone": {"preset": "minilm_l6_en_uncased", "trainable": {"last_layers": 2}},
    "data": {"train": "reviews.csv", "columns": {"text": "text", "label": "label"}, "sequence_length": 64},
    "fit": {"epochs": 2, "learning_rate": 5e-5, "seed": 3},
    "settings": {"class_weights": "none", "label_smoothing": 0.1},
}
ROWS = [
    ("A joy, from start", "positive"),
    ('He said "never"', "negative"),
    ("非常好看", "positive"),
    ("naïve", "negative"),
]


@dataclass
class Target:
    """One reader.

    Attributes:
        make: Writes sound files into a folder; those named in `files` are damaged, one at a time.
        read: Reads the folder, and does with it what the studio does.
        files: Names of the files, and whether they are binary.
        share: How many of all inputs it gets, in relation to the others.
        is_engine: Whether it loads TensorFlow.
    """

    name: str
    make: Callable[[Path], None]
    read: Callable[[Path], None]
    files: dict[str, bool]
    share: float = 1.0
    is_engine: bool = False
    seeds: dict[str, bytes] = field(default_factory=dict)

    def prepare(self, folder):
        """Write the sound files and keep them."""
        folder.mkdir(parents=True, exist_ok=True)
        self.make(folder)
        self.seeds = {name: (folder / name).read_bytes() for name in self.files}

    def try_one(self, folder, chance):
        """Damage one file, read, and put it right again. Return `None`, or the error that is not our own."""
        name = chance.choice(list(self.files))
        (folder / name).write_bytes(mutate(self.seeds[name], chance, is_binary=self.files[name]))
        try:
            self._read_or_be_told(folder)
        except Exception as error:
            return error
        finally:
            (folder / name).write_bytes(self.seeds[name])
        return None

    def _read_or_be_told(self, folder):
        try:
            self.read(folder)
        except StudioError as error:
            # What it says can be shown and handed on.
            json_line(error.to_json()).encode()


# === Runs ===


def _events():
    sample = events.SampleRow.of({"text": "good"}, Classes(("a",), (1.0,)), Classes(("a", "b"), (0.7, 0.3)))
    error = StudioError("The loss of step {step} is no number.", step=4)
    return [
        events.StateEvent(RunState.STARTING),
        events.LogEvent(
            Message("{count} {count:row|rows} of {name}.", {"count": 2, "name": "a.csv"}), done_fraction=0.5
        ),
        events.StateEvent(RunState.RUNNING),
        *(events.StepEvent(step, step / 4, 0.7 / step, 5e-5, 1.5, 30.0, 900.0) for step in range(1, 5)),
        events.DeviceEvent(2, 1.5, 10**9, 10**10, 2, (events.DeviceReading("GPU", 0.5, 10, 20, 60.0, 90.0),)),
        events.WritingEvent(2, "validation", 1, 3.5, 10),
        events.EvaluationEvent(2, "validation", {"loss": 0.5, "accuracy": 0.75}, True),
        events.SampleEvent(2, (sample,)),
        events.CheckpointEvent(2),
        events.FailedEvent(error.to_json(), 2),
        events.StateEvent(RunState.FAILED, 4),
        events.StateEvent(RunState.RUNNING, 2),
        events.StepEvent(3, 0.75, 0.2, 5e-5, 1.5, 30.0, 900.0),
        events.FinishedEvent(4, 12.5, 30.0, {"validation": {"accuracy": 0.75}}),
        events.StateEvent(RunState.FINISHED, 4),
    ]


def make_run(folder):
    """Write a run that failed, with all its files."""
    run = RunFolder.create(folder / "runs" / "one", RunSpec.parse(SPEC))
    lines = [format_event(Event(seq, 1.7e9 + seq, body)) for seq, body in enumerate(_events())]
    run.events_path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    train = {"examples": 9, "tokens_per_example": 5.0}
    write_json(run.passport_path, {"data": {"splits": {"train": train}}, "packages": {"a": "1"}})
    write_json(run.label_path, {"name": "Mine"})
    write_json(run.control_path, {"stop": False, "checkpoint": 1, "skip_writing": 0})
    run.evaluation_path.mkdir()
    write_json(run.metrics_path, {"validation": {"metrics": {"accuracy": 0.75, "loss": 0.5}, "examples": 9}})
    state = {"state": "failed", "pid": 4_000_000, "process_started": 1.7e9, "step": 4, "num_steps": 8, "seconds": 9.5}
    write_json(run.state_path, state | {"heartbeat": 1.7e9})


def read_run(folder):
    """List the run, as the terminal and the window do, and ask all that is asked of it."""
    (folder / "index.sqlite").unlink(missing_ok=True)
    workspace = Workspace(folder)
    for _ in range(2):  # From the folders, and from the index.
        found = workspace.runs()
        if [summary.id for summary in found] != ["one"]:
            raise AssertionError(f"The run is not in the list: {found}")
    (summary,) = found
    summary = with_live_numbers(workspace, summary)
    "\t".join((*_row(summary), *map(str, summary.damage))).encode()
    json_line(summary.to_json()).encode()
    run = RunFolder(folder / "runs" / "one")
    run.control(), run.metrics(), run.passport_part("data"), run.latest_checkpoint(), run.is_at_work()
    if summary.error is None:
        run.spec()


def read_one_history(folder):
    """Follow the events as the monitor does, line by line and in bulk, and go on writing them."""
    run = RunFolder(folder / "runs" / "one")
    for bulk_bytes in (1 << 30, 1):
        history, reader = RunHistory(), HistoryReader(run.events_path, bulk_bytes)
        while parts := reader.poll():
            for part in parts:
                history.add(part)
        _ask(run, history)
    for event in read_events(run.events_path):
        format_event(event).encode()
    with contextlib.closing(EventWriter(run.events_path)) as writer:
        writer.write(events.CheckpointEvent(4))


def _ask(run, history):
    shown = live_run(run.id, run.status(), history)
    json_line(asdict(shown)).encode()
    history.seconds_left(8), history.examples_per_second(), history.best_evaluation(), history.take_rewind()
    for name in {name for entry in history.evaluations for name in entry.metrics}:
        history.metric(name)
    for entry in history.logs:
        str(entry.body.message).encode()
    for event in history.samples:
        for row in event.rows:
            with contextlib.suppress(StudioError):
                for answer in row.read():
                    answer.headline()
                    json_line(answer.to_json()).encode()
    if history.failure is not None:
        str(StudioError.from_json(history.failure.error)).encode()


def make_index(folder):
    """Write a run, and the row that the index has of it as a file."""
    make_run(folder)
    (summary,) = Workspace(folder).runs()
    write_json(folder / "row.json", summary.to_json())


def read_index(folder):
    """Put the row into the index and list."""
    text = (folder / "row.json").read_bytes()
    workspace = Workspace(folder)
    with contextlib.closing(sqlite3.connect(folder / "index.sqlite")) as connection, connection:
        connection.execute("UPDATE runs SET summary = ?", (text.decode("utf-8", "replace"),))
    (summary,) = workspace.runs()
    "\t".join(_row(summary)).encode()


# === What a run leaves ===


def make_folder(folder):
    """Write a sealed folder and the report of an export."""
    with sealed_folder(folder / "sealed") as unfinished:
        (unfinished / "weights.bin").write_bytes(bytes(range(256)))
        (unfinished / "part").mkdir()
        (unfinished / "part" / "a.txt").write_text("a")
    ExportReport("savedmodel", "one", 9, 9, 0, 1e-6, 1e-4, 2.5, 90.0, 8).write(folder)


def read_folder(folder):
    """Check the manifest and read the report."""
    read_report(folder)
    check_files(folder / "sealed")


def make_checkpoint(folder):
    """Write a checkpoint as an earlier version did, without a manifest, so that its content alone is looked at."""
    from studio.engine.running.checkpoints import Checkpoint, CheckpointStore, Progress

    arrays = {"a": np.arange(6.0, dtype=np.float32).reshape(2, 3), "b": np.arange(3)}
    (folder / "checkpoints").mkdir()
    CheckpointStore(folder / "checkpoints").save(Checkpoint(Progress(step=4), arrays, arrays))
    (folder / "checkpoints" / "4" / "manifest.json").unlink()


def read_checkpoint(folder):
    """Take the run up at its checkpoint."""
    from studio.engine.running.checkpoints import CheckpointStore

    store = CheckpointStore(folder / "checkpoints")
    store.latest()
    store.weights(4)


def make_tokens(folder):
    """Write an entry of the tokens' cache as an earlier version did, without a manifest."""
    arrays = {
        "row_of": np.arange(2),
        "stream.text": np.arange(5, dtype=np.int32),
        "stream.text.offsets": np.array([0, 3, 5]),
        "target.label": np.array([0, 1], np.int32),
    }
    infos = {}
    for name, array in arrays.items():
        (folder / f"{name}.bin").write_bytes(array.tobytes())
        infos[name] = {"file": f"{name}.bin", "dtype": array.dtype.str, "shape": list(array.shape)}
    streams = {"text": {"cut_tokens": 0, "cut_texts": 0, "extras": []}}
    write_json(folder / "info.json", {"arrays": infos, "streams": streams, "targets": {"label": "array"}})


def read_tokens(folder):
    """Read the entry; one that is damaged is made again."""
    from studio.engine.texts.token_cache import _read

    _read(folder)


# === Data ===


def _delimited(delimiter):
    rows = [(f"{text[:9]} {n}".replace(delimiter, ""), label) for n, (text, label) in enumerate(ROWS * 3)]
    return "".join(f"{delimiter.join(row)}\n" for row in [("text", "label"), *rows])


_TMX = """<?xml version="1.0"?><tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>a</seg></tuv>
<tuv xml:lang="de"><seg>b</seg></tuv></tu></body></tmx>"""
_PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "good"
msgstr "gut"
"""
_RECORDS = [{"text": text, "label": label, "more": [1, {"a": n}]} for n, (text, label) in enumerate(ROWS)]
_TEXTS = {
    "csv": _delimited(","),
    "tsv": _delimited("\t"),
    "json": json.dumps({"data": _RECORDS}, ensure_ascii=False),
    "jsonl": "\n".join(json.dumps(record, ensure_ascii=False) for record in _RECORDS),
    "txt": "\n".join(text for text, _ in ROWS),
    "conll": "-DOCSTART- -X- O\n\nA B-PER\njoy I-PER\n. O\n\nOther O\nthing B-LOC\n",
    "po": _PO,
    "tmx": _TMX,
}


def make_data(name):
    """Return what writes a data file of the kind that its name says."""
    kind = name.removesuffix(".gz").rpartition(".")[2]

    def make(folder):
        path = folder / name
        if kind == "parquet":
            _write_parquet(path)
        elif kind == "xlsx":
            _write_workbook(path)
        else:
            content = _TEXTS[kind].encode()
            path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)

    return make


def _write_parquet(path):
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (text VARCHAR, label VARCHAR, n DOUBLE, l INTEGER[])")
        connection.executemany("INSERT INTO t VALUES (?, ?, 1.5, [1, 2])", ROWS)
        connection.execute(f"COPY t TO '{path}' (FORMAT parquet)")


def _write_workbook(path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (("text", "label"), *ROWS):
        book.active.append(row)
    book.save(path)


def read_data(name):
    """Return what opens, previews, counts and reads a data file."""

    def read(folder):
        source = open_source(folder / name)
        json_line([source.column_names, [str(note.message) for note in source.notes]]).encode()
        json_line(read_preview(source).rows).encode()
        count_rows(source)
        for _ in iter_values(source, source.column_names):
            pass

    return read


# === Presets ===


def make_preset(folder):
    """Write a tiny BERT with its vocabulary in Hugging Face's layout, its weights in two files."""
    from safetensors.numpy import save_file

    config, shapes = tiny_presets.bert(len(tiny_presets.SPECIAL) + len(tiny_presets.words()))
    names = list(shapes)
    places = {}
    for part, chosen in enumerate((names[::2], names[1::2])):
        file = f"model-0000{part + 1}-of-00002.safetensors"
        save_file({name: np.zeros(shapes[name], np.float32) for name in chosen}, str(folder / file))
        places |= dict.fromkeys(chosen, file)
    write_json(folder / "model.safetensors.index.json", {"metadata": {}, "weight_map": places})
    write_json(folder / "config.json", config)
    tiny_presets.write_vocabulary("Bert", folder)
    (folder / "1_Pooling").mkdir(exist_ok=True)
    write_json(folder / "1_Pooling" / "config.json", {"pooling_mode_mean_tokens": True})
    write_json(folder / "modules.json", [{"idx": 0, "type": "sentence_transformers.models.Transformer"}])
    write_json(folder / "special_tokens_map.json", {"cls_token": "[CLS]", "unk_token": {"content": "[UNK]"}})
    write_json(folder / "added_tokens.json", {})
    write_json(folder / "chat_template.json", {"chat_template": "{{ messages }}"})


def read_preset(folder):
    """Describe a preset's folder and read all that is asked of it before a run."""
    for read in (describe_folder, read_own_tokenizer, read_pooling, find_template, read_special_tokens):
        with contextlib.suppress(StudioError):
            read(folder)


def make_tokenizer(family):
    """Return what writes a folder whose `tokenizer.json` is of a family."""

    def make(folder):
        from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

        if family == "bert":
            vocabulary = {token: n for n, token in enumerate([*tiny_presets.SPECIAL, *tiny_presets.words()])}
            tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
            tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
            tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
            tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
        else:
            special = ("<|endoftext|>",) if family == "gpt2" else ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
            vocabulary, merges = tiny_presets.byte_pairs(special)
            tokenizer = Tokenizer(models.BPE(vocabulary, [tuple(merge.split(" ")) for merge in merges]))
            tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.add_special_tokens([token for token in vocabulary if token[0] in "[<"][:5])
        tokenizer.save(str(folder / "tokenizer.json"))
        write_json(folder / "config.json", {"model_type": family, "vocab_size": len(vocabulary), "eos_token_id": 0})
        end = "<|endoftext|>" if family == "gpt2" else "[SEP]"
        write_json(
            folder / "tokenizer_config.json",
            {"eos_token": end, "added_tokens_decoder": {"0": {"content": end}}} if family == "gpt2" else {},
        )

    return make


def read_tokenizer(folder):
    """Read a tokenizer and what it knows."""
    own = read_own_tokenizer(folder)
    if own is not None:
        own.tokens()
        own.reference()


def make_gguf(folder):
    """Write a tiny GGUF file."""
    from tests.tiny_gguf import write_gguf

    write_gguf(folder / "tiny.gguf", tokenizer__chat_template="{{ messages }}")
    # The settings and the list of tensors lie first: there the damage is.
    (folder / "head.bin").write_bytes((folder / "tiny.gguf").read_bytes())


def read_gguf(folder):
    """Describe a GGUF file and read its tokens."""
    file = folder / "tiny.gguf"
    for read in (describe_folder, read_own_tokenizer, read_chat_template, read_control_tokens):
        with contextlib.suppress(StudioError):
            read(file)


RUN_FILES = dict.fromkeys(
    ("run.json", "state.json", "passport.json", "label.json", "control.json", "evaluation/metrics.json"), False
)
PRESET_FILES = {
    **dict.fromkeys(
        ("config.json", "model.safetensors.index.json", "vocab.txt", "tokenizer_config.json", "1_Pooling/config.json",
         "modules.json", "special_tokens_map.json", "added_tokens.json", "chat_template.json"), False,
    ),
    "model-00001-of-00002.safetensors": True,
}  # fmt: skip
_TEXT_DATA = ("a.csv", "a.tsv", "a.json", "a.jsonl", "a.txt", "a.conll", "a.po", "a.tmx")
_BINARY_DATA = ("a.csv.gz", "a.jsonl.gz", "a.parquet", "a.xlsx")


def targets():
    """Return all of them."""
    in_run = {f"runs/one/{name}": is_binary for name, is_binary in RUN_FILES.items()}
    return [
        Target("run", make_run, read_run, in_run, 4),
        Target("events of a run in the list", make_run, read_run, {"runs/one/events.jsonl": False}, 2),
        Target("events", make_run, read_one_history, {"runs/one/events.jsonl": False}, 1.2),
        Target("index", make_index, read_index, {"row.json": False}, 6),
        Target("manifest", make_folder, read_folder, {"sealed/manifest.json": False, "parity.json": False}, 14),
        *(Target(name, make_data(name), read_data(name), {name: False}, 0.3) for name in _TEXT_DATA),
        *(Target(name, make_data(name), read_data(name), {name: True}, 0.3) for name in _BINARY_DATA),
        Target("preset", make_preset, read_preset, PRESET_FILES, 12),
        *(
            Target(f"tokenizer of {name}", make_tokenizer(name), read_tokenizer,
                   {"tokenizer.json": False, "tokenizer_config.json": False, "config.json": False}, 8)
            for name in ("bert", "roberta", "gpt2")
        ),
        Target("checkpoint", make_checkpoint, read_checkpoint,
               {"checkpoints/4/progress.json": False, "checkpoints/4/weights.npz": True}, 6, is_engine=True),
        Target("tokens in the cache", make_tokens, read_tokens, {"info.json": False}, 6, is_engine=True),
        Target("gguf", make_gguf, read_gguf, {"tiny.gguf": True}, 8),
    ]  # fmt: skip
