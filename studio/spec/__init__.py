"""The run specification: what is trained, on what, and how.

Each field declares its type, default, range, unit, label and help once. The form, the check, the guide and the
command line read them here, through `setting_infos`.
"""

from studio.spec.backbone import BackboneSpec, LastLayers, Trainable
from studio.spec.data import AnnotatorAnswers, DataSpec, FaultyRows, KeepTogether, MissingRows
from studio.spec.fit import FitSpec, Precision, Schedule
from studio.spec.reading import ReadingSpec, TextRows
from studio.spec.run import RunSpec, parse_settings, setting_infos, task_setting_infos

__all__ = [
    "AnnotatorAnswers",
    "BackboneSpec",
    "DataSpec",
    "FaultyRows",
    "FitSpec",
    "KeepTogether",
    "LastLayers",
    "MissingRows",
    "Precision",
    "ReadingSpec",
    "RunSpec",
    "Schedule",
    "TextRows",
    "Trainable",
    "parse_settings",
    "setting_infos",
    "task_setting_infos",
]
