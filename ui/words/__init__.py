"""What several rooms say of the same thing: presets, runs, settings."""
