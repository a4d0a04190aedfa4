"""No secret's value in anything that envlint writes: every format, every outcome, every shape of a secret."""

from __future__ import annotations

import json
from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from canaries import CANARIES, leaks
from harness import Project
from outcomes import OUTCOMES

from envlint.core.finding import Breach

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from canaries import Canary
    from harness import Said
    from outcomes import Outcome

    from envlint.checks.subjects import ValueSubject

FILES = tuple(
    f"--format={name}:report.{name}" for name in ("json", "github", "sarif", "junit", "gitlab", "markdown", "html")
)
TAKE_SOURCES = ("resolve", "status", "baseline")
OTHERS = (
    ("resolve", "--format=json"),
    ("resolve", "--format=shell", "-v"),
    ("status", "--format=json"),
    ("explain", "TOKEN"),
    ("explain", "TOKEN", "--format=json"),
    ("rules",),
    ("rules", "--format=json"),
    ("schema", "--names"),
    ("baseline",),
)


SHARE = 4
"""The commands beside ``check`` are run for every fourth pair of an outcome and a secret: each meets each of them."""
PAIRS = [
    pytest.param(outcome, secret, (row + column) % SHARE == 0, id=f"{outcome}-{secret}")
    for row, outcome in enumerate(OUTCOMES)
    for column, secret in enumerate(CANARIES)
]


@pytest.fixture(autouse=True)
def _not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("envlint.cli.execute._restore_signals", lambda: None)
    monkeypatch.setattr("os.execvpe", lambda *_program: None)
    monkeypatch.setattr("os.fsync", lambda _descriptor: None)


def assert_no_leak(secret: Canary, texts: dict[str, bytes]) -> None:
    if leaks(secret, b"\n".join(texts.values())):
        found = {where: (leaks(secret, text), text) for where, text in texts.items()}
        assert {where: said for where, said in found.items() if said[0]} == {}


@pytest.mark.parametrize(("outcome", "secret", "thorough"), PAIRS)
def test_no_secret_in_any_output(outcome: Outcome, secret: Canary, thorough: bool, tmp_path: Path) -> None:
    files = outcome.files(secret)
    project = Project(tmp_path, files)
    given = ("--env=production", outcome.source)
    texts: dict[str, bytes] = {}

    def run(*words: str) -> Said:
        said = project.call(*words)
        texts[f"{' '.join(words)} > stdout"], texts[f"{' '.join(words)} > stderr"] = said.out, said.err
        return said

    said = run("check", *given, "--format=text", *FILES)
    _assert_came_out(outcome, secret, said.code, json.loads((project.folder / "report.json").read_bytes()))
    run("check", *given, "-v", "--color=always")
    run("check", *given, "-q")
    run("status", *given)
    run("resolve", *given)
    if thorough:
        for command in OTHERS:
            run(*command, *(given if command[0] in TAKE_SOURCES else ("--env=production",) * (command[0] != "schema")))
        run("run", *given, "--", "true")
        run("check", *given, "--format=json", "-v")
    texts |= project.written(files, cache=not outcome.rules_hold_it)
    assert_no_leak(secret, texts)


def _assert_came_out(outcome: Outcome, secret: Canary, code: int, report: dict[str, Any]) -> None:
    codes = {finding["code"] for finding in report["findings"]}
    if outcome.code == "error":
        assert (code, report["verdict"]) == (2, "none")
    elif outcome.code and secret.shape == "ascii":
        assert outcome.code in codes
    elif outcome.name == "clean":
        assert (code, codes) == (0, set())


def test_the_detector_finds_what_is_planted() -> None:
    for secret in CANARIES:
        part = secret.parts[-1]
        for written in (
            part.encode(),
            json.dumps(part).encode(),
            quote(part, safe="").encode(),
            escape(part).encode(),
            part.encode().hex().encode(),
            b64encode(part.encode()),
            b64encode(b"user:" + part.encode() + b"!!"),
            part.encode()[-6:],
        ):
            assert leaks(secret, b'{"message": "about ' + written + b'"}'), (secret.shape, written)
        assert leaks(secret, f"TOKEN={secret.value}".encode())
        assert not leaks(secret, b"error[ENV102] TOKEN is no number: a value of 20 characters")


def test_the_matrix_finds_a_leak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("envlint.checks.value.weak_secret.judge", _telling)
    outcome = next(outcome for outcome in OUTCOMES if outcome.name == "114")
    with pytest.raises(AssertionError, match="Zq8v"):
        test_no_secret_in_any_output(outcome, CANARIES[0], False, tmp_path)


def _telling(subject: ValueSubject) -> list[Breach]:
    return [Breach(f"{subject.name} is {subject.text}", subject.at())]
