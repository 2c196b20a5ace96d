"""The command `broadsheet`. Each command's docstring is its help and ends with examples.

Where it stands: last of all.
"""

from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module

import click

from generator import __version__

_MODULES: Mapping[str, str] = {
    "add": "dumps",
    "build": "build",
    "check": "dumps",
    "diff": "records",
    "explain": "topics",
    "export": "records",
    "links": "site",
    "mail": "mail",
    "new": "site",
    "serve": "site",
    "topics": "topics",
}
"""A command -> the module among `commands` that it stands in, under its name."""


class _Commands(MutableMapping[str, click.Command]):
    """Commands, each imported when it is wished for: all that they stand on takes a second, and one needs little."""

    def __init__(self, modules: Mapping[str, str]) -> None:
        self._modules = dict(modules)
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            module = import_module(f"generator.commands.{self._modules[name]}")
            self._loaded[name] = getattr(module, name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._modules[name] = ""
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._modules[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


@click.group(
    commands=_Commands(_MODULES), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="broadsheet")
def main() -> None:
    """Turn dumps of a daily papers page into a searchable static site.

    \b
    Examples:
      broadsheet new my-digest        a fresh digest repository
      broadsheet add capture.txt      store a capture under its date
      broadsheet check                list all that was inferred, repaired or given up on
      broadsheet build                build the site into site/
    """


if __name__ == "__main__":
    main(prog_name="broadsheet")
