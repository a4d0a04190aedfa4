"""Nine faults in one production environment: one run names them all, and nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

SEEDED = Path(__file__).parents[2] / "benchmarks/seeded_faults"
FAULTS = tomllib.loads((SEEDED / "faults.toml").read_text())["fault"]
SECRETS = ("changeme-7Qx41", "kVw8Zq2LtR5nXc7M")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "rules").mkdir()
    shutil.copyfile(SEEDED / "rules.toml", tmp_path / "rules/shop.toml")
    shutil.copyfile(SEEDED / "production.env", tmp_path / ".env.production")
    (tmp_path / ".env.production").chmod(0o600)
    return tmp_path


def check(project, *words):
    """Run the program itself, as a deploy would."""
    root = Path(__file__).parents[2]
    return subprocess.run(
        [sys.executable, "-m", "envlint", "check", "--env", "production", *words],
        cwd=project,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(root), "XDG_CACHE_HOME": str(project / ".cache")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_there_are_nine():
    assert len({(fault["code"], fault["variable"]) for fault in FAULTS}) == 9


def test_one_run_finds_all_nine_and_nothing_else(project):
    done = check(project, "--format", "json")
    findings = json.loads(done.stdout)["findings"]
    assert done.returncode == 1, done.stderr
    found = Counter((finding["code"], finding["variable"]) for finding in findings)
    assert found == Counter((fault["code"], fault["variable"]) for fault in FAULTS)


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit", "gitlab", "markdown", "html"])
def test_no_format_shows_a_secret(project, form):
    done = check(project, "--format", form)
    assert done.returncode == 1, done.stderr
    assert not [secret for secret in SECRETS if secret in done.stdout + done.stderr]


def test_a_corrected_environment_is_clean(project):
    mended = {
        "AWS_S3_ENABLED": "true",
        "PORT": "8080",
        "DATABASE_URL": "postgresql://app:kVw8Zq2LtR5nXc7M@db.internal:5432/music",
        "JWT_SECRET": "q7Rk2mVx9TzLp4Ws8NcYb3Hd6Fg1Jt5Q",
        "SESSION_SECRET": "Zt4Bn8Vc2Xm6Kq1Wp9Rd3Ls7Hf5Gj0Ya",
        "REQUEST_TIMEOUT": "30s",
        "CORS_ORIGINS": "https://app.example.com",
        "REDIS_URL": "rediss://cache.internal:6379",
    }
    values = dict(line.split("=", 1) for line in (SEEDED / "production.env").read_text().splitlines())
    values = {name: text for name, text in {**values, **mended}.items() if name != "REDIS_HOST"}
    (project / ".env.production").write_text("".join(f"{name}={text}\n" for name, text in values.items()))
    done = check(project)
    assert done.returncode == 0, done.stdout + done.stderr
