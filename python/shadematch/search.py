# SPDX-License-Identifier: Apache-2.0
"""The nearest colors of a catalogue by CIEDE2000, exactly and fast.

Every search finds what the formula for every row and a sort would: the k rows of the smallest difference,
nearest first, equal ones by row. A proven lower bound of the difference leaves most rows unscored. One
catalogue of some hundred colors needs none of this: `delta_e_ciede2000` and ``argsort`` do.
"""

import os
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats, rows
from shadematch._core import search as _search

__all__ = ["ColorIndex", "ColorTable", "nearest_colors"]

Rows = npt.NDArray[np.int64]
_Number = TypeVar("_Number", np.int64, np.float64)


class ColorTable:
    """Colors to search without an index: 40 bytes a row, made in a few milliseconds a million.

    Parameters
    ----------
    lab : array_like, shape (n, 3)
        Finite, within -1000 to 1000. Copied once.

    Raises
    ------
    ValueError
        For another shape, or a number that is no color, with its row.

    Examples
    --------
    >>> len(ColorTable(np.zeros((4, 3))))
    4
    """

    def __init__(self, lab: npt.ArrayLike) -> None:
        self._core = _search.ColorTable(np.ascontiguousarray(lab, dtype=np.float64))

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._core)


def nearest_colors(
    table: ColorTable | npt.ArrayLike, target: npt.ArrayLike, k: int = 10, *, threads: int = 1
) -> tuple[Rows, Floats]:
    """Find the k nearest rows of a table by CIEDE2000, without an index.

    Parameters
    ----------
    table : ColorTable or array_like, shape (n, 3)
        Make a `ColorTable` once for more than one call.
    target : array_like, shape (..., 3)
        One color, or many.
    k : int
        How many rows of each.
    threads : int
        At work at once, 0: as many as the process may run at once. The result does not depend on it.

    Returns
    -------
    rows : ndarray of int64, shape (..., min(k, n))
        Nearest first, equal differences by row.
    delta_e : ndarray, shape (..., min(k, n))

    Raises
    ------
    ValueError
        For shapes, numbers, k or threads that cannot be.

    Examples
    --------
    >>> table = [[50, 0, 0], [40, 5, 10], [42, 5, 10], [60, 9, 9]]
    >>> found, delta_e = nearest_colors(table, [41, 5, 10], k=2)
    >>> found, delta_e.round(3)
    (array([1, 2]), array([0.886, 0.899]))
    """
    if not isinstance(table, ColorTable):
        table = ColorTable(table)
    targets, shape = rows(target, 3, "nearest_colors")
    found, delta_e = table._core.nearest(targets, _count("nearest_colors", k), threads)
    return _shaped(found, shape), _shaped(delta_e, shape)


class ColorIndex:
    """A catalogue's colors in a balanced k-d tree: a search reads some hundred rows of millions.

    Holds the colors themselves, exactly: 29 bytes a row in all.

    Parameters
    ----------
    lab : array_like, shape (n, 3)
        Finite, within -1000 to 1000. Not needed any more afterwards.
    threads : int
        At work at once, 0: as many as the process may run at once. The index does not depend on it.

    Raises
    ------
    ValueError
        For another shape, or a number that is no color, with its row.

    Examples
    --------
    >>> catalogue = np.random.default_rng(1).uniform([20, 0, 0], [80, 30, 40], (5000, 3))
    >>> index = ColorIndex(catalogue)
    >>> found, delta_e = index.nearest(catalogue[[7, 9]], k=3)
    >>> found[:, 0], delta_e.shape
    (array([7, 9]), (2, 3))
    """

    def __init__(self, lab: npt.ArrayLike, *, threads: int = 0) -> None:
        self._core = _search.ColorIndex(np.ascontiguousarray(lab, dtype=np.float64), threads)

    def __len__(self) -> int:
        """Count the rows."""
        return len(self._core)

    @property
    def nbytes(self) -> int:
        """Bytes of memory that the index takes, the colors included."""
        return self._core.bytes

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the index, colors included, as a versioned file with checksums.

        Parameters
        ----------
        path : path-like
            An existing file is replaced at once; whoever has it loaded keeps the older one.

        Raises
        ------
        InvalidDocument
            ``unwritable``.
        """
        self._core.save(os.fspath(path))

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> "ColorIndex":
        """Map a saved index into memory, after one look at every byte.

        Parameters
        ----------
        path : path-like
            Not to be changed in place meanwhile; `save` does not.

        Returns
        -------
        ColorIndex

        Raises
        ------
        InvalidDocument
            ``unreadable``, ``no_index``, ``byte_order``, ``version``, ``truncated`` or ``damaged``.
        """
        index = cls.__new__(cls)
        index._core = _search.ColorIndex.load(os.fspath(path))
        return index

    def nearest(self, target: npt.ArrayLike, k: int = 10, *, threads: int = 1) -> tuple[Rows, Floats]:
        """Find the k nearest rows by CIEDE2000, exactly.

        Parameters
        ----------
        target : array_like, shape (..., 3)
            One color, or many.
        k : int
            How many rows of each.
        threads : int
            Over the targets; 0: as many as the process may run at once. The result does not depend on it.

        Returns
        -------
        rows : ndarray of int64, shape (..., min(k, n))
            Nearest first, equal differences by row.
        delta_e : ndarray, shape (..., min(k, n))

        Raises
        ------
        ValueError
            For shapes, numbers, k or threads that cannot be.
        """
        targets, shape = rows(target, 3, "ColorIndex.nearest")
        found, delta_e = self._core.nearest(targets, _count("ColorIndex.nearest", k), threads)
        return _shaped(found, shape), _shaped(delta_e, shape)


def _shaped(found: npt.NDArray[_Number], shape: tuple[int, ...]) -> npt.NDArray[_Number]:
    return found.reshape(*shape, found.shape[1])


def _count(who: str, k: int) -> int:
    if k < 1:
        raise ValueError(f"{who}: expected k >= 1, got {k}")
    return k
