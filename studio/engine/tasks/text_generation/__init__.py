"""What writing on needs beside the common engine."""
