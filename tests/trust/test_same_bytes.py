"""The same input gives the same bytes: whatever the hash seed, the order of a folder, the working directory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from harness import Project

from envlint.reporters import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = [f"NAME_{number}" for number in range(12)]
FILES = {
    **{
        f"rules/{name.lower()}.toml": f"[{name}]\ntype = 'int'\ndiffers_from = ['NAME_0', 'NAME_1']\n"
        for name in NAMES[2:]
    },
    "rules/deeper/first.toml": "[NAME_0]\nvalues = ['a', 'b']\n[NAME_1]\nrequires = ['NAME_0=a', 'NAME_3>5']\n",
    "rules/groups.toml": "[[rule]]\nid = 'g'\none_of = ['NAME_0', 'NAME_1', 'NAME_2']\n",
    ".env.production": "".join(f"{name}=x\n" for name in reversed(NAMES)) + "WHAT=1\nwhat=2\nbroken\nNAME_1=y\n",
    "more.env": "NAME_0=z\nOTHER=${NOPE}\nLOOP=${LOOP}\n",
    "envlint.toml": "rules = ['rules']\n",
}
WORDS = ("check", "--env=production")
SOURCES = (".env.production", "more.env")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, FILES)


@pytest.mark.parametrize("form", FORMATS)
def test_hash_seeds(form: str, project: Project) -> None:
    seen = {
        project.start(*WORDS, *SOURCES, f"--format={form}", environ={"PYTHONHASHSEED": seed})
        for seed in ("0", "1", "77")
    }
    assert len(seen) == 1
    assert seen.pop().code == 1


@pytest.mark.parametrize(
    "words", [("status",), ("resolve",), ("explain", "NAME_1"), ("rules",), ("schema", "--names")], ids=" ".join
)
def test_hash_seeds_of_other_commands(words: tuple[str, ...], project: Project) -> None:
    tier = () if words[0] == "schema" else ("--env=production",)
    assert len({project.start(*words, *tier, environ={"PYTHONHASHSEED": seed}) for seed in ("0", "1", "77")}) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_order_of_folders(form: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = (*WORDS, *SOURCES, f"--format={form}")
    said = project.call(*words)
    scandir, listdir = os.scandir, os.listdir
    monkeypatch.setattr("os.scandir", lambda *where: _Backwards(scandir(*where)))
    monkeypatch.setattr("os.listdir", lambda *where: sorted(listdir(*where), reverse=True))
    assert project.call(*words, environ={"XDG_CACHE_HOME": str(tmp_path / "other")}) == said


class _Backwards:
    def __init__(self, entries: os.ScandirIterator[str]) -> None:
        with entries:
            self._entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

    def __enter__(self) -> Iterator[os.DirEntry[str]]:
        return iter(self._entries)

    def __exit__(self, *_raised: object) -> None:
        return None

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return iter(self._entries)


@pytest.mark.parametrize("form", FORMATS)
def test_working_directory_and_time(form: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(
        {"envlint.toml": "rules = ['rules']\n[tiers]\nproduction = { files = ['.env.production', 'more.env'] }\n"}
    )
    words = ("check", "--env=production", f"--format={form}")
    cold, warm = project.call(*words), project.call(*words)
    monkeypatch.setattr(project, "folder", project.temporary)
    elsewhere = project.call(*words, "--config=../project/envlint.toml", environ={"TZ": "Asia/Tokyo", "LANG": "de_CH"})
    assert cold == warm == elsewhere
    assert cold.code == 1


def test_order_of_rule_files_does_not_matter(project: Project, tmp_path: Path) -> None:
    joined = "".join(
        FILES[name] for name in sorted(FILES, reverse=True) if name.startswith("rules/") and name != "rules/groups.toml"
    )
    other = Project(
        tmp_path / "joined",
        {
            **{name: text for name, text in FILES.items() if not name.startswith("rules/")},
            "rules/all.toml": joined,
            "rules/groups.toml": FILES["rules/groups.toml"],
        },
    )
    ours, theirs = (each.call(*WORDS, *SOURCES, "--format=gitlab") for each in (project, other))
    assert ours == theirs
