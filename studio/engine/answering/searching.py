"""The jobs `index` and `search`: an index over a file of the user's, built or opened, and asked."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from studio.answers import Hit, Hits
from studio.data import DataSource, guess_columns, open_source
from studio.data.reading import check_columns_exist
from studio.engine.answering.vectors import TextVectors, check_makes_vectors
from studio.engine.building.before import model_before
from studio.engine.models.model_info import ModelInfo
from studio.errors import DataError, NotFoundError, RunError
from studio.jobs import Progress
from studio.runs import RunFolder
from studio.search import SearchIndex, build_index, hash_files, index_folder, stored_indexes
from studio.spec import ReadingSpec

Report = Callable[[Progress], None]

DEFAULT_NUM_HITS = 10
# Where the data names no column for passages, that of the texts themselves is searched.
_PASSAGES, _TEXT = "second_text", "text"
_BEFORE = "before"


class Searcher:
    """A run's model that searches files.

    Args:
        run: The run.
        vectors: Its model, if it is loaded already.
        is_before: Whether it is the model as it was before fine-tuning; its indexes lie by themselves.

    Raises:
        InputError: if the model makes no vectors.
    """

    def __init__(self, run: RunFolder, vectors: TextVectors | None = None, *, is_before: bool = False) -> None:
        self._run = run
        self._is_before = is_before
        self._place = run.path / _BEFORE if is_before else run.path
        self._info = ModelInfo.read(run.model_path)
        check_makes_vectors(self._info.task)
        self._vectors = vectors
        self._opened: SearchIndex | None = None
        # What a run began with never changes; another backbone is refused when it is loaded.
        self._fingerprint = f"{_BEFORE} {run.id}" if is_before else hash_files(run.model_path)

    def vectors(self) -> TextVectors:
        """Return the model, loaded once."""
        if self._vectors is None:
            after = TextVectors(self._run.model_path)
            self._vectors = TextVectors(model_before(self._run, after.model)) if self._is_before else after
        return self._vectors

    def index(self, source: DataSource, column: str | None, report: Report, *, is_new: bool = False) -> SearchIndex:
        """Return the index of a file: the one that is there, or a new one where file or model have changed.

        Args:
            source: The file.
            column: The column with the passages; `None` guesses it.
            report: Called with the rows done.
            is_new: Whether it is built in any case.

        Raises:
            DataError: if there is no such column, or no passage in it.
        """
        column = column or self._column(source)
        check_columns_exist(source, (column,))
        folder = index_folder(self._place, source, column)
        if not is_new and (found := self._usable(folder)) is not None:
            return found
        return build_index(folder, source, column, self._fingerprint, self.vectors(), report)

    def last_index(self) -> SearchIndex:
        """Return the index that was made last, whatever became of its file.

        Raises:
            NotFoundError: if there is none yet.
            DataError: if it was made by another model.
        """
        for folder in stored_indexes(self._place):
            index = SearchIndex(folder)
            index.check(self._fingerprint)
            return index
        raise NotFoundError("There is no search index in {run} yet: name a file to search in.", run=self._run.id)

    def open(self, folder: Path) -> SearchIndex:
        """Return an index that is there; the one that was opened last stays open.

        Raises:
            NotFoundError: if there is none.
            DataError: if it was made by another model.
        """
        if self._opened is None or self._opened.folder != folder:
            index = SearchIndex(folder)
            index.check(self._fingerprint)
            self._opened = index
        return self._opened

    def search(self, index: SearchIndex, query: str, num_hits: int = DEFAULT_NUM_HITS) -> Hits:
        """Return the passages that are nearest to a query."""
        (found,) = index.search(self.vectors()([query]), num_hits)
        return Hits(tuple(Hit(hit.row, hit.text, hit.score) for hit in found))

    def _usable(self, folder: Path) -> SearchIndex | None:
        try:
            index = SearchIndex(folder)
            index.check(self._fingerprint)
        except (NotFoundError, RunError, DataError):
            return None
        return index if index.description.file_state() == "same" else None

    def _column(self, source: DataSource) -> str:
        trained = self._info.columns.get(_PASSAGES)
        if isinstance(trained, str) and source.has_column(trained):
            return trained
        guessed = guess_columns(source, self._info.task)
        for role in (_PASSAGES, _TEXT):
            if isinstance(name := guessed.get(role), str):
                return name
        raise DataError(
            "{file}: expected a column with texts to search in. Received: the columns {received}.",
            file=source.path,
            received=", ".join(source.column_names),
        )


def run_index_job(arguments: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Build the index of a file, or find that it is there.

    Args:
        arguments: `run` and `data`; `column`, `reading` and `is_new` if they are to be others; `has_before` if there is
            to be one for the model before fine-tuning as well.
        report: Called with the progress.

    Returns:
        What `describe` gives; `before` holds it for the model before fine-tuning, where that was asked for.
    """
    run = RunFolder(Path(arguments["run"]))
    searcher = Searcher(run)
    found = describe(_index(searcher, arguments, report))
    if not arguments.get("has_before"):
        return found
    before = Searcher(run, is_before=True)
    return found | {_BEFORE: describe(_index(before, arguments, report))}


def run_search_job(arguments: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """Search a file, or what was indexed last.

    Args:
        arguments: `run` and `query`; `data` and what `run_index_job` takes; `num_hits`; `is_before` if the model as it
            was before fine-tuning is to search.
        report: Called with the progress.

    Returns:
        What `describe` gives, `query` and `hits`.
    """
    searcher = Searcher(RunFolder(Path(arguments["run"])), is_before=bool(arguments.get("is_before")))
    index = searcher.last_index() if arguments.get("data") is None else _index(searcher, arguments, report)
    report(Progress("Searching"))
    hits = searcher.search(index, arguments["query"], int(arguments.get("num_hits") or DEFAULT_NUM_HITS))
    return {**describe(index), "query": arguments["query"], "hits": hits.to_json()["hits"]}


def describe(index: SearchIndex) -> dict[str, Any]:
    """Return what is worth knowing of an index, as JSON data."""
    description = index.description
    return {
        "index": str(index.folder),
        "file": description.file,
        "file_state": description.file_state(),
        "column": description.column,
        "passages": description.num_passages,
        "left_out": description.num_rows - description.num_passages,
    }


def _index(searcher: Searcher, arguments: Mapping[str, Any], report: Report) -> SearchIndex:
    source = open_source(arguments["data"], ReadingSpec(**(arguments.get("reading") or {})))
    return searcher.index(source, arguments.get("column"), report, is_new=bool(arguments.get("is_new")))
