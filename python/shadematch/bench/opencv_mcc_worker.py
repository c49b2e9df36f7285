# SPDX-License-Identifier: Apache-2.0
"""OpenCV's own chart detector, run by the system's Python: reads names of .npy files, answers in JSON.

Alone in its process: OpenCV's contrib modules are Debian's (`.ci/debian-packages-bench.txt`), and the project
neither needs nor imports them. The four corners that `mcc` returns are those of its model, 16.75 x 11.25
units with patches 2.75 apart, the first centered at (1.5, 1.5).
"""

import json
import sys
import time
from importlib import import_module
from typing import Any

import numpy as np


def centers_of(cv2: Any, corners: Any) -> list[list[float]]:
    """Centers of the 24 patches, in printed order, from the corners of the model."""
    model = np.array([(0, 0), (16.75, 0), (16.75, 11.25), (0, 11.25)], np.float32)
    matrix = cv2.getPerspectiveTransform(model, np.asarray(corners, np.float32))
    cells = [[1.5 + 2.75 * (i % 6), 1.5 + 2.75 * (i // 6)] for i in range(24)]
    moved = cv2.perspectiveTransform(np.array([cells], np.float32), matrix)
    return [[float(x), float(y)] for x, y in moved[0]]


def look(cv2: Any, path: str) -> dict[str, Any]:
    """Find one chart in RGB pixels."""
    picture = np.ascontiguousarray(np.load(path)[:, :, ::-1])
    detector = cv2.mcc.CCheckerDetector_create()
    start = time.process_time()
    found = detector.process(picture, cv2.mcc.MCC24, 1)
    seconds = time.process_time() - start
    if not found:
        return {"centers": None, "seconds": seconds}
    return {"centers": centers_of(cv2, detector.getBestColorChecker().getBox()), "seconds": seconds}


def main() -> None:
    """Answer each line of standard input with one line of JSON."""
    cv2 = import_module("cv2")
    cv2.setNumThreads(1)
    cv2.mcc.CCheckerDetector_create()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(look(cv2, line.strip())) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
