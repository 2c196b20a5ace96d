"""What one build keeps for the next."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import memory
from generator.memory import Memory, key

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(values=st.dictionaries(st.text(), VALUES))
def test_what_is_kept_is_recalled(tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]) -> None:
    """Recall after keep is the identity, for any plain values."""
    memory = Memory(folder=tmp_path_factory.mktemp("memory"))
    memory.keep("stage", values)
    assert memory.recall("stage") == values


def test_without_a_folder_nothing_is_remembered() -> None:
    """A command that has no site needs no cache."""
    Memory().keep("stage", {"a": 1})
    assert Memory().recall("stage") == {}


def test_stages_are_kept_apart(tmp_path: Path) -> None:
    """One stage's values are not another's."""
    kept = Memory(folder=tmp_path)
    kept.keep("one", {"a": 1})
    assert kept.recall("other") == {}


@given(data=st.data())
def test_a_damaged_memory_is_none(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """Cut off anywhere, or with any byte changed, a file is taken for nothing rather than for something else."""
    folder = tmp_path_factory.mktemp("memory")
    kept = Memory(folder=folder)
    kept.keep("stage", {"a": ["text", 1, None]})
    path = folder / "stage.json"
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        del content[at:]
    else:
        content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    assert kept.recall("stage") == {}


def test_another_version_remembers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What other code worked out is not used."""
    kept = Memory(folder=tmp_path)
    kept.keep("stage", {"a": 1})
    monkeypatch.setattr(memory, "_version", lambda: b"v" * 32)
    assert kept.recall("stage") == {}


def test_a_full_disk_costs_the_memory_alone(tmp_path: Path) -> None:
    """Where the folder can't be made, the build goes on."""
    (tmp_path / "file").touch()
    Memory(folder=tmp_path / "file" / "memory").keep("stage", {"a": 1})


@given(one=st.lists(st.none() | st.text() | st.binary()), other=st.lists(st.none() | st.text() | st.binary()))
def test_keys_are_equal_only_where_all_parts_are(
    one: list[str | bytes | None], other: list[str | bytes | None]
) -> None:
    """Where one part ends and the next begins counts; a text is its UTF-8."""
    plain = [
        [part.encode(errors="surrogatepass") if isinstance(part, str) else part for part in parts]
        for parts in (one, other)
    ]
    assert (key(*one) == key(*other)) == (plain[0] == plain[1])
