"""What summarization needs beside the common engine."""
