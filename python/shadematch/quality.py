# SPDX-License-Identifier: Apache-2.0
"""Capture gates: may the numbers of a photograph be used, and what should the photographer change."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from shadematch._core import MeasurementRefused
from shadematch._core import quality as _quality

if TYPE_CHECKING:
    from shadematch.camera import Calibration
    from shadematch.chart import Chart
    from shadematch.photo import Photo
    from shadematch.region import Reading

__all__ = ["GateResult", "QualityReport", "assess_capture", "assess_missing_chart", "gate_profiles"]


def gate_profiles() -> list[str]:
    """Names of the sets of limits.

    >>> gate_profiles()
    ['published-values', 'measured-values']
    """
    return _quality.gate_profiles()


@dataclass(frozen=True)
class GateResult:
    """What one gate says of the photograph or of one region.

    Attributes
    ----------
    gate : str
        ``edge_width``, ``white_dark``, …
    subject : str
        Name of the region; empty for the photograph.
    value : float or None
        In `unit`; None if the photograph does not show it, which is amber.
    unit : str
    good : str
        ``at_most`` or ``at_least``: on which side of a limit a value is good.
    green, amber : float
        The last value that is green, amber.
    floor : float or None
        The last value that an override may let pass.
    verdict : str
        ``green``, ``amber`` or ``red``.
    overridden : bool
        Red, and let pass by hand.
    sentence : str or None
        What to do; None if green.
    """

    gate: str
    subject: str
    value: float | None
    unit: str
    good: str
    green: float
    amber: float
    floor: float | None
    verdict: str
    overridden: bool
    sentence: str | None


class QualityReport:
    """All capture gates of one photograph. Made by :func:`assess_capture`."""

    __slots__ = ("_core", "_document")

    def __init__(self, core: _quality.QualityReport) -> None:
        self._core = core
        self._document: dict[str, Any] = json.loads(core.to_json())

    @property
    def profile(self) -> str:
        """Which limits hold, one of :func:`gate_profiles`."""
        profile: str = self._document["profile"]
        return profile

    @property
    def verdict(self) -> str:
        """``green``, ``amber`` or ``red``: the worst of all gates, overridden ones included."""
        verdict: str = self._document["verdict"]
        return verdict

    @property
    def gates(self) -> list[GateResult]:
        """Results in the order of the table."""
        return [GateResult(**gate) for gate in self._document["gates"]]

    @property
    def overridden(self) -> list[str]:
        """Gates that were red and let pass by hand."""
        return list(self._document["overridden"])

    @property
    def warnings(self) -> list[str]:
        """One line for every amber gate and every override."""
        return self._core.warnings()

    def let_pass(self, override: Iterable[str]) -> None:
        """Let red gates pass by hand and keep a record of it.

        Parameters
        ----------
        override : iterable of str
            Gates, or ``"all"``. A value beyond the floor of its gate stays red.

        Raises
        ------
        ValueError
            For a gate that does not exist.
        """
        self._core.let_pass([override] if isinstance(override, str) else list(override))
        self._document = json.loads(self._core.to_json())

    def refuse_red(self) -> None:
        """Refuse the photograph if a gate is red and not overridden.

        Raises
        ------
        MeasurementRefused
            ``code`` is the gate, the message holds value and limit, ``advice`` is the sentence that helps;
            ``report`` is this report.
        """
        try:
            self._core.refuse_red()
        except MeasurementRefused as error:
            error.report = self  # type: ignore[attr-defined]
            raise

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON: ``profile``, ``verdict``, ``gates``, ``overridden``, ``warnings``."""
        document: dict[str, Any] = json.loads(json.dumps(self._document))
        return document | {"warnings": self.warnings}

    def document(self, photo: "Photo", chart: "Chart", calibration: "Calibration") -> dict[str, Any]:
        """Give the whole quality report.

        The gates, the report of the calibration, offsets of patch centers from the lattice, noise, hashes of
        the photograph and of the chart's values.
        """
        text = _quality.quality_document(self._core, photo, chart, calibration._core)
        document: dict[str, Any] = json.loads(text)
        return document

    def __repr__(self) -> str:
        """Verdict and the gates that are not green."""
        others = [f"{each.gate} {each.verdict}" for each in self.gates if each.verdict != "green"]
        return f"<QualityReport {self.verdict}{': ' + ', '.join(others) if others else ''}>"


def assess_capture(
    photo: "Photo",
    chart: "Chart | None",
    calibration: "Calibration",
    readings: "Mapping[str, Reading] | None" = None,
    *,
    repeats: "Mapping[str, Sequence[Reading]] | None" = None,
    profile: str = "auto",
) -> QualityReport:
    """Hold a photograph against the capture gates. Measures only: ``refuse_red`` of the result refuses.

    Parameters
    ----------
    photo : Photo
    chart : Chart or None
        From this photograph; None if the calibration is that of another one: then only the held-out error and
        the regions are judged.
    calibration : Calibration
    readings : mapping of name to Reading, optional
        Regions of this photograph.
    repeats : mapping of name to list of Reading, optional
        Readings of the same spots in other photographs; two or more are judged by the gate ``repeats``.
    profile : str
        One of :func:`gate_profiles`; ``"auto"`` takes ``measured-values`` for charts whose tolerance is 0.3
        CIEDE2000 or less.

    Returns
    -------
    QualityReport

    Raises
    ------
    ValueError
        For an unknown profile, or repeats of a region that has no reading.

    Examples
    --------
    >>> import shadematch as sm
    >>> from shadematch.demo import scalp_photo
    >>> photo = sm.read_photo(scalp_photo())
    >>> chart = sm.find_chart(photo)
    >>> calibration = sm.calibrate(chart)
    >>> scalp = sm.measure(calibration.to_lab(photo), (834, 888, 326, 240))
    >>> report = sm.assess_capture(photo, chart, calibration, {"scalp": scalp})
    >>> [each.verdict for each in report.gates if each.gate == "texture"]
    ['green']
    """
    regions = _regions(readings or {}, repeats or {})
    if chart is None:
        return QualityReport(_quality.assess_calibrated(calibration._core, regions, profile))
    return QualityReport(_quality.assess_photo(photo, chart, calibration._core, regions, profile))


def assess_missing_chart(*, profile: str = "auto") -> QualityReport:
    """Report of a photograph without a chart: the gate ``chart`` is red.

    >>> assess_missing_chart()
    <QualityReport red: chart red>
    """
    return QualityReport(_quality.assess_missing_chart(profile))


def _regions(
    readings: "Mapping[str, Reading]", repeats: "Mapping[str, Sequence[Reading]]"
) -> list[_quality.AssessedRegion]:
    unknown = sorted(set(repeats) - set(readings))
    if unknown:
        raise ValueError(f"assess_capture: expected repeats of {sorted(readings)}, got {unknown[0]!r}")
    return [
        _quality.AssessedRegion(
            name=name,
            lab=reading.lab,
            center=reading.center,
            valid_pixels=reading.valid_pixels,
            blown_share=reading.blown_share,
            glare_share=reading.glare_share,
            texture_mad=reading.texture_mad,
            repeats=np.reshape([each.lab for each in repeats.get(name, ())], (-1, 3)),
        )
        for name, reading in readings.items()
    ]
