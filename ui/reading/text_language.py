"""Which language the draft's texts are in: guessed from a sample, or said by the user."""

from PySide6.QtCore import QObject, Signal

from studio.languages import Language, LanguageGuess
from studio.spec import DataSpec
from studio.tasks import Task
from ui.jobs import IsCancelled, Report, ThreadJob

_NUM_SAMPLED = 1000


class TextLanguage(QObject):
    """Guesses in a thread.

    Attributes:
        guess: What a sample says; `None` until it was read, or where no text has a letter.
        chosen: What the user says; `None` leaves it to the guess.

    Signals:
        changed: One of them changed.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.guess: LanguageGuess | None = None
        self.chosen: Language | None = None
        self._file = ""
        self._job: ThreadJob | None = None

    @property
    def known(self) -> LanguageGuess | None:
        """What the user says, surely, else the guess."""
        if self.chosen is not None:
            return LanguageGuess(self.chosen, is_sure=True, shares=((self.chosen, 1.0),))
        return self.guess

    def choose(self, language: Language | None) -> None:
        """Take what the user says; `None` goes back to the guess."""
        if language != self.chosen:
            self.chosen = language
            self.changed.emit()

    def read(self, data: DataSpec | None, task: Task) -> None:
        """Guess anew from a data set; `None` forgets the guess. What the user said holds for its file only."""
        self.end()
        self._take(None)
        if data is not None:
            if data.train != self._file:
                self._file = data.train
                self.choose(None)
            self._job = ThreadJob(lambda report, is_cancelled: _guess(data, task, report, is_cancelled))
            self._job.finished.connect(self._take)
            # A file that changed is told with its profile.
            self._job.failed.connect(lambda _error: None)
            self._job.start()

    def end(self) -> None:
        """End what is at work."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _take(self, guess: LanguageGuess | None) -> None:
        if guess != self.guess:
            self.guess = guess
            self.changed.emit()


def _guess(data: DataSpec, task: Task, report: Report, is_cancelled: IsCancelled) -> LanguageGuess | None:
    # DuckDB takes a while to load: that happens here, in the thread.
    from studio.data import guess_columns, input_columns, open_part, sample_texts
    from studio.languages import guess_language

    source = open_part(data)
    inputs = input_columns(task, data.columns or guess_columns(source, task))
    return guess_language(sample_texts(source, inputs, _NUM_SAMPLED, is_cancelled)) if inputs else None
