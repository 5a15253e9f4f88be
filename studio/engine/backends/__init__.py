"""What computes: the training loop knows only the protocol in `base`."""
