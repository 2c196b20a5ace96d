"""The flow is one way: what a module imports stands upstream of it."""

import ast
from fnmatch import fnmatchcase
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Stages in order, each a tuple of patterns for the names of modules below `generator`. A module may import from any
# earlier stage and from its own.
FLOW = (
    ("arxiv", "environment", "errors", "progress", "workers"),
    ("files",),
    ("memory",),
    ("imprint",),
    ("markup", "markup.*"),
    ("model",),
    ("yamlfile", "yamlfile.*"),
    ("sources", "sources.*"),
    ("identity",),
    ("dating",),
    ("slugs",),
    ("curation", "curation.*"),
    ("merging", "library"),
    ("topics", "topics.*"),
    ("related", "related.*"),
    ("trends", "trends.*"),
    ("flow",),
    ("citations", "citations.*"),
    ("findings", "intake", "scaffold", "settings"),
    ("pages", "pages.*"),
    ("outputs", "outputs.*"),
    ("mail", "mail.*"),
    ("site", "site.*"),
    ("commands", "commands.*"),
    ("cli",),
)


def module_paths(package: Path) -> dict[str, Path]:
    """Return the modules below `package` by name (`sources.listing`, `sources`), without it itself."""
    paths = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            paths[name] = path
    return paths


MODULES = module_paths(ROOT / "generator")


def stage_of(module: str) -> int:
    """Return the place of `module` in FLOW; LookupError where it has none or two."""
    stages = [n for n, patterns in enumerate(FLOW) if any(fnmatchcase(module, pattern) for pattern in patterns)]
    if len(stages) != 1:
        message = f"generator.{module} stands in {len(stages)} stages of FLOW; give it one"
        raise LookupError(message)
    return stages[0]


def imports_of(module: str, source: str, modules: frozenset[str]) -> set[str]:
    """Return those of `modules` that the `source` of `module` imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, module, modules)
            # `from generator.sources import listing` may name a module or something in the package.
            submodules = {f"{base}.{alias.name}" for alias in node.names}
            known = {name for name in submodules if name.removeprefix("generator.") in modules}
            found |= known | ({base} if submodules - known else set())
    return {name.removeprefix("generator.") for name in found if name.startswith("generator.")} & modules


def _base(node: ast.ImportFrom, module: str, modules: frozenset[str]) -> str:
    if not node.level:
        return node.module or ""
    is_package = any(name.startswith(f"{module}.") for name in modules)
    parts = ["generator", *module.split(".")]
    package = parts[: len(parts) - node.level + is_package]
    return ".".join([*package, *([node.module] if node.module else [])])


@pytest.mark.parametrize(
    ("source", "imported"),
    [
        ("from generator.errors import DumpError", {"errors"}),
        ("import generator.sources.api", {"sources.api"}),
        ("from generator import errors, __version__", {"errors"}),
        ("from generator.sources import api", {"sources.api"}),
        ("from generator.sources import api, read", {"sources.api", "sources"}),
        ("from . import api", {"sources.api"}),
        ("from .api import rows", {"sources.api"}),
        ("from ..errors import DumpError", {"errors"}),
        ("def read():\n    from generator.errors import DumpError", {"errors"}),
        ("import errors\nfrom datetime import date", set()),
    ],
)
def test_imports_are_found_in_each_form(source: str, imported: set[str]) -> None:
    """An import counts whether it is absolute or relative, of a module or from one, at the top or in a function."""
    modules = frozenset({"errors", "sources", "sources.api", "sources.listing"})
    assert imports_of("sources.listing", source, modules) == imported


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_upstream(module: str) -> None:
    """A module has one place in the flow, and imports nothing from a later stage."""
    imported = imports_of(module, MODULES[module].read_text(encoding="utf-8"), frozenset(MODULES))
    stage = stage_of(module)
    downstream = {name for name in imported if stage_of(name) > stage}
    assert not downstream, f"generator.{module} imports from downstream: {sorted(downstream)}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Within a stage too, imports have a direction."""
    known = frozenset(MODULES)
    graph = {name: imports_of(name, path.read_text(encoding="utf-8"), known) - {name} for name, path in MODULES.items()}
    # A circle is raised as CycleError, which names its modules.
    assert set(TopologicalSorter(graph).static_order()) == known
