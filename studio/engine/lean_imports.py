"""TensorFlow and Keras, imported without the optional packages that they merely wrap.

Keras imports scikit-learn for wrappers around it, and TensorFlow imports JAX, where it is there, for a converter.
That is a third of the time that the import of both takes, and 160 MB. Each does without where the package is not
installed. So they do not find it while they are imported, in the thread that imports them; whoever asks for it
otherwise does.
"""

import os
import sys
import threading
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

_IMPORTED = ("keras", "tensorflow")
_LEFT_OUT = ("jax", "sklearn")
_BACKEND = "KERAS_BACKEND"


def install() -> None:
    """Import TensorFlow and Keras so from now on, unless Keras computes with one of the packages left out."""
    is_installed = any(isinstance(finder, _LeanFinder) for finder in sys.meta_path)
    if not is_installed and os.environ.get(_BACKEND) == "tensorflow":
        sys.meta_path.insert(0, _LeanFinder())


class _LeanFinder(MetaPathFinder):
    """Finds nothing by itself: it hides packages while others are imported."""

    def __init__(self) -> None:
        self._thread = threading.local()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name in _LEFT_OUT and self._is_importing:
            raise ModuleNotFoundError(f"{name} is left out here: see {__name__}", name=name)
        spec = PathFinder.find_spec(name, path, target) if name in _IMPORTED else None
        if spec is not None and spec.loader is not None:
            self._watch(spec.loader)
        return spec

    @property
    def _is_importing(self) -> bool:
        return bool(getattr(self._thread, "is_importing", False))

    def _watch(self, loader: Any) -> None:
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            before, self._thread.is_importing = self._is_importing, True
            try:
                execute(module)
            finally:
                self._thread.is_importing = before

        loader.exec_module = exec_module
