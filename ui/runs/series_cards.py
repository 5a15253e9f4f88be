"""The series of the workspace on the page of all runs: a card with the mean and the spread of each."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.runs import RunSummary
from studio.series import (
    MetricSpread,
    RunSeries,
    SeriesKind,
    SeriesSummary,
    forget_series,
    read_series,
    summarize_series,
)
from studio.series.summary import key_spreads
from ui import theme
from ui.runs.rows import metric_title
from ui.session import Session
from ui.text import format_number
from ui.theme import Tone
from ui.widgets import Card, Label, LabelKind
from ui.widgets.sign_button import SignButton

_MOST_CARDS = 4


class SeriesCards(QWidget):
    """Hidden while there is no series. The newest come first.

    Args:
        session: What the pages share.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # === State ===
        self._session = session
        self._cards: list[_SeriesCard] = []
        # === Layout ===
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(theme.SPACE_S)
        self.hide()

    def cards(self) -> tuple["_SeriesCard", ...]:
        """Return the cards, from top to bottom."""
        return tuple(self._cards)

    def show_series(self) -> None:
        """Show the series as they stand now."""
        runs = {run.id: run for run in self._session.runs}
        known = [
            series for series in read_series(self._session.workspace) if any(run in runs for run in series.run_ids)
        ]
        shown = known[:_MOST_CARDS]
        while len(self._cards) > len(shown):
            card = self._cards.pop()
            card.hide()
            card.deleteLater()
        while len(self._cards) < len(shown):
            card = _SeriesCard()
            card.forget.clicked.connect(partial(self._on_forget_clicked, card))
            self._cards.append(card)
            self._list.addWidget(card)
        for card, series in zip(self._cards, shown, strict=True):
            first = next(runs[run_id] for run_id in series.run_ids if run_id in runs)
            card.show_summary(summarize_series(series, runs), first)
        self.setVisible(bool(shown))

    def _on_forget_clicked(self, card: "_SeriesCard") -> None:
        if card.series is not None:
            forget_series(self._session.workspace, card.series)
        self.show_series()


class _SeriesCard(Card):
    """One series: how far it is, and its key metrics."""

    def __init__(self) -> None:
        super().__init__()
        # === State ===
        self.series: RunSeries | None = None
        # === Widgets ===
        self.name = Label(kind=LabelKind.STRONG)
        self.progress = Label(tone=Tone.MUTED)
        self.numbers = Label(is_wrapped=True)
        self.forget = SignButton("close")
        # === Layout ===
        line = QHBoxLayout()
        line.setSpacing(theme.SPACE_M)
        line.addWidget(self.name)
        line.addWidget(self.progress, 1)
        line.addWidget(self.forget)
        self.body.addLayout(line)
        self.body.addWidget(self.numbers)

    def show_summary(self, summary: SeriesSummary, first: RunSummary) -> None:
        """Show a series."""
        self.series = summary.series
        kinds = {SeriesKind.SEEDS: self.tr("%Ln seeds", None, summary.num_runs)}
        kinds[SeriesKind.FOLDS] = self.tr("%Ln folds", None, summary.num_runs)
        parts = [self.tr("{count} of {total} finished").format(count=summary.num_finished, total=summary.num_runs)]
        if summary.num_without_model:
            parts.append(self.tr("%Ln ended early", None, summary.num_without_model))
        self.name.setText(f"{summary.series.name} · {kinds[summary.series.kind]}")
        self.progress.setText(" · ".join(parts))
        infos = {info.name: info for info in first.known_task.metrics} if first.known_task is not None else {}
        shown = [
            f"{metric_title(split, infos[name])} {self._spread(spread)}"
            for split, name, spread in key_spreads(summary, first.task)
            if name in infos
        ]
        self.numbers.setText("\n".join(shown))
        self.numbers.setToolTip(self._meaning(summary.series.kind))
        self.numbers.setVisible(bool(shown))
        words = self.tr("Sum these runs up no longer; the runs stay")
        self.forget.setToolTip(words)
        self.forget.setAccessibleName(words)

    def _spread(self, spread: MetricSpread) -> str:
        mean = format_number(spread.mean)
        if spread.deviation is None:
            return mean
        text = self.tr("{mean} ± {deviation} ({least} to {most})")
        numbers = {"deviation": spread.deviation, "least": spread.least, "most": spread.most}
        shown = {name: format_number(value) for name, value in numbers.items()}
        line = text.format(mean=mean, **shown)
        if spread.margin is None:
            return line
        interval = self.tr("the mean within ± {margin}").format(margin=format_number(spread.margin))
        return f"{line}, {interval}"

    def _meaning(self, kind: SeriesKind) -> str:
        if kind is SeriesKind.SEEDS:
            return self.tr(
                "The mean of the finished runs, ± the standard deviation of single runs, the smallest and the largest. "
                "In 95 % of such series the true mean lies within the last number."
            )
        return self.tr(
            "The mean of the finished folds, ± the standard deviation of single folds, the smallest and the largest. "
            "Folds share most of their training rows: no interval for the mean can be told from them."
        )
