"""A tiny backbone of each family with random weights, in KerasHub's layout and, if there is one, Hugging Face's."""

import io
import json

import numpy as np
from tokenizers.pre_tokenizers import ByteLevel

from studio.catalogue import backbones

TEXTS = ("a good film with a story", "bad music and a cold scene", "the film was good, the end was not")
LENGTH, WIDTH, INNER, NUM_LAYERS, NUM_HEADS = 32, 16, 32, 2, 2
LLAMA3_SPECIAL = ("<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
FAMILIES = ("Albert", "Bert", "DebertaV3", "DistilBert", "FNet", "Roberta", "RoformerV2", "XLMRoberta")
WRITING_FAMILIES = ("GPT2", "Llama3", "Bloom", "Gemma", "Bart", "T5")
# Single bytes take more room than words.
WRITING_LENGTH = 128
HUGGING_FACE_FAMILIES = ("Albert", "Bert", "DistilBert", "Roberta", "XLMRoberta")


def save_keras_hub(family, folder):
    """Write a preset with random weights."""
    import keras
    import keras_hub

    keras.utils.set_random_seed(3)
    tokenizer = make_tokenizer(family)
    sizes = {
        "vocabulary_size": tokenizer.vocabulary_size(),
        "num_layers": NUM_LAYERS,
        "num_heads": NUM_HEADS,
        "hidden_dim": WIDTH,
        "intermediate_dim": INNER,
        "max_sequence_length": LENGTH if family in FAMILIES else WRITING_LENGTH,
    }
    match family:
        case "Albert":
            sizes["embedding_dim"] = 8
        case "DebertaV3":
            sizes["bucket_size"] = 8
        case "FNet":
            del sizes["num_heads"]
        case "RoformerV2":
            del sizes["max_sequence_length"]
            sizes |= {"head_size": WIDTH // NUM_HEADS, "max_wavelength": LENGTH}
        case "T5":
            del sizes["max_sequence_length"]
        case "Llama3" | "Gemma":
            del sizes["max_sequence_length"], sizes["num_heads"]
            sizes |= {"num_query_heads": NUM_HEADS, "num_key_value_heads": 1}
            sizes |= {"head_dim": WIDTH // NUM_HEADS} if family == "Gemma" else {}
    backbone = getattr(keras_hub.models, f"{family}Backbone")(**sizes)
    randomize(backbone)
    backbone.save_to_preset(str(folder))
    tokenizer.save_to_preset(str(folder))


def families(task):
    """Return the families here that the catalogue says a task can use, BERT before all others."""
    known = {name: backbones().get(f"{name}Backbone") for name in dict.fromkeys(["Bert", *FAMILIES, *WRITING_FAMILIES])}
    return [name for name, info in known.items() if info is not None and task.name in info.tasks]


def save_both(family, keras_folder, hugging_face_folder):
    """Write a checkpoint in Hugging Face's layout, and what KerasHub reads out of it as its own preset."""
    import keras_hub

    save_hugging_face(family, hugging_face_folder)
    backbone = keras_hub.models.Backbone.from_preset(str(hugging_face_folder))
    backbone.save_to_preset(str(keras_folder))
    getattr(keras_hub.models, f"{family}Tokenizer").from_preset(str(hugging_face_folder)).save_to_preset(
        str(keras_folder)
    )


def randomize(backbone):
    """Give every weight values of its own: many begin as zeros or ones."""
    random = np.random.default_rng(5)
    for weight in backbone.weights:
        if "seed" not in weight.path:
            weight.assign(random.normal(0.0, 0.2, weight.shape).astype(weight.dtype))


def words():
    return sorted({word for text in TEXTS for word in text.replace(",", " ,").split()})


def make_tokenizer(family):
    import keras_hub

    kind = getattr(keras_hub.models, f"{family}Tokenizer")
    match family:
        case "Bert" | "DistilBert" | "RoformerV2":
            return kind([*SPECIAL, *words()], lowercase=True)
        case "Roberta" | "Bart" | "Bloom":
            return kind(*byte_pairs())
        case "GPT2":
            return kind(*byte_pairs(["<|endoftext|>"]))
        case "Llama3":
            return kind(*byte_pairs(LLAMA3_SPECIAL))
        case "XLMRoberta":
            return kind(sentence_pieces())
        case "Gemma":
            return kind(writing_pieces(bos_id=2, bos_piece="<bos>", eos_piece="<eos>"))
        case "T5":
            return kind(writing_pieces(bos_id=-1, eos_piece="</s>"))
    return kind(sentence_pieces(pad="<pad>" if family != "DebertaV3" else "[PAD]"))


def byte_pairs(special=("<s>", "<pad>", "</s>", "<unk>", "<mask>")):
    # As published: a vocabulary of byte pairs has all bytes.
    letters = sorted(ByteLevel.alphabet())
    begins = sorted({f"Ġ{word[0]}" for text in TEXTS for word in text.split()})
    names = [*special[:4], *letters, *begins, *special[4:]]
    return {name: index for index, name in enumerate(names)}, [f"Ġ {name[1]}" for name in begins]


def sentence_pieces(pad="<pad>"):
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXTS),
        model_writer=model,
        vocab_size=60,
        model_type="unigram",
        pad_id=0,
        unk_id=1,
        bos_id=2,
        eos_id=3,
        pad_piece=pad,
        unk_piece="<unk>" if pad == "<pad>" else "[UNK]",
        bos_piece="[CLS]",
        eos_piece="[SEP]",
        user_defined_symbols=["[MASK]"],
        hard_vocab_limit=False,
    )
    return model.getvalue()


def writing_pieces(**special):
    """Return pieces that fall back on single bytes, as those of families that write."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(TEXTS),
        model_writer=model,
        vocab_size=320,
        model_type="unigram",
        byte_fallback=True,
        pad_id=0,
        eos_id=1,
        unk_id=3,
        pad_piece="<pad>",
        unk_piece="<unk>",
        hard_vocab_limit=False,
        **special,
    )
    return model.getvalue()


# === Hugging Face's layout ===


def save_hugging_face(family, folder):
    """Write config.json, model.safetensors and the vocabulary as `save_pretrained` does."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    size = make_tokenizer(family).vocabulary_size()
    config, shapes = {
        "Albert": albert,
        "Bert": bert,
        "DistilBert": distil_bert,
        "Roberta": roberta,
        "XLMRoberta": xlm_roberta,
    }[family](size)
    config["architectures"] = [f"{family}Model"]
    random = np.random.default_rng(11)
    tensors = {name: random.normal(0.0, 0.2, shape).astype(np.float32) for name, shape in shapes.items()}
    if family == "Roberta":
        # As published; KerasHub, which writes the other layout of the same model, drops it.
        tensors["roberta.embeddings.token_type_embeddings.weight"][:] = 0.0
    save_file(tensors, str(folder / "model.safetensors"))
    (folder / "config.json").write_text(json.dumps(config))
    write_vocabulary(family, folder)


def write_vocabulary(family, folder):
    match family:
        case "Bert" | "DistilBert":
            (folder / "vocab.txt").write_text("\n".join([*SPECIAL, *words()]))
            (folder / "tokenizer_config.json").write_text('{"do_lower_case": true}')
        case "Roberta":
            vocabulary, merges = byte_pairs()
            (folder / "vocab.json").write_text(json.dumps(vocabulary))
            (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges]))
        case "Albert":
            (folder / "spiece.model").write_bytes(sentence_pieces())
        case "XLMRoberta":
            (folder / "sentencepiece.bpe.model").write_bytes(sentence_pieces())


def common(model_type, size, num_positions):
    return {
        "model_type": model_type,
        "vocab_size": size,
        "hidden_size": WIDTH,
        "num_hidden_layers": NUM_LAYERS,
        "num_attention_heads": NUM_HEADS,
        "intermediate_size": INNER,
        "max_position_embeddings": num_positions,
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "type_vocab_size": 2,
        # What KerasHub's classes compute, so that both layouts are the same model.
        "hidden_act": "gelu_new" if model_type in ("bert", "albert") else "gelu",
        "layer_norm_eps": 1e-12 if model_type in ("bert", "albert") else 1e-5,
        "pad_token_id": 1 if "roberta" in model_type else 0,
    }


def dense(name, outputs, inputs):
    return {f"{name}.weight": (outputs, inputs), f"{name}.bias": (outputs,)}


def norm(name, width=WIDTH):
    return {f"{name}.weight": (width,), f"{name}.bias": (width,)}


def embeddings(prefix, size, num_positions, num_segments, width=WIDTH):
    shapes = {
        f"{prefix}word_embeddings.weight": (size, width),
        f"{prefix}position_embeddings.weight": (num_positions, width),
        f"{prefix}token_type_embeddings.weight": (num_segments, width),
    }
    return shapes | norm(f"{prefix}LayerNorm", width)


def bert_layers(prefix):
    shapes = {}
    for index in range(NUM_LAYERS):
        layer = f"{prefix}encoder.layer.{index}."
        for name in ("query", "key", "value"):
            shapes |= dense(f"{layer}attention.self.{name}", WIDTH, WIDTH)
        shapes |= dense(f"{layer}attention.output.dense", WIDTH, WIDTH) | norm(f"{layer}attention.output.LayerNorm")
        shapes |= dense(f"{layer}intermediate.dense", INNER, WIDTH) | dense(f"{layer}output.dense", WIDTH, INNER)
        shapes |= norm(f"{layer}output.LayerNorm")
    return shapes


def bert(size):
    shapes = embeddings("embeddings.", size, LENGTH, 2) | bert_layers("") | dense("pooler.dense", WIDTH, WIDTH)
    return common("bert", size, LENGTH), shapes


def roberta(size):
    shapes = embeddings("roberta.embeddings.", size, LENGTH + 2, 1) | bert_layers("roberta.")
    return common("roberta", size, LENGTH + 2) | {"type_vocab_size": 1}, shapes


def xlm_roberta(size):
    shapes = embeddings("embeddings.", size, LENGTH + 2, 1) | bert_layers("")
    return common("xlm-roberta", size, LENGTH + 2) | {"type_vocab_size": 1}, shapes


def albert(size):
    layer = "albert.encoder.albert_layer_groups.0.albert_layers.0."
    shapes = embeddings("albert.embeddings.", size, LENGTH, 2, 8)
    shapes |= dense("albert.encoder.embedding_hidden_mapping_in", WIDTH, 8)
    for name in ("query", "key", "value", "dense"):
        shapes |= dense(f"{layer}attention.{name}", WIDTH, WIDTH)
    shapes |= norm(f"{layer}attention.LayerNorm") | norm(f"{layer}full_layer_layer_norm")
    shapes |= dense(f"{layer}ffn", INNER, WIDTH) | dense(f"{layer}ffn_output", WIDTH, INNER)
    shapes |= dense("albert.pooler", WIDTH, WIDTH)
    groups = {"embedding_size": 8, "num_hidden_groups": 1, "inner_group_num": 1}
    return common("albert", size, LENGTH) | groups, shapes


def distil_bert(size):
    shapes = {
        "distilbert.embeddings.word_embeddings.weight": (size, WIDTH),
        "distilbert.embeddings.position_embeddings.weight": (LENGTH, WIDTH),
    } | norm("distilbert.embeddings.LayerNorm")
    for index in range(NUM_LAYERS):
        layer = f"distilbert.transformer.layer.{index}."
        for name in ("q_lin", "k_lin", "v_lin", "out_lin"):
            shapes |= dense(f"{layer}attention.{name}", WIDTH, WIDTH)
        shapes |= dense(f"{layer}ffn.lin1", INNER, WIDTH) | dense(f"{layer}ffn.lin2", WIDTH, INNER)
        shapes |= norm(f"{layer}sa_layer_norm") | norm(f"{layer}output_layer_norm")
    config = {
        "model_type": "distilbert",
        "vocab_size": size,
        "dim": WIDTH,
        "n_layers": NUM_LAYERS,
        "n_heads": NUM_HEADS,
        "hidden_dim": INNER,
        "max_position_embeddings": LENGTH,
        "dropout": 0.1,
    }
    return config, shapes
