"""The repository about itself: what holds of every file, and which tables must equal which folders."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from envlint import reporters, sources, types
from envlint.checks import catalogue
from envlint.cli import main
from envlint.cli.commands import COMMANDS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "envlint"
MODULES = sorted(PACKAGE.rglob("*.py"))

LONGEST_FUNCTION = 50
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc", "tools"}

# What a check that finds nothing must not import: each costs a tenth of an interpreter start or more.
TOO_DEAR = """
argparse asyncio click contextlib dataclasses difflib dotenv enum hashlib importlib.metadata inspect ipaddress json
logging pathlib pydantic re shutil subprocess tempfile textwrap tomllib traceback typer typing urllib yaml zoneinfo
"""

# Functions that import for themselves. Three reasons count: a module is loaded by name; what is imported is needed only
# once something is wrong, or was asked for, or is not in the cache; it does not exist on every system.
LOCAL_IMPORTS = {
    "envlint/analysis/check.py": {
        "envlint.analysis.attribute",
        "envlint.checks.catalogue",
        "envlint.core.bug",
        "envlint.core.finding",
        "envlint.core.severity",
    },
    "envlint/analysis/differences.py": {"envlint.formats.ambient", "envlint.formats.secrets"},
    "envlint/analysis/layers.py": {"envlint.analysis.references"},
    "envlint/analysis/remarks.py": {"re"},
    "envlint/analysis/schema.py": {"envlint.core.bug"},
    "envlint/analysis/triage.py": {"envlint.analysis.remarks", "envlint.analysis.suppress"},
    "envlint/checks/subjects.py": {"envlint.checks.items", "envlint.checks.shown", "envlint.core.severity"},
    "envlint/checks/value/value_not_allowed.py": {"envlint.core.suggest"},
    "envlint/cli/__init__.py": {"envlint.cli", "envlint.cli.commands", "envlint.core.bug"},
    "envlint/cli/deliver.py": {"envlint.cli", "envlint.core.bug"},
    "envlint/cli/execute.py": {"signal", "subprocess"},
    "envlint/cli/meaning.py": {"envlint.core.suggest"},
    "envlint/commands/check.py": {"envlint.commands"},
    "envlint/commands/contract.py": {
        "envlint.commands.services",
        "envlint.rules.invariants.load",
        "envlint.rules.load",
        "envlint.rules.locate",
        "envlint.settings.load",
        "envlint.sources.files",
    },
    "envlint/commands/decisions.py": {
        "envlint.analysis",
        "envlint.analysis.baseline",
        "envlint.analysis.check",
        "envlint.analysis.excerpts",
        "envlint.sources.files",
        "time",
    },
    "envlint/commands/diff.py": {
        "envlint.commands.snapshot",
        "envlint.commands.survey",
        "envlint.core.declaration",
        "envlint.formats.fingerprints",
    },
    "envlint/commands/dossier.py": {"envlint.sources.files"},
    "envlint/commands/environment.py": {"envlint.checks.catalogue", "envlint.core.bug"},
    "envlint/commands/gate.py": {"envlint.checks.catalogue", "envlint.commands.across"},
    "envlint/commands/hearing.py": {"envlint.analysis", "envlint.commands.readers", "envlint.core.loader"},
    "envlint/commands/migrations.py": {"envlint.commands.live", "envlint.commands.trial"},
    "envlint/commands/readers.py": {"envlint.inventories", "envlint.inventories.tree"},
    "envlint/commands/report.py": {"envlint.commands"},
    "envlint/commands/resolve.py": {"json"},
    "envlint/commands/services.py": {"envlint.core.suggest", "envlint.settings.files"},
    "envlint/commands/sides.py": {
        "envlint.checks.subjects",
        "envlint.formats",
        "envlint.formats.snapshot",
        "envlint.sources",
    },
    "envlint/commands/status.py": {"envlint.reporters.document"},
    "envlint/commands/tally.py": {"envlint.analysis.excerpts"},
    "envlint/commands/targets.py": {"envlint.core.suggest", "envlint.sources.procfs"},
    "envlint/commands/workspace.py": {"envlint.commands.across", "envlint.core.bug"},
    "envlint/core/reference.py": {"envlint.core.suggest"},
    "envlint/core/source.py": {"bisect"},
    "envlint/core/suggest.py": {"difflib"},
    "envlint/formats/compose/document.py": {"envlint.core.suggest"},
    "envlint/formats/compose/nodes.py": {"base64"},
    "envlint/formats/dotenv/__init__.py": {"envlint.formats.dotenv", "envlint.formats.dotenv.escapes"},
    "envlint/formats/patterns.py": {"re2"},
    "envlint/formats/sql/syntax.py": {"pglast.keywords", "pglast.parser"},
    "envlint/inventories/code/__init__.py": {"envlint.inventories.code"},
    "envlint/inventories/database/addresses.py": {"psycopg", "psycopg.conninfo"},
    "envlint/inventories/database/connecting.py": {"psycopg"},
    "envlint/inventories/database/faults.py": {"psycopg.pq"},
    "envlint/inventories/database/session.py": {"psycopg"},
    "envlint/inventories/ignored.py": {"pathspec", "re2"},
    "envlint/inventories/scratch/refusals.py": {"psycopg.pq"},
    "envlint/inventories/scratch/wire.py": {"psycopg", "psycopg.pq"},
    "envlint/reporters/__init__.py": {"envlint.core.suggest"},
    "envlint/reporters/differences.py": {"envlint.reporters.document"},
    "envlint/reporters/json.py": {
        "envlint.reporters.matrix",
        "envlint.reporters.server",
        "envlint.reporters.variables",
    },
    "envlint/reporters/markdown.py": {"envlint.reporters.matrix", "envlint.reporters.server"},
    "envlint/reporters/snippet.py": {"unicodedata"},
    "envlint/reporters/text.py": {
        "envlint.reporters.matrix",
        "envlint.reporters.overview",
        "envlint.reporters.snippet",
    },
    "envlint/reporters/wording.py": {"envlint.reporters.server"},
    "envlint/rules/options.py": {"envlint.formats.patterns"},
    "envlint/sources/__init__.py": {"envlint.sources.files"},
    "envlint/sources/compose.py": {"envlint.formats.compose"},
    "envlint/sources/custody.py": {"envlint.formats.git_index"},
    "envlint/sources/documents.py": {"envlint.formats.json_nodes", "envlint.formats.yaml"},
    "envlint/sources/files.py": {"errno", "sys"},
    "envlint/sources/parts.py": {"envlint.core.suggest"},
}

# A file that names somebody's home was not meant for everybody; `/home/host` is nobody's.
MADE_SOMEWHERE = re.compile(rb"/(?:home|Users)/(?!host/)[a-z]+/")
NOT_OURS = {".git", ".venv", "node_modules", "__pycache__"}


def named(path):
    return path.relative_to(ROOT).as_posix()


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def local_imports(tree):
    found = set()
    for function in functions(tree):
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_a_module(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert path.stem not in EMPTY_NAMES
    assert ast.get_docstring(tree), "a module says what it is for"
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions(tree) if f.end_lineno - f.lineno >= LONGEST_FUNCTION}
    assert not long
    assert local_imports(tree) == LOCAL_IMPORTS.get(named(path), set())


def test_the_table_of_local_imports_names_only_modules():
    assert {path for path in LOCAL_IMPORTS if not (ROOT / path).exists()} == set()


def ours():
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in NOT_OURS and not name.endswith("_cache"))
        folders[:] = [name for name in folders if name != ".hypothesis"]
        yield from (Path(folder, name).relative_to(ROOT) for name in sorted(files))


def test_no_file_tells_where_it_was_made():
    told = [(str(p), MADE_SOMEWHERE.findall((ROOT / p).read_bytes())) for p in ours()]
    assert [(path, found) for path, found in told if found] == []


def defines(path, name):
    """Tell whether a module has a function of this name, its own or another's."""
    names = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names.add(getattr(node, "name", None))
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname for alias in node.names}
        if isinstance(node, ast.Assign):
            names |= {getattr(target, "id", None) for target in node.targets}
    return name in names


def modules_with(folder, function):
    here = PACKAGE / folder
    modules = {path.stem for path in here.glob("*.py") if path.stem != "__init__" and defines(path, function)}
    return modules | {path.parent.name for path in here.glob("*/__init__.py") if defines(path, function)}


@pytest.mark.parametrize(
    ("folder", "function", "table"),
    [
        ("commands", "run", set(COMMANDS)),
        ("reporters", "render", {module.rpartition(".")[2] for module in reporters.FORMATS.values()}),
        ("sources", "read", set(sources.MODULES.values())),
        ("types", "parse", {*types.MODULES.values(), *types.CONTAINERS.values()}),
    ],
)
def test_a_table_names_what_is_in_its_folder(folder, function, table):
    assert modules_with(folder, function) == table


def test_families_of_checks_are_folders():
    folders = {path.name for path in (PACKAGE / "checks").iterdir() if (path / "__init__.py").exists()}
    assert folders == set(catalogue.FAMILIES)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command, capsys):
    assert main([command, "--help"]) == 0
    out, err = capsys.readouterr()
    assert not err
    assert COMMANDS[command].help in out
    for option in COMMANDS[command].options:
        assert all(flag in out for flag in option.flags)


def test_the_help_lists_every_command_in_full(capsys):
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"  {command.name}" in out and command.help in out for command in COMMANDS.values())


CLEAN = """
import sys
before = set(sys.modules)
from envlint.cli import main
code = main(["check", "--env", "production", ".env.production"])
print(code, *sorted(set(sys.modules) - before), file=sys.stderr)
"""
RULES = """
[PORT]
type = "port"
default = 8080
[BACKEND]
values = ["local", "s3"]
when.s3.requires = ["S3=true"]
fallback = "local"
[S3]
type = "bool"
[TIMEOUT]
type = "duration"
max = "2m"
[URL]
type = "url"
schemes = ["https"]
required = true
"""


def test_a_clean_check_imports_nothing_dear(tmp_path):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/all.toml").write_text(RULES)
    (tmp_path / ".env.production").write_text("PORT=80\nBACKEND=s3\nS3=true\nTIMEOUT=90s\nURL=https://a.example/x\n")
    environ = {"PATH": os.environ["PATH"], "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
    for _ in "fill the cache", "use it":
        done = subprocess.run(
            [sys.executable, "-c", CLEAN], cwd=tmp_path, env=environ, capture_output=True, text=True, check=True
        )
    code, *imported = done.stderr.split()
    assert (code, done.stdout.startswith("clean")) == ("0", True), done.stdout + done.stderr
    assert set(TOO_DEAR.split()) & set(imported) == set()


@pytest.mark.parametrize("name", [".env", ".env.production", "config.example.env", "prod.env", "a/b/.env.local"])
def test_the_hook_is_set_off_by(name):
    assert re.search(hooks()["envlint-check"]["files"], name)


@pytest.mark.parametrize("name", ["rules/storage.toml", "api/rules/a/b.toml", "envlint.toml"])
def test_the_hook_is_set_off_by_the_contract(name):
    assert re.search(hooks()["envlint-check"]["files"], name)


@pytest.mark.parametrize(
    "name", ["environment.py", "env.py", "denv", ".envrc", ".environment", "rules.py", "my.env.py"]
)
def test_the_hook_is_left_alone_by(name):
    assert not re.search(hooks()["envlint-check"]["files"], name)


def hooks():
    found = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for hook in found}


@pytest.mark.parametrize("hook", hooks().values(), ids=hooks())
def test_a_hook_runs_what_is_there(hook):
    program, command = hook["entry"].split()
    assert program == "envlint"
    assert command in COMMANDS
    assert hook["pass_filenames"] is False


@pytest.mark.parametrize("script", [".ci/run", "examples/run"])
def test_a_script_can_be_run(script):
    assert os.access(ROOT / script, os.X_OK)
    subprocess.run(["bash", "-n", ROOT / script], check=True)
