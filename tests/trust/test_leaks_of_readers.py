"""No secret's value in what is said or written of files that several loaders read, each of them otherwise."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest
from canaries import CANARIES
from harness import Project
from test_leaks import assert_no_leak
from test_leaks_of_dialects import files

from envlint.formats.dialects import by_every_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from canaries import Canary
    from harness import Said

FILE = ".env.production"
RULES = "[TOKEN]\ntype = 'secret'\n[PORT]\ntype = 'port'\n[KIND]\nvalues = ['a', 'b']\n"
SHOWN = f"{RULES}[MODE]\nsecret = false\n"
GATE = "--env=production"
FORMATS = tuple(
    f"--format={name}:report.{name}" for name in ("json", "github", "sarif", "junit", "gitlab", "markdown", "html")
)
TOGETHER = (
    ("compose", "docker-run"),
    ("bash", "node-22", "python-dotenv"),
    ("dotenv-js-18", "systemd", "uv", "kubectl"),
    ("docker-run", "bash"),
    ("vite", "podman-5", "ruby-dotenv-3"),
    ("make", "dotenv-expand-1000"),
    ("python-decouple", "gitlab-report", "php-vlucas-5.6"),
    ("bash-xargs", "honcho", "rust-dotenvy"),
)
"""Loaders that read one file, the first of which is judged."""
LOOKING = (
    ("check", GATE, "--format=text", *FORMATS),
    ("check", GATE, "-v", "--color=always"),
    ("check", GATE, "-q", "--fail-on=info"),
    ("check", f"dotenv:{FILE}"),
    ("status", GATE),
    ("resolve", GATE, "--format=json"),
    ("explain", "TOKEN", GATE),
    ("explain", "MODE", GATE, "--format=json"),
    ("fix", "--diff", "--unsafe-fixes"),
    ("fix", "--check", "--unsafe-fixes"),
    ("fix",),
    ("snapshot", f"dotenv:{FILE}", "-o", "kept.json", "--key=../key"),
    ("diff", f"dotenv:{FILE}", "dotenv:other.env"),
    ("diff", "snapshot:kept.json", "dotenv:other.env", "--key=../key"),
    ("baseline", GATE),
    ("run", GATE, "--", "true"),
)
WRITING = (("fix", "--unsafe-fixes"), ("fix", "--unsafe-fixes", "-v"), ("check", GATE, "-v"))
NAMES = ("backtick", "words")
"""Texts in which the secret stands where a name does, to all but some loaders."""
KNOW_BACKTICKS = {"dotenv-js-18", "node-22", "vite", "dotenv-expand-1000"}
SHARE = 4
"""Every fourth command is run for each pair of a text and a secret, ``check`` in all formats for all of them."""
BARE = tuple(by_every_name())
KEY = "ab" * 32


@pytest.fixture(autouse=True)
def _not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("envlint.cli.execute._restore_signals", lambda: None)
    monkeypatch.setattr("os.execvpe", lambda *_program: None)
    monkeypatch.setattr("os.fsync", lambda _descriptor: None)


def _settings(readers: tuple[str, ...]) -> str:
    return f"readers = {list(readers)}\n"


def _project(folder: Path, given: Mapping[str, str]) -> Project:
    project = Project(folder, given)
    key = folder / "key"
    key.write_text(KEY, encoding="ascii")
    key.chmod(0o600)
    return project


def _say(project: Project, given: Mapping[str, str], secret: Canary, *commands: tuple[str, ...]) -> list[Said]:
    """Run commands and fail if a piece of the secret is in what they said, or in a file that is not of the project."""
    texts: dict[str, bytes] = {}
    said = []
    for words in commands:
        said.append(project.call(*words))
        assert "envlint bug" not in said[-1].text, words
        texts[f"{' '.join(words)} > stdout"], texts[f"{' '.join(words)} > stderr"] = said[-1].out, said[-1].err
    assert_no_leak(secret, texts | project.written(given))
    return said


@pytest.mark.parametrize("column", range(len(CANARIES)), ids=lambda column: str(CANARIES[column]))
def test_every_way_to_write_it(column: int, tmp_path: Path) -> None:
    secret = CANARIES[column]
    for row, (name, text) in enumerate(files(secret).items()):
        readers = TOGETHER[(row + column) % len(TOGETHER)]
        if name in NAMES and not KNOW_BACKTICKS & {*readers}:
            continue
        given = {FILE: text, "other.env": "TOKEN=x\n", "rules/all.toml": RULES}
        given["envlint.toml"] = _settings(readers)
        project = _project(tmp_path / name, given)
        closer = [words for number, words in enumerate(LOOKING[1:]) if not (number + row + column) % SHARE]
        _say(project, given, secret, LOOKING[0], *closer, WRITING[(row + column) % len(WRITING)])


@pytest.mark.parametrize("readers", TOGETHER, ids=lambda readers: "-".join(readers))
def test_every_company_of_loaders(readers: tuple[str, ...], tmp_path: Path) -> None:
    secret = CANARIES[2]
    for name, text in files(secret).items():
        if name not in NAMES:
            given = {FILE: text, "rules/all.toml": RULES, "envlint.toml": _settings(readers)}
            _say(_project(tmp_path / name, given), given, secret, LOOKING[0], LOOKING[8])


@pytest.mark.parametrize("first", BARE[::3])
def test_every_loader(first: str, tmp_path: Path) -> None:
    """Each dialect is judged beside another, with all texts in one file each."""
    secret = CANARIES[0]
    readers = (first, BARE[(BARE.index(first) + 1) % len(BARE)])
    for name, text in files(secret).items():
        if name in NAMES:
            continue
        given = {FILE: text, "rules/all.toml": RULES, "envlint.toml": _settings(readers)}
        _say(_project(tmp_path / name, given), given, secret, LOOKING[1])


@pytest.mark.parametrize("secret", CANARIES, ids=str)
def test_evidence_holds_it(secret: Canary, tmp_path: Path) -> None:
    """What shows the loaders holds secrets too, and is kept for the next run without them."""
    line = secret.on_one_line
    double = line.replace("\\", "\\\\").replace('"', '\\"')
    given = {
        FILE: f"TOKEN='{secret.value}'\nB= \nC=1 # c\n",
        "other.env": "TOKEN=x\n",
        "rules/all.toml": RULES,
        "run.sh": f"TOKEN='{line}' docker run -e TOKEN={line} --env-file {FILE} web {line}\nset -a; . ./{FILE} '{line}'\n"
        f"node --env-file={FILE} --title='{line}' web.js\nuv run --env-file {FILE} {line}\n",
        "compose.yaml": f'services:\n  web:\n    image: "{double}"\n    env_file: {FILE}\n    environment:\n      T: "{double}"\n',
        "Makefile": f"TOKEN = {line}\ninclude {FILE}\nrun:\n\tdocker run --env-file {FILE} -e T={line} web\n",
        "package.json": '{"dependencies": {"dotenv": "16.0.0"}, "scripts": {"start": "T='
        + double.replace("\\", "\\\\").replace('"', '\\"')
        + f' node --env-file={FILE} web.js"}}}}',
        ".envrc": f"export TOKEN='{line}'\ndotenv {FILE}\n",
        "Procfile": f"web: T='{line}' honcho -e {FILE} start\n",
        "justfile": f"t := '{line}'\nset dotenv-load\nrun:\n  docker run --env-file {FILE} -e T={line} web\n",
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: |\n"
        f"          kubectl create secret generic web --from-env-file={FILE} --from-literal=t='{line}'\n",
    }
    project = _project(tmp_path, given)
    once = _say(project, given, secret, *LOOKING[:6])
    assert "compose" in once[0].text
    assert _say(project, given, secret, *LOOKING[:6]) == once, "what was kept says the same"
    _say(project, given, secret, *LOOKING[8:])


@pytest.mark.parametrize("secret", CANARIES[::4], ids=str)
def test_layers_each_with_its_loader(secret: Canary, tmp_path: Path) -> None:
    settings = f"[readers]\n'.env' = ['compose', 'bash']\n'{FILE}' = ['docker-run', 'node-22']\n"
    texts = {name: text for name, text in files(secret).items() if name not in NAMES}
    for below, above in zip(texts, chain([*texts][5:], texts), strict=False):
        given = {".env": texts[below], FILE: texts[above], "rules/all.toml": RULES, "envlint.toml": settings}
        _say(_project(tmp_path / below, given), given, secret, LOOKING[0], LOOKING[5], LOOKING[8])


@pytest.mark.parametrize("secret", CANARIES, ids=str)
def test_standard_input(secret: Canary, tmp_path: Path) -> None:
    given = {"rules/all.toml": RULES, "envlint.toml": _settings(("bash", "docker-run", "node-22"))}
    project = _project(tmp_path, given)
    for name, text in files(secret).items():
        if name in NAMES:
            continue
        said = project.call("check", GATE, "dotenv:-", "-v", stdin=text.encode("utf-8", "surrogateescape"))
        assert_no_leak(secret, {"stdout": said.out, "stderr": said.err, **project.written(given)})


@pytest.mark.parametrize(
    "place", ["analysis.readers.ear.Ear._listen", "checks.text.takes._verb", "analysis.respell.respelled"]
)
def test_a_fault_of_our_own_says_no_value(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = CANARIES[0]

    def fail(*given: object, **named: object) -> None:
        raise RuntimeError(f"{given} {named} {secret.value}")

    given = {FILE: f"TOKEN={secret.value}#x\nMODE='a'\n", "rules/all.toml": RULES}
    given["envlint.toml"] = _settings(("dotenv-js-18", "docker-run"))
    project = _project(tmp_path, given)
    monkeypatch.setattr(f"envlint.{place}", fail)
    if place.endswith("respelled"):
        monkeypatch.setattr("envlint.commands.respell.respelled", fail)
    words = ("fix", "--unsafe-fixes") if place.endswith("respelled") else ("check", GATE, "-v")
    said = project.call(*words)
    assert said.code == 2
    assert "envlint bug" in said.text
    assert_no_leak(secret, {"stdout": said.out, "stderr": said.err, **project.written(given)})


def test_the_matrix_finds_a_leak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("envlint.checks.text.takes.shown", lambda _rule, text: text)
    with pytest.raises(AssertionError, match="report"):
        test_every_company_of_loaders(TOGETHER[0], tmp_path)


@pytest.mark.parametrize("readers", TOGETHER, ids=lambda readers: "-".join(readers))
def test_what_may_be_shown_brings_nothing_along(readers: tuple[str, ...], tmp_path: Path) -> None:
    """A variable that its rule lets be seen takes in a secret by a reference, a comment or a line below."""
    secret = CANARIES[0]
    for number, text in enumerate((
        f"TOKEN={secret.value}\nMODE=${{TOKEN}}\n",
        f"MODE='x' # {secret.value}\n",
        f"MODE= \nTOKEN={secret.value}\n",
        f"MODE=a\\\nTOKEN={secret.value}\n",
        f"TOKEN='x\nMODE={secret.value}'\n",
        f"MODE=$NOPE\nA=${{NOPE:={secret.value}}}\nMODE=$NOPE\n",
    )):  # fmt: skip
        given = {FILE: text, "rules/all.toml": SHOWN, "envlint.toml": _settings(readers)}
        project = _project(tmp_path / str(number), given)
        texts: dict[str, bytes] = {}
        project.call("check", GATE, "-q", "--format=json:report.json")
        for line in (project.folder / "report.json").read_bytes().splitlines():
            if line.lstrip().startswith((b'"message"', b'"help"', b'"label"')):
                texts[line.decode()] = line
        assert_no_leak(secret, texts)
