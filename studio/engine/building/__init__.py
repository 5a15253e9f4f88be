"""Models of a task: built from a specification, pretrained or from scratch, saved and loaded again."""
