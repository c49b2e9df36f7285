# SPDX-License-Identifier: Apache-2.0
"""From the samples of a chart to CIE Lab (D50, 2 degrees) of a photograph, with its uncertainty."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from shadematch._core import camera as _camera
from shadematch._core.camera import LabImage, calibration_rungs
from shadematch.photo import encoding_of
from shadematch.region import region_of

if TYPE_CHECKING:
    from os import PathLike

    import numpy.typing as npt

    from shadematch._core.chart import Chart
    from shadematch._core.photo import Photo
    from shadematch.photo import Encoding
    from shadematch.region import RegionLike

__all__ = ["Calibration", "HeldOutError", "LabImage", "calibrate", "calibration_rungs", "load_calibration"]


@dataclass(frozen=True, eq=False)
class HeldOutError:
    """Error of patches that the fit did not see (leave one patch out), CIEDE2000.

    Attributes
    ----------
    mean, p95, max : float
        Over all valid patches.
    skin, neutrals : float
        Means over the chart's skin patches (None if none was seen) and over its neutrals.
    patch_ids : ndarray, shape (n,)
        Patch numbers from 1.
    per_patch : ndarray, shape (n,)
        Error of each.
    """

    mean: float
    p95: float
    max: float
    skin: float | None
    neutrals: float
    patch_ids: "npt.NDArray[np.int64]"
    per_patch: "npt.NDArray[np.float64]"


class Calibration:
    """Device RGB to Lab, fitted to one chart in one photograph.

    A value: compare, store, send as JSON. Made by :func:`calibrate` or :func:`load_calibration`. Two
    calibrations are equal if all their parameters are.
    """

    __slots__ = ("_core",)

    def __init__(self, core: _camera.Calibration) -> None:
        self._core = core

    @classmethod
    def from_json(cls, text: str, *, source: str = "calibration") -> "Calibration":
        """Read what :meth:`to_json` wrote; it behaves bit for bit like the original.

        Parameters
        ----------
        text : str
            The document.
        source : str
            Name for messages, for example the file.

        Raises
        ------
        InvalidDocument
            With the place in the document, what was expected and what came.
        """
        return cls(_camera.parse_calibration(text, source))

    @property
    def rung(self) -> str:
        """Name of the fitted model, one of :func:`calibration_rungs`."""
        return self._core.rung

    @property
    def flags(self) -> list[str]:
        """What to know before the numbers are used.

        ``large_error``, ``partial_chart``, ``uneven_light``; of the spectral rung ``narrow_band_light`` and
        ``outside_spectral_prior``; with a baseline ``exposure_moved``, ``white_balance_moved`` and
        ``neutrals_moved``; of a second shot ``two_shot``, ``capture_unknown`` and ``auto_white_balance``.
        """
        return self._core.flags

    @property
    def held_out(self) -> HeldOutError:
        """Error of patches that the fit did not see."""
        error = self._core.held_out
        return HeldOutError(
            error.mean,
            error.p95,
            error.max,
            error.skin,
            error.neutrals,
            np.array(error.patch_ids, dtype=np.int64),
            np.array(error.per_patch),
        )

    def to_lab(
        self, photo: "Photo", *, two_shot: bool = False, gray: "RegionLike | None" = None, threads: int = 0
    ) -> LabImage:
        """Convert a photograph, (h, w, 3) linear RGB, to CIE Lab (D50, 2 degrees), (h, w, 3) float32.

        Pixels are converted when they are looked at: those of a region by :func:`shadematch.measure`, all of
        them by ``lab`` of the result or ``numpy.asarray``.

        Parameters
        ----------
        photo : Photo
            The one with the chart; if a light field was divided out there, out of this one too (`flatten`).
        two_shot : bool
            `photo` was taken after the one with the chart, as it was taken, with the same camera, light and
            manual settings; the scalp lies where the chart lay. The uncertainty grows by 0.8 CIEDE2000. What
            the files do not tell becomes the flag ``capture_unknown`` of the result's calibration,
            automatic white balance ``auto_white_balance``.
        gray : region, optional
            Where `photo` shows the gray of `with_gray`: exposure and white balance may have drifted.
        threads : int
            That convert a whole picture at once; 0: as many as this process may run. The result is the same
            to the last bit.

        Raises
        ------
        ValueError
            For a photo of another size or with other light divided out; for `gray` without `two_shot`; for
            less than 0 threads.
        MeasurementRefused
            Two shots that differ: ``camera_differs``, ``lens_differs``, ``exposure_differs``,
            ``white_balance_differs``; a gray that cannot be: ``gray_implausible``, ``gray_chroma_moved``, ...
        """
        if not two_shot:
            if gray is not None:
                raise ValueError("to_lab: expected two_shot=True with a gray, got two_shot=False")
            return self._core.to_lab(photo, threads)
        where = None if gray is None else region_of(gray, photo.width, photo.height, who="to_lab")
        return _camera.two_shot(self._core, photo, where, threads)

    def codes_to_lab(
        self,
        codes: "npt.NDArray[np.uint8] | npt.NDArray[np.uint16] | npt.NDArray[np.float32]",
        *,
        encoding: "Encoding" = "srgb",
        full_scale: float = 0.0,
        at: tuple[int, int] = (0, 0),
        threads: int = 0,
    ) -> "npt.NDArray[np.float32]":
        """Convert codes as a camera or a video stores them to CIE Lab (D50, 2 degrees).

        What :meth:`to_lab` makes of :func:`shadematch.photo_from_array`, within 5e-4 CIE76, without a photo
        between them. A C-contiguous array is read where it lies, another one is copied once.

        Parameters
        ----------
        codes : ndarray, shape (h, w, 3), uint8, uint16 or float32
            NaN of float codes stays NaN.
        encoding : str, bytes or (primaries, transfer)
            Of the codes, as in :func:`shadematch.photo_from_array`.
        full_scale : float
            Code that stands for 1; 0: 255, 65535 or 1.0 by dtype.
        at : (x, y)
            Pixel of the photograph with the chart where the first one lies: light depends on the place.
        threads : int
            As in :meth:`to_lab`.

        Returns
        -------
        lab : ndarray, shape (h, w, 3), float32

        Raises
        ------
        TypeError
            For another dtype.
        ValueError
            For another shape, or a calibration whose light was divided out of the photograph.
        UnsupportedImage
            ``profile_unusable``.
        """
        if not isinstance(codes, np.ndarray) or codes.dtype not in (np.uint8, np.uint16, np.float32):
            got = str(codes.dtype) if isinstance(codes, np.ndarray) else type(codes).__name__
            raise TypeError(f"codes_to_lab: expected an array of uint8, uint16 or float32, got {got}")
        if codes.ndim != 3 or codes.shape[2] != 3:
            raise ValueError(f"codes_to_lab: expected an array of shape (h, w, 3), got {codes.shape}")
        options = _camera.CodesToLabOptions()
        options.encoding = encoding_of("codes_to_lab", encoding)
        options.full_scale = full_scale
        options.x, options.y = at
        options.threads = threads
        lab = np.empty(codes.shape, dtype=np.float32)
        _camera.codes_to_lab(self._core, np.ascontiguousarray(codes), lab, options)
        return lab

    @property
    def photo_sha256(self) -> str:
        """SHA-256 of the file with the chart; empty if it had none."""
        sha256: str = json.loads(self._core.to_json())["chart"]["photo_sha256"]
        return sha256

    def flatten(self, photo: "Photo") -> "Photo":
        """Divide the light out of a photo that was divided out of the one with the chart, if any was."""
        return self._core.flatten(photo)

    def with_gray(self, photo: "Photo", gray: "RegionLike") -> "Calibration":
        """Calibration that knows a gray surface, for two shots.

        Parameters
        ----------
        photo : Photo
            The one with the chart, as it was taken.
        gray : region
            A gray card that stays for the second shot, or a gray patch of the chart.

        Raises
        ------
        MeasurementRefused
            ``gray_small``, ``gray_clipped``, ``gray_dark`` or ``gray_texture``.
        """
        where = region_of(gray, photo.width, photo.height, who="with_gray")
        return Calibration(_camera.with_gray(self._core, photo, where))

    def measure(
        self, rgb: "npt.ArrayLike", position: "npt.ArrayLike"
    ) -> "tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]":
        """Lab of one color with its uncertainty.

        Parameters
        ----------
        rgb : array_like, shape (3,)
            Linear RGB as in ``Photo.rgb``.
        position : array_like, shape (2,)
            Pixel (x, y); light is less known far from the chart.

        Returns
        -------
        lab : ndarray, shape (3,)
            L*, a*, b*, D50, 2 degrees.
        covariance : ndarray, shape (3, 3)
            Fit (jackknife, or draws of the spectral rung), misfit near that color, metamerism, chart
            tolerance, light. NaN passes through.
        """
        return self._core.measure(rgb, position)

    def chart_center(self) -> "npt.NDArray[np.float64]":
        """Pixel (x, y) in the middle of the chart."""
        return self._core.chart_center()

    def visit_covariance(self, rgb: "npt.ArrayLike", position: "npt.ArrayLike") -> "npt.NDArray[np.float64]":
        """Part of the covariance of :meth:`measure` that another visit draws anew, shape (3, 3).

        Parameters and light. Chart tolerance, misfit and metamerism are the same in both visits and cancel
        in a difference.
        """
        return self._core.visit_covariance(rgb, position)

    def report(self) -> dict[str, Any]:
        """Quality report.

        Chart, rung, errors of every rung and patch, tone curve, offset, light, clipping, warnings.
        """
        report: dict[str, Any] = json.loads(self._core.report())
        return report

    def to_json(self) -> str:
        """Write the whole calibration as JSON text."""
        return self._core.to_json()

    def save(self, path: "str | PathLike[str]") -> None:
        """Write the JSON to a file; :func:`load_calibration` reads it."""
        Path(path).write_text(self.to_json(), encoding="utf-8")

    def __eq__(self, other: object) -> bool:
        """Compare all parameters."""
        if not isinstance(other, Calibration):
            return NotImplemented
        return self.to_json() == other.to_json()

    def __hash__(self) -> int:
        """Hash of all parameters."""
        return hash(self.to_json())

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        """Pickle as JSON."""
        return Calibration.from_json, (self.to_json(),)

    def __repr__(self) -> str:
        """Rung and held-out error."""
        error = self._core.held_out
        return f"<Calibration {self.rung}: held-out CIEDE2000 mean {error.mean:.2f}, p95 {error.p95:.2f}>"


def calibrate(
    chart: "Chart",
    *,
    rung: str = "auto",
    max_held_out_delta_e: float | None = None,
    baseline: Calibration | None = None,
    light_from_skin: bool = True,
) -> Calibration:
    """Fit device RGB to Lab on the valid patches of a chart.

    Parameters
    ----------
    chart : Chart
        From :func:`shadematch.find_chart` or :func:`shadematch.chart_from_corners`.
    rung : str
        ``"auto"`` reads skin and hair by the spectral rung if the chart's reflectances are known and the
        photograph lies within what known cameras do, and all other colors by the model with the least error
        on patches that were left out (skin and neutral patches count twice; a richer model must win by 5 %).
        ``"spectral"`` does so however far the photograph lies. Or the name of a model, one of
        :func:`calibration_rungs`. ``"none"`` fits nothing: the errors of its report are those of the
        profile that the photograph was developed with (``read_photo(..., profile=...)``).
        ``"follow-up"``, for a first visit that later ones are compared with, chooses among the models that
        even out light over the chart.
    max_held_out_delta_e : float, optional
        A mean error on left-out patches above this, CIEDE2000, is refused as ``no_fit``. None: the default of
        the library, 10.
    baseline : Calibration, optional
        Of an earlier visit that this one is compared with: chart, edition and model are its, never others.
        ``report()["follow_up"]`` tells how its neutral patches look now; flags say if they moved
        (``exposure_moved``, ``white_balance_moved``, ``neutrals_moved``).
    light_from_skin : bool
        The spectral rung learns the light over the picture from smooth skin too, as far as that skin is even;
        ``report()["light_field"]`` says so. Switch it off where something else that looks like skin, a wooden
        table say, fills most of the picture.

    Returns
    -------
    Calibration

    Raises
    ------
    MeasurementRefused
        ``code`` is ``grayscale``, ``too_few_patches`` (15 needed), ``too_few_neutrals`` (4 needed) or
        ``no_fit``, with rung ``"spectral"`` ``no_spectra`` (the chart's reflectances are not known); with a
        baseline ``baseline_chart``, ``baseline_edition``, ``baseline_profile``,
        ``baseline_rung`` or ``baseline_neutrals``.
    ValueError
        For an unknown rung, with those that exist.

    Examples
    --------
    >>> from shadematch.camera import calibration_rungs
    >>> calibration_rungs()[:3]
    ['none', 'gain', 'matrix']
    """
    earlier = None if baseline is None else baseline._core
    limit = {} if max_held_out_delta_e is None else {"max_held_out_delta_e": max_held_out_delta_e}
    return Calibration(
        _camera.calibrate(chart, rung=rung, baseline=earlier, light_from_skin=light_from_skin, **limit)
    )


def load_calibration(path: "str | PathLike[str]") -> Calibration:
    """Read a file written by :meth:`Calibration.save`.

    Raises
    ------
    OSError
        If the file cannot be read.
    InvalidDocument
        With the place in the document, what was expected and what came.
    """
    return Calibration(_camera.parse_calibration(Path(path).read_bytes(), str(path)))
