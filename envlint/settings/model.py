"""The vocabulary of the settings as pydantic models, with what each key takes in words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from envlint.rules.model import Table, Takes, Text

Level = Annotated[Literal["off", "info", "warning", "error"], Takes("off, info, warning or error")]
Paths = Annotated[list[str], Takes("a list of paths", "a path in quotes")]
Files = Annotated[list[str], Takes("a list of files", "a path or a source in quotes")]
Codes = Annotated[list[str], Takes("a list of codes", "a code in quotes, such as 'ENV402'")]
Texts = Annotated[list[str], Takes("a list", "text in quotes")]


class Inventories(Table):
    """Where the variables are spoken of."""

    rules: Paths = []
    template: Paths = []
    docs: Paths = []
    code: Paths = []
    sql: Paths = []


class TierTable(Table):
    """``[tool.envlint.tiers]``: one tier."""

    level: Level = "error"
    files: Files = []
    aliases: Texts = []


class ServiceTable(Inventories):
    """``[[tool.envlint.services]]``: one service. Its paths start from its ``root``."""

    name: Text = ""
    root: Text = ""
    files: Annotated[
        dict[str, list[str]], Takes("a table of tier = files: write files.production = [...]", "a list of files")
    ] = {}


class SettingsTable(Inventories):
    """``[tool.envlint]``, or the top level of envlint.toml."""

    readers: Annotated[
        list[str] | dict[str, list[str]],
        Takes("a list of loaders, or a table of path = loaders", "the name of a loader in quotes, such as 'compose'"),
    ] = []
    helpers: Texts = []
    select: Codes = []
    ignore: Codes = []
    fail_on: Annotated[Literal["info", "warning", "error"], Takes("info, warning or error")] = "error"
    dialect: Annotated[dict[str, str], Takes("a table of type = reader", "the name of a reader in quotes")] = {}
    version: Text = ""
    tier_variable: Text = ""
    tiers: Annotated[dict[str, TierTable], Takes("a table of tiers", "a table with level, files or aliases")] = {}
    services: Annotated[list[dict[str, Any]], Takes("an array of tables: write [[services]]", "a table")] = []
    per_path_ignore: Annotated[dict[str, list[str]], Takes("a table of path = codes", "a list of codes")] = Field(
        {}, alias="per-path-ignore"
    )
    levels: Annotated[dict[str, Level], Takes("a table of code = level", "off, info, warning or error")] = {}
