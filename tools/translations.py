"""Brings the translations up to date and compiles them.

    python tools/translations.py            collect the texts, keep what is translated, compile
    python tools/translations.py --check    change nothing; exit status 1 if a text is missing, left over or unfinished

The `.ts` file is Qt Linguist's and can be edited with it (`pyside6-linguist`). A new text comes in unfinished; if the
same words are translated in another context, that translation is taken as a proposal.

English has a file too: the numerus forms of the texts that follow a number, for one and for any other.
"""

import argparse
import functools
import shutil
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from strings import ROOT, STUDIO, Text, find_texts

FOLDER = ROOT / "resources" / "translations"
# How many numerus forms each language has, see `lrelease`. English has nothing else to translate.
LANGUAGES = {"en": 2, "zh_CN": 1}
_SOURCE = "en"

Forms = tuple[str, ...]
_HEADER = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


def main() -> int:
    """Update or check each language and return the exit status."""
    options = _parser().parse_args()
    problems = []
    for language in LANGUAGES:
        texts = texts_of(language)
        path = FOLDER / f"fettle_{language}.ts"
        if options.check:
            problems += [f"{path.name}: {problem}" for problem in find_problems(texts, read(path))]
        else:
            write(path, language, texts, read(path))
            compile_ts(path)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def texts_of(language: str) -> tuple[Text, ...]:
    """Return the texts that a language translates: all; English those of the window that follow a number."""
    texts = _found()
    if language != _SOURCE:
        return texts
    # A template of the studio chooses its English words itself.
    return tuple(text for text in texts if text.is_plural and text.context != STUDIO)


@functools.cache
def _found() -> tuple[Text, ...]:
    return find_texts()


def find_problems(texts: tuple[Text, ...], translations: Mapping[Text, Forms]) -> list[str]:
    """Return what is missing, left over or untranslated, one line each."""
    problems = [f"missing: {text.context}: {text.source}" for text in texts if text not in translations]
    problems += [f"left over: {text.context}: {text.source}" for text in translations if text not in set(texts)]
    problems += [
        f"untranslated: {text.context}: {text.source}" for text, forms in translations.items() if not all(forms)
    ]
    return problems


def read(path: Path) -> dict[Text, Forms]:
    """Return the translations of a file, each in its numerus forms; an unfinished one is empty."""
    if not path.exists():
        return {}
    found: dict[Text, Forms] = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            is_plural = message.get("numerus") == "yes"
            found[Text(name, message.findtext("source", ""), is_plural)] = _forms(message.find("translation"))
    return found


def _forms(translation: ET.Element | None) -> Forms:
    if translation is None or translation.get("type") is not None:
        return ("",)
    forms = translation.findall("numerusform")
    return tuple(form.text or "" for form in forms or [translation])


def write(path: Path, language: str, texts: tuple[Text, ...], known: Mapping[Text, Forms]) -> None:
    """Write a file with these texts and what is known of their translations."""
    proposals = {(text.source, text.is_plural): forms for text, forms in known.items() if all(forms)}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text in texts:
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        message = ET.SubElement(contexts[text.context], "message")
        ET.SubElement(message, "source").text = text.source
        nothing = ("",) * (LANGUAGES[language] if text.is_plural else 1)
        forms = known.get(text, nothing)
        if not all(forms):
            forms = proposals.get((text.source, text.is_plural), nothing)
        translation = ET.SubElement(message, "translation")
        if text.is_plural:
            message.set("numerus", "yes")
            for form in forms:
                ET.SubElement(translation, "numerusform").text = form
        else:
            (translation.text,) = forms
        if not all(forms):
            translation.set("type", "unfinished")
    ET.indent(root, " ")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_HEADER + ET.tostring(root, encoding="unicode") + "\n", encoding="utf-8")


def compile_ts(path: Path) -> None:
    """Compile a file with Qt's lrelease."""
    tool = shutil.which("pyside6-lrelease", path=sysconfig.get_path("scripts"))
    if tool is None:
        raise SystemExit("Expected pyside6-lrelease beside this Python. It comes with PySide6-Essentials.")
    subprocess.run([tool, "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, tell what is not up to date")
    return parser


if __name__ == "__main__":
    sys.exit(main())
