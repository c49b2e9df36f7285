# SPDX-License-Identifier: Apache-2.0
"""Program of the bundled demonstration photograph: ``python -m shadematch.simulate.demo_photo FILE.jpg``."""

import sys
from pathlib import Path

from shadematch.simulate.photos import write_scene
from shadematch.simulate.scene import Scene, simulate_scene

SEED = 20261121


def demo_scene() -> Scene:
    """Render the bundled scene: light to medium skin, dark brown hair, the tone curve of a telephone."""
    return simulate_scene(
        SEED,
        index=2,
        ita_target=36.0,
        blood_fraction=0.013,
        white_level=0.74,
        hair_class="dark brown",
        encoding="phone",
        light={"name": "LED-B3"},
        chart_rotation_deg=-6.0,
        chart_pitch=76.0,
        chart_tilt=(0.03, -0.02),
        redness=True,
        scar=False,
        glare_spots=1,
        jpeg_quality=88,
        subsampling="4:2:0",
    )


if __name__ == "__main__":
    write_scene(demo_scene(), Path(sys.argv[1]))
