"""Write tiny checkpoints with random weights as transformers saves them, and the hidden states that it computes.

Run where transformers 5 and PyTorch are installed, which the studio never needs, from the project's root:

    python tests/hugging_face/make_expected.py [FOLDER OF ALL-MINILM-L6-V2]

It writes `tests/hugging_face/folders/NAME/` with `config.json`, the weights in one of the layouts that people
bring, and `expected.npz`. The values are as if drawn anew from the same seed each time.
"""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import torch
import transformers as hf
from safetensors.torch import load_file, save_file

FOLDERS = Path(__file__).parent / "folders"
# Classes that turn vectors into tokens.
WRITERS = ("ForCausalLM", "ForConditionalGeneration", "LMHeadModel")
# Refused, and so nothing is compared.
WITHOUT_POOLER = {"bert-masked-lm"}
SIZE, WIDTH, INNER, LENGTH = 24, 16, 32, 12
ENCODER = {
    "vocab_size": SIZE,
    "hidden_size": WIDTH,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": INNER,
    "max_position_embeddings": LENGTH + 4,
}
DISTIL = {"vocab_size": SIZE, "dim": WIDTH, "hidden_dim": INNER, "n_layers": 2, "n_heads": 2}
DISTIL |= {"max_position_embeddings": LENGTH}
ALBERT = {**ENCODER, "embedding_size": 8, "num_hidden_groups": 2, "inner_group_num": 2}
GPT2 = {"vocab_size": SIZE, "n_embd": WIDTH, "n_layer": 2, "n_head": 2, "n_positions": LENGTH}
GPT2 |= {"bos_token_id": 0, "eos_token_id": 0}
BART = {"vocab_size": SIZE, "d_model": WIDTH, "max_position_embeddings": LENGTH}
BART |= {f"{side}_{name}": value for side in ("encoder", "decoder") for name, value in (("layers", 2), ("ffn_dim", INNER), ("attention_heads", 2))}  # fmt: skip  # noqa: E501
LLAMA = {"vocab_size": SIZE, "hidden_size": WIDTH, "intermediate_size": INNER, "num_hidden_layers": 2}
LLAMA |= {"num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 64, "bos_token_id": 0}
LLAMA |= {"eos_token_id": 1}
STRETCHED = {"rope_type": "llama3", "rope_theta": 100.0, "factor": 8.0, "low_freq_factor": 1.0}
STRETCHED |= {"high_freq_factor": 4.0, "original_max_position_embeddings": 8}

LINEAR = {"full_attention": {"rope_type": "linear", "rope_theta": 1e6, "factor": 8.0}}
LINEAR |= {"sliding_attention": {"rope_type": "default", "rope_theta": 1e4}}
HEADS = {**LLAMA, "head_dim": 6}
T5 = {"vocab_size": SIZE, "d_model": WIDTH, "d_kv": 6, "d_ff": INNER, "num_layers": 2, "num_heads": 2}
T5 |= {"decoder_start_token_id": 0}
OPT = {"vocab_size": SIZE, "hidden_size": WIDTH, "word_embed_proj_dim": WIDTH, "ffn_dim": INNER, "num_hidden_layers": 2}
OPT |= {"num_attention_heads": 2, "max_position_embeddings": LENGTH}
PHI3 = {**LLAMA, "pad_token_id": 0, "original_max_position_embeddings": 64}

# Name: class, configuration, layout.
CASES = {
    "bert-base": (hf.BertModel, hf.BertConfig(**ENCODER, layer_norm_eps=1e-3), "safetensors"),
    "bert-one-segment": (
        hf.BertForSequenceClassification,
        hf.BertConfig(**ENCODER, hidden_act="gelu_new", type_vocab_size=1),
        "safetensors",
    ),
    "bert-sharded": (hf.BertForPreTraining, hf.BertConfig(**ENCODER, hidden_act="relu"), "sharded"),
    "bert-torch": (hf.BertForPreTraining, hf.BertConfig(**ENCODER), "torch"),
    "bert-torch-sharded": (hf.BertModel, hf.BertConfig(**ENCODER), "torch-sharded"),
    "bert-half": (hf.BertModel, hf.BertConfig(**ENCODER), "float16"),
    "bert-brain": (hf.BertModel, hf.BertConfig(**ENCODER, hidden_act="silu"), "bfloat16"),
    "bert-torch-brain": (hf.BertModel, hf.BertConfig(**ENCODER), "torch-bfloat16"),
    "bert-masked-lm": (hf.BertForMaskedLM, hf.BertConfig(**ENCODER), "safetensors"),
    "roberta-base": (hf.RobertaModel, hf.RobertaConfig(**ENCODER, layer_norm_eps=1e-3), "safetensors"),
    "roberta-masked-lm": (
        hf.RobertaForMaskedLM,
        hf.RobertaConfig(**ENCODER, hidden_act="gelu_new", layer_norm_eps=1e-5, type_vocab_size=1),
        "safetensors",
    ),
    "xlm-roberta-base": (hf.XLMRobertaModel, hf.XLMRobertaConfig(**ENCODER, hidden_act="gelu_new"), "sharded"),
    "xlm-roberta-masked-lm": (hf.XLMRobertaForMaskedLM, hf.XLMRobertaConfig(**ENCODER), "safetensors"),
    "distilbert-base": (hf.DistilBertModel, hf.DistilBertConfig(**DISTIL, activation="gelu"), "safetensors"),
    "distilbert-masked-lm": (hf.DistilBertForMaskedLM, hf.DistilBertConfig(**DISTIL, activation="relu"), "torch"),
    "albert-base": (hf.AlbertModel, hf.AlbertConfig(**ALBERT, hidden_act="gelu"), "safetensors"),
    "albert-classifier": (hf.AlbertForSequenceClassification, hf.AlbertConfig(**ALBERT), "sharded"),
    "gpt2-base": (hf.GPT2Model, hf.GPT2Config(**GPT2, layer_norm_epsilon=1e-3), "safetensors"),
    "gpt2-lm": (hf.GPT2LMHeadModel, hf.GPT2Config(**GPT2, activation_function="relu"), "safetensors"),
    "bart-base": (hf.BartModel, hf.BartConfig(**BART), "safetensors"),
    "bart-lm": (hf.BartForConditionalGeneration, hf.BartConfig(**BART, activation_function="relu"), "safetensors"),
    "llama-base": (hf.LlamaModel, hf.LlamaConfig(**LLAMA, rms_norm_eps=1e-2), "safetensors"),
    "llama-stretched": (
        hf.LlamaForCausalLM,
        hf.LlamaConfig(**LLAMA, rope_parameters=STRETCHED, rms_norm_eps=1e-2),
        "safetensors",
    ),
    "llama-tied": (hf.LlamaForCausalLM, hf.LlamaConfig(**LLAMA, tie_word_embeddings=True), "safetensors"),
    "mistral-lm": (
        hf.MistralForCausalLM,
        hf.MistralConfig(**HEADS, sliding_window=4, rms_norm_eps=1e-2),
        "safetensors",
    ),
    "mistral-tied": (
        hf.MistralForCausalLM,
        hf.MistralConfig(**LLAMA, sliding_window=None, tie_word_embeddings=True),
        "bfloat16",
    ),
    "qwen2-lm": (hf.Qwen2ForCausalLM, hf.Qwen2Config(**LLAMA, rms_norm_eps=1e-2), "safetensors"),
    "qwen2-tied": (hf.Qwen2ForCausalLM, hf.Qwen2Config(**LLAMA, tie_word_embeddings=True), "safetensors"),
    "qwen3-lm": (hf.Qwen3ForCausalLM, hf.Qwen3Config(**HEADS), "safetensors"),
    "gemma-lm": (hf.GemmaForCausalLM, hf.GemmaConfig(**HEADS), "safetensors"),
    "gemma2-lm": (
        hf.Gemma2ForCausalLM,
        hf.Gemma2Config(**HEADS, query_pre_attn_scalar=6, sliding_window=4, attn_logit_softcapping=2.0),
        "safetensors",
    ),
    "gemma3-lm": (
        hf.Gemma3ForCausalLM,
        hf.Gemma3TextConfig(**{**HEADS, "num_hidden_layers": 6}, query_pre_attn_scalar=6, sliding_window=4),
        "safetensors",
    ),
    "gemma3-stretched": (
        hf.Gemma3ForCausalLM,
        hf.Gemma3TextConfig(
            **{**HEADS, "num_hidden_layers": 6}, query_pre_attn_scalar=6, sliding_window=4, rope_parameters=LINEAR
        ),
        "safetensors",
    ),
    "smollm3-lm": (
        hf.SmolLM3ForCausalLM,
        hf.SmolLM3Config(**LLAMA, no_rope_layers=[1, 0], pad_token_id=0),
        "safetensors",
    ),
    "phi3-lm": (hf.Phi3ForCausalLM, hf.Phi3Config(**PHI3, rms_norm_eps=1e-2), "safetensors"),
    "opt-lm": (hf.OPTForCausalLM, hf.OPTConfig(**OPT), "safetensors"),
    "opt-curved": (hf.OPTForCausalLM, hf.OPTConfig(**OPT, activation_function="gelu"), "safetensors"),
    "bloom-lm": (
        hf.BloomForCausalLM,
        hf.BloomConfig(vocab_size=SIZE, hidden_size=WIDTH, n_layer=2, n_head=4, layer_norm_epsilon=1e-3),
        "safetensors",
    ),
    "t5-lm": (hf.T5ForConditionalGeneration, hf.T5Config(**T5), "safetensors"),
    "t5-two-tables": (hf.T5ForConditionalGeneration, hf.T5Config(**T5), "untied"),
    "t5-gated": (
        hf.T5ForConditionalGeneration,
        hf.T5Config(**T5, feed_forward_proj="gated-gelu", tie_word_embeddings=False, layer_norm_epsilon=1e-2),
        "safetensors",
    ),
}


def main():
    shutil.rmtree(FOLDERS, ignore_errors=True)
    for number, (name, (kind, config, layout)) in enumerate(CASES.items()):
        torch.manual_seed(number)
        model = kind(config).eval()
        with torch.no_grad():
            for key, weight in model.named_parameters():
                is_norm = "norm" in key.lower() or ".ln_" in key or key.startswith("ln_")
                # As large as trained weights, so that each slip shows; norms lie around 1.
                weight.normal_(1.0 if is_norm and key.endswith("weight") else 0.0, 0.2 if is_norm else 0.4)
        folder = FOLDERS / name
        save(model, folder, layout)
        if name not in WITHOUT_POOLER:
            write_expected(folder)


def save(model, folder, layout):
    if layout in ("float16", "bfloat16", "torch-bfloat16"):
        model = model.to(getattr(torch, layout.removeprefix("torch-")))
    sharded = {"max_shard_size": "8KB"} if layout == "sharded" else {}
    model.save_pretrained(folder, **sharded)
    if layout == "untied":
        untie(folder)
    (folder / "generation_config.json").unlink(missing_ok=True)
    if layout.startswith("torch"):
        (folder / "model.safetensors").unlink()
        save_torch(model.state_dict(), folder, layout == "torch-sharded")


def untie(folder):
    """Give a checkpoint a head of its own, as the first ones of T5 1.1 and Flan-T5 have."""
    tensors = load_file(folder / "model.safetensors")
    tensors["lm_head.weight"] = torch.flip(tensors["shared.weight"], (0,)).contiguous()
    save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    config = json.loads((folder / "config.json").read_text())
    del config["scale_decoder_outputs"]
    (folder / "config.json").write_text(json.dumps(config | {"tie_word_embeddings": False}, indent=2))


def save_torch(state, folder, is_sharded):
    """Write what transformers wrote before version 4.35 and cannot write any more."""
    if not is_sharded:
        torch.save(state, folder / "pytorch_model.bin")
        return
    names = sorted(state)
    weight_map = {}
    for number, part in enumerate((names[::2], names[1::2]), start=1):
        file = f"pytorch_model-{number:05}-of-00002.bin"
        torch.save({name: state[name].clone() for name in part}, folder / file)
        weight_map |= dict.fromkeys(part, file)
    (folder / "pytorch_model.bin.index.json").write_text(json.dumps({"metadata": {}, "weight_map": weight_map}))


def write_expected(folder):
    model = hf.AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
    random = np.random.default_rng(0)
    ids = random.integers(4, SIZE, (2, LENGTH - 2))
    mask = np.ones_like(ids)
    mask[1, 6:] = 0
    types = np.zeros_like(ids)
    if model.config.model_type in ("bert", "albert") and model.config.type_vocab_size > 1:
        types[:, 4:] = 1
    given = {"input_ids": torch.tensor(ids), "attention_mask": torch.tensor(mask)}
    if "type_vocab_size" in model.config.to_dict():
        given["token_type_ids"] = torch.tensor(types)
    if model.config.is_encoder_decoder:
        given |= {"decoder_input_ids": torch.tensor(ids), "decoder_attention_mask": torch.tensor(mask)}
    with torch.no_grad():
        outputs = model(**given)
    hidden = {"hidden": outputs.last_hidden_state}
    if model.config.is_encoder_decoder:
        hidden["encoder_hidden"] = outputs.encoder_last_hidden_state
    if model.config.model_type in ("bert", "albert"):
        hidden["pooled"] = outputs.pooler_output
    if model.config.architectures[0].endswith(WRITERS):
        kind = hf.AutoModelForSeq2SeqLM if model.config.is_encoder_decoder else hf.AutoModelForCausalLM
        with torch.no_grad():
            hidden["logits"] = kind.from_pretrained(folder, dtype=torch.float32).eval()(**given).logits
    arrays = {name: value.numpy().astype(np.float32) for name, value in hidden.items()}
    np.savez_compressed(folder / "expected.npz", ids=ids.astype(np.int8), mask=mask.astype(np.int8), types=types.astype(np.int8), **arrays)  # fmt: skip  # noqa: E501


def write_minilm(folder):
    """Write the sentence vectors of the bundled backbone, as sentence-transformers makes them: mean, then length 1."""
    texts = ["A film that warms the heart.", "The pump is loud, and it leaks after a week!", "Yes"]
    encoded = hf.AutoTokenizer.from_pretrained(folder)(texts, padding=True, return_tensors="pt")
    with torch.no_grad():
        hidden = hf.AutoModel.from_pretrained(folder, dtype=torch.float32).eval()(**encoded).last_hidden_state
    weights = encoded["attention_mask"][..., None].float()
    vectors = torch.nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1))
    arrays = {"ids": encoded["input_ids"], "mask": encoded["attention_mask"], "vectors": vectors}
    np.savez_compressed(Path(__file__).parent / "minilm.npz", **{name: value.numpy() for name, value in arrays.items()})


if __name__ == "__main__":
    main()
    if len(sys.argv) > 1:
        write_minilm(sys.argv[1])
