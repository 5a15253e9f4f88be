"""What will happen, in words."""

from studio.catalogue import PresetInfo
from studio.devices import Computer, probe
from studio.errors import StudioError
from studio.parts import part_sizes
from studio.planning import forecast
from studio.planning.forecast import Duration, Steps
from ui.backbone_choice import SCRATCH_EPOCHS, SCRATCH_LEARNING_RATE
from ui.jobs import ThreadJob
from ui.journey.steps import why_not
from ui.outlook.run_memory import RunMemory, run_memory
from ui.outlook.run_outlook import RunOutlook, is_data_refused, session_texts
from ui.session import Session
from ui.text import fill, format_about, format_bytes, format_number, translate
from ui.theme import Tone
from ui.tips import wrapped_tip
from ui.widgets.bar_list import Bar, BarList
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.line_list import Line, LineList
from ui.words.length_words import read_lengths
from ui.words.preset_words import architecture_name

_NAME_LENGTH = 40
# Settings, of whatever task declares them, that change what the training loss counts.
_LOSS_SETTINGS = ("class_weights", "label_smoothing")
_STEPS_WORDS = (
    "{epochs} {epochs:epoch|epochs} of {steps} {steps:step|steps} over {examples} {examples:example|examples}."
)
_SCRATCH_WORDS = (
    "{name} begins with random numbers. A tokenizer of up to {count} {count:token|tokens} is learned first."
)


class ForecastCard(Card):
    """Steps, time, cut texts and memory of the draft's run, or why it cannot start."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._preset: PresetInfo | None = None
        self._computer: Computer | None = None
        self._outlook = RunOutlook(session)
        self._lines = LineList()
        self._memory = BarList()
        self._warning = IconLabel()
        for widget in (self._lines, self._memory, self._warning):
            self.body.addWidget(widget)
        self._job = ThreadJob(lambda report, is_cancelled: probe())
        self._job.finished.connect(self._on_job_finished)
        self._job.start()

    def retranslate(self) -> None:
        """Take the words of another language."""
        self.set_title(self.tr("What will happen"))

    def show_draft(self, preset: PresetInfo | None) -> None:
        """Show what the session's draft will do with its backbone."""
        self._preset = preset
        reason = why_not(self._session)
        lines = [Line(reason, "information-outline", Tone.MUTED)] if reason else []
        steps = self.steps()
        if steps is not None:
            lines += [self._steps_line(steps), *self._held_back_line(), *self._time_line(), *self._cut_line()]
            lines += self._feature_line()
            lines += [*self._class_lines(), *self._scratch_lines(), *self._advice_lines()]
        self._lines.set_lines(tuple(lines))
        self._show_memory()

    def steps(self) -> Steps | None:
        """Return the size of the draft's run; `None` as long as the data is not read, or where it is refused."""
        return draft_steps(self._session)

    def memory_beside(self) -> tuple[int, int] | None:
        """Return the memory of the draft's run together with all at work, and what there is; `None` if not known."""
        memory = None if self._preset is None else run_memory(self._session, self._preset, self._computer)
        others = [run.memory_bytes for run in self._session.live.values()]
        if memory is None or memory.room.is_accelerator or not all(others):
            return None
        return memory.used_bytes + sum(size or 0 for size in others), memory.room.total_bytes

    def _steps_line(self, steps: Steps) -> Line:
        epochs = self._session.draft.fit.epochs
        return Line(fill(_STEPS_WORDS, {"epochs": epochs, "steps": steps.per_epoch, "examples": steps.num_examples}))

    def _held_back_line(self) -> tuple[Line, ...]:
        profile, data = self._session.profile, self._session.draft.data
        if profile is None or data is None:
            return ()
        if data.validation is None and data.validation_share == 0:
            text = self.tr("Nothing is held back to measure on, so the last model is taken for the best.")
            return (Line(text, "alert", Tone.WARN),)
        held_back = part_sizes(profile.num_usable, data).held_back
        if not held_back:
            return ()
        text = self.tr("%Ln examples are held back to measure on.", None, held_back)
        return (Line(text, tone=Tone.MUTED),)

    def duration(self) -> Duration | None:
        """Return about how long the draft's run takes; `None` where that cannot be said."""
        outlook = self._outlook.of(self._session.draft, self._preset, self._computer)
        return None if outlook is None else outlook.duration

    def _feature_line(self) -> tuple[Line, ...]:
        outlook = self._outlook.of(self._session.draft, self._preset, self._computer)
        if outlook is None or not outlook.feature_bytes:
            return ()
        text = self.tr("The frozen backbone reads each text once, and its features take about {size} on disk.")
        return (Line(text.format(size=format_bytes(outlook.feature_bytes)), tone=Tone.MUTED),)

    def _time_line(self) -> tuple[Line, ...]:
        duration = self.duration()
        if duration is None:
            return ()
        text = self.tr("Roughly {time} on this computer, going by its size.")
        if duration.basis == "measured":
            text = self.tr("About {time} on this computer, going by earlier runs.")
        return (Line(text.format(time=format_about(duration.seconds))),)

    def _cut_line(self) -> tuple[Line, ...]:
        draft = self._session.draft
        if draft.data is None:
            return ()
        found = read_lengths(self._session.token_lengths, draft.task, draft.settings, draft.data.sequence_length)
        words = (entry.words() for entry in found)
        return tuple(Line(translate(message), tone=Tone.TEXT if is_cut else Tone.MUTED) for message, is_cut in words)

    def _show_memory(self) -> None:
        memory = None if self._preset is None else run_memory(self._session, self._preset, self._computer)
        self._memory.setVisible(memory is not None)
        self._warning.setVisible(memory is not None and not memory.fits)
        if memory is None:
            return
        tone = Tone.ACCENT if memory.fits else Tone.BAD
        self._memory.set_bars((Bar(self.tr("Memory"), f"≈ {memory.words()}", memory.fraction, tone),))
        self._memory.setToolTip(self._memory_parts(memory))
        if not memory.fits:
            text = self.tr("The run does not fit into the memory. {remedy}").format(remedy=memory.remedy)
            self._warning.set_content("alert", text, Tone.WARN)

    def _memory_parts(self, memory: RunMemory) -> str:
        use = memory.use
        parts = (
            (self.tr("The program"), 0 if memory.room.is_accelerator else use.program_bytes),
            (self.tr("Weights"), use.weights_bytes),
            (self.tr("Gradients"), use.gradients_bytes),
            (self.tr("AdamW's moments"), use.moments_bytes),
            (self.tr("Activations"), use.activations_bytes),
        )
        return wrapped_tip("\n".join(f"{name}: {format_bytes(size)}" for name, size in parts if size))

    def _class_lines(self) -> tuple[Line, ...]:
        """Return what class weights and label smoothing do to the loss, where the settings declare them."""
        settings, profile = self._session.draft.settings, self._session.profile
        given = {name: getattr(settings, name) for name in _LOSS_SETTINGS if name in type(settings).model_fields}
        if profile is None or not given:
            return ()
        lines = []
        if given.get("class_weights") == "balanced" and len(profile.labels) > 1:
            common, rare = profile.labels[0], profile.labels[-1]
            text = self.tr("Balanced classes: an example of “{rare}” counts about {times} times as much as “{common}”.")
            times = format_number(common.count / rare.count, 2)
            lines.append(Line(text.format(rare=_short(rare.label), common=_short(common.label), times=times)))
        if any(value != type(settings).model_fields[name].default for name, value in given.items()):
            text = self.tr("The training loss follows these settings; what is measured stays comparable between runs.")
            lines.append(Line(text, tone=Tone.MUTED))
        return tuple(lines)

    def _scratch_lines(self) -> tuple[Line, ...]:
        """Return what differs for a backbone that has learned nothing yet."""
        fit, architecture = self._session.draft.fit, self._session.draft.backbone.architecture
        if architecture is None:
            return ()
        name, count = architecture_name(architecture), architecture.vocabulary_size
        lines = [Line(fill(_SCRATCH_WORDS, {"name": name, "count": count}), tone=Tone.MUTED)]
        if fit.learning_rate == SCRATCH_LEARNING_RATE and fit.epochs == SCRATCH_EPOCHS:
            text = self.tr("That takes larger steps and more passes: 3e-4 and 10 epochs were set for it.")
            lines.append(Line(text, tone=Tone.MUTED))
        return tuple(lines)

    def _advice_lines(self) -> tuple[Line, ...]:
        # DuckDB takes a while to load: by now the data was read with it.
        from studio.planning.advice import advise

        try:
            found = advise(self._session.draft.spec())
        except StudioError:
            return ()
        return tuple(Line(translate(finding.message), "alert", Tone.WARN) for finding in found)

    def _on_job_finished(self, computer: Computer) -> None:
        self._computer = computer
        self.show_draft(self._preset)


def draft_steps(session: Session) -> Steps | None:
    """Return the size of a session's next run; `None` as long as its data is not read, or where it is refused."""
    texts, data = session_texts(session), session.draft.data
    if texts is None or data is None or is_data_refused(session):
        return None
    return forecast.count_steps(texts.num_rows, data, session.draft.fit)


def _short(name: str) -> str:
    """Return a class's name in one line of a moderate length."""
    line = " ".join(name.split())
    return line if len(line) <= _NAME_LENGTH else f"{line[: _NAME_LENGTH - 1]}…"
