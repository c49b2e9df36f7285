# SPDX-License-Identifier: Apache-2.0
"""Closes `make test`: reads the JUnit reports named on the command line, prints one verdict line."""

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path


def catch_cases(case: ET.Element) -> int:
    """Test cases inside one ctest entry; a Catch2 program says "in 12 test cases" or "test cases: 12"."""
    output = case.findtext("system-out") or ""
    found = re.search(r"in (\d+) test case|test cases:\s+(\d+)", output)
    return int(found[1] or found[2]) if found else 1


def read_report(path: Path) -> tuple[int, list[str], int]:
    """Number of tests that ran, names of those that failed, number of those that were skipped."""
    ran, failed, skipped = 0, [], 0
    for case in ET.parse(path).getroot().iter("testcase"):
        if case.find("skipped") is not None:
            skipped += 1
            continue
        ran += catch_cases(case)
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(f"{path.stem}: {case.get('classname')}::{case.get('name')}")
    return ran, failed, skipped


def main(paths: list[str]) -> int:
    """Return the exit code: 0 only if every report exists, has tests, and none failed."""
    total, failures, skips = 0, [], 0
    for path in map(Path, paths):
        try:
            ran, failed, skipped = read_report(path)
        except (OSError, ET.ParseError):
            failures.append(f"{path.stem}: did not finish, see the log of that step in build/log")
            continue
        total, skips = total + ran, skips + skipped
        failures += failed if ran else [f"{path.stem}: no test ran"]
    for failure in failures:
        print("FAILED", failure)
    note = f", {skips} skipped" if skips else ""
    print(f"{len(failures)} FAILED of {total} tests{note}" if failures else f"ALL OK: {total} tests{note}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
