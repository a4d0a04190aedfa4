from __future__ import annotations

import marshal
import os
import sys
from typing import TYPE_CHECKING

import pytest

from envlint.rules import cache

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="owners and modes are POSIX")
KEY = cache.key([b"test"])
PLAIN = {"production": b"\x00packed", "n": [1, None, "x"]}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("HOME", str(tmp_path))
    if sys.platform == "darwin":
        return tmp_path / "Library" / "Caches" / "envlint"
    return tmp_path / "cache" / "envlint"


def test_gives_back_what_was_stored() -> None:
    assert cache.fetch(KEY) is None
    cache.store(KEY, PLAIN)
    assert cache.fetch(KEY) == PLAIN
    cache.store(KEY, {"newer": 1})
    assert cache.fetch(KEY) == {"newer": 1}


def test_keys_tell_parts_apart_that_join_to_the_same_text() -> None:
    keys = {cache.key(parts) for parts in ([b"ab", b"c"], [b"a", b"bc"], [b"abc"], [b"abc", b""], [])}
    assert len(keys) == 5
    assert cache.key([b"ab"]) == cache.key(iter([b"ab"]))


def test_keys_change_with_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.key([b"a"])
    monkeypatch.setattr(cache, "FORMAT", cache.FORMAT + 1)
    between = cache.key([b"a"])
    monkeypatch.setattr(cache, "__version__", "999")
    assert len({before, between, cache.key([b"a"])}) == 3


def test_only_the_user_can_read_it(home: Path) -> None:
    cache.store(KEY, PLAIN)
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / KEY).stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.iterdir()] == [KEY]


def damaged(data: bytes) -> list[bytes]:
    flipped = bytearray(data)
    flipped[-1] ^= 1
    return [
        b"",
        data[:10],
        data[:-1],
        data + b"\0",
        bytes(flipped),
        b"x" + data[1:],
        marshal.dumps(PLAIN),
        data[cache.HEADER :],
    ]


@pytest.mark.parametrize("index", range(8))
def test_damaged_files_are_as_good_as_not_there(home: Path, index: int) -> None:
    cache.store(KEY, PLAIN)
    path = home / KEY
    path.write_bytes(damaged(path.read_bytes())[index])
    assert cache.fetch(KEY) is None
    cache.store(KEY, PLAIN)
    assert cache.fetch(KEY) == PLAIN


def test_a_payload_with_its_checksum_that_is_no_marshal_is_ignored(home: Path) -> None:
    cache.store(KEY, PLAIN)
    payload = b"\xff\xff\xff"
    (home / KEY).write_bytes(cache._header(payload) + payload)
    assert cache.fetch(KEY) is None


def test_files_that_others_may_write_are_ignored(home: Path) -> None:
    cache.store(KEY, PLAIN)
    (home / KEY).chmod(0o620)
    assert cache.fetch(KEY) is None
    (home / KEY).chmod(0o602)
    assert cache.fetch(KEY) is None
    (home / KEY).chmod(0o644)
    assert cache.fetch(KEY) == PLAIN


def test_a_folder_that_others_may_write_is_ignored(home: Path) -> None:
    cache.store(KEY, PLAIN)
    home.chmod(0o777)
    assert cache.fetch(KEY) is None
    cache.store(cache.key([b"other"]), PLAIN)
    assert len(list(home.iterdir())) == 1


def test_what_belongs_to_somebody_else_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.store(KEY, PLAIN)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert cache.fetch(KEY) is None


def test_links_are_not_followed(home: Path, tmp_path: Path) -> None:
    cache.store(KEY, PLAIN)
    elsewhere = tmp_path / "elsewhere"
    (home / KEY).rename(elsewhere)
    (home / KEY).symlink_to(elsewhere)
    assert cache.fetch(KEY) is None
    cache.store(KEY, {"new": 1})
    assert not (home / KEY).is_symlink()
    assert elsewhere.read_bytes().startswith(cache.MAGIC)


def test_a_linked_folder_is_not_followed(home: Path, tmp_path: Path) -> None:
    cache.store(KEY, PLAIN)
    home.rename(tmp_path / "moved")
    home.symlink_to(tmp_path / "moved")
    assert cache.fetch(KEY) is None


def test_what_is_no_file_is_ignored_without_waiting(home: Path) -> None:
    home.mkdir(parents=True)
    os.mkfifo(home / KEY)
    assert cache.fetch(KEY) is None
    (home / cache.key([b"folder"])).mkdir()
    assert cache.fetch(cache.key([b"folder"])) is None


def test_oversized_files_are_ignored(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.store(KEY, PLAIN)
    monkeypatch.setattr(cache, "LARGEST", 40)
    assert cache.fetch(KEY) is None
    cache.store(cache.key([b"big"]), "x" * 100)
    assert [path.name for path in home.iterdir()] == [KEY]


@pytest.mark.parametrize("value", ["", "relative/cache"])
def test_without_a_home_nothing_is_kept_and_nothing_fails(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", value)
    monkeypatch.delenv("HOME")
    cache.store(KEY, PLAIN)
    assert cache.fetch(KEY) is None


def test_a_home_that_cannot_be_written_to_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setenv("HOME", str(tmp_path / "file"))
    cache.store(KEY, PLAIN)
    assert cache.fetch(KEY) is None


def test_old_files_are_forgotten(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "KEPT", 3)
    for number in range(6):
        key = cache.key([str(number).encode()])
        cache.store(key, number)
        os.utime(home / key, (number, number))
    assert cache.fetch(cache.key([b"5"])) == 5
    assert cache.fetch(cache.key([b"0"])) is None
    assert len(list(home.iterdir())) == 3
