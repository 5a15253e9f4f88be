"""Brings the translations up to date and compiles them.

    python tools/translations.py            collect the texts, keep what is translated, compile
    python tools/translations.py --check    change nothing; exit status 1 if a text is missing, left over or unfinished

The `.ts` file is Qt Linguist's and can be edited with it (`pyside6-linguist`). A new text comes in unfinished; if the
same words are translated in another context, that translation is taken as a proposal.
"""

import argparse
import shutil
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from strings import ROOT, Text, find_texts

FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("zh_CN",)
_HEADER = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'


def main() -> int:
    """Update or check each language and return the exit status."""
    options = _parser().parse_args()
    texts = find_texts()
    problems = []
    for language in LANGUAGES:
        path = FOLDER / f"fettle_{language}.ts"
        if options.check:
            problems += [f"{path.name}: {problem}" for problem in find_problems(texts, read(path))]
        else:
            write(path, language, texts, read(path))
            compile_ts(path)
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def find_problems(texts: tuple[Text, ...], translations: Mapping[Text, str]) -> list[str]:
    """Return what is missing, left over or untranslated, one line each."""
    problems = [f"missing: {text.context}: {text.source}" for text in texts if text not in translations]
    problems += [f"left over: {text.context}: {text.source}" for text in translations if text not in set(texts)]
    problems += [f"untranslated: {text.context}: {text.source}" for text, words in translations.items() if not words]
    return problems


def read(path: Path) -> dict[Text, str]:
    """Return the translations of a file; an unfinished one is empty."""
    if not path.exists():
        return {}
    found: dict[Text, str] = {}
    for context in ET.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            is_finished = translation is not None and translation.get("type") is None
            words = (translation.text or "") if translation is not None and is_finished else ""
            found[Text(name, message.findtext("source", ""))] = words
    return found


def write(path: Path, language: str, texts: tuple[Text, ...], known: Mapping[Text, str]) -> None:
    """Write a file with these texts and what is known of their translations."""
    proposals = {text.source: words for text, words in known.items() if words}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, ET.Element] = {}
    for text in texts:
        if text.context not in contexts:
            contexts[text.context] = ET.SubElement(root, "context")
            ET.SubElement(contexts[text.context], "name").text = text.context
        message = ET.SubElement(contexts[text.context], "message")
        ET.SubElement(message, "source").text = text.source
        words = known.get(text) or proposals.get(text.source, "")
        translation = ET.SubElement(message, "translation")
        translation.text = words
        if not words:
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
