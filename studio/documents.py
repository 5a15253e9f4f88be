"""Documents whose sentences stand on lines of their own."""

from studio.blanks import BLANK


def split_documents(text: str) -> list[list[str]]:
    """Return the sentences of each document of a text.

    Args:
        text: A sentence or a paragraph on each line; an empty line ends a document.
    """
    documents: list[list[str]] = [[]]
    for line in text.splitlines():
        sentence = line.strip(BLANK)
        if sentence:
            documents[-1].append(sentence)
        elif documents[-1]:
            documents.append([])
    return [sentences for sentences in documents if sentences]
