# SPDX-License-Identifier: Apache-2.0
"""Second opinion on ICC profiles: Argyll's icclu, whose reader of profiles shares no code with Little CMS."""

import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray


def lab_of_codes(profile: bytes, codes: ArrayLike, folder: Path) -> NDArray[np.float64]:
    """Lab (n, 3), relative colorimetric, of codes (n, 3) from 0 to 1."""
    path = folder / "profile.icc"
    path.write_bytes(profile)
    lines = "".join("{:.9f} {:.9f} {:.9f}\n".format(*code) for code in np.asarray(codes, dtype=float))
    # -v0 plain numbers, -ff forward, -ir relative colorimetric, -pl Lab
    command = ["icclu", "-v0", "-ff", "-ir", "-pl", str(path)]
    answer = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    rows = [line.split()[:3] for line in answer.stdout.splitlines() if line.strip()]
    return np.array(rows, dtype=float)
