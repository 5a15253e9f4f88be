"""Models: built, pretrained or from scratch, saved and loaded again."""
