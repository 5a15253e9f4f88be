"""Translation in the engine: all of it is that of encoder–decoders."""

from studio.engine.tasks.writing.seq2seq import Seq2SeqWriting

TASK = Seq2SeqWriting()
