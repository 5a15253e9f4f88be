"""Answer texts line by line with a loaded model: `python answerer.py savedmodel|pipeline FOLDER`.

A line in is `{"text": "a fine film"}`, a line out `{"prediction": "good"}`. The first line out says that it is ready.
For `benchmarks/latency.py`; it stands alone.
"""

import json
import os
import sys
from collections.abc import Callable

Ask = Callable[[str], str]


def load_saved_model(folder: str) -> Ask:
    """Return what asks a SavedModel of the studio."""
    import tensorflow as tf
    import tensorflow_text  # noqa: F401  brings the operations of the tokenizer

    loaded = tf.saved_model.load(folder)
    serve = loaded.signatures["serving_default"]

    def ask(text: str) -> str:
        found = {name: value.numpy() for name, value in serve(text=tf.constant([text])).items()}
        return found["label"][0].decode("utf-8")

    # The signature holds the variables only as long as somebody holds the model.
    ask.model = loaded  # type: ignore[attr-defined]
    return ask


def load_pipeline(folder: str) -> Ask:
    """Return what asks a pipeline of Hugging Face with a fresh head."""
    import transformers

    model = transformers.AutoModelForSequenceClassification.from_pretrained(folder, num_labels=2).eval()
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    pipeline = transformers.pipeline("text-classification", model=model, tokenizer=tokenizer, device="cpu")
    return lambda text: pipeline(text)[0]["label"]


def main() -> None:
    """Answer until the input ends."""
    kind, folder = sys.argv[1:]
    # Whatever libraries print goes to standard error.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    ask = {"savedmodel": load_saved_model, "pipeline": load_pipeline}[kind](folder)
    ask("a fine film")
    print(json.dumps({"ready": True}), file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps({"prediction": ask(json.loads(line)["text"])}), file=out, flush=True)


if __name__ == "__main__":
    main()
