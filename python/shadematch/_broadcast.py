# SPDX-License-Identifier: Apache-2.0
"""How arrays of any leading shape meet the (n, columns) tables of the compiled core."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def rows(values: npt.ArrayLike, columns: int, who: str) -> tuple[Floats, tuple[int, ...]]:
    """Flatten (..., columns) to (n, columns); also the leading shape.

    C-contiguous float64 input is viewed, never copied.
    """
    array = np.ascontiguousarray(values, dtype=np.float64)
    if array.ndim == 0 or array.shape[-1] != columns:
        msg = f"{who}: expected an array of shape (..., {columns}), got {np.shape(values)}"
        raise ValueError(msg)
    return array.reshape(-1, columns), array.shape[:-1]


def triple(values: npt.ArrayLike, who: str, what: str) -> tuple[float, float, float]:
    """Three numbers, for example a white."""
    array = np.asarray(values, dtype=np.float64)
    if array.shape != (3,):
        msg = f"{who}: expected {what} of shape (3,), got {array.shape}"
        raise ValueError(msg)
    return float(array[0]), float(array[1]), float(array[2])
