"""No secret's value in what diff and snapshot say or write, whatever becomes of it; the key stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from canaries import CANARIES, canary, leaks
from harness import Project
from test_leaks import assert_no_leak

if TYPE_CHECKING:
    from pathlib import Path

    from canaries import Canary
    from harness import Said

RULES = "[TOKEN]\ntype = 'secret'\ndiffers_across_tiers = true\n[MODE]\nvalues = ['a', 'b']\n"
WORDS = ((), ("-v",), ("-q",), ("--color=always",), ("--format=json",), ("--format=text", "-o", "report.txt"))
OTHER = "TOKEN=another-value-of-it\nPLAIN=second\n"


def files(secret: Canary) -> dict[str, str]:
    """Return a project in which the secret is changed, gone, new, shared by two tiers, pasted and broken."""
    own = f"TOKEN={secret.in_single_quotes}\nPLAIN=x{secret.on_one_line.split()[0]}\nMODE={secret.in_single_quotes}\n"
    return {
        "rules/all.toml": RULES,
        ".env.staging": own,
        ".env.production": own,
        "other.env": OTHER,
        "pasted.env": f"{secret.on_one_line}\nTOKEN=x\n",
        "broken.env": f'TOKEN="{secret.value}\nA=b\n',
        "code.py": f"import os\n\nos.getenv('TOKEN', {secret.value!r})\n",
        "not.json": f'{{"command": "snapshot", "version": 1, "key": {secret.in_toml}}}',
        "cut.json": f'{{"command": "snapshot", "version": {secret.in_toml}',
        "keys.json": f'{{"command": "snapshot", "version": 1, {secret.in_toml}: {secret.in_toml}}}',
    }


PAIRS = (
    (".env.production", "other.env"),
    ("other.env", ".env.production"),
    ("--env=production", "--against=staging"),
    (".env.production", "pasted.env"),
    (".env.production", "broken.env"),
    (".env.production", "snapshot:not.json"),
    (".env.production", "snapshot:cut.json"),
    (".env.production", "snapshot:keys.json"),
    (".env.production", "keys.json"),
)


def check(secret: Canary, project: Project, given: dict[str, str], said: Said) -> None:
    """Fail if a piece of the secret is in what was said, or in any file that was written."""
    assert_no_leak(secret, {"stdout": said.out, "stderr": said.err, **project.written(given)})


def codes(secret: Canary, project: Project, given: dict[str, str]) -> set[int]:
    """Run every pair in every form, each without a leak, and return the exit codes."""
    seen = set()
    for pair in PAIRS:
        for words in WORDS if pair[0].startswith((".", "--")) else WORDS[:2]:
            said = project.call("diff", *pair, *words)
            check(secret, project, given, said)
            seen.add(said.code)
    return seen


@pytest.mark.parametrize("secret", CANARIES, ids=str)
def test_diff(secret: Canary, tmp_path: Path) -> None:
    given = files(secret)
    assert codes(secret, Project(tmp_path, given), given) == {1, 2}


@pytest.mark.parametrize("secret", CANARIES, ids=str)
def test_snapshots(secret: Canary, tmp_path: Path) -> None:
    given = files(secret)
    project = Project(tmp_path, given)
    for source in (".env.production", "pasted.env", "broken.env", "absent.env", "not.json"):
        said = project.call("snapshot", source, "-o", f"{source}.snapshot")
        check(secret, project, given, said)
        check(secret, project, given, project.call("snapshot", source, "--key", "all.toml"))
        for other in (".env.production", "other.env", "--env=staging"):
            check(secret, project, given, project.call("diff", f"snapshot:{source}.snapshot", other))


def test_a_process_of_its_own_says_nothing_either(tmp_path: Path) -> None:
    secret = CANARIES[0]
    given = files(secret)
    project = Project(tmp_path, given)
    process = {"TOKEN": secret.value, "OTHER": secret.value}
    for words in (
        ("snapshot", "process:", "-o", "s.json"),
        ("diff", "process:", "other.env"),
        ("diff", "s.json", "process:"),
    ):
        said = project.start(*words, environ=process)
        assert said.code in (0, 1), said.text
        check(secret, project, given, said)


def test_the_key_of_fingerprints_is_in_no_output_and_no_file(tmp_path: Path) -> None:
    given = files(CANARIES[0])
    project = Project(tmp_path, given)
    said = [project.call("snapshot", "other.env", "-o", "s.json"), project.call("diff", "s.json", ".env.staging", "-v")]
    digits = (tmp_path / "home/.config/envlint/key").read_text().strip()
    key = canary("key", digits)
    raw = bytes.fromhex(digits)
    for text in (*(each.out + each.err for each in said), *project.written(given).values()):
        assert not leaks(key, text)
        assert raw not in text


@pytest.mark.parametrize("module", ["envlint.analysis.differences", "envlint.reporters.differences"])
def test_a_fault_of_our_own_says_no_value(module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = CANARIES[0]
    given = files(secret)

    def fail(*given: object, **named: object) -> None:
        raise RuntimeError(f"{given} {named} {secret.value}")

    monkeypatch.setattr(f"{module}.{'ordered' if 'analysis' in module else '_counts'}", fail)
    project = Project(tmp_path, given)
    said = project.call("diff", ".env.production", "other.env", "-v")
    assert said.code == 2
    check(secret, project, given, said)
