# SPDX-License-Identifier: Apache-2.0
"""Skin and hair of simulated clients, by other formulas than those behind the calibration.

The calibration knows skin and hair through `shadematch.skin` (adding-doubling, powers of the wavelength).
A test that rendered the same formulas would only show that a model agrees with itself. So a client has

* a dermis in the diffusion approximation [flock1989] with the Rayleigh and Mie scattering and the bloodless
  absorption of [jacques1998], its blood packed in vessels [verkruysse1997], with carotenoids;
* an epidermis as a Kubelka-Munk film over it, its melanins as measured [sarna2006];
* a smooth factor that no model explains;
* hair as an opaque Kubelka-Munk layer with the same melanin tables.

All of it is a model; no client is shown.
"""

import functools

import numpy as np

from shadematch._broadcast import Floats
from shadematch.color import ita
from shadematch.simulate.tables import at_bands, read_table
from shadematch.spectrum import BAND_NM, lab_from_reflectance

_LN10 = 2.303
_BLOOD_MOLAR = 150.0 / 64500.0
_REFRACTIVE_INDEX = 1.4
_VESSEL_CM = 0.002
_CUTICLE = 0.0225
_WHITE_HAIR = 0.12
_550 = int(np.argmin(np.abs(BAND_NM - 550.0)))


@functools.cache
def _melanins() -> tuple[Floats, Floats]:
    """Extinction of eu- and pheomelanin, 1/cm per mg/mL: a quartic in ln-ln of the digitized points."""
    curves = []
    for kind in ("eumelanin", "pheomelanin"):
        rows = read_table(f"{kind}_sarna_swartz.csv")
        points = np.array([[float(row["nm"]), float(row["ext_cm-1_per_mg_mL"])] for row in rows])
        points = points[(points[:, 0] > 350) & (points[:, 0] < 760)]
        quartic = np.polyfit(np.log(points[:, 0] / 550.0), np.log(points[:, 1]), 4)
        curves.append(np.exp(np.polyval(quartic, np.log(BAND_NM / 550.0))))
    return curves[0], curves[1]


@functools.cache
def _haemoglobin() -> tuple[Floats, Floats]:
    """Molar extinction of oxygenated and of deoxygenated haemoglobin, 1/(cm M)."""
    rows = read_table("haemoglobin_prahl.csv")
    table = np.array([[float(value) for value in row.values()] for row in rows])
    both = at_bands(table[:, 0], table[:, 1:])
    return both[:, 0], both[:, 1]


def _melanin(pheomelanin_share: float) -> Floats:
    eu, pheo = _melanins()
    return (1.0 - pheomelanin_share) * eu + pheomelanin_share * pheo


def _diffuse_reflectance(mua: Floats, musr: Floats) -> Floats:
    """Total diffuse reflectance of a semi-infinite medium in the diffusion approximation."""
    n = _REFRACTIVE_INDEX
    inside = -1.440 / n**2 + 0.710 / n + 0.668 + 0.0636 * n
    k = (1.0 + inside) / (1.0 - inside)
    lost = mua / (mua + musr)
    total: Floats = (1.0 - lost) / (1.0 + 2.0 * k * lost + (1.0 + 2.0 * k / 3.0) * np.sqrt(3.0 * lost))
    return total


def _film_over(k: Floats, s: Floats, thickness_cm: float, below: Floats) -> Floats:
    """Kubelka-Munk film of absorption k and scattering s over a background."""
    a = 1.0 + k / s
    b = np.sqrt(a * a - 1.0)
    c = b / np.tanh(b * s * thickness_cm)
    over: Floats = (1.0 - below * (a - c)) / (a - below + c)
    return over


def client_skin(
    melanin: Floats | float,
    blood: Floats | float,
    *,
    oxygen: float = 0.7,
    scattering: float = 2.0,
    rayleigh: float = 0.1,
    carotene: float = 2.5,
    factor: Floats | float = 1.0,
) -> Floats:
    """Reflectance (..., 36) of skin.

    Parameters
    ----------
    melanin
        Concentration in the epidermis, mg/mL, 0.3 to 30.
    blood
        Volume fraction in the dermis, 0.003 to 0.05.
    oxygen
        Saturation, 0.4 to 0.95.
    scattering
        Relative to Jacques 1998, 1.2 to 2.4.
    rayleigh
        Share of the small scatterers of Jacques 1998 that is there, 0 to 0.2.
    carotene
        Absorption at 455 nm in the dermis, 1/cm.
    factor
        Smooth factor (36,) that the model does not explain.
    """
    melanin, blood = np.asarray(melanin)[..., None], np.asarray(blood)[..., None]
    base = 0.244 + 85.3 * np.exp(-(BAND_NM - 154.0) / 66.2)
    oxy, deoxy = _haemoglobin()
    whole = _LN10 * _BLOOD_MOLAR * (oxygen * oxy + (1.0 - oxygen) * deoxy)
    packed = whole * (1.0 - np.exp(-whole * _VESSEL_CM)) / (whole * _VESSEL_CM)
    yellow = carotene * sum(np.exp(-0.5 * ((BAND_NM - peak) / 14.0) ** 2) for peak in (455.0, 484.0))
    musr = scattering * (rayleigh * 2e12 * BAND_NM**-4.0 + 2e5 * BAND_NM**-1.5)
    dermis = _diffuse_reflectance(blood * packed + (1.0 - blood) * base + yellow, musr)
    mua = _LN10 * melanin * _melanin(0.1) + base
    reflectance: Floats = _film_over(2.0 * mua, 0.75 * musr, 0.008, dermis) * factor
    return reflectance


def client_hair(melanin: float, pheomelanin_share: float, gray_share: float) -> Floats:
    """Reflectance (36,) of a dense lock; parameters as `shadematch.skin.HairParameters`."""
    keratin = _WHITE_HAIR * np.exp(-(BAND_NM - 550.0) / 110.0)
    scattering = (BAND_NM / 550.0) ** -0.6
    eu, pheo = _melanins()
    pigment = (1.0 - pheomelanin_share) * eu / eu[_550] + pheomelanin_share * pheo / pheo[_550]

    def opaque(k: Floats) -> Floats:
        ratio = k / scattering
        layer: Floats = 1.0 / (1.0 + ratio + np.sqrt(ratio * ratio + 2.0 * ratio))
        return layer

    lock = (1.0 - gray_share) * opaque(keratin + melanin * pigment) + gray_share * opaque(keratin)
    hair: Floats = _CUTICLE + (1.0 - _CUTICLE) * lock
    return hair


def smooth_factor(rng: np.random.Generator, sd: float) -> Floats:
    """Exp of four slow cosines over the bands, each of standard deviation `sd`."""
    u = (BAND_NM - BAND_NM[0]) / (BAND_NM[-1] - BAND_NM[0])
    cosines = np.stack([np.cos(np.pi * k * u) for k in range(4)])
    factor: Floats = np.exp(rng.normal(0.0, sd, 4) @ cosines)
    return factor


def melanin_of_ita(ita_target: float, blood: float, **skin: float) -> float:
    """Melanin whose typology angle is nearest to the target, by bisection of its logarithm."""
    low, high = np.log(0.05), np.log(40.0)
    for _ in range(20):
        middle = 0.5 * (low + high)
        if float(ita(lab_from_reflectance(client_skin(np.exp(middle), blood, **skin)))) > ita_target:
            low = middle
        else:
            high = middle
    return float(np.exp(0.5 * (low + high)))
