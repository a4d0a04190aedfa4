"""ENV501 without a rule: a partial index is on rows that there can be."""

from __future__ import annotations

import pytest
from invariant_samples import history, said

INDEX = "CREATE INDEX i ON tracks (user_id) WHERE {};"


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("backend = 'minio'", "whose backend is minio, and tracks.backend can be local, s3"),
        ("backend::text = 'S3'::text", "whose backend is S3, and tracks.backend can be local, s3"),
        ("backend IN ('s3', 'gcs', 'b2')", "whose backend is gcs or b2, and tracks.backend can be local, s3"),
        (
            "deleted_at IS NULL AND backend = ANY (ARRAY['x'])",
            "whose backend is x, and tracks.backend can be local, s3",
        ),
    ],
)
def test_a_value_that_the_column_cannot_have(condition, message, tmp_path):
    found = history(tmp_path, (("003_x.sql", None, f"\n{INDEX.format(condition)}"),))
    assert said(found, invariants=()) == [f"db/003_x.sql:2 index i is on rows {message}"]


@pytest.mark.parametrize(
    "condition",
    [
        "backend = 's3'",
        "backend <> 'gcs'",
        "title = 'any'",
        "deleted_at IS NULL",
        "backend LIKE 'x%'",
        "backend = title",
    ],
)
def test_conditions_of_rows_that_there_can_be(condition, tmp_path):
    assert said(history(tmp_path, (("003_x.sql", None, INDEX.format(condition)),)), invariants=()) == []


def test_a_check_that_no_longer_allows_it(tmp_path):
    text = """ALTER TABLE tracks DROP CONSTRAINT tracks_backend_check;
ALTER TABLE tracks ADD CHECK (backend IN ('local', 'gcs'));
"""
    found = history(tmp_path, (("003_x.sql", None, INDEX.format("backend = 's3'")), ("004_x.sql", None, text)))
    assert said(found, invariants=()) == [
        "db/003_x.sql:1 index i is on rows whose backend is s3, and tracks.backend can be gcs, local"
    ]


def test_an_enum(tmp_path):
    found = history(tmp_path, (("003_x.sql", None, "CREATE INDEX i ON users (id) WHERE role = 'root';"),))
    assert said(found, invariants=()) == [
        "db/003_x.sql:1 index i is on rows whose role is root, and users.role can be admin, listener"
    ]
