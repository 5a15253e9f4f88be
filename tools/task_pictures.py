"""What the pictures of the tasks show: a sample, a run of it, and something to ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio import tasks
from studio.samples import sample

Wait = Callable[[Callable[[], bool]], None]

# What a picture's name ends in, and the page that it shows.
PLACES = {"data": "data", "results": "monitor", "playground": "playground"}


@dataclass(frozen=True, slots=True)
class TaskPicture:
    """The pictures of one task.

    Attributes:
        name: What their names begin with.
        row: The row of `benchmarks/tasks.py` whose run is shown.
        inputs: What is asked in the playground; of an embedding the query of a search in its sample.
    """

    name: str
    task: str
    row: str
    inputs: Mapping[str, str]

    @property
    def places(self) -> tuple[str, ...]:
        """What the names of its pictures end in."""
        return tuple(PLACES)

    def prepare(self, folder: Path) -> None:
        """See to it that a folder has the run: by default it must be there."""

    def show(self, window: Any, wait: Wait) -> None:
        """Open the sample, the run, and the answer."""
        session = window.session
        found = sample(self.task)
        session.set_task(tasks.get(self.task))
        window.page("data").open_path(found.path)
        wait(lambda: session.draft.data is not None and session.draft.data.train == str(found.path))
        wait(lambda: session.profile_progress is None and session.profile is not None)
        wait(lambda: bool(session.runs))
        run = session.workspace.run(session.runs[0].id)
        session.choose_run(run)
        session.rename_run(run, found.title)
        page = window.page("playground")
        session.show_page("playground")
        if "query" in self.inputs:
            self._search(page.search_panel, found.path, wait)
        else:
            self._ask(page, wait)

    def _ask(self, page: Any, wait: Wait) -> None:
        answers: list[object] = []
        page.client.answered.connect(answers.append)
        page.text_panel.boxes.set_inputs(self.inputs)
        page.text_panel.ask_and_keep()
        wait(lambda: bool(answers))

    def _search(self, panel: Any, path: Path, wait: Wait) -> None:
        hits: list[object] = []
        panel.client.found.connect(hits.append)
        panel.open_path(path)
        wait(lambda: panel.column.count() > 0)
        panel.build_index()
        wait(panel.search_button.isVisible)
        panel.query.setText(self.inputs["query"])
        panel.search()
        wait(lambda: bool(hits))


PICTURES = (
    TaskPicture(
        "text-pairs",
        "text_pair_classification",
        "record_pairs",
        {
            "text": "Dynamic Information Visualization; Yannis E. Ioannidis; 1996",
            "second_text": "Dynamic information visualization; Y. Ioannidis; 1996",
        },
    ),
    TaskPicture(
        "several-labels",
        "multilabel_classification",
        "fields_of_work",
        {
            "text": "Her notes on the Analytical Engine hold what is often called the first program, and she thought "
            "that such an engine might compose music. Her father was the poet Lord Byron."
        },
    ),
    TaskPicture(
        "numbers",
        "text_regression",
        "years",
        {"text": "The railway joined the port to the mines and was the first in the country to carry passengers."},
    ),
    TaskPicture(
        "token-classification",
        "token_classification",
        "addresses",
        {"text": "The White House, 1600 Pennsylvania Avenue NW, Washington, DC 20500"},
    ),
    TaskPicture(
        "questions",
        "extractive_qa",
        "birth_dates",
        {
            "question": "Quand est né Victor Hugo ?",
            "context": "Victor Hugo est un poète, dramaturge et écrivain romantique français, né le 26 février 1802 "
            "à Besançon et mort le 22 mai 1885 à Paris.",
        },
    ),
    TaskPicture("search", "text_embedding", "verse_search", {"query": "a lamp that shows the way"}),
)
