"""What the run of a draft will take, the same numbers in every room."""
