"""Finds the texts of the window and of the studio that are shown to the user, for translation.

In `ui`: `self.tr("…")` in a class, `QCoreApplication.translate("context", "…")`, `QT_TRANSLATE_NOOP("context", "…")`,
and `_tr("…")` in a module whose `_tr` passes its argument on to `translate` with a context.

In `studio`, which knows no translation, and wherever `ui` makes the same values, all under the context `studio`: the
templates of errors, findings and log events, what a progress tells, constants named `…_WORD` or `…_WORDS`, and what
settings, tasks, samples and export formats declare.

A text whose words follow a number is marked as plural: in `ui` one that is translated with a number, as in
`self.tr("%Ln rows", None, count)` or `_tr("%Ln rows", count)`; in `studio` a template with a choice of words, as in
`{count} {count:row|rows}`.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from studio import plurals  # noqa: E402

STUDIO = "studio"

# The position of the text among the arguments.
_STUDIO_CALLS = {"Message": 0, "Progress": 0}
_STUDIO_NAMES = ("template", "what", "reason")
# What only the terminal shows stays English.
_ENGLISH_ONLY = ("cli",)
# The arguments after the text where it follows a number: what tells it from others, and the number.
_NUM_PLURAL = 2
_STUDIO_ENDINGS = ("_WORD", "_WORDS")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text to translate, in its context.

    Attributes:
        context: Where it stands; mostly the name of a class.
        source: The text in English.
        is_plural: Whether its words follow a number, so that its translation has Qt's numerus forms.
    """

    context: str
    source: str
    is_plural: bool = False


def find_texts() -> tuple[Text, ...]:
    """Return all texts, in order, each once."""
    found: set[Text] = set()
    for path in sorted((ROOT / "ui").rglob("*.py")):
        found.update(_window_texts(ast.parse(path.read_text(encoding="utf-8"))))
    errors = _error_names()
    for path in sorted(path for part in ("studio", "ui") for path in (ROOT / part).rglob("*.py")):
        if path.parent.name not in _ENGLISH_ONLY:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(map(_studio_text, _studio_texts(tree, errors)))
    found.update(map(_studio_text, _declared_texts()))
    return tuple(sorted(text for text in found if any(letter.isalpha() for letter in text.source)))


def _studio_text(source: str) -> Text:
    return Text(STUDIO, source, plurals.deciding_name(source) is not None)


def _window_texts(tree: ast.Module) -> Iterator[Text]:
    own_context = _context_of_tr(tree)
    for node, class_name in _walk(tree, ""):
        if not isinstance(node, ast.Call):
            continue
        name, arguments = _name(node.func), [_constant(argument) for argument in node.args]
        match name, arguments:
            case "tr", [str(source), *rest]:
                yield Text(class_name, source, len(rest) == _NUM_PLURAL)
            case "_tr", [str(source), *rest] if own_context:
                yield Text(own_context, source, bool(rest))
            case (("translate" | "QT_TRANSLATE_NOOP"), [str(context), str(source), *rest]):
                yield Text(context, source, len(rest) == _NUM_PLURAL)


def _walk(node: ast.AST, class_name: str) -> Iterator[tuple[ast.AST, str]]:
    """Walk a tree together with the name of the class that each node lies in."""
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.ClassDef) else class_name
        yield child, inner
        yield from _walk(child, inner)


def _context_of_tr(tree: ast.Module) -> str:
    """Return the context that a module's `_tr` translates in; empty if it has none."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "_tr":
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and _name(call.func) == "translate":
                    return _constant(call.args[0]) or ""
    return ""


def _studio_texts(tree: ast.Module, errors: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call():
                yield from _call_texts(node, errors)
            case ast.Assign(targets=[ast.Name(id=name)]) if _is_text_name(name):
                yield from _constants(node.value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if _is_text_name(name):
                yield from _constants(value)


def _call_texts(node: ast.Call, errors: frozenset[str]) -> Iterator[str]:
    name = _name(node.func)
    position = 0 if name in errors else _STUDIO_CALLS.get(name)
    if position is not None and len(node.args) > position:
        yield from _constants(node.args[position])
    for keyword in node.keywords:
        if keyword.arg in _STUDIO_NAMES:
            yield from _constants(keyword.value)


def _is_text_name(name: str) -> bool:
    return name.lstrip("_") in _STUDIO_NAMES or name.endswith(_STUDIO_ENDINGS)


def _constants(node: ast.expr) -> Iterator[str]:
    """Return the texts of an expression: a constant, the branches of a choice, the members of a table."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _constants(body)
            yield from _constants(other)
        case ast.Tuple(elts=members) | ast.List(elts=members):
            for member in members:
                yield from _constants(member)
        case ast.Dict(values=members):
            for member in members:
                yield from _constants(member)


def _constant(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _name(node: ast.expr) -> str:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def _error_names() -> frozenset[str]:
    tree = ast.parse((ROOT / "studio" / "errors.py").read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.ClassDef))


def _declared_texts() -> Iterator[str]:
    """Return what settings, tasks, samples and export formats say of themselves."""
    from studio import catalogue, tasks
    from studio.architecture import ArchitectureSpec
    from studio.architecture_presets import ARCHITECTURE_PRESETS
    from studio.exports import FORMATS
    from studio.generation import GenerationSettings
    from studio.samples import samples
    from studio.settings import walk_settings
    from studio.spec import LastLayers, setting_infos, task_setting_infos

    parts = (LastLayers, ArchitectureSpec, GenerationSettings)
    for info in (*setting_infos(), *(info for part in parts for info in walk_settings(part))):
        yield from (info.label, info.help, info.unit)
    for task in tasks.all_tasks():
        yield from (task.label, task.help, task.example)
        for role in task.roles:
            yield from (role.label, role.help)
        for metric in task.metrics:
            yield from (metric.label, metric.help)
        for info in task_setting_infos(task):
            yield from (info.label, info.help, info.unit)
    yield from _judged_texts()
    for design in ARCHITECTURE_PRESETS:
        yield from (design.label, design.help)
    for export_format in FORMATS:
        yield export_format.help
    for sample in samples():
        yield from (sample.title, sample.note)
    for preset in catalogue.presets():
        yield preset.description


def _judged_texts() -> Iterator[str]:
    """Return what the judges of answers say of mistakes and measures."""
    from studio.mistakes import JUDGES

    for judge in JUDGES.values():
        for kind in judge.KINDS:
            yield from (kind.label, kind.help)
        for measure in judge.MEASURES:
            yield from (measure.label, measure.help)
