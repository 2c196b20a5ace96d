"""What `mkdocs.yml` says of the site, as a value.

Where it stands: after `pages`; the plugin and the command `mail` take it from here.
"""

from mkdocs.config.defaults import MkDocsConfig

from generator.pages import Site
from generator.settings import Options


def describe(config: MkDocsConfig, options: Options) -> Site:
    """Return the site's name, description and address."""
    return Site(
        name=config.site_name,
        description=config.site_description or "",
        address=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
        subscribe_url=options.subscribe_url or "",
    )
