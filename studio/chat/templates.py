"""Chat templates by name, for models that bring none, in Jinja as transformers reads it.

They write what the models of a family were trained on, without what only some of them have: no message of the system
where there is none, no tools. Contents are taken as they are, but where a family's own template trims them.
"""

from collections.abc import Mapping

PLAIN = "plain"

# Qwen 2 and 2.5, SmolLM 2, and many others: OpenAI's Chat Markup Language.
_CHATML = """\
{% for message in messages %}
<|im_start|>{{ message.role }}
{{ message.content }}<|im_end|>
{% endfor %}
{% if add_generation_prompt %}
<|im_start|>assistant
{% endif %}"""

# Touvron et al., Llama 2 (2023), appendix A.3.3. The system speaks inside of the first message of the user.
_LLAMA_2 = """\
{% if messages[0].role == 'system' %}
{% set system, turns = '<<SYS>>\\n' + messages[0].content | trim + '\\n<</SYS>>\\n\\n', messages[1:] %}
{% else %}
{% set system, turns = '', messages %}
{% endif %}
{% for message in turns %}
{% if message.role == 'user' %}
{{ bos_token }}[INST] {% if loop.first %}{{ system }}{% endif %}{{ message.content | trim }} [/INST]
{%- else %} {{ message.content | trim }} {{ eos_token }}
{%- endif %}
{% endfor %}"""

_LLAMA_3 = """\
{{ bos_token }}
{%- for message in messages %}
<|start_header_id|>{{ message.role }}<|end_header_id|>

{{ message.content | trim }}<|eot_id|>
{%- endfor %}
{% if add_generation_prompt %}
<|start_header_id|>assistant<|end_header_id|>

{% endif %}"""

_MISTRAL = """\
{% if messages[0].role == 'system' %}
{% set system, turns = messages[0].content + '\\n\\n', messages[1:] %}
{% else %}
{% set system, turns = '', messages %}
{% endif %}
{{ bos_token }}
{%- for message in turns %}
{% if message.role == 'user' %}
[INST] {% if loop.first %}{{ system }}{% endif %}{{ message.content }} [/INST]
{%- else %} {{ message.content }}{{ eos_token }}
{%- endif %}
{% endfor %}"""

# Gemma knows no system: it speaks inside of the first message of the user, as in Gemma 3.
_GEMMA = """\
{% if messages[0].role == 'system' %}
{% set system, turns = messages[0].content + '\\n\\n', messages[1:] %}
{% else %}
{% set system, turns = '', messages %}
{% endif %}
{{ bos_token }}
{%- for message in turns %}
<start_of_turn>{{ 'model' if message.role == 'assistant' else message.role }}
{% if loop.first %}{{ system }}{% endif %}{{ message.content | trim }}<end_of_turn>
{% endfor %}
{% if add_generation_prompt %}
<start_of_turn>model
{% endif %}"""

_PHI_3 = """\
{% for message in messages %}
<|{{ message.role }}|>
{{ message.content }}<|end|>
{% endfor %}
{% if add_generation_prompt %}
<|assistant|>
{% endif %}"""

_PHI_4 = """\
{% for message in messages %}
<|im_start|>{{ message.role }}<|im_sep|>{{ message.content }}<|im_end|>
{%- endfor %}
{% if add_generation_prompt %}
<|im_start|>assistant<|im_sep|>
{%- endif %}"""

# Text alone, with the end token after each answer: what else would say where it ends?
_FALCON = """\
{% for message in messages %}
{{ message.role | capitalize }}: {{ message.content }}{% if message.role == 'assistant' %}{{ eos_token }}{% endif %}


{% endfor %}
{% if add_generation_prompt %}
Assistant:
{%- endif %}"""

_PLAIN = """\
{{ bos_token }}
{%- for message in messages %}
{{ message.role | capitalize }}: {{ message.content }}{% if message.role == 'assistant' %}{{ eos_token }}{% endif %}

{% endfor %}
{% if add_generation_prompt %}
Assistant:
{%- endif %}"""

TEMPLATES: Mapping[str, str] = {
    "chatml": _CHATML,
    "llama2": _LLAMA_2,
    "llama3": _LLAMA_3,
    "mistral": _MISTRAL,
    "gemma": _GEMMA,
    "phi3": _PHI_3,
    "phi4": _PHI_4,
    "falcon": _FALCON,
    PLAIN: _PLAIN,
}
