"""Which text goes where."""

import json
import os

import pytest

from envlint.cli import main
from envlint.core.errors import EnvlintError
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.report import LookedAt, Report
from envlint.core.request import Outcome
from envlint.core.severity import WARNING

FINDING = Finding("ENV108", "unknown-variable", "PROT is not declared", Location("process:"), WARNING, variable="PROT")
LOOKED = LookedAt((("process:", 3),), rules=2)


@pytest.fixture(autouse=True)
def _in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_several_formats_at_once(stub, capsys):
    stub.outcome = Outcome(Report("check", (FINDING,), LOOKED))
    assert main(["check", "--format", "json", "--format", "sarif:out.sarif", "--format", "junit:out.xml"]) == 0
    assert json.loads(capsys.readouterr().out)["command"] == "check"
    with open("out.sarif", encoding="utf-8") as sarif, open("out.xml", encoding="utf-8") as junit:
        assert json.load(sarif)["version"] == "2.1.0"
        assert junit.read().startswith("<?xml")


def test_a_report_in_a_file_leaves_stdout_empty(stub, capsys):
    stub.outcome = Outcome(Report("check", (FINDING,), LOOKED))
    main(["check", "--format", "json", "--output", "a.json"])
    main(["check", "--format", "json:b.json"])
    main(["check", "--output", "c.txt"])
    assert capsys.readouterr().out == ""
    assert sorted(os.listdir()) == ["a.json", "b.json", "c.txt"]


def test_dash_is_stdout(stub, capsys):
    stub.outcome = Outcome(lines=("A=1",))
    main(["resolve", "--output", "-"])
    assert capsys.readouterr().out == "A=1\n"
    assert os.listdir() == []


def test_a_report_that_cannot_be_written_is_exit_2_and_the_others_are_written(stub, capsys):
    stub.outcome = Outcome(Report("check", (FINDING,), LOOKED))
    os.mkdir("folder")
    assert main(["check", "--format", "json", "--format", "sarif:folder", "--format", "junit:out.xml"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)
    assert err == "envlint: cannot write folder: it is a directory\n"
    assert os.path.exists("out.xml")


def test_a_program_is_not_started_when_its_report_cannot_be_written(stub, monkeypatch):
    monkeypatch.setattr("os.execvpe", lambda *_call: pytest.fail("started"))
    stub.outcome = Outcome(Report("run", (), LOOKED), argv=("true",), environ={})
    os.mkdir("folder")
    assert main(["run", "--format", "json:folder", "--", "true"]) == 2


def test_revealed_values_are_written_for_the_owner_only(stub):
    stub.outcome = Outcome(lines=("A=1",))
    main(["resolve", "--reveal", "--format", "shell:env.sh"])
    assert os.stat("env.sh").st_mode & 0o077 == 0


def test_a_clean_check_of_a_program_that_starts_says_nothing(stub, monkeypatch, capfd):
    monkeypatch.setattr("os.execvpe", lambda *_call: None)
    stub.outcome = Outcome(Report("run", (), LOOKED), argv=("true",), environ={})
    main(["run", "--", "true"])
    assert capfd.readouterr() == ("", "")


def test_files_of_a_command(stub):
    stub.outcome = Outcome(files=((os.path.abspath(".envlint/baseline.json"), "{}\n"),))
    assert main(["baseline"]) == 0
    with open(".envlint/baseline.json", encoding="utf-8") as file:
        assert file.read() == "{}\n"


def test_a_command_with_its_own_formats_has_no_report_in_them(stub, capsys):
    stub.error = EnvlintError("no rules")
    assert main(["resolve", "--format", "shell"]) == 2
    assert capsys.readouterr() == ("", "envlint: no rules\n")
