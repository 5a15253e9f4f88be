import json

from studio import tasks
from studio.samples import samples


def test_every_sample_that_travels_with_the_studio_is_whole():
    found = samples()

    assert found
    for sample in found:
        assert sample.title
        assert sample.note
        assert sample.task in tasks.names()
        assert sample.licence
        assert (sample.path.parent / "LICENSE.txt").is_file()


def test_a_sample_without_its_file_is_left_out(tmp_path):
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "sample.json").write_text(json.dumps({"title": "Broken", "file": "gone.csv"}))

    assert samples(tmp_path) == ()
