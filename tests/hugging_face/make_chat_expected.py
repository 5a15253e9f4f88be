"""Write what transformers' `apply_chat_template` makes of conversations, for every chat template of the studio's table
and for folders in every layout that a template comes in.

Run where transformers 5 is installed, which the studio never needs and which needs no PyTorch for this, from the
project's root:

    python tests/hugging_face/make_chat_expected.py

It writes `tests/hugging_face/chat/LAYOUT/`, folders as people bring them, and `tests/hugging_face/chat/expected.json`.
"""

import importlib.util
import json
import shutil
from pathlib import Path

from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "chat"
TOKENS = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>"}
SYSTEM = {"role": "system", "content": "Answer in one word.\n请简短。"}
TURNS = [
    {"role": "user", "content": '  What is 1 < 2 & "3"?\n'},
    {"role": "assistant", "content": "True, 对 </s>\n\nSure "},
    {"role": "user", "content": "{{ messages }} {% raw %}"},
    {"role": "assistant", "content": "No"},
]
CONVERSATIONS = [TURNS[:1], TURNS[:2], TURNS[:3], TURNS, [SYSTEM, *TURNS[:1]], [SYSTEM, *TURNS[:3]], [SYSTEM, *TURNS]]

# What the templates of the studio's table do not use, and others do.
RICH = """\
{%- set ns = namespace(count=0) -%}
{%- if tools %}tools{% endif -%}
{{- bos_token -}}
{% for message in messages %}
    {% if message['role'] not in ['user', 'assistant', 'system'] %}
        {{ raise_exception('roles') }}
    {% endif %}
    {% set ns.count = ns.count + 1 %}
    {% if ns.count > 6 %}{% break %}{% endif %}
<{{ message['role'] | upper }} {{ ns.count }} {{ message | tojson }}>
    {% if message['role'] == 'assistant' %}
        {% generation %}
{{ message['content'] | trim }}{{ eos_token }}
        {% endgeneration %}
    {% else %}
{{ message.get('content').strip().split('\\n')[0] }}{{ unk_token }}
    {% endif %}
{% endfor %}
{%- if add_generation_prompt %}{{ strftime_now('%%') }}go{% if not enable_thinking %} at once{% endif %}{% endif %}
"""
ONE = "{% for m in messages %}[{{ m.role }}]{{ m.content }}{{ eos_token }}{% endfor %}"
OTHER = "{% for m in messages %}({{ m.role }}){{ m.content }}{{ eos_token }}{% endfor %}"
AS_ENTRY = {"content": "<end>", "lstrip": False, "normalized": False, "rstrip": False, "single_word": False}
DECODER = {"0": {"content": "<unk>", "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}}  # fmt: skip  # noqa: E501

# Name: files.
LAYOUTS = {
    "text": {"tokenizer_config.json": {**TOKENS, "chat_template": ONE}},
    "rich": {"tokenizer_config.json": {**TOKENS, "unk_token": "<unk>", "chat_template": RICH}},
    "named": {
        "tokenizer_config.json": {
            **TOKENS,
            "chat_template": [{"name": "rag", "template": OTHER}, {"name": "default", "template": ONE}],
        }
    },
    "file": {"tokenizer_config.json": {**TOKENS, "chat_template": OTHER}, "chat_template.jinja": ONE},
    "token-entries": {
        "tokenizer_config.json": {"eos_token": {"__type": "AddedToken", **AS_ENTRY}, "chat_template": ONE}
    },
    "token-map": {
        "tokenizer_config.json": {**TOKENS, "chat_template": ONE},
        "special_tokens_map.json": {"eos_token": AS_ENTRY},
    },
    "token-map-unread": {
        "tokenizer_config.json": {**TOKENS, "added_tokens_decoder": DECODER, "chat_template": ONE},
        "special_tokens_map.json": {"eos_token": "<end>"},
    },
}


def main():
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    table = module("templates").TEMPLATES
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=words(), **TOKENS)
    expected = {
        "tokens": TOKENS,
        "conversations": CONVERSATIONS,
        "table": {name: written(tokenizer, chat_template=source) for name, source in table.items()},
        "layouts": {name: written(read(name, files)) for name, files in LAYOUTS.items()},
    }
    text = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
    (FOLDER / "expected.json").write_text(text, encoding="utf-8")


def module(name):
    """Load a module of the studio by its file: its package asks for libraries that are not installed here."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "studio" / "chat" / f"{name}.py")
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def words():
    return Tokenizer(models.WordLevel({"<unk>": 0, "a": 1}, unk_token="<unk>"))


def read(name, files):
    folder = FOLDER / name
    folder.mkdir()
    for file, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        (folder / file).write_text(text, encoding="utf-8")
    # The vocabulary is of no use to the studio's tests.
    words().save(str(folder / "tokenizer.json"))
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder)
    (folder / "tokenizer.json").unlink()
    return tokenizer


def written(tokenizer, **options):
    """Return each conversation as text, without and with the beginning of an answer."""
    return [
        [
            tokenizer.apply_chat_template(
                talk, tokenize=False, add_generation_prompt=prompt, enable_thinking=False, **options
            )
            for prompt in (False, True)
        ]
        for talk in CONVERSATIONS
    ]


if __name__ == "__main__":
    main()
