"""No secret's value in what drift, scan, init, docs, template, fix and explain say or write, wherever it stands."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pytest
from canaries import CANARIES, canary
from harness import Project
from places import PLACES, PLAIN_NAME, SECRET_NAME
from test_leaks import assert_no_leak

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from canaries import Canary
    from harness import Said
    from places import Place

RANDOM = "Zq8vKx2LmWt5RbYnPd7HsJc4GfVg6TzQw3Xn"
KNOWN = (
    canary("known key", f"ghp_{RANDOM}", RANDOM),
    canary("random", RANDOM),
    next(secret for secret in CANARIES if secret.shape == "url"),
)
"""What is recognised as a secret whatever its variable is called."""
FORMATS = tuple(
    f"--format={name}:report.{name}" for name in ("json", "github", "sarif", "junit", "gitlab", "markdown", "html")
)
LOOKING = (
    ("drift", "--format=text", *FORMATS),
    ("scan",),
    ("scan", "--format=json"),
    ("docs", "--diff"),
    ("template", "--diff"),
    ("fix", "--diff", "--unsafe-fixes"),
    ("explain", "{name}"),
)
CLOSER = (
    ("drift", "-v", "--color=always", "--select=ENV4"),
    ("drift", "-q", "--fail-on=info"),
    ("scan", "-v"),
    ("docs", "--check"),
    ("template", "--check"),
    ("explain", "{name}", "--format=json"),
    ("explain", "GONE_TOKEN"),
)
WRITING = (("baseline",), ("template",), ("docs",), ("fix", "--unsafe-fixes"))
SHARE = 5
"""Of the pairs of a place and a secret every fifth is tried, with all commands."""
PAIRS = [
    pytest.param(place, SECRET_NAME, secret, id=f"{place}-{secret}")
    for row, place in enumerate(PLACES)
    for column, secret in enumerate((*CANARIES, KNOWN[0]))
    if (row + column) % SHARE == 0
]
PAIRS += [
    pytest.param(place, PLAIN_NAME, KNOWN[row % len(KNOWN)], id=f"plain-{place}-{KNOWN[row % len(KNOWN)]}")
    for row, place in enumerate(PLACES)
]


@pytest.fixture(autouse=True)
def _not_durable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.fsync", lambda _descriptor: None)


@pytest.mark.parametrize(("place", "name", "secret"), PAIRS)
def test_no_secret_in_any_output(place: Place, name: str, secret: Canary, tmp_path: Path) -> None:
    if place.name == "as a name" and secret not in KNOWN[:1]:
        pytest.skip("a word that only looks odd is a name")
    files = place.project(name, secret)
    texts: dict[str, bytes] = {}
    project = Project(tmp_path / "looking", files)
    for words in (*LOOKING, *CLOSER):
        _keep(texts, words, project.call(*(word.format(name=name) for word in words)))
    texts |= project.written(files, cache="rules/all.toml" not in files)
    for words in (("init",), *WRITING):
        own = Project(tmp_path / words[0], files)
        _keep(texts, words, own.call(*words))
        texts |= {f"{words[0]}: {path}": text for path, text in own.written(files, cache=False).items()}
        texts |= {f"{words[0]}: {path}": text for path, text in _added(own, files).items()}
    assert_no_leak(secret, texts)


def _keep(texts: dict[str, bytes], words: tuple[str, ...], said: Said) -> None:
    assert said.code in (0, 1, 2), said.text
    assert b"envlint bug" not in said.err, said.text
    texts[f"{' '.join(words)} > stdout"], texts[f"{' '.join(words)} > stderr"] = said.out, said.err


def _added(project: Project, files: Mapping[str, str]) -> dict[str, bytes]:
    """Return of every file that was there already the lines that it has now and had not."""
    found = {}
    for path, text in files.items():
        old, new = text.encode().splitlines(), (project.folder / path).read_bytes().splitlines()
        changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if old != new else []
        found[path] = b"\n".join(
            line for kind, _, _, start, end in changes if kind != "equal" for line in new[start:end]
        )
    return found


FAULTS = (
    "envlint.inventories.code.engine.Engine._site",
    "envlint.inventories.code.unit.Unit.arguments",
    "envlint.inventories.code.read",
    "envlint.inventories.docs.page.Page.read",
    "envlint.inventories.template._Template.declarations",
    "envlint.inventories.configs._read",
    "envlint.inventories.sql.reading.Reader.read",
    "envlint.inventories.rules.read",
    "envlint.checks.drift.secret_default_in_code.judge",
    "envlint.checks.drift.default_mismatch.judge",
    "envlint.commands.comparison.joined",
    "envlint.analysis.triage._marked",
    "envlint.reporters.text.render",
    "envlint.reporters.reads.as_text",
)
EVERYWHERE = ("go wrapper", "template", "docs table", "compose", "sql")


@pytest.mark.parametrize("where", FAULTS)
@pytest.mark.parametrize("secret", [CANARIES[0], CANARIES[6]], ids=str)
def test_no_secret_in_a_fault(where: str, secret: Canary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"main.go": "package main\n"}
    for place in PLACES:
        files |= dict(place.files(SECRET_NAME, secret)) if place.name in EVERYWHERE else {}
    project = Project(tmp_path, files)

    def broken(*_given: object, **_named: object) -> None:
        raise ValueError(f"cannot digest {secret.value}")

    monkeypatch.setattr(where, broken)
    texts: dict[str, bytes] = {}
    codes = set()
    for words in (
        ("drift", "-v"),
        ("scan", "-v"),
        ("scan", "--format=json"),
        ("explain", SECRET_NAME, "-v"),
        ("docs",),
        ("template",),
        ("fix",),
        ("init",),
    ):
        said = project.call(*words)
        codes.add(said.code)
        texts[" ".join(words)] = said.out + said.err
    assert 2 in codes
    assert any(b"envlint bug: ValueError at envlint/" in text for text in texts.values())
    assert_no_leak(
        secret, texts | {path: text for path, text in project.written(files).items() if not path.endswith(".toml")}
    )


def test_the_matrix_finds_a_leak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("envlint.reporters.reads.showable", lambda _name, text: text)
    with pytest.raises(AssertionError, match="LmWt5"):
        test_no_secret_in_any_output(PLACES[0], SECRET_NAME, CANARIES[0], tmp_path)
