import json

import pytest

from studio.files import read_json
from studio.json_text import json_line, parse_json, take_json


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":' * 100_000, "9" * 5000, "[1,]", "nul"])
def test_what_is_no_json_is_refused_in_one_way(text):
    for parse in (parse_json, take_json):
        with pytest.raises(json.JSONDecodeError):
            parse(text)


def test_halves_of_characters_become_a_sign_that_can_be_written():
    found = parse_json('{"a\\ud800": ["\\udc00x", "\\ud83d\\ude00"]}')
    assert found == {"a\ufffd": ["\ufffdx", "😀"]}
    json_line(found).encode()


def test_nan_and_infinity_become_null_in_a_line():
    assert json_line({"a": [float("nan"), float("inf"), 1.5]}) == '{"a":[null,null,1.5]}'


def test_a_file_that_holds_no_json_is_none(tmp_path):
    for content in (b"", b"\xff\xfe", b"[" * 100_000, b"\0" * 512):
        (tmp_path / "a.json").write_bytes(content)
        assert read_json(tmp_path / "a.json") is None
    assert read_json(tmp_path) is None
    assert read_json(tmp_path / "none.json") is None
