"""The reference project as it was before the episode was mended, and exactly what drift says of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEPT = ("rules", "docs/ENV_VARIABLES.md", ".env.template", "examples/veza-backend-api")
SETTINGS = """\
rules    = ["rules"]
template = [".env.template"]
docs     = ["docs/ENV_VARIABLES.md"]
code     = ["examples/veza-backend-api"]
sql      = ["examples/veza-backend-api/migrations"]
dialect  = { bool = "go" }
version  = "2.4"
tier_variable = "APP_ENV"
ignore   = ["ENV406"] # the rules of envlint's own variables: its code is not in this copy
"""
DOCS = "docs/ENV_VARIABLES.md"
CONFIG = "examples/veza-backend-api/internal/config/config.go"
MIGRATION = "examples/veza-backend-api/migrations/985_track_storage_backend.sql"


def drift(project, *words):
    command = [sys.executable, "-m", "envlint", "drift", *words]
    environ = {"PATH": os.environ["PATH"], "HOME": str(project.parent), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd=project, env=environ, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    """The reference project, by itself."""
    project = tmp_path / "project"
    for name in KEPT:
        source, target = ROOT / name, project / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    (project / "envlint.toml").write_text(SETTINGS)
    own = project / "rules/envlint.toml"
    if own.exists():
        own.unlink()
    return project


def edit(file, old, new):
    text = file.read_text()
    assert text.count(old) == 1, (file, old, text.count(old))
    file.write_text(text.replace(old, new))


def without_lines(file, *holding):
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(line for line in lines if not any(word in line for word in holding)))


@pytest.fixture
def before(copy):
    """The copy with all that was wrong then."""
    without_lines(copy / ".env.template", "TRACK_STORAGE_BACKEND=local")
    without_lines(copy / DOCS, "| #11 | ")
    edit(copy / CONFIG, 'getEnv("TRACK_STORAGE_BACKEND", BackendLocal)', 'getEnv("TRACK_STORAGE_BACKEND", BackendS3)')
    edit(copy / MIGRATION, "IN ('local', 's3')", "IN ('local', 's3', 'minio')")
    return copy


def test_the_copy_is_clean(copy):
    done = drift(copy)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.startswith("clean: ")


def test_the_findings_are_exactly_these(before):
    done = drift(before, "--format", "json")
    report = json.loads(done.stdout)
    found = [(each["code"], each["variable"], each["location"]["path"]) for each in report["findings"]]
    assert (done.returncode, done.stderr) == (1, "")
    assert found == [
        ("ENV402", "TRACK_STORAGE_BACKEND", CONFIG),
        ("ENV409", "TRACK_STORAGE_BACKEND", MIGRATION),
        ("ENV407", "TRACK_STORAGE_BACKEND", "rules/storage.toml"),
        ("ENV417", None, DOCS),
        ("ENV417", None, DOCS),
    ]


def test_the_first_says_what_was_missed(before):
    lines = drift(before).stdout.splitlines()
    first = next(line for line in lines if "TRACK_STORAGE_BACKEND" in line)
    assert "ENV402" in first
    assert "template" in first


def test_repair_makes_it_whole(before):
    edit(before / CONFIG, 'getEnv("TRACK_STORAGE_BACKEND", BackendS3)', 'getEnv("TRACK_STORAGE_BACKEND", BackendLocal)')
    edit(before / MIGRATION, "IN ('local', 's3', 'minio')", "IN ('local', 's3')")
    command = [sys.executable, "-m", "envlint", "fix"]
    environ = {"PATH": os.environ["PATH"], "HOME": str(before.parent), "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    subprocess.run(command, cwd=before, env=environ, capture_output=True, check=False)
    assert "TRACK_STORAGE_BACKEND=local" in (before / ".env.template").read_text()
    assert (before / DOCS).read_text() == (ROOT / DOCS).read_text()
    assert drift(before).returncode == 0
