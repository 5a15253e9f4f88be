"""Which chat template a model is given: the one that was set, its folder's own, its family's, or plain text."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.catalogue.gguf_files import find_gguf, read_chat_template, read_control_tokens
from studio.catalogue.layout import RUN_MODEL, read_object
from studio.chat import AUTO, PLAIN, TEMPLATES, ChatTemplate, given_template, is_template
from studio.errors import InputError

TEMPLATE_FILE = "chat_template.jinja"
_CONFIG_FILE = "tokenizer_config.json"
_PROCESSOR_FILE = "chat_template.json"
_TOKENS_FILE = "special_tokens_map.json"
_KEY = "chat_template"
_ADDED_TOKENS = "added_tokens_decoder"
# The one that stands for a conversation, where a model has others for documents and tools.
_DEFAULT = "default"

# By the name that KerasHub's class begins with. A family that is not here has no marks of its own.
FAMILIES: Mapping[str, str] = {
    "Falcon": "falcon",
    "Gemma": "gemma",
    "Gemma3": "gemma",
    "Llama": "llama2",
    "Llama3": "llama3",
    "Mistral": "mistral",
    "Mixtral": "mistral",
    "Phi3": "phi3",
    "Qwen": "chatml",
    "Qwen3": "chatml",
    "Qwen3Moe": "chatml",
    "QwenMoe": "chatml",
    "SmolLM3": "chatml",
}


def choose_template(
    setting: str, folder: Path | None, family: str, special_tokens: Mapping[str, str] | None = None
) -> ChatTemplate:
    """Return the template of a model.

    Args:
        setting: `"auto"`, a name of `TEMPLATES`, or a template.
        folder: The model's folder; `None` for one without, such as a model from scratch.
        family: The name of the backbone's class without its ending, such as `Llama3`.
        special_tokens: `bos_token`, `eos_token` and so on, as its tokenizer has them; the folder's own go before.

    Raises:
        InputError: if the setting is neither, or the folder's files cannot be used.
    """
    tokens = {**(special_tokens or {}), **({} if folder is None else read_special_tokens(folder))}
    if setting != AUTO:
        return given_template(setting, tokens)
    found = None if folder is None else find_template(folder)
    if found is not None:
        return ChatTemplate(found.name, found.source, tokens)
    name = FAMILIES.get(family, PLAIN)
    return ChatTemplate(name, TEMPLATES[name], tokens)


def find_template(folder: Path) -> ChatTemplate | None:
    """Return the template that came with a model; `None` where none did.

    A model of the studio's remembers the template that it was trained with, special tokens and all. transformers wrote
    it into `tokenizer_config.json`, as text or as a list with names, and writes it into a file of its own today, which
    goes before; models that see pictures have it in `chat_template.json`.

    Args:
        folder: In Hugging Face's layout, or one that the studio wrote; or a GGUF file.

    Raises:
        InputError: if a file cannot be read, or none of several templates is the default.
    """
    gguf_file = find_gguf(folder)
    if gguf_file is not None:
        source = read_chat_template(gguf_file)
        return None if source is None else ChatTemplate(gguf_file.name, source)
    settings = _read(folder / RUN_MODEL).get("settings")
    remembered = settings.get("template") if isinstance(settings, Mapping) else None
    if isinstance(remembered, str) and is_template(remembered):
        return ChatTemplate(RUN_MODEL, remembered)
    file = folder / TEMPLATE_FILE
    if file.is_file():
        try:
            return ChatTemplate(TEMPLATE_FILE, file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError("{file} cannot be read: {reason}.", file=file, reason=str(error).rstrip(".")) from None
    for name in (_CONFIG_FILE, _PROCESSOR_FILE):
        value = _read(folder / name).get(_KEY)
        if value is not None:
            return ChatTemplate(name, _default(folder / name, value))
    return None


def read_special_tokens(folder: Path) -> dict[str, str]:
    """Return the special tokens that a model's folder names, by the names that templates know them by.

    Of two files that name them, transformers believes the newer kind: `tokenizer_config.json` where it lists the added
    tokens as well, else `special_tokens_map.json`.

    Args:
        folder: In Hugging Face's layout; one in another layout names none. Or a GGUF file.

    Raises:
        InputError: if a file cannot be read.
    """
    gguf_file = find_gguf(folder)
    if gguf_file is not None:
        return read_control_tokens(gguf_file)
    entries = _read(folder / _CONFIG_FILE)
    if _ADDED_TOKENS not in entries:
        entries |= _read(folder / _TOKENS_FILE)
    named = {
        name: value.get("content") if isinstance(value, Mapping) else value
        for name, value in entries.items()
        if name.endswith("_token")
    }
    return {name: token for name, token in named.items() if isinstance(token, str)}


def _default(file: Path, value: Any) -> str:
    if isinstance(value, list):
        value = {str(entry.get("name")): entry.get("template") for entry in value if isinstance(entry, Mapping)}
    if isinstance(value, Mapping):
        if _DEFAULT not in value:
            raise InputError(
                "{file}: expected a chat template named default. Received: {received}.",
                file=file,
                received=", ".join(map(str, value)) or "none",
            )
        value = value[_DEFAULT]
    if not isinstance(value, str):
        raise InputError(
            "{file}: expected a chat template as text, or a list of such with names. Received: {received}.",
            file=file,
            received=str(value)[:80],
        )
    return value


def _read(file: Path) -> dict[str, Any]:
    return read_object(file) if file.is_file() else {}
