"""A newcomer's first minute with files as people have them, from the menu of the page Data to a sound Start button."""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel

from tests.ui.test_every_page import cut_labels, settle
from tools.journey_files import LABEL_GAP, TEXT_GAP, TOPICS, write_class_folders, write_semicolons, write_workbook

PATIENCE_MS = 120_000
JOURNEY = ("data", "backbone", "fine_tune")
SIZES = ((1024, 700), (1280, 860))
SEVERAL_WORDS = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


@dataclass(frozen=True)
class Newcomer:
    """Uses the window by its menus and buttons, and reads what stands there."""

    window: Any
    qtbot: Any
    monkeypatch: Any

    @property
    def session(self):
        return self.window.session

    @property
    def data(self):
        return self.window.page("data").view

    def open(self, path):
        asked = "getExistingDirectory" if path.is_dir() else "getOpenFileName"
        answer = str(path) if path.is_dir() else (str(path), "")
        self.monkeypatch.setattr(QFileDialog, asked, lambda *_: answer)
        page = self.window.page("data")
        page._menu.aboutToShow.emit()
        next(action for action in page._menu.actions() if action.text() == action_name(path)).trigger()
        self.wait(lambda: self.is_loaded(path))

    def is_loaded(self, path):
        data, session = self.session.draft.data, self.session
        is_it = data is not None and str(path) in (data.train, data.train.removesuffix("/train"))
        return is_it and session.profile is not None and self.window.page("data").opener.jobs.is_over()

    def click(self, text):
        self.wait(lambda: self.button(text) is not None)
        self.qtbot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def button(self, text):
        buttons = self.window.findChildren(QAbstractButton)
        return next((it for it in buttons if it.isVisible() and it.isEnabled() and it.text() == text), None)

    def wait(self, is_ready):
        self.qtbot.waitUntil(is_ready, timeout=PATIENCE_MS)

    def figures(self):
        """What the card of the rows says: rows, left out, duplicates."""
        return [figure.accessibleName() for figure in self.data.rows._figures]

    def parts(self):
        """The rows of training, validation and test."""
        return [part._rows.text().split(" ·")[0] for part in self.data.split._parts]

    def sees(self, text):
        self.wait(lambda: text in " | ".join(sorted(self.texts())))

    def texts(self):
        labels = self.window.findChildren(QLabel) + self.window.findChildren(QAbstractButton)
        # Long names may break between their letters.
        return {label.text().replace("\u200b", "") for label in labels if label.isVisible() and label.text()}

    def goes_on_to_start(self):
        self.click("Next: backbone")
        self.click("Next: fine-tune")
        self.wait(lambda: self.button("Start") is not None)
        self.sees("examples.")


def action_name(path):
    return "Open folder…" if path.is_dir() else "Open file…"


@pytest.fixture
def newcomer(studio, qtbot, monkeypatch):
    studio.show()
    qtbot.waitExposed(studio.window)
    newcomer = Newcomer(studio.window, qtbot, monkeypatch)
    newcomer.wait(lambda: studio.window.session.profile is not None)
    return newcomer


def test_the_first_window_says_that_it_shows_a_sample(newcomer):
    newcomer.sees("This is a sample.")


def test_a_workbook_with_a_title_and_blank_cells(newcomer, tmp_path):
    newcomer.open(write_workbook(tmp_path))
    newcomer.sees("Read as: header in row 3 · sheet Articles")
    assert newcomer.data.table.role_header.columns == {"text": "Introduction", "label": "Topic"}
    num_rows = 360
    num_without_text, num_without_label = num_rows // TEXT_GAP, num_rows // LABEL_GAP
    left_out = num_without_text + num_without_label
    assert newcomer.figures() == [f"Rows: {num_rows}", f"Left out: {left_out}", "Duplicates: 0"]
    assert newcomer.parts() == ["276 rows", "35 rows", "35 rows"]
    assert num_rows - left_out == 276 + 35 + 35

    line = newcomer.data.findings.line("no_text")
    newcomer.qtbot.mouseClick(line.rows_button, Qt.MouseButton.LeftButton)
    newcomer.wait(lambda: newcomer.data.bar.isVisible())
    model = newcomer.data.table.preview_model
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["no value"] * num_without_text
    newcomer.click("Back to all rows")
    assert model.rowCount() == 200

    newcomer.goes_on_to_start()
    newcomer.sees("over 276 examples.")
    newcomer.sees("70 examples are held back to measure on.")
    newcomer.sees(f"articles.xlsx · {num_rows} rows · {left_out} left out · {len(TOPICS)} classes")


def test_a_table_in_windows_1252_with_semicolons(newcomer, tmp_path):
    newcomer.open(write_semicolons(tmp_path))
    newcomer.sees("Read as: Windows-1252 · semicolon · header in row 1")
    assert newcomer.data.table.role_header.columns == {"text": "text", "label": "topic"}
    model = newcomer.data.table.preview_model
    shown = "".join(str(model.index(row, 1).data()) for row in range(model.rowCount()))
    assert {"é", "–"} <= set(shown)
    assert "\ufffd" not in shown
    assert newcomer.figures() == ["Rows: 360", "Left out: 0", "Duplicates: 0"]
    newcomer.goes_on_to_start()
    newcomer.sees("over 288 examples.")


def test_a_folder_with_train_and_test_above_class_folders(newcomer, tmp_path):
    newcomer.open(write_class_folders(tmp_path, num_train=30, num_test=10))
    newcomer.wait(lambda: newcomer.session.draft.data.test is not None)
    newcomer.sees("Remove test")
    newcomer.sees("The folder holds parts: train is learned from; what is measured on: test.")
    newcomer.sees("unsup holds 30 texts without a label; they are not among the rows.")
    newcomer.sees("the files beside the class folders are not read (urls_train.txt).")
    assert newcomer.figures() == ["Rows: 120", "Left out: 0", "Duplicates: 0"]
    assert newcomer.parts() == ["108 rows", "12 rows", "40 rows"]
    newcomer.goes_on_to_start()
    newcomer.sees("over 108 examples.")
    newcomer.sees(f"encyclopedia/train · 120 rows · {len(TOPICS)} classes")


@pytest.mark.parametrize("write", [write_workbook, write_semicolons, write_class_folders])
def test_a_first_journey_is_whole_in_narrow_windows_and_has_no_english_in_chinese(newcomer, tmp_path, write):
    newcomer.open(write(tmp_path))
    window, look = newcomer.window, newcomer.session.look
    shown, cut = {}, {}
    for language in ("en", "zh_CN"):
        look.set_language(language)
        shown[language] = set()
        for size in SIZES:
            window.resize(*size)
            for page in JOURNEY:
                newcomer.session.show_page(page)
                settle(window)
                shown[language] |= newcomer.texts()
                cut[language, size, page] = cut_labels(window)
    assert {place: labels for place, labels in cut.items() if labels} == {}
    same = {text for text in shown["en"] & shown["zh_CN"] if SEVERAL_WORDS.search(text)}
    assert {text for text in same if text not in (*TOPICS, "Fettle Studio")} == set()
