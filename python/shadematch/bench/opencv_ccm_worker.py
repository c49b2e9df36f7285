# SPDX-License-Identifier: Apache-2.0
"""OpenCV's color correction module (mcc), run by the system's Python: one fit for each line of input.

Alone in its process: OpenCV's contrib modules are Debian's, and the project neither needs nor imports them.
"""

import json
import sys
from importlib import import_module
from typing import Any

import numpy as np

_SHAPES = {"3x3": "CCM_3x3", "4x3": "CCM_4x3"}


def correct(cv2: Any, task: dict[str, Any]) -> list[list[float]]:
    """Fit codes (n, 3) to Lab (D50, n x 3); return linear sRGB (m, 3) of the query codes (m, 3)."""
    codes, lab, query = (np.array(task[key], np.float64)[:, None, :] for key in ("codes", "lab", "query"))
    model = cv2.ccm_ColorCorrectionModel(codes, lab, cv2.ccm.COLOR_SPACE_Lab_D50_2)
    model.setCCM_TYPE(getattr(cv2.ccm, _SHAPES[task["shape"]]))
    model.run()
    linear: list[list[float]] = model.infer(query, True)[:, 0, :].tolist()
    return linear


def main() -> None:
    """Answer each line of standard input with one line of JSON."""
    cv2 = import_module("cv2")
    cv2.setNumThreads(1)
    cv2.ccm.COLOR_SPACE_Lab_D50_2  # noqa: B018 - an OpenCV without contrib ends here, before "ready"
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(correct(cv2, json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
