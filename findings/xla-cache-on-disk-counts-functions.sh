#!/usr/bin/env bash
# Guess: XLA's cache on disk (`--tf_xla_persistent_cache_directory`) gives a program its compiled kernel back in the next process,
#   as the key is a fingerprint of the computation.
# Seen: TensorFlow 2.21.0 puts the function's internal name into what it fingerprints, and that ends with the number of functions traced
#   before it in the process. One unrelated function more, traced earlier, and the same computation is compiled again and stored twice.
# Matters: two runs that differ in anything before the step (an evaluation more, a tokenizer's graph) share no kernel, and the folder grows.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow-cpu==2.21.0 numpy==2.4.6
cat > "$folder/step.py" <<'EOF'
import sys

import tensorflow as tf

for number in range(int(sys.argv[1])):
    tf.function(lambda x: x + 1.0)(tf.constant(float(number)))


@tf.function(jit_compile=True)
def step(x):
    return tf.nn.softmax(x @ x)


step(tf.ones([8, 8]))
EOF
export TF_CPP_MIN_LOG_LEVEL=3 TF_XLA_FLAGS="--tf_xla_persistent_cache_directory=$folder/cache"
kernels() {
    "$folder/venv/bin/python" "$folder/step.py" "$1" 2>/dev/null
    find "$folder/cache" -type f | wc -l
}
"$folder/venv/bin/python" -c "import tensorflow; print('tensorflow', tensorflow.__version__)" 2>/dev/null
first=$(kernels 0)
again=$(kernels 0)
behind_another=$(kernels 1)
echo "kernels on disk: $first, in the next process $again; behind one unrelated function expected $again, seen $behind_another"
[ "$first" = 1 ] && [ "$again" = 1 ] && [ "$behind_another" = 2 ]
