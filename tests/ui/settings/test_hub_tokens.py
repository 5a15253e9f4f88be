import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from studio import credentials
from tests.keyrings import TOKEN, test_keyring, use_backend
from ui import jobs
from ui.settings.hub_tokens import HubTokensCard

__all__ = ["test_keyring"]


@pytest.fixture(autouse=True)
def no_logins(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))


@pytest.fixture
def make_card(qtbot):
    cards = []

    def make():
        card = HubTokensCard()
        cards.append(card)
        qtbot.addWidget(card)
        card.retranslate()
        card.show()
        card.begin()
        settle(qtbot)
        return card

    yield make
    settle(qtbot)


def settle(qtbot):
    qtbot.waitUntil(lambda: not jobs.num_running())


def words(card):
    return " ".join(label.text() for label in card.findChildren(QLabel))


def test_a_token_is_saved_and_leaves_the_window(make_card, qtbot, test_keyring):
    card = make_card()
    line = card.lines[0]
    assert line.state.text() == "None. Most models need none."
    assert line.line.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClicks(line.line, TOKEN)
    qtbot.mouseClick(line.save, Qt.MouseButton.LeftButton)
    settle(qtbot)
    assert credentials.token_for("hugging_face") == TOKEN
    assert line.line.text() == ""
    assert line.state.text() == "Kept in the keyring (a test's keyring)"
    assert TOKEN not in words(card)


def test_enter_saves_as_well(make_card, qtbot, test_keyring):
    line = make_card().lines[1]
    qtbot.keyClicks(line.line, TOKEN)
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    settle(qtbot)
    assert credentials.token_for("kaggle") == TOKEN


def test_a_token_is_removed(make_card, qtbot, test_keyring):
    credentials.set_token("kaggle", TOKEN)
    line = make_card().lines[1]
    assert line.remove.isEnabled()
    qtbot.mouseClick(line.remove, Qt.MouseButton.LeftButton)
    settle(qtbot)
    assert credentials.token_for("kaggle") is None
    assert not line.remove.isEnabled()


def test_nothing_can_be_saved_where_nothing_is_typed(make_card, test_keyring):
    for line in make_card().lines:
        assert not line.save.isEnabled()
        assert not line.remove.isEnabled()


def test_what_cannot_be_a_token_is_explained_and_stays_to_be_mended(make_card, qtbot, test_keyring):
    line = make_card().lines[0]
    qtbot.keyClicks(line.line, "two words")
    qtbot.mouseClick(line.save, Qt.MouseButton.LeftButton)
    settle(qtbot)
    assert line.state.text().startswith("This is no token of Hugging Face: expected one word")
    assert line.line.text() == "two words"


def test_without_a_keyring_the_words_say_what_works(make_card, monkeypatch):
    use_backend(monkeypatch, "keyring.backends.fail.Keyring")
    card = make_card()
    assert not card.problem.isHidden()
    assert "There is no keyring on this computer" in card.problem.text()
    assert "HF_TOKEN or KAGGLE_API_TOKEN" in card.problem.text()
    assert not any(line.line.isEnabled() or line.save.isEnabled() for line in card.lines)


def test_with_a_keyring_nothing_is_said_of_it(make_card, test_keyring):
    assert make_card().problem.isHidden()


def test_a_token_of_the_environment_is_named_by_its_variable(make_card, test_keyring, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    card = make_card()
    assert card.lines[0].state.text() == "From the environment variable HF_TOKEN, which comes before the keyring"
    assert TOKEN not in words(card)
