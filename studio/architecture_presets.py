"""Architectures to begin with: a few useful sizes, and those of well-known papers."""

from dataclasses import dataclass

from studio.architecture import ArchitectureSpec
from studio.errors import InputError


@dataclass(frozen=True, slots=True)
class ArchitecturePreset:
    """A named architecture.

    Attributes:
        label: What buttons call it, in English.
        help: What it is good for, in one or two sentences.
        source: The paper it follows; empty for none.
    """

    name: str
    label: str
    help: str
    architecture: ArchitectureSpec
    source: str = ""


ARCHITECTURE_PRESETS = (
    ArchitecturePreset(
        name="tiny",
        label="Tiny",
        help="For quick tries: it trains in minutes on any computer and shows whether there is anything to learn.",
        architecture=ArchitectureSpec(
            num_layers=2, num_heads=2, hidden_dim=128, intermediate_dim=512, max_sequence_length=256
        ),
    ),
    ArchitecturePreset(
        name="small",
        label="Small",
        help="A good beginning for some thousands of texts, trained on a CPU.",
        architecture=ArchitectureSpec(),
    ),
    ArchitecturePreset(
        name="medium",
        label="Medium",
        help="For some hundred thousand texts, or for pretraining on unlabelled text first. A GPU helps.",
        architecture=ArchitectureSpec(
            num_layers=6, num_heads=8, hidden_dim=512, intermediate_dim=2048, vocabulary_size=16_000
        ),
    ),
    ArchitecturePreset(
        name="bert_base",
        label="BERT base",
        help="The shape of BERT base: 12 layers, 768 wide, normalized after each part. "
        "It needs very much text and a GPU.",
        architecture=ArchitectureSpec(
            num_layers=12,
            num_heads=12,
            hidden_dim=768,
            intermediate_dim=3072,
            normalize_first=False,
            vocabulary_size=30_000,
        ),
        source="Devlin et al., BERT: Pre-training of Deep Bidirectional Transformers, 2019, section 3",
    ),
    ArchitecturePreset(
        name="transformer_base",
        label="Transformer base",
        help="The base model of “Attention Is All You Need”: an encoder–decoder with sine positions, for translation.",
        architecture=ArchitectureSpec(
            kind="encoder_decoder",
            num_layers=6,
            num_heads=8,
            hidden_dim=512,
            intermediate_dim=2048,
            positions="sinusoidal",
            normalize_first=False,
            activation="relu",
            dropout=0.1,
            tokenizer="bpe",
            vocabulary_size=37_000,
            lowercase=False,
        ),
        source="Vaswani et al., Attention Is All You Need, 2017, table 3",
    ),
    ArchitecturePreset(
        name="transformer_big",
        label="Transformer big",
        help="The big model of “Attention Is All You Need”: twice as wide, with twice the heads and more dropout.",
        architecture=ArchitectureSpec(
            kind="encoder_decoder",
            num_layers=6,
            num_heads=16,
            hidden_dim=1024,
            intermediate_dim=4096,
            positions="sinusoidal",
            normalize_first=False,
            activation="relu",
            dropout=0.3,
            tokenizer="bpe",
            vocabulary_size=37_000,
            lowercase=False,
        ),
        source="Vaswani et al., Attention Is All You Need, 2017, table 3",
    ),
    ArchitecturePreset(
        name="small_llama",
        label="Small Llama",
        help="A decoder built like Llama: RMS normalization, rotary positions, SwiGLU, shared keys and values.",
        architecture=ArchitectureSpec(
            kind="decoder",
            num_layers=8,
            num_heads=8,
            num_key_value_heads=2,
            hidden_dim=512,
            intermediate_dim=1376,
            positions="rotary",
            normalization="rms_norm",
            activation="swiglu",
            dropout=0.0,
            max_sequence_length=1024,
            tokenizer="bpe",
            vocabulary_size=16_000,
            lowercase=False,
        ),
        source="Touvron et al., LLaMA: Open and Efficient Foundation Language Models, 2023, section 2.2",
    ),
)


def find_architecture(name: str) -> ArchitecturePreset:
    """Return the preset of that name.

    Raises:
        InputError: if there is none.
    """
    for preset in ARCHITECTURE_PRESETS:
        if preset.name == name:
            return preset
    raise InputError(
        "There is no architecture {name}. Expected one of: {expected}.",
        name=name,
        expected=", ".join(preset.name for preset in ARCHITECTURE_PRESETS),
    )
