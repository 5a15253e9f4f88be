import json

import pytest

from studio.cli import main
from studio.cli.language_check import warn_of_language
from studio.cli.output import Output
from studio.spec import RunSpec

ENGLISH = "The film was a delight from the first scene to the last"
CHINESE = "这部电影从第一幕到最后一幕都很精彩"


@pytest.fixture
def run_file(tmp_path):
    def write(text, preset="minilm_l6_en_uncased"):
        data = tmp_path / "texts.csv"
        rows = [f"{text} {row},{'ab'[row % 2]}" for row in range(200)]
        data.write_text("\n".join(["text,label", *rows]), encoding="utf-8")
        path = tmp_path / "run.json"
        path.write_text(
            json.dumps({"task": "text_classification", "backbone": {"preset": preset}, "data": {"train": str(data)}})
        )
        return path

    return write


def test_a_forecast_warns_of_a_backbone_of_another_language(workspace, run_file, capsys):
    assert main(["forecast", str(run_file(CHINESE)), "--json"]) == 0
    found = capsys.readouterr()
    words = "the texts are in Chinese, but minilm_l6_en_uncased was trained on English"
    assert json.loads(found.out)["language_warning"] == words
    assert f"Warning: {words}. Others: python -m studio backbones --advise" in found.err


@pytest.mark.parametrize(
    ("text", "preset"),
    [(ENGLISH, "minilm_l6_en_uncased"), (CHINESE, "bert_base_zh"), (CHINESE, "xlm_roberta_base_multi")],
)
def test_what_fits_is_not_warned_of(workspace, run_file, capsys, text, preset):
    spec = RunSpec.read(run_file(text, preset))
    assert warn_of_language(Output(is_json=True), spec) is None
    assert "Warning" not in capsys.readouterr().err
