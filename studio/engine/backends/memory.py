"""Whether an error means that the memory is full, whoever says so and in whatever words."""

import errno
import sys

# TensorFlow and XLA, the C++ library, CUDA.
_SIGNS = (
    "RESOURCE_EXHAUSTED",
    "OOM when allocating",
    "std::bad_alloc",
    "bad allocation",
    "out of memory",
    "Cannot allocate memory",
    "CUDA_ERROR_OUT_OF_MEMORY",
    "CUBLAS_STATUS_ALLOC_FAILED",
)


def is_memory_full(error: BaseException) -> bool:
    """Return whether an error, or what it was raised from, says that the memory is full."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        if _says_so(found):
            return True
        seen.add(id(found))
        found = found.__cause__ or found.__context__
    return False


def _says_so(error: BaseException) -> bool:
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None and isinstance(error, tensorflow.errors.OpError):
        # It passes on what XLA and CUDA say, too.
        return isinstance(error, tensorflow.errors.ResourceExhaustedError) or _has_sign(error)
    return isinstance(error, RuntimeError | ValueError) and _has_sign(error)


def _has_sign(error: BaseException) -> bool:
    return any(sign in str(error) for sign in _SIGNS)
