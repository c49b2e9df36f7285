# SPDX-License-Identifier: Apache-2.0
"""OpenCV's own color correction beside ours, if the system has it."""

import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from shadematch.bench import system_python

Floats = npt.NDArray[np.float64]


class OpenCVCorrection:
    """A process of the system's Python with ``python3-opencv`` (`.ci/debian-packages-bench.txt`).

    >>> with OpenCVCorrection(Path("/no/such/python")) as opencv:
    ...     opencv.installed
    False
    """

    def __init__(self, python: Path = system_python.SYSTEM_PYTHON) -> None:
        self._process = system_python.start("opencv_ccm_worker.py", python)
        self.installed = self._process is not None

    def fit(self, shape: str) -> Callable[[Floats, Floats, Floats], Floats]:
        """Matrix of `shape` (3x3 or 4x3) as OpenCV fits it, with its defaults.

        It decodes sRGB codes by a gamma of 2.2 and minimizes CIEDE2000; returned is a
        `shadematch.bench.baselines.Fit`.
        """

        def fitted(rgb: Floats, lab: Floats, query: Floats) -> Floats:
            from shadematch.bench.baselines import assume_srgb, codes_of

            return assume_srgb(self._ask(shape, codes_of(rgb), lab, codes_of(query)))

        return fitted

    def _ask(self, shape: str, codes: Floats, lab: Floats, query: Floats) -> Floats:
        """Linear sRGB (m, 3) of the codes `query`."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("OpenCVCorrection: expected python3-opencv, it is not installed")
        task = {"shape": shape, "codes": codes.tolist(), "lab": lab.tolist(), "query": query.tolist()}
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("OpenCVCorrection: expected an answer, its process ended")
        return np.array(json.loads(line), dtype=float)

    def __enter__(self) -> "OpenCVCorrection":
        """Start at once."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        if self._process is not None:
            self._process.communicate()
