# SPDX-License-Identifier: Apache-2.0
"""Readings before and after treatment as the skin model makes them: an example, no data about skin.

``python -m shadematch.simulate.treated_readings`` prints it.
"""

import io

import numpy as np

from shadematch.healing import Healing, Treatment, treated_lab
from shadematch.skin import pigment_optics, random_coverage, skin_from_lab

TRUTH = Healing(retention=0.7, depth_mm=0.14, uptake=0.06, yule_nielsen_n=1.6)
"""The healing behind the example."""

_SEED, _NOISE = 7, 0.5
_SKINS = ((66.0, 7.5, 14.0), (60.0, 10.0, 15.5), (54.0, 11.0, 18.0), (45.0, 11.5, 17.5))
_DILUTIONS, _DOTS = (4.0, 8.0, 16.0), (3.0, 5.0)
_DIAMETER_MM, _FRACTION, _NM = 0.4, 0.05, 200.0


def example() -> str:
    """Text of the example file."""
    random = np.random.default_rng(_SEED)
    out = io.StringIO()
    out.write(
        "# readings of skin before and after treatment, synthetic: example of shadematch skin fit FILE\n"
    )
    out.write(
        "# source: computed by python -m shadematch.simulate.treated_readings; nobody's skin, no product\n"
    )
    out.write("# licence: Apache-2.0\n")
    out.write(
        "client,skin_L,skin_a,skin_b,healed_L,healed_a,healed_b,ci,particle_nm,pigment_volume_fraction,"
    )
    out.write("diluent_per_pigment,dots_per_mm2,dot_diameter_mm,weeks\n")
    mua, musr = pigment_optics("77266", _NM)
    for number, lab in enumerate(_SKINS, 1):
        for dilution in _DILUTIONS:
            for dots in _DOTS:
                for weeks in (0, 6):
                    share = _FRACTION / (1.0 + dilution)
                    treatment = Treatment(
                        mua=(share * mua).tolist(),
                        musr=(share * musr).tolist(),
                        coverage=random_coverage(dots, _DIAMETER_MM),
                    )
                    healing = TRUTH if weeks else TRUTH.fresh()
                    seen, _ = treated_lab(skin_from_lab(lab), treatment, healing=healing)
                    seen = seen + _NOISE * random.standard_normal(3)
                    cells = [f"client-{number}", *(f"{value:.2f}" for value in (*lab, *seen)), "77266"]
                    cells += [f"{_NM:g}", f"{_FRACTION:g}", f"{dilution:g}", f"{dots:g}", f"{_DIAMETER_MM:g}"]
                    out.write(",".join([*cells, str(weeks)]) + "\n")
    return out.getvalue()


if __name__ == "__main__":
    print(example(), end="")
