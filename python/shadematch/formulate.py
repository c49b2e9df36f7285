# SPDX-License-Identifier: Apache-2.0
"""From a wanted color to drops of pigment: recipes for a film on a card, or for healed dots in skin.

Every color of a recipe is output of a model, with an interval; `docs/formulation.md` has the search.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any

import numpy as np

from shadematch._broadcast import Floats
from shadematch._core import formulate as _formulate
from shadematch._core.formulate import (
    FilmMedium,
    FormulationOptions,
    FormulationTarget,
    Medium,
    ObjectiveWeights,
    SkinMedium,
)
from shadematch._core.skin import ClientSkin
from shadematch.formulation_target import (
    Target,
    film_on_card,
    hair_field,
    healed_skin,
    medium_of,
    target_of,
)
from shadematch.pigment import Catalogue
from shadematch.recipe import LIGHTS, Recipe, RecipePart, recipe_of

__all__ = [
    "CupCorrection",
    "FilmMedium",
    "Formulation",
    "FormulationOptions",
    "FormulationTarget",
    "Medium",
    "ObjectiveWeights",
    "Recipe",
    "RecipePart",
    "SkinMedium",
    "Target",
    "correct_cup",
    "evaluate_recipe",
    "film_on_card",
    "formulate",
    "hair_field",
    "healed_skin",
]

_DEFAULTS = FormulationOptions()


@dataclass(frozen=True, eq=False)
class Formulation:
    """Answer of `formulate`.

    Attributes
    ----------
    medium : str
        ``"film"`` or ``"skin"``.
    status : str
        Always ``"model"``: no recipe was measured.
    recipes : tuple of Recipe
        Best first; none is worse than another in every respect; the nearest color is among them.
    reached : bool
        A recipe is within the tolerance.
    reason, sentence : str
        Why none is, for programs and for people; empty if one is.
    target_lab : tuple of ndarray
        Under D65, LED-B3 and A.
    target_spectrum_assumed : bool
        Only a color was given: those under LED-B3 and A are a guess.
    excluded : dict of str to str
        Stock id and why no cup may hold it.
    sets_fitted, recipes_evaluated : int
        What the search worked out.
    """

    medium: str
    status: str
    recipes: tuple[Recipe, ...]
    reached: bool
    reason: str
    sentence: str
    target_lab: tuple[Floats, ...]
    target_spectrum_assumed: bool
    excluded: dict[str, str]
    sets_fitted: int
    recipes_evaluated: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        labs = {n: lab.tolist() for n, lab in zip(LIGHTS, self.target_lab, strict=True)}
        return plain | {"recipes": [r.to_dict() for r in self.recipes], "target_lab": labs}


def formulate(
    catalogue: Catalogue,
    *,
    target: Target,
    medium: Medium | ClientSkin,
    mandatory: Iterable[str] = (),
    forbidden: Iterable[str] = (),
    exclude_ingredients: Iterable[str] = (),
    brands: Iterable[str] = (),
    in_stock: bool = False,
    max_dilution: float | None = None,
    most_colorants: int | None = None,
    cup_ml: float | None = None,
    coverage: tuple[float, float] | float | None = None,
    never_darker_than: float | None = None,
    options: FormulationOptions | None = None,
) -> Formulation:
    """Find recipes in whole drops for a color.

    Parameters
    ----------
    catalogue : Catalogue
        Its stocks with optical data; `mixes` are not read.
    target : FormulationTarget, Reading, array_like (3,) or (36,), or a pair
        A Lab (D50, 2 degrees) with or without covariance, a reflectance of 36 bands, a pair of wavelengths
        and readings, a pair of Lab and covariance, or what `hair_field` makes. Skin around a scar is a Lab.
    medium : FilmMedium, SkinMedium or ClientSkin
        `film_on_card` or `healed_skin`.
    mandatory, forbidden : iterable of str
        Stock ids.
    exclude_ingredients, brands, in_stock, max_dilution
        As in `match`.
    most_colorants : int, optional
        1 to 4 stocks that color, beside a diluent; 3 unless `options` say otherwise.
    cup_ml : float, optional
        Most ml in the cup.
    coverage : float or pair, optional
        Area of dots in skin: fixed, or its range. 1 for a single dot.
    never_darker_than : float, optional
        Least L* (D65) of a recipe.
    options : FormulationOptions, optional
        Everything else: weights of the objective, drops of a cup, steps of a syringe, tolerance ...

    Returns
    -------
    Formulation

    Raises
    ------
    ValueError
        Saying what was expected and what came: no usable stock, two stocks of one id, no diluent, constraints
        that contradict each other, a target that is not finite, a spectrum with gaps.
    TypeError
        For a catalogue or medium of another type.

    Examples
    --------
    >>> from shadematch.pigment import bundled_catalogue
    >>> from shadematch.skin import skin_from_lab
    >>> client = healed_skin(skin_from_lab([62.0, 12.0, 16.0]))
    >>> answer = formulate(bundled_catalogue(), target=[55.0, 6.0, 8.0], medium=client)
    >>> answer.reached, answer.status, answer.recipes[0].synthetic
    (True, 'model', True)
    """
    if not isinstance(catalogue, Catalogue):
        raise TypeError(
            f"formulate: expected a Catalogue (Catalogue.load reads a file), got {type(catalogue).__name__}"
        )
    asked = FormulationOptions(_DEFAULTS if options is None else options)
    asked.mandatory = [*asked.mandatory, *_names(mandatory, "mandatory")]
    asked.forbidden = [*asked.forbidden, *_names(forbidden, "forbidden")]
    stocks = asked.stocks
    stocks.excluded_ingredients += _names(exclude_ingredients, "exclude_ingredients")
    stocks.brands += _names(brands, "brands")
    stocks.in_stock_only = stocks.in_stock_only or in_stock
    if max_dilution is not None:
        stocks.max_diluent_per_pigment = max_dilution
    asked.stocks = stocks
    asked.most_colorants = asked.most_colorants if most_colorants is None else most_colorants
    asked.cup_ml = asked.cup_ml if cup_ml is None else cup_ml
    asked.lowest_L = asked.lowest_L if never_darker_than is None else never_darker_than
    if coverage is not None:
        asked.coverage_low, asked.coverage_high = _range(coverage)
    on = medium_of(medium)
    return _formulation(_formulate.formulate(catalogue._core, on, target_of(target, on), asked))


def evaluate_recipe(
    catalogue: Catalogue,
    drops: dict[str, int],
    *,
    target: Target,
    medium: Medium | ClientSkin,
    coverage: float | None = None,
    options: FormulationOptions | None = None,
) -> Recipe:
    """Look at a recipe in given drops: score and interval, without a search.

    Parameters
    ----------
    catalogue : Catalogue
    drops : dict of str to int
        Drops by stock id. Limits of a cup and which stocks may share it are not asked: it was mixed.
    target, medium
        As in `formulate`.
    coverage : float
        Area of dots, 0 to 1; needed in skin (1 for a single dot), a film takes no notice.
    options : FormulationOptions, optional

    Returns
    -------
    Recipe
    """
    parts = [_formulate.FormulaPart(stock, count) for stock, count in drops.items()]
    asked = _DEFAULTS if options is None else options
    on = medium_of(medium)
    return recipe_of(
        _formulate.evaluate_recipe(
            catalogue._core, on, target_of(target, on), parts, _area("evaluate_recipe", on, coverage), asked
        )
    )


@dataclass(frozen=True, eq=False)
class CupCorrection:
    """Answer of `correct_cup`.

    Attributes
    ----------
    now : Recipe
        The cup as it is; its `parts` are empty.
    additions : tuple of Recipe
        Best first; `parts` are what is added, colors those of the whole cup.
    reached, already_there, only_new_cup : bool
    new_cup_delta_e : float
        CIEDE2000 under D65 of the nearest new cup.
    sentence : str
    """

    now: Recipe
    additions: tuple[Recipe, ...]
    reached: bool
    already_there: bool
    only_new_cup: bool
    new_cup_delta_e: float
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON; a new cup that there is not is None."""
        plain = {f.name: getattr(self, f.name) for f in fields(self)}
        plain |= {"now": self.now.to_dict(), "additions": [each.to_dict() for each in self.additions]}
        return plain | {"new_cup_delta_e": self.new_cup_delta_e if isfinite(self.new_cup_delta_e) else None}


def correct_cup(
    catalogue: Catalogue,
    cup: dict[str, float],
    *,
    volume_ml: float,
    target: Target,
    medium: Medium | ClientSkin,
    coverage: float | None = None,
    options: FormulationOptions | None = None,
) -> CupCorrection:
    """Find what to add to a cup that was mixed; nothing can be taken out of it.

    Parameters
    ----------
    catalogue : Catalogue
    cup : dict of str to float
        Fractions by volume of the stocks in the cup, sum 1.
    volume_ml : float
        What is left in the cup.
    target, medium
        As in `formulate`.
    coverage : float
        Area of dots, 0 to 1; needed in skin (1 for a single dot), a film takes no notice.
    options : FormulationOptions, optional
        ``cup_ml`` is the size of the cup; at most two stocks are added, up to 20 drops of each;
        ``most_colorants`` and ``most_drops`` are those of a new cup.

    Returns
    -------
    CupCorrection
        The cup as it is, additions and a new cup, all at that coverage.

    Raises
    ------
    ValueError
        For fractions that do not sum to 1, an unknown stock, a cup without volume.
    """
    parts = [_formulate.CupContent(stock, fraction) for stock, fraction in cup.items()]
    asked = _DEFAULTS if options is None else options
    on = medium_of(medium)
    core = _formulate.correct_cup(
        catalogue._core,
        on,
        target_of(target, on),
        parts,
        volume_ml,
        _area("correct_cup", on, coverage),
        asked,
    )
    plain = [f.name for f in fields(CupCorrection) if f.name not in ("now", "additions")]
    return CupCorrection(
        now=recipe_of(core.now),
        additions=tuple(recipe_of(each) for each in core.additions),
        **{name: getattr(core, name) for name in plain},
    )


def _range(coverage: Any) -> tuple[float, float]:
    values = np.atleast_1d(np.asarray(coverage, float))
    if values.shape not in ((1,), (2,)):
        raise ValueError(
            f"formulate: expected coverage as one number or a pair (low, high), got {values.size} numbers"
        )
    return float(values[0]), float(values[-1])


def _area(who: str, medium: Medium, coverage: float | None) -> float:
    if coverage is None:
        if medium.has_coverage:
            raise ValueError(
                f"{who}: expected coverage, the area of dots in skin (that of the planned recipe; 1 for a "
                "single dot), got none"
            )
        return 1.0
    return float(coverage)


def _names(names: Iterable[str], what: str) -> list[str]:
    if isinstance(names, str):
        raise ValueError(f"formulate: expected {what} as a list of texts, got one text {names!r}")
    return list(names)


def _formulation(core: _formulate.Formulation) -> Formulation:
    taken = ("recipes", "target_lab", "excluded")
    values = {f.name: getattr(core, f.name) for f in fields(Formulation) if f.name not in taken}
    return Formulation(
        recipes=tuple(recipe_of(each) for each in core.recipes),
        target_lab=tuple(core.target_lab),
        excluded={each.stock_id: each.reason for each in core.excluded},
        **values,
    )
