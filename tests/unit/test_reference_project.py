"""The reference project's rules, template, docs and Go code say the same. Read here by means of the tests' own."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "examples/veza-backend-api"
DOCS = (ROOT / "docs/ENV_VARIABLES.md").read_text(encoding="utf-8")
TEMPLATE = (ROOT / ".env.template").read_text(encoding="utf-8")
GO = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((BACKEND / "internal/config").glob("*.go"))
    if not path.stem.endswith("_test")
)
FILES = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "rules").glob("*.toml"))]
TABLES = [(name, table) for file in FILES for name, table in file.items() if name not in ("rule", "invariant", "tag")]
VARIABLES: dict[str, dict[str, Any]] = dict(TABLES)
GROUPS: list[dict[str, Any]] = [group for file in FILES for group in file.get("rule", ())]
OURS = [
    name for name, table in VARIABLES.items() if not table.get("external") and not table["section"].startswith("27.")
]

SECTIONS = [
    "Application and server", "Database", "Redis", "Message broker", "JWT and sessions", "OAuth providers",
    "CORS and headers", "Rate limiting", "CSRF and cookies", "E-mail", "Object storage", "Uploads and antivirus",
    "HLS + track storage backend", "Stream server", "Chat server", "WebSocket", "Payments", "Marketplace",
    "Subscriptions", "Search", "Caching", "Job queue", "Logging", "Metrics and tracing", "Feature flags", "Moderation",
    "envlint's own", "Validation rules", "Drift findings",
]  # fmt: skip

GO_TYPES = {
    "getEnvInt": {"int", "port"},
    "getEnvFloat": {"number"},
    "getEnvBool": {"bool"},
    "getEnvDuration": {"duration"},
    "getEnvBytes": {"bytesize"},
    "getEnvList": {"list<cidr>", "list<int>", "list<origin>", "list<string>"},
    "getEnvPercentages": {"map<int>"},
    "getEnv": {"enum", "string", "secret", "url", "host", "ip", "path", "email", "cron"},
}
NANOSECONDS = {"ms": 10**6, "s": 10**9, "m": 60 * 10**9, "h": 3600 * 10**9}
GO_UNITS = {"Millisecond": "ms", "Second": "s", "Minute": "m", "Hour": "h"}
GO_CONSTANTS = dict(re.findall(r'(?m)^\t([A-Z]\w+) += "(\w+)"$', GO))


def default(table: dict[str, Any]) -> str:
    """Return a rule's default as text, empty when it has none."""
    said = table.get("default", "")
    return str(said).lower() if isinstance(said, bool) else str(said)


def required(table: dict[str, Any]) -> str:
    said = table.get("required", False)
    return ", ".join(said) if isinstance(said, list) else "yes" if said else "no"


def rows() -> dict[str, tuple[str, list[str]]]:
    """Return the docs' table rows of sections 1 to 27: name to its section and its cells."""
    found, section = {}, ""
    for line in DOCS.split("\n## 28.")[0].splitlines():
        section = line.removeprefix("## ") if line.startswith("## ") else section
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            found[cells[0].strip(" `")] = (section, cells)
    return found


def template_lines() -> dict[str, tuple[str, str | None]]:
    """Return the template's variables: name to its section and its value, None where the line is commented out."""
    found: dict[str, tuple[str, str | None]] = {}
    section = ""
    for line in TEMPLATE.splitlines():
        if heading := re.fullmatch(r"# =+ (\d+\. .*?) =+", line):
            section = heading[1]
        if assignment := re.match(r"(#\s*)?([A-Z][A-Z0-9_]*)=(.*)", line):
            found[assignment[2]] = (section, None if assignment[1] else assignment[3].strip("'"))
    return found


def go_reads() -> dict[str, tuple[str, str]]:
    """Return the first read of each variable through a wrapper: name to the wrapper and the default it is given."""
    reads: dict[str, tuple[str, str]] = {}
    for wrapper, name, given in re.findall(r'\b(getEnv\w*)\("(\w+)", (".*?"|[^")]+)\)', GO):
        reads.setdefault(name, (wrapper, given.strip('"')))
    return reads


def nanoseconds(text: str) -> int:
    """Return the length of a duration, written by us (``336h``) or as a Go constant (``14*24*time.Hour``)."""
    for word, unit in GO_UNITS.items():
        text = text.replace(f"time.{word}", f"1{unit}")
    length = 1
    for factor in text.split("*"):
        number, unit = re.fullmatch(r"(\d+)(ms|s|m|h|)", factor).groups()  # type: ignore[union-attr]
        length *= int(number) * NANOSECONDS.get(unit, 1)
    return length


def test_sections_are_numbered_as_people_cite_them():
    headings = re.findall(r"(?m)^## (\d+\. .*)$", DOCS)
    assert headings == [f"{number}. {title}" for number, title in enumerate(SECTIONS, 1)]
    assert {table["section"] for table in VARIABLES.values()} == set(headings[:27])


def test_the_size_of_the_contract():
    assert 110 <= len(VARIABLES) <= 135
    assert len(TABLES) == len(VARIABLES), "a name has two tables"


def test_rules_one_to_eleven_stand_where_people_look_for_them():
    numbered = {table["id"]: name for name, table in VARIABLES.items() if "id" in table}
    numbered |= {group["id"]: "" for group in GROUPS if isinstance(group["id"], int)}
    assert numbered == {
        1: "JWT_SECRET", 2: "DATABASE_URL", 3: "CORS_ORIGINS", 4: "CHAT_JWT_SECRET", 5: "COOKIE_SECURE", 6: "LOG_LEVEL",
        7: "REDIS_URL", 8: "", 9: "PAYMENTS_ENABLED", 10: "HLS_ENABLED", 11: "TRACK_STORAGE_BACKEND",
    }  # fmt: skip


def test_rule_eleven():
    rule = VARIABLES["TRACK_STORAGE_BACKEND"]
    assert set(rule["values"]) == {"local", "s3"}
    assert rule["default"] == rule["fallback"] == "local"
    assert rule["when"] == {"s3": {"requires": ["AWS_S3_ENABLED=true"]}}
    assert rule["level"] == {"production": "error", "else": "warning"}
    assert rule["sql"] == "tracks.storage_backend"


@pytest.mark.parametrize("name", VARIABLES)
def test_docs_say_what_the_rule_says(name):
    table = VARIABLES[name]
    section, (_, kind, given, needed, allowed, description) = rows()[name]
    assert section == table["section"]
    assert kind.strip("`") == table.get("type", "enum")
    assert given.strip("`").replace("-", "", given == "-") == default(table)
    assert needed == required(table)
    if "values" in table:
        assert re.findall(r"`([^`]+)`", allowed) == [str(value) for value in table["values"]]
    for limit in ("min", "max"):
        assert str(table.get(limit, "")) in allowed
    if "id" in table:
        assert f"Rule #{table['id']}." in description


@pytest.mark.parametrize("name", VARIABLES)
def test_the_template_shows_it_with_its_default(name):
    section, value = template_lines()[name]
    assert section == VARIABLES[name]["section"]
    if name in ("DATABASE_URL", "JWT_SECRET", "SESSION_SECRET"):
        assert value is not None, "a developer needs these or looks for them first"
    else:
        assert (value or "") == default(VARIABLES[name])


@pytest.mark.parametrize("name", OURS)
def test_the_code_reads_it_with_its_default_and_type(name):
    wrapper, given = go_reads()[name]
    kind = VARIABLES[name].get("type", "enum")
    assert kind in GO_TYPES[wrapper]
    wanted = default(VARIABLES[name])
    if kind == "duration":
        assert nanoseconds(given) == nanoseconds(wanted)
    else:
        assert GO_CONSTANTS.get(given, given) == wanted


@pytest.mark.parametrize("name", [name for name in OURS if "values" in VARIABLES[name]])
def test_the_code_allows_the_same_words(name):
    checked = re.search(rf'(?:choice|notAmong)\("{name}", [^\n]*', GO)
    assert checked, "nothing in the code says which values are allowed"
    said = [GO_CONSTANTS.get(word, word) for word in re.findall(r"\w+", checked[0])]
    assert said[-len(VARIABLES[name]["values"]) :] == [str(value) for value in VARIABLES[name]["values"]]


def test_nothing_is_said_of_variables_without_a_rule():
    assert rows().keys() == template_lines().keys() == VARIABLES.keys()
    assert go_reads().keys() == set(OURS)


def test_the_database_allows_the_same_backends():
    migration = (BACKEND / "migrations/985_track_storage_backend.sql").read_text(encoding="utf-8")
    allowed = re.search(r"CHECK \(storage_backend IN \((.*)\)\)", migration)
    assert allowed
    assert re.findall(r"'(\w+)'", allowed[1]) == list(VARIABLES["TRACK_STORAGE_BACKEND"]["values"])
    assert "VARCHAR(16) NOT NULL DEFAULT 'local'" in migration


def test_the_rollback_asks_before_it_drops():
    rollback = (BACKEND / "migrations/rollback/985_track_storage_backend_down.sql").read_text(encoding="utf-8")
    assert 0 < rollback.index("WHERE storage_backend <> 'local'") < rollback.index("DROP INDEX")


def test_rule_eleven_has_two_entries_among_the_generated_rules():
    generated = re.search(r"<!-- envlint:begin rules -->\n(.*?)<!-- envlint:end -->", DOCS, re.DOTALL)
    assert generated
    cited = re.findall(r"(?m)^\| (\S+) \|", generated[1])
    assert cited.count("#11") == 2
    named = {f"#{group['id']}" if isinstance(group["id"], int) else group["id"] for group in GROUPS}
    assert set(cited) - {"Rule", "---"} == {f"#{number}" for number in range(1, 12)} | named


def test_no_drift_is_open():
    generated = re.search(r"<!-- envlint:begin drift -->\n(.*?)\n<!-- envlint:end -->", DOCS, re.DOTALL)
    assert generated
    assert generated[1] == "None."


@pytest.mark.parametrize(
    "path", [".env.template", *sorted(path.relative_to(ROOT).as_posix() for path in BACKEND.glob("env/*.env"))]
)
def test_nothing_looks_like_a_real_key(path):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not re.search(r"\b(sk|pk|rk)_(live|test)_|\bAKIA|\bgh[ps]_|\bxox[bp]-|-----BEGIN", text)
    hosts = re.findall(r"(?:://|@)(?:[^\s/@]*@)?([a-z][a-z0-9.-]*)", text)
    assert hosts
    assert all(re.search(r"(^|\.)(example\.com|example|localhost)$", host) for host in hosts), hosts
