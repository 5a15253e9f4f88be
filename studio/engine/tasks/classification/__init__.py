"""What tasks share that sort examples into classes: loss, network, measuring, results."""
