# SPDX-License-Identifier: Apache-2.0
"""What speaks against drawdowns and their fit, in words: nothing is refused here."""

import numpy as np

from shadematch.film import DrawdownTable, FilmFit

MOST_NOISE = 0.03
"""Of a family, in cube roots of reflectance: half as much again as the worst of 18 families of measured
paints (.020, a fluorescent dye; `shadematch bench mixing` has them)."""
MOST_RESIDUAL = 0.1
"""Of one drawdown: twice the worst of the 318 drawdowns of those families (.049)."""
_MANY = 9
"""Bands of 36: a quarter of the spectrum."""


def stock_warnings(table: DrawdownTable, fit: FilmFit) -> list[str]:
    """List what a reader of fitted stocks must know.

    Parameters
    ----------
    table : DrawdownTable
    fit : FilmFit
        Of its drawdowns, all stocks reported.

    Returns
    -------
    list of str
        A fit that did not converge, noise above `MOST_NOISE`, drawdowns whose residual is above
        `MOST_RESIDUAL`, readings that are 0 or at least 1 at a quarter of the bands, and stocks that one
        drawdown alone tells.
    """
    said = [] if fit.converged else [f"the fit did not converge in {fit.steps} steps"]
    if fit.noise > MOST_NOISE:
        said.append(
            f"the drawdowns contradict each other or the model: noise {fit.noise:.3f}, expected at most "
            f"{MOST_NOISE:g} (cube root of reflectance); check recipes and readings"
        )
    for drawdown, residual in zip(table.drawdowns, fit.residuals, strict=True):
        if residual > MOST_RESIDUAL:
            said.append(f"'{drawdown.name}' is not explained by its recipe: residual {residual:.2f}")
        reading = np.array(drawdown.film)
        for what, bands in (("0", reading <= 0), ("1 or more", reading >= 1)):
            if bands.sum() >= _MANY:
                said.append(f"'{drawdown.name}' reads {what} at {bands.sum()} of {len(reading)} bands")
    return said + _told_once(table)


def _told_once(table: DrawdownTable) -> list[str]:
    said = []
    for index, stock in enumerate(table.stocks):
        holding = [each.name for each in table.drawdowns if each.fractions[index] > 0]
        if len(holding) == 1:
            said.append(f"'{holding[0]}' alone tells of '{stock}': K/S at best, not K and S")
    return said
