"""Names that nobody was seen to read: where they stand in quotes, they are not called unused."""

import pytest
from projects import found, go, make


@pytest.fixture
def project(tmp_path, monkeypatch):
    make(tmp_path, {"main.go": go("PORT"), ".env.example": "PORT=1\nDEAD_ONE=1\n"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_name_that_stands_nowhere_is_unused(project, capsys):
    assert found(capsys) == [("ENV404", "DEAD_ONE", ".env.example", 2)]


@pytest.mark.parametrize(
    "files",
    [
        {"child.go": 'package main\n\nvar passed = []string{"DEAD_ONE"}\n'},
        {"child.py": "child_env['DEAD_ONE'] = value\n"},
        {"child.js": "spawn(`DEAD_ONE`)\n"},
    ],
)
def test_a_name_in_quotes_may_be_handed_to_somebody(project, capsys, files):
    make(project, files)
    assert found(capsys) == []


@pytest.mark.parametrize(
    "files",
    [
        {"a.go": "package main\n\n// DEAD_ONE was read once\n"},
        {"a_test.go": 'package main\n\nvar passed = "DEAD_ONE"\n'},
        {"a.py": 'print("DEAD_ONE_MORE")\n'},
        {"a.py": 'import os\n\nos.environ["DEAD_ONE"] = "1"\n'},
    ],
)
def test_other_places_say_nothing(project, capsys, files):
    make(project, files)
    assert [code for code, *_ in found(capsys)] == ["ENV404"]
