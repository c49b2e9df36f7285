# SPDX-License-Identifier: Apache-2.0
"""A folder of simulated photographs with their truths."""

import hashlib
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shadematch.simulate.design import draw_design
from shadematch.simulate.scene import Scene, render

MAX_PHOTOS = 100_000
_log = logging.getLogger("shadematch")


def _write(path: Path, content: bytes) -> None:
    """Under a temporary name first, so that a broken run leaves no half file."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(content)
    temporary.replace(path)


def write_scene(scene: Scene, photo: Path) -> None:
    """Write the JPEG, then its truth beside it with the suffix .json."""
    _write(photo, scene.jpeg)
    head = {"photo": photo.name, "sha256": hashlib.sha256(scene.jpeg).hexdigest()}
    text = json.dumps(head | scene.truth, indent=1)
    _write(photo.with_suffix(".json"), (text + "\n").encode())


def _truth(sidecar: Path) -> dict[str, Any]:
    """Read the truth of an earlier run; empty if there is none or it is damaged."""
    try:
        truth = json.loads(sidecar.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return truth if isinstance(truth, dict) else {}


def _is_finished(photo: Path) -> bool:
    """Whole, as the hash in its truth tells."""
    try:
        found = hashlib.sha256(photo.read_bytes()).hexdigest()
    except OSError:
        return False
    return bool(found == _truth(photo.with_suffix(".json")).get("sha256"))


def _check_folder(folder: Path, seed: int, options: dict[str, Any]) -> None:
    """Refuse a folder with photographs of another seed or other options."""
    for sidecar in sorted(folder.glob("*.json")):
        found = _truth(sidecar).get("parameters")
        if found is None or not sidecar.stem.isdecimal():
            continue
        wanted = draw_design(seed, int(sidecar.stem), **options).to_dict()
        if found != json.loads(json.dumps(wanted)):
            raise ValueError(
                f"simulate_photos: expected a folder without photographs of another seed or other options, "
                f"got {sidecar}; choose another folder or remove the old photographs"
            )


def simulate_photos(
    out_dir: str | Path,
    n: int,
    seed: int = 0,
    *,
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> list[Path]:
    """Render `n` photographs into a folder as 0000.jpg with its truth 0000.json, and so on.

    Whole photographs of an earlier run with the same parameters are kept, so a broken run can go on.

    Parameters
    ----------
    out_dir : path
        Folder; made if missing.
    n : int
        Number of photographs, 1 to 100 000.
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
        For n outside 1 to 100 000, an unknown option, or a folder with photographs of another seed or other
        options.

    Examples
    --------
    >>> import tempfile
    >>> from shadematch.simulate import simulate_photos
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in simulate_photos(folder, 2, seed=3, width=480, height=360)]
    ['0000.jpg', '0001.jpg']
    """
    if not 1 <= n <= MAX_PHOTOS:
        msg = f"simulate_photos: expected n >= 1, n <= {MAX_PHOTOS}, got {n}"
        raise ValueError(msg)
    folder = Path(out_dir)
    _check_folder(folder, seed, options)
    folder.mkdir(parents=True, exist_ok=True)
    photos = []
    for index in range(n):
        photo = folder / f"{index:04d}.jpg"
        if _is_finished(photo):
            _log.debug("%s is finished, kept", photo)
        else:
            write_scene(render(draw_design(seed, index, **options)), photo)
        photos.append(photo)
        if progress is not None:
            progress(index + 1, n)
    return photos
