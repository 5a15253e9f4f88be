"""What measuring a model that writes gives, by name."""

# What the backend gives: the cross-entropy at each place, 0 where there is nothing to say.
LOSSES = "losses"
# What an evaluation keeps: for each row the summed cross-entropy of its tokens, and how many these are.
ROW_LOSSES, ROW_TOKENS = "row_losses", "row_tokens"
# And where the model wrote for rows: `Written`, `None` where it did not; and what would be right, as texts.
PREDICTIONS, EXPECTED = "predictions", "expected"
