"""Following the site: the page that lists the feeds, the links that programs find them by, a choice of one's own."""

from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import etree, html
from playwright.sync_api import Route, expect

from generator.pages import Edition, Site, render
from generator.pages.feeds import list_feeds
from tests import digests, sites
from tests.converters import convert, convert_common, parse
from tests.libraries import make_collection, make_sample, read_shipped
from tests.visits import Visits

FORM = "https://news.example.org/subscribe?list=1&amp=2"


def render_pages(**fields: str) -> dict[str, str]:
    """Return the sample library's pages by path, of a site with these fields."""
    edition = Edition(collection=make_collection(make_sample()), site=Site(name="The <Daily> Test", **fields))
    return {page.path: page.text for page in render(edition)}


# What the page says


@pytest.mark.parametrize("convert", [convert, convert_common])
def test_the_page_lists_every_feed(convert: type[str]) -> None:
    """Each in both formats, for whoever has no JavaScript, under Python-Markdown and CommonMark."""
    edition = Edition(collection=make_collection(make_sample()), site=Site(name="T"))
    page = parse(convert(render_pages()["subscribe/index.md"]))
    links = [urljoin("/subscribe/", str(href)) for href in page.xpath("//a/@href")]
    for feed in list_feeds(edition):
        assert links.count(f"/{feed.atom}") == links.count(f"/{feed.json}") == 1
    assert len(page.xpath("//bs-feed-choice//li")) == len(read_shipped().topics)


def test_opml_is_offered_where_there_is_one() -> None:
    """It needs the site's address, so without one there is no link to it."""
    opml = "../feeds/topics.opml"
    for address, offered in (("https://x.example/", [opml]), ("", [])):
        page = parse(convert(render_pages(address=address)["subscribe/index.md"]))
        assert page.xpath(f"//a[@href='{opml}']/@href") == offered


@pytest.mark.parametrize("path", ["index.md", "subscribe/index.md"])
def test_a_newsletter_has_its_form(path: str) -> None:
    """On the front page and the page of feeds, where there is a service to post it to, and nowhere else."""
    (form,) = parse(convert(render_pages(subscribe_url=FORM)[path])).xpath("//form")
    assert (form.get("action"), form.get("method")) == (FORM, "post")
    (field,) = form.xpath(".//input")
    assert (field.get("type"), field.get("name"), field.get("required")) == ("email", "email", "")
    assert form.xpath(f".//label[@for='{field.get('id')}']")
    assert not parse(convert(render_pages()[path])).xpath("//form")


def test_the_front_page_leads_to_the_feeds() -> None:
    """With a newsletter or without one."""
    for fields in ({}, {"subscribe_url": FORM}):
        links = parse(convert(render_pages(**fields)["index.md"])).xpath("//a/@href")
        assert {"feeds/papers.xml", "feeds/digests.xml", "feeds/pinned.xml", "subscribe/index.md"} <= set(links)


def test_a_newsletters_address_is_https(tmp_path: Path) -> None:
    """A form that would send addresses in the clear is refused before anything is built."""
    folder = digests.make(tmp_path / "digest")
    url = "http://news.example.org/x"
    config = (
        (folder / "mkdocs.yml").read_text().replace("- broadsheet:", f'- broadsheet:\n      subscribe_url: "{url}"')
    )
    (folder / "mkdocs.yml").write_text(config)
    run = digests.run(folder, digests.command("build"))
    assert run.returncode == 1
    assert "`subscribe_url` is no https address" in run.stderr
    assert "Traceback" not in run.stderr


# What programs find


def find_feeds(site: Path, page: str) -> list[str]:
    """Return the feeds that the head of a page leads to, by name: in Atom, and in JSON too unless it is a paper's."""
    tree = html.parse(site / page / "index.html").getroot()
    links = tree.xpath("//head/link[@rel='alternate' and contains(@type, 'atom')]/@href")
    jsons = tree.xpath("//head/link[@rel='alternate' and contains(@type, 'feed+json')]/@href")
    paths = [urljoin(f"/{page}", str(link)).removeprefix("/") for link in links]
    also = [] if page.startswith("papers/a") else [f"/{path.removesuffix('xml')}json" for path in paths]
    assert [urljoin(f"/{page}", str(link)) for link in jsons] == also
    assert [path for path in paths if not (site / path).is_file()] == []
    return [path.removeprefix("feeds/").removesuffix(".xml") for path in paths]


@pytest.mark.parametrize(
    ("page", "feeds"),
    [
        ("", ["papers", "digests", "pinned"]),
        ("papers/", ["papers"]),
        ("papers/alignment-faking-in-large-language-models/", ["papers"]),
        ("dates/", ["digests", "papers"]),
        ("dates/2025/11/", ["digests", "papers"]),
        ("dates/2025/11/06/", ["digests", "papers"]),
        ("topics/alignment/", ["topic-alignment", "papers"]),
        ("about/", ["papers"]),
    ],
)
def test_a_page_leads_programs_to_its_feeds(sample_site: Path, page: str, feeds: list[str]) -> None:
    """Its own feed comes first; each is there."""
    assert find_feeds(sample_site, page) == feeds


def test_the_built_feeds_have_what_the_pages_have(built_site: Path) -> None:
    """A parser finds in each topic's feed as many papers as its page says, and no fault in any feed."""
    for file in sorted((built_site / "feeds").glob("*.xml")):
        assert not feedparser.parse(file).bozo, file
    for topic in read_shipped().topics:
        page = html.parse(built_site / "topics" / topic / "index.html").getroot()
        (said,) = page.xpath("//div[@class='bs-dateline']//text()[contains(., 'paper')]")
        entries = feedparser.parse(built_site / "feeds" / f"topic-{topic}.xml").entries
        assert said.split("·")[-1].split()[0] == str(len(entries))


# What a reader does


@pytest.fixture(scope="module")
def newsletter_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with a newsletter service."""
    folder = digests.make(tmp_path_factory.mktemp("newsletter") / "digest")
    config = (folder / "mkdocs.yml").read_text()
    option = "- broadsheet:\n      subscribe_url: https://news.example.org/list"
    (folder / "mkdocs.yml").write_text(config.replace("- broadsheet:", option))
    run = digests.run(folder, digests.command("build", "--strict"))
    assert run.returncode == 0, run.stderr
    return folder / "site"


def test_a_reader_takes_a_choice_of_topics_as_opml(visit: Visits, sample_address: str, tmp_path: Path) -> None:
    """What is ticked stands in the address and in the file, with addresses that a reader's program can use."""
    page = visit().page
    page.goto(f"{sample_address}subscribe/")
    take = page.get_by_role("button", name="as OPML")
    expect(take).to_be_disabled()
    page.get_by_role("checkbox", name="Agents & tool use").check()
    page.get_by_text("Reasoning", exact=True).click()
    expect(page).to_have_url(f"{sample_address}subscribe/?feeds=topic-reasoning,topic-agents")
    page.reload()
    expect(take).to_have_text("Take 2 topics as OPML")
    with page.expect_download() as download:
        take.click()
    download.value.save_as(tmp_path / "topics.opml")
    assert download.value.suggested_filename == "topics.opml"
    outlines = etree.parse(tmp_path / "topics.opml").findall("body/outline")
    assert [(outline.get("text"), outline.get("xmlUrl")) for outline in outlines] == [
        ("Reasoning", f"{sample_address}feeds/topic-reasoning.xml"),
        ("Agents & tool use", f"{sample_address}feeds/topic-agents.xml"),
    ]


@pytest.mark.parametrize("page", ["", "subscribe/"])
def test_a_reader_leaves_an_address_with_the_newsletter(visit: Visits, newsletter_site: Path, page: str) -> None:
    """The form reaches the service, which may send the reader on; the site's own policy is not in the way."""
    reader = visit()
    posted: list[str | None] = []

    def answer(route: Route) -> None:
        posted.append(route.request.post_data)
        route.fulfill(status=303, headers={"location": "https://thanks.example.org/"})

    reader.context.route("https://news.example.org/**", answer)
    reader.context.route("https://thanks.example.org/**", lambda route: route.fulfill(body="Thanks"))
    with sites.serve(newsletter_site) as address:
        reader.page.goto(f"{address}{page}")
        reader.page.get_by_label("Your address").fill("ada@example.org")
        reader.page.get_by_role("button", name="Subscribe").click()
        reader.page.wait_for_url("https://thanks.example.org/")
    assert posted == ["email=ada%40example.org"]


def test_all_topics_are_ticked_and_unticked_at_once(visit: Visits, sample_address: str) -> None:
    """One button for all or none."""
    page = visit().page
    page.goto(f"{sample_address}subscribe/")
    page.get_by_role("button", name="Tick all").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(len(read_shipped().topics))
    page.get_by_role("button", name="Tick none").click()
    expect(page).to_have_url(f"{sample_address}subscribe/")


def test_without_javascript_no_control_is_shown(visit: Visits, sample_address: str) -> None:
    """The lists are complete, and nothing stands there that does nothing."""
    page = visit(javascript=False).page
    page.goto(f"{sample_address}subscribe/")
    expect(page.locator("bs-feed-choice a[href$='.xml']")).to_have_count(len(read_shipped().topics))
    expect(page.locator("bs-feed-choice").get_by_role("button")).to_have_count(0)


def test_programs_find_the_feeds_in_a_loaded_page(visit: Visits, sample_address: str) -> None:
    """What the theme is kept from while the page loads is there when it has loaded."""
    reader = visit()
    reader.page.goto(sample_address, wait_until="load")
    expect(reader.page.locator("link[rel='alternate'][type*='atom']")).to_have_count(3)
    assert not [url for url in reader.requests if url.endswith("sitemap.xml")]
