# SPDX-License-Identifier: Apache-2.0
"""Calibrations as ICC profiles, for programs that know no other form."""

from typing import TYPE_CHECKING, Literal

from shadematch._core import photo as _photo
from shadematch._core import profile as _profile
from shadematch._core.profile import ExportedProfile
from shadematch.photo import encoding_of

if TYPE_CHECKING:
    from shadematch.camera import Calibration
    from shadematch.photo import Encoding, Photo

__all__ = ["ExportedProfile", "export_profile"]


def export_profile(
    calibration: "Calibration", file: "Photo | Encoding", *, kind: Literal["clut", "matrix"] = "clut"
) -> ExportedProfile:
    """Write a calibration as an ICC input profile, to be attached to the photograph's file.

    The profile takes the codes that the file stores to Lab (D50, 2 degrees); white is the perfect diffuser of
    the chart's reference. It is read back through Little CMS and compared with the calibration before it is
    handed over. A profile knows no place: light is that of the middle of the chart, and shading over the
    picture is left out.

    Parameters
    ----------
    calibration : Calibration
        From :func:`shadematch.calibrate` or :func:`shadematch.load_calibration`.
    file : Photo or encoding
        Whose codes the profile is for: the photograph with the chart, or an encoding as for
        :func:`shadematch.photo_from_array`. A profile for Display P3 codes is wrong for the same photograph
        stored as sRGB.
    kind : {"clut", "matrix"}
        A table of 57 x 57 x 57 colors, for every calibration; or three curves and a matrix, for rungs
        without products of channels.

    Returns
    -------
    ExportedProfile
        ``.bytes`` is the file (ICC version 2.4), ``.description`` names rung, chart, edition, photograph and
        the files it is for. ``.mean_delta_e`` and ``.max_delta_e`` are its CIEDE2000 from the calibration
        over ``.colors`` colors: the patches and 4096 mixtures of them.

    Raises
    ------
    MeasurementRefused
        ``code`` is ``not_a_matrix`` or, with the figures, ``profile_gate`` (mean above 0.1, a color above 0.5
        or grays that do not rise).
    UnsupportedImage
        ``code`` is ``profile_unusable``: the encoding is damaged or not RGB.
    ValueError
        For an unknown kind or encoding, and for a photo that was not decoded from codes.

    Examples
    --------
    >>> import shadematch as sm
    >>> photo = sm.read_photo("python/shadematch/data/demo/demo_scalp.jpg")
    >>> calibration = sm.calibrate(sm.find_chart(photo, "colorchecker-classic"), rung="tone+matrix")
    >>> profile = export_profile(calibration, photo, kind="matrix")
    >>> profile.bytes[12:20].decode(), profile.max_delta_e < 0.5
    ('scnrRGB ', True)
    """
    if kind not in ("clut", "matrix"):
        raise ValueError(f"export_profile: expected a kind of clut or matrix, got {kind!r}")
    core = calibration._core
    wanted = _profile.ProfileKind[kind.upper()]
    if isinstance(file, _photo.Photo):
        return _profile.export_profile(core, file, kind=wanted)
    return _profile.export_profile(core, encoding_of("export_profile", file), kind=wanted)
