"""A table's header in which each column can be given a role."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QWheelEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QWidget

from studio.columns import Columns, names_of, roles_of
from studio.tasks import Role
from ui import theme
from ui.data.preview_model import PreviewModel
from ui.text import studio_text
from ui.theme import Tone, color

_NAME_HEIGHT = 26
_COMBO_HEIGHT = 28
_HEIGHT = _NAME_HEIGHT + _COMBO_HEIGHT + 3 * theme.SPACE_XS
_SIDE = theme.SPACE_S
_LEAST_WIDTH = 124


class RoleHeader(QHeaderView):
    """Shows above each column its name, its kind and a choice of what it is used for.

    A role is played by one column: choosing it elsewhere takes it from the column that had it. One that takes several
    has each column that it is chosen for. Roles of another layout than the chosen one's are given up.

    Args:
        model: The table's model.

    Signals:
        roles_changed: The new mapping of role to column name, when the user chose.
    """

    roles_changed = Signal(object)

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        # === State ===
        self._model = model
        self._roles: tuple[Role, ...] = ()
        self._columns: dict[str, str | list[str]] = {}
        # === Widgets ===
        self._combos: list[_RoleCombo] = []
        # === Layout ===
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(_LEAST_WIDTH)
        # === Signals ===
        model.modelReset.connect(self._rebuild)
        self.sectionResized.connect(self._place_combos)
        self.geometriesChanged.connect(self._place_combos)

    @property
    def columns(self) -> dict[str, str | list[str]]:
        """Which column plays which role."""
        return dict(self._columns)

    def set_roles(self, roles: tuple[Role, ...]) -> None:
        """Offer these roles."""
        if roles != self._roles:
            self._roles = roles
            self._rebuild()

    def show_columns(self, columns: Columns) -> None:
        """Show which column plays which role, in silence."""
        self._columns = dict(columns)
        roles = roles_of(columns)
        for section, combo in enumerate(self._combos):
            combo.show_role(roles.get(self._model.column_name(section), ""))

    def combo(self, section: int) -> QComboBox:
        """Return the choice above a column."""
        return self._combos[section]

    def least_width(self, section: int) -> int:
        """Return the width that shows what a column is used for in full, in pixels."""
        return max(_LEAST_WIDTH, self._combos[section].shown_width() + 2 * _SIDE)

    def retranslate(self) -> None:
        """Take the words of another language."""
        for section, combo in enumerate(self._combos):
            combo.retranslate()
            name = self._model.column_name(section)
            combo.setAccessibleName(self.tr("Use of the column {column}").format(column=name))
        self.viewport().update()

    # === QHeaderView ===

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return a size with room for the name and the choice."""
        return QSize(super().sizeHint().width(), _HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Draw the name and, muted behind it, the kind of a column."""
        painter.save()
        painter.fillRect(rect, color("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("border"))
        line = QRect(rect.left() + _SIDE, rect.top(), rect.width() - 2 * _SIDE, _NAME_HEIGHT + theme.SPACE_XS)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.strong_font())
        metrics = QFontMetrics(painter.font())
        name = metrics.elidedText(self._model.column_name(section), Qt.TextElideMode.ElideRight, line.width())
        painter.setPen(color(Tone.TEXT))
        painter.drawText(line, flags, name)
        rest = line.adjusted(metrics.horizontalAdvance(name) + theme.SPACE_S, 0, 0, 0)
        painter.setFont(theme.body_font())
        painter.setPen(color(Tone.MUTED))
        kind = self._kind_name(self._model.column_kind(section))
        if QFontMetrics(painter.font()).horizontalAdvance(kind) <= rest.width():
            painter.drawText(rest, flags, kind)
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Keep the choices above their columns when the table is scrolled."""
        result = super().viewportEvent(event)
        if event.type() in (QEvent.Type.Paint, QEvent.Type.Resize):
            self._place_combos()
        return result

    # === Choices ===

    def _rebuild(self) -> None:
        for combo in self._combos:
            combo.hide()
            combo.deleteLater()
        self._combos = [self._make_combo(section) for section in range(self._model.columnCount())]
        # They come last otherwise, because they are made last.
        before: QWidget = self.parentWidget() or self
        for combo in self._combos:
            QWidget.setTabOrder(before, combo)
            before = combo
        self.show_columns(self._columns)
        self.retranslate()
        self._place_combos()

    def _make_combo(self, section: int) -> "_RoleCombo":
        combo = _RoleCombo(self._roles, self.viewport())
        combo.activated.connect(lambda _index, section=section: self._on_combo_activated(section))
        combo.show()
        return combo

    def _on_combo_activated(self, section: int) -> None:
        column, chosen = self._model.column_name(section), str(self._combos[section].currentData())
        columns = self._with(column, chosen)
        if columns != self._columns:
            self.show_columns(columns)
            self.roles_changed.emit(columns)

    def _with(self, column: str, chosen: str) -> dict[str, str | list[str]]:
        """Return the roles once a column plays the chosen one; an empty name is no role."""
        by_name = {role.name: role for role in self._roles}
        role = by_name.get(chosen)
        found: dict[str, str | list[str]] = {}
        for name, other in by_name.items():
            kept = [entry for entry in names_of(self._columns, name) if entry != column]
            if role is not None and (name == chosen and not role.takes_several):
                kept = []
            if role is not None and role.layout and other.layout not in ("", role.layout):
                kept = []
            if name == chosen:
                kept.append(column)
            if kept:
                found[name] = kept[0] if len(kept) == 1 else kept
        return found

    def _place_combos(self) -> None:
        for section, combo in enumerate(self._combos):
            left = self.sectionViewportPosition(section) + _SIDE
            width = self.sectionSize(section) - 2 * _SIDE
            combo.setGeometry(left, _NAME_HEIGHT + theme.SPACE_XS, min(width, 220), _COMBO_HEIGHT)

    def _kind_name(self, kind: str) -> str:
        return {
            "text": self.tr("text"),
            "number": self.tr("number"),
            "boolean": self.tr("yes or no"),
            "time": self.tr("time"),
            "nested": self.tr("nested"),
        }.get(kind, kind)


class _RoleCombo(QComboBox):
    def __init__(self, roles: tuple[Role, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._roles = roles
        for name in ("", *(role.name for role in roles)):
            self.addItem("", name)
        self.retranslate()

    def retranslate(self) -> None:
        self.setItemText(0, self.tr("not used"))
        for index, role in enumerate(self._roles, start=1):
            self.setItemText(index, studio_text(role.label))
            self.setItemData(index, studio_text(role.help), Qt.ItemDataRole.ToolTipRole)

    def show_role(self, role: str) -> None:
        self.setCurrentIndex(max(0, self.findData(role)))
        palette = self.palette()
        for name in (palette.ColorRole.Text, palette.ColorRole.ButtonText):
            palette.setColor(name, color(Tone.ACCENT if role else Tone.MUTED))
        self.setPalette(palette)

    def shown_width(self) -> int:
        """Return the width that shows the chosen role in full."""
        texts = [self.itemText(index) for index in range(self.count())]
        advance = self.fontMetrics().horizontalAdvance
        longest = max(advance(text) for text in texts)
        return self.sizeHint().width() - longest + advance(self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the table: a scroll must not change what a column means."""
        event.ignore()
