"""What masked language modelling needs beside the common engine.

masking ── batches ──── evaluation ── results         hidden by chance, trained on, measured and written down
encoding ─ filling                                    `[MASK]` in a text, filled in
token_texts                                           tokens as people read them
"""
