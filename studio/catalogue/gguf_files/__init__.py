"""GGUF files, as llama.cpp reads them: what one holds, and whether exactly that can be computed here."""

from studio.catalogue.gguf_files.checking import CheckedGguf, check_gguf
from studio.catalogue.gguf_files.finding import find_gguf, is_gguf
from studio.catalogue.gguf_files.header import (
    GgufHeader,
    GgufTensor,
    read_chat_template,
    read_control_tokens,
    read_header,
)

__all__ = [
    "CheckedGguf",
    "GgufHeader",
    "GgufTensor",
    "check_gguf",
    "find_gguf",
    "is_gguf",
    "read_chat_template",
    "read_control_tokens",
    "read_header",
]
