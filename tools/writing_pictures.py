"""Pictures of tasks that write: a tiny model from scratch, which knows the first rows of a sample by heart."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from task_pictures import TaskPicture, Wait

from studio.processes import child_environment
from studio.samples import sample

_ARCHITECTURE = {
    "num_layers": 2,
    "num_heads": 4,
    "hidden_dim": 128,
    "intermediate_dim": 256,
    "max_sequence_length": 128,
    "vocabulary_size": 1500,
    "tokenizer": "wordpiece",
    "dropout": 0.0,
}


@dataclass(frozen=True, slots=True)
class WritingPicture(TaskPicture):
    """The playground with a text that was written.

    Attributes:
        kind: The kind of the backbone.
        num_lines: So many lines of the sample are learned.
        epochs: How often.
        data: More of the part `data` of the run's specification.
        settings: What the run sets for its task.
        chosen: Where the text cursor is put in the text: the token there is looked into.
    """

    kind: str = "encoder_decoder"
    num_lines: int = 31
    epochs: int = 90
    data: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    chosen: int = 0

    @property
    def places(self) -> tuple[str, ...]:
        """There is no more than the playground."""
        return ("playground",)

    def prepare(self, folder: Path) -> None:
        """Fit the run, where the folder has none."""
        place = folder.absolute() / self.row
        if (place / "workspace").is_dir():
            return
        place.mkdir(parents=True, exist_ok=True)
        source = sample(self.task).path
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)[: self.num_lines]
        rows = place / source.name
        rows.write_text("".join(lines), encoding="utf-8")
        spec = {
            "task": self.task,
            "backbone": {"architecture": {"kind": self.kind, **_ARCHITECTURE}},
            # Measured on what is learned, so that the model that is kept is the last one.
            "data": {"train": str(rows), "validation": str(rows), **self.data},
            "fit": {"epochs": self.epochs, "batch_size": 8, "learning_rate": 2e-3},
            "settings": {"written_rows": 2, **self.settings},
        }
        (place / "run.json").write_text(json.dumps(spec), encoding="utf-8")
        command = [sys.executable, "-m", "studio", "fit", str(place / "run.json"), "--workspace"]
        subprocess.run([*command, str(place / "workspace")], env=child_environment(), check=True)

    def show(self, window: Any, wait: Wait) -> None:
        """Open the run, have it write, and look into a token."""
        session = window.session
        wait(lambda: bool(session.runs))
        run = session.workspace.run(session.runs[0].id)
        session.choose_run(run)
        session.rename_run(run, sample(self.task).title)
        page = window.page("playground")
        session.show_page("playground")
        answers: list[object] = []
        page.client.answered.connect(answers.append)
        box = self._chat(page, wait) if session.workspace.run(run.id).spec().task.converses else self._write(page)
        wait(lambda: bool(answers) and not page.client.waiting)
        if page.writing_panel.isVisible():
            wait(page.writing_panel.source_view.card.isVisible)
        editor = box.text.editor
        cursor = editor.textCursor()
        cursor.setPosition(self.chosen)
        editor.setTextCursor(cursor)

    def _write(self, page: Any) -> Any:
        page.writing_panel.boxes.set_inputs(self.inputs)
        page.writing_panel.write()
        return page.writing_panel.writings[False]

    def _chat(self, page: Any, wait: Wait) -> Any:
        """Say one thing after the other, and return the last answer."""
        panel = page.chat_panel
        for text in self.inputs.values():
            panel.input.editor.setPlainText(text)
            panel.send()
            wait(lambda: not page.client.waiting)
        return panel.views[-1].boxes[False]


WRITING_PICTURES = (
    WritingPicture(
        "translation",
        "translation",
        "translation",
        {"source": "Yes, you would even cast lots for the fatherless, and make merchandise of your friend."},
        settings={"source_length": 64, "target_length": 64, "generation": {"max_new_tokens": 40}},
        chosen=25,
    ),
    WritingPicture(
        "chat",
        "chat",
        "chat",
        {"first": "What is AI?", "second": "Are you sentient?"},
        kind="decoder",
        num_lines=60,
        epochs=25,
        data={"sequence_length": 96},
        settings={"generation": {"max_new_tokens": 32}},
        chosen=5,
    ),
)
