# SPDX-License-Identifier: Apache-2.0
"""Our markers against OpenCV's own ArUco module (Debian's python3-opencv, in Debian's interpreter)."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import shadematch as sm

DEBIAN_PYTHON = "/usr/bin/python3"
DICTIONARY = """
import cv2, json
aruco = cv2.aruco
new = hasattr(aruco, "getPredefinedDictionary")
make = aruco.getPredefinedDictionary if new else aruco.Dictionary_get
dictionary = make(aruco.DICT_4X4_50)
"""


def ask_opencv(program: str, *arguments: str) -> Any:
    """Run a program where cv2 is; skip if it is nowhere."""
    probe = subprocess.run([DEBIAN_PYTHON, "-c", "import cv2; cv2.aruco"], capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip("Debian's python3-opencv is not installed")
    command = [DEBIAN_PYTHON, "-c", DICTIONARY + program, *arguments]
    done = subprocess.run(command, capture_output=True, check=True, text=True, timeout=60)
    return json.loads(done.stdout)


def test_the_fifty_codes_are_those_of_opencv() -> None:
    codes = ask_opencv("""
draw = aruco.generateImageMarker if hasattr(aruco, "generateImageMarker") else aruco.drawMarker
cells = [(draw(dictionary, i, 6)[1:5, 1:5] > 0).ravel() for i in range(50)]
print(json.dumps([int("".join(str(int(bit)) for bit in row), 2) for row in cells]))
""")
    assert codes == [sm._core.chart.marker_code(i) for i in range(50)]


@pytest.mark.parametrize(("size", "ids"), [("credit-card", [0, 1, 2, 3]), ("a6", [4, 5, 6, 7])])
def test_opencv_reads_the_markers_of_the_printed_card_in_place(
    size: str, ids: list[int], tmp_path: Path
) -> None:
    definition = sm.chart_card(
        tmp_path / "card.pdf", json_out=tmp_path / "card.json", size=size, paper="card"
    )
    picture = tmp_path / "card.png"
    command = ["pdftoppm", "-r", "200", "-png", "-singlefile", tmp_path / "card.pdf", picture.with_suffix("")]
    subprocess.run(command, check=True, timeout=60)
    seen = ask_opencv(
        """
import sys
gray = cv2.imread(sys.argv[1], cv2.IMREAD_GRAYSCALE)
if hasattr(aruco, "ArucoDetector"):
    corners, ids, _ = aruco.ArucoDetector(dictionary).detectMarkers(gray)
else:
    corners, ids, _ = aruco.detectMarkers(gray, dictionary)
print(json.dumps([[int(i), c[0].tolist()] for i, c in zip(ids.ravel(), corners)]))
""",
        str(picture),
    )
    assert sorted(marker for marker, _ in seen) == ids == definition.marker_ids
    written = json.loads((tmp_path / "card.json").read_text())
    chart = sm.find_chart(sm.read_photo(picture), definition)
    for marker, corners in seen:
        mine = next(m["corners"] for m in written["frame"]["markers"] if m["id"] == marker)
        for place, corner in zip(mine, corners, strict=True):
            u, v, w = chart.homography @ [*place, 1.0]
            assert abs(u / w - corner[0]) < 0.04 * chart.pitch_px
            assert abs(v / w - corner[1]) < 0.04 * chart.pitch_px
