"""An abstract as HTML, for feeds and books.

Where it stands: before `edition`.
"""

from generator.model import Paper


def render_abstract(paper: Paper) -> str:
    """Return a paper's abstract as HTML in paragraphs; empty where there is none."""
    html = paper.abstract.html()
    return html if html.startswith("<p>") or not html else f"<p>{html}</p>"
