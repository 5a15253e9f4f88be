"""The worker that answers in a process of its own, and what it is asked."""
