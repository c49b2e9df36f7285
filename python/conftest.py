# SPDX-License-Identifier: Apache-2.0
"""Examples in docstrings print numpy's way, whatever another library has set; colour-science sets its own."""

from collections.abc import Iterator

import numpy as np
import pytest


@pytest.fixture(autouse=True)
def _print_as_numpy_does() -> Iterator[None]:
    with np.printoptions(legacy=False, precision=8, suppress=False):
        yield
