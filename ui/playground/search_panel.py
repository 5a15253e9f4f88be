"""Search a file by meaning: choose it and its column, have it indexed once, then ask."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.columns import names_of
from studio.errors import StudioError
from studio.jobs import Progress, Result
from studio.runs import RunFolder
from ui import theme
from ui.inference.search_client import Search, SearchClient, SearchFound
from ui.jobs import ProcessJob
from ui.playground.asked_file import AskedFile
from ui.playground.search_hits import SearchHitsCard
from ui.reading.data_reading import Opening
from ui.theme import Tone
from ui.tips import plain_tip
from ui.widgets import Button, ButtonKind, Label

_NUM_HITS = 10
_BEFORE = "before"
_PASSAGES = ("second_text", "text")


class SearchPanel(AskedFile):
    """Searches a file with the model of a run."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

        # === State ===
        self.client = SearchClient(self)
        self._index: dict[str, Any] | None = None

        # === Widgets ===
        self._column_name = Label(tone=Tone.MUTED)
        self.column = QComboBox()
        self.index_button = Button(kind=ButtonKind.PRIMARY, icon_name="play")
        self.query = QLineEdit()
        self.search_button = Button(kind=ButtonKind.PRIMARY, icon_name="magnify")
        self._state = Label(tone=Tone.MUTED, is_wrapped=True)
        self.before = QCheckBox()
        self.hits_card = SearchHitsCard()

        # === Layout ===
        named = QHBoxLayout()
        named.addWidget(self._file, 1)
        named.addWidget(self._change)
        row = QHBoxLayout()
        for widget in (self._column_name, self.column, self.index_button):
            row.addWidget(widget)
        row.addStretch(1)
        asked = QHBoxLayout()
        asked.addWidget(self.query, 1)
        asked.addWidget(self.search_button)
        self._card.body.addLayout(named)
        self._card.body.addWidget(self.reading)
        self._card.body.addLayout(row)
        self._card.body.addWidget(self.before)
        self._card.body.addWidget(self._progress)
        self._card.body.addLayout(asked)
        self._card.body.addWidget(self._state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_M)
        for part in (self._zone, self._error_card, self.encoding_choice, self._card, self.hits_card):
            layout.addWidget(part)
        layout.addStretch(1)
        self.column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        # === Signals ===
        self.before.toggled.connect(self._on_before_toggled)
        self.column.activated.connect(self._on_column_activated)
        self.index_button.clicked.connect(self.build_index)
        self._error_card.activated.connect(self._error_card.clear)
        self.query.returnPressed.connect(self.search)
        self.search_button.clicked.connect(self.search)
        self.client.found.connect(self._on_client_found)
        self.client.failed.connect(self._on_failed)
        self._show_all()

    # === Choosing ===

    def set_run(self, run: RunFolder | None) -> None:
        """Take the model of another run."""
        self.cancel()
        self.client.close()
        self._run, self._index = run, None
        self.hits_card.clear()
        self._show_all()

    def choose_file(self) -> None:
        """Ask for a file."""
        self._opener.choose(self, self.tr("Open the file to search in"))

    def _on_opened(self, opening: Opening) -> None:
        self._index = None
        self.hits_card.clear()
        self._error_card.clear()
        trained = self._run.spec().data.columns if self._run is not None else {}
        names = [name for role in _PASSAGES for found in (trained, opening.columns) for name in names_of(found, role)]
        chosen = next((name for name in names if opening.source.has_column(name)), "")
        self.column.clear()
        self.column.addItems(opening.source.column_names)
        self.column.setCurrentIndex(max(0, self.column.findText(chosen)))
        self._show_all()

    def _on_column_activated(self) -> None:
        self._index = None
        self.hits_card.clear()
        self._show_all()

    def _on_before_toggled(self, is_on: bool) -> None:
        self.hits_card.clear()
        if is_on and self._index is not None and _BEFORE not in self._index:
            self.build_index()
        else:
            self.search()

    # === Working ===

    def build_index(self) -> None:
        """Index the file, or find that this was done."""
        if self._run is None or self._opening is None or self._job is not None:
            return
        arguments = {
            "run": str(self._run.path),
            "data": str(self._opening.source.path),
            "column": self.column.currentText(),
            "reading": self._opening.reading.model_dump(),
            "has_before": self.before.isChecked(),
        }
        self._error_card.clear()
        self._job = ProcessJob("index", arguments, self)
        self._job.progressed.connect(self._progress.set_progress)
        self._job.finished.connect(self._on_job_finished)
        self._job.failed.connect(self._on_failed)
        self._progress.set_progress(Progress("Loading the model"))
        self._job.start()
        self._show_all()

    def search(self) -> None:
        """Ask for what is written."""
        query = self.query.text().strip()
        if self._run is None or self._index is None or not query:
            return
        self._error_card.clear()
        indexes = {False: self._index} | ({True: self._index[_BEFORE]} if self._compares() else {})
        self.client.ask(
            self._run.model_path,
            *(
                Search(Path(index["index"]), query, _NUM_HITS, is_before=is_before)
                for is_before, index in indexes.items()
            ),
        )
        self._show_all()

    def _compares(self) -> bool:
        """Return whether the model before fine-tuning searches as well."""
        return self.before.isChecked() and self._index is not None and _BEFORE in self._index

    def cancel(self) -> None:
        """End the indexing; what was there before stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._show_all()

    def end(self) -> None:
        """End all processes because the window is closed."""
        self.client.close()
        if self._job is not None:
            self._job.end()

    def _on_job_finished(self, result: Result) -> None:
        self._job, self._index = None, result.value
        self._show_all()
        self.query.setFocus()
        self.search()

    def _on_client_found(self, found: SearchFound) -> None:
        if not found.search.is_before and not self._compares():
            self.hits_card.clear()
        self.hits_card.show_hits(found.hits, is_before=found.search.is_before)
        self._show_all()

    def _on_open_failed(self, error: StudioError) -> None:
        self._on_failed(error)

    def _on_failed(self, error: StudioError) -> None:
        self._job = None
        self._error_card.show_error(error, self.tr("Your file is as it was."), self.tr("Close"))
        self._show_all()

    # === Showing ===

    def retranslate(self) -> None:
        """Take the words of another language."""
        super().retranslate()
        self._card.set_title(self.tr("Search a file by meaning"))
        self._column_name.setText(self.tr("Column with the passages"))
        self.column.setAccessibleName(self._column_name.text())
        self.index_button.setText(self.tr("Index the file"))
        self.query.setPlaceholderText(self.tr("What are you looking for?"))
        self.query.setAccessibleName(self.query.placeholderText())
        self.search_button.setText(self.tr("Search"))
        self.before.setText(self.tr("Beside it, the model before fine-tuning"))
        self.before.setToolTip(
            self.tr("The backbone as it was before fine-tuning searches too. The file is indexed once more for it.")
        )
        self.hits_card.retranslate()
        self._show_all()

    def _show_all(self) -> None:
        opening, index, is_busy = self._opening, self._index, self._job is not None
        self._zone.setVisible(opening is None)
        self._card.setVisible(opening is not None)
        self._progress.setVisible(is_busy)
        self.index_button.setVisible(index is None and not is_busy)
        for widget in (self.column, self._change, self.reading, self.before):
            widget.setEnabled(not is_busy)
        self.query.setVisible(index is not None)
        self.search_button.setVisible(index is not None)
        if opening is not None:
            self._file.setText(opening.source.path.name)
            self._file.setToolTip(plain_tip(str(opening.source.path)))
        self._state.setText(self._state_words())

    def _state_words(self) -> str:
        if self.client.is_busy():
            return self.tr("Searching…")
        if self._index is None:
            return self.tr("The file is indexed once; the index is kept with the run.")
        return self.tr("%Ln passages are indexed.", None, int(self._index["passages"]))
