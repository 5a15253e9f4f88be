"""Fuzzing of all that is read back: mutated files of every kind, out of which only our own errors may come."""
