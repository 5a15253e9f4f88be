"""Backbones and tokenizers read from a preset's folder, in KerasHub's layout or in Hugging Face's: the one way in."""

from studio.engine.pretrained.backbone import load_backbone
from studio.engine.pretrained.block_settings import BlockSettings
from studio.engine.pretrained.task import load_task
from studio.engine.pretrained.tokenizer import load_tokenizer
from studio.engine.pretrained.unreadable import unreadable

__all__ = ["BlockSettings", "load_backbone", "load_task", "load_tokenizer", "unreadable"]
