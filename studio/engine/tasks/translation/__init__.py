"""What translation needs beside the common engine."""
