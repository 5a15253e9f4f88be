import json

import pytest

from studio.data.findings import Finding
from studio.errors import DataError
from studio.messages import Message

MESSAGE = Message("{file}: {num_rows} {num_rows:row|rows}.", {"file": "a.csv", "num_rows": 1})


def test_a_message_is_its_template_with_its_details():
    assert str(MESSAGE) == "a.csv: 1 row."


def test_a_message_survives_the_way_through_json():
    assert Message.from_json(json.loads(json.dumps(MESSAGE.to_json()))) == MESSAGE


@pytest.mark.parametrize("data", [{}, {"details": None}, {"template": "", "details": [1]}])
def test_what_is_no_message_is_an_empty_one(data):
    assert Message.from_json(data) == Message("")


def test_a_finding_becomes_an_error_that_says_the_same():
    error = Finding("error", MESSAGE).to_error()
    assert (type(error), error.message, str(error)) == (DataError, MESSAGE, str(MESSAGE))


def test_the_json_of_a_finding_holds_its_message_without_the_rows():
    assert Finding("warning", MESSAGE, 1, "faulty", (3,)).to_json() == {
        "name": "faulty",
        "level": "warning",
        "count": 1,
        **MESSAGE.to_json(),
    }
