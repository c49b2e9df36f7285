# SPDX-License-Identifier: Apache-2.0
"""Treatment sessions from lighter to darker, planned again after each healed photograph.

Lightening needs removal, darkening only another visit: every visit stays on the light side of the target with
90 % certainty. All colors are output of a model.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from math import erf, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from shadematch._broadcast import Floats
from shadematch._core.skin import ClientSkin, Healing
from shadematch.formulate import (
    Formulation,
    FormulationOptions,
    Recipe,
    SkinMedium,
    Target,
    evaluate_recipe,
    formulate,
    hair_field,
    healed_skin,
)
from shadematch.formulation_target import lab_of
from shadematch.healing import TreatedPhotograph, Treatment, healing_document, update_healing
from shadematch.lighter_shade import lighter_shade
from shadematch.match import HasUncertainty
from shadematch.pigment import Catalogue
from shadematch.spectrum import lab_from_reflectance

__all__ = ["Session", "SessionPlan", "plan_sessions", "replan_sessions"]

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
_USUAL_SE = 0.5

_LEAST_AREA = 0.005
"""Dots below that share of the skin are none."""


@dataclass(frozen=True, eq=False)
class Session:
    """One visit.

    Attributes
    ----------
    number : int
        1 is the first visit of the first plan.
    recipe : Recipe
    added_coverage, coverage : float
        Area of dots that this visit adds, and of all dots of this plan after it; the plan's ground may hold
        earlier ones. 0 where no dot at all is light enough with certainty.
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

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        plain = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "reflectance"}
        return plain | {"recipe": self.recipe.to_dict(), "lab": self.lab.tolist()}


@dataclass(frozen=True, eq=False)
class SessionPlan:
    """Visits from lighter to darker.

    Attributes
    ----------
    formulation : Formulation
        Of the last visit's mix.
    sessions : tuple of Session
        Empty if no mix was found.
    steps : tuple of (float, float)
        Of each visit: share of the final dots after it, and L* by which it stays above the target.
    target_lightness : float
        L* under D65.
    ground : ndarray, (36,)
        Reflectance between the dots of this plan.
    healing : Healing
        What was known of it; `replan_sessions` learns.
    """

    formulation: Formulation
    sessions: tuple[Session, ...]
    steps: tuple[tuple[float, float], ...]
    target_lightness: float
    ground: Floats
    healing: Healing

    @property
    def status(self) -> str:
        """``"model"``, or what the healing was fitted to."""
        return self.healing.status

    @property
    def sentence(self) -> str:
        """What to do, for people."""
        added = [each.number for each in self.sessions if each.added_coverage >= _LEAST_AREA]
        if not self.sessions:
            return f"no mix: {self.formulation.sentence}"
        if not added:
            now = float(lab_from_reflectance(self.ground, illuminant="D65")[0])
            why = "is as dark as its target" if now <= self.target_lightness else "is nearly there"
            return f"do not add pigment: the field {why}, and dots could make it too dark"
        visits = ", ".join(str(number) for number in added)
        return f"visits with dots: {visits}; take a photograph of the healed field before the next one"

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "status": self.status,
            "sentence": self.sentence,
            "target_lightness": self.target_lightness,
            "sessions": [each.to_dict() for each in self.sessions],
            "healing": healing_document(self.healing),
            "formulation": self.formulation.to_dict(),
        }


def plan_sessions(
    catalogue: Catalogue,
    *,
    target: Target,
    client: ClientSkin,
    sessions: int = 3,
    healing: Healing | None = None,
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
    healing : Healing, optional
        As in `healed_skin`.
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

    Examples
    --------
    >>> from shadematch.pigment import bundled_catalogue
    >>> from shadematch.skin import skin_from_lab
    >>> client = skin_from_lab([62.0, 12.0, 16.0])
    >>> plan = plan_sessions(bundled_catalogue(), target=[54.0, 6.0, 8.5], client=client)
    >>> [each.number for each in plan.sessions], all(each.light_probability >= 0.9 for each in plan.sessions)
    ([1, 2, 3], True)
    """
    if sessions not in DOTS:
        raise ValueError(f"plan_sessions: expected 1 to 4 sessions, got {sessions}")
    steps = tuple(zip(DOTS[sessions], MARGINS[sessions], strict=True))
    medium = healed_skin(client, healing=healing, between_dots=ground)
    return _plan(catalogue, target, medium, steps, options=options, lighter_first=sessions > 1)


def replan_sessions(
    catalogue: Catalogue,
    plan: SessionPlan,
    *,
    done: int = 1,
    healed: HasUncertainty | npt.ArrayLike,
    target: Target,
    client: ClientSkin,
    learn: bool = True,
    options: FormulationOptions | None = None,
) -> SessionPlan:
    """Plan the rest from the residual that a healed photograph shows.

    Parameters
    ----------
    plan : SessionPlan
        The plan so far.
    done : int
        Number of its visits that have healed since.
    healed : Reading or array_like, shape (3,)
        Measured Lab (D50, 2 degrees) of the treated field, 0.5 standard deviation if it brings none. The
        expected spectrum is bent to it: it is the ground of the visits that are left.
    learn : bool
        Let the photograph update the plan's healing (retention, depth, uptake, spread of light) too.
    catalogue, target, client, options
        As in `plan_sessions`.

    Returns
    -------
    SessionPlan
        The visits that are left, on the measured ground, with what was learned.

    Raises
    ------
    ValueError
        For visits that the plan does not have, and as `formulate`.
    MeasurementRefused
        If no healing explains the color, at odds of one in a million: another client, another field?
        ``learn=False`` plans on it all the same.

    Examples
    --------
    >>> from shadematch.pigment import bundled_catalogue
    >>> from shadematch.skin import skin_from_lab
    >>> client, target = skin_from_lab([62.0, 12.0, 16.0]), [54.0, 6.0, 8.5]
    >>> plan = plan_sessions(bundled_catalogue(), target=target, client=client)
    >>> rest = replan_sessions(
    ...     bundled_catalogue(), plan, healed=[60.0, 9.5, 13.0], target=target, client=client
    ... )
    >>> [each.number for each in rest.sessions], rest.status
    ([2, 3], 'fitted to 1 client photograph')
    """
    total = len(plan.sessions)
    if not 1 <= done < total:
        raise ValueError(f"replan_sessions: expected done in 1..{total - 1}, got {done}")
    lab, covariance = lab_of(healed)
    if not covariance.any():
        covariance = _USUAL_SE**2 * np.eye(3)
    known = _learned(plan, plan.sessions[:done], lab, covariance, client) if learn else plan.healing
    expected = plan.sessions[done - 1].reflectance
    ground = hair_field(expected, expected, coverage=0.0, measured=lab).reflectance
    before = plan.steps[done - 1][0]
    steps = tuple(((share - before) / (1.0 - before), margin) for share, margin in plan.steps[done:])
    medium = healed_skin(client, healing=known, between_dots=ground)
    first = plan.sessions[done].number
    return _plan(catalogue, target, medium, steps, options=options, lighter_first=False, first=first)


def _learned(
    plan: SessionPlan, done: tuple[Session, ...], lab: Floats, covariance: Floats, client: ClientSkin
) -> Healing:
    """Update the healing by the field that these visits made, together one treatment with their mean mix."""
    added = np.array([each.added_coverage for each in done])
    if added.sum() <= 0.0:
        return plan.healing
    share = added / added.sum()
    treatment = Treatment(
        mua=(share @ np.array([each.recipe.K for each in done])).tolist(),
        musr=(share @ np.array([each.recipe.S for each in done])).tolist(),
        coverage=float(added.sum()),
        between_dots=plan.ground.tolist(),
    )
    seen = TreatedPhotograph(skin=client, treatment=treatment, lab=lab, covariance=covariance)
    return update_healing([seen], prior=plan.healing).healing


def _plan(
    catalogue: Catalogue,
    target: Target,
    medium: SkinMedium,
    steps: tuple[tuple[float, float], ...],
    *,
    options: FormulationOptions | None,
    lighter_first: bool,
    first: int = 1,
) -> SessionPlan:
    asked = FormulationOptions() if options is None else options
    found = formulate(catalogue, target=target, medium=medium, options=asked)
    lightness = float(found.target_lab[0][0])
    if not found.recipes:
        return SessionPlan(found, (), steps, lightness, np.array(medium.ground), medium.healing)
    final = found.recipes[0]
    field = _Field(np.array(medium.ground), medium.healing.yule_nielsen_n)

    def look(drops: dict[str, int], coverage: float) -> Recipe:
        return evaluate_recipe(
            catalogue, drops, target=target, medium=medium, coverage=coverage, options=asked
        )

    visits: list[Session] = []
    for number, (share, margin) in enumerate(steps, start=first):
        drops = lighter_shade(catalogue, final, asked) if number == 1 and lighter_first else final.drops()
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
    return SessionPlan(found, tuple(visits), steps, lightness, np.array(medium.ground), medium.healing)


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
