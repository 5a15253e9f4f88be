"""The attention stack: a Transformer as Keras layers that run on TensorFlow and on JAX.

Keras reads its backend from the environment once, when it is first imported.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")

from studio.layers.activations import ACTIVATIONS, Activation, gelu_approximate
from studio.layers.alibi_bias import AlibiBias, alibi_slopes
from studio.layers.attention import attention_scores, dot_product_attention
from studio.layers.backbone_config import BackboneConfig
from studio.layers.decoder import Decoder
from studio.layers.decoder_block import DecoderBlock
from studio.layers.documents import document_mask, document_positions
from studio.layers.dropout import Dropout
from studio.layers.encoder import Encoder
from studio.layers.encoder_block import BlockSteps, EncoderBlock
from studio.layers.feed_forward import FeedForward
from studio.layers.input_embedding import InputEmbedding
from studio.layers.learned_positions import LearnedPositions
from studio.layers.masks import causal_mask, merge_masks
from studio.layers.multi_head_attention import AttentionSteps, MultiHeadAttention
from studio.layers.normalization import RMSNormalization, make_normalization
from studio.layers.relative_bias import RelativeBias
from studio.layers.rotary_positions import RotaryPositions, rotate
from studio.layers.sinusoidal_positions import SinusoidalPositions
from studio.layers.transformer_backbone import TransformerBackbone

__all__ = [
    "ACTIVATIONS",
    "Activation",
    "AlibiBias",
    "AttentionSteps",
    "BackboneConfig",
    "BlockSteps",
    "Decoder",
    "DecoderBlock",
    "Dropout",
    "Encoder",
    "EncoderBlock",
    "FeedForward",
    "InputEmbedding",
    "LearnedPositions",
    "MultiHeadAttention",
    "RMSNormalization",
    "RelativeBias",
    "RotaryPositions",
    "SinusoidalPositions",
    "TransformerBackbone",
    "alibi_slopes",
    "attention_scores",
    "causal_mask",
    "document_mask",
    "document_positions",
    "dot_product_attention",
    "gelu_approximate",
    "make_normalization",
    "merge_masks",
    "rotate",
]
