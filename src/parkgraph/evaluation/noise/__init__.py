"""Noise must not change facts: how much it does.

Each kind of noise is put into clean documents as real sites make it, and the facts of the noisy
document are compared with those of the clean one.  Every kind is a pure function of text and seed.
"""

from __future__ import annotations

from parkgraph.evaluation.noise.comparison import (
    ChangedFact,
    NoiseReport,
    NoiseRow,
    compare_under_noise,
    evaluate_noise,
    write_noise_table,
)
from parkgraph.evaluation.noise.kinds import KINDS, Noisy, make_noisy

__all__ = [
    "KINDS",
    "ChangedFact",
    "NoiseReport",
    "NoiseRow",
    "Noisy",
    "compare_under_noise",
    "evaluate_noise",
    "make_noisy",
    "write_noise_table",
]
