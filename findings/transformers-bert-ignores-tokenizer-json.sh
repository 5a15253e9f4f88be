#!/usr/bin/env bash
# Guess: tokenizer.json describes a tokenizer completely, so whatever reads the file gives the same tokens.
# Seen: transformers 5.24.0 does not follow the normalizer in a BERT's tokenizer.json. It builds another one from
#   tokenizer_config.json, and where that is silent from the class's defaults: lower case, no accents. What tokenizer.json
#   says of case, accents and Unicode forms is dropped; `tokenizers`, reading the same file, follows it.
# Matters: a cased or an accent-keeping BERT whose tokenizer was saved by `tokenizers` alone is fine-tuned in lower case without
#   a word, and answers differently where `tokenizers` reads the file itself.
#   The class PreTrainedTokenizerFast in tokenizer_config.json keeps the file's own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet transformers==5.24.0 tokenizers==0.23.3
HF_HOME="$folder" HF_HUB_OFFLINE=1 "$folder/venv/bin/python" - "$folder" 2>/dev/null <<'EOF'
import json
import sys
from pathlib import Path

import tokenizers
import transformers
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "Café", "café", "cafe", "½", "1⁄2"]
cases = {
    "cased": (normalizers.BertNormalizer(lowercase=False), "Café", ["Café"], ["cafe"]),
    "accents kept": (normalizers.BertNormalizer(lowercase=True, strip_accents=False), "Café", ["café"], ["cafe"]),
    "NFKC": (normalizers.NFKC(), "½", ["1⁄2"], ["½"]),
}
print("transformers", transformers.__version__, "tokenizers", tokenizers.__version__)
is_same = True
for name, (normalizer, text, expected, known) in cases.items():
    folder = Path(sys.argv[1], name)
    folder.mkdir()
    tokenizer = Tokenizer(models.WordPiece({token: n for n, token in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    seen = {}
    for class_name in ("BertTokenizer", "PreTrainedTokenizerFast"):
        (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": class_name}))
        seen[class_name] = transformers.AutoTokenizer.from_pretrained(folder).tokenize(text)
    from_file = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text).tokens
    print(f"{name}: {text} expected, as tokenizers reads it: {from_file}; seen: {seen}")
    is_same &= from_file == expected and seen == {"BertTokenizer": known, "PreTrainedTokenizerFast": expected}
sys.exit(not is_same)
EOF
