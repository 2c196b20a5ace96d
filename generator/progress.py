"""How long work tells how far it is: a stage has a label and a number of steps, and is told of each step done.

Where it stands: with `errors`, first in the flow. What a person sees of it is the command line's; by default nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeAlias

Tick: TypeAlias = Callable[[], object]
"""Called once after each step."""
Progress: TypeAlias = Callable[[str, int], AbstractContextManager[Tick]]
"""progress(label, number of steps) opens a stage."""


@contextmanager
def silent(label: str, length: int) -> Iterator[Tick]:  # noqa: ARG001
    """Open a stage that nobody watches."""
    yield lambda: None
