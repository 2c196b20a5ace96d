"""What tests share: one browser for the run, whole sites built once, and hypothesis without a stop-watch."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests import chromium, sites
from tests.visits import Visits

# A shell's background job has Ctrl-C ignored, and hands that on: programs that tests interrupt would never end.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A slow machine is not a wrong result. In CI the examples are the same each time, so that a failure is of the change;
# at a desk the search goes on.
settings.register_profile("broadsheet", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("broadsheet")
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, started once; each test opens its own context in it, with the screen and scheme it needs."""
    path = chromium.find()
    if path is None:
        pytest.skip("no Chromium found; `make test` gets one")
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=path) as running:
        yield running


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visits]:
    """Opens visits. A test fails at its end if one of them saw an error that it did not expect."""
    with ExitStack() as stack:
        visits = Visits(browser, stack)
        yield visits
        assert [error for each in visits.opened for error in each.unexpected] == []


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample digests as a site."""
    return sites.build(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five real dumps as a site that knows its address."""
    if not (sites.SHARED / "dumps").is_dir():
        pytest.skip("the real dumps (../shared/dumps) are not on this machine")
    return sites.build(tmp_path_factory.mktemp("real"), sites.SHARED / "dumps", address=sites.ADDRESS)


@pytest.fixture(scope="session", params=["sample_site", "real_site"])
def built_site(request: pytest.FixtureRequest) -> Path:
    """Each of the two sites."""
    site: Path = request.getfixturevalue(request.param)
    return site


@pytest.fixture(scope="session")
def sample_address(sample_site: Path) -> Iterator[str]:
    """Where the sample's site is served."""
    with sites.serve(sample_site) as address:
        yield address


@pytest.fixture(scope="session")
def real_address(real_site: Path) -> Iterator[str]:
    """Where the real dumps' site is served."""
    with sites.serve(real_site) as address:
        yield address
