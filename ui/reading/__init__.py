"""How a data set is opened and read, whichever page asks: in threads, with the bar that tells it."""
