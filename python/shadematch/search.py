# SPDX-License-Identifier: Apache-2.0
"""The nearest colors of a catalogue by CIEDE2000, exactly and fast.

Every search finds what the formula for every row and a sort would: the k rows of the smallest difference,
nearest first, equal ones by row. A proven lower bound of the difference leaves most rows unscored. One
catalogue of some hundred colors needs none of this: `delta_e_ciede2000` and ``argsort`` do.
"""

import os
from collections.abc import Callable
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats, rows, triple
from shadematch._core import search as _search
from shadematch._core.search import UncertainRow

__all__ = ["ColorIndex", "ColorTable", "UncertainRow", "nearest_colors"]

Rows = npt.NDArray[np.int64]
_Number = TypeVar("_Number", np.int64, np.float64)


class ColorTable:
    """Colors to search without an index: 43 bytes a row, made in a few milliseconds a million.

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

    def nearest_expected(
        self,
        target: npt.ArrayLike,
        covariance: npt.ArrayLike,
        k: int = 10,
        *,
        tolerance: float = 1.0,
        by: Literal["expected", "probability"] = "expected",
    ) -> list[UncertainRow]:
        """Find the k best rows for a target that is known to within a covariance, exactly.

        The target stands for 64 fixed points of its normal distribution. A row's expected difference is the
        mean of its differences from them, its probability the share of them within the tolerance.

        Parameters
        ----------
        target : array_like, shape (3,)
            Lab, for example of a reading.
        covariance : array_like, shape (3, 3)
            Of the target, in Lab.
        k : int
            How many rows.
        tolerance : float
            CIEDE2000 within which a row counts for the probability.
        by : {"expected", "probability"}
            What ranks: the smallest expected difference, or the largest probability. The other one, then
            the row, decides among equals.

        Returns
        -------
        list of UncertainRow
            ``row``, ``expected`` and ``probability``, best first.

        Raises
        ------
        ValueError
            For a covariance that is none, or k, a tolerance or an order that cannot be.

        Examples
        --------
        >>> index = ColorIndex([[50, 0, 0], [40, 5, 10], [42, 5, 10], [60, 9, 9]])
        >>> best = index.nearest_expected([41, 5, 10], np.diag([4.0, 0.1, 0.1]), k=2, tolerance=2)
        >>> [(row.row, round(row.expected, 1), round(row.probability, 1)) for row in best]
        [(1, 1.7, 0.7), (2, 1.7, 0.7)]
        """
        who = "ColorIndex.nearest_expected"
        if by not in ("expected", "probability"):
            raise ValueError(f"{who}: expected by out of expected, probability, got {by!r}")
        matrix = np.asarray(covariance, dtype=np.float64)
        if matrix.shape != (3, 3):
            raise ValueError(f"{who}: expected a covariance of shape (3, 3), got {matrix.shape}")
        lab = list(triple(target, who, "target"))
        return self._core.nearest_uncertain(lab, matrix, tolerance, by == "probability", _count(who, k))

    def nearest_map(
        self,
        image: npt.NDArray[Any],
        to_lab: Callable[[npt.NDArray[np.uint8]], npt.ArrayLike] | None = None,
        *,
        threads: int = 0,
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        """Find the nearest row for every pixel of a picture.

        Parameters
        ----------
        image : ndarray, shape (h, w, 3)
            uint8 codes, with `to_lab`; or Lab of the pixels, of any other dtype.
        to_lab : callable, optional
            Makes Lab (1, n, 3) of uint8 codes (1, n, 3): `Calibration.codes_to_lab`. It is asked once for
            each color, so it must not depend on the place in the picture: where the light does, give the Lab
            of `Calibration.to_lab`.
        threads : int
            At work at once, 0: as many as the process may run at once. The result does not depend on it.

        Returns
        -------
        rows : ndarray of int32, shape (h, w)
            Among equally near ones the first.
        delta_e : ndarray of float32, shape (h, w)

        Raises
        ------
        ValueError
            For another shape, codes without `to_lab`, `to_lab` with another dtype, an empty index.

        Examples
        --------
        >>> image = np.zeros((2, 3, 3), dtype=np.uint8)
        >>> image[0, 1] = 200
        >>> def lightness(codes):
        ...     return codes * np.array([100 / 255, 0, 0])
        >>> ColorIndex([[0, 0, 0], [78, 0, 0]]).nearest_map(image, lightness)[0]
        array([[0, 1, 0],
               [0, 0, 0]], dtype=int32)
        """
        who = "ColorIndex.nearest_map"
        if image.ndim != 3 or image.shape[2] != 3:
            raise ValueError(f"{who}: expected an array of shape (h, w, 3), got {image.shape}")
        if (image.dtype == np.uint8) != (to_lab is not None):
            got = f"{image.dtype} {'without' if to_lab is None else 'with'}"
            raise ValueError(f"{who}: expected uint8 codes with to_lab, or Lab without, got {got}")
        if len(self) == 0:
            raise ValueError(f"{who}: expected an index with rows, got an empty one")
        if to_lab is None:
            found, delta_e = self._core.nearest(rows(image, 3, who)[0], 1, threads)
            return _map_of(found, delta_e, image.shape)
        codes, of_pixel = _search.unique_colors(np.ascontiguousarray(image))
        found, delta_e = self._core.nearest(rows(to_lab(codes[None]), 3, who)[0], 1, threads)
        return _map_of(found[of_pixel], delta_e[of_pixel], image.shape)


def _map_of(
    found: Rows, delta_e: Floats, shape: tuple[int, ...]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    return found.astype(np.int32).reshape(shape[:2]), delta_e.astype(np.float32).reshape(shape[:2])


def _shaped(found: npt.NDArray[_Number], shape: tuple[int, ...]) -> npt.NDArray[_Number]:
    return found.reshape(*shape, found.shape[1])


def _count(who: str, k: int) -> int:
    if k < 1:
        raise ValueError(f"{who}: expected k >= 1, got {k}")
    return k
