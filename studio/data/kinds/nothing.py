"""Tasks that learn from the texts alone."""

from studio.data.digest import Digest
from studio.data.kinds.base import ReadTargets, TargetKind, one_stratum
from studio.data.rows import SplitRows
from studio.data.targets import Targets
from studio.schema import Schema
from studio.settings import SpecPart


class Nothing(TargetKind):
    """Nothing in the data says what a model is to find."""

    REFUSED_WORDS = ""
    LEFT_OUT_WORDS = ""

    def read(self, digest: Digest, settings: SpecPart, known: Schema | None) -> ReadTargets:
        """Read nothing: all rows are alike."""
        return ReadTargets(Targets(digest.num_rows), one_stratum(digest))

    def leave_out(self, digest: Digest, settings: SpecPart) -> None:
        """Leave no row out."""

    def schema(self, names: tuple[str, ...], train: SplitRows, settings: SpecPart) -> Schema:
        """Remember nothing."""
        return Schema()


NOTHING = Nothing()
