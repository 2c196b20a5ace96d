"""Which dumps a command works on.

Where it stands: after `options`.
"""

from pathlib import Path

from generator.flow import Sources
from generator.settings import find_options, find_sources
from generator.site import engine


def choose_sources(config_file: Path, paths: tuple[Path, ...]) -> Sources:
    """Return the dumps at `paths` alone, or without any the digest's own with its curation."""
    if paths:
        return Sources(dumps=paths)
    config = engine.load(config_file)
    return find_sources(config, find_options(config))
