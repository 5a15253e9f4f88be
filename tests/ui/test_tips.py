import re
from pathlib import Path

import pytest
from PySide6.QtGui import Qt, QTextDocument

from ui.tips import plain_tip, wrapped_tip

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["<b>x</b>", "<img src='http://x/y.png'>", "a\n<i>b</i>", "<qt>", "&amp; <br>"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tip", [plain_tip, wrapped_tip])
def test_a_name_with_tags_is_shown_as_it_is_written(tip, name):
    document = QTextDocument()
    # As a tooltip decides.
    (document.setHtml if Qt.mightBeRichText(tip(name)) else document.setPlainText)(tip(name))
    assert document.toPlainText() == name


def test_a_plain_text_stays_as_it_is():
    for text in ("reviews", "a < b", "C:\\data & more", ""):
        assert plain_tip(text) == text
        assert not Qt.mightBeRichText(plain_tip(text))
    assert wrapped_tip("") == ""


def test_tooltips_are_put_together_as_html_in_one_place_alone():
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "ui").rglob("*.py")
        if re.search(r"""["']<(qt|b|br|p|html)>""", path.read_text(encoding="utf-8")) and path.name != "tips.py"
    ]
    assert found == []
