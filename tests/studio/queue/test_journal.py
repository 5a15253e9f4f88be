from pathlib import Path

from studio.queue import read_journal
from studio.queue.journal import NoteKind, write_note


def test_notes_are_read_back_the_newest_last(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    assert read_journal(path) == []
    written = [write_note(path, NoteKind.STARTED, f"run-{number}") for number in range(5)]
    assert read_journal(path) == written
    assert read_journal(path, most=2) == written[3:]


def test_lines_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    first = write_note(path, NoteKind.FAILED, "run", "no memory is left")
    with path.open("ab") as file:
        file.write(b'\0\0\0\n[1]\n{"kind": "later", "time": 1, "run_id": "", "detail": ""}\n')
        file.write(b'{"kind": "started", "time": NaN, "run_id": "", "detail": ""}\n{"kind": "sta')
        file.write(b"\n" + b"[" * 100_000 + b"\n")
    last = write_note(path, NoteKind.EMPTY)
    assert read_journal(path) == [first, last]


def test_a_journal_does_not_grow_without_end(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"x" * 999_999 + b"\n" + b"y" * 100 + b"\n")
    last = write_note(path, NoteKind.EMPTY)
    assert path.stat().st_size < 1_000_000
    assert read_journal(path) == [last]
