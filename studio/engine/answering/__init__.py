"""What a model says about texts, files and splits."""
