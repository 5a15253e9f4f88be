"""A separate file is counted as the run would read it."""

import json

from studio import tasks
from studio.spec import DataSpec
from studio.tasks.token_classification import TokenSettings
from ui.reading.data_reading import count_separate


def test_a_separate_file_is_counted_with_the_settings_of_the_draft(tmp_path):
    path = tmp_path / "test.jsonl"
    path.write_text(json.dumps({"tokens": ["a", "Anna"], "tags": ["O", "I-PER"]}) + "\n")
    data = DataSpec(train=str(path), test=str(path), columns={"tokens": "tokens", "tags": "tags"})
    data = data.model_copy(update={"faulty_rows": "leave_out"})
    task = tasks.get("token_classification")

    def counted(scheme):
        return count_separate(data, task, TokenSettings(scheme=scheme), "test", lambda _: None, lambda: False)

    assert counted("bio") == (0, 1)
    assert counted("iob1") == (1, 0)
