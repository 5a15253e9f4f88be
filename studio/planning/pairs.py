"""How many pairs of passages documents give."""

# Half of the pairs borrow a passage, and a third of the documents stands in pairs of that kind: so many tokens are read
# for each one of the documents.
_READ = 4 / 3


def count_pairs(num_tokens: float, sequence_length: int) -> int:
    """Return about how many pairs are made of documents of so many tokens together."""
    return max(1, round(_READ * num_tokens / sequence_length))
