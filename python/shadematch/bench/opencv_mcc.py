# SPDX-License-Identifier: Apache-2.0
"""OpenCV's own chart detector beside ours, if the system has it."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

from shadematch.bench import system_python

NAME = "OpenCV mcc"
NOT_INSTALLED = f"{NAME} not installed"


@dataclass(frozen=True)
class Answer:
    """What the detector said: centers (24, 2) in pixels or None, and the processor time it took."""

    centers: npt.NDArray[np.float64] | None
    seconds: float


class OpenCV:
    """A process of the system's Python with ``python3-opencv``.

    >>> with OpenCV(Path("/no/such/python")) as opencv:
    ...     opencv.installed, opencv.look(np.zeros((8, 8, 3), np.uint8))
    (False, None)
    """

    def __init__(self, python: Path = system_python.SYSTEM_PYTHON) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._process = system_python.start("opencv_mcc_worker.py", python)
        self.installed = self._process is not None

    def look(self, pixels: npt.NDArray[np.uint8]) -> Answer | None:
        """Find a chart in 8-bit RGB pixels (h, w, 3); None if the detector is not there (any more)."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return None
        path = Path(self._folder.name, "picture.npy")
        np.save(path, pixels)
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{NAME}: expected an answer, its process ended")
        answer = json.loads(line)
        centers = None if answer["centers"] is None else np.array(answer["centers"], dtype=float)
        return Answer(centers, float(answer["seconds"]))

    def __enter__(self) -> "OpenCV":
        """Start at once."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        if self._process is not None:
            self._process.communicate()
        self._folder.cleanup()
