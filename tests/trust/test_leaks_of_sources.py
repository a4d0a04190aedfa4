"""No secret's value in anything that envlint writes, whatever kind of source holds it, and however."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from canaries import CANARIES
from environments import OF_FILES, PROC, WAYS
from harness import Project
from test_leaks import assert_no_leak

from envlint.core.reference import KINDS
from envlint.reporters import FORMATS
from envlint.sources import MODULES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from canaries import Canary
    from environments import Way
    from harness import Said

FILES = tuple(f"--format={name}:report.{name}" for name in FORMATS if name != "text")
GATE = "--env=production"
DECLARED = "[TOKEN]\nsecret = true\n[FLAG]\ntype = 'bool'\n"
RULES = {
    "clean": DECLARED,
    "wrong": "[TOKEN]\nsecret = true\ntype = 'uuid'\nrequires = ['FLAG=false']\n[FLAG]\ntype = 'bool'\n",
    "weak": "[TOKEN]\ntype = 'secret'\nmin_length = 500\nvisibility = 'names-only'\n[FLAG]\ntype = 'port'\n",
    "not allowed": "[TOKEN]\nvalues = ['alpha', 'beta']\nsecret = true\nconflicts = ['FLAG']\n[FLAG]\n",
    "undeclared": "[MISSING]\nrequired = true\n",
    "error": f"{DECLARED}requierd = true\n",
}
OUTCOMES = tuple(RULES)
OTHERS: tuple[tuple[str, ...], ...] = (
    ("status", GATE, "--format=json", "SOURCE"),
    ("resolve", GATE, "--format=json", "SOURCE"),
    ("resolve", GATE, "--format=shell", "-v", "SOURCE"),
    ("explain", "TOKEN", GATE, "--source", "SOURCE"),
    ("explain", "TOKEN", GATE, "--format=json", "--source", "SOURCE"),
    ("run", GATE, "SOURCE", "--", "true"),
    ("baseline", GATE, "SOURCE"),
    ("snapshot", "SOURCE", "-o", "before.json"),
    ("diff", "snapshot:before.json", "SOURCE", "-v"),
    ("diff", "dotenv:other.env", "SOURCE"),
    ("diff", "SOURCE", "dotenv:other.env", "--format=json"),
    ("check", GATE, "dotenv:other.env", "SOURCE", "--format=json", "-v"),
)
OTHER = {"other.env": "TOKEN=another\nFLAG=false\n"}
KEY = "2b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfe\n"
"""The same in every run, so that no fingerprint ever holds a piece of a secret by chance."""
SHARE = 6
"""The commands beside ``check`` are run for every sixth pair of a way and a secret: each meets each of them."""
PAIRS = [
    pytest.param(way, secret, OUTCOMES[(row + column // 2) % len(OUTCOMES)], (row + column) % SHARE == 0)
    for row, way in enumerate(WAYS)
    for column, secret in enumerate(CANARIES)
    if way in OF_FILES or (row + column) % 2 == 0
]


@pytest.fixture(autouse=True)
def _no_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("envlint.cli.execute._restore_signals", lambda: None)
    monkeypatch.setattr("os.execvpe", lambda *_program: None)
    monkeypatch.setattr("os.fsync", lambda _descriptor: None)
    monkeypatch.setattr("envlint.sources.procfs.PROC", PROC)


class Listener:
    """Runs commands on a project and keeps what they say."""

    def __init__(self, folder: Path, way: Way, secret: Canary, rules: str) -> None:
        files, self.environ = way.of(secret, folder / "project")
        self.way = way
        self.files = {"rules/all.toml": rules, **OTHER, **files}
        self.project = Project(folder, self.files)
        self.texts: dict[str, bytes] = {}
        key = folder / "home" / ".config" / "envlint" / "key"
        key.parent.mkdir(parents=True)
        key.write_text(KEY, encoding="ascii")
        key.chmod(0o600)

    def run(self, *words: str, stdin: bytes = b"") -> Said:
        words = tuple(self.way.source if word == "SOURCE" else word for word in words)
        said = self.project.call(*words, environ=self.environ, stdin=stdin)
        assert said.code in (0, 1, 2, None), said.text
        self.texts[f"{' '.join(words)} > stdout"], self.texts[f"{' '.join(words)} > stderr"] = said.out, said.err
        return said

    def assert_silent(self, secret: Canary) -> None:
        assert_no_leak(secret, self.texts | self.project.written(self.files))


@pytest.mark.parametrize(("way", "secret", "outcome", "thorough"), PAIRS, ids=str)
def test_no_secret_in_any_output(way: Way, secret: Canary, outcome: str, thorough: bool, tmp_path: Path) -> None:
    heard = Listener(tmp_path, way, secret, RULES[outcome])
    said = heard.run("check", GATE, "SOURCE", "--format=text", *FILES)
    assert b"envlint bug" not in said.err, said.text
    heard.run("check", GATE, "SOURCE", "-v", "--color=always", "--fail-on=info")
    heard.run("status", GATE, "SOURCE")
    heard.run("resolve", GATE, "SOURCE")
    if thorough:
        for words in OTHERS:
            said = heard.run(*words)
            assert b"envlint bug" not in said.err, said.text
    heard.assert_silent(secret)


@pytest.mark.parametrize("secret", CANARIES, ids=str)
@pytest.mark.parametrize("way", [way for way in WAYS if way.read], ids=str)
def test_the_secret_is_read(way: Way, secret: Canary, tmp_path: Path) -> None:
    """What is not read cannot leak: this tells that the matrix looks at anything at all."""
    heard = Listener(tmp_path, way, secret, DECLARED)
    said = heard.run("resolve", GATE, "SOURCE", "--format=json", "--reveal")
    values = {each["name"]: each["value"] for each in json.loads(said.out)["variables"]}
    assert (values["TOKEN"] == secret.value) is (secret.shape not in way.unlike)
    assert heard.run("check", GATE, "SOURCE").code == 0


@pytest.mark.parametrize("way", [way for way in WAYS if not way.seen], ids=str)
def test_what_cannot_be_seen(way: Way, tmp_path: Path) -> None:
    required = "[TOKEN]\ntype = 'secret'\nrequired = true\n[FLAG]\n"
    for rules, code in ((required, 1), (required.replace("[FLAG]", "visibility = 'names-only'\n[FLAG]"), 0)):
        heard = Listener(tmp_path / str(code), way, CANARIES[0], rules)
        said = heard.run("check", GATE, "SOURCE", "--format=json")
        assert said.code == code, said.text
        assert json.loads(said.out)["looked_at"]["not_covered"]
        heard.assert_silent(CANARIES[0])


FILED = [way for way in WAYS if way.kind not in ("process", "pid")]


@pytest.mark.parametrize(
    ("way", "kind"),
    [
        pytest.param(way, kind, id=f"{way} as {kind}")
        for row, way in enumerate(FILED)
        for column, kind in enumerate(kind for kind in KINDS if kind not in ("process", "pid", way.kind))
        if (row + column) % 2 == 0
    ],
)
def test_no_secret_when_read_as_another_kind(way: Way, kind: str, tmp_path: Path) -> None:
    secret = CANARIES[(FILED.index(way) + KINDS.index(kind)) % len(CANARIES)]
    path = way.source.partition(":")[2].partition("#")[0].partition(",")[0]
    heard = Listener(tmp_path, way._replace(source=f"{kind}:{path}"), secret, RULES["wrong"])
    heard.run("check", GATE, "SOURCE", "-v")
    heard.run("resolve", GATE, f"{kind}:-", stdin=(heard.project.folder / path).read_bytes())
    heard.assert_silent(secret)


FAULTS = ("{module}.read", "envlint.checks.value.wrong_type.judge", "envlint.analysis.layers.assemble")
ONE_OF_EACH = [next(way for way in WAYS if way.kind == kind and way.read) for kind in KINDS if kind != "procfile"]


@pytest.mark.parametrize("where", FAULTS)
@pytest.mark.parametrize("secret", [CANARIES[0], CANARIES[2], CANARIES[6]], ids=str)
@pytest.mark.parametrize("way", ONE_OF_EACH, ids=str)
def test_no_secret_in_a_fault(
    way: Way, secret: Canary, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Listener(tmp_path, way, secret, RULES["wrong"])
    place = where.format(module=f"envlint.sources.{MODULES[way.kind]}")
    monkeypatch.setattr(place, _raiser(secret))
    codes = set()
    for words in (("check", GATE, "SOURCE", "--format=text", "-v", *FILES), *OTHERS):
        codes.add(heard.run(*words).code)
    assert 2 in codes
    assert any(b"envlint bug: ValueError at envlint/" in text for text in heard.texts.values())
    heard.assert_silent(secret)


def _raiser(secret: Canary) -> Callable[..., None]:
    def broken(*_given: object, **_named: object) -> None:
        raise ValueError(f"cannot digest {secret.value}")

    return broken


SERVICES = """
[[services]]
name = "api"
root = "api"
files.production = ["compose:../compose.yaml#web"]
[[services]]
name = "worker"
root = "worker"
files.production = ["../k8s.yaml"]
files.staging = ["worker.env", "../more.env"]
"""
SHARING = "[TOKEN]\ntype = 'secret'\nmin_length = 500\nsame_as = 'worker:TOKEN'\ndiffers_across_tiers = true\n[FLAG]\n"


@pytest.mark.parametrize("same", [True, False], ids=["same", "different"])
@pytest.mark.parametrize("secret", CANARIES, ids=str)
def test_no_secret_of_a_workspace(secret: Canary, same: bool, tmp_path: Path) -> None:
    ways = {way.name: way for way in WAYS}
    other = ways["k8s value"].of(secret if same else CANARIES[0], tmp_path)[0]
    files = {
        ".git/HEAD": "",
        "envlint.toml": SERVICES,
        "api/rules/all.toml": SHARING,
        "worker/rules/all.toml": SHARING.replace("same_as = 'worker:TOKEN'\n", ""),
        "worker/worker.env": f"TOKEN={secret.in_single_quotes}\nTOKEN={secret.in_single_quotes}\n",
        "more.env": f"FLAG={secret.in_single_quotes}\nOTHER={secret.in_single_quotes}\n",
        **ways["compose map"].of(secret, tmp_path)[0],
        **other,
    }
    project = Project(tmp_path, files)
    texts = {}
    one = ("--service=worker", GATE)
    for words in (
        ("check", "--format=text", "-v", *FILES),
        ("check", GATE, "--service=api", "--format=json"),
        ("status", *one),
        ("resolve", *one),
        ("explain", "TOKEN", *one),
        ("rules",),
        ("baseline",),
    ):
        said = project.call(*words)
        assert b"envlint bug" not in said.err, said.text
        texts[" ".join(words)] = said.out + said.err
    assert b"TOKEN" in texts[next(iter(texts))]
    for each in {secret, *(() if same else CANARIES[:1])}:
        assert_no_leak(each, texts | project.written(files))


def test_the_matrix_finds_a_leak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from envlint.core.value import Value

    monkeypatch.setattr(Value, "__str__", lambda value: value.raw)
    way = next(way for way in WAYS if way.name == "compose map")
    heard = Listener(tmp_path, way, CANARIES[0], DECLARED)
    heard.run("resolve", GATE, "SOURCE", "--reveal")
    with pytest.raises(AssertionError, match="2LmWt5"):
        heard.assert_silent(CANARIES[0])
