import pytest

from studio import tasks
from studio.data import (
    find_parts,
    guess_columns,
    iter_texts,
    open_source,
    prepare,
    read_preview,
    read_profile,
    with_parts,
)
from studio.errors import DataError
from studio.spec import DataSpec

TASK = tasks.get("text_classification")


@pytest.fixture
def archive(tmp_path):
    """A folder as a well-known archive of film reviews lays it out: parts, classes, unlabelled texts, lists beside."""
    root = tmp_path / "archive"
    for part in ("train", "test"):
        for label in ("neg", "pos"):
            for number in range(12):
                write(root / part / label / f"{number}_7.txt", f"{part} {label} film {number}")
            write(root / part / f"urls_{label}.txt", "http://example.org/1")
        write(root / part / "labeledBow.feat", "1 2:3")
    for number in range(5):
        write(root / "train" / "unsup" / f"{number}_0.txt", f"no verdict {number}")
    write(root / "imdb.vocab", "the")
    write(root / "README", "about")
    return root


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_train_and_test_above_class_folders_are_parts(archive):
    assert find_parts(archive) == {"train": archive / "train", "test": archive / "test"}
    data = with_parts(DataSpec(train=str(archive)))
    assert (data.train, data.validation, data.test) == (str(archive / "train"), None, str(archive / "test"))
    assert with_parts(DataSpec(train=str(archive), test="mine.csv")).test == "mine.csv"
    prepared = prepare(data, TASK)
    assert prepared.schema.class_names == ("neg", "pos")
    assert len(prepared.test) == 24
    assert prepared.test.take([0])["text"] == ["test neg film 0"]


def test_a_folder_of_parts_stands_for_its_training_part(archive):
    source = open_source(archive)
    assert source.path == archive / "train"
    assert str(source.notes[0].message) == (
        f"{archive} holds parts: train is what is learned from; what is measured on: test."
    )
    assert [(entry.label, entry.count) for entry in read_profile(source, TASK, {}).labels] == [("neg", 12), ("pos", 12)]


def test_texts_without_a_label_are_told_of_and_can_be_learned_from_without_labels(archive):
    notes = {str(note.message): note for note in open_source(archive / "train").notes}
    (told,) = [note for message, note in notes.items() if "without a label" in message]
    assert (told.count, told.message.details["file"]) == (5, str(archive / "train" / "unsup"))
    unlabelled = open_source(archive / "train" / "unsup")
    assert unlabelled.column_names == ("text", "file")
    assert read_preview(unlabelled).rows[0] == ("no verdict 0", "0_0.txt")
    assert guess_columns(unlabelled, tasks.get("masked_lm")) == {"text": "text"}


def test_files_beside_class_folders_are_no_texts(archive):
    source = open_source(archive / "test")
    assert "http" not in " ".join(text for batch in iter_texts(source, "text") for text in batch)
    assert str(source.notes[0].message).endswith(
        "the files beside the class folders are not read (labeledBow.feat, urls_neg.txt, urls_pos.txt)."
    )


@pytest.mark.parametrize(
    ("name", "part"), [("dev", "validation"), ("valid", "validation"), ("validation", "validation")]
)
def test_a_validation_part_has_several_names(archive, name, part):
    (archive / "test").rename(archive / name)
    assert find_parts(archive) == {"train": archive / "train", part: archive / name}


def test_classes_called_train_and_plane_are_classes(tmp_path):
    for label in ("train", "plane"):
        write(tmp_path / label / "a.txt", f"about a {label}")
    assert find_parts(tmp_path) == {}
    assert open_source(tmp_path).has_column("label")


def test_parts_without_classes_are_parts_of_texts(tmp_path):
    for part in ("train", "valid"):
        write(tmp_path / part / "a.txt", f"{part} text")
    assert set(find_parts(tmp_path)) == {"train", "validation"}
    assert open_source(tmp_path).column_names == ("text", "file")


def test_the_files_of_a_folder_are_read_in_their_code_page(tmp_path):
    texts = {
        "gut": "Schöne Lampe, größer als erwartet, hält länger",
        "schlecht": "Lässt sich nicht öffnen, wäre überflüssig",
    }
    for label, text in texts.items():
        for number in range(4):
            path = tmp_path / label / f"{number}.txt"
            write(path, "")
            path.write_bytes(f"{text} {number}".encode("cp1252" if number else "utf-8"))
    source = open_source(tmp_path)
    assert source.encoding == "cp1252"
    assert [row[0] for row in read_preview(source).rows[:2]] == [f"{texts['gut']} {number}" for number in range(2)]


def test_a_folder_without_texts_says_what_it_holds(tmp_path):
    write(tmp_path / "notes.md", "x")
    with pytest.raises(DataError, match=r"expected a folder for each class.* Received: notes\.md"):
        open_source(tmp_path)
