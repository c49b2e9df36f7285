# SPDX-License-Identifier: Apache-2.0
"""A recipe in drops and how it is expected to look."""

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from shadematch._broadcast import Floats
from shadematch._core import formulate as _formulate
from shadematch._core.formulate import RecipeScore

LIGHTS = ("D65", "LED-B3", "A")
"""The lights of every triple of differences and Labs; 2 degrees."""


@dataclass(frozen=True)
class RecipePart:
    """One line of a recipe: whole drops (or steps of a syringe) of a stock, and what a slip of one costs.

    Attributes
    ----------
    stock_id : str
    drops : int
    ml : float
    is_diluent : bool
    one_more, one_less : float or None
        CIEDE2000 under D65 between the recipe and the one with a drop more or less; None where it cannot be.
    """

    stock_id: str
    drops: int
    ml: float
    is_diluent: bool
    one_more: float | None
    one_less: float | None


@dataclass(frozen=True, eq=False)
class Recipe:
    """A recipe and how it is expected to look; status ``"model"``.

    Attributes
    ----------
    parts : tuple of RecipePart
    total_ml : float
    dilution_number : float
        The trade's shade number: ml of diluent to one ml of everything else.
    coverage : float
        Area fraction of dots; 1 for a film.
    K, S : ndarray, (36,)
        Of the liquid in the cup, in the unit of the medium: for a film of thickness 1; in skin absorption and
        reduced scattering, 1/cm.
    reflectance : ndarray, (36,)
    lab : ndarray, (3,)
        D50, 2 degrees.
    lab_lights : tuple of ndarray
        Under D65, LED-B3 and A.
    covariance : ndarray, (3, 3)
        Of the Lab under D65, the target's own not included.
    score : RecipeScore
        ``delta_e`` (three lights), ``metamerism``, ``colorants``, ``sensitivity``, ``cost``, ``total``.
    delta_e_low, delta_e_high : float
        95 % interval of the CIEDE2000 under D65.
    synthetic : bool
        A stock of it has no measured color.
    """

    parts: tuple[RecipePart, ...]
    total_ml: float
    dilution_number: float
    coverage: float
    K: Floats
    S: Floats
    reflectance: Floats
    lab: Floats
    lab_lights: tuple[Floats, ...]
    covariance: Floats
    score: RecipeScore
    delta_e_low: float
    delta_e_high: float
    synthetic: bool

    @property
    def delta_e(self) -> float:
        """CIEDE2000 to the target under D65."""
        return self.score.delta_e[0]

    def drops(self) -> dict[str, int]:
        """Return the drops by stock id."""
        return {part.stock_id: part.drops for part in self.parts}

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        score = {name: getattr(self.score, name) for name in _SCORE}
        return {
            "status": "model",
            "parts": [{f.name: getattr(part, f.name) for f in fields(part)} for part in self.parts],
            "total_ml": self.total_ml,
            "dilution_number": self.dilution_number,
            "coverage": self.coverage,
            "lab": self.lab.tolist(),
            "lab_lights": {n: lab.tolist() for n, lab in zip(LIGHTS, self.lab_lights, strict=True)},
            "covariance": self.covariance.tolist(),
            "score": score | {"delta_e": dict(zip(LIGHTS, self.score.delta_e, strict=True))},
            "delta_e": self.delta_e,
            "delta_e_interval": [self.delta_e_low, self.delta_e_high],
            "synthetic": self.synthetic,
        }


_SCORE = ("delta_e", "metamerism", "metamerism_led", "colorants", "sensitivity", "cost", "total")


def recipe_of(core: _formulate.FormulaRecipe) -> Recipe:
    """Take a recipe over from the compiled part."""
    slips = {effect.stock_id: (effect.one_more, effect.one_less) for effect in core.drop_effects}
    parts = tuple(
        RecipePart(
            part.stock_id, part.drops, part.ml, part.is_diluent, *slips.get(part.stock_id, (None, None))
        )
        for part in core.parts
    )
    values = {f.name: getattr(core, f.name) for f in fields(Recipe) if f.name != "parts"}
    values |= {name: np.array(values[name]) for name in ("K", "S", "reflectance")}
    return Recipe(**values | {"parts": parts, "lab_lights": tuple(core.lab_lights)})
