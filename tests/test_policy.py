"""The policy of what a page may run: nothing inline, nothing from elsewhere.

That nothing of the site itself is hit, every visit of a test sees: the browser would say so on the console.
"""

import re
from pathlib import Path
from types import SimpleNamespace

from jinja2 import Environment, FileSystemLoader
from lxml import html
from playwright.sync_api import expect

from generator.site.plugin import THEME
from tests import sites
from tests.visits import Visits


def test_every_page_has_the_policy_before_all_that_it_governs(built_site: Path) -> None:
    """The policy stands in each page ahead of its scripts and styles, and no page has a script or style inline."""
    for path in sites.pages(built_site):
        page = path.read_text(encoding="utf-8")
        before, policy, after = page.partition('<meta http-equiv="Content-Security-Policy"')
        assert policy, path
        assert not re.search(r"<script|<style|stylesheet", before), path
        inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", after)
        # data, which no browser runs
        assert all(re.search(r'type="application/(ld\+)?json"', each) for each in inline), path
        assert "<style" not in after, path
        assert not re.search(r"<[^>]+\son[a-z]+=|href=[\"']?javascript:", after), path


def test_a_site_adds_to_the_policy() -> None:
    """What `extra.policy` names is allowed beside what is allowed anyway, be that something, nothing or the default."""
    own = {"img-src": "https://a.example", "script-src": "https://b.example", "object-src": "'self'"}
    config = SimpleNamespace(plugins={}, extra=SimpleNamespace(policy=own))
    env = Environment(loader=FileSystemLoader(THEME))  # noqa: S701 (as MkDocs has it)
    (content,) = html.fromstring(env.get_template("partials/policy.html").render(config=config)).xpath("//@content")
    policy = dict(directive.split(" ", 1) for directive in content.split("; "))
    assert policy["img-src"] == "'self' data: https://a.example"
    assert policy["script-src"] == "'self' https://b.example"
    assert policy["object-src"] == "'self'"
    assert policy["default-src"] == "'self'"


def test_an_injected_script_does_not_run(visit: Visits, sample_address: str) -> None:
    """Markup that came into a page by any way runs no script: inline, in an attribute, from elsewhere, by eval."""
    reader = visit()
    reader.expected = ["Content Security Policy", "Refused to", "violates the following"]
    page = reader.page
    page.goto(sample_address)
    blocked = page.evaluate(
        """async () => {
            const blocked = []
            addEventListener("securitypolicyviolation", event => blocked.push(event.effectiveDirective))
            const script = document.createElement("script")
            script.textContent = "window.broken = true"
            const image = document.createElement("div")
            image.innerHTML = `<img src="data:," onerror="window.broken = true"><img src="https://example.org/a.png">`
            const foreign = Object.assign(document.createElement("script"), { src: "https://example.org/a.js" })
            document.body.append(script, image, foreign)
            await fetch("https://example.org/").catch(() => null)
            await new Promise(resolve => setTimeout(resolve, 100))
            return blocked
        }"""
    )
    assert {"script-src-elem", "script-src-attr", "img-src", "connect-src"} <= set(blocked)
    assert page.evaluate("window.broken") is None


def test_the_scheme_is_kept_where_the_storage_is_full_of_nonsense(visit: Visits, sample_address: str) -> None:
    """What lies in the storage under Material's names may be anything: the page comes up as if it were not there."""
    page = visit().page
    page.goto(sample_address)
    page.evaluate("localStorage.setItem('/.__palette', '{nonsense')")
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert page.evaluate("localStorage.length") >= 1
