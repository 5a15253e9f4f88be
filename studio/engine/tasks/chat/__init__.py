"""What chat needs beside the common engine.

templates ── encoding ── task         from conversations to tokens, of which the answers are learned
evaluation ┘                          the loss of the answers, and what the model answers itself
"""
