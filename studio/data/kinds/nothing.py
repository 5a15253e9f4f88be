"""Tasks that learn from the texts alone."""

from studio.data.digest import Digest
from studio.data.findings import Finding
from studio.data.kinds.base import ReadTargets, TargetKind, one_stratum
from studio.data.reading import iter_values
from studio.data.rows import SplitRows
from studio.data.targets import Targets
from studio.documents import split_documents
from studio.messages import Detail, Message
from studio.schema import Schema
from studio.settings import SpecPart

_LEAST_SENTENCES = 2
_LEAST_DOCUMENTS = 2
_NO_PAIRS_WORDS = (
    "{file}, column {column}: expected documents with two sentences or more, each on a line of its own, to learn which "
    "one follows another. Received: {num_documents} {num_documents:document|documents}, none with more than one line. "
    "An empty line parts documents; a plain text file is read with data.reading.text_rows=documents."
)
_ONE_DOCUMENT_WORDS = (
    "{file}, column {column}: expected two documents or more, parted by empty lines or on rows of their own, since a "
    "sentence that does not follow comes from another document. Received: {num_documents}."
)
_DOCUMENTS_WORDS = (
    "{file}: {num_documents} {num_documents:document|documents} with {num_sentences} "
    "{num_sentences:line|lines}, each taken for a sentence."
)


class Nothing(TargetKind):
    """Nothing in the data says what a model is to find."""

    REFUSED_WORDS = ""
    LEFT_OUT_WORDS = ""

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Read nothing: all rows are alike. Where sentences are learned from in pairs, the documents are counted."""
        findings = (_count_documents(digest),) if digest.task.learns_pairs(settings) else ()
        return ReadTargets(Targets(digest.num_rows), one_stratum(digest), findings=findings)

    def leave_out(self, digest: Digest, settings: SpecPart) -> None:
        """Leave no row out."""

    def schema(self, read: ReadTargets, train: SplitRows, settings: SpecPart) -> Schema:
        """Remember nothing."""
        return Schema()


def _count_documents(digest: Digest) -> Finding:
    """Return what there is to make pairs of; an error if it is too little."""
    (entry,) = digest.inputs
    is_used = digest.is_used()
    sizes: list[int] = []
    row = 0
    for batch in iter_values(digest.source, (entry.column,)):
        for (value,) in batch:
            if is_used[row]:
                sizes += map(len, split_documents(entry.text(value) or ""))
            row += 1
    details: dict[str, Detail] = {"file": str(digest.source.path), "column": entry.column, "num_documents": len(sizes)}
    if max(sizes, default=0) < _LEAST_SENTENCES:
        return Finding("error", Message(_NO_PAIRS_WORDS, details))
    if len(sizes) < _LEAST_DOCUMENTS:
        return Finding("error", Message(_ONE_DOCUMENT_WORDS, details))
    return Finding("info", Message(_DOCUMENTS_WORDS, details | {"num_sentences": sum(sizes)}), len(sizes))


NOTHING = Nothing()
