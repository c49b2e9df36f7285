# SPDX-License-Identifier: Apache-2.0
"""clang-tidy on every source that changed: .ci/tidy.py BUILD_FOLDER.

A clean file is remembered by the hash of its text, of the project headers that it reaches, its flags,
the checks and clang-tidy's version, so that an unchanged file costs nothing, in any clone of this machine.
"""

import concurrent.futures
import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("core", "calibration", "bindings")
CLEAN = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "shadematch-tidy"
TIDY = os.environ.get("CLANG_TIDY", "clang-tidy-14")


@cache
def included(path: Path) -> tuple[Path, ...]:
    """The headers of this project that a file includes itself."""
    names = re.findall(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', path.read_text(encoding="utf-8"), re.MULTILINE)
    places = [path.parent, *(ROOT / layer for layer in LAYERS)]
    found = (next((p / name for p in places if (p / name).is_file()), None) for name in names)
    return tuple(header for header in found if header)


def closure(path: Path) -> list[Path]:
    """The file and all project headers that it reaches, sorted."""
    seen, todo = set(), [path]
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            todo += included(current)
    return sorted(seen)


def fingerprint(entry: dict[str, str], version: str) -> str:
    """Hash of everything that decides what clang-tidy says about a file."""
    flags = [f for f in shlex.split(entry["command"])[1:] if not f.endswith(".o")]
    digest = hashlib.sha256(version.encode())
    digest.update(" ".join(flags).replace(str(ROOT), "").encode())
    digest.update((ROOT / ".clang-tidy").read_bytes())
    for path in closure(Path(entry["file"])):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def check(entry: dict[str, str], build: str) -> str:
    """What clang-tidy complains about; empty if the file is clean."""
    command = [TIDY, "--quiet", "-p", build, entry["file"]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


def main(build: str) -> int:
    """Check what is not known to be clean; 1 if anything was found."""
    version = subprocess.run([TIDY, "--version"], capture_output=True, text=True, check=True).stdout
    entries = json.loads((Path(build) / "compile_commands.json").read_text(encoding="utf-8"))
    ours = [e for e in entries if Path(e["file"]).is_relative_to(ROOT)]
    ours = [e for e in ours if Path(e["file"]).relative_to(ROOT).parts[0] in LAYERS]
    marks = {CLEAN / fingerprint(e, version): e for e in ours}
    due = {mark: entry for mark, entry in marks.items() if not mark.exists()}
    CLEAN.mkdir(parents=True, exist_ok=True)
    complaints = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for mark, text in zip(due, pool.map(lambda e: check(e, build), due.values()), strict=True):
            if text:
                complaints += 1
                print(text)
            else:
                mark.touch()
    print(f"{len(marks)} files, {len(due)} new or changed, {complaints} with complaints")
    return 1 if complaints or not marks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
