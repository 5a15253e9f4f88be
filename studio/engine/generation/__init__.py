"""Writing text token by token, one generator for all families.

cached_decoder                      a network that decodes with a cache: the one interface to KerasHub's and our own
scores ─ drawing ──┐                which tokens may come next; which one does
                   ├── writing      prompts of any lengths, written on together
beams ─────────────┘
generator                           compiled once; a token at a time, or to the end
"""
