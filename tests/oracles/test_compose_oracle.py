"""The Compose source says what Docker Compose itself says.

Docker Compose is ``.venv/oracles/docker-compose`` below the repository, or the program of that name on the path. What
it says of the projects in ``compose/`` is recorded there too, for machines without it; recording it anew:

    python tests/oracles/test_compose_oracle.py
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from compose_cases import RECORDED, Case, cases, recorded
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.sources import compose

OWN = Path(__file__).resolve().parents[2] / ".venv" / "oracles" / "docker-compose"
PROGRAM = str(OWN) if OWN.exists() else shutil.which("docker-compose")
ENVIRONMENT = {"PATH": os.defpath, "HOME": "/nowhere", "FROM_SHELL": "shell's $value"}

needs_docker_compose = pytest.mark.skipif(PROGRAM is None, reason="docker-compose is not installed")

Variables = dict[str, str]


def wanted(folder: Path, files: tuple[str, ...]) -> dict[str, Variables] | str:
    """Return each service's variables as Docker Compose prints them, or its complaint."""
    assert PROGRAM is not None
    named = [part for file in files for part in ("-f", file)]
    done = subprocess.run(
        [PROGRAM, *named, "--profile", "*", "config", "--format", "json"],
        cwd=folder,
        env={**ENVIRONMENT, "PWD": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.returncode:
        return done.stderr
    services = json.loads(done.stdout).get("services") or {}
    return {
        name: {_plain(key): _plain(value) for key, value in (one.get("environment") or {}).items() if value is not None}
        for name, one in services.items()
    }


def _plain(text: str) -> str:
    return text.replace("$$", "$")


def ours(monkeypatch: pytest.MonkeyPatch, folder: Path, files: tuple[str, ...], service: str) -> Variables:
    with monkeypatch.context() as patch:
        for name in os.environ:
            patch.delenv(name)
        for name, value in {**ENVIRONMENT, "PWD": str(folder)}.items():
            patch.setenv(name, value)
        found = Environment(compose.read(f"{','.join(files)}#{service}", str(folder), str(folder)))
    return {name: binding.value.raw for name, binding in found.winners.items()}


@needs_docker_compose
@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_what_is_recorded_is_what_docker_compose_says(case: Case, tmp_path: Path) -> None:
    case.write(tmp_path)
    want = wanted(tmp_path, case.files)
    if case.refused:
        assert isinstance(want, str)
        return
    assert not isinstance(want, str), want
    assert want == recorded()[case.name]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_project_reads_as_docker_compose_reads_it(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.write(tmp_path)
    if case.refused:
        with pytest.raises(EnvlintError) as caught:
            ours(monkeypatch, tmp_path, case.files, "web")
        assert caught.value.at is not None
        return
    want = recorded()[case.name]
    assert want == {name: ours(monkeypatch, tmp_path, case.files, name) for name in want}


PIECES = (
    *(
        "A",
        "B",
        "FROM_SHELL",
        "NOWHERE",
        "=",
        "=",
        "=",
        ":",
        " ",
        " ",
        "  ",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "#",
        " #",
        "'",
        '"',
    ),
    *(
        "'",
        '"',
        "\\",
        "\\n",
        "\\0101",
        "\\$",
        "$",
        "$$",
        "${",
        "}",
        "${A}",
        "${B:-d}",
        "$A",
        "export ",
        "1",
        ".",
        "-",
        "x",
    ),
    *("é", "\u00a0", "`", "[", "{", "(", ";", "%", "\u2028", "\f"),
)
LINES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)
ENV_FILES = st.lists(LINES.map(lambda text: f"A=1\n{text}\nZ=9\n"), min_size=30, max_size=40, unique=True)
MARKS = (
    "${",
    "}",
    "{",
    "$",
    "$$",
    ":",
    "-",
    "?",
    "+",
    ":-",
    ":?",
    ":+",
    "A",
    "NOWHERE",
    "EMPTY",
    "FROM_SHELL",
    " ",
    "\n",
    ".",
    "x",
)
REFERENCES = st.one_of(
    st.lists(st.sampled_from(MARKS), max_size=10).map("".join),
    st.recursive(
        st.sampled_from(("", "x", "$A", "${NOWHERE}", "$$", "{", "}")),
        lambda inner: st.builds(
            "{}${{{}{}{}}}{}".format,
            inner,
            st.sampled_from(("A", "EMPTY", "NOWHERE")),
            st.sampled_from((":-", "-", ":+", "+", "?", ":?")),
            inner,
            inner,
        ),
        max_leaves=5,
    ),
)
# An example is forty texts and up to seven starts of a program: what fails is shown as it is, not made smaller.
# They are the same ones every time: other ones are for a longer run by hand (`--hypothesis-seed`, without derandomize).
FEW = settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)
ALONE = 3
"""Of the texts that we refuse, how many Docker Compose is asked about: each of them takes a start of its own."""


class Batch:
    """Many texts, each of a service of its own, held against one start of Docker Compose."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.monkeypatch = monkeypatch
        self.folder = folder

    def check(self, services: dict[str, dict[str, object]]) -> None:
        accepted: dict[str, Variables] = {}
        refused: list[str] = []
        for name, service in services.items():
            (self.folder / "compose.yaml").write_text(json.dumps({"services": {name: service}}))
            try:
                accepted[name] = ours(self.monkeypatch, self.folder, ("compose.yaml",), name)
            except EnvlintError:
                refused.append(name)
        self.write({name: services[name] for name in accepted})
        want = wanted(self.folder, ("compose.yaml",))
        assert not isinstance(want, str), want
        assert accepted == want
        for name in refused[:ALONE]:
            self.write({name: services[name]})
            assert isinstance(wanted(self.folder, ("compose.yaml",)), str), services[name]

    def write(self, services: dict[str, dict[str, object]]) -> None:
        (self.folder / "compose.yaml").write_text(json.dumps({"services": services}))


@needs_docker_compose
@FEW
@given(ENV_FILES)
@pytest.mark.parametrize("form", ["", "raw"])
def test_env_files_read_as_docker_compose_reads_them(
    form: str, tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("env_files")
    services: dict[str, dict[str, object]] = {}
    for index, text in enumerate(texts):
        (folder / f"{index}.env").write_bytes(text.encode())
        services[f"s{index}"] = {
            "image": "i",
            "env_file": [{"path": f"{index}.env", **({"format": form} if form else {})}],
        }
    with pytest.MonkeyPatch.context() as monkeypatch:
        Batch(monkeypatch, folder).check(services)


@needs_docker_compose
@FEW
@given(st.lists(REFERENCES, min_size=30, max_size=40, unique=True))
def test_references_read_as_docker_compose_reads_them(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("references")
    (folder / ".env").write_text("A=a $$ b\nEMPTY=\n")
    services: dict[str, dict[str, object]] = {
        f"s{index}": {"image": "i", "environment": {"X": text}} for index, text in enumerate(texts)
    }
    with pytest.MonkeyPatch.context() as monkeypatch:
        Batch(monkeypatch, folder).check(services)


SCALARS = st.one_of(
    st.from_regex(r"[-+]?[0-9_.]{1,8}(e[-+]?[0-9]{1,3})?", fullmatch=True),
    st.from_regex(r"[-+]?0[xob]?[0-9a-f_]{1,5}", fullmatch=True),
    st.from_regex(
        r"20[0-9]{2}-[01]?[0-9]-[0-3]?[0-9]([Tt ]1[0-9]:0?[0-9]:0[0-9](\.5)?(Z|[+-]0[1-5]:00)?)?", fullmatch=True
    ),
    st.sampled_from(
        ("true", "True", "TRUE", "yes", "no", "on", "y", "null", "Null", "~", ".inf", "+.Inf", ".NaN", "1e6", "tRue")
    ),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.integers(-(2**70), 2**70).map(str),
)


@needs_docker_compose
@FEW
@given(st.lists(SCALARS, min_size=40, max_size=60, unique=True))
def test_scalars_become_the_text_that_docker_compose_makes_of_them(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("scalars")
    files = ("compose.yaml",)

    def write(kept: list[str]) -> None:
        lines = "".join(f"      V{index}: {text}\n" for index, text in enumerate(kept))
        (folder / "compose.yaml").write_text(f"services:\n  web:\n    image: i\n    environment:\n{lines}      Z: 1\n")

    with pytest.MonkeyPatch.context() as monkeypatch:
        kept, refused = [], []
        for text in texts:
            write([text])
            try:
                ours(monkeypatch, folder, files, "web")
                kept.append(text)
            except EnvlintError:
                refused.append(text)
        for text in refused[:ALONE]:
            write([text])
            assert isinstance(wanted(folder, files), str), text
        write(kept)
        want = wanted(folder, files)
        assert not isinstance(want, str), want
        assert ours(monkeypatch, folder, files, "web") == want["web"]


def record() -> None:
    """Write down what Docker Compose says of every project that it does not refuse."""
    found = {}
    for case in cases():
        # Its folder's name is the project's name, and must not be another one each time.
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "project"
            folder.mkdir()
            case.write(folder)
            want = wanted(folder, case.files)
        if not case.refused:
            assert not isinstance(want, str), (case.name, want)
            found[case.name] = want
    RECORDED.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record()
