# SPDX-License-Identifier: Apache-2.0
"""Pigment shade matching: from a photograph with a color chart to a ranked mix.

>>> import shadematch as sm
>>> bool(sm.__version__)
True
"""

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
from shadematch.match import Exclusion, Match, Ranking, match
from shadematch.match_photo import match_photo
from shadematch.photo import Photo, PhotoMetadata, PhotoWarning, ReadLimits, photo_from_array, read_photo
from shadematch.pigment import Catalogue, bundled_catalogue, catalogue_schema
from shadematch.profile import ExportedProfile, export_profile
from shadematch.quality import GateResult, QualityReport, assess_capture
from shadematch.region import Reading, measure
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
    "DifferenceFormula",
    "Exclusion",
    "ExportedProfile",
    "GateResult",
    "Illuminant",
    "InvalidDocument",
    "LabImage",
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
    "export_profile",
    "find_chart",
    "illuminant",
    "illuminant_names",
    "ita",
    "ita_class",
    "lab_from_lch",
    "lab_from_reflectance",
    "lab_from_srgb",
    "lab_from_xyz",
    "lch_from_lab",
    "linear_srgb_from_xyz",
    "load_calibration",
    "load_chart_definition",
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
