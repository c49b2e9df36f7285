# SPDX-License-Identifier: Apache-2.0
"""The data files of the simulation, read once."""

import csv
import functools
from importlib import resources

import numpy as np

from shadematch._broadcast import Floats
from shadematch.spectrum import BAND_NM


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of a CSV file of data/simulate; lines that start with # are comments."""
    text = resources.files("shadematch").joinpath("data", "simulate", name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def at_bands(nm: Floats, values: Floats) -> Floats:
    """Values (n, k) tabulated at rising `nm`, linear in between, at the 36 bands: (36, k)."""
    return np.stack([np.interp(BAND_NM, nm, column) for column in np.atleast_2d(values.T)], axis=-1)


@functools.cache
def camera_sensitivities() -> dict[str, Floats]:
    """Sensitivity (36, 3) of every measured camera, by name, in alphabetical order."""
    rows: dict[str, list[list[float]]] = {}
    for row in read_table("camera_sensitivity_rawtoaces.csv"):
        rows.setdefault(row["camera"], []).append([float(row[key]) for key in ("nm", "R", "G", "B")])
    tables = {camera: np.array(rows[camera]) for camera in sorted(rows)}
    return {camera: at_bands(table[:, 0], table[:, 1:]) for camera, table in tables.items()}
