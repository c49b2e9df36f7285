# SPDX-License-Identifier: Apache-2.0
"""Treated scalp that turned blue or gray: a neutralizing mix, or the advice not to add pigment.

All colors are output of a model.
"""

from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats
from shadematch._core.skin import ClientSkin, Healing
from shadematch.difference import delta_e_ciede2000
from shadematch.formulate import (
    Formulation,
    FormulationOptions,
    SkinMedium,
    Target,
    evaluate_recipe,
    formulate,
    hair_field,
    healed_skin,
)
from shadematch.match import HasUncertainty
from shadematch.pigment import Catalogue
from shadematch.recipe import Recipe
from shadematch.spectrum import lab_from_reflectance

__all__ = ["Repair", "repair"]

_LEAST_COVERAGE = 0.02
_NO_LIGHTER = 0.5
"""L* by which a mix may seem to lighten."""


@dataclass(frozen=True, eq=False)
class Repair:
    """What to do about treated scalp that turned.

    Attributes
    ----------
    advice : str
        ``"neutralize"``, ``"do_not_add"`` or ``"nothing_to_do"``.
    cast : str
        ``"blue"``, ``"green"``, ``"red"``, ``"yellow"``, ``"gray"`` or ``""``, against the target.
    sentence : str
    delta_e_now : float
        CIEDE2000 under D65 of the treated scalp to the target.
    recipe : Recipe or None
        The nearest color, where the advice is to neutralize.
    formulation : Formulation
        All recipes on the treated ground.
    """

    advice: str
    cast: str
    sentence: str
    delta_e_now: float
    recipe: Recipe | None
    formulation: Formulation

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        recipe = None if self.recipe is None else self.recipe.to_dict()
        return plain | {"recipe": recipe, "formulation": self.formulation.to_dict()}


def repair(
    catalogue: Catalogue,
    *,
    treated: HasUncertainty | npt.ArrayLike,
    target: HasUncertainty | npt.ArrayLike,
    client: ClientSkin,
    healing: Healing | None = None,
    options: FormulationOptions | None = None,
    least_gain: float = 1.0,
) -> Repair:
    """Find a neutralizing mix for treated scalp that changed its hue, or say not to add pigment.

    Parameters
    ----------
    treated, target : Reading or array_like, shape (3,)
        Measured Lab of the treated scalp, and the color it should have; D50, 2 degrees.
    client : ClientSkin
        The bare skin around it.
    least_gain : float
        CIEDE2000 that a mix must gain to be worth a needle.
    healing : Healing, optional
        As in `healed_skin`.
    catalogue, options
        As in `formulate`.

    Returns
    -------
    Repair
        A scalp that is darker than its target gets ``"do_not_add"``, and mixes that would lighten (white over
        dots) are in `formulation` only: to lighten is the work of removal, and white in skin turns.

    Raises
    ------
    ValueError
        As `formulate`; for a color that is not finite.

    Examples
    --------
    >>> from shadematch.pigment import bundled_catalogue
    >>> from shadematch.skin import skin_from_lab
    >>> client = skin_from_lab([62.0, 12.0, 16.0])
    >>> found = repair(
    ...     bundled_catalogue(), treated=[57.0, 3.0, -1.0], target=[55.0, 7.0, 8.0], client=client
    ... )
    >>> found.cast, found.advice
    ('blue', 'neutralize')
    """
    if not (isfinite(least_gain) and least_gain >= 0.0):
        raise ValueError(f"repair: expected least_gain >= 0, got {least_gain}")
    bare = np.array(client.reflectance())
    ground = hair_field(bare, bare, coverage=0.0, measured=treated).reflectance
    asked = FormulationOptions() if options is None else FormulationOptions(options)
    asked.coverage_low = min(_LEAST_COVERAGE, asked.coverage_low, asked.coverage_high)
    medium = healed_skin(client, healing=healing, between_dots=ground)
    found = formulate(catalogue, target=target, medium=medium, options=asked)
    now = lab_from_reflectance(ground, illuminant="D65")
    wanted = found.target_lab[0]
    delta = float(delta_e_ciede2000(wanted, now))
    cast = _cast(now, wanted)
    darkening = _without_lightening(
        catalogue, found, target=target, medium=medium, options=asked, highest=float(now[0]) + _NO_LIGHTER
    )
    nearest = min(darkening, key=lambda recipe: recipe.delta_e, default=None)
    best = float("inf") if nearest is None else nearest.delta_e
    if delta <= asked.tolerance:
        advice, sentence = "nothing_to_do", "the treated scalp is within the tolerance of its target"
    elif now[0] < wanted[0] - asked.tolerance:
        advice = "do_not_add"
        sentence = "do not add pigment: the scalp is darker than its target, and white over dots is no repair"
    elif best > delta - least_gain:
        advice = "do_not_add"
        sentence = "do not add pigment: no mix of this catalogue that does not lighten brings it nearer"
    else:
        advice = "neutralize"
        sentence = f"a mix takes the {cast or 'color'} from {delta:.1f} to {best:.1f} CIEDE2000"
    meant = nearest if advice == "neutralize" else None
    return Repair(advice, cast, sentence, delta, meant, found)


def _without_lightening(
    catalogue: Catalogue,
    found: Formulation,
    *,
    target: Target,
    medium: SkinMedium,
    options: FormulationOptions,
    highest: float,
) -> list[Recipe]:
    """Keep recipes of at most that L*; if there is none, look again without the stocks that lighten alone."""
    kept = [each for each in found.recipes if each.lab_lights[0][0] <= highest]
    if kept or not found.recipes:
        return kept

    def alone(stock_id: str) -> float:
        dots = evaluate_recipe(
            catalogue, {stock_id: 1}, target=target, medium=medium, coverage=1.0, options=options
        )
        return float(dots.lab_lights[0][0])

    used = {part.stock_id for each in found.recipes for part in each.parts if not part.is_diluent}
    lightening = {each for each in used if alone(each) > highest}
    colorants = {stock.id for stock in catalogue.stocks if stock.kind != "diluent"}
    if not lightening < colorants - {*options.forbidden, *found.excluded}:
        return []
    rest = formulate(catalogue, target=target, medium=medium, forbidden=lightening, options=options)
    return [each for each in rest.recipes if each.lab_lights[0][0] <= highest]


def _cast(now: Floats, wanted: Floats) -> str:
    da, db = (now - wanted)[1:]
    if max(abs(da), abs(db)) < 2.0:
        return ""
    chroma, goal = float(np.hypot(*now[1:])), float(np.hypot(*wanted[1:]))
    same_hue = float(now[1:] @ wanted[1:]) > 0.9 * chroma * goal
    if chroma < 0.6 * goal and (same_hue or chroma < 1.0):
        return "gray"
    if abs(db) >= abs(da):
        return "blue" if db < 0 else "yellow"
    return "green" if da < 0 else "red"
