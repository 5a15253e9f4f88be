"""How long the bundled backbone's tokens take, against KerasHub's own tokenizer, in alternation.

python benchmarks/tokenizing.py
"""

import json
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import keras_hub

from studio import catalogue
from studio.engine.models.pretrained import load_tokenizer
from studio.engine.tokenizing.splitting import make_splitter

_ENGLISH = (
    "A clever film with a warm story, and actors who don't waste a scene.",
    "It's dull: the music is loud, the ending comes 20 minutes too late — and nobody cares!",
    "I watched it twice. The café scene alone is worth the ticket…",
)
_CHINESE = ("水泵很安静，非常满意！今天的天气很好，我们去公园散步吧。", "质量太差，不推荐购买。")
_NUM_TEXTS, _NUM_ROUNDS = 20_000, 9


def main() -> None:
    """Print seconds of wall clock and of processor, and the median of the ratios."""
    folder = catalogue.bundled_folder()
    theirs = keras_hub.models.BertTokenizer(str(folder / "vocab.txt"), lowercase=True, strip_accents=True)
    splitters = {"kerashub": make_splitter(theirs), "own": make_splitter(load_tokenizer(str(folder)))}
    for name, sentences in (("english", _ENGLISH), ("chinese", _CHINESE)):
        texts = [" ".join(sentences[: 1 + n % len(sentences)]) + f" {n}" for n in range(_NUM_TEXTS)]
        print(json.dumps({"texts": name, **_measure(splitters, texts)}))


def _measure(splitters: dict[str, Callable[[Sequence[str]], Any]], texts: list[str]) -> dict[str, Any]:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in splitters}
    for split in splitters.values():
        split(texts[:10])
    for _ in range(_NUM_ROUNDS):
        for name, split in splitters.items():
            wall, processor = time.perf_counter(), time.process_time()
            split(texts)
            found[name].append((time.perf_counter() - wall, time.process_time() - processor))
    result: dict[str, Any] = {
        name: [round(min(kind), 3) for kind in zip(*times, strict=True)] for name, times in found.items()
    }
    for place, kind in enumerate(("wall", "processor")):
        ratios = [own[place] / other[place] for own, other in zip(found["own"], found["kerashub"], strict=True)]
        result[f"{kind}_ratio"] = round(statistics.median(ratios), 2)
    return result


if __name__ == "__main__":
    main()
