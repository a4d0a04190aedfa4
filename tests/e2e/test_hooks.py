"""The hooks in real repositories: the real pre-commit and the real prek, installed, and set off by ``git commit``.

The hook repository is a clone of the working tree's files, so that what is not committed here is tested, too. The
environment of each program is installed once; nothing of the user's own configuration or caches is used.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the hooks are run by sh")

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/hooks.md").read_text(encoding="utf-8")
LONGEST_INSTALLATION = 600
LONGEST_COMMIT = 120
IN_CI = bool(os.environ.get("CI"))
HOOKS = ("envlint-check", "envlint-drift")
KEPT = re.compile(r"PATH|PIP_.+|UV_.+|(https?|all|no)_proxy|(SSL|REQUESTS|CURL)_.+", re.IGNORECASE)
"""What a package index may need to be reached."""
STASHED = {"pre-commit": "Stashing unstaged files to ", "prek": "Temporarily saving them to "}

PROJECT = {
    ".env.production": "PORT=8080\n",
    ".env.template": "PORT=8080\n",
    "README.md": "A service.\n",
    "app.py": 'import os\n\nport = os.environ["PORT"]\n',
    "envlint.toml": '[tiers]\nproduction = { level = "error", files = [".env.production"] }\n',
    "rules/all.toml": '[PORT]\ntype = "port"\n',
}


def absent(reason):
    """Leave a test out where its program cannot be had; in CI, where it must be, fail."""
    pytest.fail(reason) if IN_CI else pytest.skip(reason)


def offered():
    """Return the hooks that this repository offers."""
    return yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


class Done(NamedTuple):
    code: int
    said: str


class Repository:
    """A git repository with the project, and a user who has a home and a configuration of their own."""

    def __init__(self, folder, home, environ=None):
        self.folder, self.home = folder, home
        home.mkdir(exist_ok=True)
        self.environ = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)} | {
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_GLOBAL": str(home / "config"),
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        self.environ |= environ or {}
        (home / "config").write_text("[user]\nname = A\nemail = a@example.com\n[init]\ndefaultBranch = main\n")
        folder.mkdir()
        self.git("init", "--quiet")

    def run(self, *words, timeout=LONGEST_COMMIT):
        done = subprocess.run(
            words,
            cwd=self.folder,
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
        )
        return Done(done.returncode, done.stdout)

    def git(self, *words):
        done = self.run("git", *words)
        assert done.code == 0, done.said
        return done.said

    def write(self, **files):
        """Write files; a name is given as ``dict`` entries, for it holds points and slashes."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def stage(self, **files):
        self.write(**files)
        self.git("add", "--", *files)

    def begin(self, **files):
        """Commit what the project starts with; no hook is asked."""
        self.write(**(PROJECT | files))
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "begin")

    def commit(self):
        return self.run("git", "commit", "--message", "more")

    def read(self, name):
        return (self.folder / name).read_text()

    @property
    def commits(self):
        return int(self.git("rev-list", "--count", "HEAD"))


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    """Return a folder that all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "hooks"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def origin(shared, tmp_path_factory):
    """Return a repository with the files of the working tree as its only commit: made by the first who needs it."""
    made = tmp_path_factory.mktemp("origin")
    repository = Repository(made / "envlint", made / "home")
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        absent("these files are in no git repository: which of them belong to it cannot be told")
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (repository.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, repository.folder / name)
    repository.git("add", "--all", "--force")
    repository.git("commit", "--quiet", "--message", "all")
    try:
        repository.folder.rename(shared / "envlint")
    except OSError:
        assert (shared / "envlint").is_dir()
    return shared / "envlint"


def configuration(origin, *hooks):
    revision = (origin / ".git/refs/heads/main").read_text().strip()
    listed = [hook if isinstance(hook, dict) else {"id": hook} for hook in hooks]
    return yaml.safe_dump({"repos": [{"repo": str(origin), "rev": revision, "hooks": listed}]})


class Tool(NamedTuple):
    """A program that runs hooks, with the folder that it keeps all its own in."""

    name: str
    program: str
    store: Path
    environ: dict[str, str]


def as_pip_does():
    """Return what makes uv, which prek installs with, trust and ask whom pip trusts and asks on this machine."""
    settings = {"global.index-url": "UV_DEFAULT_INDEX", "global.cert": "SSL_CERT_FILE"}
    found = {"UV_NATIVE_TLS": "true", "UV_SYSTEM_CERTS": "true"}
    for key, variable in settings.items():
        done = subprocess.run(
            [sys.executable, "-m", "pip", "config", "get", key], capture_output=True, text=True, check=False
        )
        if done.returncode == 0 and done.stdout.strip():
            found[variable] = done.stdout.strip()
    return found


@pytest.fixture(scope="session", params=["pre-commit", "prek"])
def tool(request, shared, origin, tmp_path_factory):
    """Return one of the programs, with the environment of the hooks installed."""
    name = request.param
    program = shutil.which(name, path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        absent(f"{name} is not installed: pip install {name}")
    store = shared / name
    variables = {"PRE_COMMIT_HOME": str(store), "PREK_HOME": str(store), "PREK_UV_SOURCE": "pip", **as_pip_does()}
    made = tmp_path_factory.mktemp("install")
    repository = Repository(made / "project", made / "home", variables)
    repository.stage(**{".pre-commit-config.yaml": configuration(origin, *HOOKS)})
    done = repository.run(program, "install-hooks", timeout=LONGEST_INSTALLATION)
    if done.code:
        index = (sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(made / "wheels"), "hatchling")
        if repository.run(*index).code:
            absent(f"there is no package index, which {name} installs envlint from")
        pytest.fail(done.said)
    return Tool(name, program, store, variables)


@pytest.fixture
def new(tool, origin, tmp_path):
    """Return a function that makes a repository with the hooks installed."""

    def make(*hooks, **files):
        repository = Repository(tmp_path / "project", tmp_path / "home", tool.environ)
        repository.begin(**({".pre-commit-config.yaml": configuration(origin, *(hooks or HOOKS))} | files))
        done = repository.run(tool.program, "install")
        assert done.code == 0, done.said
        return repository

    return make


def status(done, hook):
    """Return what became of a hook: ``Passed``, ``Failed`` or ``Skipped``."""
    (line,) = (line for line in done.said.splitlines() if line.startswith(f"{hook}."))
    return re.sub(r"\x1b\[[0-9;]*m", "", line).rpartition(".")[2].rpartition(")")[2]


def test_a_clean_commit_passes_both(new):
    repository = new()
    repository.stage(**{".env.production": "PORT=8081\n"})
    done = repository.commit()
    assert (done.code, repository.commits) == (0, 2), done.said
    assert [status(done, f"envlint {name}") for name in ("check", "drift")] == ["Passed", "Passed"]


def test_a_staged_fault_stops_the_commit_although_it_is_mended_in_the_working_tree(new, tool):
    repository = new()
    repository.stage(**{".env.production": "PORT=80800\n"})
    repository.write(**{".env.production": "PORT=8082\n"})
    done = repository.commit()
    assert (done.code, repository.commits) == (1, 1), done.said
    assert STASHED[tool.name] in done.said
    assert status(done, "envlint check") == "Failed"
    assert "- exit code: 1" in done.said
    assert "error[ENV103] PORT=80800 is above 65535" in done.said
    assert ".env.production:1:6" in done.said
    assert repository.read(".env.production") == "PORT=8082\n"
    assert repository.git("show", ":.env.production") == "PORT=80800\n"


def test_an_unstaged_fault_does_not_stop_what_is_staged(new, tool):
    repository = new()
    repository.stage(**{".env.production": "PORT=8081\n"})
    repository.write(**{".env.production": "PORT=80800\n"})
    done = repository.commit()
    assert (done.code, repository.commits) == (0, 2), done.said
    assert STASHED[tool.name] in done.said
    assert status(done, "envlint check") == "Passed"
    assert repository.git("show", "HEAD:.env.production") == "PORT=8081\n"
    assert repository.read(".env.production") == "PORT=80800\n"


def test_what_was_set_aside_stays_in_a_file_of_the_programs_cache(new, tool):
    repository = new()
    repository.stage(**{".env.production": "PORT=8081\n"})
    repository.write(**{".env.production": "PORT=54321\n"})
    assert repository.commit().code == 0
    kept = [*tool.store.glob("patch*"), *tool.store.glob("patches/*")]
    assert any("PORT=54321" in path.read_text() for path in kept if path.is_file())


def test_a_file_that_is_not_concerned_sets_only_drift_off(new):
    repository = new(**{".env.production": "PORT=80800\n"})
    repository.stage(**{"README.md": "A service that listens.\n"})
    done = repository.commit()
    assert (done.code, repository.commits) == (0, 2), done.said
    assert [status(done, f"envlint {name}") for name in ("check", "drift")] == ["Skipped", "Passed"]


@pytest.mark.parametrize("name", ["rules/all.toml", "envlint.toml"])
def test_rules_and_settings_set_the_check_off(new, name):
    repository = new(**{".env.production": "PORT=80800\n"})
    repository.stage(**{name: f"# changed\n{PROJECT[name]}"})
    done = repository.commit()
    assert (done.code, repository.commits) == (1, 1), done.said
    assert "ENV103" in done.said


def test_a_link_that_leads_elsewhere_sets_the_check_off(new):
    settings = '[tiers]\nproduction = { level = "error", files = ["current.env"] }\n'
    repository = new(**{"envlint.toml": settings, "fine": "PORT=8080\n", "faulty": "PORT=80800\n"})
    for target, code in (("fine", 0), ("faulty", 1)):
        (repository.folder / "current.env").unlink(missing_ok=True)
        (repository.folder / "current.env").symlink_to(target)
        repository.git("add", "current.env")
        done = repository.commit()
        assert (done.code, "ENV103" in done.said) == (code, bool(code)), done.said


READS_MORE = f'{PROJECT["app.py"]}key = os.environ["MAIL_KEY"]\n'


def test_a_staged_read_of_an_undeclared_variable_stops_the_commit(new):
    repository = new()
    repository.stage(**{"app.py": READS_MORE})
    repository.write(**{"app.py": PROJECT["app.py"]})
    done = repository.commit()
    assert (done.code, repository.commits) == (1, 1), done.said
    assert [status(done, f"envlint {name}") for name in ("check", "drift")] == ["Skipped", "Failed"]
    assert "- exit code: 1" in done.said
    assert "error[ENV402] MAIL_KEY" in done.said
    assert "app.py:4:" in done.said


def test_an_unstaged_read_does_not(new):
    repository = new()
    repository.stage(**{"README.md": "A service that listens.\n"})
    repository.write(**{"app.py": READS_MORE})
    done = repository.commit()
    assert (done.code, repository.commits) == (0, 2), done.said


def test_what_cannot_be_judged_stops_the_commit_and_says_so(new):
    repository = new()
    repository.stage(**{"rules/all.toml": "[PORT\n"})
    done = repository.commit()
    assert (done.code, repository.commits) == (1, 1), done.said
    assert done.said.count("- exit code: 2") == 2
    assert "rules/all.toml:1:" in done.said
    assert "Traceback" not in done.said


def test_a_removal_sets_off_drift(new):
    more = {"app.py": READS_MORE, ".env.template": "PORT=8080\nMAIL_KEY=\n", "rules/mail.toml": "[MAIL_KEY]\n"}
    repository = new(**more)
    repository.git("rm", "--quiet", "rules/mail.toml")
    done = repository.commit()
    assert [status(done, f"envlint {name}") for name in ("check", "drift")] == ["Skipped", "Failed"], done.said
    assert (done.code, repository.commits, "error[ENV403] MAIL_KEY" in done.said) == (1, 1, True)


def test_code_that_is_not_added_yet_is_read_by_drift(new):
    repository = new()
    repository.write(**{"later.py": READS_MORE})
    repository.stage(**{"README.md": "A service that listens.\n"})
    done = repository.commit()
    assert (done.code, "later.py:4:" in done.said) == (1, True), done.said


def test_a_run_over_all_files_judges_the_working_tree(new, tool):
    repository = new("envlint-check")
    repository.write(**{".env.production": "PORT=80800\n"})
    done = repository.run(tool.program, "run", "--all-files")
    assert (done.code, "ENV103" in done.said) == (1, True), done.said


def test_a_push_is_stopped_by_a_fault_that_went_past_the_commit(new, tool, tmp_path):
    repository = new("envlint-check")
    repository.git("init", "--quiet", "--bare", str(tmp_path / "remote"))
    repository.git("remote", "add", "origin", str(tmp_path / "remote"))
    repository.git("push", "--quiet", "origin", "main")
    assert repository.run(tool.program, "install", "--hook-type", "pre-push").code == 0
    for staged, other, code in (("PORT=80800\n", "PORT=8082\n", 1), ("PORT=8081\n", "PORT=80800\n", 0)):
        repository.stage(**{".env.production": staged})
        repository.git("commit", "--quiet", "--no-verify", "--message", "past it")
        repository.write(**{".env.production": other})
        done = repository.run("git", "push", "origin", "main")
        assert (done.code, "ENV103" in done.said) == (code, bool(code)), done.said


@pytest.mark.parametrize(("always", "code"), [(False, 0), (True, 1)])
def test_a_removal_sets_off_the_check_if_it_always_runs(new, always, code):
    hook = {"id": "envlint-check", "args": ["--env", "production"], "always_run": always}
    repository = new(hook)
    repository.git("rm", "--quiet", ".env.production")
    done = repository.commit()
    assert (done.code, "- exit code: 2" in done.said) == (code, always), done.said


def test_an_ignored_file_is_judged_as_it_lies_there_and_sets_nothing_off(new):
    ignored = {".gitignore": ".env.production\n"}
    repository = new(**ignored)
    repository.write(**{".env.production": "PORT=80800\n"})
    repository.stage(**{"README.md": "A service that listens.\n"})
    assert repository.commit().code == 0
    repository.stage(**{"envlint.toml": f"# changed\n{PROJECT['envlint.toml']}"})
    done = repository.commit()
    assert (done.code, "ENV103" in done.said) == (1, True), done.said
    repository.write(**{".env.production": "PORT=8080\n"})
    assert repository.commit().code == 0


def test_an_untracked_file_is_judged_as_it_lies_there(new):
    settings = '[tiers]\nproduction = { level = "error", files = [".env.production", ".env.more"] }\n'
    repository = new()
    repository.stage(**{"envlint.toml": settings})
    repository.write(**{".env.more": "PORT=80800\n"})
    done = repository.commit()
    assert (done.code, ".env.more:1:6" in done.said) == (1, True), done.said


def test_arguments_choose_what_is_judged(new):
    check = {"id": "envlint-check", "args": ["--env", "production", "services/api/.env"], "files": "^services/"}
    drift = {"id": "envlint-drift", "args": ["services/api"]}
    repository = new(check, drift)
    repository.stage(**{"services/api/.env": "PORT=80800\n", "app.py": READS_MORE})
    done = repository.commit()
    assert [status(done, f"envlint {name}") for name in ("check", "drift")] == ["Failed", "Passed"], done.said
    assert "services/api/.env:1:6" in done.said


def test_nothing_of_the_users_is_touched(new, tool):
    repository = new()
    repository.stage(**{".env.production": "PORT=8081\n"})
    before = repository.home.joinpath("config").read_bytes()
    assert repository.commit().code == 0
    assert repository.home.joinpath("config").read_bytes() == before
    found = {str(path.relative_to(repository.home)) for path in repository.home.rglob("*")}
    assert not {name for name in found if re.search(r"pre-commit|prek|\.git", name)}, found
    assert not repository.git("status", "--porcelain")


SET_OFF = """
.env .env.production services/api/.env prod.env web.env.local rules/a/b.toml pyproject.toml Procfile api.service
compose.yaml deploy/docker-compose.prod.yml overlays/production/kustomization.yaml .github/workflows/a.yml task.json
"""
LEFT_ALONE = "README.md app.py env.py .envrc .environment my.env.py Makefile compose.yaml.bak api.serviced"


@pytest.mark.parametrize("name", SET_OFF.split())
def test_a_file_that_can_be_a_source_a_rule_or_a_setting_sets_the_check_off(name):
    (files,) = [hook["files"] for hook in offered() if hook["id"] == "envlint-check"]
    assert re.search(files, name)


def test_other_files_do_not(tool, new):
    repository = new(**{".env.production": "PORT=80800\n"})
    names = LEFT_ALONE.split()
    repository.write(**dict.fromkeys(names, ""))
    done = repository.run(tool.program, "run", "envlint-check", "--files", *names)
    assert (done.code, status(done, "envlint check")) == (0, "Skipped"), done.said


def test_the_program_takes_the_list_of_hooks(tool, new):
    done = new().run(tool.program, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.code == 0, done.said


def blocks():
    """Return the files that the page of the hooks shows, by their name."""
    return dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture
def envlint(tmp_path):
    """Return a folder with a program ``envlint`` that runs what these files say."""
    program = tmp_path / "bin" / "envlint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m envlint "$@"\n')
    program.chmod(0o755)
    return program.parent


def test_the_page_names_hooks_that_there_are():
    (repository,) = yaml.safe_load(blocks()[".pre-commit-config.yaml"])["repos"]
    named = [hook["id"] for hook in repository["hooks"]]
    assert named == [hook["id"] for hook in offered()] == [*HOOKS, "envlint-migrations"]


def test_the_program_takes_the_configurations_of_the_page(tool, new):
    repository = new()
    (more,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    repository.write(**{"more.yaml": f"repos:\n  - repo: {ROOT}\n    rev: a\n    hooks:\n{more}"}, **blocks())
    for name in ("more.yaml", "local.yaml", ".pre-commit-config.yaml"):
        done = repository.run(tool.program, "validate-config", name)
        assert done.code == 0, done.said


def test_an_envlint_that_is_installed_needs_no_environment_of_its_own(new, envlint):
    repository = new(**{".pre-commit-config.yaml": blocks()["local.yaml"]})
    repository.environ["PATH"] = f"{envlint}{os.pathsep}{repository.environ['PATH']}"
    repository.stage(**{".env.production": "PORT=80800\n"})
    done = repository.commit()
    assert (done.code, "ENV103" in done.said) == (1, True), done.said
    repository.stage(**{".env.production": "PORT=8081\n"})
    assert repository.commit().code == 0


@pytest.fixture
def plain(tmp_path, envlint):
    """Return a repository with the page's own script as its hook."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    path = f"{envlint}{os.pathsep}{os.environ['PATH']}"
    repository = Repository(tmp_path / "project", tmp_path / "home", {"PATH": path, "TMPDIR": str(temporary)})
    repository.begin()
    hook = repository.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(blocks()[".git/hooks/pre-commit"])
    hook.chmod(0o755)
    yield repository
    assert not list(temporary.iterdir()), "the hook leaves nothing behind"


def test_a_plain_hook_judges_what_is_staged(plain):
    plain.stage(**{".env.production": "PORT=80800\n"})
    plain.write(**{".env.production": "PORT=8082\n"})
    done = plain.commit()
    assert (done.code, plain.commits) == (1, 1), done.said
    assert "error[ENV103] PORT=80800 is above 65535" in done.said
    assert plain.read(".env.production") == "PORT=8082\n"
    plain.stage(**{".env.production": "PORT=8082\n"})
    plain.write(**{".env.production": "PORT=80800\n"})
    done = plain.commit()
    assert (done.code, plain.commits) == (0, 2), done.said
    assert plain.read(".env.production") == "PORT=80800\n"


def test_a_plain_hook_judges_what_a_commit_of_all_takes(plain):
    plain.write(**{".env.production": "PORT=80800\n"})
    done = plain.run("git", "commit", "--all", "--message", "more")
    assert (done.code, plain.commits) == (1, 1), done.said


def test_a_plain_hook_runs_drift(plain):
    plain.stage(**{"app.py": READS_MORE})
    done = plain.commit()
    assert (done.code, "error[ENV402] MAIL_KEY" in done.said) == (1, True), done.said


def test_a_plain_hook_knows_what_is_tracked(plain):
    plain.stage(**{".env.production": "PORT=8080\nMAIL_KEY=correct-horse-battery-staple\n"})
    plain.stage(**{"rules/mail.toml": "[MAIL_KEY]\nsecret = true\n"})
    done = plain.commit()
    assert (done.code, "warning[ENV316]" in done.said, "horse" in done.said) == (0, True, False), done.said


def test_a_plain_hook_sees_nothing_that_git_ignores(plain):
    plain.git("rm", "--quiet", "--cached", ".env.production")
    plain.stage(**{".gitignore": ".env.production\n"})
    done = plain.commit()
    assert (done.code, plain.commits) == (1, 1), done.said
    assert "production" in done.said


def test_a_plain_hook_may_judge_the_working_tree(plain):
    hook = plain.folder / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nenvlint check --env production\n")
    plain.stage(**{".env.production": "PORT=80800\n"})
    assert plain.commit().code == 1
    plain.write(**{".env.production": "PORT=8082\n"})
    assert plain.commit().code == 0


def test_a_staged_migration_with_a_number_that_is_taken_stops_the_commit(new, tool):
    guard = "DO $$ BEGIN IF EXISTS (SELECT FROM a) THEN RAISE EXCEPTION 'no'; END IF; END $$;"
    files = {
        "migrations/001_a.sql": "CREATE TABLE a (x int);\n",
        "migrations/rollback/001_a_down.sql": f"{guard}\nDROP TABLE a;\n",
    }
    repository = new({"id": "envlint-migrations"}, **files)
    done = repository.run(tool.program, "install-hooks", timeout=LONGEST_INSTALLATION)
    assert done.code == 0, done.said
    repository.stage(**{"migrations/1_b.sql": "CREATE TABLE b (x int);\n"})
    done = repository.commit()
    assert (done.code, repository.commits) == (1, 1), done.said
    assert "ENV505" in done.said
    repository.git("rm", "--quiet", "--force", "migrations/1_b.sql")
    repository.stage(**{"README.md": "A service that keeps things.\n"})
    done = repository.commit()
    assert (done.code, status(done, "envlint migrations")) == (0, "Passed"), done.said
    repository.git("rm", "--quiet", "migrations/001_a.sql")
    done = repository.commit()
    assert (done.code, "takes back a migration that is not there" in done.said) == (1, True), done.said


def test_the_hook_for_migrations_brings_the_parser_that_the_extra_asks_for():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    (hook,) = [hook for hook in offered() if hook["id"] == "envlint-migrations"]
    assert hook["additional_dependencies"] == extras["sql"]
