# SPDX-License-Identifier: Apache-2.0
"""A made catalogue: inks whose absorption ends somewhere in the spectrum, a black, a white and water."""

import json

import numpy as np

from shadematch.formulate import Medium, evaluate_recipe
from shadematch.pigment import Catalogue

_NM = np.arange(380, 731, 10)


def made_catalogue(colorants: int, seed: int) -> Catalogue:
    """Make a catalogue of so many inks, and water."""
    rng = np.random.default_rng(seed)
    inks = [("black", 5000.0, 20.0, 60.0, 0.5), ("white", 300.0, 20.0, 0.4, 25.0)]
    for i in range(2, colorants):
        edge = 430 + 250 * (i - 2 + rng.uniform()) / (colorants - 2)
        inks.append((f"ink{i}", edge, rng.uniform(8, 33), rng.uniform(4, 29), rng.uniform(0.5, 6.5)))
    stocks = [_stock(*ink) for ink in inks] + [{"id": "water", "kind": "diluent", "drop_ml": _drop(0.05)}]
    return Catalogue.from_json(
        json.dumps({"schema": "shadematch-catalogue/1", "stocks": stocks, "mixes": []})
    )


def _drop(ml: float) -> dict[str, object]:
    return {"mean": ml, "sd": 0.1 * ml, "nozzle": "", "n_weighed": 0}


def _stock(name: str, edge: float, width: float, K: float, S: float) -> dict[str, object]:
    k = K * (0.02 + 1 / (1 + np.exp((_NM - edge) / width)))
    s = S * (550 / _NM) ** 0.6
    optical = {"level": "L3", "unit": "per_weight_fraction_per_film", "k": k.tolist(), "s": s.tolist()}
    return {"id": name, "kind": "pigment", "drop_ml": _drop(0.04), "optical": optical}


def random_target(catalogue: Catalogue, medium: Medium, seed: int) -> list[float]:
    """Draw the color of a mix of three stocks and water, one unit off in each of L*, a*, b*."""
    rng = np.random.default_rng(seed)
    ids = [stock.id for stock in catalogue.stocks if stock.kind != "diluent"]
    drops = {str(each): int(rng.integers(1, 7)) for each in rng.choice(ids, 3, replace=False)}
    drops["water"] = int(rng.integers(1, 20))
    made = evaluate_recipe(catalogue, drops, target=[50, 0, 0], medium=medium, coverage=0.4)
    return [float(each) for each in made.lab + rng.normal(0, 1, 3)]
