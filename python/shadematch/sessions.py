# SPDX-License-Identifier: Apache-2.0
"""Treatment sessions from lighter to darker, planned again after each healed photograph; and repairs.

Lightening needs removal, darkening only another visit: every visit stays on the light side of the target with
90 % certainty. All colors are output of a model.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import erf, sqrt

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats
from shadematch._core.skin import ClientSkin
from shadematch.formulate import (
    Formulation,
    FormulationOptions,
    HealedSkinOptions,
    Recipe,
    SkinMedium,
    Target,
    evaluate_recipe,
    formulate,
    hair_field,
    healed_skin,
)
from shadematch.pigment import Catalogue
from shadematch.spectrum import lab_from_reflectance

__all__ = ["Repair", "Session", "SessionPlan", "plan_sessions", "repair", "replan_sessions"]

DOTS: dict[int, tuple[float, ...]] = {1: (1.0,), 2: (0.5, 1.0), 3: (0.3, 0.7, 1.0), 4: (0.3, 0.55, 0.8, 1.0)}
"""Share of the final dots after each visit. Three: Liu et al., ten-patient protocol; others by analogy."""

MARGINS: dict[int, tuple[float, ...]] = {
    1: (0.0,),
    2: (3.0, 0.0),
    3: (3.0, 1.0, 0.0),
    4: (3.0, 2.0, 1.0, 0.0),
}
"""L* by which the healed field stays above the target after each visit. Our choice, to be validated."""

SURE = 0.9
SHADE_STEP = 2.0
"""The first visit's dilution number is higher by this: one step of a chart that runs 20, 18, ... 6."""

DILUENT_DROP_ML = 0.05
"""Of a diluent that declares no drop."""


@dataclass(frozen=True, eq=False)
class Session:
    """One visit.

    Attributes
    ----------
    number : int
        1 is the first of the plan.
    recipe : Recipe
    added_coverage, coverage : float
        Area of dots that this visit adds between the earlier ones, and of all dots after it.
    lab : ndarray, (3,)
        Expected healed, pooled color under D65.
    L_se : float
        1 standard deviation of its L*.
    margin : float
        L* by which it must stay above the target.
    light_probability : float
        Chance that it does; at least 0.9 unless no dot at all fulfils that.
    reflectance : ndarray, (36,)
    """

    number: int
    recipe: Recipe
    added_coverage: float
    coverage: float
    lab: Floats
    L_se: float
    margin: float
    light_probability: float
    reflectance: Floats


@dataclass(frozen=True, eq=False)
class SessionPlan:
    """Visits from lighter to darker. ``status`` is ``"model"``."""

    formulation: Formulation
    sessions: tuple[Session, ...]
    target_lightness: float
    status: str = "model"


def plan_sessions(
    catalogue: Catalogue,
    *,
    target: Target,
    client: ClientSkin,
    sessions: int = 3,
    skin: HealedSkinOptions | None = None,
    ground: npt.ArrayLike | None = None,
    options: FormulationOptions | None = None,
) -> SessionPlan:
    """Plan visits whose last one comes as near the target as certainty allows.

    Parameters
    ----------
    catalogue : Catalogue
    target
        As in `formulate`: the healed, pooled color.
    client : ClientSkin
    sessions : int
        1 to 4 visits.
    skin : HealedSkinOptions, optional
    ground : array_like, shape (36,), optional
        What shows between the new dots, if not the bare skin.
    options : FormulationOptions, optional

    Returns
    -------
    SessionPlan
        Each visit adds dots between the earlier ones; the first one is a shade number lighter. After each
        visit the probability is at least .9 that the healed L* is not below the target plus 3, 1, 0 (three
        visits).

    Raises
    ------
    ValueError
        For another number of sessions, and as `formulate`.
    """
    if sessions not in DOTS:
        raise ValueError(f"plan_sessions: expected 1 to 4 sessions, got {sessions}")
    steps = tuple(zip(DOTS[sessions], MARGINS[sessions], strict=True))
    medium = healed_skin(client, between_dots=ground, options=skin)
    return _plan(catalogue, target, medium, steps, options=options, lighter_first=sessions > 1)


def replan_sessions(
    catalogue: Catalogue,
    plan: SessionPlan,
    *,
    done: int,
    healed: npt.ArrayLike,
    target: Target,
    client: ClientSkin,
    skin: HealedSkinOptions | None = None,
    options: FormulationOptions | None = None,
) -> SessionPlan:
    """Plan the rest from the residual that a healed photograph shows.

    Parameters
    ----------
    plan : SessionPlan
        The plan so far.
    done : int
        Number of its visits that have healed.
    healed : array_like, shape (3,)
        Measured Lab (D50, 2 degrees) of the treated field; the expected spectrum is bent to it.
    catalogue, target, client, skin, options
        As in `plan_sessions`.

    Returns
    -------
    SessionPlan
        The visits that are left, on the measured ground.
    """
    total = len(plan.sessions)
    if not 1 <= done < total:
        raise ValueError(f"replan_sessions: expected done in 1..{total - 1}, got {done}")
    expected = plan.sessions[done - 1].reflectance
    ground = hair_field(expected, expected, coverage=0.0, measured=healed).reflectance
    left = DOTS[total][done:]
    before = DOTS[total][done - 1]
    dots = ((each - before) / (1.0 - before) for each in left)
    medium = healed_skin(client, between_dots=ground, options=skin)
    steps = tuple(zip(dots, MARGINS[total][done:], strict=True))
    return _plan(catalogue, target, medium, steps, options=options, lighter_first=False)


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
    formulation : Formulation
        Recipes on the treated ground; the first one is meant where the advice is to neutralize.
    """

    advice: str
    cast: str
    sentence: str
    delta_e_now: float
    formulation: Formulation


def repair(
    catalogue: Catalogue,
    *,
    treated: npt.ArrayLike,
    target: npt.ArrayLike,
    client: ClientSkin,
    skin: HealedSkinOptions | None = None,
    options: FormulationOptions | None = None,
    least_gain: float = 1.0,
) -> Repair:
    """Find a neutralizing mix for treated scalp that changed its hue, or say not to add pigment.

    Parameters
    ----------
    treated, target : array_like, shape (3,)
        Measured Lab of the treated scalp, and the color it should have; D50, 2 degrees.
    client : ClientSkin
        The bare skin around it.
    least_gain : float
        CIEDE2000 that a mix must gain to be worth a needle.
    catalogue, skin, options
        As in `plan_sessions`.

    Returns
    -------
    Repair
        No mix makes skin lighter: a scalp that is darker than its target gets ``"do_not_add"``.
    """
    bare = np.array(client.reflectance())
    ground = hair_field(bare, bare, coverage=0.0, measured=treated).reflectance
    asked = FormulationOptions() if options is None else FormulationOptions(options)
    asked.coverage_low = 0.02
    medium = healed_skin(client, between_dots=ground, options=skin)
    found = formulate(catalogue, target=np.asarray(target, float), medium=medium, options=asked)
    now = lab_from_reflectance(ground, illuminant="D65")
    wanted = found.target_lab[0]
    delta = _difference(wanted, now)
    cast = _cast(now, wanted)
    best = min((recipe.delta_e for recipe in found.recipes), default=float("inf"))
    if delta <= asked.tolerance:
        advice, sentence = "nothing_to_do", "the treated scalp is within the tolerance of its target"
    elif now[0] < wanted[0] - asked.tolerance or best > delta - least_gain:
        advice = "do_not_add"
        sentence = "do not add pigment: " + (
            "the scalp is darker than its target, and pigment only darkens"
            if now[0] < wanted[0]
            else "no mix of this catalogue brings it nearer"
        )
    else:
        advice = "neutralize"
        sentence = f"a mix takes the {cast or 'color'} from {delta:.1f} to {best:.1f} CIEDE2000"
    return Repair(advice, cast, sentence, delta, found)


def _plan(
    catalogue: Catalogue,
    target: Target,
    medium: SkinMedium,
    steps: tuple[tuple[float, float], ...],
    *,
    options: FormulationOptions | None,
    lighter_first: bool,
) -> SessionPlan:
    found = formulate(catalogue, target=target, medium=medium, options=options)
    lightness = float(found.target_lab[0][0])
    if not found.recipes:
        return SessionPlan(found, (), lightness)
    final = found.recipes[0]
    field = _Field(np.array(medium.ground), medium.options.yule_nielsen_n)

    def look(drops: dict[str, int], coverage: float) -> Recipe:
        return evaluate_recipe(
            catalogue, drops, target=target, medium=medium, coverage=coverage, options=options
        )

    visits: list[Session] = []
    for number, (share, margin) in enumerate(steps, start=1):
        drops = _shade_lighter(catalogue, final) if number == 1 and lighter_first else final.drops()
        dot = look(drops, 1.0).reflectance

        def visit(added: float, number: int = number, drops: dict[str, int] = drops, dot: Floats = dot,
                  margin: float = margin) -> Session:  # fmt: skip
            recipe = look(drops, min(field.coverage + added, 1.0))
            reflectance = field.with_dots(dot, added)
            lab = lab_from_reflectance(reflectance, illuminant="D65")
            se = sqrt(float(recipe.covariance[0, 0]))
            chance = 0.5 * (1.0 + erf((float(lab[0]) - lightness - margin) / se / sqrt(2.0)))
            return Session(
                number, recipe, added, field.coverage + added, lab, se, margin, chance, reflectance
            )

        session = _most_dots(visit, max(share * final.coverage - field.coverage, 0.0))
        field.add(dot, session.added_coverage)
        visits.append(session)
    return SessionPlan(found, tuple(visits), lightness)


class _Field:
    """Dots of several visits side by side on one ground: Yule-Nielsen over all of them."""

    def __init__(self, ground: Floats, n: float) -> None:
        self._roots: list[tuple[float, Floats]] = []
        self._ground = ground ** (1.0 / n)
        self._n = n

    @property
    def coverage(self) -> float:
        return sum(area for area, _ in self._roots)

    def with_dots(self, dot: Floats, area: float) -> Floats:
        parts = [*self._roots, (area, dot ** (1.0 / self._n))]
        bare = 1.0 - sum(each for each, _ in parts)
        pooled: Floats = (bare * self._ground + sum(each * root for each, root in parts)) ** self._n
        return pooled

    def add(self, dot: Floats, area: float) -> None:
        self._roots.append((area, dot ** (1.0 / self._n)))


def _most_dots(visit: Callable[[float], Session], most: float) -> Session:
    """Take the most dots that stay light enough, by bisection."""
    session = visit(most)
    if session.light_probability >= SURE:
        return session
    low, high = 0.0, most
    for _ in range(12):
        middle = 0.5 * (low + high)
        if visit(middle).light_probability >= SURE:
            low = middle
        else:
            high = middle
    return visit(low)


def _shade_lighter(catalogue: Catalogue, recipe: Recipe) -> dict[str, int]:
    """Give the recipe with diluent for the next lighter number, unless a stock must not be diluted."""
    drops = recipe.drops()
    stocks = [catalogue.stock(each) for each in drops]
    if not all(stock.dilution.allowed for stock in stocks):
        return drops
    named = [stock for stock in stocks if stock.kind == "diluent"]
    wanted = {name for stock in stocks for name in stock.dilution.diluent_ids}
    others = [s for s in catalogue.stocks if s.kind == "diluent" and (not wanted or s.id in wanted)]
    if not named and not others:
        return drops
    diluent = (named or others)[0]
    per_drop = diluent.drop_ml.mean if diluent.drop_ml else DILUENT_DROP_ML
    pigment_ml = recipe.total_ml / (1.0 + recipe.dilution_number)
    drops[diluent.id] = drops.get(diluent.id, 0) + max(round(SHADE_STEP * pigment_ml / per_drop), 1)
    return drops


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


def _difference(wanted: Floats, now: Floats) -> float:
    from shadematch.difference import delta_e_ciede2000

    return float(delta_e_ciede2000(wanted, now))
