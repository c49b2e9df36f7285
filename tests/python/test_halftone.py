# SPDX-License-Identifier: Apache-2.0
"""Hair and dots pooled, through the Python face."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadematch.halftone import (
    demichel_weights,
    halftone_reflectance,
    neugebauer_reflectance,
    overlap_shares,
)

SKIN, HAIR, DOT, OLDER, BOTH = (np.full(36, R) for R in (0.4, 0.03, 0.1, 0.2, 0.07))
share = st.floats(0, 1)


@given(hair=share, dots=share, older=share, n=st.floats(1, 2))
def test_a_halftone_lies_between_its_darkest_and_its_lightest_area(hair, dots, older, n):
    pooled = halftone_reflectance(
        SKIN,
        hair=HAIR,
        dot=DOT,
        older_dot=OLDER,
        both_dots=BOTH,
        hair_coverage=hair,
        dot_coverage=dots,
        older_dot_coverage=older,
        yule_nielsen_n=n,
    )
    assert ((pooled > 0.03 - 1e-12) & (pooled < 0.4 + 1e-12)).all()
    assert abs(sum(demichel_weights([hair, dots, older])) - 1) < 1e-12


def test_hair_hides_dots():
    shaved = {"hair": HAIR, "dot": DOT, "dot_coverage": 0.5}
    np.testing.assert_allclose(halftone_reflectance(SKIN, hair_coverage=1.0, **shaved), 0.03)
    mean = 0.25 * 0.03 + 0.75 * (0.5 * 0.4 + 0.5 * 0.1)
    np.testing.assert_allclose(
        halftone_reflectance(SKIN, hair_coverage=0.25, yule_nielsen_n=1, **shaved), mean
    )


def test_areas_and_shares_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="expected older_dot and both_dots with an older_dot_coverage"):
        halftone_reflectance(
            SKIN, hair=HAIR, dot=DOT, hair_coverage=0, dot_coverage=0, older_dot_coverage=0.1
        )
    with pytest.raises(ValueError, match="expected one share for each area, got 4 shares and 2 areas"):
        neugebauer_reflectance([SKIN, DOT], overlap_shares(0.5))
    with pytest.raises(ValueError, match=r"expected a Yule-Nielsen n in 1\.\.10, got 0\.5"):
        neugebauer_reflectance([SKIN, DOT], [0.5, 0.5], yule_nielsen_n=0.5)
