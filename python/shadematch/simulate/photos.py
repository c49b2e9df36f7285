# SPDX-License-Identifier: Apache-2.0
"""A folder of simulated photographs with their truths."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shadematch.simulate.design import draw_design
from shadematch.simulate.scene import Scene, render

_log = logging.getLogger("shadematch")


def _write(path: Path, content: bytes) -> None:
    """Under a temporary name first, so that a broken run leaves no half file."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(content)
    temporary.replace(path)


def write_scene(scene: Scene, photo: Path) -> None:
    """Write the JPEG, then its truth beside it with the suffix .json."""
    _write(photo, scene.jpeg)
    text = json.dumps({"photo": photo.name} | scene.truth, indent=1)
    _write(photo.with_suffix(".json"), (text + "\n").encode())


def _is_finished(photo: Path, wanted: dict[str, Any]) -> bool:
    try:
        parameters = json.loads(photo.with_suffix(".json").read_text(encoding="utf-8"))["parameters"]
    except (OSError, ValueError, KeyError):
        return False
    return photo.exists() and parameters == json.loads(json.dumps(wanted))


def simulate_photos(
    out_dir: str | Path,
    n: int,
    seed: int = 0,
    *,
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> list[Path]:
    """Render `n` photographs into a folder as 0000.jpg with its truth 0000.json, and so on.

    Photographs that an earlier run finished with the same parameters are kept, so a broken run can go on.

    Parameters
    ----------
    out_dir : path
        Folder; made if missing.
    n : int
        Number of photographs, at least 1.
    seed : int
        Same seed, same photographs.
    progress : callable, optional
        Called as ``progress(done, n)`` after each photograph.
    **options
        Parameters of `SceneDesign` that are the same in all photographs.

    Returns
    -------
    list of Path
        The photographs, in order.

    Raises
    ------
    ValueError
        For n below 1 or an unknown option.

    Examples
    --------
    >>> import tempfile
    >>> from shadematch.simulate import simulate_photos
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in simulate_photos(folder, 2, seed=3, width=480, height=360)]
    ['0000.jpg', '0001.jpg']
    """
    if n < 1:
        msg = f"simulate_photos: expected n >= 1, got {n}"
        raise ValueError(msg)
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    photos = []
    for index in range(n):
        photo = folder / f"{index:04d}.jpg"
        design = draw_design(seed, index, **options)
        if _is_finished(photo, design.to_dict()):
            _log.debug("%s is finished, kept", photo)
        else:
            write_scene(render(design), photo)
        photos.append(photo)
        if progress is not None:
            progress(index + 1, n)
    return photos
