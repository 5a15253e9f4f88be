#!/usr/bin/env bash
# Guess: an operation inside a graph depends on its inputs alone, so tf.strings.lower(text, encoding="utf-8") in a SavedModel gives the same
#   on every machine; Python's str.lower does.
# Seen: TensorFlow 2.21.0 asks ICU, and ICU asks the process's locale: with LC_ALL=tr_TR.UTF-8 or az_AZ.UTF-8, which need not be
#   installed, the same SavedModel makes "TITLE" to "tıtle", without a dot on the i.
# Matters: a preprocessing that lowercases in the graph gives other tokens, mostly unknown ones, on a server in Turkey than where the model was
#   trained, and the check after the export passes at home. tf_text.case_fold_utf8 does not depend on it; so does lower on ASCII (encoding="").
# Source: tensorflow/core/kernels/string_lower_op.cc: UnicodeString::toLower() without a locale.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow-cpu==2.21.0
export KERAS_HOME="$folder" TF_CPP_MIN_LOG_LEVEL=3 CUDA_VISIBLE_DEVICES=''
LC_ALL=C.UTF-8 "$folder/venv/bin/python" - "$folder" 2>/dev/null <<'EOF'
import sys

import tensorflow as tf

print("tensorflow", tf.__version__)
module = tf.Module()
module.lower = tf.function(
    lambda text: (tf.strings.lower(text, encoding="utf-8"), tf.strings.lower(text)),
    input_signature=[tf.TensorSpec([None], tf.string)],
)
tf.saved_model.save(module, sys.argv[1] + "/model")
EOF
cat > "$folder/serve.py" <<'EOF'
import sys

import tensorflow as tf

folded, ascii_only = tf.saved_model.load(sys.argv[1] + "/model").lower(["TITLE"])
print(folded[0].numpy().decode(), ascii_only[0].numpy().decode(), "TITLE".lower())
EOF
echo "expected: title title title (with encoding utf-8, without, Python)"
seen=''
for locale in C.UTF-8 en_US.UTF-8 tr_TR.UTF-8 az_AZ.UTF-8; do
    found=$(LC_ALL=$locale "$folder/venv/bin/python" "$folder/serve.py" "$folder" 2>/dev/null)
    echo "seen, LC_ALL=$locale: $found"
    seen+="$found|"
done
[ "$seen" = 'title title title|title title title|tıtle title title|tıtle title title|' ]
