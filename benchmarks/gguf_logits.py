"""Compare the logits of a GGUF file with llama.cpp's, on the file as it is and on its tables as float32.

The first command runs where the package `cyllama` (0.2), `gguf` and numpy are, the second where the studio is:

    OTHER/python benchmarks/gguf_logits.py record FILE.gguf FOLDER
    python benchmarks/gguf_logits.py compare FILE.gguf FOLDER

llama.cpp rounds the inputs of a product to eight bits where its table is quantized. So two differences are told: with
that, and without it, which is the one that shows whether the same thing is computed. SmolLM2-135M-Instruct (Q4_1): 2.0
and 1.1e-4, of logits up to 40.
"""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import project  # noqa: F401

PROMPTS = (
    "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n",
    "The capital of France is Paris, and that of Spain is Madrid. In 1999, 12345 people",
    "  many   spaces\n\nand don't 你好",
)
_AS_IT_IS, _AS_FLOATS = "quantized", "float32"


def record(file: Path, folder: Path) -> None:
    """Write what llama.cpp computes."""
    folder.mkdir(parents=True, exist_ok=True)
    floats = folder / "float32.gguf"
    _write_floats(file, floats)
    found = {}
    for name, path in ((_AS_IT_IS, file), (_AS_FLOATS, floats)):
        found |= {f"{name}_{part}": array for part, array in _llama_cpp(path).items()}
    np.savez_compressed(folder / "logits.npz", **found)
    floats.unlink()


def compare(file: Path, folder: Path) -> None:
    """Print by how much the studio's logits differ."""
    import studio.engine  # isort: skip  # noqa: F401
    from studio.engine.models.pretrained import load_backbone, load_tokenizer

    known = dict(np.load(folder / "logits.npz"))
    backbone, tokenizer = load_backbone(str(file)), load_tokenizer(str(file))
    for number, prompt in enumerate(PROMPTS):
        ids = np.asarray(tokenizer(prompt))[None].astype(np.int32)
        assert ids[0].tolist() == known[f"{_AS_IT_IS}_ids_{number}"].tolist(), prompt
        hidden = backbone({"token_ids": ids, "padding_mask": np.ones_like(ids)})
        logits = np.asarray(backbone.token_embedding(hidden, reverse=True))[0]
        for name in (_AS_IT_IS, _AS_FLOATS):
            right = known[f"{name}_logits_{number}"]
            difference = float(np.abs(logits - right).max())
            same = float((logits.argmax(-1) == right.argmax(-1)).mean())
            largest = float(np.abs(right).max())
            print(f"prompt {number}, {name}: differs by {difference:.2g} of {largest:.0f}, {same:.0%} the same token")


def _llama_cpp(path: Path) -> dict[str, npt.NDArray[Any]]:
    from cyllama.llama import llama_cpp

    class Model(llama_cpp.LlamaModel):
        # WORKAROUND: cyllama 0.2 asks the model for it, which does not know.
        n_vocab = property(lambda self: self.get_vocab().n_vocab)

    llama_cpp.ggml_backend_load_all()
    model = Model(str(path), llama_cpp.LlamaModelParams())
    params = llama_cpp.LlamaContextParams()
    # Keys and values as float32, and no attention in halves.
    params.n_ctx, params.type_k, params.type_v, params.flash_attn_type = 512, 0, 0, 0
    found = {}
    for number, prompt in enumerate(PROMPTS):
        ids = model.get_vocab().tokenize(prompt, False, True)
        context = llama_cpp.LlamaContext(model, params)
        batch = llama_cpp.LlamaBatch(n_tokens=len(ids), embd=0, n_seq_max=1)
        batch.set_batch(ids, 0, True)
        context.decode(batch)
        found[f"ids_{number}"] = np.array(ids)
        found[f"logits_{number}"] = np.array([context.get_logits_ith(n) for n in range(len(ids))], np.float32)
    return found


def _write_floats(file: Path, target: Path) -> None:
    """Write the same model with all tables as float32."""
    import gguf

    reader = gguf.GGUFReader(file)
    writer = gguf.GGUFWriter(target, reader.fields["general.architecture"].contents())
    for name, field in reader.fields.items():
        if name.startswith("GGUF.") or name in ("general.architecture", "general.file_type"):
            continue
        if field.types[0] == gguf.GGUFValueType.ARRAY:
            writer.add_array(name, field.contents())
        else:
            writer.add_key_value(name, field.contents(), field.types[0])
    for tensor in reader.tensors:
        writer.add_tensor(tensor.name, gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    {"record": record, "compare": compare}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
