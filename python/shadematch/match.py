# SPDX-License-Identifier: Apache-2.0
"""Ranking of the mixes of a catalogue by color difference to a measured target."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from shadematch._core import match as _match
from shadematch.pigment import Catalogue

Floats = npt.NDArray[np.float64]
_DEFAULTS = _match.MatchOptions()
_LIMIT_AB = 200.0


@runtime_checkable
class HasUncertainty(Protocol):
    """What a reading offers: a Lab (3,) and its covariance (3, 3), D50 / 2 degrees."""

    @property
    def lab(self) -> Floats:
        """L*, a*, b*."""

    @property
    def covariance(self) -> Floats:
        """Uncertainty of `lab`, 1 standard deviation squared."""


Color = HasUncertainty | npt.ArrayLike | tuple[npt.ArrayLike, npt.ArrayLike]


@dataclass(frozen=True, eq=False)
class Match:
    """One mix of a ranking. Lab is D50 / 2 degrees; differences are mix minus target.

    Attributes
    ----------
    mix_id : str
    recipe : tuple of (stock id, drops)
    lab : ndarray, (3,)
    covariance : ndarray, (3, 3)
        Of `lab`; `covariance_assumed` says that the catalogue has none and a default was used.
    lab_source : str
        ``"measured"`` or ``"model"``.
    delta_e, delta_e_low, delta_e_high : float
        By the formula asked for, with its 95 % interval.
    delta_e_ab, delta_e_ab_low, delta_e_ab_high : float
        CIE 1976, the unit of the acceptability bands, with its 95 % interval.
    delta_L, delta_C, delta_H : float
    words : str
        ``"2.1 lighter, slightly warmer"``.
    verdict : str
        What the interval of `delta_e_ab` proves: ``"match"`` (below the perceptible limit), ``"acceptable"``
        (below the acceptable limit), ``"visible"`` (above it) or ``"cannot_tell"``.
    too_dark_probability : float
        Chance that the mix is darker than the target.
    contrast_delta_e, contrast_delta_L : float or None
        Mix against the scalp.
    tie_group : int
        Matches of one group cannot be told apart by this measurement; 1 is best.
    diluent_per_pigment : float
        Parts by volume.
    in_stock : bool or None
        None is unknown.
    price : float or None
        Of the cup, in `currency`.
    """

    mix_id: str
    recipe: tuple[tuple[str, int], ...]
    lab: Floats
    covariance: Floats
    covariance_assumed: bool
    lab_source: str
    delta_e: float
    delta_e_low: float
    delta_e_high: float
    delta_e_ab: float
    delta_e_ab_low: float
    delta_e_ab_high: float
    delta_L: float  # noqa: N815  (L*, C*, H* are the field's letters)
    delta_C: float  # noqa: N815
    delta_H: float  # noqa: N815
    words: str
    verdict: str
    too_dark_probability: float
    contrast_delta_e: float | None
    contrast_delta_L: float | None  # noqa: N815
    tie_group: int
    diluent_per_pigment: float
    in_stock: bool | None
    price: float | None
    currency: str

    def to_dict(self) -> dict[str, Any]:
        """Plain numbers, texts and lists, ready for JSON; the recipe as ``[{"stock": id, "drops": n}]``."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        values["recipe"] = [{"stock": stock, "drops": drops} for stock, drops in self.recipe]
        return values | {"lab": self.lab.tolist(), "covariance": self.covariance.tolist()}


@dataclass(frozen=True)
class Exclusion:
    """A mix that may not be used, and why."""

    mix_id: str
    reason: str


@dataclass(frozen=True, eq=False)
class Ranking:
    """Result of :func:`match`, best first.

    Attributes
    ----------
    target : str
        ``"hair"``, ``"skin"`` or ``"lab"``.
    target_lab, target_covariance : ndarray, (3,) and (3, 3)
    formula : str
    perceptible_delta_e_ab, acceptable_delta_e_ab : float
        Bands used for the verdicts, by skin depth.
    matches : list of Match
    excluded : list of Exclusion
        By mix id.
    warnings : list of str
    candidates : int
        Number of mixes that were scored.
    """

    target: str
    target_lab: Floats
    target_covariance: Floats
    formula: str
    perceptible_delta_e_ab: float
    acceptable_delta_e_ab: float
    matches: list[Match]
    excluded: list[Exclusion]
    warnings: list[str]
    candidates: int

    def with_warnings(self, lines: Iterable[str]) -> "Ranking":
        """Return the same ranking with more warnings, for example those of a QualityReport."""
        return replace(self, warnings=[*self.warnings, *lines])

    def to_dict(self) -> dict[str, Any]:
        """Document of schema ``shadematch-ranking/1``: plain numbers, texts and lists, ready for JSON."""
        return {
            "schema": "shadematch-ranking/1",
            "target": {
                "kind": self.target,
                "lab": self.target_lab.tolist(),
                "covariance": self.target_covariance.tolist(),
            },
            "formula": self.formula,
            "bands": {
                "perceptible_delta_e_ab": self.perceptible_delta_e_ab,
                "acceptable_delta_e_ab": self.acceptable_delta_e_ab,
            },
            "candidates": self.candidates,
            "matches": [match.to_dict() for match in self.matches],
            "excluded": [{"mix_id": each.mix_id, "reason": each.reason} for each in self.excluded],
            "warnings": list(self.warnings),
        }


def match(
    catalogue: Catalogue,
    *,
    hair: Color | None = None,
    scalp: Color | None = None,
    target: str = "hair",
    lab: npt.ArrayLike | None = None,
    lab_covariance: npt.ArrayLike | None = None,
    formula: str = _DEFAULTS.formula,
    top: int = _DEFAULTS.top,
    exclude_ingredients: Iterable[str] = (),
    brands: Iterable[str] = (),
    in_stock: bool = False,
    max_dilution: float | None = None,
) -> Ranking:
    r"""Rank the mixes of a catalogue by color difference to a target.

    Parameters
    ----------
    catalogue : Catalogue
    hair, scalp : Reading, array (3,), or (lab, covariance)
        Measured colors, Lab D50 / 2 degrees. A bare array is taken as exact. `scalp` sets the verdict
        bands by skin depth, and the contrast.
    target : {"hair", "skin"}
        The color to reach: `hair` (default), or `scalp` to hide a scar.
    lab, lab_covariance : array (3,) and (3, 3), optional
        A free color to reach instead of `hair`. Like every bare array: L from 0 to 100, a and b from -200
        to 200, the limits of a catalogue.
    formula : str
        Any name of ``difference_formulas()``; the target is the standard.
    top : int
        Number of matches; 0 = all.
    exclude_ingredients : iterable of str
        Colour Index numbers or names of components and carriers; "CI 77266" and "77266" are the same.
        A stock that declares no components (a diluent: nothing at all) is excluded too.
    brands : iterable of str
        If not empty, only these.
    in_stock : bool
        Only mixes whose stocks are on the shelf in the amount needed.
    max_dilution : float, optional
        Most parts of diluent to one part of pigment, by volume.

    Returns
    -------
    Ranking

    Raises
    ------
    ValueError
        For a missing, non-finite or impossible target, an unknown formula, wrong shapes.
    TypeError
        For a catalogue or color of another type.

    Examples
    --------
    >>> catalogue = Catalogue.from_csv(
    ...     "record,id,kind,recipe,lab_source,L,a,b,L_se,a_se,b_se\n"
    ...     "stock,sepia,pigment,,,,,,,,\n"
    ...     "stock,water,diluent,,,,,,,,\n"
    ...     "mix,dark,,sepia:4,measured,30,2,4,0.2,0.2,0.2\n"
    ...     "mix,light,,sepia:1;water:8,measured,44,2,5,0.2,0.2,0.2\n")
    >>> ranking = match(catalogue, hair=([43.0, 2.0, 5.0], np.eye(3) * 0.01), scalp=[62.0, 12.0, 16.0])
    >>> best = ranking.matches[0]
    >>> best.mix_id, best.words, best.verdict
    ('light', '1.0 lighter', 'acceptable')
    """
    if not isinstance(catalogue, Catalogue):
        raise TypeError(
            f"match: expected a Catalogue (Catalogue.load reads a file), got {type(catalogue).__name__}"
        )
    kind, color = _target(target, hair, scalp, lab, lab_covariance)
    constraints = _match.MatchConstraints()
    constraints.excluded_ingredients = _names(exclude_ingredients, "exclude_ingredients")
    constraints.brands = _names(brands, "brands")
    constraints.in_stock_only = in_stock
    constraints.max_diluent_per_pigment = max_dilution
    options = _match.MatchOptions()
    options.formula = formula
    options.top = top
    skin = None if scalp is None else _measured(scalp, "scalp")
    result = _match.match(catalogue._core, _match.MatchTarget(kind, color, skin), constraints, options)
    return _ranking(result)


def _target(
    target: str,
    hair: Color | None,
    scalp: Color | None,
    lab: npt.ArrayLike | None,
    lab_covariance: npt.ArrayLike | None,
) -> tuple[str, _match.MeasuredLab]:
    if lab is not None:
        if hair is not None:
            raise ValueError("match: expected hair or lab as the color to reach, got both")
        return "lab", _measured(lab if lab_covariance is None else (lab, lab_covariance), "lab")
    if lab_covariance is not None:
        raise ValueError("match: expected lab beside lab_covariance, got none")
    if target not in ("hair", "skin"):
        raise ValueError(f"match: expected target 'hair' or 'skin', or a color as lab=, got {target!r}")
    name, color = ("hair", hair) if target == "hair" else ("scalp", scalp)
    if color is None:
        raise ValueError(f"match: expected {name}= for the target {target!r}, got none")
    return target, _measured(color, name)


def _measured(color: Color, name: str) -> _match.MeasuredLab:
    pair: tuple[Any, Any] = (color, np.zeros((3, 3)))
    if isinstance(color, HasUncertainty):
        pair = (color.lab, color.covariance)
    elif isinstance(color, tuple) and len(color) == 2:
        pair = color
    try:
        lab, covariance = (np.asarray(each, dtype=float) for each in pair)
    except (TypeError, ValueError):
        got = type(color).__name__
        raise TypeError(
            f"match: expected {name} as a Reading, a Lab (3,) or (lab, covariance), got {got}"
        ) from None
    if lab.shape != (3,) or covariance.shape != (3, 3):
        raise ValueError(
            f"match: expected {name} as a Lab of shape (3,) with a covariance of shape (3, 3), "
            f"got {lab.shape} and {covariance.shape}"
        )
    possible = 0 <= lab[0] <= 100 and np.abs(lab[1:]).max() <= _LIMIT_AB
    if np.isfinite(lab).all() and not possible and not isinstance(color, HasUncertainty):
        raise ValueError(
            f"match: expected {name} as a Lab with L from 0 to 100, a and b from -200 to 200, "
            f"got {lab.tolist()}"
        )
    return _match.MeasuredLab(lab, covariance)


def _names(names: Iterable[str], what: str) -> list[str]:
    if isinstance(names, str):
        raise ValueError(f"match: expected {what} as a list of texts, got one text {names!r}")
    return list(names)


def _ranking(result: _match.Ranking) -> Ranking:
    return Ranking(
        target=result.target.kind,
        target_lab=result.target.color.lab,
        target_covariance=result.target.color.covariance,
        formula=result.options.formula,
        perceptible_delta_e_ab=result.perceptible_delta_e_ab,
        acceptable_delta_e_ab=result.acceptable_delta_e_ab,
        matches=[_one_match(each) for each in result.matches],
        excluded=[Exclusion(each.mix_id, each.reason) for each in result.excluded],
        warnings=[*result.warnings, *_nothing_left(result)],
        candidates=result.candidates,
    )


def _nothing_left(result: _match.Ranking) -> list[str]:
    """Say why the ranking is empty: the reasons that left out most mixes come first."""
    if result.candidates:
        return []
    if not result.excluded:
        return ["no mix left: the catalogue has none"]
    reasons = Counter(each.reason for each in result.excluded).most_common(3)
    told = "; ".join(f"{count} because {reason}" for reason, count in reasons)
    return [f"no mix left: {len(result.excluded)} excluded, {told}"]


def _one_match(result: _match.Match) -> Match:
    values = {field.name: getattr(result, field.name) for field in fields(Match)}
    return Match(**values | {"recipe": tuple((part.stock_id, part.drops) for part in result.recipe)})
