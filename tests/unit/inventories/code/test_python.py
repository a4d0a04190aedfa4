"""Python code of several files, and what a sample cannot say: types, values, whether a variable is required."""

from __future__ import annotations

import textwrap

import pytest

from envlint.core.declaration import MENTIONED, READ, WRITTEN
from envlint.inventories.code.engine import Engine
from envlint.inventories.code.languages.python import PYTHON
from envlint.inventories.code.unit import Unit


def scan(**files):
    """Return what the engine finds in files; ``a__b`` is ``a/b.py``."""
    units = {}
    for name, text in files.items():
        path = name.replace("__", "/") + ".py"
        units[path] = Unit(path, textwrap.dedent(text).encode(), PYTHON)
    return Engine(PYTHON, list(units), units.get).run()


def names(facts, evidence=READ):
    """Return the reads by name, with their defaults."""
    return {read.name: read.default for read in facts.reads.values() if read.evidence == evidence}


def only(code):
    """Return the one read of some code."""
    (read,) = [each for each in scan(app=code).reads.values() if each.evidence == READ]
    return read


@pytest.mark.parametrize(
    ("importing", "call"),
    [
        ("from settings.env import text", 'text("A", "x")'),
        ("from settings.env import text as t", 't("A", "x")'),
        ("from settings import env", 'env.text("A", "x")'),
        ("import settings.env as e", 'e.text("A", "x")'),
        ("import settings.env", 'settings.env.text("A", "x")'),
        ("from settings.env import *", 'text("A", "x")'),
        ("from .env import text", 'text(key="A", fallback="x")'),
        ("from . import env", 'env.text("A", fallback="x")'),
        ("from settings import text", 'text("A", "x")'),
    ],
)
def test_a_helper_of_another_file(importing, call):
    helper = """
        import os
        def text(key, fallback=None):
            return os.environ.get(key, fallback)
    """
    facts = scan(settings__env=helper, settings__app=f"{importing}\nX = {call}\n")
    assert names(facts) == {"A": "x"}
    assert next(iter(facts.reads.values())).at.path == "settings/app.py"


def test_a_helper_of_an_unrelated_file_is_not_meant():
    helper = "import os\ndef text(key):\n    return os.environ[key]\n"
    facts = scan(settings__env=helper, web__page='from markup import text\ntext("TITLE")\n')
    assert names(facts) == {}


def test_an_object_of_a_class_of_another_file():
    made = """
        import os
        class Source:
            def get(self, name, default=None):
                return os.environ.get(name, default)
            def number(self, name, default=0):
                return int(self.get(name, default))
        source = Source()
    """
    used = """
        from made import source
        A = source.get("A", "x")
        B = source.number("B", 5)
        C = {}.get("C")
    """
    assert names(scan(made=made, used=used)) == {"A": "x", "B": "5"}


def test_a_class_that_inherits_its_constructor():
    kinds = """
        import os
        class Variable:
            def __init__(self, name, kind, default):
                self.name = name
                self.default = default
            def get(self):
                return os.environ.get(self.name, self.default)
        class Plain(Variable):
            pass
        class Flag(Variable):
            def __init__(self, name, default):
                super().__init__(name, bool, default)
    """
    facts = scan(kinds=kinds, app='from kinds import Flag, Plain\nA = Flag("A", True)\nB = Plain("B", int, 3)\n')
    assert names(facts) == {"A": "true", "B": "3"}
    assert {read.name: read.type for read in facts.reads.values()} == {"A": "bool", "B": "int"}


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ('int(os.getenv("A", "1"))', "int"),
        ('float(os.environ["A"])', "number"),
        ('json.loads(os.getenv("A", "{}"))', "json"),
        ('os.getenv("A", "").split(",")', "list"),
        ('os.getenv("A", "no").lower() in ("yes", "true")', "bool"),
        ('os.getenv("A") == "True"', "bool"),
        ('parse_bool(os.getenv("A"))', "bool"),
        ('os.getenv("A") == "production"', ""),
        ('pathlib.Path(os.environ["A"])', "path"),
        ('os.getenv("A")', ""),
    ],
)
def test_the_type_that_a_value_is_turned_into(code, kind):
    assert only(f"import os, json, pathlib\nX = {code}\n").type == kind


@pytest.mark.parametrize(
    ("code", "required"),
    [
        ('X = os.environ["NAME"]', True),
        ('X = os.environ.get("NAME")', None),
        ('X = os.environ.get("NAME", "")', False),
        ('X = os.environ.get("NAME", compute())', False),
        ('X = os.environ["NAME"] if ready else None', True),
        ('X = os.getenv("NAME")\nif not X:\n    raise ValueError("NAME")', True),
        ('X = os.getenv("NAME")\nif X is None:\n    sys.exit(1)', True),
        ('if "NAME" not in os.environ:\n    raise KeyError("NAME")', True),
        ('if "NAME" in os.environ:\n    pass', None),
        ('assert os.getenv("NAME"), "set it"', True),
        ('X = os.getenv("NAME") or sys.exit("set it")', True),
        ('try:\n    X = os.environ["NAME"]\nexcept KeyError:\n    X = compute()', False),
        ('try:\n    X = os.environ["NAME"]\nexcept KeyError:\n    raise SystemExit(1)', True),
        ('try:\n    X = int(os.environ["NAME"])\nexcept ValueError:\n    X = 3', True),
    ],
)
def test_whether_a_variable_is_required(code, required):
    assert only(f"import os, sys\n{code}\n").required is required


def test_a_default_in_a_handler():
    assert only('import os\ntry:\n    X = os.environ["A"]\nexcept KeyError:\n    X = "d"\n').default == "d"


def test_setdefault_reads_and_writes():
    facts = scan(
        app='import os\nos.environ.setdefault("A", "x")\nos.environ.update({"B": "1"})\nos.environ["C"] = "2"\n'
    )
    assert set(names(facts)) == {"A"}
    assert set(names(facts, WRITTEN)) == {"A", "B", "C"}


def test_values_that_a_helper_is_given():
    code = """
        import os
        def one_of(key, choices, default):
            value = os.getenv(key, default)
            if value not in choices:
                raise ValueError(key)
            return value
        one_of("A", ["x", "y"], "x")
    """
    assert only(code).values == ("x", "y")


def test_names_that_are_computed():
    code = """
        import os
        def numbered(prefix):
            return os.getenv(f"{prefix}{index}")
        numbered("REPLICA_")
        for key in os.environ:
            if key.startswith("PLUGIN_"):
                load(key)
        app.config.from_prefixed_env("WEB")
    """
    assert {each.pattern for each in scan(app=code).dynamic.values()} == {"REPLICA_*", "PLUGIN_*", "WEB_*"}


def test_settings_that_other_files_inherit():
    root = """
        from pydantic_settings import BaseSettings
        class Common(BaseSettings):
            host: str = "h"
            port: int
    """
    app = """
        from enum import StrEnum
        from typing import Literal
        from core.root import Common
        class Mode(StrEnum):
            FAST = "fast"
            SAFE = "safe"
        class App(Common):
            model_config = {"env_prefix": "APP_"}
            host: str = "other"
            mode: Mode = Mode.FAST
            level: Literal["low", "high"] = "low"
    """
    facts = scan(core__root=root, web__app=app)
    assert names(facts) == {"APP_HOST": "other", "APP_PORT": None, "APP_MODE": "fast", "APP_LEVEL": "low"}
    said = {read.name: read for read in facts.reads.values()}
    assert said["APP_PORT"].required is True
    assert said["APP_PORT"].at.path == "core/root.py"
    assert said["APP_MODE"].values == ("fast", "safe")
    assert said["APP_LEVEL"].values == ("low", "high")


def test_nested_settings():
    models = """
        from pydantic import BaseModel, SecretStr
        class Mail(BaseModel):
            host: str = "localhost"
            password: SecretStr = SecretStr("x")
    """
    app = """
        from pydantic_settings import BaseSettings, SettingsConfigDict
        from models import Mail
        class App(BaseSettings):
            model_config = SettingsConfigDict(env_nested_delimiter="__")
            mail: Mail = Mail()
    """
    facts = scan(models=models, app=app)
    assert names(facts) == {"MAIL__HOST": "localhost", "MAIL__PASSWORD": "x"}
    assert set(names(facts, MENTIONED)) == {"MAIL"}
    assert [read.secret for read in facts.reads.values() if read.name == "MAIL__PASSWORD"] == [True]


def test_an_environment_that_other_settings_files_use():
    base = """
        import environ
        env = environ.Env(DEBUG=(bool, False))
        env.prefix = ""
        DEBUG = env("DEBUG")
    """
    production = """
        from .base import *
        DATABASES = {"default": env.db()}
        SIZE = env.int("SIZE", default=5)
        DEBUG = env("DEBUG")
    """
    facts = scan(settings__base=base, settings__production=production)
    assert names(facts) == {"DEBUG": "false", "DATABASE_URL": None, "SIZE": "5"}
    assert len([read for read in facts.reads.values() if read.name == "DEBUG"]) == 2


def test_choices_and_flags_of_click():
    code = """
        import click
        @click.option("--mode", envvar="MODE", type=click.Choice(["a", "b"]), required=True)
        @click.option("--fast", envvar="FAST", is_flag=True)
        def main(mode, fast): ...
        main(auto_envvar_prefix="TOOL")
    """
    facts = scan(app=code)
    said = {read.name: read for read in facts.reads.values()}
    assert (said["MODE"].values, said["MODE"].required) == (("a", "b"), True)
    assert said["FAST"].type == "bool"
    assert [each.pattern for each in facts.dynamic.values()] == ["TOOL_*"]


@pytest.mark.parametrize(
    "code",
    [
        "import os\nos.environ[",
        "import os\nos.getenv(",
        "import os\nos.getenv()",
        "import os\nclass A(BaseSettings):\n    x: = 3\n    model_config = SettingsConfigDict(env_prefix=)",
        "import os\n@click.option(envvar=)\ndef f(",
        "env = environ.Env(DEBUG=(bool,))\nimport environ\nenv('DEBUG'",
        "from os import (environ as\nenviron['A']",
        "import os\n" + "os.getenv(" * 300,
        "import os\nx = " + "os.getenv('A') or " * 500 + "'d'",
        "class A(A, BaseSettings):\n    a: A\n    b: 'A'\n",
        "from pydantic_settings import BaseSettings as S\nclass A(B, S):\n    a: 'A'\nclass B(A):\n    b: A = A()\n",
    ],
)
def test_broken_code_raises_nothing(code):
    scan(app=code)
