"""Faults seeded into the reference project's database, one at a time: each is found where it is, and nothing else."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from seeded_project import LIVE, Fault, clean, faults, judged, ups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postgres_server import Server

FAULTS = faults()
STATIC = [fault for fault in FAULTS if fault.mode == "static"]
LIVE_ONES = [fault for fault in FAULTS if fault.mode == "live"]
TRIED = [fault for fault in FAULTS if fault.mode == "try"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return clean(tmp_path / "project")


@pytest.fixture(scope="module")
def prepared(server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database that all clean migrations were applied to, to be copied."""
    name = server.create("seeded_clean")
    server.apply(name, *ups(clean(tmp_path_factory.mktemp("clean") / "project")))
    return name


@pytest.fixture
def copy(server: Server, prepared: str) -> Iterator[str]:
    """A database as ``prepared`` is."""
    name = server.create(template=prepared)
    yield name
    server.drop(name)


def connected(project: Path, server: Server, database: str, env: str = "") -> tuple[str, ...]:
    """Write the environment that names a database, and return the options that ask it."""
    (project / LIVE).write_text(f"DATABASE_URL={server.dsn(database)}\n{env}")
    return "--live", f"dotenv:{LIVE}"


def require(fault: Fault, project: Path, *words: str) -> None:
    """Refuse that a fault is not found, is found elsewhere, or that anything beside it is."""
    found, _ = judged(project, *words)
    assert Counter((one.code, one.path, one.line, one.rule) for one in found) == Counter(fault.expected(project)), (
        "\n".join(map(str, found)) or "nothing found"
    )
    for told in fault.finds:
        assert any(told.get("says", "") in one.message for one in found if one.code == told["code"]), found


def test_there_are_enough() -> None:
    assert len(FAULTS) >= 60
    assert not [what for what, times in Counter(map(str, FAULTS)).items() if times > 1]


def test_the_clean_project_gives_nothing(project: Path) -> None:
    found, report = judged(project)
    assert found == []
    assert report["looked_at"]["not_covered"] == []
    assert report["looked_at"]["rules"] >= 30


@pytest.mark.parametrize("fault", STATIC, ids=str)
def test_a_fault_in_the_files_is_found_and_nothing_else(fault: Fault, project: Path) -> None:
    fault.seed(project)
    require(fault, project)


def test_the_clean_project_gives_nothing_live(project: Path, server: Server, prepared: str) -> None:
    found, report = judged(project, *connected(project, server, prepared))
    assert found == []
    assert report["looked_at"]["not_covered"] == []


def test_the_clean_project_gives_nothing_when_it_is_tried(project: Path, server: Server, prepared: str) -> None:
    found, report = judged(project, *connected(project, server, prepared), "--try")
    assert found == []
    assert report["looked_at"]["not_covered"] == []


@pytest.mark.parametrize("fault", LIVE_ONES, ids=str)
def test_a_fault_on_the_server_is_found_and_nothing_else(
    fault: Fault, project: Path, server: Server, copy: str
) -> None:
    fault.seed(project)
    server.ask(copy, fault.sql)
    require(fault, project, *connected(project, server, copy, fault.env))


@pytest.mark.parametrize("fault", TRIED, ids=str)
def test_a_fault_that_only_a_server_sees_is_found_and_nothing_else(
    fault: Fault, project: Path, server: Server, prepared: str
) -> None:
    fault.seed(project)
    require(fault, project, *connected(project, server, prepared), "--try")
