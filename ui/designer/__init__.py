"""The designer of a backbone from scratch: a form, a diagram that follows it, and what it takes."""
