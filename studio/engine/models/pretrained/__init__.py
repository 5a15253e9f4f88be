"""Backbones and tokenizers read from a preset's folder, in KerasHub's layout or in Hugging Face's: the one way in."""

from studio.engine.models.pretrained.backbone import load_backbone
from studio.engine.models.pretrained.block_settings import BlockSettings
from studio.engine.models.pretrained.task import load_saved_task, load_task
from studio.engine.models.pretrained.tokenizer import load_tokenizer
from studio.engine.models.pretrained.unreadable import unreadable

__all__ = ["BlockSettings", "load_backbone", "load_saved_task", "load_task", "load_tokenizer", "unreadable"]
