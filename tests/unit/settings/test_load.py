"""What settings mean, and what is wrong with them."""

import marshal

import pytest

from envlint.core.errors import EnvlintError, LoadErrors
from envlint.core.severity import ERROR, INFO, WARNING
from envlint.core.tier import BUILT_IN, Tier
from envlint.settings.find import Found
from envlint.settings.load import load
from envlint.settings.record import Service, Settings

WHOLE = """
rules     = ["rules"]
template  = [".env.template"]
docs      = ["docs/ENV_VARIABLES.md"]
code      = ["envlint", "examples/veza-backend-api"]
sql       = ["examples/veza-backend-api/migrations"]
readers   = ["compose", "godotenv"]
helpers   = ["getEnv(NAME, DEFAULT)"]
ignore    = ["ENV402"]
select    = ["ENV1"]
fail_on   = "warning"
dialect   = { bool = "go", size = "k8s" }
version   = "2.4"
tier_variable = "APP_ENV"
levels    = { ENV108 = "error", ENV3 = "info" }
[tiers]
development = { level = "warning", files = [".env", ".env.local"] }
production  = { files = [".env.production"], aliases = ["prod"] }
[[services]]
name = "api"
root = "services/api"
rules = ["rules", "../../shared"]
[per-path-ignore]
"tests/**" = ["ENV4"]
"""
SETTINGS = Settings(
    rules=("rules",),
    template=(".env.template",),
    docs=("docs/ENV_VARIABLES.md",),
    code=("envlint", "examples/veza-backend-api"),
    sql=("examples/veza-backend-api/migrations",),
    readers=(("*", ("compose", "godotenv")),),
    helpers=("getEnv(NAME, DEFAULT)",),
    ignore=("ENV402",),
    select=("ENV1",),
    fail_on="warning",
    dialect={"bool": "go", "size": "k8s"},
    version="2.4",
    tier_variable="APP_ENV",
    tiers=(
        Tier("development", WARNING, 0, (), (".env", ".env.local")),
        Tier("production", ERROR, 1, ("prod",), (".env.production",)),
    ),
    services=(Service("api", "services/api", ("services/api/rules", "shared")),),
    per_path_ignore=(("tests/**", ("ENV4",)),),
    levels={"ENV108": ERROR, "ENV3": INFO},
)


def own(text, **fields):
    return Found("/repo", path="envlint.toml", data=text.encode()).replace(**fields)


def pyproject(text):
    return Found("/repo", path="pyproject.toml", data=text.encode(), pyproject=text.encode())


def nested(text):
    lines = text.replace("[[", "[[tool.envlint.").replace("\n[tiers", "\n[tool.envlint.tiers")
    return "[tool.envlint]" + lines.replace("\n[per", "\n[tool.envlint.per")


def faults(found):
    with pytest.raises(LoadErrors) as caught:
        load(found)
    return [str(error) for error in caught.value.errors]


def test_every_key():
    assert load(own(WHOLE)) == SETTINGS


def test_both_files_and_both_forms_are_read_alike():
    assert load(pyproject(nested(WHOLE))) == SETTINGS
    assert load(own(nested(WHOLE))) == SETTINGS


def test_they_survive_the_cache():
    plain = marshal.loads(marshal.dumps(SETTINGS.to_plain()))
    assert Settings.from_plain(plain) == SETTINGS
    assert Settings.from_plain(marshal.loads(marshal.dumps(Settings().to_plain()))) == Settings()


def test_nothing_said():
    assert load(Found("/repo")) == load(own("")) == Settings()
    assert Settings().tiers == BUILT_IN


def test_paths_start_from_the_folder_of_the_file_and_are_given_from_the_root():
    text = 'rules = ["rules", "../shared/rules"]\n[tiers.p]\nfiles = ["./.env"]\n[per-path-ignore]\n"t/**" = ["ENV4"]'
    settings = load(own(text, base="services/api", path="services/api/envlint.toml"))
    assert settings.rules == ("services/api/rules", "services/shared/rules")
    assert settings.tiers[0].files == ("services/api/.env",)
    assert settings.per_path_ignore == (("services/api/t/**", ("ENV4",)),)


def test_readers_of_some_files_and_of_the_others():
    text = 'readers = { ".env.production" = ["docker", "compose", "docker-run"], '
    text += '"deploy/*.env" = ["k8s"], "*" = ["node"] }'
    assert load(own(text)).readers == (
        (".env.production", ("docker-run", "compose")),
        ("deploy/*.env", ("kubectl",)),
        ("*", ("node-26",)),
    )
    assert load(own(text, base="api", path="api/envlint.toml")).readers[1][0] == "api/deploy/*.env"


def test_a_loader_that_nobody_knows():
    assert faults(own('readers = ["compose", "dokcer-run"]')) == [
        "envlint.toml:1:23: no loader is called 'dokcer-run' (did you mean 'docker-run'?)",
    ]
    assert faults(own('[readers]\n"*" = ["node-8"]'))[0].startswith("envlint.toml:2:8: no loader is called 'node-8'")


@pytest.mark.parametrize(
    ("text", "beside", "version"),
    [
        ("", '[project]\nversion = "1.2"', "1.2"),
        ('version = "3"', '[project]\nversion = "1.2"', "3"),
        ("", '[project]\ndynamic = ["version"]', ""),
        ("", "project = 1", ""),
        ("", "", ""),
    ],
)
def test_version_is_the_projects_unless_said(text, beside, version):
    assert load(own(text, pyproject=beside.encode())).version == version


def test_all_faults_at_once_in_the_order_of_the_file():
    text = """rles = []
rules = "rules"
template = [".env", 3]
fail_on = "eror"
ignore = ["ENV402", "E1"]
tier_variable = "A B"
dialect = { bool = "goo", port = "go" }
docs = ["../docs", ""]
[tiers.prod]
level = "eror"
file = []
[tiers.stage]
aliases = ["prod", "a/b"]
[levels]
ENVX = "error"
[[services]]
nam = "x"
[[services]]
name = "a"
root = ".."
"""
    said = faults(own(text))
    assert [line.split(": ")[0] for line in said] == [
        "envlint.toml:1:1",
        "envlint.toml:2:9",
        "envlint.toml:3:21",
        "envlint.toml:4:11",
        "envlint.toml:5:21",
        "envlint.toml:6:17",
        "envlint.toml:7:20",
        "envlint.toml:7:27",
        "envlint.toml:8:9",
        "envlint.toml:8:20",
        "envlint.toml:10:9",
        "envlint.toml:11:1",
        "envlint.toml:13:12",
        "envlint.toml:13:20",
        "envlint.toml:15:1",
        "envlint.toml:16:3",
        "envlint.toml:17:1",
        "envlint.toml:20:8",
    ]
    assert said[0].endswith("unknown key 'rles' (did you mean 'rules'?)")
    assert "did you mean 'go'?" in said[6]
    assert "did you mean 'files'?" in said[11]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (pyproject("[tool.other]\n"), "there is no table [tool.envlint]"),
        (pyproject("[tool]\nenvlint = 3\n"), "there is no table [tool.envlint]"),
        (own('docs = []\n[tool.envlint]\nrules = ["r"]'), "docs does not count beside [tool.envlint]"),
        (own('services = "x"'), "services must be an array of tables"),
        (own('[[services]]\nname = "a"\nroot = "a"\n[[services]]\nname = "a"\nroot = "b"'), "two services 'a'"),
        (own("[per-path-ignore]\nx = ['E']"), "'E' is no code"),
        (own("per_path_ignore = {}"), "did you mean 'per-path-ignore'?"),
    ],
)
def test_other_faults(found, said):
    (line,) = faults(found)
    assert said in line


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (own("rules = [\n"), "envlint.toml:"),
        (own("", data=b'rules = ["\xff"]'), "not UTF-8"),
        (own("", pyproject=b"[project"), "pyproject.toml:1"),
    ],
)
def test_what_is_no_toml(found, said):
    with pytest.raises(EnvlintError, match=said):
        load(found)
