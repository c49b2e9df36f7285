# SPDX-License-Identifier: Apache-2.0
"""Calibrate once, measure more photographs that were taken in the same light with the same settings."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import shadematch as sm
from shadematch.demo import scalp_photo, scalp_regions

photo = sm.read_photo(scalp_photo())
calibration = sm.calibrate(sm.find_chart(photo, "colorchecker-classic"))

with TemporaryDirectory() as folder:
    file = Path(folder) / "light-of-today.json"
    calibration.save(file)
    again = sm.load_calibration(file)

hair = scalp_regions()["hair"]
first = sm.measure(calibration.to_lab(photo), hair)
second = sm.measure(again.to_lab(photo), hair)
print("same to the last bit:", np.array_equal(first.lab, second.lab))
