"""Artefacts -> files in the site that is being built; those made from the same as before are taken over.

Where it stands: after `outputs` and `tree`. The plugin begins it once the edition is there, so that helpers write while
MkDocs is at its own pages, and asks for the end when these are written.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from generator.errors import OutputError, os_error
from generator.memory import Memory
from generator.outputs import Artefact
from generator.site.tree import State, Tree
from generator.workers import Errands

_STAGE = "artefacts"

Family: TypeAlias = Callable[[], Iterable[Artefact]]
"""Returns the files of a kind."""
_Known: TypeAlias = Mapping[str, tuple[str, list[int]]]
"""Path -> the mark and the state of an artefact that the last build left."""


class Artefacts:
    """The artefacts of a build, on their way into its tree."""

    def __init__(self, families: Sequence[Family], tree: Tree, memory: Memory) -> None:
        self._memory = memory
        self._errands = Errands(partial(_write_family, tree, memory.recall(_STAGE)), families)

    def finish(self) -> set[str]:
        """Have every artefact stand in the tree, and return where.

        Raises OutputError where the system refuses, or where a path leads out of the site.
        """
        kept = {path: value for family in self._errands.finish() for path, value in family.items()}
        self._memory.keep(_STAGE, kept)
        return set(kept)

    def stop(self) -> None:
        """Give them up."""
        self._errands.stop()


def write_artefact(artefact: Artefact, tree: Tree, known: _Known | None = None) -> list[object]:
    """Have an artefact stand in the tree; return its mark and its file's state. Raises OutputError."""
    mark, state = (known or {}).get(artefact.path, ("", []))
    if mark == artefact.mark and tree.take(artefact.path, State(*state)):
        return [mark, state]
    try:
        return [artefact.mark, tree.put(artefact.path, artefact.content)]
    except OSError as error:
        raise os_error(error, tree.locate(artefact.path)) from error


def refuse_others(own: Collection[str], others: Collection[str]) -> None:
    """Raise OutputError where a hand-written page or a theme's file, one of `others`, has an artefact's path.

    None is ever replaced.
    """
    for path in sorted(set(own).intersection(others)):
        raise OutputError(path, "is written by Broadsheet", "Give the hand-written file that stands there another name")


def _write_family(tree: Tree, known: _Known, family: Family) -> dict[str, Any]:
    return {artefact.path: write_artefact(artefact, tree, known) for artefact in family()}
