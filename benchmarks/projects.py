"""A project of any size with a clean environment, and the same contract in the words of other tools.

The mix is that of a backend: ten kinds of variables in equal parts, a third of them with a demand on another variable.
Variable number ``i`` is of kind ``i % 10``; everything follows from the number, so that every run makes the same files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TABLES_PER_FILE = 100
KINDS = ("STRING", "ENUM", "BOOL", "PORT", "INT", "URL", "TIMEOUT", "SECRET", "ORIGINS", "BUCKET")


def name(number: int) -> str:
    """Return the name of a variable."""
    return f"SERVICE_{number // len(KINDS):03}_{KINDS[number % len(KINDS)]}"


def value(number: int) -> str:
    """Return a value that keeps every rule."""
    return {
        "STRING": f"service {number} of the shop",
        "ENUM": ("local", "s3", "gcs")[number // len(KINDS) % 3],
        "BOOL": "true",
        "PORT": str(8000 + number),
        "INT": str(number + 1),
        "URL": f"postgresql://app@db{number}.internal:5432/shop?sslmode=require",
        "TIMEOUT": f"{number % 90 + 1}s",
        "SECRET": f"q7Rk2mVx9TzLp4Ws8NcYb3Hd{number:08}",
        "ORIGINS": f"https://app{number}.example.com,https://admin{number}.example.com",
        "BUCKET": f"tracks-{number}-eu-west-3",
    }[KINDS[number % len(KINDS)]]


def rule(number: int, total: int) -> str:
    """Return the table of a variable; demands look at neighbours in the same group of ten, or in the next group."""
    group = number - number % len(KINDS)
    near = {kind: name(group + offset) for offset, kind in enumerate(KINDS)}
    other = name((number + len(KINDS)) % total)
    body = {
        "STRING": 'type = "string"\nmin_length = 3\nmax_length = 200\nsecret = false',
        "ENUM": f'values = ["local", "s3", "gcs"]\ndefault = "local"\nwhen.s3.requires = ["{near["BUCKET"]}"]\n'
        'level = { production = "error", else = "warning" }\nfallback = "local"',
        "BOOL": f'type = "bool"\ndefault = false\nwhen.true.requires = ["{near["URL"]}.scheme=postgresql"]',
        "PORT": f'type = "port"\ndefault = 8080\nin.production.forbid = ["{near["PORT"]}<=1024"]',
        "INT": 'type = "int"\ndefault = 10\nmin = 1\nmax = 100000',
        "URL": 'type = "url"\nschemes = ["postgres", "postgresql"]\nrequired = true\nsecret = true\n'
        f'in.production.forbid = ["{near["URL"]}.host=localhost|127.0.0.1"]',
        "TIMEOUT": 'type = "duration"\ndefault = "30s"\nmin = "100ms"\nmax = "2m"',
        "SECRET": f'type = "secret"\nmin_length = 32\ndiffers_from = ["{other}"]\nrequired = ["staging", "production"]',
        "ORIGINS": 'type = "list<origin>"\nin.production.forbid = ["*"]',
        "BUCKET": 'type = "string"\npattern = "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"\nsecret = false',
    }[KINDS[number % len(KINDS)]]
    return f'[{name(number)}]\ndoc = "What variable {number} is for."\n{body}\n'


def group_rule(group: int) -> str:
    """Return the ``[[rule]]`` of a group of ten, in one of three kinds."""
    names = [name(group * len(KINDS) + offset) for offset in range(len(KINDS))]
    demand = (
        f'all_or_none = ["{names[5]}", "{names[7]}"]',
        f'when = ["{names[2]}=true"]\nrequires = ["{names[8]}.scheme=https"]',
        f'any_of = ["{names[1]}", "{names[9]}"]',
    )[group % 3]
    return f'[[rule]]\nid = "group-{group}"\ndoc = "What the variables of group {group} owe each other."\n{demand}\n'


def write(folder: Path, size: int) -> None:
    """Write a project with ``size`` variables, a rule for each, and one rule more for every ten of them."""
    _write_rules(folder / "rules", size)
    lines = [f"{name(number)}={_quoted(value(number))}" for number in range(size)]
    (folder / ".env.production").write_text("\n".join(lines) + "\n")
    (folder / ".env.production").chmod(0o600)
    (folder / "pyproject.toml").write_text(
        '[project]\nname = "shop"\nversion = "2.4"\n\n[tool.envlint]\nrules = ["rules"]\n'
    )
    (folder / "plain").mkdir()
    (folder / "plain/.env").write_text("\n".join(lines) + "\n")
    _write_varlock(folder / "varlock", size, lines)
    _write_envdrift(folder / "envdrift", size, lines)


def _write_rules(folder: Path, size: int) -> None:
    """Write the tables of ``TABLES_PER_FILE`` variables a file, and behind them the rules of their groups."""
    folder.mkdir(parents=True)
    for start in range(0, size, TABLES_PER_FILE):
        numbers = range(start, min(start + TABLES_PER_FILE, size))
        groups = range(start // len(KINDS), numbers.stop // len(KINDS))
        tables = [rule(number, size) for number in numbers]
        (folder / f"{start:05}.toml").write_text("\n".join([*tables, *map(group_rule, groups)]))


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _write_varlock(folder: Path, size: int, lines: list[str]) -> None:
    """Its types are those of ``.env.schema``; what it cannot say of two variables is left out."""
    kinds = {
        "STRING": "@type=string(minLength=3, maxLength=200)",
        "ENUM": "@type=enum(local, s3, gcs)",
        "BOOL": "@type=boolean",
        "PORT": "@type=port",
        "INT": "@type=number(min=1, max=100000, isInt=true)",
        "URL": "@type=url @required @sensitive",
        "TIMEOUT": "@type=duration(min=100ms, max=2m)",
        "SECRET": "@type=string(minLength=32) @required @sensitive",
        "ORIGINS": "@type=string",
        "BUCKET": '@type=string(matches=regex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$"))',
    }
    items = [f"# {kinds[KINDS[number % len(KINDS)]]}\n{name(number)}=\n" for number in range(size)]
    folder.mkdir()
    (folder / ".env.schema").write_text(
        "# @defaultSensitive=false @defaultRequired=false\n# ---\n\n" + "\n".join(items)
    )
    (folder / ".env").write_text("\n".join(lines) + "\n")


def _write_envdrift(folder: Path, size: int, lines: list[str]) -> None:
    """Its schema is a pydantic-settings class; durations and lists of origins are held by patterns."""
    kinds = {
        "STRING": "str = Field(min_length=3, max_length=200)",
        "ENUM": 'Literal["local", "s3", "gcs"] = "local"',
        "BOOL": "bool = False",
        "PORT": "int = Field(8080, ge=1, le=65535)",
        "INT": "int = Field(10, ge=1, le=100000)",
        "URL": 'str = Field(pattern="^postgres(ql)?://")',
        "TIMEOUT": 'str = Field("30s", pattern="^[0-9]+(ms|s|m)$")',
        "SECRET": 'str = Field(min_length=32, json_schema_extra={"sensitive": True})',
        "ORIGINS": 'str = Field(pattern="^https://[^,*]+(,https://[^,*]+)*$")',
        "BUCKET": 'str = Field(pattern="^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")',
    }
    fields = [f"    {name(number)}: {kinds[KINDS[number % len(KINDS)]]}" for number in range(size)]
    imports = "from typing import Literal\n\nfrom pydantic import Field\nfrom pydantic_settings import BaseSettings"
    folder.mkdir()
    (folder / "shop_settings.py").write_text(
        f"{imports}\n\n\nclass Settings(BaseSettings):\n" + "\n".join(fields) + "\n"
    )
    (folder / ".env").write_text("\n".join(lines) + "\n")
