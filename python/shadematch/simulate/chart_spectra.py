# SPDX-License-Identifier: Apache-2.0
"""Reflectances of a ColorChecker Classic that have exactly the Lab values of an edition.

No spectra of charts made after November 2014 are published; the older ones are bent to the newer Lab.
"""

import functools

import numpy as np

from shadematch._broadcast import Floats
from shadematch.simulate.tables import at_bands, read_table
from shadematch.spectrum import BAND_NM, lab_from_reflectance

EDITIONS = ("after-2014", "before-2014")

_BUMPS = np.stack(
    [np.ones_like(BAND_NM)]
    + [np.exp(-0.5 * ((BAND_NM - peak) / sd) ** 2) for peak, sd in ((450, 45), (545, 45), (620, 50))]
)


def published_spectra() -> Floats:
    """Read the 24 reflectances of Ohta 1997 at the 36 bands."""
    rows = read_table("colorchecker24_spectra_ohta1997.csv")
    nm = np.array([float(key) for key in rows[0] if key != "name"])
    values = np.array([[float(cell) for key, cell in row.items() if key != "name"] for row in rows])
    return np.ascontiguousarray(at_bands(nm, values.T).T)


def edition_lab(edition: str) -> Floats:
    """Read the published Lab (D50, 2 degrees) of the 24 patches.

    Raises
    ------
    ValueError
        For an edition that has no table.
    """
    if edition not in EDITIONS:
        msg = f"edition_lab: expected one of {EDITIONS}, got {edition!r}"
        raise ValueError(msg)
    rows = read_table(f"colorchecker24_lab_{edition.replace('-', '')}.csv")
    return np.array([[float(row[key]) for key in "Lab"] for row in rows])


@functools.cache
def chart_spectra(edition: str) -> Floats:
    """Reflectances (24, 36) whose Lab is that of the edition to 1e-6.

    Each spectrum is multiplied by exp(a . (1, three Gaussians)) with the smallest `a` that meets the three
    numbers (minimum-norm Newton steps).
    """
    base, target = published_spectra(), edition_lab(edition)
    a = np.zeros((24, 4))
    for _ in range(12):
        lab = lab_from_reflectance(base * np.exp(a @ _BUMPS))
        if np.abs(lab - target).max() < 1e-7:
            break
        step = 1e-5
        jacobian = np.stack(
            [
                (lab_from_reflectance(base * np.exp((a + step * unit) @ _BUMPS)) - lab) / step
                for unit in np.eye(4)
            ],
            axis=-1,
        )
        a += np.einsum("nij,nj->ni", np.linalg.pinv(jacobian), target - lab)
    spectra: Floats = base * np.exp(a @ _BUMPS)
    spectra.setflags(write=False)
    return spectra


def scattered_chart(edition: str, sd: float, rng: np.random.Generator) -> Floats:
    """One individual chart: each patch times exp(4 smooth cosines of standard deviation `sd`)."""
    u = (BAND_NM - BAND_NM[0]) / (BAND_NM[-1] - BAND_NM[0])
    cosines = np.stack([np.cos(np.pi * k * u) for k in range(4)])
    scatter: Floats = np.exp(rng.normal(0.0, sd, (24, 4)) @ cosines)
    return np.minimum(chart_spectra(edition) * scatter, 0.98)
