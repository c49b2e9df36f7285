# SPDX-License-Identifier: Apache-2.0
"""Simpler ways to predict a tint, re-implemented on the measured spectra: (36,) reflectances in, (36,) out.

Each sees what its method uses: masstones over white, or these and the family's other tints.
"""

from collections.abc import Sequence

import numpy as np

from shadematch._broadcast import Floats
from shadematch.bench.paint_mixtures import WHITE, Sample
from shadematch.film import k_over_s, opaque_reflectance

Tint = tuple[float, Floats]
"""Weight fraction of the pigment, and reflectance over white."""


def reading(sample: Sample) -> Floats:
    """Reflectance of a sample over the white card."""
    return np.array(sample.over["white"].film)


def linear(fraction: float, pigment: Floats, white: Floats) -> Floats:
    """Mean of the reflectances, by weight."""
    return fraction * pigment + (1 - fraction) * white


def log_mean(fraction: float, pigment: Floats, white: Floats) -> Floats:
    """Geometric mean of the reflectances, by weight."""
    return np.exp(fraction * np.log(pigment) + (1 - fraction) * np.log(white))


def single_constant(fraction: float, pigment: Floats, white: Floats) -> Floats:
    """Mean of K/S, by weight: equal tinting strength."""
    return _of_ratio(fraction * _ratio(pigment) + (1 - fraction) * _ratio(white))


def single_constant_strength(
    fraction: float, pigment: Floats, white: Floats, tints: Sequence[Tint]
) -> Floats:
    """Mean of K/S with the tinting strength that fits the other tints best, in cube roots of reflectance."""
    strengths = np.exp(np.linspace(-4, 4, 401))

    def predicted(share: float, strength: Floats) -> Floats:
        x = (strength * share / (strength * share + 1 - share))[:, None]
        return _of_ratio(x * _ratio(pigment) + (1 - x) * _ratio(white))

    misses = sum(((np.cbrt(predicted(c, strengths)) - np.cbrt(R)) ** 2).sum(axis=1) for c, R in tints)
    best = strengths[[int(np.argmin(misses))]]
    return np.asarray(predicted(fraction, best)[0])


def masstone_tint(fraction: float, pigment: Floats, white: Floats, tints: Sequence[Tint]) -> Floats:
    """Two constants in closed form from opaque masstone and tints, white S = 1.

    s = (1 - c)(q_t - q_w) / (c (q_p - q_t)), numerators and denominators summed over the tints, k = q_p s.
    """
    q_p, q_w = _ratio(pigment), _ratio(white)
    above = sum((1 - c) * (_ratio(R) - q_w) for c, R in tints)
    below = sum(c * (q_p - _ratio(R)) for c, R in tints)
    with np.errstate(divide="ignore", invalid="ignore"):
        s = np.clip(np.nan_to_num(above / below, nan=1.0), 1e-3, 1e3)
    K = fraction * q_p * s + (1 - fraction) * q_w
    return _of_ratio(K / (fraction * s + (1 - fraction)))


def inputs(sample: Sample, training: Sequence[Sample]) -> tuple[float, Floats, Floats, list[Tint]]:
    """Fraction of the pigment, masstone, white and other tints of a sample."""
    pigment = str(sample.pigment)
    pure = {next(iter(other.parts)): reading(other) for other in training if len(other.parts) == 1}
    tints = [
        (other.parts[pigment], reading(other)) for other in training if set(other.parts) == {pigment, WHITE}
    ]
    return sample.parts[pigment], pure[pigment], pure[WHITE], tints


def _ratio(reflectance: Floats) -> Floats:
    return np.asarray(k_over_s(np.clip(reflectance, 1e-4, 0.9995)))


def _of_ratio(ratio: Floats) -> Floats:
    return np.asarray(opaque_reflectance(ratio))
