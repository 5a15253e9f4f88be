"""The format of SQuAD 1.1 and 2.0: articles with paragraphs, and questions on each of them, made into rows.

    {"version": …, "data": [{"title": …, "paragraphs": [{"context": …, "qas": [
        {"id": …, "question": …, "answers": [{"text": …, "answer_start": …}], "is_impossible": false}]}]}]}

A row holds one question with its context. Several different answers are lists; a question that cannot be answered has
none. The answers that SQuAD 2.0 calls plausible are wrong ones, and are left out.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from studio.errors import DataError

KEY = "data"


def is_article(value: object) -> bool:
    """Return whether a value looks like an article of SQuAD."""
    return isinstance(value, dict) and isinstance(value.get("paragraphs"), list)


def rows(path: Path, articles: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """Yield the questions of articles as rows: `question`, `context`, `answer`, `answer_start`, `id`, `title`.

    Raises:
        DataError: if something is not laid out as in SQuAD; names the article, the paragraph and the question.
    """
    article, num_rows = 0, 0
    for article, value in enumerate(articles, start=1):
        if not is_article(value):
            raise DataError(
                "{file}, article {article}: expected an object with a list of paragraphs. Received: {received}.",
                file=path,
                article=article,
                received=_named(value),
            )
        for paragraph, entry in enumerate(value["paragraphs"], start=1):
            for row in _rows(path, (article, paragraph), entry):
                num_rows += 1
                yield row | {"title": value.get("title")}
    if not num_rows:
        raise DataError(
            "{file}: expected questions on paragraphs of articles. Received: none in {num} {num:article|articles}.",
            file=path,
            num=article,
        )


def _rows(path: Path, place: tuple[int, int], paragraph: Any) -> Iterator[dict[str, Any]]:
    is_fit = isinstance(paragraph, dict) and isinstance(paragraph.get("context"), str)
    if not is_fit or not isinstance(paragraph.get("qas"), list):
        raise DataError(
            "{file}, article {article}, paragraph {paragraph}: expected an object with the text context and the list "
            "of questions qas. Received: {received}.",
            file=path,
            article=place[0],
            paragraph=place[1],
            received=_named(paragraph),
        )
    for number, question in enumerate(paragraph["qas"], start=1):
        answers = _answers(path, (*place, number), question)
        yield {
            "question": question.get("question"),
            "context": paragraph["context"],
            "answer": [text for text, _ in answers],
            "answer_start": [start for _, start in answers],
            "id": question.get("id"),
        }


def _answers(path: Path, place: tuple[int, int, int], question: Any) -> list[tuple[str, Any]]:
    """Return the different answers to a question with their starts: several people often gave the same one."""
    given = (question.get("answers") or []) if isinstance(question, dict) else None
    if not isinstance(given, list) or not all(_is_answer(answer) for answer in given):
        raise DataError(
            "{file}, article {article}, paragraph {paragraph}, question {question}: expected an object with a list of "
            "answers, each with text and answer_start. Received: {received}.",
            file=path,
            article=place[0],
            paragraph=place[1],
            question=place[2],
            received=_named(question),
        )
    if question.get("is_impossible") is True:
        return []
    return list(dict.fromkeys((answer["text"], answer.get("answer_start")) for answer in given))


def _is_answer(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return isinstance(value.get("text"), str) and isinstance(value.get("answer_start"), int | str | None)


def _named(value: object) -> str:
    """Return what was found instead: the keys of an object, else its type."""
    return ", ".join(map(str, value)) if isinstance(value, dict) and value else type(value).__name__
