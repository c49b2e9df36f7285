# SPDX-License-Identifier: Apache-2.0
"""The color of a region of a photograph, with its uncertainty."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from shadematch._core import region as _region
from shadematch._core.camera import LabImage as _LabImage

if TYPE_CHECKING:
    import numpy.typing as npt

    from shadematch._core.camera import LabImage

    Floats = npt.NDArray[np.float64]
    RegionLike = npt.NDArray[np.bool_] | Sequence[float] | Sequence[Sequence[float]] | npt.NDArray[np.float64]

__all__ = ["ColorChange", "Reading", "color_change", "measure"]


@dataclass(frozen=True, eq=False)
class Reading:
    """What a region measures. Lab is D50, 2 degrees.

    Attributes
    ----------
    lab : ndarray, shape (3,)
        Lab of the mean XYZ of the valid pixels: light mixes before the cube root.
    lab_se : ndarray, shape (3,)
        1 standard deviation of ``lab``: root of the diagonal of ``covariance``.
    covariance : ndarray, shape (3, 3)
        Uncertainty of ``lab``: calibration, which does not average out over pixels, plus pixel noise,
        which does.
    median : ndarray, shape (3,)
        Per-channel median of the valid pixels.
    spread : ndarray, shape (3, 3)
        Covariance of single valid pixels (texture and noise).
    center : ndarray, shape (2,)
        Mean place (x, y) of the valid pixels.
    pixels, valid_pixels : int
        Inside the region; of these neither clipped nor glare.
    clipped_share, blown_share, glare_share : float
        Shares of ``pixels``: clipped at either end of the codes, at the upper end, glare. Clipped glare
        counts as glare only.
    texture_mad : float
        Median absolute deviation of L* of the valid pixels.
    flags : tuple of str
        Of ``clipped``, ``glare``, ``too_small``, ``uneven``.
    """

    lab: "Floats"
    lab_se: "Floats"
    covariance: "Floats"
    median: "Floats"
    spread: "Floats"
    center: "Floats"
    pixels: int
    valid_pixels: int
    clipped_share: float
    blown_share: float
    glare_share: float
    texture_mad: float
    flags: tuple[str, ...]
    _core: _region.Reading = field(repr=False)

    @property
    def visit_covariance(self) -> "Floats":
        """Part of ``covariance`` that another visit draws anew, shape (3, 3); see :func:`color_change`."""
        return self._core.visit_covariance

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists and numbers, ready for JSON."""
        return {
            "lab": self.lab.tolist(),
            "lab_se": self.lab_se.tolist(),
            "covariance": self.covariance.tolist(),
            "median": self.median.tolist(),
            "spread": self.spread.tolist(),
            "center": self.center.tolist(),
            "pixels": self.pixels,
            "valid_pixels": self.valid_pixels,
            "clipped_share": self.clipped_share,
            "blown_share": self.blown_share,
            "glare_share": self.glare_share,
            "texture_mad": self.texture_mad,
            "flags": list(self.flags),
        }


def region_of(region: "RegionLike", width: int, height: int, *, who: str = "measure") -> _region.Region:
    """Pixels of a polygon, a rectangle or a mask in a photograph; `who` is for messages."""
    if isinstance(region, np.ndarray) and region.dtype == np.bool_:
        if region.shape != (height, width):
            raise ValueError(f"{who}: expected a mask of shape ({height}, {width}), got {region.shape}")
        return _region.region_from_mask(region.astype(np.bool_, copy=False), width, height)
    if not isinstance(region, Sequence | np.ndarray) or isinstance(region, str | bytes):
        raise TypeError(
            f"{who}: expected a region as [(x, y), ...], (x, y, width, height) or a bool mask (h, w), "
            f"got {type(region).__name__}"
        )
    if len(region) == 4 and all(isinstance(each, Real) for each in region):
        x, y, w, h = (float(each) for each in region)  # type: ignore[arg-type]
        return _region.region_from_rectangle(x, y, w, h, width, height)
    vertices = np.asarray(region, dtype=np.float64)
    if vertices.ndim != 2 or vertices.shape[1] != 2:
        raise ValueError(
            f"{who}: expected a region as [(x, y), ...], (x, y, width, height) or a bool mask (h, w), "
            f"got an array of shape {vertices.shape}"
        )
    return _region.region_from_polygon(list(vertices), width, height)


def measure(
    image: "LabImage",
    region: "RegionLike",
    *,
    min_pixels: int | None = None,
    max_clipped_share: float | None = None,
    max_glare_share: float | None = None,
    max_texture_mad: float | None = None,
) -> Reading:
    """Measure a region of a Lab image.

    Parameters
    ----------
    image : LabImage
        From :meth:`shadematch.camera.Calibration.to_lab`.
    region : sequence
        A polygon ``[(x, y), ...]`` in pixels (centers inside count), a rectangle ``(x, y, width, height)``,
        or a bool mask of shape (h, w). Pixel (0, 0) is the center of the first pixel.
    min_pixels, max_clipped_share, max_glare_share, max_texture_mad : optional
        Limits behind the flags ``too_small``, ``clipped``, ``glare`` and ``uneven`` (median absolute
        deviation of L*). The defaults are 400, 0.01, 0.05 and 6.

    Returns
    -------
    Reading

    Raises
    ------
    ValueError
        If the region leaves the image, holds no pixel, or is none of the three forms.
    TypeError
        If the image is no LabImage, or the region no sequence.
    MeasurementRefused
        ``no_valid_pixels``: all are clipped or glare; ``too_few_pixels``: a single one tells no noise.

    Examples
    --------
    >>> import shadematch as sm
    >>> from shadematch.demo import scalp_photo
    >>> photo = sm.read_photo(scalp_photo())
    >>> lab = sm.calibrate(sm.find_chart(photo)).to_lab(photo)
    >>> scalp = sm.measure(lab, (834, 888, 326, 240))
    >>> scalp.pixels, [round(float(value)) for value in scalp.lab]
    (78240, [61, 13, 16])
    """
    if not isinstance(image, _LabImage):
        raise TypeError(f"measure: expected a LabImage (Calibration.to_lab), got {type(image).__name__}")
    given = {
        "min_pixels": min_pixels,
        "max_clipped_share": max_clipped_share,
        "max_glare_share": max_glare_share,
        "max_texture_mad": max_texture_mad,
    }
    options: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    core = _region.measure(image, region_of(region, image.width, image.height), **options)
    return Reading(
        lab=core.lab,
        lab_se=core.lab_se,
        covariance=core.covariance,
        median=core.median,
        spread=core.spread,
        center=core.center,
        pixels=core.pixels,
        valid_pixels=core.valid_pixels,
        clipped_share=core.clipped_share,
        blown_share=core.blown_share,
        glare_share=core.glare_share,
        texture_mad=core.texture_mad,
        flags=tuple(core.flags),
        _core=core,
    )


@dataclass(frozen=True, eq=False)
class ColorChange:
    """Change of color between two visits.

    Attributes
    ----------
    step : ndarray, shape (3,)
        dL*, da*, db*: after - before.
    covariance : ndarray, shape (3, 3)
        Of ``step``: what each visit draws anew, without what is the same in both.
    delta_e : float
        CIEDE2000 between the two.
    low, high : float
        95 % interval of the true CIEDE2000; ``low`` 0: no change is proven.
    """

    step: "Floats"
    covariance: "Floats"
    delta_e: float
    low: float
    high: float


def color_change(before: Reading, after: Reading) -> ColorChange:
    """Change of the same place of the skin between two visits with the same camera and chart.

    Errors that both visits share cancel: the tolerance of the chart, what the model cannot follow, most of
    metamerism. That it is the same camera and the same place is yours to know.

    Parameters
    ----------
    before, after : Reading
        The later photograph is calibrated with ``calibrate(chart, baseline=first)``.

    Returns
    -------
    ColorChange

    Raises
    ------
    MeasurementRefused
        ``baseline_chart``, ``baseline_edition``, ``baseline_profile`` or ``baseline_rung``: the two were not
        measured alike.

    Examples
    --------
    >>> import shadematch as sm
    >>> from shadematch.demo import scalp_photo
    >>> photo = sm.read_photo(scalp_photo())
    >>> lab = sm.calibrate(sm.find_chart(photo), rung="follow-up").to_lab(photo)
    >>> left, right = (sm.measure(lab, (x, 888, 100, 240)) for x in (834, 1060))
    >>> change = color_change(left, right)
    >>> change.low <= change.delta_e <= change.high
    True
    """
    core = _region.color_change(before._core, after._core)
    return ColorChange(core.step, core.covariance, core.delta_e, core.low, core.high)
