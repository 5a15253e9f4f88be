from pathlib import Path

from studio.errors import InputError
from studio.queue import read_journal
from studio.queue.journal import NoteKind, QueueNote, note_now, write_note


def test_notes_are_read_back_the_newest_last(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    assert read_journal(path) == []
    written = [note_now(NoteKind.TAKEN_UP, f"run-{number}", "A name", count=number) for number in range(5)]
    for note in written:
        write_note(path, note)
    assert read_journal(path) == written
    assert read_journal(path, most=2) == written[3:]


def test_lines_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    first = note_now(NoteKind.FAILED, "run", error=InputError("{file} is damaged.", file="a.csv"))
    write_note(path, first)
    with path.open("ab") as file:
        file.write(b'\0\0\0\n[1]\n{"kind": "later", "time": 1}\n{"kind": "started", "time": NaN}\n{"kind": "sta')
        file.write(b"\n" + b"[" * 100_000 + b"\n")
    last = note_now(NoteKind.EMPTY)
    write_note(path, last)
    assert read_journal(path) == [first, last]
    reason = read_journal(path)[0].reason()
    assert isinstance(reason, InputError)
    assert str(reason) == "a.csv is damaged."


def test_a_journal_does_not_grow_without_end(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"x" * 999_999 + b"\n" + b"y" * 100 + b"\n")
    last = note_now(NoteKind.EMPTY)
    write_note(path, last)
    assert path.stat().st_size < 1_000_000
    assert read_journal(path) == [last]


def test_each_kind_has_a_sentence() -> None:
    sentences = {str(QueueNote(kind, 1.0, "id", "Reviews", 2).message()) for kind in NoteKind}
    assert len(sentences) == len(NoteKind)
    assert "“Reviews” ended without a word again, after 2 retries: it is given up." in sentences
