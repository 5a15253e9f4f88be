"""The table of the guide says what the studio says."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import download_failures

GUIDE = Path(__file__).parents[2] / "resources" / "guide" / "en" / "troubleshooting.md"


@pytest.mark.parametrize("case", download_failures.CASES, ids=lambda case: case.title)
def test_a_failure_of_a_download_is_shown_as_the_guide_has_it(case):
    row = f"| {case.title} | {' | '.join(download_failures.run(case))} |"
    assert row in GUIDE.read_text(encoding="utf-8").splitlines()
