from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from envlint.formats.git_index import tracks

if TYPE_CHECKING:
    from pathlib import Path

# The two kinds of digest differ by twelve bytes: read with the wrong one, "services/api.env" would tell of an ".env".
NAMES = [
    "services/api.env",
    "services/api.env.x",
    "root.env",
    ".env.production",
    "a/.env",
    "a/b/.env",
    "longer/path/to/a/file/called.env",
    "é.env",
    "z",
]


@pytest.mark.skipif(shutil.which("git") is None, reason="compares with git's own files")
@pytest.mark.parametrize("version", [2, 3, 4])
@pytest.mark.parametrize("digest", ["sha1", "sha256"])
def test_an_index_that_git_wrote(tmp_path: Path, version: int, digest: str) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, capture_output=True)

    git("init", "-q", f"--object-format={digest}")
    for name in NAMES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("A=1\n")
    git("add", "--all")
    if version == 3:
        # An entry with extended flags is what makes an index version 3.
        (tmp_path / "planned").write_text("")
        git("add", "--intent-to-add", "planned")
    else:
        git("update-index", "--index-version", str(version))
    index = (tmp_path / ".git" / "index").read_bytes()
    assert index[7] == version
    assert [name for name in NAMES if not tracks(index, name.encode())] == []
    for other in (".env", "env", "b/.env", ".env.prod", "a", "a/", "called.env", "nv"):
        assert not tracks(index, other.encode())


@given(st.binary(max_size=300), st.sampled_from([2, 3, 4, 5]), st.integers(0, 2**32 - 1))
def test_any_bytes_have_an_answer(rest: bytes, version: int, count: int) -> None:
    index = b"DIRC" + version.to_bytes(4, "big") + count.to_bytes(4, "big") + rest
    assert tracks(index, b".env") in (True, False)
    assert tracks(rest, b".env") is False
