"""A reader's visit in a real browser, with everything that went wrong in it."""

import re
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Request, Route

PHONE = (390, 844)
DESKTOP = (1440, 900)
KINDS = (
    "",
    "dates/",
    "dates/2025/",
    "dates/2025/11/",
    "dates/2025/11/06/",
    "topics/",
    "topics/alignment/",
    "trends/",
    "papers/",
    "subscribe/",
    "papers/alignment-faking-in-large-language-models/",
    "data/",
    "data-notes/",
    "reading-list/",
    "offline/",
    "search/",
    "about/",
)
"""An address of each kind of page, below the sample's site."""


class Visit:
    """One browser context: a screen, a scheme, a storage of its own."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.errors: list[str] = []
        """Console errors (what the policy blocked among them) and exceptions that nobody caught."""
        self.requests: list[str] = []
        """Addresses asked for, workers' included, in order."""
        self.expected: list[str] = []
        """Patterns of errors that the test brings about, such as by a file it takes away."""
        # listened to on the context: a second page or a worker may fail too
        context.on("console", self._hear)
        context.on("weberror", lambda thrown: self.errors.append(str(thrown.error)))
        context.on("request", self._note)
        self.page = context.new_page()

    def be_instant(self, site: Path, address: str) -> None:
        """Have the pages behave as those of a curator who chose Material's `navigation.instant`."""
        ways = [path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("index.html")]
        places = "".join(f"<url><loc>{address}{way}</loc></url>" for way in ways)
        sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'

        def choose(route: Route) -> None:
            page = (site / route.request.url.removeprefix(address).partition("?")[0] / "index.html").read_text("utf-8")
            chosen, number = re.subn(r'("features": \[)', r'\1"navigation.instant", ', page)
            assert number == 1
            route.fulfill(body=chosen, content_type="text/html")

        self.context.route(re.compile(r"/(\?.*)?$"), choose)
        self.context.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))

    @property
    def unexpected(self) -> list[str]:
        """The errors that no pattern of `expected` explains."""
        return [error for error in self.errors if not any(re.search(pattern, error) for pattern in self.expected)]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location['url']})")

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)


class Visits:
    """Opens visits, and remembers them."""

    def __init__(self, browser: Browser, stack: ExitStack) -> None:
        self.browser = browser
        self.stack = stack
        """Closes the contexts."""
        self.opened: list[Visit] = []

    def __call__(
        self,
        size: tuple[int, int] = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
        *,
        javascript: bool = True,
    ) -> Visit:
        """Open a visit with a screen of `size` CSS pixels."""
        context = self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=javascript,
        )
        self.opened.append(Visit(self.stack.enter_context(context)))
        return self.opened[-1]
