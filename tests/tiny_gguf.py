"""Tiny GGUF files of each architecture, the same ones every time: what llama.cpp makes of them lies in `tests/gguf`."""

from pathlib import Path

import gguf
import numpy as np
import sentencepiece

from studio.catalogue.own_tokens.byte_pairs import byte_of_character

EXPECTED = Path(__file__).parent / "gguf"

WIDTH, INNER, NUM_LAYERS, NUM_HEADS, NUM_GROUPS = 64, 96, 2, 4, 2
HEAD_DIMS = {"gemma": 32, "qwen3": 32}
ARCHITECTURES = ("gemma", "llama", "qwen2", "qwen3")
SPLITS = ("gpt-2", "smollm", "llama-bpe", "qwen2")
# Each tokenizer by a name: what it is written with.
TOKENIZERS = {
    **{split: {"pre": split} for split in SPLITS},
    "pieces": {"tokenizer": "llama"},
    "bare_pieces": {"tokenizer": "llama", "tokenizer__ggml__add_space_prefix": False},
}
# On top of `studio.catalogue.own_tokens.probe.PROBE`.
TEXTS = (
    *(
        "a  5",
        "a 5b 12345",
        "x  \n  y",
        "\n\n\nz",
        "foo!\n\n  bar  ",
        "It's I'LL we'Re",
        "hello world hello  whole whole",
    ),
    *("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n", "a  <|im_end|>  b<added>c <added> d", "١٢٣ ½ Ⅳ x²"),
    *(
        "tab\t\tb",
        "  \t x",
        "12 345 6789",
        "a\r\n\r\n b",
        "…\n",
        "日本語テキスト123です",
        "naïve café\u0301",
        "one <s> two</s>",
    ),
)
# Prompts that logits are compared on.
ROWS = ([5, 70, 71, 260, 3, 90, 12, 40], [9, 9, 200, 1, 33])

_MERGES = (
    "h e",
    "l l",
    "he ll",
    "hell o",
    "Ġ w",
    "Ġw o",
    "r l",
    "rl d",
    "Ġwo rld",
    "1 2",
    "12 3",
    "Ġ Ġ",
    "Ċ Ċ",
    "i n",
    "Ġ t",
)
CONTROL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
_CORPUS = [
    "hello world, the weather is fine today",
    "a good film and a bad one",
    "one two three 123 456",
    "Ein schöner Tag",
]


def byte_pairs(takes_whole_words=False):
    """The tokens, types and merges of a vocabulary with all bytes."""
    letters = list(byte_of_character())
    joined = [merge.replace(" ", "") for merge in _MERGES]
    # One that no pairs make.
    whole = ["Ġwhole"] if takes_whole_words else []
    tokens = [*CONTROL, *letters, *joined, *whole, "<added>"]
    control, user = int(gguf.TokenType.CONTROL), int(gguf.TokenType.USER_DEFINED)
    types = [control] * len(CONTROL) + [int(gguf.TokenType.NORMAL)] * (len(tokens) - len(CONTROL) - 1) + [user]
    return tokens, types, list(_MERGES)


def pieces(folder):
    """The tokens, scores and types of a SentencePiece model of pairs, as Llama's is."""
    prefix = Path(folder) / "pieces"
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_CORPUS * 4),
        model_prefix=str(prefix),
        vocab_size=330,
        model_type="bpe",
        byte_fallback=True,
        normalization_rule_name="identity",
        remove_extra_whitespaces=False,
        num_threads=1,
        minloglevel=2,
    )
    model = sentencepiece.SentencePieceProcessor(model_file=f"{prefix}.model")
    ids = range(model.get_piece_size())
    kinds = [
        (model.is_unknown, gguf.TokenType.UNKNOWN),
        (model.is_control, gguf.TokenType.CONTROL),
        (model.is_byte, gguf.TokenType.BYTE),
    ]
    types = [next((int(kind) for asked, kind in kinds if asked(n)), int(gguf.TokenType.NORMAL)) for n in ids]
    return [model.id_to_piece(n) for n in ids], [model.get_score(n) for n in ids], types


def write_gguf(path, architecture="llama", dtype="F32", pre="smollm", tokenizer="gpt2", changed=None, **settings):
    """Write a file.

    Args:
        path: Where.
        architecture: As llama.cpp names it.
        dtype: The type of the tables, e.g. `"Q8_0"`.
        pre: How the byte pairs' tokenizer splits.
        tokenizer: `gpt2` or `llama`.
        changed: Tensors that are other, or more; `None` leaves one out.
        **settings: Further settings, or other values; `None` leaves one out. Dots are written as `__`.
    """
    writer = gguf.GGUFWriter(path, architecture)
    values = _settings(architecture) | _tokens(path, tokenizer, pre)
    values |= {name.replace("__", "."): value for name, value in settings.items()}
    for name, value in values.items():
        _add(writer, name, value)
    kind = gguf.GGMLQuantizationType[dtype]
    arrays = tensors(architecture, len(values["tokenizer.ggml.tokens"])) | (changed or {})
    for name, array in arrays.items():
        if array is None:
            continue
        if array.ndim == 1:
            writer.add_tensor(name, array)
        else:
            writer.add_tensor(name, gguf.quants.quantize(array, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def tensors(architecture, vocabulary_size):
    """Return the weights by llama.cpp's names."""
    draw = np.random.default_rng(7)
    head_dim = HEAD_DIMS.get(architecture, WIDTH // NUM_HEADS)
    wide, narrow = head_dim * NUM_HEADS, head_dim * NUM_GROUPS
    shapes = {"token_embd.weight": (vocabulary_size, WIDTH), "output_norm.weight": (WIDTH,)}
    if architecture != "gemma":
        shapes["output.weight"] = (vocabulary_size, WIDTH)
    for layer in range(NUM_LAYERS):
        inner = {
            "attn_norm.weight": (WIDTH,),
            "attn_q.weight": (wide, WIDTH),
            "attn_k.weight": (narrow, WIDTH),
            "attn_v.weight": (narrow, WIDTH),
            "attn_output.weight": (WIDTH, wide),
            "ffn_norm.weight": (WIDTH,),
            "ffn_gate.weight": (INNER, WIDTH),
            "ffn_up.weight": (INNER, WIDTH),
            "ffn_down.weight": (WIDTH, INNER),
        }
        if architecture == "qwen2":
            inner |= {"attn_q.bias": (wide,), "attn_k.bias": (narrow,), "attn_v.bias": (narrow,)}
        if architecture == "qwen3":
            inner |= {"attn_q_norm.weight": (head_dim,), "attn_k_norm.weight": (head_dim,)}
        shapes |= {f"blk.{layer}.{name}": shape for name, shape in inner.items()}
    return {
        name: (draw.normal(0, 0.3, shape) + (1.0 if name.endswith("norm.weight") else 0.0)).astype(np.float32)
        for name, shape in shapes.items()
    }


def _settings(architecture):
    head_dim = HEAD_DIMS.get(architecture)
    known = {
        "general.name": "tiny",
        f"{architecture}.block_count": NUM_LAYERS,
        f"{architecture}.context_length": 128,
        f"{architecture}.embedding_length": WIDTH,
        f"{architecture}.feed_forward_length": INNER,
        f"{architecture}.attention.head_count": NUM_HEADS,
        f"{architecture}.attention.head_count_kv": NUM_GROUPS,
        f"{architecture}.attention.layer_norm_rms_epsilon": 1e-6 if architecture == "gemma" else 1e-3,
        f"{architecture}.rope.freq_base": 10_000.0 if architecture == "gemma" else 50_000.0,
    }
    if head_dim is not None:
        known |= {f"{architecture}.attention.{name}_length": head_dim for name in ("key", "value")}
    return known


def _tokens(path, tokenizer, pre):
    shared = {"tokenizer.ggml.model": tokenizer, "tokenizer.chat_template": "{{ messages[0]['content'] }}"}
    if tokenizer == "llama":
        tokens, scores, types = pieces(Path(path).parent)
        named = {"bos": 1, "eos": 2, "unknown": 0}
        shared |= {"tokenizer.ggml.scores": scores}
    else:
        tokens, types, merges = byte_pairs(takes_whole_words=pre == "llama-bpe")
        named = {"bos": 1, "eos": 2, "padding": 0}
        shared |= {"tokenizer.ggml.pre": pre, "tokenizer.ggml.merges": merges}
    shared |= {f"tokenizer.ggml.{name}_token_id": token_id for name, token_id in named.items()}
    return shared | {"tokenizer.ggml.tokens": tokens, "tokenizer.ggml.token_type": types}


def _add(writer, name, value):
    match value:
        case None:
            return
        case bool():
            writer.add_bool(name, value)
        case int():
            writer.add_uint32(name, value)
        case float():
            writer.add_float32(name, value)
        case str():
            writer.add_string(name, value)
        case _:
            writer.add_array(name, value)
