"""What the window says of a backbone, in words and numbers."""

from PySide6.QtCore import QCoreApplication

from studio.architecture import ArchitectureSpec
from studio.catalogue import MULTILINGUAL, PresetInfo
from ui.text import format_bytes, format_parameters, listing, short_preset, studio_text
from ui.words.setting_words import choice_word

UNKNOWN = "–"


def shown_name(preset: PresetInfo) -> str:
    """Return a preset's name; of a folder the last part of its path, of a run's model the name of the run."""
    return short_preset(preset.name) or preset.name if preset.source == "folder" else preset.name


def architecture_name(architecture: ArchitectureSpec) -> str:
    """Return what a backbone from scratch is called: `Encoder 4 × 256`."""
    kind = choice_word("backbone.architecture.kind", architecture.kind)
    return f"{kind} {architecture.num_layers} × {architecture.hidden_dim}"


def family(preset: PresetInfo) -> str:
    """Return the architecture."""
    return preset.family or UNKNOWN


def parameters(preset: PresetInfo) -> str:
    """Return the number of parameters: `22.7 M`."""
    return UNKNOWN if preset.num_parameters is None else format_parameters(preset.num_parameters)


def size_bytes(preset: PresetInfo) -> int | None:
    """Return how large it is on this computer, else about how large the download is."""
    return preset.file_bytes if preset.file_bytes is not None else preset.estimated_bytes


def size(preset: PresetInfo) -> str:
    """Return the size: `91 MB`, or `≈ 440 MB` as long as it is an estimate."""
    num_bytes = size_bytes(preset)
    if num_bytes is None:
        return UNKNOWN
    return format_bytes(num_bytes) if preset.file_bytes is not None else f"≈ {format_bytes(num_bytes)}"


def use(preset: PresetInfo) -> str:
    """Return what it is good for: `fast on a CPU · sentence meaning`."""
    return " · ".join(studio_text(word) for word in preset.good_for)


def languages(preset: PresetInfo) -> str:
    """Return the names of the languages that it was trained on."""
    return listing(language(code) for code in preset.languages) or UNKNOWN


def language(code: str) -> str:
    """Return the name of a language."""
    names = {"en": _tr("English"), "zh": _tr("Chinese"), MULTILINGUAL: _tr("About 100 languages")}
    return names.get(code, code)


def text_language(code: str) -> str:
    """Return the name of what texts are written in, see `studio.languages`."""
    names = {
        "en": _tr("English"),
        "zh": _tr("Chinese"),
        "ja": _tr("Japanese"),
        "ko": _tr("Korean"),
        "latin": _tr("Another in Latin letters"),
        "other": _tr("Another script"),
        "mixed": _tr("Several languages"),
    }
    return names[code]


def state(preset: PresetInfo) -> str:
    """Return whether it can be used at once."""
    if preset.source == "bundled" and preset.is_offline:
        return _tr("Ready offline: it comes with the studio")
    if preset.source == "folder":
        return _tr("Ready offline: a folder on this computer")
    return _tr("Ready offline: it is downloaded") if preset.is_offline else _tr("Must be downloaded first")


def _tr(text: str) -> str:
    return QCoreApplication.translate("preset_words", text)
