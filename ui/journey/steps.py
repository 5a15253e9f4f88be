"""The three steps to a run: Data, Backbone, Fine-tune. What is sound, what is missing, and why."""

import enum
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from studio.catalogue import PresetInfo, check_task, describe_backbone
from studio.errors import StudioError
from studio.planning.backbone_advice import is_foreign
from ui.session import Session
from ui.text import translate, translate_error
from ui.words.preset_words import languages, shown_name, text_language


class Step(enum.Enum):
    """A step; the value is the name of its page."""

    DATA = "data"
    BACKBONE = "backbone"
    FINE_TUNE = "fine_tune"


class StepLevel(enum.Enum):
    """How a step stands."""

    SOUND = "sound"
    WARNING = "warning"
    BUSY = "busy"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class StepStatus:
    """How a step stands and why, in the window's language; a sound step has no reason."""

    step: Step
    level: StepLevel
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether a run can start as far as this step is concerned."""
        return self.level in (StepLevel.SOUND, StepLevel.WARNING)


def steps(session: Session) -> tuple[StepStatus, ...]:
    """Return how the three steps stand."""
    return (_data_step(session), _backbone_step(session), _fine_tune_step(session))


def why_not(session: Session) -> str:
    """Return why no run can start now, in the window's language; empty if one can."""
    return next((status.reason for status in steps(session) if not status.is_sound), "")


def why_foreign(preset: PresetInfo, session: Session) -> str:
    """Return that a backbone does not know the language of the texts, in the window's language; empty if it may."""
    known = session.text_language.known
    if known is None or not is_foreign(preset, known):
        return ""
    words = {
        "latin": _tr(
            "The texts look like another language in Latin letters, but {name} was trained on {known}: "
            "results may be weaker."
        ),
        "other": _tr("The texts are in another script, but {name} was trained on {known}: results may be weaker."),
    }
    template = words.get(known.language) or _tr(
        "The texts are in {texts}, but {name} was trained on {known}: results may be weaker."
    )
    values = {"name": shown_name(preset), "known": languages(preset)}
    return template.format(texts=text_language(known.language), **values)


def language_warning(session: Session) -> str:
    """Return that the draft's backbone does not know the language of the texts; empty if it may."""
    try:
        preset = describe_backbone(session.draft.backbone)
    except StudioError:
        return ""
    return "" if preset is None else why_foreign(preset, session)


def _data_step(session: Session) -> StepStatus:
    if session.draft.data is None:
        return StepStatus(Step.DATA, StepLevel.MISSING, _tr("Choose the data to learn from."))
    if session.profile_error is not None:
        return StepStatus(Step.DATA, StepLevel.MISSING, translate_error(session.profile_error))
    if session.profile is None:
        return StepStatus(Step.DATA, StepLevel.BUSY, _tr("The data is being read."))
    for level, step_level in (("error", StepLevel.MISSING), ("warning", StepLevel.WARNING)):
        for finding in session.profile.findings:
            if finding.level == level:
                return StepStatus(Step.DATA, step_level, translate(finding.message))
    return StepStatus(Step.DATA, StepLevel.SOUND)


def _backbone_step(session: Session) -> StepStatus:
    try:
        preset = describe_backbone(session.draft.backbone)
        if preset is not None:
            check_task(session.draft.backbone, session.draft.task, session.draft.settings)
    except StudioError as error:
        return StepStatus(Step.BACKBONE, StepLevel.MISSING, translate_error(error))
    if preset is not None and (reason := why_foreign(preset, session)):
        return StepStatus(Step.BACKBONE, StepLevel.WARNING, reason)
    if preset is None or not preset.is_offline:
        reason = _tr("The backbone is downloaded when the run starts. That needs a network.")
        return StepStatus(Step.BACKBONE, StepLevel.WARNING, reason)
    return StepStatus(Step.BACKBONE, StepLevel.SOUND)


def _fine_tune_step(session: Session) -> StepStatus:
    if session.form_problem:
        return StepStatus(Step.FINE_TUNE, StepLevel.MISSING, session.form_problem)
    if session.draft.data is not None:
        try:
            session.draft.spec()
        except StudioError as error:
            return StepStatus(Step.FINE_TUNE, StepLevel.MISSING, translate_error(error))
    return StepStatus(Step.FINE_TUNE, StepLevel.SOUND)


def _tr(text: str) -> str:
    return QCoreApplication.translate("journey", text)
