# SPDX-License-Identifier: Apache-2.0
"""What becomes of a treatment in the skin: fresh, healed, and as a client's own photographs tell.

Every color is output of a model until photographs have updated it; `Healing.status` says which.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from shadematch._broadcast import Floats
from shadematch._core import InvalidDocument
from shadematch._core import skin as _skin
from shadematch._core.skin import ClientSkin, Healing, HealingUpdate, TreatedPhotograph, Treatment

__all__ = [
    "PARAMETERS",
    "Healing",
    "HealingUpdate",
    "TreatedPhotograph",
    "Treatment",
    "healing_document",
    "load_healing",
    "treated_lab",
    "treated_reflectance",
    "update_healing",
]

PARAMETERS = ("retention", "depth_mm", "uptake", "yule_nielsen_n")
"""What `Healing` knows, in the order of its covariance, which is that of the natural logarithms."""

_TWO_SIDED_95 = 1.959964


def treated_reflectance(
    client: ClientSkin, treatment: Treatment, *, healing: Healing | None = None
) -> Floats:
    """Reflectance that the eye pools from dots and the skin between them.

    Parameters
    ----------
    client : ClientSkin
        Before the treatment; see `shadematch.skin.skin_from_lab`.
    treatment : Treatment
        Optics of the liquid (36 values each, 1/cm), coverage, thickness of the zone.
    healing : Healing, optional
        The prior if not given; ``healing.fresh()`` is the preview of the day of treatment.

    Returns
    -------
    ndarray, shape (36,)
        A model value.

    Raises
    ------
    ValueError
        For a coverage or coefficient outside its range.

    Examples
    --------
    >>> from shadematch.healing import Healing, Treatment, treated_reflectance
    >>> from shadematch.skin import pigment_optics, skin_from_lab
    >>> mua, musr = pigment_optics("77266", 200.0)
    >>> carbon = Treatment(mua=0.01 * mua, musr=0.01 * musr, coverage=0.3)
    >>> client = skin_from_lab([62, 9, 15])
    >>> healed = treated_reflectance(client, carbon)
    >>> fresh = treated_reflectance(client, carbon, healing=Healing().fresh())
    >>> bool((fresh < healed).all()), Healing().status
    (True, 'model')
    """
    return _skin.treated_reflectance(client, treatment, Healing() if healing is None else healing)


def treated_lab(
    client: ClientSkin, treatment: Treatment, *, healing: Healing | None = None
) -> tuple[Floats, Floats]:
    """Color of a treated area, and how far the healing may move it.

    Parameters
    ----------
    client, treatment, healing
        As of `treated_reflectance`.

    Returns
    -------
    lab : ndarray, shape (3,)
        CIE Lab, D50, 2 degrees.
    covariance : ndarray, shape (3, 3)
        From the covariance of `healing` alone.

    Raises
    ------
    ValueError
        As `treated_reflectance`.

    Examples
    --------
    >>> from shadematch.healing import Treatment, treated_lab
    >>> from shadematch.skin import pigment_optics, skin_from_lab
    >>> mua, musr = pigment_optics("77266", 200.0)
    >>> lab, covariance = treated_lab(
    ...     skin_from_lab([62, 9, 15]), Treatment(mua=0.01 * mua, musr=0.01 * musr, coverage=0.3)
    ... )
    >>> bool(lab[0] < 62), covariance.shape
    (True, (3, 3))
    """
    return _skin.treated_lab(client, treatment, Healing() if healing is None else healing)


def update_healing(
    photographs: Sequence[TreatedPhotograph],
    *,
    prior: Healing | None = None,
    model_sd: float = _skin.MODEL_SD,
) -> HealingUpdate:
    """Let photographs of treated skin say how it healed.

    Parameters
    ----------
    photographs : sequence of TreatedPhotograph
        Skin before, treatment, Lab seen with its covariance, and whether it was fresh. Healed photographs
        alone tell the product of uptake and retention.
    prior : Healing, optional
        What was known before, for example the `Healing` of a clinic.
    model_sd : float
        Error of the model itself in each of L*, a*, b*.

    Returns
    -------
    HealingUpdate
        ``healing`` (with covariance and status), ``predicted`` and ``fitted`` Lab (n, 3), ``chi_squares``.

    Raises
    ------
    MeasurementRefused
        Naming the photograph that no healing within reach explains.
    ValueError
        Without photographs, or for a covariance that is not positive.

    Examples
    --------
    >>> import numpy as np
    >>> from shadematch.healing import TreatedPhotograph, Treatment, treated_lab, update_healing
    >>> from shadematch.skin import pigment_optics, skin_from_lab
    >>> mua, musr = pigment_optics("77266", 200.0)
    >>> carbon = Treatment(mua=0.004 * mua, musr=0.004 * musr, coverage=0.6)
    >>> client = skin_from_lab([62, 9, 15])
    >>> seen = treated_lab(client, carbon)[0] - [2, 0, 0]
    >>> photograph = TreatedPhotograph(skin=client, treatment=carbon, lab=seen, covariance=0.1 * np.eye(3))
    >>> update_healing([photograph]).healing.status
    'fitted to 1 client photograph'
    """
    return _skin.update_healing(Healing() if prior is None else prior, photographs, model_sd)


def healing_document(healing: Healing) -> dict[str, Any]:
    """Tell a healing as JSON: each parameter with its 95 % interval, and the covariance of their logarithms.

    Examples
    --------
    >>> from shadematch.healing import Healing, healing_document
    >>> document = healing_document(Healing())
    >>> document["status"], document["retention"]["value"]
    ('model', 0.63)
    """
    spread = np.exp(_TWO_SIDED_95 * np.sqrt(np.diag(healing.covariance)))
    intervals = {}
    for name, factor in zip(PARAMETERS, spread.tolist(), strict=True):
        value = getattr(healing, name)
        intervals[name] = {"value": value, "low": value / factor, "high": value * factor}
    rest = {"log_covariance": healing.covariance.tolist(), "photographs": healing.photographs}
    return {"schema": "shadematch-healing/1", "status": healing.status} | intervals | rest


def load_healing(path: str | Path) -> Healing:
    """Read the healing that ``shadematch skin fit --out`` wrote.

    Parameters
    ----------
    path : str or Path
        A JSON document, or one that holds it as ``healing``.

    Raises
    ------
    InvalidDocument
        If it is no such document.
    """
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
        document = document.get("healing", document)
        if document["schema"] != "shadematch-healing/1":
            raise KeyError("schema")
        values = {name: float(document[name]["value"]) for name in PARAMETERS}
        return Healing(
            **values, covariance=document["log_covariance"], photographs=int(document["photographs"])
        )
    except (AttributeError, KeyError, TypeError, ValueError) as cause:
        error = InvalidDocument(f"{path}: expected a document shadematch-healing/1, got another ({cause}).")
        error.code, error.advice = (
            "not_a_healing",
            "Write one with: shadematch skin fit FILE --out HEALING.json",
        )
        raise error from cause
