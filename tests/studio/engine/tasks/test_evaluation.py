import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytestmark = pytest.mark.engine

counts = st.integers(1, 100_000)


def make_plan(**counts: int):
    from studio.engine.tasks.evaluation import EvaluationPlan

    return EvaluationPlan.make(**counts)


@given(counts, st.integers(1, 50), counts, st.integers(0, 100_000))
def test_an_epoch_ends_with_an_evaluation_and_has_as_many_as_planned(steps, epochs, num_train, num_validation) -> None:
    steps = min(steps, 3000)
    plan = make_plan(steps_per_epoch=steps, epochs=epochs, num_train=num_train, num_validation=num_validation)
    due = [step for step in range(1, steps + 1) if plan.is_due(step)]
    assert due[-1] == steps
    assert len(due) == plan.num_per_epoch


def test_a_short_run_is_measured_about_ten_times() -> None:
    plan = make_plan(steps_per_epoch=250, epochs=3, num_train=8000, num_validation=400)
    assert plan.num_per_epoch == 4
    assert [step for step in range(1, 251) if plan.is_due(step)] == [63, 125, 188, 250]


def test_a_large_validation_split_is_measured_less_often() -> None:
    assert make_plan(steps_per_epoch=250, epochs=3, num_train=8000, num_validation=800).num_per_epoch == 2
    assert make_plan(steps_per_epoch=250, epochs=3, num_train=8000, num_validation=9000).num_per_epoch == 1


def test_probabilities_come_back_in_the_order_of_the_examples() -> None:
    from studio.engine.tasks.evaluation import predict_split

    class Batcher:
        def __len__(self) -> int:
            return 5

        def indices_by_length(self, batch_size: int) -> list[np.ndarray]:
            return [np.array([4, 0]), np.array([2, 1, 3])]

        def batch(self, indices: np.ndarray) -> np.ndarray:
            return indices

    class Backend:
        def outputs(self, batch: np.ndarray) -> dict[str, np.ndarray]:
            return {"probabilities": np.stack([batch, -batch], axis=1).astype(np.float32)}

    found = predict_split(Backend(), Batcher(), 2)
    np.testing.assert_array_equal(found, [[i, -i] for i in range(5)])
