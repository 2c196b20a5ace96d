"""The search index: files that a browser fetches a few of for each query.

Where it stands: among `outputs`. `theme/assets/search-*.mjs` reads what is written here.
"""

from generator.outputs.search.index import make_search

__all__ = ["make_search"]
