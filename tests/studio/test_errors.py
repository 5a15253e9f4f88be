from pathlib import Path

import pytest

from studio.errors import DataError, ExportError, InputError, ParityError, RunError, StudioError


def test_a_message_is_its_template_filled_with_its_details():
    error = DataError(
        "{file}, row {row}: expected {expected}. Received: {received}.",
        file=Path("a.csv"),
        row=3,
        expected="a label",
        received="nothing",
    )
    assert str(error) == "a.csv, row 3: expected a label. Received: nothing."
    assert error.message.details["row"] == 3


def test_braces_in_a_detail_are_left_alone():
    assert str(DataError("Received: {received}.", received="{row}")) == "Received: {row}."


@pytest.mark.parametrize("kind", [StudioError, DataError, ParityError, RunError])
def test_an_error_survives_the_way_through_json(kind):
    error = kind("There are {count} rows in {file}.", count=3, file="a.csv")
    again = StudioError.from_json(error.to_json())
    assert type(again) is kind
    assert (str(again), again.message.details) == (str(error), error.message.details)


def test_the_json_of_an_error_names_its_type_and_its_message():
    assert DataError("There are {count} rows.", count=3).to_json() == {
        "type": "DataError",
        "template": "There are {count} rows.",
        "details": {"count": 3},
        "message": "There are 3 rows.",
    }


def test_an_unknown_kind_of_error_is_still_shown():
    again = StudioError.from_json({"type": "FutureError", "template": "New in {version}.", "details": {"version": 2}})
    assert type(again) is StudioError
    assert str(again) == "New in 2."


def test_bad_input_and_failed_work_have_their_own_exit_status():
    assert issubclass(DataError, InputError)
    assert DataError("x").exit_status == 2
    assert ParityError("x").exit_status == ExportError("x").exit_status == 1
