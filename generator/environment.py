"""Environment variables that steer a build.

Where it stands: first in the flow.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DUMPS_VARIABLE = "BROADSHEET_DUMPS"
"""Stands in for the option `dumps`: how `--dumps` reaches a served site's every rebuild."""


@contextmanager
def put_dumps(dumps: Path | None) -> Iterator[None]:
    """Have the plugin, however often MkDocs makes it anew, take these dumps; with None, those that it is set to."""
    if dumps is None:
        yield
        return
    os.environ[DUMPS_VARIABLE] = str(dumps.resolve())
    try:
        yield
    finally:
        del os.environ[DUMPS_VARIABLE]
