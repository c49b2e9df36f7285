# SPDX-License-Identifier: Apache-2.0
"""colour-science as an oracle. Tests say ``from second_opinion import colour``.

Its import warns of its own optional parts and sets numpy's print options for the whole process; neither may
reach the tests.
"""

import warnings

import numpy as np

with warnings.catch_warnings(), np.printoptions():
    warnings.simplefilter("ignore")
    import colour

__all__ = ["colour"]
