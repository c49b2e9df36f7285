# SPDX-License-Identifier: Apache-2.0
"""Uneven light and second shots on the command line: ``--flat``, ``--paper``, ``--gray``."""

import functools
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from shadematch.cli.output import Document
from shadematch.cli.regions import Area, Region

if TYPE_CHECKING:
    from shadematch.camera import Calibration, LabImage
    from shadematch.light import LightEvidence
    from shadematch.photo import Photo


@dataclass(frozen=True)
class LightOptions:
    """What tells the light: a photograph of a card, areas of paper, a gray in two photographs."""

    flat: Path | None = None
    papers: list[Region] = field(default_factory=list)
    gray: Region | None = None

    @classmethod
    def of(cls, flat: Path | None, paper: list[Area] | None, gray: Area | None) -> "LightOptions":
        """Take the values of the command line."""
        return cls(flat, [each.region for each in paper or []], gray.region if gray else None)

    def check(self, saved: Path | None, *, calibrates: bool = False) -> None:
        """Refuse options that contradict each other, before any photograph is read."""
        if self.flat is not None and self.papers:
            raise typer.BadParameter("flat: expected one of --flat and --paper, got both")
        if saved is not None and (self.flat is not None or self.papers):
            name = "flat" if self.flat is not None else "paper"
            raise typer.BadParameter(
                f"{name}: expected no --calibration with it, which holds its light already, got both"
            )
        if self.gray is not None and saved is None and not calibrates:
            raise typer.BadParameter("gray: expected --calibration with it, got none")

    def evidence(self, photo: "Photo", profile: Path | None) -> "LightEvidence | None":
        """Read the light off card or paper; None if neither is there."""
        import shadematch as sm

        if self.flat is not None:
            return _of_card(self.flat, profile)
        return sm.light_from_paper(photo, self.papers) if self.papers else None


@functools.lru_cache(maxsize=1)
def _of_card(flat: Path, profile: Path | None) -> "LightEvidence":
    import shadematch as sm

    return sm.light_from_flat(sm.read_photo(flat, profile=profile))


def second_lab(photo: "Photo", calibration: "Calibration", gray: Region | None) -> "LabImage":
    """Lab by a saved calibration: of its own photograph, or of one that was taken after it."""
    with_chart = calibration.photo_sha256
    if gray is None and (not with_chart or photo.metadata.sha256 == with_chart):
        return calibration.to_lab(calibration.flatten(photo))
    return calibration.to_lab(photo, two_shot=True, gray=gray)


def light_document(photo: "Photo") -> Document | None:
    """Which light was divided out of a photograph."""
    light = photo.flattened_by
    if light is None:
        return None
    return {
        "kind": light.kind,
        "light_ratio": light.light_ratio(),
        "source_sha256": light.source_sha256 or None,
    }
