"""What the tasks have in common whose models write text.

hidden_states ── token_losses              logits in slices, to train and to measure by
marks ── prompt_writer ── task_writer      from texts to written ones, a few tokens at a time
token_decoder ┘       └── serving          the same inside the graph of an export
packing                                    several texts in a row
task ── causal, seq2seq                    what the engine asks of a task
"""
