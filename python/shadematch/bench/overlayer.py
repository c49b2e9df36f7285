# SPDX-License-Identifier: Apache-2.0
"""A dark zone under clear dermis: adding-doubling and two fluxes beside photons followed one by one."""

from collections.abc import Callable, Iterator

import numpy as np

from shadematch._core.skin import AddingDoublingOptions, MonteCarloOptions, TissueLayer
from shadematch.bench.row import Row, Target
from shadematch.film import kubelka_munk_reflectance, measured_reflectance, opaque_reflectance
from shadematch.layered_skin import layered_reflectance, monte_carlo_reflectance

DEPTHS_MM = (0.05, 0.1, 0.2, 0.3, 0.6, 1.0)
TISSUES = ((0.5, 45.0), (2.0, 45.0), (0.5, 25.0))
"""Absorption and reduced scattering of the dermis, 1/cm."""
ZONE_MM, ZONE_ABSORPTION = 0.4, 300.0
PHOTONS, SEED = 400_000, 20261121
_INSIDE_N_14 = 0.529
_OUTSIDE_N_14 = 0.028
"""Saunderson's constants of a surface of refractive index 1.4."""


def rows(bench: str, report: Callable[[str], None]) -> Iterator[Row]:
    """Largest difference in L* over depths and tissues."""
    ours, fluxes = [], []
    for tissue in TISSUES:
        for depth in DEPTHS_MM:
            report(f"{bench}: overlayer of {depth:g} mm")
            truth = lightness(_photons(tissue, depth))
            ours.append(abs(lightness(_adding_doubling(tissue, depth)) - truth))
            fluxes.append(abs(lightness(_two_fluxes(tissue, depth)) - truth))
    yield Row(
        bench,
        "overlayer of .05 to 1 mm against Monte Carlo, largest",
        max(ours),
        "L*",
        {"two fluxes": max(fluxes)},
        Target(at_most=1),
        len(ours),
        SEED,
    )


def lightness(reflectance: float) -> float:
    """L* of a gray.

    >>> round(lightness(0.18), 1)
    49.5
    """
    return 116 * float(np.cbrt(reflectance)) - 16 if reflectance > 216 / 24389 else 24389 / 27 * reflectance


def _layers(tissue: tuple[float, float], depth: float) -> list[TissueLayer]:
    mua, musr = tissue
    clear = TissueLayer(mua=mua, musr=musr, thickness_mm=depth)
    return [clear, TissueLayer(mua=mua + ZONE_ABSORPTION, musr=musr, thickness_mm=ZONE_MM)]


def _photons(tissue: tuple[float, float], depth: float) -> float:
    options = MonteCarloOptions(photons=PHOTONS, seed=SEED, refractive_index=1.4)
    return monte_carlo_reflectance(_layers(tissue, depth), ground=tissue, options=options)[0]


def _adding_doubling(tissue: tuple[float, float], depth: float) -> float:
    return layered_reflectance(_layers(tissue, depth), ground=tissue, options=AddingDoublingOptions())


def _two_fluxes(tissue: tuple[float, float], depth: float) -> float:
    """Layer upon layer with K = 2 mua and S = (3 musr - mua) / 4, which is held above 0."""

    def coefficients(mua: float, musr: float) -> tuple[float, float]:
        return 2 * mua, max((3 * musr - mua) / 4, 1e-9)

    mua, musr = tissue
    clear = coefficients(mua, musr)
    under = opaque_reflectance(clear[0] / clear[1])
    zone = kubelka_munk_reflectance(*coefficients(mua + ZONE_ABSORPTION, musr), ZONE_MM / 10, under)
    inside = kubelka_munk_reflectance(*clear, depth / 10, zone)
    return float(measured_reflectance(inside, k1=_OUTSIDE_N_14, k2=_INSIDE_N_14, j=0))
