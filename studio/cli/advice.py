"""What should be thought over before a run is started: told on standard error."""

from studio.cli.output import Output
from studio.planning.advice import advise
from studio.spec import RunSpec


def tell_advice(output: Output, spec: RunSpec) -> tuple[str, ...]:
    """Say on standard error which of a run's settings are seldom meant.

    Returns:
        What was said.
    """
    findings = advise(spec)
    for finding in findings:
        output.note(f"{finding.level.capitalize()}: {finding.message}")
    return tuple(str(finding.message) for finding in findings)
