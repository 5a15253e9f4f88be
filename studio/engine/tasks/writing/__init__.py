"""What the tasks that write text have in common."""
