"""The three steps to a run, and the bar that shows them."""
