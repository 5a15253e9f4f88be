"""Write what llama.cpp makes of the tiny GGUF files of `tests/tiny_gguf.py`.

The files are written where the studio is installed, and read where the package `cyllama` (0.2) and numpy are:

    python tests/gguf/make_expected.py write FOLDER
    OTHER/python tests/gguf/make_expected.py read FOLDER

`logits.npz` holds a table for each architecture and prompt, `tokens.json` the ids of all texts for each tokenizer.
"""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent


def write(folder):
    """Write the files, the prompts and the texts."""
    sys.path.insert(0, str(HERE.parent.parent))
    from studio.catalogue.own_tokens.probe import PROBE
    from tests.tiny_gguf import ARCHITECTURES, ROWS, TEXTS, TOKENIZERS, write_gguf

    for architecture in ARCHITECTURES:
        write_gguf(folder / f"{architecture}.gguf", architecture)
    for name, settings in TOKENIZERS.items():
        write_gguf(folder / f"tokens-{name}.gguf", **settings)
    asked = {"architectures": ARCHITECTURES, "tokenizers": [*TOKENIZERS], "rows": ROWS, "texts": [*PROBE, *TEXTS]}
    (folder / "asked.json").write_text(json.dumps(asked))


def read(folder):
    """Let llama.cpp compute."""
    import numpy as np
    from cyllama.llama import llama_cpp

    class Model(llama_cpp.LlamaModel):
        # WORKAROUND: cyllama 0.2 asks the model for it, which does not know.
        n_vocab = property(lambda self: self.get_vocab().n_vocab)

    llama_cpp.ggml_backend_load_all()
    asked = json.loads((folder / "asked.json").read_text())
    logits, tokens = {}, {}
    for architecture in asked["architectures"]:
        model = Model(str(folder / f"{architecture}.gguf"), llama_cpp.LlamaModelParams())
        params = llama_cpp.LlamaContextParams()
        params.n_ctx, params.type_k, params.type_v, params.flash_attn_type = 128, 0, 0, 0
        for number, row in enumerate(asked["rows"]):
            context = llama_cpp.LlamaContext(model, params)
            batch = llama_cpp.LlamaBatch(n_tokens=len(row), embd=0, n_seq_max=1)
            batch.set_batch(row, 0, True)
            context.decode(batch)
            logits[f"{architecture}_{number}"] = np.array(
                [context.get_logits_ith(place) for place in range(len(row))], np.float32
            )
    for name in asked["tokenizers"]:
        model = Model(str(folder / f"tokens-{name}.gguf"), llama_cpp.LlamaModelParams())
        tokens[name] = [model.get_vocab().tokenize(text, False, True) for text in asked["texts"]]
    np.savez_compressed(HERE / "logits.npz", **logits)
    (HERE / "tokens.json").write_text(json.dumps(tokens, separators=(",", ":")).replace("]],", "]],\n") + "\n")


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](Path(sys.argv[2]))
