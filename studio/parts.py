"""How many rows each part of a data set gets, before they are drawn."""

from dataclasses import dataclass

from studio.spec import DataSpec


@dataclass(frozen=True, slots=True)
class PartSizes:
    """The rows of one file that are trained on, and those held back; parts with a file of their own have none of it."""

    train: int
    validation: int
    test: int

    @property
    def held_back(self) -> int:
        """The rows that are measured on."""
        return self.validation + self.test


def part_sizes(num_rows: int, data: DataSpec) -> PartSizes:
    """Return how many rows each part gets: what `studio.data.split` draws, but where classes are too small to share.

    Args:
        num_rows: Rows of the training data that can be used.
        data: What of them is held back.
    """
    most = max(0, num_rows - 1)
    if data.folds is not None:
        test = min(num_held_back(num_rows, data.test_share), most)
        # Of what cannot be parted evenly the first folds have one more.
        validation = min((num_rows - test + data.folds - 1 - data.fold) // data.folds, most - test)
    else:
        validation = min(num_held_back(num_rows, data.validation_share), most)
        test = min(num_held_back(num_rows, data.test_share), most - validation)
    return PartSizes(num_rows - validation - test, validation, test)


def num_held_back(num_rows: int, fraction: float) -> int:
    """Return how many of some rows a fraction is: at least one of them if it is above 0."""
    return max(1, int(num_rows * fraction + 0.5)) if fraction > 0.0 else 0
