import pytest

from generator.arxiv import find_arxiv_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2506.08010", "2506.08010"),
        (" arXiv:2506.08010v2 ", "2506.08010"),
        ("https://arxiv.org/abs/2506.08010v12", "2506.08010"),
        ("https://arxiv.org/pdf/1412.6980.pdf", "1412.6980"),
        ("cs/0112017", "cs/0112017"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("2506.0801", None),  # four digits after 2014
        ("1412.69801", None),  # five digits before 2015
        ("2513.08010", None),  # no 13th month
        ("2506.08010v0", None),
        ("http://arxiv.org/abs/2506.08010v1", "2506.08010"),
        ("10.48550/arXiv.2506.08010", "2506.08010"),
        ("https://doi.org/10.48550/arxiv.2506.08010", "2506.08010"),
        ("https://example.org/abs/2506.08010", None),
        ("some-slug", None),
        ("٢٥٠٦.٠٨٠١٠", None),
        ("", None),
    ],
)
def test_arxiv_ids(text: str, expected: str | None) -> None:
    """An arXiv id is known in the forms people paste, without its version, and by its number of digits."""
    assert find_arxiv_id(text) == expected
