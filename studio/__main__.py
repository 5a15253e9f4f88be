"""`python -m studio`: the command line."""

import sys

from studio import early_interrupts


def main() -> int:
    """Run the command line and return its exit status."""
    early_interrupts.watch()
    from studio.spare import worker_ahead

    with worker_ahead.of(sys.argv[1:]):
        # Loaded while the worker of a run loads its own libraries.
        from studio.cli import main as run

        early_interrupts.leave()
        return run()


if __name__ == "__main__":
    raise SystemExit(main())
