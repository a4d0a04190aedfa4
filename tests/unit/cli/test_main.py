"""What comes out of ``main``: streams and exit codes."""

import json
import sys

import pytest

from envlint.cli import main
from envlint.core.errors import EnvlintError, LoadErrors, UsageError
from envlint.core.finding import Finding
from envlint.core.location import Location
from envlint.core.report import LookedAt, Report
from envlint.core.request import Outcome
from envlint.core.severity import ERROR, WARNING

SECRET = "hunter2-hunter2"
AT = Location("dotenv:.env", ".env", 2, 1, 2, 4)
LOOKED = LookedAt((("dotenv:.env", 3),), rules=2, files=1)


def report(severity=ERROR):
    finding = Finding("ENV101", "value-not-allowed", "PORT is not allowed", AT, severity, variable="PORT")
    return Report("check", (finding,), LOOKED, tier="production")


@pytest.mark.parametrize(("result", "code"), [(report(), 1), (report(WARNING), 0), (Report("check", (), LOOKED), 0)])
def test_exit_code_follows_the_report(stub, capsys, result, code):
    stub.outcome = Outcome(result)
    assert main(["check", "--format", "json"]) == code
    document = json.loads(capsys.readouterr().out)
    assert document["exit_code"] == code


def test_report_on_stdout_and_everything_else_on_stderr(stub, capsys):
    stub.outcome = Outcome(report(), notes=("judging for production",))
    main(["check"])
    out, err = capsys.readouterr()
    assert "PORT is not allowed" in out
    assert err == "judging for production\n"


def test_quiet_drops_notes_and_no_errors(stub, capsys):
    stub.outcome = Outcome(Report("check", errors=(EnvlintError("no rules"),)), notes=("a note",))
    assert main(["check", "-q"]) == 2
    assert capsys.readouterr() == ("", "envlint: no rules\n")


def test_lines_are_printed_as_they_are(stub, capsys):
    stub.outcome = Outcome(lines=("A=1", "B=ä"))
    assert main(["resolve"]) == 0
    assert capsys.readouterr().out == "A=1\nB=ä\n"


def test_load_errors_a_line_each_and_nothing_on_stdout(stub, capsys):
    errors = [EnvlintError("unknown key", at=Location("r.toml", "r.toml", 3, 1)), EnvlintError("no", help="do this")]
    stub.error = LoadErrors(errors)
    assert main(["check"]) == 2
    assert capsys.readouterr() == ("", "r.toml:3:1: unknown key\nenvlint: no (do this)\n")


def test_what_kept_envlint_from_judging_is_in_the_json(stub, capsys):
    stub.error = EnvlintError("the file is not there", at=Location("dotenv:.env", ".env"))
    assert main(["check", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["verdict"] == "none"
    assert json.loads(out)["errors"][0]["message"] == "the file is not there"
    assert err == ".env: the file is not there\n"


def test_an_unknown_value_on_the_command_line_gives_no_report(stub, capsys):
    stub.error = UsageError("--env: no tier is called 'prodution'", help="did you mean production?")
    assert main(["check", "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "envlint: --env: no tier is called 'prodution' (did you mean production?)",
        "envlint: see 'envlint check --help'",
    ]


@pytest.mark.parametrize("verbose", [(), ("-v",)])
def test_a_crash_is_exit_2_and_shows_no_value(stub, capsys, verbose):
    stub.error = ValueError(f"invalid literal: {SECRET}")
    assert main(["check", "--format", "json", *verbose]) == 2
    out, err = capsys.readouterr()
    assert SECRET not in out + err
    assert json.loads(out)["exit_code"] == 2
    assert "envlint bug: ValueError at envlint/cli/__init__.py:" in err
    assert ("conftest.py" in err) is bool(verbose)


def test_a_crash_while_writing_is_exit_2(stub, capsys, monkeypatch):
    stub.outcome = Outcome(report())
    monkeypatch.setattr("envlint.reporters.load", lambda _name: 1 / 0)
    assert main(["check"]) == 2
    assert capsys.readouterr().err.startswith("envlint bug: ZeroDivisionError at envlint/cli/deliver.py:")


def test_interrupted(stub, capsys):
    stub.error = KeyboardInterrupt()
    assert main(["check"]) == 130
    assert capsys.readouterr() == ("", "")


def test_text_that_could_move_the_cursor_is_escaped_on_stderr(stub, capsys):
    stub.error = EnvlintError("not there: \x1b[2J\u202e\n::error::x")
    main(["check"])
    assert capsys.readouterr().err == "envlint: not there: \\x1b[2J\\u202e\\n::error::x\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc"], "No such command 'chekc'"),
        (["check", "--fromat", "json"], "--fromat"),
        (["check", "--format", "jsno"], "did you mean 'json'?"),
        (["check", "--color", "sometimes"], "one of auto, always, never"),
        (["check", "--fail-on", "off"], "one of error, warning, info"),
        (["check", "--env", ""], "--env needs a value: TIER"),
        (["check", "--env="], "--env needs a value: TIER"),
        (["check", "--format", "json:"], "--format needs a value"),
        (["check", "--select", "ENV1,,ENV2"], "--select needs a value"),
        (["check", ""], "an empty SOURCE"),
        (["check", "--format", "json", "--format", "text"], "two reports for stdout"),
        (["check", "--format", "json:a", "--output", "b"], "both name a file"),
        (["check", "--format", "json:a", "--format", "sarif:a"], "two reports for a "),
        (["check", "--format", "json", "--format", "sarif:-"], "two reports for stdout"),
        (["check", "--format", "json", "--output", "a", "--format", "sarif:a"], "two reports for a "),
        (["status", "--format", "sarif"], "one of text, json"),
        (["resolve", "--format", "json:a", "--format", "shell:b"], "one format at a time"),
        (["run", "--env", "production", "true"], "run needs a program"),
        (["run", "--"], "run needs a program"),
        (["rules", "extra"], "extra"),
        (["explain"], "Missing argument"),
    ],
)
def test_usage_errors(stub, capsys, words, said):
    assert main(words) == 2
    out, err = capsys.readouterr()
    first, hint = err.splitlines()
    assert out == ""
    assert said in first
    assert hint.startswith("envlint: see 'envlint ")
    assert stub.requests == []


def test_no_words_at_all_show_the_help_and_do_not_pass(capsys):
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Usage: envlint")


def test_version(capsys):
    from envlint import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"envlint {__version__}\n"


@pytest.mark.parametrize("value", ["complete_bash", "source_zsh", "bash_complete", "1"])
def test_no_variable_makes_a_check_pass(stub, monkeypatch, capsys, value):
    """A variable that asks for completion would end the program with 0 before anything is judged."""
    monkeypatch.setenv("_ENVLINT_COMPLETE", value)
    stub.outcome = Outcome(report())
    assert main(["check"]) == 1
    assert main(["check", "-qv"]) == 1
    assert main(["baseline"]) == 1


def test_completion_answers_the_shell(monkeypatch, capsys):
    monkeypatch.setenv("_ENVLINT_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "envlint check --color ")
    monkeypatch.setenv("COMP_CWORD", "3")
    with pytest.raises(SystemExit) as stop:
        main([])
    assert stop.value.code == 0
    assert capsys.readouterr().out.split() == ["auto", "always", "never"]


def test_run_starts_the_program_with_its_environment(stub, monkeypatch, capfd):
    started = []
    monkeypatch.setattr("os.execvpe", lambda *call: started.append(call))
    stub.outcome = Outcome(report(WARNING), argv=("printenv", "A"), environ={"A": "1"})
    main(["run", "--", "printenv", "A"])
    assert started == [("printenv", ["printenv", "A"], {"A": "1"})]
    out, err = capfd.readouterr()
    assert out == ""
    assert "PORT is not allowed" in err


@pytest.mark.skipif(sys.platform == "win32", reason="no permission to execute")
@pytest.mark.parametrize(("name", "code"), [("not-there", 127), ("plain.txt", 126)])
def test_a_program_that_cannot_be_started(stub, tmp_path, capsys, name, code):
    (tmp_path / "plain.txt").write_text("no program")
    stub.outcome = Outcome(argv=(str(tmp_path / name),), environ={})
    assert main(["run", "--", "x"]) == code
    assert len(capsys.readouterr().err.splitlines()) == 1
