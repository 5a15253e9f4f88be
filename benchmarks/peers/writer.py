"""A causal model in transformers that writes when it is told to, for `benchmarks/generation.py`.

    python writer.py make FOLDER TEXT.txt      a Llama of 10 million random weights, its tokenizer learned from a text
    python writer.py serve FOLDER [GGUF]       answers requests, one JSON line each

It writes greedily with a cache, in float32. `plain` is `generate` as it comes; `best` has a cache of fixed size and a
compiled step.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import torch
import transformers

PAD, START, END = "<pad>", "<s>", "</s>"
VOCABULARY_SIZE = 8000


def make(folder: Path, text: Path) -> None:
    """Write a folder with a model and its tokenizer."""
    from tokenizers import ByteLevelBPETokenizer

    learned = ByteLevelBPETokenizer()
    learned.train([str(text)], VOCABULARY_SIZE, min_frequency=1, special_tokens=[PAD, START, END], show_progress=False)
    learned.save(str(folder / "tokenizer.json"))
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), pad_token=PAD, bos_token=START, eos_token=END
    )
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = transformers.LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=320,
        intermediate_size=864,
        num_hidden_layers=6,
        num_attention_heads=5,
        num_key_value_heads=5,
        max_position_embeddings=1024,
        # Texts of random weights differ from token to token only if these are large enough.
        initializer_range=0.05,
        tie_word_embeddings=True,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
    )
    transformers.LlamaForCausalLM(config).save_pretrained(folder)


def load(folder: Path, gguf: str | None) -> Any:
    """Return the model of a folder, or of a GGUF file in it, whose tables become float32."""
    extra = {} if gguf is None else {"gguf_file": gguf}
    return transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, **extra).eval()


class Stopwatch(transformers.generation.streamers.BaseStreamer):
    """Notes when the first token came; the prompt comes before it."""

    def __init__(self) -> None:
        self.times: list[float] = []

    def put(self, value: Any) -> None:
        """Note a time."""
        self.times.append(time.perf_counter())

    def end(self) -> None:
        """Do nothing."""


def write(model: Any, prompts: Sequence[Sequence[int]], num_tokens: int, **options: Any) -> dict[str, Any]:
    """Write so many tokens behind each prompt; return them with the seconds that it took, and that the first took."""
    given = torch.tensor(prompts)
    watch = Stopwatch() if len(prompts) == 1 else None
    began, used = time.perf_counter(), time.process_time()
    with torch.inference_mode():
        found = model.generate(
            given,
            attention_mask=torch.ones_like(given),
            max_new_tokens=num_tokens,
            min_new_tokens=num_tokens,
            do_sample=False,
            use_cache=True,
            streamer=watch,
            pad_token_id=0,
            **options,
        )
    seconds, processor_s = time.perf_counter() - began, time.process_time() - used
    first = watch.times[1] - began if watch is not None else None
    token_ids = found[:, given.shape[1] :].tolist()
    return {"seconds": seconds, "processor_s": processor_s, "first_s": first, "token_ids": token_ids}


def writers(model: Any, folder: Path, gguf: str | None) -> dict[str, Callable[..., dict[str, Any]]]:
    """Return how can be written, by name."""

    def plain(prompts: Sequence[Sequence[int]], num_tokens: int) -> dict[str, Any]:
        return write(model, prompts, num_tokens)

    compiled: list[Any] = []

    def best(prompts: Sequence[Sequence[int]], num_tokens: int) -> dict[str, Any]:
        if not compiled:
            other = load(folder, gguf)
            other.forward = torch.compile(other.forward, dynamic=None)
            compiled.append(other)
        return write(compiled[0], prompts, num_tokens, cache_implementation="static")

    return {"plain": plain, "best": best}


def serve(folder: Path, gguf: str | None) -> None:
    """Answer requests until there are no more."""
    found = writers(load(folder, gguf), folder, gguf)
    print(json.dumps({"threads": torch.get_num_threads(), "torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(found[asked["how"]](asked["prompts"], asked["num_tokens"])), flush=True)


if __name__ == "__main__":
    what, folder, *more = sys.argv[1:]
    if what == "make":
        make(Path(folder), Path(more[0]))
    else:
        serve(Path(folder), more[0] if more else None)
