from dataclasses import replace

import pytest

from studio.errors import StateError
from studio.fields import read_fields
from studio.runs.states import FOLLOWERS, RunState, RunStatus, check_transition

ALL = tuple(RunState)
KNOWN = set(ALL) - {RunState.UNKNOWN}


@pytest.mark.parametrize("before", ALL)
@pytest.mark.parametrize("after", ALL)
def test_only_the_states_in_the_table_may_follow(before: RunState, after: RunState) -> None:
    if after in FOLLOWERS[before]:
        check_transition(before, after)
        return
    with pytest.raises(StateError, match=f"{before.value} cannot become {after.value}"):
        check_transition(before, after)


def test_every_state_can_be_reached_from_queued_and_an_ending_from_every_state() -> None:
    assert reachable(RunState.QUEUED) == KNOWN
    for state in KNOWN:
        assert any(found.is_over for found in reachable(state) | {state})


def test_a_state_is_active_or_over_or_queued_or_unknown() -> None:
    others = [state for state in ALL if not state.is_active and not state.is_over]
    assert others == [RunState.QUEUED, RunState.UNKNOWN]
    assert not any(state.is_active and state.is_over for state in ALL)


def test_what_ended_early_can_be_resumed_and_what_is_finished_only_after_it_was_taken_back() -> None:
    assert {state for state in ALL if state.is_resumable} == {RunState.STOPPED, RunState.FAILED, RunState.CRASHED}
    assert all(RunState.STARTING in FOLLOWERS[state] for state in ALL if state.is_resumable)
    assert FOLLOWERS[RunState.FINISHED] == {RunState.STOPPED}


def test_a_status_comes_back_from_json_and_ignores_what_a_later_version_adds() -> None:
    status = RunStatus(RunState.RUNNING, pid=7, process_started=1.5, step=3, num_steps=9, seconds=2.5, heartbeat=4.0)
    assert read_fields(RunStatus, status.to_json() | {"mood": "good"}) == status
    assert read_fields(RunStatus, {"state": "queued"}) == RunStatus(RunState.QUEUED)
    assert read_fields(RunStatus, status.to_json() | {"state": "dreaming"}) == replace(status, state=RunState.UNKNOWN)


def reachable(state: RunState) -> set[RunState]:
    found = {state}
    waiting = [state]
    while waiting:
        for follower in FOLLOWERS[waiting.pop()] - found:
            found.add(follower)
            waiting.append(follower)
    return found
