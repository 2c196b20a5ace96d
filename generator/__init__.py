"""Broadsheet: a static-site generator for a curated research digest.

The flow, one way (each stage imports only from those before it; tests/test_layers.py holds it to that):

    dumps/ -> sources -> library (dating, curation) -> topics -> pages, outputs -> site
"""

__version__ = "0.1.0"
