# SPDX-License-Identifier: Apache-2.0
"""A clinic's readings before and after treatment, from a CSV file."""

import csv
import functools
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from shadematch._broadcast import Floats
from shadematch._core import InvalidDocument
from shadematch._core.skin import ZONE_THICKNESS_MM
from shadematch.healing import TreatedPhotograph, Treatment
from shadematch.skin import ClientSkin, pigment_optics, random_coverage, skin_from_lab

if TYPE_CHECKING:
    from shadematch.pigment import Catalogue

__all__ = ["TreatedReading", "read_treated_readings"]

HEALED_WEEKS = 4.0
_USUAL_SE = 0.5
_LABS = ("skin", "healed")

_Place: TypeAlias = tuple[str, int | None, str | None]
"""File, line, column."""


@dataclass(frozen=True)
class TreatedReading:
    """One row: where it stood, whose it is, and what the model takes of it."""

    line: int
    client: str
    weeks: float
    photograph: TreatedPhotograph
    seen: tuple[float, float, float]


def read_treated_readings(path: str | Path, *, catalogue: "Catalogue | None" = None) -> list[TreatedReading]:
    """Read skin before, skin after and what was set into it.

    Parameters
    ----------
    path : str or Path
        CSV with a header; lines that start with # are skipped. Columns: docs/skin.md.
    catalogue : Catalogue, optional
        Where the column ``stock`` is looked up.

    Returns
    -------
    list of TreatedReading

    Raises
    ------
    InvalidDocument
        For the first bad cell: line, column, expected, got, what to do.
    """
    source = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise _bad(
            (source, None, None), "UTF-8 text", "other bytes", "Save the table as CSV UTF-8."
        ) from None
    kept = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    kept = [(number, line) for number, line in kept if not line.startswith("#")]
    if len(kept) < 2:
        raise _bad(
            (source, None, None), "a header and at least one row", f"{len(kept)} lines", "Add readings."
        )
    cells = list(csv.reader(line for _, line in kept))
    if len(cells) != len(kept):
        raise _bad((source, None, None), "one row a line", "a quoted line break", "Delete it.")
    header = [name.strip() for name in cells[0]]
    _expect_header(source, header)
    readings = []
    for (line, _), values in zip(kept[1:], cells[1:], strict=True):
        if len(values) != len(header):
            count = f"{len(header)} cells as in the header"
            raise _bad((source, line, None), count, str(len(values)), "Quote cells that hold a comma.")
        named = dict(zip(header, (value.strip() for value in values), strict=True))
        readings.append(_Row(source, line, named, catalogue).reading())
    return readings


def _bad(place: _Place, expected: str, got: str, advice: str) -> InvalidDocument:
    source, line, column = place
    named = source + (f", line {line}" if line else "") + (f", column {column}" if column else "")
    error = InvalidDocument(f"{named}: expected {expected}, got {got}.")
    error.code, error.advice = "bad_row" if line else "bad_table", advice
    return error


_REQUIRED = (*(f"{what}_{axis}" for what in _LABS for axis in "Lab"), "diluent_per_pigment", "weeks")
_OPTIONAL = (
    *(f"{what}_se_{axis}" for what in _LABS for axis in "Lab"),
    *("client", "stock", "ci", "particle_nm", "pigment_volume_fraction"),
    *("coverage", "dots_per_mm2", "dot_diameter_mm", "thickness_mm"),
)


def _expect_header(source: str, header: list[str]) -> None:
    known = _REQUIRED + _OPTIONAL
    for name in header:
        if name not in known:
            raise _bad((source, None, None), f"columns among {', '.join(known)}", repr(name), "Rename it.")
        if header.count(name) > 1:
            raise _bad((source, None, name), "it once", "it twice", "Delete one of the two.")
    for name in _REQUIRED:
        if name not in header:
            raise _bad((source, None, None), f"a column {name}", "none", "Add it; docs/skin.md lists them.")


@functools.lru_cache(maxsize=256)
def _skin_from_lab(L: float, a: float, b: float) -> ClientSkin:
    """One skin is in many rows, and takes its time."""
    return skin_from_lab([L, a, b])


@dataclass(frozen=True)
class _Row:
    source: str
    line: int
    cells: dict[str, str]
    catalogue: "Catalogue | None"

    def bad(self, column: str, expected: str, got: str, advice: str) -> InvalidDocument:
        return _bad((self.source, self.line, column), expected, got, advice)

    def number(self, column: str, low: float, high: float, usual: float | None = None) -> float:
        """Read a cell as a number; an empty one is `usual`."""
        text = self.cells.get(column, "")
        if not text and usual is not None:
            return usual
        expected = f"a number in {low:g}..{high:g}"
        try:
            value = float(text)
        except ValueError:
            got = repr(text) if text else "nothing"
            raise self.bad(column, expected, got, "Write it with a decimal point.") from None
        if not (math.isfinite(value) and low <= value <= high):
            raise self.bad(column, expected, text, "Check the value and its unit.")
        return value

    def lab(self, what: str) -> Floats:
        axes = [self.number(f"{what}_L", 2.0, 98.0)]
        return np.array(axes + [self.number(f"{what}_{axis}", -128.0, 128.0) for axis in "ab"])

    def variances(self) -> Floats:
        """Of the color seen; the error of the skin before moves the prediction as much."""
        se = [[self.number(f"{what}_se_{axis}", 0.0, 20.0, _USUAL_SE) for axis in "Lab"] for what in _LABS]
        variances: Floats = (np.array(se) ** 2).sum(axis=0)
        return variances

    def coverage(self) -> float:
        given = self.cells.get("coverage", "")
        dots = self.cells.get("dots_per_mm2", "")
        if bool(given) == bool(dots):
            got = "both" if given else "neither"
            raise self.bad("coverage", "either coverage or dots_per_mm2", got, "Fill in one of the two.")
        if given:
            return self.number("coverage", 0.001, 1.0)
        return random_coverage(
            self.number("dots_per_mm2", 0.001, 1000.0), self.number("dot_diameter_mm", 0.01, 5.0)
        )

    def optics(self) -> tuple[Floats, Floats]:
        """Absorption and scattering of the liquid in the cup, 1/cm."""
        dilution = 1.0 + self.number("diluent_per_pigment", 0.0, 1000.0)
        mua, musr = np.zeros(36), np.zeros(36)
        for ci, fraction in self.pigments():
            try:
                a, s = pigment_optics(ci, self.number("particle_nm", 1.0, 10000.0))
            except ValueError as error:
                column = "particle_nm" if "diameter" in str(error) else "ci"
                expected, got = str(error).split("expected ")[1].split(", got ")
                raise self.bad(column, expected, got, "Give what the safety data sheet names.") from None
            mua += fraction / dilution * a
            musr += fraction / dilution * s
        return mua, musr

    def pigments(self) -> list[tuple[str, float]]:
        """CI number and volume fraction in the undiluted stock of each pigment."""
        stock, ci = self.cells.get("stock", ""), self.cells.get("ci", "")
        if bool(stock) == bool(ci):
            raise self.bad("ci", "either stock or ci", "both" if ci else "neither", "Fill in one of the two.")
        if ci:
            return [(ci, self.number("pigment_volume_fraction", 1e-6, 1.0))]
        found = [each for each in self.catalogue.stocks if each.id == stock] if self.catalogue else []
        if not found:
            advice = (
                "Name the catalogue with --catalogue FILE." if self.catalogue is None else "Check the id."
            )
            raise self.bad("stock", "a stock of the catalogue", repr(stock), advice)
        parts = []
        for component in found[0].components:
            if not (component.mass_fraction and component.density_g_cm3 and found[0].density_g_cm3):
                expected = "a stock with mass fractions and densities"
                raise self.bad("stock", expected, repr(stock), "Add them to the catalogue, or give ci.")
            share = component.mass_fraction * found[0].density_g_cm3 / component.density_g_cm3
            parts.append((component.ci, share))
        if not parts:
            raise self.bad("stock", "a stock with components", repr(stock), "Add them, or give ci.")
        return parts

    def reading(self) -> TreatedReading:
        weeks = self.number("weeks", 0.0, 1000.0)
        if 0.0 < weeks < HEALED_WEEKS:
            expected = f"0 (fresh) or at least {HEALED_WEEKS:g} (healed)"
            raise self.bad("weeks", expected, f"{weeks:g}", "Leave out skin that is still healing.")
        before, seen = self.lab("skin"), self.lab("healed")
        try:
            skin = _skin_from_lab(*before.tolist())
        except ValueError as error:
            raise self.bad("skin_L", "a color that skin can have", str(error), "Check the reading.") from None
        if not skin.resembles_skin:
            got = f"one that is {skin.model_delta_e:.1f} dE00 from the nearest"
            raise self.bad("skin_L", "a color that skin can have", got, "Check calibration and region.")
        mua, musr = self.optics()
        thickness = self.number("thickness_mm", 0.01, 2.0, ZONE_THICKNESS_MM)
        photograph = TreatedPhotograph(
            skin=skin,
            treatment=Treatment(
                mua=mua.tolist(), musr=musr.tolist(), coverage=self.coverage(), thickness_mm=thickness
            ),
            lab=seen,
            covariance=np.diag(self.variances()),
            fresh=weeks == 0.0,
        )
        color = (float(seen[0]), float(seen[1]), float(seen[2]))
        return TreatedReading(self.line, self.cells.get("client", ""), weeks, photograph, color)
