import subprocess
import sys

import numpy as np
import pytest

from studio import tasks
from studio.data import LeftOut, open_source, read_profile
from studio.data.histogram import make_histogram
from studio.jobs import CancelledError, Progress

TASK = tasks.get("text_classification")


def profile_of(path):
    return read_profile(open_source(path), TASK, {})


def test_a_profile_counts_rows_labels_and_lengths(write):
    profile = profile_of(write("text,label\none two three,b\nfour,a\n十分好看 ok,b\nfive  six\tseven,a\nend. ,b\n"))
    assert profile.num_rows == 5
    assert [(label.label, label.count, label.first_row) for label in profile.labels] == [("b", 3, 1), ("a", 2, 2)]
    assert profile.words.max == 5
    assert profile.words.mean == pytest.approx((3 + 1 + 5 + 3 + 1) / 5)
    assert profile.characters.max == 15
    assert sum(profile.characters.counts) == 5


def test_words_are_parted_by_any_space(write):
    profile = profile_of(write("text,label\none\u00a0two\u202fthree,b\n五\u3000six,a\n"))
    assert (profile.words.max, profile.words.mean) == (3, 2.5)


def test_a_profile_counts_missing_duplicate_and_contradicting_rows(write):
    profile = profile_of(write("text,label\nsame,a\nsame,a\nother,a\nother,b\n,a\nlast,\nfine,b\n  same,b\n"))
    assert profile.left_out == LeftOut(no_text=1, no_label=1)
    assert profile.num_duplicates == 3
    assert profile.num_conflicts == 2
    levels = [finding.level for finding in profile.findings]
    assert levels == sorted(levels, key=("error", "warning", "info").index)
    messages = [str(finding.message) for finding in profile.findings]
    assert any(
        "column text: rows without a text are left out (1 in all, the first is row 5)" in message
        for message in messages
    )
    assert any(
        "column label: rows without a label are left out (1 in all, the first is row 6)" in message
        for message in messages
    )
    assert any("row 2, column text: this text occurred before (3 such rows" in message for message in messages)
    assert any("row 1, column text: this text has different labels (2 such" in message for message in messages)


def test_labels_are_compared_as_text_without_blanks_around_them(write):
    profile = profile_of(write('{"text": "a", "label": 1}\n{"text": "b", "label": " 1 "}\n', "a.jsonl"))
    assert [(label.label, label.count) for label in profile.labels] == [("1", 2)]


def test_labels_that_differ_in_case_only_are_a_warning(write):
    rows = "".join(f"text {row},{('Good', 'good')[row % 2]}\n" for row in range(40))
    (finding,) = profile_of(write("text,label\n" + rows)).findings
    assert finding.level == "warning"
    assert '"good" and "Good" differ in case only' in str(finding.message)


@pytest.mark.parametrize(("num_rare", "words"), [(5, "hardly learned"), (12, "look at macro F1")])
def test_a_rare_class_is_a_warning(write, num_rare, words):
    rows = "".join(f"text {row},{'rare' if row < num_rare else 'common'}\n" for row in range(300))
    (finding,) = profile_of(write("text,label\n" + rows)).findings
    assert finding.level == "warning"
    assert words in str(finding.message)


def test_a_label_column_with_too_many_values_is_an_error_not_a_flood(write):
    rows = "".join(f"text {row},{row}\n" for row in range(10_050))
    profile = read_profile(open_source(write("text,label\n" + rows)), TASK, {"text": "text", "label": "label"})
    assert profile.findings[0].level == "error"
    assert "at most 10000 classes" in str(profile.findings[0].message)
    assert len(profile.labels) == 10_001


def test_reading_can_be_cancelled(write):
    rows = "".join(f"some words to count again and again {row},{row % 2}\n" for row in range(400_000))
    source = open_source(write("text,label\n" + rows))
    with pytest.raises(CancelledError):
        read_profile(source, TASK, {}, is_cancelled=lambda: True)


def test_reading_a_folder_reports_its_files(tmp_path):
    for label in ("good", "bad"):
        (tmp_path / label).mkdir()
        for number in range(300):
            (tmp_path / label / f"{number}.txt").write_text(f"text {label} {number}")
    seen = []
    read_profile(open_source(tmp_path), TASK, {}, on_progress=seen.append)
    assert Progress(f"Reading {tmp_path.name}", 500, 600) in seen


def test_a_histogram_covers_all_lengths_and_keeps_the_long_tail_in_its_last_bin():
    lengths, counts = np.unique(np.r_[np.arange(1, 1000), 50_000], return_counts=True)
    histogram = make_histogram(lengths, counts)
    assert sum(histogram.counts) == 1000
    assert len(histogram.edges) == len(histogram.counts) + 1 <= 36
    assert histogram.edges[-1] == 50_001
    assert (histogram.median, histogram.p95, histogram.max) == (500.0, 950.0, 50_000)
    assert (np.diff(histogram.edges)[:-1] == histogram.edges[1]).all()


def test_a_histogram_of_nothing_is_empty():
    assert make_histogram(np.zeros(0, np.int64), np.zeros(0, np.int64)).counts == (0,)


def test_reading_reports_its_progress_and_prints_nothing(write):
    rows = "".join(f"some words to count again and again {row},{row % 2}\n" for row in range(1_500_000))
    path = write("text,label\n" + rows)
    code = (
        "import sys\n"
        "from studio import tasks\n"
        "from studio.data import LeftOut, open_source, read_profile\n"
        "seen = []\n"
        "read_profile(open_source(sys.argv[1]), tasks.get('text_classification'), {}, on_progress=seen.append)\n"
        "done = [progress.done for progress in seen]\n"
        "assert done == sorted(done) and 0 < done[-1] <= 100, done\n"
        "assert {progress.total for progress in seen} == {100}\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout == done.stderr == ""


def test_rare_classes_are_counted_and_the_rarest_are_named(write):
    counts = {"common": 100, "other": 12} | {f"rare {number}": number for number in range(2, 9)}
    rows = [f"{label} text {row},{label}\n" for label, count in counts.items() for row in range(count)]
    profile = profile_of(write("text,label\n" + "".join(rows)))
    (finding,) = profile.findings
    assert finding.count == 7
    assert str(finding.message).endswith(
        "7 of 9 classes have fewer than 10 rows and are hardly learned: "
        '"rare 2" (2), "rare 3" (3), "rare 4" (4), "rare 5" (5), "rare 6" (6), ….'
    )
    assert [entry.label for entry in profile.rare_labels] == [f"rare {number}" for number in range(2, 9)]


def test_the_share_of_the_most_frequent_class_is_what_always_answering_it_would_score(write):
    rows = "".join(f"text {row},{'ab'[row % 4 == 0]}\n" for row in range(100))
    assert profile_of(write("text,label\n" + rows)).majority_fraction == 0.75
