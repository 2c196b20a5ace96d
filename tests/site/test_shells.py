"""A page rendered once, with slots for what differs."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.shells import Slot, cut, squeeze

VALUES: Mapping[Slot, str] = {
    Slot.TITLE: "A & <B>",
    Slot.DESCRIPTION: "It's",
    Slot.HEAD: "<meta>",
    Slot.ANCHOR: "a-b",
    Slot.CONTENT: "<h1>A</h1>",
    Slot.STEP: "2025/11/05",
}


@given(st.lists(st.one_of(st.sampled_from(sorted(Slot)), st.text())))
def test_a_filled_shell_is_the_page(parts: list[str]) -> None:
    """What was rendered with slots and then filled is what would have been rendered with the values."""
    # two steps side by side are one path's
    parts = [each for part in parts for each in (part, ";")]
    rendered = "".join(parts)
    wished = "".join(VALUES.get(part, part) for part in parts)  # type: ignore[call-overload]  # a slot is its text
    assert cut(rendered).fill(VALUES) == wished


@pytest.mark.parametrize(
    ("rendered", "page"),
    [
        ("<title>QZ&TITLE&ZQ</title>", "<title>A & <B></title>"),
        ("<title>QZ&amp;TITLE&amp;ZQ</title>", "<title>A &amp; &lt;B&gt;</title>"),
        ('content="QZ&amp;DESCRIPTION&amp;ZQ"', 'content="It&#39;s"'),
        ("dates/QZxSTEPxZQ/QZxSTEPxZQ/QZxSTEPxZQ.md", "dates/2025/11/05.md"),
    ],
)
def test_a_value_is_written_as_the_theme_writes_it(rendered: str, page: str) -> None:
    """Where the theme escapes a text it is escaped, where it does not it is not; a path is filled as a whole."""
    assert cut(rendered).fill(VALUES) == page


def test_squeezing_keeps_what_is_read() -> None:
    """Indents and empty lines go; a break between words stays one, and code, scripts and fields are as they were."""
    page = "\n\n<a>  \n   one\n   two </a> three\n<pre>\n\n  x\n</pre>\n\n<script>\n  y\n</script>\n"
    assert squeeze(page) == "\n<a>\none\ntwo </a> three\n<pre>\n\n  x\n</pre>\n<script>\n  y\n</script>\n"
