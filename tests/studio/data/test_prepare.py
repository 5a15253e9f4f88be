import numpy as np
import pytest

from studio import tasks
from studio.data import open_source, prepare, read_preview
from studio.errors import DataError
from studio.spec import DataSpec

TASK = tasks.get("text_classification")


def rows(start, stop, labels="ab"):
    return "".join(f"text number {row},{labels[row % len(labels)]}\n" for row in range(start, stop))


def prepared(path, **settings):
    return prepare(DataSpec(train=str(path), **settings), TASK)


def texts_of(split, batch_size=4096):
    return [text for batch in split.iter_texts(batch_size) for text in batch]


@pytest.mark.parametrize("format", ["csv", "tsv", "json", "jsonl", "parquet"])
def test_every_format_gives_the_same_split_and_texts(make_file, format):
    data = [(f"text number {row}", "ab"[row % 2]) for row in range(100)]
    ready = prepared(make_file(format, data), test_fraction=0.2)
    assert ready.schema.class_names == ("a", "b")
    assert [len(split) for split in ready.splits] == [70, 10, 20]
    for split in ready.splits:
        assert texts_of(split, 7) == [data[row][0] for row in split.row_numbers]
        assert split.labels.dtype == np.int32
        assert [ready.schema.class_names[label] for label in split.labels] == [
            data[row][1] for row in split.row_numbers
        ]


def test_texts_come_in_full_batches_and_single_ones_in_any_order(write):
    split = prepared(write("text,label\n" + rows(0, 50))).train
    texts = texts_of(split)
    assert [len(batch) for batch in split.iter_texts(20)] == [20, 20, 5]
    assert split.take([44, 0, 3, 0])["text"] == [texts[44], texts[0], texts[3], texts[0]]
    assert split.take([]) == {"text": []}


@pytest.mark.parametrize("values", [("0", "1"), ("false", "true"), ("10", "9", "-1")])
def test_numbers_and_booleans_are_labels_in_their_order(write, values):
    content = "text,label\n" + "".join(f"text {row},{values[row % len(values)]}\n" for row in range(30))
    expected = tuple(sorted(values, key=int)) if values[0] != "false" else values
    assert prepared(write(content)).schema.class_names == expected


def test_separate_files_are_taken_whole_whatever_their_format(write):
    train = write("text,label\n" + rows(0, 40))
    test = write('[{"label": "b", "text": "t1"}, {"label": "b", "text": "t2"}]', "test.json")
    validation = write("label,text\na,v1\nb,v2\nb,v3\n", "validation.csv")
    ready = prepared(train, validation=str(validation), test=str(test))
    assert [len(split) for split in ready.splits] == [40, 3, 2]
    assert texts_of(ready.validation) == ["v1", "v2", "v3"]
    assert ready.validation.labels.tolist() == [0, 1, 1]
    assert texts_of(ready.test) == ["t1", "t2"]
    assert ready.findings == ()


def test_a_label_that_the_training_data_lacks_is_named(write):
    train = write("text,label\n" + rows(0, 40))
    test = write("text,label\nt1,a\nt2,c\n", "test.csv")
    with pytest.raises(DataError) as caught:
        prepared(train, test=str(test))
    assert str(caught.value) == (
        f'{test}, row 2, column label: expected a label of the training data ("a", "b"). Received: "c".'
    )


def test_texts_shared_with_a_separate_file_are_a_warning(write):
    train = write("text,label\n" + rows(0, 40))
    test = write("text,label\n" + rows(38, 42), "test.csv")
    (finding,) = prepared(train, test=str(test)).findings
    assert (finding.level, finding.count) == ("warning", 2)
    assert "2 texts are in the training data too" in str(finding.message)


def test_without_fractions_all_rows_are_trained_on(write):
    ready = prepared(write("text,label\n" + rows(0, 40)), validation_fraction=0.0)
    assert len(ready.train) == 40
    assert ready.validation is None
    assert ready.test is None


def test_the_same_text_never_stands_in_two_parts(write):
    content = "text,label\n" + "".join(f"text number {row % 30},{'ab'[row % 2]}\n" for row in range(120))
    ready = prepared(write(content), validation_fraction=0.3, test_fraction=0.3)
    parts = [set(texts_of(split)) for split in ready.splits]
    assert len(parts) == 3
    assert sum(len(part) for part in parts) == 30


def test_the_fingerprint_changes_with_the_data_the_columns_and_the_seed(write):
    first = prepared(write("text,label\n" + rows(0, 40)))
    assert prepared(write("text,label\n" + rows(0, 40), "copy.csv")).fingerprint == first.fingerprint
    assert prepared(write("text,label\n" + rows(0, 40)), seed=1).fingerprint != first.fingerprint
    assert prepared(write("text,label\n" + rows(1, 41))).fingerprint != first.fingerprint


def test_a_folder_of_class_folders_is_prepared(tmp_path):
    for label in ("bad", "good"):
        (tmp_path / label).mkdir()
        for number in range(10):
            (tmp_path / label / f"{number}.txt").write_text(f"{label} film {number}")
    ready = prepared(tmp_path)
    assert ready.schema.class_names == ("bad", "good")
    assert texts_of(ready.train)[0].startswith("bad film")
    assert len(ready.validation) == 2


def test_a_gbk_file_is_prepared(write):
    content = "内容,标签\n" + "".join(f"这部电影真的很好看{row},{'好差'[row % 2]}\n" for row in range(40))
    ready = prepared(write(content.encode("gbk")))
    assert set(ready.schema.class_names) == {"好", "差"}
    assert len(ready.train) == 36


def test_rows_keep_their_numbers_past_a_million(write):
    path = write("text,label\n" + "".join(f"text {row},{row % 3}\n" for row in range(1_000_100)))
    ready = prepared(path, validation_fraction=0.001)
    assert ready.schema.class_names == ("0", "1", "2")
    assert (ready.train.labels == ready.train.row_numbers % 3).all()
    assert ready.validation.take([len(ready.validation) - 1])["text"] == [f"text {ready.validation.row_numbers[-1]}"]
    assert not read_preview(open_source(path)).is_complete


def notes_of(ready):
    return {finding.name: str(finding.message) for finding in ready.notes}


def test_a_part_without_rows_is_told(write):
    one_group = "text,second_text,label\n" + "".join(f"one,other {row},{'ab'[row % 2]}\n" for row in range(20))
    data = DataSpec(train=str(write(one_group)), keep_together="shared_texts", test_fraction=0.2)
    notes = notes_of(prepare(data, tasks.get("text_pair_classification")))
    assert notes.keys() == {"empty_validation", "empty_test"}
    assert "expected rows to hold back, as data.test_fraction=0.2 asks for. Received: none" in notes["empty_test"]
    assert not notes_of(prepare(DataSpec(train=data.train, test_fraction=0.2), tasks.get("text_pair_classification")))
    assert not notes_of(prepared(write("text,label\n" + rows(0, 20)), validation_fraction=0.0))


def test_what_only_a_separate_file_shows_is_noted_for_the_run(write):
    train, test = (write("text,label\n" + rows(0, 20), name) for name in ("train.csv", "test.csv"))
    (note,) = prepared(train, test=str(test)).notes
    assert "20 texts are in the training data too" in str(note.message)


def test_a_separate_file_may_lack_what_a_task_does_not_require(write):
    triplets = "text,second_text,third_text\n" + "".join(f"a {row},b {row},c {row}\n" for row in range(20))
    pairs = "text,second_text\n" + "".join(f"d {row},e {row}\n" for row in range(5))
    ready = prepare(
        DataSpec(train=str(write(triplets, "train.csv")), test=str(write(pairs, "test.csv"))),
        tasks.get("text_embedding"),
    )
    assert dict(ready.test.columns) == {"text": "text", "second_text": "second_text"}


def test_a_separate_file_without_the_scores_of_the_training_data_is_refused(write):
    scored = "text,second_text,score\n" + "".join(f"a {row},b {row},0.{row}\n" for row in range(20))
    pairs = "text,second_text\n" + "".join(f"d {row},e {row}\n" for row in range(5))
    data = DataSpec(train=str(write(scored, "train.csv")), test=str(write(pairs, "test.csv")))
    with pytest.raises(DataError, match="expected a column score"):
        prepare(data, tasks.get("text_embedding"))
