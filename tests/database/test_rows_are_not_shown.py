"""What rows say stays in the database: of a real one, nothing is in any report that is not in the rules already."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CANARY = "kanarienvogel-0815"
FORMATS = ("text", "json", "github", "sarif", "junit", "gitlab", "markdown", "html")
RULES = """
[DATABASE_URL]
secret = true

[BACKEND]
values  = ["local", "s3"]
default = "local"
sql     = "tracks.backend"

[PLAN]
values = ["hidden-plan-a", "hidden-plan-b"]
secret = true
sql    = "tracks.plan"
"""
UP = "CREATE TABLE tracks (backend text, plan text, note text);"
DOWN = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM tracks WHERE backend <> 'local') THEN RAISE EXCEPTION 'no'; END IF;
  IF (SELECT max(note) FROM tracks) THEN RAISE EXCEPTION 'no'; END IF;
  IF EXISTS (SELECT FROM tracks WHERE note::int = 1) THEN RAISE EXCEPTION 'no'; END IF;
END $$;
DROP TABLE tracks;
"""


@pytest.fixture
def project(server, database, tmp_path):
    server.ask(
        database,
        f"{UP} INSERT INTO tracks VALUES ('{CANARY}', 'hidden-plan-b', '{CANARY}'), ('s3', '{CANARY}', '{CANARY}');",
    )
    files = {
        "rules/a.toml": RULES,
        "migrations/1_tracks.sql": UP,
        "migrations/rollback/1_tracks_down.sql": DOWN,
        ".env": f"DATABASE_URL={server.dsn(database)}\nPLAN=hidden-plan-a\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


@pytest.mark.parametrize("format", FORMATS)
def test_no_report_has_the_text_of_a_row_or_the_connection(project, server, format):
    command = [sys.executable, "-m", "envlint", "migrations", "--live", ".env", "-v", "--format", format]
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(project), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=project, env=environ, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "ENV508" in said
    assert "ENV509" in said
    for secret in (CANARY, "hidden-plan", server.folder):
        assert secret not in said
