"""Artefacts -> files in the site that is being built; those made from the same as before are taken over.

Where it stands: after `outputs` and `tree`; the plugin calls it once MkDocs has written its pages.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from generator.errors import OutputError, os_error
from generator.memory import Memory
from generator.outputs import Artefact
from generator.site.tree import State, Tree
from generator.workers import spread

_STAGE = "artefacts"

Family: TypeAlias = Callable[[], Iterable[Artefact]]
"""Returns the files of a kind."""


def write_artefacts(families: Sequence[Family], tree: Tree, memory: Memory) -> set[str]:
    """Have every artefact stand in the tree, the families in several processes, and return where they stand.

    Raises OutputError where the system refuses, where a path leads out of the site, or where a file stands there
    already: a hand-written page or a theme's file is never replaced.
    """
    known = memory.recall(_STAGE)
    written = spread(partial(_write_families, tree, known), families, fewest=2)
    kept = {path: value for family in written for path, value in family.items()}
    memory.keep(_STAGE, kept)
    return set(kept)


def _write_families(tree: Tree, known: Mapping[str, Any], families: Sequence[Family]) -> list[dict[str, Any]]:
    return [{artefact.path: write_artefact(artefact, tree, known) for artefact in family()} for family in families]


def write_artefact(artefact: Artefact, tree: Tree, known: Mapping[str, tuple[str, list[int]]]) -> list[object]:
    """Have an artefact stand in the tree; return its mark and its file's state. `known` has those of the last build."""
    mark, state = known.get(artefact.path, ("", []))
    if mark == artefact.mark and tree.take(artefact.path, State(*state)):
        return [mark, state]
    try:
        return [artefact.mark, tree.put(artefact.path, artefact.content)]
    except FileExistsError as error:
        todo = "Give the hand-written file that stands there another name"
        raise OutputError(artefact.path, "is written by Broadsheet", todo) from error
    except OSError as error:
        raise os_error(error, Path(tree.root, artefact.path)) from error
