"""The learning rate of each step: a linear warmup, then constant, linear or cosine.

No numpy and no TensorFlow here: the engine trains by it, and the window draws it.
"""

import math

from studio.spec import FitSpec


def warmup_steps(num_steps: int, fit: FitSpec) -> int:
    """Return in how many of all the steps the learning rate rises."""
    return round(fit.warmup_fraction * num_steps)


def learning_rate_at(step: int, num_steps: int, fit: FitSpec) -> float:
    """Return the learning rate of a step.

    Step 0 is the first. In the warmup the rate rises linearly from 0 and reaches its peak right after it. It then
    stays (`constant`), or falls to 0, which it would reach at step `num_steps`, along a line (`linear`) or half a
    cosine wave (`cosine`; Loshchilov and Hutter, SGDR, section 3, without restarts).

    Args:
        step: int, in 0 to `num_steps`.
        num_steps: int. The steps of the whole run.
        fit: FitSpec. Its `learning_rate`, `schedule` and `warmup_fraction` are read.

    Returns:
        float. The learning rate, from 0 to `fit.learning_rate`.
    """
    num_warmup = warmup_steps(num_steps, fit)
    if step < num_warmup:
        return fit.learning_rate * step / num_warmup
    progress = min(1.0, (step - num_warmup) / max(1, num_steps - num_warmup))
    match fit.schedule:
        case "constant":
            return fit.learning_rate
        case "linear":
            return fit.learning_rate * (1.0 - progress)
        case "cosine":
            return fit.learning_rate * 0.5 * (1.0 + math.cos(math.pi * progress))
