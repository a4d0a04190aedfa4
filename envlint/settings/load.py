"""The settings file read and judged: everything that is wrong with it at once, each fault with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from envlint.core.errors import LoadErrors
from envlint.core.rule import Place
from envlint.rules.document import parse
from envlint.rules.problem import Problem, located
from envlint.rules.shape import misfits
from envlint.settings.find import PYPROJECT
from envlint.settings.meaning import Reader
from envlint.settings.model import SettingsTable

if TYPE_CHECKING:
    from envlint.rules.document import Document
    from envlint.settings.find import Found
    from envlint.settings.record import Settings

TOOL = ("tool", "envlint")


def load(found: Found) -> Settings:
    """Return what the settings file says; the defaults where there is none.

    Raises:
        EnvlintError: the file, or the pyproject.toml beside it, is not TOML.
        LoadErrors: unknown keys, values of the wrong kind, paths that lead out of the root and the like.
    """
    document = parse(found.path, found.data)
    table, place, problems = _own_table(document)
    fitting, misfitting = misfits(SettingsTable, table, place)
    reader = Reader(found, place, [*problems, *map(_with_keys_named, misfitting)])
    settings = reader.settings(fitting)
    if reader.problems:
        errors = located(reader.problems, {found.path: document.text})
        raise LoadErrors(sorted(errors, key=lambda error: (error.at, error.message)))
    return settings if settings.version else settings.replace(version=_project_version(found))


def _own_table(document: Document) -> tuple[dict[str, Any], Place, list[Problem]]:
    """Return the table that holds the settings. ``[tool.envlint]`` is understood in envlint.toml as well."""
    tool = document.tables.get("tool")
    nested = tool.get("envlint") if isinstance(tool, dict) else None
    of_project = document.path.rpartition("/")[2] == PYPROJECT
    place = Place(document.path, TOOL)
    if nested is None and not of_project:
        return document.tables, Place(document.path), []
    if not isinstance(nested, dict):
        return {}, place, [Problem(place, "there is no table [tool.envlint]", "write [tool.envlint]", "key")]
    strays = [] if of_project else [key for key in document.tables if key != "tool"]
    help = "write all settings in [tool.envlint], or all at the top"
    return (
        nested,
        place,
        [
            Problem(Place(document.path, (key,)), f"{key} does not count beside [tool.envlint]", help, "key")
            for key in strays
        ],
    )


def _with_keys_named(problem: Problem) -> Problem:
    """Point to where the keys of the settings are listed, and not to those of rule files."""
    return problem.replace(help="") if "schema" in problem.help else problem


def _project_version(found: Found) -> str:
    project = parse(PYPROJECT, found.pyproject).tables.get("project")
    version = project.get("version") if isinstance(project, dict) else None
    return version if isinstance(version, str) else ""
