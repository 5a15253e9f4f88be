"""All pages with data and runs, at both narrow sizes and in both languages: no label is cut, no English in Chinese."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QPushButton, QTableView, QWidget

from studio.runs import RunState
from studio.spec import DataSpec
from tests.synthetic_run import make_run
from ui import drawing, theme
from ui.widgets import Pill

SIZES = ((1024, 700), (1280, 860))
LANGUAGES = ("en", "zh_CN")
LATIN = re.compile(r"[A-Za-z][A-Za-z]+")
# Names, terms that Chinese texts of the field leave as they are, keys, and units.
KEPT = re.compile(
    r"https?://\S+|kaggle://\S*|hf://\S*|/\S+|[\w-]+_[\w-]+|[\w-]+\.(csv|json\w*|md)|Fettle Studio|Hugging Face"
    r"|Kaggle\w*|KerasHub|Keras|TensorFlow|Serving|TensorBoard|SavedModel|HF_TOKEN|LoRA|AdamW|Adam|SGD|BERT|ALBERT"
    r"|DistilBERT|RoBERTa|XLM-RoBERTa|DeBERTa|FNet|RoFormer|Transformer|MiniLM|Apache|License|MIT|NVIDIA|AMD|EPYC|Intel|Xeon|Processor|CPU|GPU|GB|MB|kB"
    r"|CSV|TSV|JSON\w*|Parquet|Excel|UTF|GNOME|Keyring|KWallet|D-Bus|Ctrl|Shift|Enter|Esc|Del|English|bfloat16|float32"
    r"|fp16|GELU|SwiGLU|Python|curl|XLA|ID|F1|Movie reviews|Wikipedia"
    r"|BART|BLOOM|Falcon|Gemma|GGUF|GPT|Llama|Mistral|Mixtral|MoE|NeoX|OPT|OSS|Phi|Qwen|SmolLM"
    r"|Linux|csv|text|label|positive|negative|V[23]|all-MiniLM\S*|ms|min"
)


@pytest.fixture(scope="module")
def shown(qapp, tmp_path_factory):
    """What each page shows: (language, size, page) to the problems found on it."""
    from PySide6.QtCore import QThreadPool

    from studio.runs import Workspace
    from ui.app import open_studio
    from ui.preferences import Preferences
    from ui.theme import ThemeChoice

    folder = tmp_path_factory.mktemp("pages")
    data = folder / "movie_reviews.csv"
    lines = [f"影片 {row} 很好看,{'positive' if row % 2 else 'negative'}" for row in range(1940)]
    data.write_text("\n".join(["text,label", *lines]) + "\n", encoding="utf-8")
    make_run(Workspace(folder / "workspace"), state=RunState.FINISHED)
    studio = open_studio(qapp, Preferences(folder / "preferences.ini"), folder / "workspace")
    window, session = studio.window, studio.window.session
    window.show()
    session.set_data(DataSpec(train=str(data)))
    wait(lambda: session.profile is not None)
    found = {}
    for language in LANGUAGES:
        session.look.set_language(language)
        for size in SIZES:
            window.resize(*size)
            for name in window.page_names():
                session.show_page(name)
                settle(window)
                found[language, size, name] = (cut_labels(window), sorted(latin_words(window)))
    window.close()
    QThreadPool.globalInstance().waitForDone()
    qapp.processEvents()
    session.look.set_language("en")
    session.look.set_theme(ThemeChoice.LIGHT)
    return found


def wait(is_ready):
    while not is_ready():
        QTest.qWait(20)


def settle(window):
    """Wait until nothing is at work and layouts have come to rest."""
    from ui import jobs

    wait(lambda: jobs.num_running() == 0)
    before, now = None, places(window)
    while now != before:
        QTest.qWait(60)
        before, now = now, places(window)


def places(window):
    return [widget.geometry() for widget in window.findChildren(QWidget) if widget.isVisible()]


def cut_labels(window):
    """Labels that are narrower than their words and neither go on in a next line nor show them in a tooltip."""
    kinds = (QLabel, QAbstractButton, Pill)
    labels = [widget for widget in window.findChildren(QWidget) if isinstance(widget, kinds) and widget.isVisible()]
    return [
        f"{label.text()} ({label.width()} of {label.sizeHint().width()})"
        for label in labels
        if label.text()
        and not (isinstance(label, QLabel) and label.wordWrap())
        and label.sizeHint().width() - slack(label) > label.width() + 1
        and not (label.toolTip() and not any(letter.isdigit() for letter in label.text()))
    ]


def slack(label):
    """How much narrower than it wishes a push button may be before its words are cut."""
    return 2 * (theme.SPACE_L - drawing.PADDING) if isinstance(label, QPushButton) else 0


def latin_words(window):
    texts = {text for widget in window.findChildren(QWidget) if widget.isVisible() for text in texts_of(widget)}
    plain = [KEPT.sub("", re.sub("<[^>]+>|\u200b", "", text)) for text in texts]
    return {word for text in plain for word in LATIN.findall(text)}


def texts_of(widget):
    yield from (widget.toolTip(), widget.accessibleDescription())
    if isinstance(widget, (QLabel, QAbstractButton, Pill)):
        yield widget.text()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))
    if isinstance(widget, QTableView) and widget.model() is not None:
        model = widget.model()
        titles = (model.headerData(section, Qt.Orientation.Horizontal) for section in range(model.columnCount()))
        yield from (title for title in titles if isinstance(title, str))
    if hasattr(widget, "placeholderText"):
        yield widget.placeholderText()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_no_label_is_cut(shown, language, size):
    assert {name: cut for (own, wide, name), (cut, _) in shown.items() if (own, wide) == (language, size) and cut} == {}


def test_chinese_pages_hold_no_english_but_names_and_terms(shown):
    assert {name: words for (own, _, name), (_, words) in shown.items() if own == "zh_CN" and words} == {}
