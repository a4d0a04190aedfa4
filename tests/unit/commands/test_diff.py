"""``diff``: what counts as its two environments, what it finds, what it never says, and its exit codes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from projects import make, run

ROOT = Path(__file__).parents[3]
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
SETTINGS = """
[tiers]
staging    = { level = "warning", files = [".env", ".env.staging"] }
production = { level = "error", files = [".env", ".env.production"], aliases = ["prod"] }
"""
RULES = """
[PORT]
type = "port"
[TOKEN]
type = "secret"
differs_across_tiers = true
[PASSWORD]
type = "secret"
[MODE]
values = ["fast", "thorough"]
[[rule]]
id = "7"
when = ["MODE=fast"]
requires = ["PORT"]
"""
CODE = 'import os\n\nos.environ["PORT"]\nos.getenv("MODE")\nos.getenv("PORT")\n'


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def document(capsys, *words):
    """Return the exit code and the JSON of a comparison."""
    code, out, err = run(capsys, "diff", *words, "--format", "json")
    assert out, err
    return code, json.loads(out)


def differences(capsys, *words):
    """Return what differs, as names and kinds, with the exit code."""
    code, said = document(capsys, *words)
    assert said["exit_code"] == code
    return code, [(each["name"], each["change"]) for each in said["differences"]]


# --- thirty seeded changes


def seeded(seed):
    """Return two layered environments of 300 variables, all values, and the thirty changes between them."""
    draw = random.Random(seed)
    names = [f"VARIABLE_{number:03}" for number in range(300)]
    values = {name: "".join(draw.choices(LETTERS, k=24)) for name in names}
    chosen = draw.sample(names, 30)
    changed, emptied, removed, renamed, moved = (chosen[:8], chosen[8:11], chosen[11:18], chosen[18:24], chosen[24:])
    one = dict(values)
    other = dict(values)
    expected = [(name, "changed") for name in changed + emptied] + [(name, "removed") for name in removed]
    expected += [(name, "moved") for name in moved]
    for name in changed:
        other[name] = "".join(draw.choices(LETTERS, k=24))
    for name in emptied:
        other[name] = ""
    for name in removed:
        del other[name]
    for name in renamed:
        del one[name]
        expected.append((name, "added"))
    shared = draw.sample([name for name in names if name not in chosen], 100)
    base = {name: values[name] for name in shared}
    base.update({name: values[name] for name in moved[:3]})
    files = {
        ".env": base,
        ".env.staging": {name: text for name, text in one.items() if name not in base},
        ".env.production": {name: text for name, text in other.items() if name not in base or name in moved},
    }
    files[".env.production"].update({name: other[name] for name in moved[:3]})
    for name in moved[3:]:  # it was the tier's own and is everybody's now
        files[".env.staging"][name] = values[name]
        files[".env.production"].pop(name)
        files[".env"][name] = values[name]
    texts = {path: "".join(f"{n}={t}\n" for n, t in own.items()) for path, own in files.items()}
    return texts, set(values.values()) | set(other.values()) - {""}, expected


@pytest.mark.parametrize("seed", range(6))
def test_all_of_thirty_seeded_changes_are_found(project, capsys, seed):
    files, _, expected = seeded(seed)
    make(project, {**files, "envlint.toml": SETTINGS})
    code, found = differences(capsys, "--env", "production", "--against", "staging")
    assert sorted(each for each in found if each[1] != "same-secret") == sorted(expected)
    assert (code, len(expected)) == (1, 30)


@pytest.mark.parametrize("seed", range(6))
def test_all_of_thirty_seeded_changes_are_found_against_a_snapshot(project, capsys, seed):
    files, values, expected = seeded(seed)
    make(project, {**files, "envlint.toml": SETTINGS})
    assert run(capsys, "snapshot", "--env", "staging", "-o", "before.json")[0] == 0
    code, found = differences(capsys, "before.json", "--env", "production")
    assert sorted(each for each in found if each[1] != "same-secret") == sorted(expected)
    assert code == 1
    written = Path("before.json").read_text()
    assert not [value for value in values if value in written]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("words", [(), ("-v",), ("--format", "json")])
def test_no_piece_of_a_value_is_said(project, capsys, seed, words):
    files, values, _ = seeded(seed)
    make(project, {**files, "envlint.toml": SETTINGS})
    _, out, err = run(capsys, "diff", "--env", "production", "--against", "staging", *words)
    said = out + err
    pieces = {value[start : start + 6] for value in values for start in range(len(value) - 5)}
    assert [piece for piece in pieces if piece in said] == []


def test_no_enum_and_no_boolean_is_said_either(project, capsys):
    make(
        project,
        {"rules/a.toml": RULES, "a.env": "MODE=fast\nPORT=8123\nX=true\n", "b.env": "MODE=thorough\nPORT=9\nX=no\n"},
    )
    for words in ((), ("-v",), ("--format", "json")):
        code, out, err = run(capsys, "diff", "a.env", "b.env", *words)
        assert code == 1
        assert not [word for word in ("fast", "thorough", "8123") if word in out + err]


# --- what is compared


def test_the_second_is_what_the_settings_name(project, capsys):
    make(project, {"envlint.toml": SETTINGS, ".env": "A=1\n", ".env.production": "B=1\n", "a.env": "A=1\nC=1\n"})
    code, said = document(capsys, "a.env", "--env", "prod")
    assert [(each["name"], each["change"]) for each in said["differences"]] == [("C", "removed"), ("B", "added")]
    assert said["from"] == {"label": "dotenv:a.env", "tier": None, "sources": ["dotenv:a.env"], "variables": 2}
    assert said["to"]["sources"] == ["dotenv:.env", "dotenv:.env.production"]
    assert (code, said["to"]["tier"], said["unchanged"]) == (1, "production", 1)


def test_two_tiers_and_the_secrets_that_they_share(project, capsys):
    shared = "TOKEN=Zq8vKx2LmWt5RbYn\nPASSWORD=Zq8vKx2LmWt5RbYn\nPORT=80\n"
    make(project, {"envlint.toml": SETTINGS, "rules/a.toml": RULES, ".env.staging": shared, ".env.production": shared})
    code, said = document(capsys, "--env", "production", "--against", "staging")
    assert [(each["name"], each["change"], each["counts"]) for each in said["differences"]] == [
        ("TOKEN", "same-secret", True),
        ("PASSWORD", "same-secret", False),
    ]
    assert (code, said["from"]["tier"], said["to"]["tier"]) == (1, "staging", "production")


def test_a_shared_secret_that_no_rule_forbids_is_no_difference(project, capsys):
    shared = "PASSWORD=Zq8vKx2LmWt5RbYn\n"
    make(project, {"rules/a.toml": RULES, ".env.staging": shared, ".env.production": shared})
    code, out, _ = run(capsys, "diff", ".env.staging", ".env.production")
    assert code == 0
    assert "PASSWORD" in out


def test_places_rules_and_code(project, capsys):
    files = {"a.env": "PORT=1\n", "b.env": "# b\nPORT=2\n", "app.py": CODE, "test_app.py": CODE}
    make(project, {"rules/a.toml": RULES, **files})
    _, said = document(capsys, "a.env", "b.env")
    (only,) = said["differences"]
    assert only["from"] == {"source": "dotenv:a.env", "path": "a.env", "line": 1, "layer": None}
    assert only["to"] == {"source": "dotenv:b.env", "path": "b.env", "line": 2, "layer": None}
    assert only["rule"] == [
        {"id": "PORT", "path": "rules/a.toml", "line": 2},
        {"id": "7", "path": "rules/a.toml", "line": 11},
    ]
    assert [(each["path"], each["line"]) for each in only["code"]] == [
        ("app.py", 3), ("app.py", 5), ("test_app.py", 3), ("test_app.py", 5)
    ]  # fmt: skip
    _, out, _ = run(capsys, "diff", "a.env", "b.env")
    assert "~ PORT  a.env:1 -> b.env:2  rule rules/a.toml:2; rule #7 rules/a.toml:11\n" in out
    assert "read at app.py:3, app.py:5 and 2 more" in run(capsys, "diff", "a.env", "b.env", "-v")[1]
    assert "test_app.py:5" in run(capsys, "diff", "a.env", "b.env", "-vv")[1]


def test_the_folder_that_all_places_share_is_said_but_once(project, capsys):
    make(project, {"deploy/env/a.env": "A=1\n", "deploy/env/b.env": "A=2\n", "deploy/c.env": "A=3\n", "d.env": "A=4\n"})
    said = {}
    for other in ("deploy/env/b.env", "deploy/c.env", "d.env"):
        _, out, _ = run(capsys, "diff", "deploy/env/a.env", other)
        said[other] = [line for line in out.splitlines() if line.startswith("  ") and "variable" not in line]
    assert said == {
        "deploy/env/b.env": ["  in deploy/env/", "  ~ A  a.env:1 -> b.env:1"],
        "deploy/c.env": ["  in deploy/", "  ~ A  env/a.env:1 -> c.env:1"],
        "d.env": ["  ~ A  deploy/env/a.env:1 -> d.env:1"],
    }


@pytest.mark.parametrize(
    "rules",
    [
        '# """\n[PORT]\ntype = "port"\n',
        '\n["PORT"]\ntype = "port"\n',
        '\nPORT.type = "port"\n',
        '\n  [PORT]\ntype = "port"\n',
        '\n[ PORT ]\ntype = "port"\n',
    ],
)
def test_the_line_of_a_rule_however_its_table_is_written(project, capsys, rules):
    make(project, {"rules/a.toml": rules, "a.env": "PORT=1\n", "b.env": "PORT=2\n"})
    _, said = document(capsys, "a.env", "b.env")
    assert said["differences"][0]["rule"] == [{"id": "PORT", "path": "rules/a.toml", "line": 2}]


def test_a_live_source_against_itself(project, capsys):
    make(project, {"a.env": "A=1\nB=\n"})
    assert run(capsys, "diff", "a.env", "a.env")[:2] == (
        0,
        "from dotenv:a.env (2 variables)\n  to dotenv:a.env (2 variables)\n\nno difference; 2 unchanged\n",
    )


def test_of_a_broken_text_no_name_is_said(project, capsys):
    make(project, {"a.env": "A=1\n", "b.env": 'A="1\nZq8vKx2LmWt5RbYn=\n', "c.env": f"{'Zq8vKx2L' * 9}=1\n"})
    for other in ("b.env", "c.env"):
        for words in ((), ("--format", "json")):
            code, out, err = run(capsys, "diff", "a.env", other, *words)
            assert code == 1
            assert "Zq8vKx" not in out + err
    assert "***" in out


def test_names_cannot_write_lines_of_their_own(project, capsys):
    make(project, {"a.env": "A=1\n", "b.json": '{"::error ::x": "1", "##[error]": "1", "A\\n::notice::": "1"}'})
    _, out, _ = run(capsys, "diff", "a.env", "b.json")
    assert not [line for line in out.splitlines() if line.strip().startswith(("::", "##["))]


# --- snapshots


def test_the_same_environment_does_not_differ_from_its_snapshot(project, capsys):
    make(project, {"rules/a.toml": RULES, ".env": "PORT=80\nMODE=fast\nTOKEN=Zq8vKx2LmWt5RbYn\nE=\n"})
    run(capsys, "snapshot", ".env", "-o", "s.json")
    code, found = differences(capsys, "s.json", ".env")
    assert (code, found) == (0, [("MODE", "not-compared"), ("PORT", "not-compared")])
    code, out, _ = run(capsys, "diff", "snapshot:s.json", ".env")
    assert "a snapshot keeps no fingerprint of an enum: MODE\n" in out
    assert "no difference seen, 2 not compared; 2 unchanged" in out


def test_an_enum_that_became_empty_has_changed(project, capsys):
    make(project, {"rules/a.toml": RULES, "a.env": "MODE=fast\n", "b.env": "MODE=\n"})
    run(capsys, "snapshot", "a.env", "-o", "s.json")
    assert differences(capsys, "s.json", "b.env") == (1, [("MODE", "changed")])


def test_what_moved_since_a_snapshot(project, capsys):
    make(project, {"envlint.toml": SETTINGS, ".env": "A=abcdef\n", ".env.production": "B=bcdefg\n"})
    run(capsys, "snapshot", "--env", "production", "-o", "s.json")
    make(project, {".env": "", ".env.production": "B=bcdefg\nA=abcdef\n"})
    assert differences(capsys, "s.json", "--env", "production") == (1, [("A", "moved")])


def test_a_name_that_no_snapshot_keeps_is_not_called_added(project, capsys):
    make(project, {"a.env": f"A=abcdef\n{'Zq8vKx2L' * 9}=1\n"})
    run(capsys, "snapshot", "a.env", "-o", "s.json")
    code, out, _ = run(capsys, "diff", "s.json", "a.env")
    assert code == 0
    assert "a snapshot keeps no name that may be a piece of a value: ***" in out


def test_two_snapshots_need_no_key(project, capsys):
    make(project, {"a.env": "A=abcdef\n", "b.env": "A=bcdefg\n"})
    run(capsys, "snapshot", "a.env", "-o", "a.json")
    run(capsys, "snapshot", "b.env", "-o", "b.json")
    os.unlink(project.parent / "config/envlint/key")
    assert differences(capsys, "a.json", "b.json") == (1, [("A", "changed")])
    assert differences(capsys, "a.json", "snapshot:a.json") == (0, [])


def test_another_key_is_an_error_and_not_a_change_of_everything(project, capsys):
    make(project, {"a.env": "A=abcdef\n"})
    run(capsys, "snapshot", "a.env", "-o", "a.json")
    run(capsys, "snapshot", "a.env", "-o", "b.json", "--key", str(project.parent / "other"))
    for words in (
        ("b.json", "a.env"),
        ("a.env", "a.json", "--key", str(project.parent / "other")),
        ("a.json", "b.json"),
    ):
        code, out, err = run(capsys, "diff", *words)
        assert (code, out) == (2, ""), words
        assert "key" in err
    assert differences(capsys, "b.json", "a.env", "--key", str(project.parent / "other")) == (0, [])


def test_diff_makes_no_key(project, capsys):
    make(project, {"a.env": "A=abcdef\n"})
    run(capsys, "snapshot", "a.env", "-o", "a.json")
    os.unlink(project.parent / "config/envlint/key")
    code, _, err = run(capsys, "diff", "a.json", "a.env")
    assert code == 2
    assert "there is no such key" in err
    assert not (project.parent / "config/envlint/key").exists()


# --- what cannot be compared


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("a.env",),
        ("a.env", "a.env", "a.env"),
        ("--env", "production"),
        ("--against", "staging"),
        ("a.env", "--against", "staging"),
        ("a.env", "--env", "production", "--against", "staging"),
        ("--env", "production", "--against", "prod"),
        ("--env", "nowhere", "--against", "staging"),
        ("a.env", "a.env", "--env", "nowhere"),
        ("-", "dotenv:-"),
        ("snapshot:", "a.env"),
        ("a.env", "unknown:x"),
        ("a.env", "absent.env"),
        ("a.env", "snapshot:absent.json"),
        ("a.env", "snapshot:a.env"),
        ("a.env", "snapshot:newer.json"),
        ("a.env", "newer.json"),
        ("empty.env", "empty.env"),
        ("--env", "production", "--against", "staging"),
    ],
)
def test_exit_code_2(project, capsys, words):
    newer = '{"version": 2, "command": "snapshot"}'
    make(project, {"envlint.toml": SETTINGS, "a.env": "A=1\n", "empty.env": "", "newer.json": newer})
    code, out, err = run(capsys, "diff", *words)
    assert (code, out) == (2, "")
    assert err


def test_tiers_of_the_same_files_are_not_compared(project, capsys):
    make(project, {".env": "A=1\n"})
    code, _, err = run(capsys, "diff", "--env", "production", "--against", "staging")
    assert code == 2
    assert "the same sources: dotenv:.env" in err


def test_a_tier_without_files_is_not_the_process(project, capsys):
    make(project, {".env.production": "A=1\n"})
    code, _, err = run(capsys, "diff", "--env", "production", "--against", "staging")
    assert code == 2
    assert "staging has no files of its own" in err


def test_one_that_is_empty_is_a_difference(project, capsys):
    make(project, {"a.env": "A=1\n", "empty.env": ""})
    assert differences(capsys, "a.env", "empty.env") == (1, [("A", "removed")])


# --- the same bytes


@pytest.mark.parametrize(
    "words", [("diff", "--env=production", "--against=staging", "--format=json"), ("snapshot", "--env=staging")]
)
def test_the_same_bytes_whatever_the_hash_seed(project, capsys, words):
    files, _, _ = seeded(0)
    make(project, {**files, "envlint.toml": SETTINGS, "rules/a.toml": RULES})
    run(capsys, "snapshot", "--env", "staging")
    command = [sys.executable, "-m", "envlint", *words]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    seen = {
        subprocess.run(command, env={**environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False).stdout
        for seed in ("0", "1", "77")
    }
    assert len(seen) == 1
    assert seen.pop()
