"""From pages to the published site: writing them under docs/, the MkDocs plugin, replacing the site in one step."""
