"""Data sets: read, profiled, checked and split, out of core. No TensorFlow.

open_source ── read_preview ── guess_columns        what lies there
     │
     ├── read_profile                               what it holds, what is wrong with it
     ├── prepare ── SplitRows.iter_inputs           what a run trains and measures on
     ├── read_separate                              what a saved model is measured on
     └── iter_texts ── write_chunks                 what is predicted
"""

from studio.data.columns import guess_columns, map_columns
from studio.data.digest import LabelCount
from studio.data.encodings import guess_encodings
from studio.data.findings import Finding
from studio.data.folders import find_parts, with_parts
from studio.data.histogram import Histogram
from studio.data.kinds import ProfileTable
from studio.data.prepare import PreparedData, prepare
from studio.data.profile import Profile, read_profile
from studio.data.readers import ENDINGS
from studio.data.reading import Preview, count_rows, iter_texts, open_part, open_source, read_preview, read_rows
from studio.data.role_columns import InputColumn, input_columns, target_texts
from studio.data.rows import SplitRows
from studio.data.rules import LeftOut, RowRules
from studio.data.sampling import sample_rows, sample_texts
from studio.data.separate import Watch, count_usable, read_separate
from studio.data.several import check_single_texts
from studio.data.source import Column, DataSource, Sheet, check_unchanged
from studio.data.table import check_table_path, write_chunks, write_table
from studio.data.targets import Targets

__all__ = [
    "ENDINGS",
    "Column",
    "DataSource",
    "Finding",
    "Histogram",
    "InputColumn",
    "LabelCount",
    "LeftOut",
    "PreparedData",
    "Preview",
    "Profile",
    "ProfileTable",
    "RowRules",
    "Sheet",
    "SplitRows",
    "Targets",
    "Watch",
    "check_single_texts",
    "check_table_path",
    "check_unchanged",
    "count_rows",
    "count_usable",
    "find_parts",
    "guess_columns",
    "guess_encodings",
    "input_columns",
    "iter_texts",
    "map_columns",
    "open_part",
    "open_source",
    "prepare",
    "read_preview",
    "read_profile",
    "read_rows",
    "read_separate",
    "sample_rows",
    "sample_texts",
    "target_texts",
    "with_parts",
    "write_chunks",
    "write_table",
]
