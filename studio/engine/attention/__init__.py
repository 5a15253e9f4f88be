"""What attention says about a text: maps, the walk through a head, and what each token adds to an answer."""
