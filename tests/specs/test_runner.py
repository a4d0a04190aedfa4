"""The runner of the pages: what it takes from Markdown, and what it writes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spec_runner
from spec_runner import cases, decoded, perform, rewrite

if TYPE_CHECKING:
    from pathlib import Path

    from postgres_server import Server

PAGE = """\
# Title

```toml rules/a.toml
[PORT]
type = "port"
```

## One

```dotenv .env.production escapes
PORT=80\\u00a0\\
```

```console
$ envlint check --env production
old
```

### Inside one

```dotenv .env.production
PORT=8080
```

```console
$ envlint check --env production
```

## Two

```console
$ envlint schema
```
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(spec_runner, "ROOT", tmp_path)
    path = tmp_path / "page.md"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_escapes_are_bytes_and_characters() -> None:
    assert decoded("a\\r\\n\\t\\0\\\\\\xff\\u200b\n") == b"a\r\n\t\0\\\xff\xe2\x80\x8b\n"
    assert decoded("no newline\\\n") == b"no newline"


def test_files_hold_in_their_section_and_below(page: Path) -> None:
    first, second, third = cases(page)
    assert first.files[".env.production"].content == b"PORT=80\xc2\xa0"
    assert second.files[".env.production"].content == b"PORT=8080\n"
    assert {"rules/a.toml"} == third.files.keys() < second.files.keys()
    assert [case.headings[-1] for case in (first, second, third)] == ["One", "Inside one", "Two"]


def test_a_transcript_is_rewritten_in_its_place(page: Path, tmp_path: Path) -> None:
    _, second, _ = cases(page)
    rewrite(second, perform(second, tmp_path / "run"))
    rewrite(cases(page)[0], "$ envlint check --env production\nnew\nlonger\n")
    first, second, _ = cases(page)
    assert first.transcript.endswith("new\nlonger\n")
    assert second.transcript.splitlines()[1:] == [
        "clean: dotenv:.env.production (1 variable) against 1 rule for production",
        "[exit 0]",
    ]
    assert page.read_text(encoding="utf-8").endswith(PAGE[PAGE.index("## Two") :])


def test_output_that_would_close_its_fence_is_refused(page: Path) -> None:
    with pytest.raises(ValueError, match="its own fence"):
        rewrite(cases(page)[0], "$ envlint explain ENV101\n```\n")


WITH_A_DATABASE = """\
# Title

```sql migrations/1_a.sql
CREATE TABLE a (b int);
```

```sql database.sql
CREATE TABLE a (b int, c int);
```

```dotenv .env
DATABASE_URL=postgresql:///shop?host=/run/postgresql
```

```console
$ envlint migrations --live .env --select ENV507
```
"""


def test_a_page_may_have_a_database(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spec_runner, "ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(WITH_A_DATABASE, encoding="utf-8")
    (case,) = cases(page)
    assert case.needs_a_server
    for number in range(2):  # each run has a database of its own
        transcript = perform(case, tmp_path / str(number), server=server)
        assert "column a.c is on the server" in transcript
        assert server.folder not in transcript
        assert not (tmp_path / str(number) / "project/database.sql").exists()
