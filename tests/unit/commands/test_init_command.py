"""``init``: whatever is there, check and drift pass afterwards, and what is new fails."""

import tomllib

import pytest
from projects import found, go, make, run

from envlint.commands import drafts
from envlint.rules.load import load

WRAPPED = """package main

import "os"

func getEnv(key, fallback string) string {
	if value, ok := os.LookupEnv(key); ok {
		return value
	}
	return fallback
}

var (
	a = getEnv("HTTP_PORT", "8080")
	b = getEnv("lower_case", "x")
	c = getEnv("QUOTED", "say 'hi' # there")
	d = getEnv("DATABASE_URL", "postgres://u:hunter2hunter2@db/x")
	e = getEnv("TIMEOUT", "30s")
	f = getEnv("rule", "1")
	g = getEnv("DOCS_URL", "https://docs.example.com/x")
)
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    make(tmp_path, {"main.go": WRAPPED, ".env.example": "HTTP_PORT=99\nOLD_ONE=\n", ".env": "HTTP_PORT=http\n"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_afterwards_check_and_drift_pass_and_what_is_new_fails(project, capsys):
    code, out, err = run(capsys, "init")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) <= 10
    assert run(capsys, "check")[0] == 0
    assert run(capsys, "drift", "--fail-on", "info")[0] == 0
    make(project, {"new.go": go("SOMETHING_NEW")})
    assert ("ENV403", "SOMETHING_NEW", "new.go", 6) in found(capsys)
    assert run(capsys, "drift")[0] == 1


def test_what_the_code_says_is_drafted(project, capsys):
    run(capsys, "init")
    rules = tomllib.loads((project / "rules/variables.toml").read_text())
    assert rules["HTTP_PORT"] == {"type": "port", "default": 8080}
    assert rules["TIMEOUT"]["default"] == "30s"
    assert rules["QUOTED"] == {"default": "say 'hi' # there"}
    assert rules["DOCS_URL"] == {"type": "url", "default": "https://docs.example.com/x"}
    assert set(rules["var"]) == {"lower_case", "rule"}


def test_no_secret_is_copied(project, capsys):
    _, out, err = run(capsys, "init")
    written = "".join(path.read_text() for path in project.rglob("*") if path.suffix in (".toml", ".json"))
    assert "DATABASE_URL" in written
    assert "hunter2" not in written + out + err


@pytest.mark.parametrize("there", ["envlint.toml", "rules/mine.toml"])
def test_nothing_is_drafted_over_what_somebody_wrote(there, project, capsys):
    make(project, {there: ""})
    before = sorted(project.rglob("*"))
    assert run(capsys, "init")[0] == 2
    assert sorted(project.rglob("*")) == before


def test_it_never_runs_twice(project, capsys):
    assert run(capsys, "init")[0] == 0
    assert run(capsys, "init")[0] == 2


def test_a_folder_in_a_repository_gets_settings_of_its_own(project, capsys):
    make(project, {".git/HEAD": "ref: refs/heads/main\n", "part/main.go": go("PART_ONE"), "part/README.md": "# x\n"})
    assert run(capsys, "init", "part")[0] == 0
    assert (project / "part/envlint.toml").exists()
    assert "PART_ONE" in (project / "part/rules/variables.toml").read_text()
    assert not (project / "envlint.toml").exists()
    assert run(capsys, "drift", "part")[0] == 0


def test_many_variables_are_parted_by_their_first_word(project, capsys):
    names = [f"{word}_{number}" for word in ("CACHE", "MAIL") for number in range(25)]
    make(project, {"main.go": go(*names, "ALONE")})
    run(capsys, "init")
    assert sorted(path.name for path in project.glob("rules/*.toml")) == ["cache.toml", "general.toml", "mail.toml"]
    files = [(path.name, path.read_bytes()) for path in project.glob("rules/*.toml")]
    plans = load(files, drafts.BUILT_IN)
    assert set(plans["production"].variables) == {*names, "ALONE"}
