"""How long the bundled backbone's tokens take, against two peers, in alternation.

    python benchmarks/tokenizing.py [--out FILE]

The peers are KerasHub's own tokenizer in the same graph, and the fast tokenizer of Hugging Face. A second run of the
studio on the same texts takes its tokens from the cache of the workspace, which is not measured here.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import project  # noqa: F401

_ENGLISH = (
    "A clever film with a warm story, and actors who don't waste a scene.",
    "It's dull: the music is loud, the ending comes 20 minutes too late — and nobody cares!",
    "I watched it twice. The café scene alone is worth the ticket…",
)
_CHINESE = ("水泵很安静，非常满意！今天的天气很好，我们去公园散步吧。", "质量太差，不推荐购买。")
_NUM_TEXTS, _NUM_ROUNDS = 20_000, 9


def main() -> None:
    """Print seconds of wall clock and of processor, and the median of the ratios."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, help="a JSON file for the figures")
    arguments = parser.parse_args()
    import studio.engine  # isort: skip  # noqa: F401
    import keras_hub
    import tokenizers

    from studio import catalogue
    from studio.engine.models.pretrained import load_tokenizer
    from studio.engine.tokenizing.splitting import make_splitter

    folder = catalogue.bundled_folder()
    theirs = keras_hub.models.BertTokenizer(str(folder / "vocab.txt"), lowercase=True, strip_accents=True)
    fast = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
    fast.no_truncation()
    fast.no_padding()
    splitters: dict[str, Callable[[Sequence[str]], Any]] = {
        "kerashub": make_splitter(theirs),
        "hugging_face": lambda texts: fast.encode_batch(texts, add_special_tokens=False),
        "own": make_splitter(load_tokenizer(str(folder))),
    }
    measured = {}
    for name, sentences in (("english", _ENGLISH), ("chinese", _CHINESE)):
        texts = [" ".join(sentences[: 1 + n % len(sentences)]) + f" {n}" for n in range(_NUM_TEXTS)]
        measured[name] = _measure(splitters, texts)
        print(name, json.dumps(_summary(measured[name])), flush=True)
    if arguments.out is not None:
        arguments.out.write_text(json.dumps(measured, indent=1), encoding="utf-8")


def _measure(
    splitters: dict[str, Callable[[Sequence[str]], Any]], texts: list[str]
) -> dict[str, list[dict[str, float]]]:
    """Return the seconds of each round, by splitter."""
    found: dict[str, list[dict[str, float]]] = {name: [] for name in splitters}
    for split in splitters.values():
        split(texts[:10])
    for _ in range(_NUM_ROUNDS):
        for name, split in splitters.items():
            wall, processor = time.perf_counter(), time.process_time()
            split(texts)
            found[name].append({"wall": time.perf_counter() - wall, "processor": time.process_time() - processor})
    return found


def _summary(found: dict[str, list[dict[str, float]]]) -> dict[str, Any]:
    """Return the least seconds of each splitter, and the medians of the ratios."""
    result: dict[str, Any] = {}
    for kind in ("wall", "processor"):
        result |= {f"{name}_{kind}_s": round(min(one[kind] for one in times), 3) for name, times in found.items()}
        for peer in found.keys() - {"own"}:
            ratios = [other[kind] / own[kind] for own, other in zip(found["own"], found[peer], strict=True)]
            result[f"{kind}_times_as_fast_as_{peer}"] = round(statistics.median(ratios), 2)
    return result


if __name__ == "__main__":
    main()
