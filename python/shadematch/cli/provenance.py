# SPDX-License-Identifier: Apache-2.0
"""What every output carries: versions, and the hash of the photograph."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shadematch.photo import Photo


def versions() -> dict[str, str]:
    """Versions of the library, of Python and of numpy."""
    import numpy as np

    from shadematch import __version__

    python = ".".join(str(part) for part in sys.version_info[:3])
    return {"shadematch": __version__, "python": python, "numpy": np.__version__}


def file_sha256(path: Path) -> str | None:
    """Hash of the file's bytes in lower-case hexadecimal; None if it cannot be read or is no file."""
    if not path.is_file():  # a device or pipe may have no end
        return None
    import hashlib

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def photo_stub(path: Path) -> dict[str, Any]:
    """Tell what is known of a photograph that was not decoded."""
    return {"path": str(path), "sha256": file_sha256(path), "width": None, "height": None, "warnings": []}


def photo_document(path: Path, photo: "Photo") -> dict[str, Any]:
    """Tell what the outputs say of a photograph."""
    return {
        "path": str(path),
        "sha256": photo.metadata.sha256,
        "width": photo.width,
        "height": photo.height,
        "warnings": [{"code": warning.code, "message": warning.message} for warning in photo.warnings],
    }
