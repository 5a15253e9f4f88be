"""The rows behind a result: searched, sorted, and each looked at by itself."""
