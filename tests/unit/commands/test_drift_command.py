"""``drift`` as a whole: whose settings, which paths, which formats, and that a fault is never a pass."""

import html
import json
import os
import xml.etree.ElementTree as ET

import pytest
from projects import found, go, make, report, run

from envlint.inventories import docs
from envlint.reporters import FORMATS

SECRET = "q7Zr0vXc2LmP9"
FILES = {"main.go": go("PORT", "TOKEN_B"), ".env.example": f"PORT=1\nSMTP_PASSWORD={SECRET}\n"}


@pytest.fixture
def project(tmp_path, monkeypatch):
    make(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_paths_are_those_of_the_project_wherever_envlint_runs(project, tmp_path_factory, monkeypatch, capsys):
    here = found(capsys)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    make(elsewhere, {"envlint.toml": "no_such_key = 1\n"})
    monkeypatch.chdir(elsewhere)
    assert found(capsys, str(project)) == here
    assert ("ENV402", "TOKEN_B", "main.go", 7) in here


def test_the_settings_are_those_of_the_path(project, monkeypatch, capsys):
    make(project, {"a/envlint.toml": 'ignore = ["ENV402"]\n', "a/main.go": go("A_ONE"), "a/.env.example": "X_Y=\n"})
    assert [code for code, *_ in found(capsys, "a")] == ["ENV404"]


def test_the_report_is_the_same_bytes_every_time(project, capsys):
    assert run(capsys, "drift") == run(capsys, "drift")


def test_the_worst_comes_first(project, capsys):
    make(project, {"AAA.md": "", ".env.example": "OLD_ONE=1\nPORT=1\n"})
    assert [code for code, *_ in found(capsys)] == ["ENV402", "ENV404"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_takes_a_report_of_drift_and_shows_no_secret(form, project, capsys):
    code, out, err = run(capsys, "drift", "--format", form)
    assert (code, err) == (1, "")
    assert "TOKEN_B" in html.unescape(out).replace("\\", "")
    assert SECRET not in out
    if form in ("json", "sarif", "gitlab"):
        json.loads(out)
    if form == "junit":
        ET.fromstring(out)


def test_several_formats_at_once(project, capsys):
    code, out, _ = run(capsys, "drift", "--format", "text", "--format", "json:report.json")
    assert code == 1
    assert out.startswith("1 error")
    assert json.loads((project / "report.json").read_text())["command"] == "drift"


def test_the_variables_are_in_the_json_without_secrets(project, capsys):
    _, document = report(capsys, "drift")
    variables = {each["name"]: each["in"] for each in document["variables"]}
    assert variables["PORT"]["template"] == [{"path": ".env.example", "line": 1, "default": "1"}]
    assert variables["SMTP_PASSWORD"]["template"] == [{"path": ".env.example", "line": 2}]
    assert {tuple(kinds) for kinds in variables.values()} == {("rules", "template", "docs", "code", "sql", "manifests")}


def test_a_reader_that_breaks_is_no_pass_and_silences_nothing(project, monkeypatch, capsys):
    def broken(*_):
        raise ValueError(SECRET)

    monkeypatch.setattr(docs, "read", broken)
    code, out, err = run(capsys, "drift")
    assert code == 2
    assert "TOKEN_B is read, and missing from the template" in out
    assert "envlint bug: ValueError" in err
    assert SECRET not in out + err


@pytest.mark.parametrize("command", ["docs", "template", "fix", "init", "baseline", "scan"])
def test_nothing_is_written_after_a_fault(command, project, monkeypatch, capsys):
    from envlint.inventories import code as code_inventory

    def broken(*_):
        raise ValueError(SECRET)

    monkeypatch.setattr(code_inventory, "read", broken)
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    code, _, err = run(capsys, command)
    assert code == 2
    assert "envlint bug: ValueError" in err
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_path_that_is_not_there(project, capsys):
    assert run(capsys, "drift", "nowhere") == (2, "", "envlint: nowhere is not there\n")


def test_a_project_in_a_git_repository_is_its_folder(project, capsys):
    make(
        project, {".git/HEAD": "ref: refs/heads/main\n", "part/main.go": go("PART_ONE"), "part/.env.example": "P_Q=\n"}
    )
    assert ("ENV402", "PART_ONE", "part/main.go", 6) in found(capsys, "part")
    assert all(path.startswith("part/") for *_, path, _ in found(capsys, "part"))


def test_drift_writes_nothing(project, capsys):
    before = sorted(os.listdir(project))
    run(capsys, "drift")
    assert sorted(os.listdir(project)) == before
