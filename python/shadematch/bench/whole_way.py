# SPDX-License-Identifier: Apache-2.0
"""The whole way on every photograph: a ranking, or a refusal with its reason; never anything else."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from shadematch.bench.photographs import CHART, SEED, real, rendered
from shadematch.bench.row import Row, Target

BENCH = "whole-way"
COUNT = 60
"""Rendered photographs."""


def rows(report: Callable[[str], None], *, count: int = COUNT) -> Iterator[Row]:
    """Match against the bundled catalogue."""
    real_regions = [(each.path, _beside(each.centers)) for each in real() if each.centers]
    rendered_regions = [
        (each.path, {name: each.truth["regions"][name]["polygon"] for name in ("hair", "scalp")})
        for each in rendered(report, count=count)
    ]
    for name, jobs, seed in (("real", real_regions, None), ("rendered", rendered_regions, SEED)):
        ends: Counter[str] = Counter()
        for path, regions in jobs:
            report(f"{BENCH}: {path.name}")
            ends[end_of(path, regions)] += 1
        title = f"{name} photographs that end in a ranking or a refusal with a reason"
        if not jobs:
            yield Row(
                BENCH, title, None, "photographs", note="the photographs are in the repository: run it there"
            )
            continue
        ended = len(jobs) - ends["crash"]
        note = ", ".join(f"{end} {count}" for end, count in sorted(ends.items()))
        yield Row(BENCH, title, ended, "photographs", {}, Target(at_least=len(jobs)), len(jobs), seed, note)


def end_of(path: Path, regions: dict[str, Sequence[Sequence[float]]]) -> str:
    """``ranking``, ``refused: code`` or ``crash``."""
    import shadematch as sm

    try:
        ranking = sm.match_photo(
            path, sm.bundled_catalogue(), chart=CHART, hair=regions["hair"], scalp=regions["scalp"]
        )
    except sm.ShadematchError as error:
        return f"refused: {error.code}" if error.code and error.advice else "crash"
    except Exception:  # any other end is what this bench counts
        return "crash"
    return "ranking" if ranking.matches or ranking.excluded else "crash"


def _beside(centers: Sequence[tuple[float, float]]) -> dict[str, Sequence[Sequence[float]]]:
    """Take a square inside patch 2 of the chart (light skin) as scalp, one in patch 1 (dark skin) as hair."""
    side = 0.3 * abs(complex(*centers[1]) - complex(*centers[0]))
    return {name: _square(centers[index], side) for name, index in (("hair", 0), ("scalp", 1))}


def _square(center: tuple[float, float], side: float) -> Sequence[Sequence[float]]:
    x, y = center
    half = side / 2
    return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
