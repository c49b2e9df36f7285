# SPDX-License-Identifier: Apache-2.0
"""Text of the command line to regions, corners and colors; errors say what was expected and what came."""

import math
from dataclasses import dataclass

import typer

Region = tuple[float, float, float, float] | list[tuple[float, float]]

_EXPECTED = "x,y,w,h or at least three corners x0,y0,x1,y1,x2,y2,... in pixels"
_RECTANGLE, _TRIANGLE = 4, 6
_LIMIT_AB = 200


@dataclass(frozen=True)
class NamedRegion:
    """One ``--region NAME=...``."""

    name: str
    region: Region


@dataclass(frozen=True)
class Area:
    """One ``--hair`` or ``--scalp``."""

    region: Region


@dataclass(frozen=True)
class Corners:
    """One ``--corners``."""

    points: list[tuple[float, float]]


@dataclass(frozen=True)
class Color:
    """One ``--lab``."""

    lab: tuple[float, float, float]


def _numbers(text: str, who: str, expected: str) -> list[float]:
    values = []
    for position, part in enumerate(text.split(","), start=1):
        try:
            value = float(part)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise typer.BadParameter(f"{who}: expected {expected}, got {part.strip()!r} as number {position}")
        values.append(value)
    return values


def parse_region(text: str, name: str = "region") -> Region:
    """Region of the command line: four numbers are x, y, width, height, six or more a polygon.

    >>> parse_region("10,20,30,40")
    (10.0, 20.0, 30.0, 40.0)
    >>> parse_region("0,0,9,0,0,9")
    [(0.0, 0.0), (9.0, 0.0), (0.0, 9.0)]
    """
    who = f"region {name!r}"
    values = _numbers(text, who, _EXPECTED)
    if len(values) == _RECTANGLE:
        x, y, width, height = values
        if not (width > 0 and height > 0):
            raise typer.BadParameter(
                f"{who}: expected a width and height above 0, got {width:g} x {height:g}"
            )
        return (x, y, width, height)
    if len(values) < _TRIANGLE or len(values) % 2:
        raise typer.BadParameter(f"{who}: expected {_EXPECTED}, got {len(values)} numbers")
    return list(zip(values[::2], values[1::2], strict=True))


def parse_named_region(text: str) -> NamedRegion:
    """``NAME=x,y,w,h`` or ``NAME=x0,y0,x1,y1,x2,y2,...``.

    >>> parse_named_region("hair=1,2,3,4").name
    'hair'
    """
    name, equals, numbers = text.partition("=")
    name = name.strip()
    if not equals or not name:
        raise typer.BadParameter(f"region: expected NAME={_EXPECTED}, got {text!r}")
    return NamedRegion(name, parse_region(numbers, name))


def parse_area(text: str) -> Area:
    """Read a region that has no name of its own."""
    return Area(parse_region(text))


def parse_corners(text: str) -> Corners:
    """Four points: the centers of the chart's corner patches as printed (Classic: 1, 6, 24, 19)."""
    expected = "8 numbers x,y of the corner patches' centers as printed (Classic: 1, 6, 24, 19)"
    values = _numbers(text, "corners", expected)
    if len(values) != 8:
        raise typer.BadParameter(f"corners: expected {expected}, got {len(values)} numbers")
    return Corners(list(zip(values[::2], values[1::2], strict=True)))


def parse_lab(text: str) -> Color:
    """``L,a,b``: CIE Lab, D50, 2 degrees.

    >>> parse_lab("38.5,2,4.25")
    Color(lab=(38.5, 2.0, 4.25))
    """
    expected = f"L,a,b (D50, 2 degrees; L from 0 to 100, a and b from -{_LIMIT_AB} to {_LIMIT_AB})"
    values = _numbers(text, "lab", expected)
    if len(values) != 3 or not 0 <= values[0] <= 100 or max(map(abs, values[1:])) > _LIMIT_AB:
        raise typer.BadParameter(f"lab: expected {expected}, got {text!r}")
    return Color((values[0], values[1], values[2]))


def parse_rung(text: str) -> str:
    """Name of a calibration model, or ``auto``.

    >>> parse_rung("auto")
    'auto'
    """
    from shadematch.camera import calibration_rungs

    known = ("auto", "follow-up", *calibration_rungs())
    if text not in known:
        raise typer.BadParameter(f"rung: expected one of {', '.join(known)}, got {text!r}")
    return text
