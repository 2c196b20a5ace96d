"""What comes into a site beside MkDocs' own."""

import os
from pathlib import Path

from tests import digests, sites


def test_the_number_of_processes_makes_no_difference(real_site: Path, tmp_path: Path) -> None:
    """On one core, where nobody helps, every file of a site is the same to the byte."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        alone = sites.build(tmp_path, sites.SHARED / "dumps", address=sites.ADDRESS)
    finally:
        os.sched_setaffinity(0, cores)
    assert digests.fingerprint(alone) == digests.fingerprint(real_site)
