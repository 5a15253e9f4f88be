"""Token classification: parts of texts are found, each with a type."""
