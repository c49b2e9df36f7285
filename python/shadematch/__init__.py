# SPDX-License-Identifier: Apache-2.0
"""Pigment shade matching: from a photograph with a color chart to a ranked mix.

>>> import shadematch as sm
>>> bool(sm.__version__)
True
"""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shadematch._core import (
        ChartNotFound,
        InvalidDocument,
        LimitExceeded,
        MeasurementRefused,
        ShadematchError,
        UnsupportedImage,
        __version__,
    )
    from shadematch.camera import Calibration, LabImage, calibrate, load_calibration
    from shadematch.chart import (
        Chart,
        ChartDefinition,
        chart_definition,
        chart_from_corners,
        chart_ids,
        find_chart,
        load_chart_definition,
        load_patch_values,
    )
    from shadematch.chart_card import chart_card
    from shadematch.color import (
        WHITE_D50,
        WHITE_D65,
        adapt,
        ita,
        ita_class,
        lab_from_lch,
        lab_from_srgb,
        lab_from_xyz,
        lch_from_lab,
        linear_srgb_from_xyz,
        srgb_from_lab,
        xyz_from_lab,
        xyz_from_linear_srgb,
    )
    from shadematch.difference import (
        DifferenceFormula,
        delta_e,
        delta_e_cam16_ucs,
        delta_e_cie76,
        delta_e_cie94,
        delta_e_ciede2000,
        delta_e_cmc,
        delta_e_hyab,
        difference_formulas,
    )
    from shadematch.formulate import Formulation, formulate
    from shadematch.light import (
        EvenLight,
        LightEvidence,
        LightField,
        even_light,
        fit_light_field,
        flatten,
        light_from_flat,
        light_from_paper,
        load_light_field,
    )
    from shadematch.match import Exclusion, Match, Ranking, match
    from shadematch.match_photo import match_photo
    from shadematch.photo import Photo, PhotoMetadata, PhotoWarning, ReadLimits, photo_from_array, read_photo
    from shadematch.pigment import Catalogue, bundled_catalogue, catalogue_schema
    from shadematch.profile import ExportedProfile, export_profile
    from shadematch.quality import GateResult, QualityReport, assess_capture
    from shadematch.region import ColorChange, Reading, color_change, measure
    from shadematch.spectrum import (
        Illuminant,
        colorimetric_weights,
        daylight_illuminant,
        illuminant,
        illuminant_names,
        lab_from_reflectance,
        planckian_illuminant,
        reflectance_from_spectrum,
        white_point,
        xyz_from_reflectance,
    )

__all__ = [
    "WHITE_D50",
    "WHITE_D65",
    "Calibration",
    "Catalogue",
    "Chart",
    "ChartDefinition",
    "ChartNotFound",
    "ColorChange",
    "DifferenceFormula",
    "EvenLight",
    "Exclusion",
    "ExportedProfile",
    "Formulation",
    "GateResult",
    "Illuminant",
    "InvalidDocument",
    "LabImage",
    "LightEvidence",
    "LightField",
    "LimitExceeded",
    "Match",
    "MeasurementRefused",
    "Photo",
    "PhotoMetadata",
    "PhotoWarning",
    "QualityReport",
    "Ranking",
    "ReadLimits",
    "Reading",
    "ShadematchError",
    "UnsupportedImage",
    "__version__",
    "adapt",
    "assess_capture",
    "bundled_catalogue",
    "calibrate",
    "catalogue_schema",
    "chart_card",
    "chart_definition",
    "chart_from_corners",
    "chart_ids",
    "color_change",
    "colorimetric_weights",
    "daylight_illuminant",
    "delta_e",
    "delta_e_cam16_ucs",
    "delta_e_cie76",
    "delta_e_cie94",
    "delta_e_ciede2000",
    "delta_e_cmc",
    "delta_e_hyab",
    "difference_formulas",
    "even_light",
    "export_profile",
    "find_chart",
    "fit_light_field",
    "flatten",
    "formulate",
    "illuminant",
    "illuminant_names",
    "ita",
    "ita_class",
    "lab_from_lch",
    "lab_from_reflectance",
    "lab_from_srgb",
    "lab_from_xyz",
    "lch_from_lab",
    "light_from_flat",
    "light_from_paper",
    "linear_srgb_from_xyz",
    "load_calibration",
    "load_chart_definition",
    "load_light_field",
    "load_patch_values",
    "match",
    "match_photo",
    "measure",
    "photo_from_array",
    "planckian_illuminant",
    "read_photo",
    "reflectance_from_spectrum",
    "srgb_from_lab",
    "white_point",
    "xyz_from_lab",
    "xyz_from_linear_srgb",
    "xyz_from_reflectance",
]

_HOMES = {
    "_core": (
        "ChartNotFound",
        "InvalidDocument",
        "LimitExceeded",
        "MeasurementRefused",
        "ShadematchError",
        "UnsupportedImage",
        "__version__",
    ),
    "camera": (
        "Calibration",
        "LabImage",
        "calibrate",
        "load_calibration",
    ),
    "chart": (
        "Chart",
        "ChartDefinition",
        "chart_definition",
        "chart_from_corners",
        "chart_ids",
        "find_chart",
        "load_chart_definition",
        "load_patch_values",
    ),
    "chart_card": ("chart_card",),
    "color": (
        "WHITE_D50",
        "WHITE_D65",
        "adapt",
        "ita",
        "ita_class",
        "lab_from_lch",
        "lab_from_srgb",
        "lab_from_xyz",
        "lch_from_lab",
        "linear_srgb_from_xyz",
        "srgb_from_lab",
        "xyz_from_lab",
        "xyz_from_linear_srgb",
    ),
    "difference": (
        "DifferenceFormula",
        "delta_e",
        "delta_e_cam16_ucs",
        "delta_e_cie76",
        "delta_e_cie94",
        "delta_e_ciede2000",
        "delta_e_cmc",
        "delta_e_hyab",
        "difference_formulas",
    ),
    "formulate": (
        "Formulation",
        "formulate",
    ),
    "light": (
        "EvenLight",
        "LightEvidence",
        "LightField",
        "even_light",
        "fit_light_field",
        "flatten",
        "light_from_flat",
        "light_from_paper",
        "load_light_field",
    ),
    "match": (
        "Exclusion",
        "Match",
        "Ranking",
        "match",
    ),
    "match_photo": ("match_photo",),
    "photo": (
        "Photo",
        "PhotoMetadata",
        "PhotoWarning",
        "ReadLimits",
        "photo_from_array",
        "read_photo",
    ),
    "pigment": (
        "Catalogue",
        "bundled_catalogue",
        "catalogue_schema",
    ),
    "profile": (
        "ExportedProfile",
        "export_profile",
    ),
    "quality": (
        "GateResult",
        "QualityReport",
        "assess_capture",
    ),
    "region": (
        "ColorChange",
        "Reading",
        "color_change",
        "measure",
    ),
    "spectrum": (
        "Illuminant",
        "colorimetric_weights",
        "daylight_illuminant",
        "illuminant",
        "illuminant_names",
        "lab_from_reflectance",
        "planckian_illuminant",
        "reflectance_from_spectrum",
        "white_point",
        "xyz_from_reflectance",
    ),
}
"""Where each name lives: modules load when a name of theirs is first asked for."""

_HOME = {name: module for module, names in _HOMES.items() for name in names}


class _Package(ModuleType):
    """A package whose functions keep their names beside modules of the same name, like `match`."""

    def __setattr__(self, name: str, value: object) -> None:
        if _HOME.get(name) == name and isinstance(value, ModuleType):
            value = getattr(value, name, value)
        super().__setattr__(name, value)


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'shadematch' has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"shadematch.{_HOME[name]}"), name)
    setattr(sys.modules[__name__], name, value)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


sys.modules[__name__].__class__ = _Package
