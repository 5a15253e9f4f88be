import pytest

pytestmark = pytest.mark.engine


@pytest.mark.parametrize("has_bfloat16", [True, False])
def test_a_run_that_began_in_float32_goes_on_so_on_any_device(
    monkeypatch: pytest.MonkeyPatch, has_bfloat16: bool
) -> None:
    from studio.engine.models import precision

    monkeypatch.setattr(precision, "processor_has_bfloat16", lambda: has_bfloat16)
    chosen = precision.choose_precision("auto", begun_in="float32")
    assert (chosen.name, chosen.is_rewritten, chosen.reason) == ("float32", False, "the run began so")


@pytest.mark.parametrize(("has_bfloat16", "name"), [(True, "bfloat16"), (False, "float32")])
def test_a_processor_decides_what_auto_stands_for(
    monkeypatch: pytest.MonkeyPatch, has_bfloat16: bool, name: str
) -> None:
    from studio.engine.models import precision

    monkeypatch.setattr(precision, "processor_has_bfloat16", lambda: has_bfloat16)
    assert precision.choose_precision("auto").name == name
    assert precision.choose_precision("auto", begun_in="bfloat16").name == name
    assert precision.choose_precision("float32").reason == "asked for"
