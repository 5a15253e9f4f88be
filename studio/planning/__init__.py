"""What a run will take before it starts, and what is advised."""
