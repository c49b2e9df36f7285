# SPDX-License-Identifier: Apache-2.0
"""What is left of dots at a viewing distance: S-CIELAB."""

import math

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats
from shadematch.color import lab_from_xyz, xyz_from_lab

__all__ = ["pixels_per_degree", "s_cielab"]

# Zhang & Wandell 1996 [zhang1996]: opponent channels (light, red-green, blue-yellow) of XYZ, and for each the
# weights and spreads in degrees of the Gaussians exp(-(x^2 + y^2) / spread^2) of its filter.
_OPPONENT = np.array([[0.279, 0.72, -0.107], [-0.449, 0.29, -0.077], [0.086, -0.59, 0.501]])
_FILTERS = (
    ((0.921, 0.0283), (0.105, 0.133), (-0.108, 4.336)),
    ((0.531, 0.0392), (0.330, 0.494)),
    ((0.488, 0.0536), (0.371, 0.386)),
)


def pixels_per_degree(pixel_mm: float, distance_mm: float) -> float:
    """How many pixels lie in one degree of the visual field.

    Parameters
    ----------
    pixel_mm : float
        Side of a pixel on the skin.
    distance_mm : float
        From the eye to the skin.

    Raises
    ------
    ValueError
        Unless both are over 0.

    Examples
    --------
    >>> round(pixels_per_degree(0.1, 1500), 1)
    261.8
    """
    if not (pixel_mm > 0 and distance_mm > 0):
        msg = f"pixels_per_degree: expected sizes over 0 mm, got {pixel_mm} and {distance_mm}"
        raise ValueError(msg)
    return math.radians(1.0) * distance_mm / pixel_mm


def s_cielab(lab: npt.ArrayLike, *, pixels_per_degree: float) -> Floats:
    """Lab image as the eye blurs it at a distance, channel by channel.

    XYZ goes to three opponent channels, each through its own blur, and back to Lab. The image is continued by
    mirrors at its borders. A uniform image stays as it is, and the mean XYZ of every image too. About one
    microsecond a pixel.

    Parameters
    ----------
    lab : array_like, shape (h, w, 3)
        CIE Lab, D50, 2 degrees.
    pixels_per_degree : float
        See the function of that name.

    Returns
    -------
    ndarray, shape (h, w, 3)
        CIE Lab; compare two of them with any difference formula.

    Raises
    ------
    ValueError
        For another shape, or no pixel in a degree.

    References
    ----------
    Zhang & Wandell 1996 [zhang1996].

    Examples
    --------
    >>> import numpy as np
    >>> from shadematch.viewing import s_cielab
    >>> dots = np.full((64, 64, 3), [60.0, 10.0, 15.0])
    >>> dots[::8, ::8] = [20.0, 0.0, 0.0]
    >>> near, far = (s_cielab(dots, pixels_per_degree=ppd)[..., 0].std() for ppd in (60, 1500))
    >>> bool(far < near)
    True
    """
    image = np.asarray(lab, dtype=np.float64)
    if image.ndim != 3 or image.shape[2] != 3 or 0 in image.shape:
        msg = f"s_cielab: expected an image of shape (h, w, 3), got {image.shape}"
        raise ValueError(msg)
    if not (pixels_per_degree > 0 and math.isfinite(pixels_per_degree)):
        msg = f"s_cielab: expected pixels_per_degree over 0, got {pixels_per_degree}"
        raise ValueError(msg)
    opponent = xyz_from_lab(image) @ _OPPONENT.T
    blurred = [
        _blur(opponent[..., channel], terms, pixels_per_degree) for channel, terms in enumerate(_FILTERS)
    ]
    xyz = np.stack(blurred, axis=-1) @ np.linalg.inv(_OPPONENT).T
    return lab_from_xyz(xyz)


def _blur(channel: Floats, terms: tuple[tuple[float, float], ...], ppd: float) -> Floats:
    """Weighted Gaussians, as one product of spectra over image and mirrors; weights of sum 1."""
    height, width = channel.shape
    mirrored = np.concatenate([channel, channel[::-1]], axis=0)
    mirrored = np.concatenate([mirrored, mirrored[:, ::-1]], axis=1)
    total = sum(weight for weight, _ in terms)
    transfer = sum(
        weight
        / total
        * np.outer(_gaussian(2 * height, spread * ppd), _gaussian(2 * width, spread * ppd, half=True))
        for weight, spread in terms
    )
    spectrum = np.fft.rfft2(mirrored) * transfer
    return np.fft.irfft2(spectrum, s=mirrored.shape)[:height, :width]


def _gaussian(size: int, spread: float, *, half: bool = False) -> Floats:
    """Fourier transform of exp(-x^2 / spread^2), wrapped around `size` samples and scaled to sum 1."""
    frequency = np.fft.rfftfreq(size) if half else np.fft.fftfreq(size)
    transform: Floats = np.exp(-((math.pi * spread * frequency) ** 2))
    return transform
