"""The laws that `growth.py` fits, and the page that it writes."""

import json

import growth
import pytest


def point(size: int, seconds: float, added: int) -> dict:
    return {
        "size": size,
        "seconds": [0.9 * seconds, seconds, 1.2 * seconds],
        "processor_s": [2 * seconds],
        "peak_bytes": 10**9 + added,
        "before_bytes": 10**9,
        "precision": "float32",
    }


POINTS = [point(size, 1e-4 * size**2, 1000 * size) for size in (32, 64, 128)]


def test_a_law_is_the_slope_between_logarithms() -> None:
    assert growth.slope([1, 10, 100], [5, 50, 500]) == pytest.approx(1)
    assert growth.slope([2, 4, 8, 16], [1, 4, 16, 64]) == pytest.approx(2)


def test_time_and_memory_have_laws_of_their_own() -> None:
    laws = growth.laws(POINTS)
    assert (laws["time"], laws["processor"], laws["memory"]) == pytest.approx((2, 2, 1))
    assert (laws["last time"], laws["last memory"]) == pytest.approx((2, 1))


def test_what_costs_the_same_for_all_sizes_flattens_the_law_but_less_between_the_largest() -> None:
    laws = growth.laws([point(size, 0.01 + 1e-4 * size, 1000 * size) for size in (8, 64, 512)])
    assert laws["time"] < laws["last time"] < 1


def test_points_that_are_known_are_not_measured_again(monkeypatch) -> None:
    asked = []

    def run(command, **_):
        asked.append(json.loads(command[-1]))
        said = json.dumps(point(asked[-1][1], 1.0, 1))
        return growth.subprocess.CompletedProcess(command, 0, stdout=f"a log\n{said}\n")

    monkeypatch.setattr(growth.subprocess, "run", run)
    *_, curve = growth.measure_curve("length", (32, 64, 128), [POINTS[1]])
    assert asked == [["length", 32], ["length", 128]]
    assert [found["size"] for found in curve["points"]] == [32, 64, 128]


def test_the_sizes_can_be_cut_short() -> None:
    assert growth.chosen_sizes("length", 0.25) == [32, 64, 128]
    assert growth.chosen_sizes("model", 0.11) == ["tiny", "mini"]


def test_a_page_gets_the_tables_between_its_marks_and_keeps_its_words(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{growth.BEGIN}\nold\n{growth.END}\nafter\n", encoding="utf-8")
    found = {"machine": "a machine", "load": 0.5, "curves": {"length": {"points": POINTS, "laws": growth.laws(POINTS)}}}
    for _ in range(2):
        growth.write_page(page, found)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert text.count("Measured on a machine; training in float32; load before it 0.5.") == 1
    assert "| 64 | 0.41 (0.369 to 0.492) | 0.819 | 0 | 1,000 |" in text
    assert "Slopes: time 2.00, 2.00 between the two largest;" in text


def test_a_page_without_marks_is_refused(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="Expected"):
        growth.write_page(page, {"machine": "", "load": 0, "curves": {}})
