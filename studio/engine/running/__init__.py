"""A run's process: loads, trains, keeps checkpoints, says how it goes."""
