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


def common_shape(who: str, shape1: tuple[int, ...], shape2: tuple[int, ...]) -> tuple[int, ...]:
    """Leading shape of two arrays of colors that meet."""
    try:
        return np.broadcast_shapes(shape1, shape2)
    except ValueError:
        msg = f"{who}: expected shapes that broadcast, got {(*shape1, 3)} and {(*shape2, 3)}"
        raise ValueError(msg) from None


def spread_rows(
    standards: npt.NDArray[_Number],
    batch: npt.NDArray[_Number],
    shape1: tuple[int, ...],
    shape2: tuple[int, ...],
    shape: tuple[int, ...],
) -> tuple[npt.NDArray[_Number], npt.NDArray[_Number]]:
    """Repeat what has to be repeated; one standard is left alone, the core takes it for all."""
    if len(standards) != 1 and shape1 != shape:
        standards = np.broadcast_to(standards.reshape(*shape1, 3), (*shape, 3)).reshape(-1, 3)
    if shape2 != shape:
        batch = np.broadcast_to(batch.reshape(*shape2, 3), (*shape, 3)).reshape(-1, 3)
    return standards, batch


def triple(values: npt.ArrayLike, who: str, what: str) -> tuple[float, float, float]:
    """Three numbers, for example a white."""
    array = np.asarray(values, dtype=np.float64)
    if array.shape != (3,):
        msg = f"{who}: expected {what} of shape (3,), got {array.shape}"
        raise ValueError(msg)
    return float(array[0]), float(array[1]), float(array[2])
