"""The reference project's backend is real: Go's own toolchain takes it, and its tests pass."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

BACKEND = Path(__file__).parents[2] / "examples/veza-backend-api"
LONGEST_RUN = 300
IN_CI = bool(os.environ.get("CI"))


@pytest.fixture(scope="module")
def go(tmp_path_factory):
    """Return a function that runs ``go`` on a copy of the backend, without the network."""
    program = shutil.which("go")
    if program is None:
        missing = "Go is not installed (Debian: golang-go), so the backend cannot be compiled"
        if IN_CI:
            pytest.fail(missing)
        pytest.skip(missing)
    folder = tmp_path_factory.mktemp("go")
    copy = shutil.copytree(BACKEND, folder / "veza-backend-api")
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GOCACHE": str(folder / "cache"),
        "GOPATH": str(folder / "path"),
        "GOFLAGS": "-mod=mod",
        "GOTOOLCHAIN": "local",
        "GOPROXY": "off",
        "CGO_ENABLED": "0",
    }

    def run(*words, **changed):
        command = [program, *words]
        return subprocess.run(
            command, cwd=copy, env=environ | changed, capture_output=True, text=True, timeout=LONGEST_RUN, check=False
        )

    return run


@pytest.mark.parametrize("words", [("vet", "./..."), ("test", "./..."), ("build", "./...")], ids=" ".join)
def test_go_takes_it(go, words):
    done = go(*words)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_code_is_formatted(go):
    done = go("run", "cmd/gofmt", "-l", ".")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.fixture(scope="module")
def server(go, tmp_path_factory):
    """Return the compiled server."""
    binary = tmp_path_factory.mktemp("bin") / "server"
    done = go("build", "-o", str(binary), "./cmd/server")
    assert done.returncode == 0, done.stderr
    return binary


def settings(name: str) -> dict[str, str]:
    lines = (BACKEND / "env" / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_production_refuses_to_start_and_says_all_of_it_at_once(server):
    done = subprocess.run(
        [server], env=settings("bad.production.env"), capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 1
    for rule in ("#1", "#2", "#3", "#4", "#7", "#11"):
        assert f"rule {rule}: " in done.stderr
    assert "TRACK_STORAGE_BACKEND=s3 requires AWS_S3_ENABLED=true" in done.stderr
    assert "REQUEST_TIMEOUT is not a duration" in done.stderr
    assert "changeme" not in done.stderr
    assert "invented-" not in done.stderr


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("good.production.env", "tracks are kept in s3"),
        (
            "staging.env",
            'rule #11: TRACK_STORAGE_BACKEND="minio" is not one of local, s3; staging runs with TRACK_STORAGE',
        ),
    ],
)
def test_it_starts(server, name, said):
    environ = settings(name) | {"BIND_ADDRESS": "127.0.0.1", "PORT": "0"}
    with subprocess.Popen([server], env=environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        lines = []
        for line in process.stderr:
            lines.append(line)
            if "listening on" in line:
                process.terminate()
        assert process.wait(timeout=30) == 0, "".join(lines)
    assert said in "".join(lines)
    assert ("warning: " in "".join(lines)) == (name == "staging.env")
