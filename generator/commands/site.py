"""Commands that show, check and begin a site: serve, links, new.

Where it stands: after `options` and `site.engine`.
"""

import sys
from pathlib import Path

import click

from generator.commands.options import CONFIG, DUMPS, clearly, shortest
from generator.environment import put_dumps
from generator.findings import count
from generator.scaffold import scaffold
from generator.site import engine
from generator.site.links import walk


@click.command()
@CONFIG
@DUMPS
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve.  [default: mkdocs.yml's dev_addr]")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the site in a browser.")
@clearly
def serve(config_file: Path, dumps: Path | None, address: str | None, *, open_browser: bool) -> None:
    """Serve the site and rebuild it on changes.

    What counts is a change of dumps, curation, topics, templates or hand-written pages.

    \b
    Examples:
      broadsheet serve
      broadsheet serve --address 127.0.0.1:9000 --open
    """
    with put_dumps(dumps):
        engine.load(config_file)
        engine.serve(config_file, address, open_browser=open_browser)


@click.command()
@CONFIG
@click.argument("folder", metavar="[SITE]", required=False, type=click.Path(path_type=Path))
@clearly
def links(config_file: Path, folder: Path | None) -> None:
    """Follow every link of the built site.

    Those that lead nowhere within it are listed, by page; those to other sites are not followed. Without SITE, the
    folder that mkdocs.yml builds into. Exits with 1 where there are any.

    \b
    Examples:
      broadsheet links
      broadsheet links site/
    """
    config = engine.load(config_file)
    site = folder or Path(config.site_dir)
    walked = walk(site, f"{config.site_url.rstrip('/')}/" if config.site_url else "")
    for broken in walked.broken:
        click.echo(f"{shortest(site / broken.page)}: {broken.target} leads nowhere")
    click.echo(f"{count(walked.pages, 'page')}, {count(walked.links, 'link')}: {len(walked.broken)} broken")
    if walked.broken:
        sys.exit(1)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", help="The digest's name.  [default: made of DIR]")
@clearly
def new(folder: Path, name: str | None) -> None:
    """Make a fresh digest repository.

    It holds mkdocs.yml, curation.yml, a folder for dumps and a workflow that publishes the site; it is ready to push.

    \b
    Examples:
      broadsheet new my-digest
      broadsheet new my-digest --name "The Robotics Reader"
    """
    for path in scaffold(folder, name or folder.resolve().name.replace("-", " ").title()):
        click.echo(path)
    click.echo(f"Next: cd {folder}, broadsheet add CAPTURE, broadsheet build. README.md there says the rest.")
