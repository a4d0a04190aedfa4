"""A handful of reports that between them use every part of every format."""

from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.finding import Excerpt, Finding, Related
from envlint.core.location import Location
from envlint.core.report import LookedAt, Report
from envlint.core.severity import ERROR, INFO, WARNING

PRODUCTION = "dotenv:.env.production"
RULE_AT = Location("rules/storage.toml", "rules/storage.toml", 8, 1, 8, 21)
WHY = "with s3 and no S3 client the service would start and then fail on every upload"


def rule_eleven(tier: str, **changes: object) -> Finding:
    source, path = f"dotenv:.env.{tier}", f".env.{tier}"
    finding = Finding(
        "ENV201",
        "requirement-not-met",
        "TRACK_STORAGE_BACKEND=s3 requires AWS_S3_ENABLED=true",
        Location(source, path, 2, 23, 2, 25),
        rule="11",
        variable="TRACK_STORAGE_BACKEND",
        tier=tier,
        label="s3 ...",
        related=(Related("... needs true here", Location(source, path, 3, 16, 3, 21)),),
        rule_at=RULE_AT,
        why=WHY,
        help="set AWS_S3_ENABLED=true, or TRACK_STORAGE_BACKEND=local",
        fingerprint="b" * 32,
        excerpts=(
            Excerpt(path, 2, "TRACK_STORAGE_BACKEND=s3", 23, 25, "s3 ..."),
            Excerpt(path, 3, "AWS_S3_ENABLED=false", 16, 21, "... needs true here"),
        ),
    )
    return finding.replace(**changes)


def _report(tier: str, *findings: Finding, **changes: object) -> Report:
    looked_at = LookedAt(((f"dotenv:.env.{tier}", 12),), rules=34)
    return Report("check", tuple(findings), looked_at, tier, (tier,)).replace(**changes)


def rule_eleven_in_production() -> Report:
    return _report("production", rule_eleven("production"))


def fallback_in_staging() -> Report:
    return _report("staging", rule_eleven("staging", severity=WARNING, fallback="local"), suppressed=1, baselined=2)


def clean() -> Report:
    return _report("production")


def could_not_judge() -> Report:
    errors = (
        LoadErrors(
            (
                EnvlintError("unknown key 'valeus'", at=RULE_AT, help="did you mean 'values'?"),
                EnvlintError("two tables for one variable", at=RULE_AT.replace(line=20, end_line=20)),
            )
        ),
    )
    looked_at = LookedAt(not_covered=(".env.local (absent)",))
    return Report("check", looked_at=looked_at, tier="production", tiers=("production",), errors=errors)


def several_places() -> Report:
    """Findings without a file, in two files, about no rule, in several tiers, and one that blocks."""
    process = Finding(
        "ENV104",
        "required-variable-missing",
        "DATABASE_URL is required and not set",
        Location("process:"),
        rule="DATABASE_URL",
        variable="DATABASE_URL",
        tier="staging",
        rule_at=RULE_AT,
        fingerprint="c" * 32,
    )
    duplicate = Finding(
        "ENV302",
        "duplicate-key",
        "PORT is set twice; the last one wins",
        Location("dotenv:a.env", "a.env", 10, 1, 10, 5),
        INFO,
        variable="PORT",
        related=(Related("... set here first", Location("dotenv:b.env", "b.env", 3, 1, 3, 5)),),
        excerpts=(Excerpt("a.env", 10, "PORT=8080", 1, 5), Excerpt("b.env", 3, "PORT=***", 1, 5, "... set here first")),
        fingerprint="d" * 32,
    )
    blind = Finding("ENV901", "unreadable", "permission denied", Location("dotenv:c.env", "c.env"), ERROR)
    looked_at = LookedAt((("dotenv:a.env", 1), ("dotenv:b.env", 2), ("process:", 30)), rules=1)
    return Report("check", (duplicate, blind, process), looked_at, tiers=("development", "staging"))


SAMPLES = {
    make.__name__: make
    for make in (rule_eleven_in_production, fallback_in_staging, clean, could_not_judge, several_places)
}
