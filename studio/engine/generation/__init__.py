"""Writing text token by token, one generator for all families.

cached_decoder                      a network that decodes with a cache: the one interface to KerasHub's and our own
decoder_parts ─ part_finders        what a causal network is made of, by family
parts_decoder                       its steps, computed from its parts with few operations
decoders                            which of these ways a network is asked in
scores ─ token_writer               which tokens may come next, of prompts of any lengths that are written on together
drawing ─ writing                   one text for each, greedily or by chance
beams                               several for each, of which the likeliest is kept
generator                           compiled once; a token at a time, or to the end
"""
