import pytest

from studio.cli import main
from studio.runs import RunFolder


@pytest.mark.parametrize("query", ["", " \t", "\u3000"])
def test_an_empty_query_is_refused_before_anything_is_loaded(
    active_run: RunFolder, capsys: pytest.CaptureFixture[str], query: str
) -> None:
    assert main(["search", active_run.id, query]) == 2
    assert "Expected a text to search for. Received: an empty one." in capsys.readouterr().err
