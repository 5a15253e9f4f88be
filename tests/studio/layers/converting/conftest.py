"""Tiny backbones of KerasHub whose weights are all random; `benchmarks/parity.py` makes and measures them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[4] / "benchmarks"))
