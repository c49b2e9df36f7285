# SPDX-License-Identifier: Apache-2.0
"""How arrays of any leading shape meet the (n, columns) tables of the compiled core."""

from typing import TypeGuard, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
SingleFloats = npt.NDArray[np.float32]
_Number = TypeVar("_Number", np.float32, np.float64)


def rows(values: npt.ArrayLike, columns: int, who: str) -> tuple[Floats, tuple[int, ...]]:
    """Flatten (..., columns) to (n, columns); also the leading shape.

    C-contiguous float64 input is viewed, never copied.
    """
    array = np.ascontiguousarray(values, dtype=np.float64)
    return _flat(array, np.shape(values), columns, who), array.shape[:-1]


def single_rows(values: SingleFloats, columns: int, who: str) -> tuple[SingleFloats, tuple[int, ...]]:
    """Flatten float32, which stays float32; C-contiguous input is viewed."""
    array = np.ascontiguousarray(values, dtype=np.float32)
    return _flat(array, values.shape, columns, who), array.shape[:-1]


def is_single(values: npt.ArrayLike) -> TypeGuard[SingleFloats]:
    """Whether these are already numbers of numpy's float32."""
    return isinstance(values, np.ndarray) and values.dtype == np.float32


def _flat(
    array: npt.NDArray[_Number], shape: tuple[int, ...], columns: int, who: str
) -> npt.NDArray[_Number]:
    if array.ndim == 0 or len(shape) == 0 or shape[-1] != columns:
        msg = f"{who}: expected an array of shape (..., {columns}), got {shape}"
        raise ValueError(msg)
    return array.reshape(-1, columns)


def triple(values: npt.ArrayLike, who: str, what: str) -> tuple[float, float, float]:
    """Three numbers, for example a white."""
    array = np.asarray(values, dtype=np.float64)
    if array.shape != (3,):
        msg = f"{who}: expected {what} of shape (3,), got {array.shape}"
        raise ValueError(msg)
    return float(array[0]), float(array[1]), float(array[2])
