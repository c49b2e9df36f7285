# SPDX-License-Identifier: Apache-2.0
"""Program that makes the demonstration catalogue: ``python -m shadematch.simulate.demo_catalogue FILE``.

No product is described. Stocks are pure pigments by CI number whose optics are ideal spheres (Mie theory).
The color of a mix is the healed, fully pigmented (coverage 1) color in one reference scalp by the layered
skin model; its covariance is the spread of the priors for depth, uptake, retention, zone, epidermis and
particle size. Status: model.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from shadematch._broadcast import Floats
from shadematch.skin import PigmentZone, SkinParameters, pigment_optics, skin_reflectance
from shadematch.spectrum import lab_from_reflectance

SEED = 20261121
DRAWS = 48
PIGMENT_DROP_ML, WATER_DROP_ML = 0.04, 0.05
MAX_DROPS = 48
STOCK_DENSITY = 1.05

PIGMENTS: dict[str, dict[str, Any]] = {
    "carbon": {
        "ci": "77266",
        "name": "carbon black",
        "undertone": "cool",
        "mass": 0.15,
        "density": 1.8,
        "nm": (100, 400),
    },
    "black-oxide": {
        "ci": "77499",
        "name": "magnetite",
        "undertone": "neutral",
        "mass": 0.25,
        "density": 5.2,
        "nm": (300, 600),
    },
    "red-oxide": {
        "ci": "77491",
        "name": "hematite",
        "undertone": "warm",
        "mass": 0.20,
        "density": 5.2,
        "nm": (100, 600),
    },
    "white": {
        "ci": "77891",
        "name": "rutile",
        "undertone": "neutral",
        "mass": 0.30,
        "density": 4.2,
        "nm": (250, 400),
    },
}
BLENDS: dict[str, dict[str, int]] = {
    "carbon": {"carbon": 1},
    "black-oxide": {"black-oxide": 1},
    "carbon4-red1": {"carbon": 4, "red-oxide": 1},
    "carbon2-red1": {"carbon": 2, "red-oxide": 1},
    "carbon1-red1": {"carbon": 1, "red-oxide": 1},
    "carbon1-red2": {"carbon": 1, "red-oxide": 2},
    "black-oxide4-red1": {"black-oxide": 4, "red-oxide": 1},
    "black-oxide2-red1": {"black-oxide": 2, "red-oxide": 1},
    "carbon1-black-oxide2": {"carbon": 1, "black-oxide": 2},
    "carbon1-white1": {"carbon": 1, "white": 1},
    "carbon1-white3": {"carbon": 1, "white": 3},
    "carbon1-white8": {"carbon": 1, "white": 8},
    "red1-white6": {"red-oxide": 1, "white": 6},
    "carbon1-red1-white2": {"carbon": 1, "red-oxide": 1, "white": 2},
}
WATER_PER_PIGMENT = (0, 0.5, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32)

REFERENCE_SCALP = (
    "Demonstration computed from published optics, no product and no measurement; status model. "
    "Lab D50/2 of the healed, fully pigmented (coverage 1) color in a reference scalp: layered skin model, "
    "melanosomes .022, blood .02, SO2 .75, A 55 1/cm, b 1.421, epidermis .08 mm, "
    "pigment zone .15 mm thick .05 mm deep in the dermis, uptake .05, retention .65. "
    "Covariance from priors: depth and zone factor 2, uptake .02-.10, retention .5-.8, "
    "epidermis .06-.10 mm, particle size over its range."
)


def volume_fractions(drops: dict[str, int], water: int) -> dict[str, float]:
    """Volume fraction of each pigment in a mix.

    Per stock: mass fraction x stock density / pigment density x volume of its drops / volume of all drops.
    """
    total_ml = PIGMENT_DROP_ML * sum(drops.values()) + WATER_DROP_ML * water
    return {
        stock: PIGMENTS[stock]["mass"]
        * STOCK_DENSITY
        / PIGMENTS[stock]["density"]
        * n
        * PIGMENT_DROP_ML
        / total_ml
        for stock, n in drops.items()
    }


def _reference() -> dict[str, float]:
    return {"depth": 0.05, "zone": 0.15, "uptake": 0.05, "retention": 0.65, "epidermis": 0.08, "size": 0.5}


def _draws() -> Iterator[dict[str, float]]:
    """Draw the same settings for every mix, so that neighbors of a ladder stay in order."""
    rng = np.random.default_rng(SEED)
    for _ in range(DRAWS):
        yield {
            "depth": 0.05 * float(np.exp(rng.normal(0, np.log(2)))),
            "zone": float(np.clip(0.15 * np.exp(rng.normal(0, np.log(2))), 0.05, 0.4)),
            "uptake": float(rng.uniform(0.02, 0.10)),
            "retention": float(rng.uniform(0.5, 0.8)),
            "epidermis": float(rng.uniform(0.06, 0.10)),
            "size": float(rng.uniform(0, 1)),
        }


def healed_lab(fractions: dict[str, float], setting: dict[str, float]) -> Floats:
    """Lab (D50, 2 degrees) of skin whose zone holds a mix; a model value."""
    mua, musr = np.zeros(36), np.zeros(36)
    for stock, fraction in fractions.items():
        low, high = np.log(PIGMENTS[stock]["nm"])
        a, s = pigment_optics(
            PIGMENTS[stock]["ci"], float(np.round(np.exp(low + setting["size"] * (high - low)), 3))
        )
        in_skin = fraction * setting["uptake"] * setting["retention"]
        mua += in_skin * a
        musr += in_skin * s
    skin = SkinParameters(
        melanosome_fraction=0.022, scattering_A=55.0, epidermis_thickness_mm=setting["epidermis"]
    )
    zone = PigmentZone(
        mua=mua.tolist(), musr=musr.tolist(), depth_mm=setting["depth"], thickness_mm=setting["zone"]
    )
    return lab_from_reflectance(skin_reflectance(skin, zone=zone))


def _mixes() -> Iterator[dict[str, Any]]:
    for blend, drops in BLENDS.items():
        for ratio in WATER_PER_PIGMENT:
            pigment = dict(drops)
            water = round(ratio * sum(drops.values()))
            if water != ratio * sum(drops.values()):
                pigment = {stock: 2 * n for stock, n in drops.items()}
                water = round(ratio * sum(pigment.values()))
            if sum(pigment.values()) + water > MAX_DROPS:
                continue
            fractions = volume_fractions(pigment, water)
            lab = healed_lab(fractions, _reference())
            spread = np.array([healed_lab(fractions, setting) for setting in _draws()]) - lab
            covariance = np.round(spread.T @ spread / DRAWS, 3)
            parts = [{"stock": stock, "drops": n} for stock, n in pigment.items()]
            parts += [{"stock": "water", "drops": water}] if water else []
            total_ml = PIGMENT_DROP_ML * sum(pigment.values()) + WATER_DROP_ML * water
            yield {
                "id": f"{blend}-water{ratio:g}",
                "parts": parts,
                "total_ml": round(total_ml, 3),
                "predicted": {"lab": np.round(lab, 2).tolist(), "cov": covariance.tolist()},
                "measured": None,
                "history": [],
            }


def _optical(pigment: dict[str, Any]) -> dict[str, Any]:
    low, high = pigment["nm"]
    mua, musr = pigment_optics(pigment["ci"], float(np.round(np.sqrt(low * high), 3)))
    return {
        "level": "L0",
        "grid": {"start_nm": 380, "step_nm": 10, "n": 36},
        "k": [float(f"{value:.4g}") for value in np.round(mua, 6)],
        "s": [float(f"{value:.4g}") for value in np.round(musr, 6)],
        "ks": [],
        "strength": 1.0,
        "cov": None,
        "unit": "per_volume_fraction_1_per_cm",
        "saunderson": None,
        "surface": None,
        "swatches": [],
    }


def _stock(identity: str, pigment: dict[str, Any] | None) -> dict[str, Any]:
    mass = 0.0 if pigment is None else float(pigment["mass"])
    component = (
        None
        if pigment is None
        else {
            "ci": pigment["ci"],
            "name": pigment["name"],
            "mass_fraction": {"value": mass, "low": round(0.8 * mass, 3), "high": round(1.2 * mass, 3)},
            "density_g_cm3": pigment["density"],
            "particle_nm": dict(zip(("low", "high"), pigment["nm"], strict=True)),
        }
    )
    return {
        "id": identity,
        "brand": "",
        "line": "demonstration",
        "shade": "water" if pigment is None else pigment["name"],
        "lot": None,
        "expiry": None,
        "sds_url": None,
        "kind": "diluent" if pigment is None else "pigment",
        "undertone": None if pigment is None else pigment["undertone"],
        "carrier": ["aqua"],
        "density_g_cm3": 1.0 if pigment is None else STOCK_DENSITY,
        "components": [] if component is None else [component],
        "drop_ml": {
            "mean": WATER_DROP_ML if pigment is None else PIGMENT_DROP_ML,
            "sd": 0.004,
            "nozzle": "",
            "n_weighed": 0,
        },
        "dilution": {
            "allowed": True,
            "max_diluent_per_pigment": None if pigment is None else 40,
            "diluent_ids": [] if pigment is None else ["water"],
            "brand_scale": [],
        },
        "optical": None if pigment is None else _optical(pigment),
        "healed": [],
        "compat": {"groups": [], "not_with": []},
        "regulatory": {"eu_entry75": "unknown", "flags": [], "checked_on": None},
        "commercial": {"volume_ml": None, "price": None, "currency": None, "stock_ml": None},
        "provenance": {"source": REFERENCE_SCALP, "licence": "Apache-2.0", "quality": "synthetic"},
    }


_HEAD = ("schema", "name", "note")
NAME = "Demonstration catalogue"
NOTE = "Computed from published optics of pigments; no real product, no drawdown. For trying out only."


def demo_catalogue() -> dict[str, Any]:
    """Compute the demonstration catalogue as a document of schema shadematch-catalogue/1."""
    stocks = [_stock(identity, pigment) for identity, pigment in PIGMENTS.items()] + [_stock("water", None)]
    head = {"schema": "shadematch-catalogue/1", "name": NAME, "note": NOTE}
    return head | {"stocks": stocks, "mixes": list(_mixes())}


def write_demo_catalogue(path: str | Path) -> None:
    """Write the demonstration catalogue, one stock or mix a line."""
    document = demo_catalogue()
    lines = ["{" + ", ".join(f"{json.dumps(key)}: {json.dumps(document[key])}" for key in _HEAD) + ","]
    for key in ("stocks", "mixes"):
        rows = ",\n".join(" " + json.dumps(row) for row in document[key])
        lines.append(f'"{key}": [\n{rows}\n]' + ("," if key == "stocks" else "}"))
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_demo_catalogue(sys.argv[1])
